"""What a Writer puts on a page: checked element by element against the small knowledge base."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from knowledge.load import load
from knowledge.model import Library
from knowledge.write import Links, Writer
from resnet_ref import Finding

from ..conftest import ROOT
from .conftest import store

WORDS = {
    "zh": {
        "said": "流传的说法",
        "tally": "2 种情形，1 种成立",
        "depends": "有条件",
        "supports": "文献支持",
        "yes": "成立",
        "no": "不成立",
        "numbers": "代码算出的 1 个数字",
        "code": "代码与输出",
        "cell": "在 notebook 里看这一格",
        "literature": "文献",
        "says": "二是偶数",
        "cases": ["整除", "魔法"],
        "number": "两倍",
        "note": "定义",
        "title": "问题",
        "answer": "答案 4",
        "short": "是，两倍是 4",
        "read": "通常的理解：成立",
        "usual": "通常的理解",
        "heads": ["说法", "结论", "问题"],
        "all": "全部",
    },
    "en": {
        "said": "What people say",
        "tally": "1 of 2 cases hold",
        "depends": "depends",
        "supports": "literature supports it",
        "yes": "holds",
        "no": "does not hold",
        "numbers": "1 number from the code",
        "code": "The code and its output",
        "cell": "See this cell in the notebook",
        "literature": "Literature",
        "says": "Two is even",
        "cases": ["by division", "by magic"],
        "number": "twice",
        "note": "A definition",
        "title": "Question",
        "answer": "Answer 4",
        "short": "It is; twice is 4",
        "read": "as usually read: holds",
        "usual": "usual reading",
        "heads": ["Claim", "Verdict", "Question"],
        "all": "All",
    },
}


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


@pytest.fixture
def writer(base: Path, language: str) -> Writer:
    library = load(base)
    url = "questions/two/" if language == "zh" else "en/questions/two/"
    return Writer(library, Links(language, url), library.questions["two"], "@misc{two}")


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def one(found: BeautifulSoup | Tag, selector: str) -> Tag:
    (tag,) = found.select(selector)
    return tag


def test_the_card_of_a_claim(writer: Writer, language: str) -> None:
    words, card = WORDS[language], soup(writer.claim("even"))
    assert one(card, "div.claim.claim--depends")
    assert one(card, ".claim__says .claim__label").text == words["said"]
    assert one(card, ".claim__says q").text == words["says"]
    line = one(card, ".claim__verdict")
    assert [span.text for span in line.find_all("span")] == [
        words["depends"],
        words["read"],
        words["tally"],
        words["supports"],
    ]
    assert one(line, ".claim__read.read--yes")
    assert one(line, ".chip.chip--depends").text == words["depends"]
    assert one(card, "p.claim__answer").text == words["short"]
    cases = card.select("ul.cases > li")
    assert [case["class"] for case in cases] == [["case", "case--yes"], ["case", "case--no"]]
    assert [one(case, ".mark")["aria-label"] for case in cases] == [words["yes"], words["no"]]
    assert [one(case, ".mark")["role"] for case in cases] == ["img", "img"]
    labels = [case.find_all("span")[1] for case in cases]
    assert [label.text.split(" ")[-1] for label in labels[1:]] == [words["cases"][1].split()[-1]]
    assert labels[0].text == f"{words['cases'][0]} {words['usual']}"  # the marked one
    assert [one(card, "small.usual").text] == [words["usual"]]
    up = "../../" if language == "zh" else "../../../"
    assert one(card, "a.permalink")["href"] == f"{up}c/even/"


def test_quotation_marks_within_a_claim(base: Path) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = path.read_text(encoding="utf-8").replace("zh: 二是偶数", "zh: 二是“偶数”")
    path.write_text(text, encoding="utf-8")
    library = load(base)
    card = Writer(library, Links("zh"), library.questions["two"]).claim("even")
    assert one(soup(card), "q").text == "二是‘偶数’"  # the card's own marks stand around it


def test_the_evidence_of_a_claim(writer: Writer, language: str) -> None:
    words, text = WORDS[language], writer.evidence("even")
    html = soup(text)
    numbers = one(html, "details.numbers")
    assert one(numbers, "summary").text == words["numbers"]
    assert [td.text for td in numbers.select("tbody td")] == [words["number"], "4"]
    assert one(numbers, "data")["data-from"] == "even.twice"
    assert one(html, "details.code summary").text == words["code"]
    assert "~~~~python\nfinding(...)\n~~~~" in text
    shown = "even: depends\n  yes  by_division\n  no   by_magic\n  twice  4"
    assert f"~~~~text\n{shown}\n~~~~" in text
    assert f"[{words['cell']}](evidence.ipynb#even){{ .cell-link }}" in text
    source = one(html, "p.source")
    assert one(source, ".source__label").text == words["literature"]
    assert str(words["note"]) in source.text
    cite = one(source, "cite.ref")
    assert cite.text == "Euclid 1956, Book VII"
    assert one(cite, "a")["href"] == "https://doi.org/10.1000/1"


def test_the_claims_at_a_glance(writer: Writer, language: str) -> None:
    words, table = WORDS[language], one(soup(writer.glance()), "table.glance")
    assert [th.text for th in table.find_all("th")] == [words["said"], words["heads"][1]]
    link, verdict = table.select("tbody td")
    assert one(link, "a")["href"] == "#even"
    assert one(link, "a").text == words["says"]
    assert one(link, ".short").text == words["short"]
    assert one(verdict, ".chip--depends").text == words["depends"]
    assert one(verdict, ".beside").text == words["read"]


def test_title_answer_and_citation(writer: Writer, language: str) -> None:
    words = WORDS[language]
    assert writer.title() == words["title"]
    answer = one(soup(writer.answer()), "p.answer")
    assert answer.text == words["answer"]
    assert answer["markdown"] == "span"
    assert writer.bibtex() == "~~~~bibtex\n@misc{two}\n~~~~"
    assert writer.related() == ""


def test_the_cards_of_the_home_page(base: Path, language: str) -> None:
    words = WORDS[language]
    home = Writer(load(base), Links(language, "" if language == "zh" else "en/"))
    card = one(soup(home.cards()), "div.cards > section.card")
    assert one(card, "h2")["id"] == "two"
    assert one(card, "h2 a").text == words["title"]
    assert one(card, "h2 a")["href"] == "questions/two/"
    assert one(card, "p").text == words["answer"]
    (count,) = card.select("ul.tally > li")
    assert count.text == f"{words['depends']}1"


def test_the_ledger(base: Path, language: str) -> None:
    words = WORDS[language]
    url = "ledger/" if language == "zh" else "en/ledger/"
    ledger = one(soup(Writer(load(base), Links(language, url)).ledger()), "div.ledger")
    assert [th.text for th in ledger.find_all("th")] == words["heads"]
    row = one(ledger, "tbody tr")
    assert (row["id"], row["data-verdict"], row["data-question"]) == ("even", "depends", "two")
    claim, verdict, question = row.find_all("td")
    assert one(claim, "a")["href"] == "../questions/two/#even"
    assert one(claim, "a").text == words["says"]
    assert one(claim, ".short").text == words["short"]
    assert one(verdict, ".chip").text == words["depends"]
    assert one(verdict, ".beside").text == words["read"]
    assert question.text == ("短" if language == "zh" else "Short")
    buttons = ledger.find_all("button")
    verdicts = ["holds", "depends", "refuted", "cited"]
    assert [b["data-verdict"] for b in buttons] == ["", "wrong", *verdicts]
    assert [b.find_all("span")[-1].text for b in buttons] == ["1", "0", "0", "1", "0", "0"]
    assert [b["aria-pressed"] for b in buttons] == ["true", *["false"] * 5]
    assert buttons[0].text == f"{words['all']} 1"
    assert [o["value"] for o in ledger.find_all("option")] == ["", "two"]
    assert one(ledger, ".ledger__filter").has_attr("hidden")
    assert one(ledger, ".ledger__none").has_attr("hidden")


def test_counting_claims_and_questions(base: Path) -> None:
    home = Writer(load(base), Links("en", "en/"))

    def value(html: str) -> tuple[str, str]:
        data = one(soup(html), "data.n")
        return data.text, str(data["data-from"])

    assert value(home.count_of("claims")) == ("1", "count.claims")
    assert value(home.count_of("claims", "depends")) == ("1", "count.claims")
    assert value(home.count_of("claims", "holds")) == ("0", "count.claims")
    assert value(home.count_of("claims", "right")) == ("1", "count.claims")
    assert value(home.count_of("claims", "wrong")) == ("0", "count.claims")
    assert value(home.count_of("questions")) == ("1", "count.questions")
    with pytest.raises(ValueError, match="takes 'claims' or 'questions'; this is 'cases'"):
        home.count_of("cases")
    with pytest.raises(ValueError, match="'refutes' is no verdict to count; there are holds"):
        home.count_of("claims", "refutes")


def test_links_to_a_question_and_to_a_claim(writer: Writer, language: str) -> None:
    words = WORDS[language]
    ask, quoted = (one(soup(html), "a") for html in (writer.ask("two"), writer.quoted("even")))
    assert (ask["href"], ask.text) == ("./", words["title"])
    assert (quoted["href"], quoted.text) == ("./#even", words["says"])
    with pytest.raises(ValueError, match="'three' is no question; there are two"):
        writer.ask("three")


def test_chips_and_files(writer: Writer, language: str) -> None:
    words = WORDS[language]
    assert writer.verdict("even") == writer.chip("depends")
    assert soup(writer.chip("depends")).text == words["depends"]
    with pytest.raises(ValueError, match="'maybe' is no verdict; there are holds, depends"):
        writer.chip("maybe")
    assert writer.file("claims.json").endswith("../../claims.json")


def test_a_claim_of_another_question_is_not_shown(base: Path) -> None:
    library = load(base)
    other = Writer(library, Links("en"), None)
    assert "claim" not in other.functions()
    assert set(other.functions()) < set(
        Writer(library, Links("en"), library.questions["two"]).functions()
    )


@pytest.mark.parametrize(
    ("authors", "cited"),
    [
        ("Euclid", "Euclid 1956"),
        ("Zagoruyko, Komodakis", "Zagoruyko & Komodakis 1956"),
        ("He, Zhang, Ren", "He et al. 1956"),
        ("A & B", "A & B 1956"),
    ],
)
def test_how_authors_are_cited(base: Path, authors: str, cited: str) -> None:
    path = base / "docs/references.yml"
    path.write_text(path.read_text().replace("authors: Euclid", f'authors: "{authors}"'))
    cite = soup(Writer(load(base), Links("en")).cite("euclid1956elements", "p. 1"))
    assert cite.text == f"{cited}, p.\u00a01"  # the number stays on its line


def test_papers_of_the_same_authors_and_year_are_told_apart(base: Path) -> None:
    path = base / "docs/references.yml"
    entry = path.read_text(encoding="utf-8")
    later = entry.replace("euclid1956elements", "euclid1956optics")
    other = entry.replace("euclid1956elements", "euclid1957data").replace("1956,", "1957,")
    path.write_text(entry + later + other, encoding="utf-8")
    cite = Writer(load(base), Links("en")).cite
    keys = ("euclid1956elements", "euclid1956optics", "euclid1957data")
    shown = [soup(cite(key, "§2")).text for key in keys]
    assert shown == ["Euclid 1956a, §2", "Euclid 1956b, §2", "Euclid 1957, §2"]


@pytest.mark.parametrize(("style", "shown"), [(None, "7%"), ("f1", "7.0%"), ("f2", "7.00%")])
def test_a_figure_is_written_with_its_unit(base: Path, style: str | None, shown: str) -> None:
    path = base / "docs/questions/two/claims.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{value: 7,", '{value: 7, unit: "%",'), encoding="utf-8")
    data = one(soup(Writer(load(base), Links("en")).lit("even.book", style)), "data.lit")
    assert data.text == shown
    assert (data["value"], data["data-from"]) == ("7", "euclid1956elements Book VII")


def test_versions_come_from_what_the_notebook_stores(writer: Writer, language: str) -> None:
    path = writer.library.questions["two"].folder / "evidence.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = soup(writer.versions()).select("tbody td")
    assert [cell.text for cell in cells] == [WORDS[language]["title"], ""]
    notebook["metadata"]["resnet_qa"] = {"verified_with": {"torch": "9.8", "torchinfo": "7"}}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    question, versions = soup(writer.versions()).select("tbody td")
    assert one(question, "a")["href"] == "./"
    assert [code.text for code in versions.find_all("code")] == ["torch 9.8", "torchinfo 7"]
    heads = [head.text for head in soup(writer.versions()).find_all("th")]
    assert heads == (
        ["问题", "输出存下时的版本"] if language == "zh" else ["Question", "Outputs stored with"]
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a **b** `c`", "a b c"),
        ('x {{ n("even.twice") }} y', "x 4 y"),
        ("two\n  lines", "two lines"),
        ('{{ given(3) }} {{ lit("even.book") }} {{ verdict("even") }}', "3 7 depends"),
    ],
)
def test_texts_as_plain_text(base: Path, text: str, plain: str) -> None:
    assert Writer(load(base), Links("en")).plain(text) == plain


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("n", "'even.no': even has the numbers twice"),
        ("lit", "'even.no': even cites the figures book"),
    ],
)
def test_a_wrong_name_says_what_there_is(base: Path, call: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        getattr(Writer(load(base), Links("en")), call)("even.no")


def test_other_messages_in_full(base: Path) -> None:
    library = load(base)
    writer = Writer(library, Links("en"), library.questions["two"])
    writer.claim("even")
    for call, said in (
        (lambda: writer.claim("even"), "claim('even') stands twice on this page; keep one"),
        (lambda: writer.claim("odd"), "'odd' is no claim; there are even"),
        (lambda: writer.n("twice"), "'twice' names no number; write 'claim-id.number_name'"),
        (
            lambda: writer.cite("knuth", "p. 1"),
            "'knuth' is not in docs/references.yml, which holds euclid1956elements",
        ),
        (
            lambda: writer.figure("blob"),
            "'blob' is no figure; there are blocks, map, costs, gradients",
        ),
    ):
        with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
            call()


# Two questions: a claim that another decides, one with a single case, one that is only cited

THREE = """\
order: 2
title: {zh: 三问, en: Three & more}
short: {zh: 三, en: Three}
answer: {zh: '{{ n("odd.twice") }}', en: 'Of {{ n("odd.twice") }}, {{ lit("many.images") }}'}
related: [two]
claims:
  - id: odd
    says: {zh: 同上, en: The same}
    decided_by: even
    answer: {zh: 见上, en: See above}
    read_as: [by_magic]
  - id: one-case
    says: {zh: 一种, en: One way}
    cases: {alone: {zh: 独自, en: alone}}
    literature:
      stance: supports
      sources: [{ref: nobody2000t, at: p. 2, note: {zh: 有, en: Something}}]
    answer: {zh: 是, en: It is}
  - id: many
    says: {zh: 许多, en: Many}
    numbers:
      ratio: {zh: 比, en: ratio, format: x1}
      size: {zh: 大小, en: size}
    literature:
      stance: open
      sources:
        - ref: nobody2000t
          at: p. 1
          note: {zh: 无, en: Nothing}
          figures:
            images: {value: 1200000, unit: images, zh: 图, en: images}
            share: {value: 3.5, zh: 份, en: share}
    answer: {zh: 未知, en: Unknown}
