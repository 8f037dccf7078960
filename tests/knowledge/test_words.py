"""Each of the site's own words stands in both languages."""

import re

from knowledge.render import explorer
from knowledge.render.templates import ROOT
from knowledge.words import LANGUAGES, WORDS, words
from resnet_ref.findings import STANCES, VERDICTS


def test_each_word_stands_in_both_languages():
    for key, both in [*WORDS.items(), *explorer.WORDS.items()]:
        assert set(both) == set(LANGUAGES), key
        spaced = key in ("colon", "brackets", "second", "drag")
        assert all((spaced or text.strip() == text) and text for text in both.values()), key
        fields = [sorted(re.findall(r"\{\w*\}", both[code])) for code in LANGUAGES]
        assert fields[0] == fields[1], key
    assert {*STANCES, *VERDICTS} < set(WORDS)
    assert (words("zh").right, words("en").right) == ("对", "right")
    assert set(vars(words("zh"))) == set(WORDS)


def test_no_word_is_written_over_by_a_later_one():
    for name in ("words", "explorer"):
        text = (ROOT / f"templates/site/{name}.yml").read_text(encoding="utf-8")
        keys = re.findall(r'^"?([\w.]+)"?:', text, re.M)
        assert len(keys) == len(set(keys)) > 60


def test_the_explorers_script_says_only_words_that_stand():
    script = (ROOT / "docs/assets/explorer.js").read_text(encoding="utf-8")
    said = re.findall(r'\bt\("(\w+)"( \+)?', script)
    assert len(said) > 20
    for key, goes_on in said:
        assert any(word.startswith(key) if goes_on else word == key for word in explorer.WORDS), key
