"""What a reader finds: the question, each claim in both languages, other spellings."""

import json

import pytest

from knowledge.forms import TermForm
from knowledge.model import Section
from knowledge.numbers import Number, Numbers
from knowledge.publish import search
from knowledge.read.library import load

from ..editing import swap

FOUND = [
    {"location": "ledger/", "title": "全部", "text": "<p>a &lt; b</p>"},
    {"location": "en/ledger/#x", "title": "All 3×3 (x)", "text": "b"},
]


def index(site, library, language):
    search.write(site, library, FOUND)
    folder = site if language == "zh" else site / language
    text = (folder / "search/search_index.json").read_text(encoding="utf-8")
    return json.loads(text)


def entry(site, library, language, location):
    docs = index(site, library, language)["docs"]
    (found,) = (e for e in docs if e["location"] == f"questions/{location}")
    return dict(found)


@pytest.mark.parametrize(
    ("language", "other"),
    [
        ("zh", {"location": "ledger/", "title": "全部", "text": "a < b"}),
        ("en", {"location": "ledger/#x", "title": "All 3×3 (x)", "text": "b"}),
    ],
)
def test_pages_then_each_question_with_its_claims(tmp_path, library, language, other):
    docs = index(tmp_path, library, language)["docs"]
    name = other["title"].removesuffix(" (x)")
    assert docs[0] == {**other, "other": name, "boost": 0.8, "named": 0.8}
    assert [e["location"].removeprefix("questions/") for e in docs[1:]] == [
        "every-verdict/",
        *(f"every-verdict/#{claim}" for claim in list(library.claims)[:7]),
        "every-verdict/#remember",  # a section without a claim
        "odd-marks/",
        "odd-marks/#whole-marks",
    ]


@pytest.mark.parametrize(
    ("language", "location", "field", "shown"),
    [
        ("en", "every-verdict/#is-right", "title", "All hold."),
        ("en", "every-verdict/#is-right", "other", "全部成立。"),
        ("zh", "every-verdict/#is-right", "title", "全部成立。"),
        ("zh", "every-verdict/#is-right", "other", "All hold."),
        ("en", "every-verdict/#is-right", "text", "right: Yes, 25,557,032 of"),
        (
            "en",
            "every-verdict/#is-right",
            "more",
            "One unit has 25,557,032 parameters;",
        ),
        ("en", "every-verdict/", "title", "Does every verdict occur?"),
        ("zh", "every-verdict/", "other", "Does every verdict occur?"),
        ("en", "every-verdict/", "text", "25,557,032 parameters, which is 25.56 M."),
        ("en", "odd-marks/#whole-marks", "title", "<script>alert(1)</script>, *"),
        ("en", "odd-marks/#whole-marks", "text", "If width < 64 and depth > 50"),
        ("en", "odd-marks/#whole-marks", "more", ", a < b & c > d,"),
    ],
)
def test_words_numbers_and_marks_are_found_as_they_are_shown(
    tmp_path, library, language, location, field, shown
):
    assert shown in entry(tmp_path, library, language, location)[field]


def test_what_is_typed_leads_to_the_glossarys_words():
    unit = TermForm(zh="单元", en="unit", avoid={"zh": ["模块"]}, spellings=["Res Block"])
    found = search.synonyms([unit])
    assert found["模块"] == found["res block"] == ["单元", "unit"]
    assert "unit" not in found
    assert "减小" in found["减少"]
    assert "减少" not in found["减少"]


def test_a_definition_is_found_by_every_name_and_first_by_them_alone(tmp_path, base):
    swap(base / "docs/terms.yml", "en: [module]}", "en: [module]}\n  spellings: [Res Block]")
    location = "en/glossary/#unit"
    search.write(tmp_path, load(base), [{"location": location, "title": "Unit", "text": "One."}])
    text = (tmp_path / "en/search/search_index.json").read_text(encoding="utf-8")
    entry = json.loads(text)["docs"][0]
    assert entry["other"] == "单元; unit; Res Block; 模块; module"
    assert entry["boost"] < 0.8 < entry["named"] < 1


def test_a_number_may_have_a_name_of_two_words():
    numbers = Numbers({"c.a_b": Number("n", 1234, "c.a_b")})
    assert search._prose(Section("c", "", "_See_ {{ a_b }}.", 1), numbers) == " See  1,234."
