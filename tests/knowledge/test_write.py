"""What a Writer puts on a page: checked element by element against the small knowledge base."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

import resnet_ref
from knowledge.api import reference
from knowledge.load import load
from knowledge.write import Links, Writer

from ..conftest import ROOT

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
        words["tally"],
        words["supports"],
    ]
    assert one(line, ".chip.chip--depends").text == words["depends"]
    assert one(card, "p.claim__answer").text == words["short"]
    cases = card.select("ul.cases > li")
    assert [case["class"] for case in cases] == [["case", "case--yes"], ["case", "case--no"]]
    assert [one(case, ".mark")["aria-label"] for case in cases] == [words["yes"], words["no"]]
    assert [one(case, ".mark")["role"] for case in cases] == ["img", "img"]
    assert [case.find_all("span")[1].text for case in cases] == words["cases"]
    up = "../../" if language == "zh" else "../../../"
    assert one(card, "a.permalink")["href"] == f"{up}c/even/"


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
    assert one(verdict, ".tally-short").text == words["tally"]


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
    assert verdict.text == words["depends"]
    assert question.text == ("短" if language == "zh" else "Short")
    buttons = ledger.find_all("button")
    assert [b["data-verdict"] for b in buttons] == ["", "holds", "depends", "refuted", "cited"]
    assert [b.find_all("span")[-1].text for b in buttons] == ["1", "0", "1", "0", "0"]
    assert [b["aria-pressed"] for b in buttons] == ["true", "false", "false", "false", "false"]
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
    assert value(home.count_of("questions")) == ("1", "count.questions")
    with pytest.raises(ValueError, match="takes 'claims' or 'questions'; this is 'cases'"):
        home.count_of("cases")


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
        ("Zagoruyko, Komodakis", "Zagoruyko et al. 1956"),
        ("A & B", "A & B 1956"),
    ],
)
def test_how_authors_are_cited(base: Path, authors: str, cited: str) -> None:
    path = base / "docs/references.yml"
    path.write_text(path.read_text().replace("authors: Euclid", f'authors: "{authors}"'))
    cite = soup(Writer(load(base), Links("en")).cite("euclid1956elements", "p. 1"))
    assert cite.text == f"{cited}, p. 1"


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
    assert versions.text == "torch 9.8, torchinfo 7"
    heads = [head.text for head in soup(writer.versions()).find_all("th")]
    assert heads == (["问题", "验证版本"] if language == "zh" else ["Question", "Verified with"])


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


def test_a_figure_of_the_live_architecture(base: Path) -> None:
    svg = soup(Writer(load(base), Links("en")).figure("map"))
    labels = [text.text for text in svg.select("text.label")]
    # Table 1: 3, 4, 6 and 3 units; the first takes the pool's 64 channels.
    assert len(labels) == 3 + 4 + 6 + 3
    assert (labels[0], labels[1], labels[-1]) == ("64→64→256", "256→64→256", "2048→512→2048")
    assert len(svg.select("rect.edge")) == 4  # a projection at the head of each stage


def test_the_numbers_of_the_costs_figure(base: Path) -> None:
    svg = soup(Writer(load(base), Links("en")).figure("costs"))
    shown = [text.text for text in svg.select("text.shape")]
    assert shown[:5] == ["11.7 M", "21.8 M", "25.6 M", "44.5 M", "60.2 M"]  # published
    assert shown[5:10] == ["1.8 G", "3.7 G", "4.1 G", "7.8 G", "11.5 G"]


def test_the_blocks_of_the_figure(base: Path) -> None:
    svg = soup(Writer(load(base), Links("zh")).figure("blocks"))
    panels = svg.find_all("svg")
    kernels = [[text.text for text in p.select("text.label")] for p in panels]
    assert kernels[0][:2] == ["3×3, 64 → 64", "3×3, 64 → 64"]  # Fig. 5, left
    assert kernels[2][:3] == ["1×1, 256 → 64", "3×3, 64 → 64", "1×1, 64 → 256"]  # Fig. 5, right
    assert kernels[1][0] == "3×3, 64 → 128, 步幅 2"
    assert kernels[3][1] == "3×3, 128 → 128, 步幅 2"
    assert [k[-1] for k in kernels] == ["恒等", "步幅 2", "恒等", "步幅 2"]
    shapes = [text.text for text in panels[3].select("text.shape")]
    assert shapes == ["256×56×56", "128×56×56", "128×28×28", "512×28×28", "512×28×28"]


def test_the_reference_lists_the_public_names_and_no_others() -> None:
    text = reference(ROOT)
    names = [line.split()[1] for line in text.splitlines() if line.startswith("### ")]
    assert sorted(names) == sorted(resnet_ref.__all__)
    assert "count(\n    net: str | Architecture,\n    image_size: int = 224,\n    *,\n" in text
    assert "verdict(cases: Mapping[str, bool])" in text
    assert "**options: Any" in text
    assert '~~~~pycon\n>>> count("resnet50").parameters\n25557032\n~~~~' in text
    assert "- `.depth`: Weighted layers on the main path" in text
