"""What stands beside the pages: every text arrives whole, and what each file says of itself."""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

import resnet_ref
from knowledge.publish import files
from knowledge.publish.files import as_markdown, beside, permalink, portable
from knowledge.publish.wheel import wheel
from knowledge.read.library import load
from knowledge.render.templates import ENVIRONMENT, context
from knowledge.repository import Repository
from knowledge.text import Text

from ...conftest import project
from ..awkward import authored, parsed, rendered, seen, texts
from ..editing import MARKS, swap

LIBRARY = load(project(Path(tempfile.mkdtemp()) / "project"))
COMMIT = "0123456789abcdef" * 2 + "01234567"
KNOWN = Repository("some/where", COMMIT, "2026-01-31", "https://a.org/x/")
NAMES, ABOUT = {"zh": "站名", "en": "A site"}, {"zh": "是什么", "en": "What it is"}
ONCE = "once for all: "  # what a text begins with, so that it is found wherever it stands


def told(template, known, library=LIBRARY, **more):
    return ENVIRONMENT.get_template(template).render(context(library, known, "en"), **more)


def told_by(text):
    """The base's question with every marks, its own texts replaced by one."""
    made = Text.parse(authored(ONCE + text), lambda _: pytest.fail("no number is named"))
    both = {"zh": made, "en": made}
    old = LIBRARY.questions["odd-marks"]
    (claim,) = old.claims
    claim = claim.model_copy(
        update={
            "says": both,
            "answer": both,
            "cases": tuple(case.model_copy(update={"label": both}) for case in claim.cases),
            "listed": tuple(n.model_copy(update={"label": both}) for n in claim.listed),
            "citations": tuple(
                c.model_copy(update={"note": both, "at": made.plain}) for c in claim.citations
            ),
        }
    )
    question = replace(old, title=both, short=both, answer=both, thirty=both, claims=(claim,))
    return replace(LIBRARY, questions={"odd-marks": question}), question


@given(texts())
@settings(max_examples=60)
def test_any_text_arrives_whole(text):
    library, question = told_by(text)
    (claim,), whole = question.claims, ONCE + text

    data = json.loads(claim.model_dump_json())
    label, note = data["cases"][0]["label"], data["citations"][0]["note"]
    assert [d["en"] for d in (data["says"], data["answer"], label, note)] == [whole] * 4

    page = parsed(rendered(as_markdown(question, "en")))
    shown = [seen(e) for e in page.iter() if e.tag in ("h1", "h2", "p")][:4]
    assert shown == [whole, whole, f"In thirty seconds: {whole}", whole]
    assert seen(page).count(whole) == 9  # title and below; says, answer, case, number, note, place
    index = parsed(rendered(told("llms.txt", KNOWN, library, names=NAMES)))
    assert [seen(link) for link in index.iter("a")][:2] == [whole] * 2
    assert seen(index).count(whole) == 4

    html = parsed(permalink(claim, KNOWN))
    assert [seen(e) for e in html.iter() if e.tag in ("title", "h1", "h2")] == [whole] * 3
    tags = {tag.get("property"): tag.get("content") for tag in html.iter("meta")}
    described = f"对：{whole} / right: {whole}"
    assert (tags["og:title"], tags["og:description"]) == (whole, described)
    assert tags["og:image:alt"] is not None
    assert whole.translate(str.maketrans("“”", "‘’")) in tags["og:image:alt"]

    linked = told("linked_data.json", KNOWN, library, question=question)
    script = parsed(f'<script type="application/ld+json">{linked}</script><i>x')
    assert [e.text for e in script.iter("i")] == ["x"]  # nothing after it is swallowed
    about = json.loads(script.find(".//script").text)
    review = about["hasPart"][0]
    said = (about["headline"], about["abstract"], review["claimReviewed"], review["reviewBody"])
    assert said == (whole,) * 4


