"""What machines and visitors from elsewhere read, from the small knowledge base, word by word."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from knowledge import export
from knowledge.load import load
from knowledge.model import Library
from knowledge.source import Source
from knowledge.write import Links
from resnet_ref import Finding

from .conftest import CLAIMS, EVEN, store

COMMIT = "0123456789abcdef0123456789abcdef01234567"
KNOWN = Source("owner/name", COMMIT, "2026-01-31", "https://example.org/qa/")
NAMES = {"zh": "残差网络问答", "en": "ResNet answers"}
# A claim of each other kind, with the marks that HTML must escape and plain text must drop.
MORE = """\
  - id: holding
    says: {zh: '**一** < 二 & "三"', en: '**One** < two & "three"'}
    decided_by: even
    answer: {zh: '`二` < 三', en: '`Two` < three'}
    read_as: [by_division, by_magic]
  - id: open-one
    says: {zh: 开放, en: Open}
    numbers: {ratio: {zh: 比, en: ratio, format: f2}}
    literature:
      stance: open
      sources:
        - {ref: euclid1956elements, at: Book I, note: {zh: 没说, en: Silent}}
        - {ref: euclid1956elements, at: Book II, note: {zh: 也没说, en: Silent too}}
    answer: {zh: '未知，{{ verdict("even") }}', en: 'Unknown, {{ verdict("even") }}'}
"""


@pytest.fixture
def library(base: Path) -> Library:
    folder = base / "docs/questions/two"
    text = CLAIMS
    for word in ("答案", "Answer"):  # a verdict's word is one of the language
        text = text.replace(f"{word} {{{{", f'{word} {{{{ verdict("even") }}}} {{{{')
    (folder / "claims.yml").write_text(text + MORE, encoding="utf-8")
    store(folder, EVEN, Finding("open-one", {}, {"ratio": 0.125}))
    return load(base)


def test_claims_json_says_everything_of_a_claim(library: Library) -> None:
    even, holding, open_one = export.claims(library)["claims"]
    book = {
        "authors": "Euclid",
        "title": "Elements",
        "year": 1956,
        "url": "https://doi.org/10.1000/1",
        "at": "Book VII",
        "figures": {"book": 7},
    }
    assert even == {
        "id": "even",
        "question": "two",
        "statement": {"zh": "二是偶数", "en": "Two is even"},
        "answer": {"zh": "是，两倍是 4", "en": "It is; twice is 4"},
        "verdict": "depends",
        "as_read": True,
        "stance": "supports",
        "decided_by": "even",
        "cases": {"by_division": True, "by_magic": False},
        "numbers": {"twice": 4},
        "citations": [book],
        "url": {"zh": "/questions/two/#even", "en": "/en/questions/two/#even"},
        "permalink": "/c/even/",
    }
    assert (holding["decided_by"], holding["stance"], holding["cases"]) == (
        "even",
        None,
        even["cases"],
    )
    assert (holding["as_read"], open_one["as_read"]) == (False, None)
    assert holding["answer"] == {"zh": "二 < 三", "en": "Two < three"}
    assert open_one["answer"] == {"zh": "未知，有条件", "en": "Unknown, depends"}
    assert [cited["at"] for cited in open_one["citations"]] == ["Book I", "Book II"]
    assert (open_one["verdict"], open_one["numbers"]) == ("cited", {"ratio": 0.125})


def test_a_permalink_leads_to_the_claim_in_both_languages(library: Library) -> None:
    text = export.permalink(library, library.claims["holding"], KNOWN)
    page = BeautifulSoup(text, "html.parser")
    to = {"zh": "../../questions/two/#holding", "en": "../../en/questions/two/#holding"}
    assert text.startswith("<!doctype html>\n<html lang=")
    assert page.select_one('meta[charset="utf-8"]')
    title = page.title.string if page.title else None
    assert title == '一 < 二 & "三"'
    for code, (says, answer, verdict, link) in {
        "zh": ('一 < 二 & "三"', "二 < 三", "有条件", "看中文页"),
        "en": ('One < two & "three"', "Two < three", "depends", "Read it in English"),
    }.items():
        (anchor,) = page.select(f'a[href="{to[code]}"]')
        assert anchor.text == link
        own = anchor.find_parent(lang=code)
        assert own
        assert all(part in own.text for part in (says, answer, verdict))
    assert [tag.name for tag in page.select("h1, h2, h3")] == ["h1", "h2"]
    for part in page.select("body, main, section"):  # nothing stands loose
        assert part.find_all(string=True, recursive=False) == []
    told = {str(tag["property"]): tag["content"] for tag in page.select("meta[property]")}
    assert told["og:description"] == "有条件：二 < 三 / depends: Two < three"
    assert told["og:url"] == "https://example.org/qa/c/holding/"
    # the script sends Chinese readers to the Chinese page, everybody else to the English one
    script = "".join(tag.text for tag in page.select("script"))
    (targets,) = re.findall(r"\{[^}]*\}", script)
    assert json.loads(targets) == to


MARKDOWN = {
    "zh": """\
