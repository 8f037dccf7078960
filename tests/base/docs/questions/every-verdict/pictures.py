"""One square."""

from __future__ import annotations

from knowledge.model import Question
from knowledge.render.pictures import Picture, rect, svg, text


def square(language: str, question: Question) -> Picture:
    """A box with the question's curve counted beside it."""
    points = len(question.notebook.series["curve"]["a"])
    words = {"zh": f"方块 <{points}>", "en": f"square <{points}>"}[language]
    return Picture(
        [svg(words, 40, [rect(2, 2, 30, 30, "box"), text(40, 20, words, "label")])],
        words,
        [("bar-1", words)],
    )