"""
NOBODY = (
    'nobody2000t:\n  {authors: "A, B", title: T, year: 2000, venue: V, url: "https://doi.org/1"}\n'
)


@pytest.fixture
def library(base: Path) -> Library:
    path = base / "docs/references.yml"
    path.write_text(path.read_text(encoding="utf-8") + NOBODY, encoding="utf-8")
    folder = base / "docs/questions/three"
    folder.mkdir()
    (folder / "claims.yml").write_text(THREE, encoding="utf-8")
    numbers = {"ratio": 1.46, "size": 11689512}
    store(folder, Finding("one-case", {"alone": True}), Finding("many", {}, numbers))
    return load(base)


@pytest.fixture
def three(library: Library) -> Writer:
    return Writer(library, Links("en", "en/questions/three/"), library.questions["three"])


def loose(html: BeautifulSoup) -> list[str]:
    """Text that stands in an element which holds nothing but elements, or in none."""
    of = ["[document]", "div", "section", "ul", "table", "thead", "tbody", "tr", "select"]
    return [text for text in html.find_all(string=True) if text.parent and text.parent.name in of]


@pytest.mark.parametrize(
    ("claim", "line", "cases"),
    [
        (
            "odd",
            ["depends", "as usually read: wrong", "1 of 2 cases hold"],
            ["by division", "by magic usual reading"],
        ),
        ("one-case", ["holds", "1 of 1 case holds", "literature supports it"], ["alone"]),
        ("many", ["literature only", "literature is open"], []),
    ],
)
def test_cards_of_other_claims(
    three: Writer, claim: str, line: list[str], cases: list[str]
) -> None:
    text = three.claim(claim)
    card = soup(text)
    assert [span.text for span in one(card, ".claim__verdict").find_all("span")] == line
    assert one(card, ".claim__verdict").text == "".join(line)
    assert [case.text for case in card.select("ul.cases > li")] == cases
    assert len(card.select("ul")) == bool(cases)
    assert len(card.select(".claim__tally")) == bool(cases)
    assert loose(card) == []
    assert text.endswith("</div>")


def test_a_single_case_in_chinese(library: Library) -> None:
    zh = Writer(library, Links("zh", "questions/three/"), library.questions["three"])
    assert one(soup(zh.claim("one-case")), ".claim__tally").text == "1 种情形，1 种成立"


def test_the_evidence_of_a_claim_that_another_question_decides(three: Writer) -> None:
    text = three.evidence("odd")
    link = '<a href="../two/#even">Two is even</a>'
    said = f"This is the same claim as “{link}” in another question, decided by the same code."
    assert text.startswith(f"{said}\n\n<details")
    assert "\n\n[See this cell in the notebook](../two/evidence.ipynb#even){ .cell-link }" in text
    own = three.evidence("one-case")
    assert own.startswith('<details class="fold code"')
    assert "\n\n[See this cell in the notebook](evidence.ipynb#one-case){ .cell-link }\n\n" in own


def test_the_numbers_of_the_evidence(three: Writer) -> None:
    text = three.evidence("many")
    numbers = one(soup(text), "details.numbers")
    assert one(numbers, "summary").text == "2 numbers from the code"
    shown = [[td.text for td in tr.find_all("td")] for tr in numbers.select("tbody > tr")]
    assert shown == [["ratio", "1.5×"], ["size", "11,689,512"]]
    stored = [(data["class"], data["value"]) for data in numbers.select("data")]
    assert stored == [(["n"], "1.46"), (["n"], "11689512")]
    assert loose(numbers) == []
    assert text.startswith("<details")
    assert "</details>\n\n<details" in text
    assert '.cell-link }\n\n<p class="source">' in text


def test_lists_of_claims_and_questions(library: Library, three: Writer) -> None:
    glance = soup(three.glance())
    assert [row.find_all("td")[1].text for row in glance.select("tbody > tr")] == [
        "dependsas usually read: wrong",
        "holds",
        "literature onlyliterature is open",
    ]
    beside = [span.text for span in glance.select(".beside")]
    assert beside == ["as usually read: wrong", "literature is open"]
    home = Writer(library, Links("en", "en/"))
    cards, ledger, versions = (soup(x()) for x in (home.cards, home.ledger, home.versions))
    tallies = [[li.text for li in card.select("li")] for card in cards.select("section.card")]
    assert tallies == [["depends1"], ["holds1", "depends1", "literature only1"]]
    assert [row["id"] for row in ledger.select("tbody > tr")] == ["even", "odd", "one-case", "many"]
    assert [option.text for option in ledger.select("option")] == ["All", "Short", "Three"]
    assert [button.text.split()[-1] for button in ledger.select("button")] == list("411201")
    wrong = [row["id"] for row in ledger.select("tbody > tr[data-wrong]")]
    assert wrong == ["odd"]  # even is read as the case that holds; many is open
    names = [row.find_all("td")[0].text for row in versions.select("tbody > tr")]
    assert names == ["Question", "Three & more"]
    assert [loose(html) for html in (glance, cards, ledger, versions)] == [[]] * 4
    both = replace(library.questions["three"], related=("two", "three"))
    related = Writer(library, Links("en", "en/"), both).related()
    assert related.splitlines() == [
        '- <a href="questions/two/">Question</a>',
        '- <a href="questions/three/">Three &amp; more</a>',
    ]


def test_numbers_name_where_they_come_from(library: Library, three: Writer) -> None:
    def said(html: str) -> tuple[list[str], str, str, str]:
        data = one(soup(html), "data")
        return list(data["class"]), str(data["value"]), str(data["data-from"]), data.text

    assert said(three.n("odd.twice")) == (["n"], "4", "even.twice", "4")
    assert said(three.n("many.size", "M1")) == (["n"], "11689512", "many.size", "11.7 M")
    images = (["lit"], "1200000", "nobody2000t p. 1", "1,200,000 images")
    assert said(three.lit("many.images")) == images
    assert said(three.lit("many.share")) == (["lit"], "3.5", "nobody2000t p. 1", "3.5")
    home = Writer(library, Links("en", "en/"))
    # a question's page counts its own claims
    assert said(three.count_of("claims")) == (["n"], "3", "count.claims", "3")
    assert said(home.count_of("claims")) == (["n"], "4", "count.claims", "4")
    assert said(home.count_of("questions")) == (["n"], "2", "count.questions", "2")
    assert three.plain(three.of.answer["en"] if three.of else "") == "Of 4, 1,200,000 images"


@pytest.mark.parametrize(
    ("call", "name", "told"),
    [
        ("n", "many.none", "'many.none': many has the numbers ratio, size"),
        ("n", "many.size.more", "'many.size.more': many has the numbers ratio, size"),
        ("lit", "many.none", "'many.none': many cites the figures images, share"),
        ("verdict", "none", "'none' is no claim; there are even, odd, one-case, many"),
        ("ask", "none", "'none' is no question; there are two, three"),
        ("claim", "even", "'even' belongs to the question two; show it there"),
    ],
)
def test_what_there_is_instead(three: Writer, call: str, name: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        getattr(three, call)(name)
    known = "euclid1956elements, nobody2000t"
    told = f"'knuth' is not in docs/references.yml, which holds {known}"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        three.cite("knuth", "p. 1")


def test_the_measured_figure_of_this_knowledge_base() -> None:
    writer = Writer(load(ROOT), Links("en"))
    assert len(soup(writer.figure("gradients")).select("path.curve")) == 8


def test_how_claims_are_read(library: Library) -> None:
    home = Writer(library, Links("en", "en/"))
    assert home.citation == ""
    counted = {
        how: one(soup(home.count_of("claims", how)), "data").text
        for how in ("right", "wrong", "open")
    }
    # "even" is read as the case that holds, "odd" as all of its two cases
    assert counted == {"right": "2", "wrong": "1", "open": "1"}
    known = "holds, depends, refuted, cited, right, wrong, open"
    told = f"'maybe' is no verdict to count; there are {known}"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        home.count_of("claims", "maybe")
    rows = soup(home.ledger()).select("tbody > tr")
    marked = {"id", "data-verdict", "data-question"}
    assert [set(row.attrs) - marked for row in rows] == [set(), {"data-wrong"}, set(), set()]