# 问题

答案 有条件 4

## 二是偶数

结论：有条件（通常的理解：成立）（文献支持）

是，两倍是 4

- 整除：成立
- 魔法：不成立
- 两倍：4
- 文献：定义（Euclid 1956, Book VII, https://doi.org/10.1000/1）

## 一 < 二 & "三"

结论：有条件（通常的理解：不成立）

二 < 三

- 整除：成立
- 魔法：不成立
- 两倍：4

## 开放

结论：仅据文献（文献尚无定论）

未知，有条件

- 比：0.125
- 文献：没说（Euclid 1956, Book I, https://doi.org/10.1000/1）
- 文献：也没说（Euclid 1956, Book II, https://doi.org/10.1000/1）
""",
    "en": """\
# Question

Answer depends 4

## Two is even

Verdict: depends (as usually read: holds) (literature supports it)

It is; twice is 4

- by division: holds
- by magic: does not hold
- twice: 4
- Literature: A definition (Euclid 1956, Book VII, https://doi.org/10.1000/1)

## One < two & "three"

Verdict: depends (as usually read: wrong)

Two < three

- by division: holds
- by magic: does not hold
- twice: 4

## Open

Verdict: literature only (literature is open)

Unknown, depends

- ratio: 0.125
- Literature: Silent (Euclid 1956, Book I, https://doi.org/10.1000/1)
- Literature: Silent too (Euclid 1956, Book II, https://doi.org/10.1000/1)
""",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_as_markdown(library: Library, language: str) -> None:
    text = export.as_markdown(library, library.questions["two"], language)
    assert text == MARKDOWN[language]


LLMS = """\
# ResNet answers

> Claims that circulate about ResNet's blocks, each decided by executed code: the verdict \
(holds, depends, refuted, cited) follows from named test cases.

## ResNet answers

- [Question](https://example.org/qa/en/questions/two/index.md): Answer depends 4

## 残差网络问答

- [问题](https://example.org/qa/questions/two/index.md): 答案 有条件 4

## Data

- [All claims](https://example.org/qa/claims.json): verdicts, cases, numbers
"""


def test_llms_txt(library: Library) -> None:
    assert export.llms(library, KNOWN, NAMES) == LLMS


@pytest.mark.parametrize(
    ("language", "title", "answer", "claims"),
    [
        (
            "zh",
            "问题",
            "答案 有条件 4",
            [
                ("even", "二是偶数", "是，两倍是 4", "有条件"),
                ("holding", '一 < 二 & "三"', "二 < 三", "有条件"),
                ("open-one", "开放", "未知，有条件", "仅据文献"),
            ],
        ),
        (
            "en",
            "Question",
            "Answer depends 4",
            [
                ("even", "Two is even", "It is; twice is 4", "depends"),
                ("holding", 'One < two & "three"', "Two < three", "depends"),
                ("open-one", "Open", "Unknown, depends", "literature only"),
            ],
        ),
    ],
)
def test_linked_data(
    library: Library, language: str, title: str, answer: str, claims: list[tuple[str, ...]]
) -> None:
    question = library.questions["two"]
    text = export.linked_data(library, question, Links(language), KNOWN)
    start = "" if language == "zh" else "en/"
    url = f"https://example.org/qa/{start}questions/two/"

    def rating(claim: str) -> dict[str, Any]:
        known = {"ratingValue": 3, "bestRating": 5, "worstRating": 1}
        return {} if claim == "open-one" else known  # literature alone gives no mark

    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": ["TechArticle", "LearningResource"],
        "headline": title,
        "abstract": answer,
        "inLanguage": language,
        "url": url,
        "isAccessibleForFree": True,
        "learningResourceType": "question and answer",
        "license": "https://opensource.org/license/mit",
        "dateModified": "2026-01-31",
        "hasPart": [
            {
                "@type": "ClaimReview",
                "url": f"{url}#{claim}",
                "claimReviewed": says,
                "reviewBody": short,
                "reviewRating": {"@type": "Rating", "alternateName": word, **rating(claim)},
            }
            for claim, says, short, word in claims
        ],
    }
    assert title in text  # characters, not \\u escapes
    undated = export.linked_data(library, question, Links(language), Source())
    assert "dateModified" not in undated


@pytest.mark.parametrize(
    ("cases", "mark"), [({"a": True}, 5), ({"a": True, "b": False}, 3), ({"a": False}, 1)]
)
def test_the_mark_of_a_verdict(base: Path, cases: dict[str, bool], mark: int) -> None:
    folder = base / "docs/questions/two"
    labels = "".join(f"      {key}: {{zh: 例, en: case}}\n" for key in cases)
    before, after = CLAIMS.split("      by_division")[0], CLAIMS.split("by magic}\n")[1]
    after = after.replace("by_division", "a")
    (folder / "claims.yml").write_text(before + labels + after, encoding="utf-8")
    store(folder, Finding("even", cases, EVEN.numbers))
    library = load(base)
    text = export.linked_data(library, library.questions["two"], Links("en"), KNOWN)
    (review,) = json.loads(text)["hasPart"]
    assert review["reviewRating"]["ratingValue"] == mark


def test_linked_data_cannot_end_the_script_that_holds_it(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = CLAIMS.replace("en: Question}", 'en: "</script> in a title"}')
    path.write_text(text, encoding="utf-8")
    library = load(base)
    data = export.linked_data(library, library.questions["two"], Links("en"), KNOWN)
    assert "</" not in data
    assert json.loads(data)["headline"] == "</script> in a title"


@pytest.mark.parametrize(
    ("source", "language", "fields"),
    [
        (
            KNOWN,
            "en",
            [
                "title = {Question}",
                "author = {{The resnet-qa authors}}",
                "year = {2026}",
                "url = {https://example.org/qa/en/questions/two/}",
                "note = {commit 0123456789ab}",
            ],
        ),
        (
            Source(site_url="https://example.org"),
            "zh",
            [
                "title = {问题}",
                "author = {{The resnet-qa authors}}",
                "url = {https://example.org/questions/two/}",
            ],
        ),
        (Source(), "zh", ["title = {问题}", "author = {{The resnet-qa authors}}"]),
    ],
)
def test_how_a_page_is_cited(
    library: Library, source: Source, language: str, fields: list[str]
) -> None:
    text = export.bibtex(library.questions["two"], language, source)
    inside = ",\n".join(f"  {field}" for field in fields)
    assert text == f"@misc{{resnet-qa-two,\n{inside}\n}}"


def test_everything_is_written_into_the_site(library: Library, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for page in ("questions/two", "en/questions/two"):
        (site / page).mkdir(parents=True)
    for _ in range(2):  # a second build into the same folder is no obstacle
        export.write(library, site, KNOWN, NAMES)
    written = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.is_file()
    }
    claims, schema = written["claims.json"], json.loads(written["claims.schema.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(claims))
    assert json.loads(claims) == export.claims(library)
    assert '"zh": "二是偶数"' in claims
    assert claims.endswith("}\n")
    assert claims.count("\n ") > len(library.claims)  # one value a line: a change can be read
    assert written["questions/two/index.md"] == MARKDOWN["zh"]
    assert written["en/questions/two/index.md"] == MARKDOWN["en"]
    assert written["llms.txt"] == LLMS
    for language in ("zh", "en"):
        copy = json.loads(written[f"notebooks/two.{language}.ipynb"])
        assert COMMIT in "".join(copy["cells"][1]["source"])
    assert "准备" in written["notebooks/two.zh.ipynb"]
    assert "Setup" in written["notebooks/two.en.ipynb"]
    for claim in library.claims.values():
        page = export.permalink(library, claim, KNOWN)
        assert written[f"c/{claim.id}/index.html"] == page
