"""Each of the site's own words stands in both languages."""

import re

from knowledge.render.templates import ROOT
from knowledge.words import BRACKETS, COLON, LANGUAGES, STANCES, WORDS, words
from resnet_ref.findings import STANCES as STANCES_OF_FINDINGS
from resnet_ref.findings import VERDICTS


def test_each_word_stands_in_both_languages():
    for key, both in {**WORDS, **STANCES, **VERDICTS}.items():
        assert set(both) == set(LANGUAGES), key
        assert all(text.strip() == text != "" for text in both.values()), key
        fields = [sorted(re.findall(r"\{\w*\}", both[code])) for code in LANGUAGES]
        assert fields[0] == fields[1], key
    assert set(STANCES) == set(STANCES_OF_FINDINGS)
    assert set(COLON) == set(BRACKETS) == set(LANGUAGES)
    assert (words("zh").right, words("en").right) == ("对", "right")
    assert set(vars(words("zh"))) == set(WORDS) | set(STANCES) | set(VERDICTS)


def test_no_word_is_written_over_by_a_later_one():
    for name in ("words", "explorer"):
        text = (ROOT / f"templates/site/{name}.yml").read_text(encoding="utf-8")
        keys = re.findall(r'^"?([\w.]+)"?:', text, re.M)
        assert len(keys) == len(set(keys)) > 60