def test_every_file_of_a_site(monkeypatch):
    drawn = set()

    def draw(cards):
        drawn.update(card.path for card in cards)
        return {"cards/one.png": b"drawn"}

    monkeypatch.setattr(files, "draw", draw)
    made = beside(LIBRARY, KNOWN, NAMES, ABOUT)
    assert made.keys() == {
        *("claims.json", "claims.schema.json", "question.schema.json", "llms.txt", "cards/one.png"),
        f"resnet_ref-{resnet_ref.__version__}-py3-none-any.whl",
        *(f"notebooks/{slug}.{code}.ipynb" for slug in LIBRARY.questions for code in NAMES),
        *(f"{p}questions/{slug}/index.md" for slug in LIBRARY.questions for p in ("", "en/")),
        *(f"c/{claim}/index.html" for claim in LIBRARY.claims),
    }
    assert drawn == {
        *("cards/home.zh.png", "cards/home.en.png"),
        *(f"cards/questions/{slug}.{code}.png" for slug in LIBRARY.questions for code in NAMES),
        *(f"cards/c/{claim}.png" for claim in LIBRARY.claims),
    }

    data, schema = json.loads(made["claims.json"]), json.loads(made["claims.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert (data["version"], data["commit"]) == (resnet_ref.__version__, COMMIT)
    claim = {c["id"]: c for c in data["claims"]}["is-wrong"]
    said = [claim[key] for key in ("question", "decided_by", "verdict", "stance", "basis")]
    basis = ["code", "literature"]
    assert said == ["every-verdict", "is-wrong", "wrong", "contradicts", basis]
    label = {"zh": "照字面", "en": "Literally"}
    assert claim["cases"] == [{"name": "as_said", "holds": False, "as_read": True, "label": label}]
    assert claim["citations"][0]["figures"] == {"error": 28.54}
    assert claim["permalink"] == "/c/is-wrong/"
    changes = [{"verdict": "depends"}, {"stance": "maybe"}, {"id": "A B"}]
    for change in [*changes, {"basis": ["taste"]}, {"says": "zh"}, {"cases": [{"name": "a"}]}]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, "claims": [{**claim, **change}]}, schema)

    text = str(made["llms.txt"])
    assert text.startswith("# A site\n\n> Claims that circulate")
    assert "(right; right, with limits; wrong, with exceptions; wrong; open)" in text
    for path in ("en/questions/odd-marks/index.md", "questions/every-verdict/index.md"):
        assert f"](https://a.org/x/{path}):" in text
    assert "](https://a.org/x/claims.json):" in text
    assert "](/claims.json):" in told("llms.txt", Repository(), names=NAMES)


def test_a_question_as_markdown():
    lines = as_markdown(LIBRARY.questions["every-verdict"], "en").splitlines()
    start = lines.index("## No case holds.")
    assert lines[start + 2 : start + 9] == [
        "Verdict: wrong (literature contradicts it)",
        "",
        "No.",
        "",
        "- As a reader takes it: Literally: does not hold",
        r"- Literature: The error is 28.54%, not 1. (Deep, Net 2016, §4.1, https://example.org/deep)",
        "",
    ]
    assert "- ratio a unit: 0.8519010666666667" in lines
    zh = as_markdown(LIBRARY.questions["every-verdict"], "zh")
    assert "结论：基本对，有前提（文献未提及）" in zh


def test_linked_data_rates_each_claim():
    question = LIBRARY.questions["every-verdict"]
    data = json.loads(told("linked_data.json", KNOWN, question=question))
    assert data["url"] == "https://a.org/x/en/questions/every-verdict/"
    assert data["dateModified"] == "2026-01-31"
    found = {review["url"].split("#")[1]: review["reviewRating"] for review in data["hasPart"]}
    ratings = {"is-right": 5, "is-mostly-right": 4, "is-mostly-wrong": 2, "is-wrong": 1}
    assert {name: found[name]["ratingValue"] for name in ratings} == ratings
    assert found["is-open"] == {"@type": "Rating", "alternateName": "open"}
    assert "dateModified" not in told("linked_data.json", Repository(), question=question)


def test_a_citation_of_the_page():
    question = LIBRARY.questions["every-verdict"]
    assert told("citation.bib", KNOWN, question=question).splitlines() == [
        "@misc{resnet-qa-every-verdict,",
        "  title = {Does every verdict occur?},",
        "  author = {{The resnet-qa authors}},",
        "  year = {2026},",
        "  url = {https://a.org/x/en/questions/every-verdict/},",
        "  note = {commit 0123456789ab}",
        "}",
    ]
    odd = told("citation.bib", Repository(), question=LIBRARY.questions["odd-marks"]).splitlines()
    assert odd[1] == r'  title = {Are <b>, \& and "quotes" whole?},'
    assert len(odd) == 4  # no year, address or commit is made up


