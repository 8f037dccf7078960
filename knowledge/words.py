"""The site's own words in both languages."""

from pathlib import Path
from types import SimpleNamespace

import yaml

from resnet_ref.findings import VERDICTS

LANGUAGES = ("zh", "en")
DEFAULT, *OTHERS = LANGUAGES
Both = dict[str, str]  # language -> words

STANCES: dict[str, Both] = {
    "supports": {"zh": "文献支持", "en": "literature supports it"},
    "contradicts": {"zh": "文献反对", "en": "literature contradicts it"},
    "divided": {"zh": "文献说法不一", "en": "literature is divided"},
    "silent": {"zh": "文献未提及", "en": "literature does not say"},
}
WORDS: dict[str, Both] = yaml.safe_load(
    (Path(__file__).parent.parent / "templates/site/words.yml").read_text(encoding="utf-8")
)
COLON: Both = {"zh": "：", "en": ": "}
BRACKETS: Both = {"zh": "（{}）", "en": " ({})"}


def words(language: str) -> SimpleNamespace:
    """Every word in one language, verdicts and stances by their names.

    In a template, `words.copy` of a dict would be its method.
    """
    every = {**WORDS, **VERDICTS, **STANCES}
    return SimpleNamespace(**{key: both[language] for key, both in every.items()})
