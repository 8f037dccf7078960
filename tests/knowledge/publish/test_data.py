"""What machines read holds every text whole, and what it says of itself."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import resnet_ref
from knowledge.model import Library, Question
from knowledge.publish.data import Claims, as_markdown, bibtex, linked_data, listed, llms
from knowledge.publish.files import permalink
from knowledge.publish.shared import of_claim
from knowledge.read.library import load
from knowledge.repository import Repository
from knowledge.text import Text

from ...conftest import project
from ..awkward import authored, parsed, rendered, seen, texts

LIBRARY = load(project(Path(tempfile.mkdtemp()) / "project"))
KNOWN = Repository(
    "some/where", "0123456789abcdef" * 2 + "01234567", "2026-01-31", "https://a.org/x/"
)
NAMES = {"zh": "站名", "en": "A site"}
ONCE = "once for all: "  # what a text begins with, so that it is found wherever it stands


def told_by(text: str) -> tuple[Library, Question]:
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
@settings(deadline=None, max_examples=60)
def test_any_text_arrives_whole(text: str) -> None:
    library, question = told_by(text)
    (claim,), whole = question.claims, ONCE + text

    data = json.loads(listed(library).model_dump_json())["claims"][0]
    label, note = data["cases"][0]["label"], data["citations"][0]["note"]
    assert [d["en"] for d in (data["says"], data["answer"], label, note)] == [whole] * 4

    page = parsed(rendered(as_markdown(question, "en")))
    told = [seen(e) for e in page.iter() if e.tag in ("h1", "h2", "p")][:4]
    assert told == [whole, whole, f"In thirty seconds: {whole}", whole]
    assert seen(page).count(whole) == 9  # title and below; says, answer, case, number, note, place
    index = parsed(rendered(llms(library, "https://a.org", NAMES)))
    assert [seen(link) for link in index.iter("a")][:2] == [whole] * 2
    assert seen(index).count(whole) == 4

    html = parsed(permalink(library, claim, of_claim(claim, "A site"), KNOWN))
    assert [seen(e) for e in html.iter() if e.tag in ("title", "h1", "h2")] == [whole] * 3
    tags = {tag.get("property"): tag.get("content") for tag in html.iter("meta")}
    assert (tags["og:title"], tags["og:description"]) == (
        whole,
        f"对：{whole} / right: {whole}",
    )

    wrapped = (
        f'<script type="application/ld+json">{linked_data(question, "en", KNOWN)}</script><i>x'
    )
    script = parsed(wrapped)
    assert [e.text for e in script.iter("i")] == ["x"]  # nothing after it is swallowed
    about = json.loads(script.find(".//script").text)  # type: ignore[union-attr, arg-type]
    review = about["hasPart"][0]
    said = (about["headline"], about["abstract"], review["claimReviewed"], review["reviewBody"])
    assert said == (whole,) * 4
    for made in (page, index, html):
        assert len(list(made.iter("script"))) == (made is html)  # its own, no author's


def test_claims_json_fits_its_schema_and_says_what_was_built() -> None:
    data = json.loads(listed(LIBRARY, KNOWN).model_dump_json())
    schema = Claims.model_json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert (data["version"], data["commit"]) == (resnet_ref.__version__, KNOWN.commit)
    assert listed(LIBRARY).commit == ""
    claim = {c["id"]: c for c in data["claims"]}["is-wrong"]
    said = [claim[key] for key in ("question", "decided_by", "verdict", "stance", "basis")]
    basis = ["code", "literature"]
    assert said == ["every-verdict", "is-wrong", "wrong", "contradicts", basis]
    label = {"zh": "照字面", "en": "Literally"}
    assert claim["cases"] == [{"name": "as_said", "holds": False, "as_read": True, "label": label}]
    assert claim["citations"][0]["figures"] == {"error": 28.54}
    assert claim["permalink"] == "/c/is-wrong/"
    changes: list[dict[str, Any]] = [{"verdict": "depends"}, {"stance": "maybe"}, {"id": "A B"}]
    for change in [*changes, {"basis": ["taste"]}, {"says": "zh"}, {"cases": [{"name": "a"}]}]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, "claims": [{**claim, **change}]}, schema)


def test_a_question_as_markdown() -> None:
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


def test_llms_txt() -> None:
    text = llms(LIBRARY, "https://a.org/x/", NAMES)
    assert text.startswith("# A site\n\n> Claims that circulate")
    assert "(right; right, with limits; wrong, with exceptions; wrong; open)" in text
    assert "](https://a.org/x/en/questions/odd-marks/index.md):" in text
    assert "](https://a.org/x/questions/every-verdict/index.md):" in text
    assert "](https://a.org/x/claims.json):" in text
    assert "](/claims.json):" in llms(LIBRARY, "", NAMES)


RATINGS = {"is-right": 5, "is-mostly-right": 4, "is-mostly-wrong": 2, "is-wrong": 1}


def test_linked_data_rates_each_claim() -> None:
    data = json.loads(linked_data(LIBRARY.questions["every-verdict"], "en", KNOWN))
    assert data["url"] == "https://a.org/x/en/questions/every-verdict/"
    assert data["dateModified"] == "2026-01-31"
    found = {review["url"]: review["reviewRating"] for review in data["hasPart"]}
    rated = {name: found[f"{data['url']}#{name}"]["ratingValue"] for name in RATINGS}
    assert rated == RATINGS
    assert found[f"{data['url']}#is-open"] == {"@type": "Rating", "alternateName": "open"}
    assert "dateModified" not in linked_data(LIBRARY.questions["odd-marks"], "zh", Repository())


def test_a_citation_of_the_page() -> None:
    question = LIBRARY.questions["every-verdict"]
    assert bibtex(question, "en", KNOWN).splitlines() == [
        "@misc{resnet-qa-every-verdict,",
        "  title = {Does every verdict occur?},",
        "  author = {{The resnet-qa authors}},",
        "  year = {2026},",
        "  url = {https://a.org/x/en/questions/every-verdict/},",
        "  note = {commit 0123456789ab}",
        "}",
    ]
    odd = bibtex(LIBRARY.questions["odd-marks"], "en", Repository()).splitlines()
    assert odd[1] == r'  title = {Are <b>, \& and "quotes" whole?},'
    assert len(odd) == 4  # no year, address or commit is made up