@pytest.mark.parametrize("base", ["https://a.org/s/", "https://a.org/s", ""])
def test_a_permalink_leads_to_the_claim_in_both_languages_and_shows_its_card(base):
    claim = LIBRARY.claims["whole-marks"]
    page = BeautifulSoup(permalink(claim, replace(KNOWN, site_url=base)), "html.parser")
    links = {section["lang"]: section.a["href"] for section in page.find_all("section")}
    assert links == {
        "zh": "../../questions/odd-marks/#whole-marks",
        "en": "../../en/questions/odd-marks/#whole-marks",
    }
    (script,) = page.find_all("script")  # its own; the claim's <script> is text
    assert all(f'"{target}"' in script.string for target in links.values())
    english = page.find("section", lang="en")
    assert (english.h2.text, english.strong.text) == (claim.says["en"].plain, "right")
    told = {t.get("property", t.get("name")): t["content"] for t in page.select("meta[content]")}
    addressed = {
        "og:url": "https://a.org/s/c/whole-marks/",
        "og:image": "https://a.org/s/cards/c/whole-marks.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }
    always = {"og:type": "article", "og:locale": "zh_CN", "og:locale:alternate": "en_US"}
    always |= {"og:title": claim.says["zh"].plain}
    assert (told.items() >= addressed.items()) is bool(base)
    assert told.items() >= always.items()
    assert base or not [key for key in told if "image" in key or "url" in key]


def cells(library, slug, language, kind, known=KNOWN):
    copy = portable(library.questions[slug], language, wheel(known))
    nbformat.validate(nbformat.reads(copy, as_version=nbformat.NO_CONVERT))
    return ["".join(c["source"]) for c in json.loads(copy)["cells"] if c["cell_type"] == kind]


def test_a_notebook_to_run_holds_one_language_under_its_title_and_headings(base):
    title, *more = cells(LIBRARY, "every-verdict", "en", "markdown")
    assert title.startswith("# Does every verdict occur? The evidence\n\nOne code cell decides")
    headings = ("With limits?", "With exceptions?", "Wrong?", "Open?", "By the literature?")
    written = ["Count first, $w^2$.", "## Right?", "How: by `depth`."]
    assert more == [*written, *(f"## {heading}" for heading in headings)]
    title, *more = cells(LIBRARY, "every-verdict", "zh", "markdown")
    assert title.startswith("# 五种结论都有吗？ 证据\n\n")
    assert more[:3] == ["先数一遍，$w^2$。", "## 成立？", "怎么测：看 `深度`。"]
    swap(base / MARKS / "index.en.md", "Do marks come whole?", "Why {x} = {y}?")
    title, *more = cells(load(base), "odd-marks", "en", "markdown")
    assert title.startswith(r'# Are \<b\>, &amp; and "quotes" whole? The evidence')
    assert more[0] == "## Why {x} = {y}?"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_code_and_outputs_are_those_that_were_stored(language):
    question = LIBRARY.questions["every-verdict"]
    copied = json.loads(portable(question, language, wheel(KNOWN)))["cells"]
    stored = [dict(c.stored or {}) for c in question.notebook.cells if c.kind == "code"]
    code = [{**c, "id": ""} for c in copied if c["cell_type"] == "code"]
    assert code[1:] == [{**c, "id": ""} for c in stored]
    assert len({cell["id"] for cell in copied}) == len(copied)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_set_up_brings_the_package_of_the_build(language, tmp_path, monkeypatch):
    setup, *_ = cells(LIBRARY, "odd-marks", language, "code")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [])
    for module in ("torchinfo", "sklearn"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    asked = []
    exec(setup.replace("%pip install -q {package}", "asked.append(package)"), {"asked": asked})
    assert asked == ["torchinfo==1.8.0", "scikit-learn"]
    (brought,) = tmp_path.iterdir()
    assert sys.path == [brought.name]
    assert brought.read_bytes() == dict([wheel(KNOWN)])[brought.name]
