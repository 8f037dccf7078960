"""A question's page and its evidence before Markdown, and what pages may call."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge.read.library import load
from knowledge.render.pages import Page, Writer, arranged
from knowledge.repository import Repository

from ..editing import MARKS, append, swap

KNOWN = Repository(name="owner/name", commit="0123456789" * 4, date="2026-01-31")


def written(library, slug, language="en", known=KNOWN):
    """A question's page."""
    url = f"{'' if language == 'zh' else 'en/'}questions/{slug}/"
    return Writer(library, known, language, url, library.questions[slug]).written("page.md")


def headings(page):
    return re.findall(r"^#+ .*$", page.markdown, re.M)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("count questions", ">2</data>"),
        ("count claims", ">8</data>"),
        ("count hold", ">5</data>"),
        ("count fail", ">2</data>"),
        ("count open", ">1</data>"),
        ("is-right.parameters:M2", 'value="25557032" data-from="is-right.parameters">25.56 M<'),
        ("is-wrong.error", '<data class="lit" value="28.54" data-from="deep2016nets §4.1">28.54%'),
        ("1,000", '<data class="given" value="1000" data-from="given">1,000</data>'),
        ("verdict wrong", '<span class="chip chip--wrong">wrong</span>'),
        ("verdict is-open", '<span class="chip chip--open">open</span>'),
        ("claim twin", '#twin">The same claim.</a> <span class="chip chip--right">right</span>'),
        ("file claims.json", "../../claims.json"),
        ("cite deep2016nets, Table 3", 'org/deep">Deep &amp; Net 2016a</a>, Table\u00a03</cite>'),
        ("cite wide2016nets, §4.1", 'org/wide">Deep &amp; Net 2016b</a>, §4.1</cite>'),
        ("questions", '<h2 id="counting">Parameters, FLOPs, memory</h2>'),
        ("questions", '<a href="../questions/odd-marks/">Are &lt;b&gt;, &amp;'),
        (
            "claims is-wrong twin",
            '<td><a href="../questions/every-verdict/#twin">The same claim.</a>',
        ),
        ("wheel", "../../resnet_ref-"),
        ("ledger", '<tr id="twin" data-verdict="right" data-question="every-verdict">'),
        ("versions", "<code>torch 2.13.0</code>"),
        ("verdict is-open }} \\{{ count no", "</span> {{ count no }}"),
    ],
)
def test_what_a_page_may_call(library, call, expected):
    page = Writer(library, KNOWN, "en", "en/ledger/").general(f"See {{{{ {call} }}}}.", 1)
    assert page.problems == []
    assert expected in page.fill(page.markdown)


def test_a_name_and_its_number_stay_on_one_line():
    page = Page(
        "", ['<svg><text>ResNet-50</text></svg> <q title="ResNet-50">ResNet-101</q>'], [], {}
    )
    assert page.fill("<!--place:0--> a ResNet-18's, pre-act, 3-4") == (
        '<svg><text>ResNet-50</text></svg> <q title="ResNet-50"><span class="kept">ResNet-101'
        '</span></q> a <span class="kept">ResNet-18</span>\'s, pre-act, 3-4'
    )
    (mark,) = re.findall("<a.*?>", page.fill('<a class="headerlink" href="#a">¶</a>'))
    assert 'aria-hidden="true" tabindex="-1"' in mark


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("picture square", "a picture belongs to a question's page"),
        ("pictures square", "{{ pictures square }}: did you mean picture or"),
        ("count verdicts", "'verdicts' is no count; there are questions, claims, hold, fail"),
        ("cite depe2016nets, §1", "not in docs/references.yml; did you mean deep2016nets or"),
        ("cite deep2016nets", "say where deep2016nets says so: {{ cite deep2016nets, Tab"),
        ("claim is-wrnog", "'is-wrnog' is no claim; did you mean is-wrong"),
        ("verdict mostly", "'mostly' is no verdict; did you mean mostly-"),
        ("parameters", "{{ parameters }} names no claim; write {{ claim-id.para"),
        ("is-right.parametres", "no number 'is-right.parametres'; did you mean is-right.par"),
    ],
)
def test_a_call_that_is_not_known_is_told(library, call, said):
    page = Writer(library, KNOWN, "en", "en/x/").general(f"One.\n\nTwo {{{{ {call} }}}}.", 4)
    ((line, told),) = page.problems
    assert line == 6
    assert said in told


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("A paragraph", "{{ claim no }} A paragraph", 1),
        ("in it.", "in it.\n\nMore: {{ claim no }}.", 3),
        ("$w^2 < x_1$", "{{ claim no }} $w^2 < x_1$", 5),
        ("\n\n$w^2 < x_1$", "\n{{ claim no }} $w^2 < x_1$", 4),
        ("`<i>`.", "`<i>`.\n\n\n- {{ claim no }}\n", 8),
    ],
)
def test_a_fault_of_a_question_is_told_with_its_line(base, old, new, line):
    swap(base / MARKS / "index.en.md", old, new)
    ((at, told),) = written(load(base), "odd-marks").problems
    assert at == line
    assert told.startswith("'no' is no claim; ")


def test_the_template_places_what_the_author_does_not_write(library):
    page = written(library, "odd-marks")
    assert headings(page) == [
        r'# Are \<b\>, &amp; and "quotes" whole?',
        "## At a glance { #glance }",
        "## Do marks come whole? { #whole-marks }",
        "## Related questions { #related }",
        "## Cite this page { #cite }",
    ]
    shown = page.fill(page.markdown)
    places = [
        shown.index(text)
        for text in (
            '<p class="answer">If width &lt; ',
            "<summary>In thirty seconds</summary><p><code>a &lt; b</code> and <strong>c &amp; d<",
            "A paragraph with {{ in it.",
            '<table class="glance">',
            '<div class="claim claim--right">',
            "<q>&lt;script&gt;alert(1)&lt;/script&gt;, *stars*,",
            "$w^2 < x_1$, <data",
            '<details class="fold code">',
            "issues/new?template=challenge-a-claim.yml&amp;claim=whole-marks&amp;page=en%2Fquestions",
            '<p class="source">',
            '<a href="../every-verdict/">Does every verdict occur?</a>',
            "<pre><code>@misc{resnet-qa-odd-marks,\n  title = {Are &lt;b&gt;",
            f"[Source of this page](https://github.com/owner/name/blob/{KNOWN.commit}/docs/quest",
        )
    ]
    assert places == sorted(places)
    assert "<script>" not in shown
    assert "<!--place" not in shown


def test_a_claim_says_what_it_leans_on_and_where_it_is_used(base):
    append(base, " {{ claim is-wrong }}，{{ is-right.parameters }}", " {{ claim is-wrong }}")
    library = load(base)
    own = written(library, "odd-marks")
    for label, page, anchor in (
        ("See also", own, 'every-verdict/#is-wrong">'),
        ("See also", own, 'every-verdict/#is-right">'),
        ("Used by", written(library, "every-verdict"), 'odd-marks/#whole-marks">'),
    ):
        lines = re.findall(
            rf'<span class="source__label">{label}</span>.*?</p>', "".join(page.places)
        )
        assert len([line for line in lines if anchor in line and "chip--" in line]), anchor


@pytest.mark.parametrize(("known", "many"), [(KNOWN, 7), (Repository(), 0)])
def test_every_claim_leads_to_its_cell_and_to_the_form(library, known, many):
    question = library.questions["every-verdict"]
    page = written(library, "every-verdict", "zh", known)
    shown = page.fill(page.markdown)
    cells = re.findall(r'class="cell-link" href="evidence/#([^"]*)"', shown)
    assert cells == [*[c.id for c in question.claims][:-1], "is-right"]
    forms = [urlsplit(link) for link in re.findall(r'href="([^"]*/issues/new[^"]*)"', shown)]
    assert len(forms) == many
    for form, claim in zip(forms, question.claims, strict=False):
        assert (form.netloc, form.path) == ("github.com", "/owner/name/issues/new")
        assert parse_qs(unescape(form.query)) == {
            "template": ["challenge-a-claim.yml"],
            "claim": [claim.id],
            "page": ["questions/every-verdict/"],
        }
    assert '由同一段代码检验：“<a href="./#is-right">全部成立。</a>”' in shown


def test_the_evidence_holds_one_language_under_the_claims_headings(library):
    question = library.questions["every-verdict"]
    writer = Writer(library, KNOWN, "en", "en/questions/every-verdict/evidence/", question)
    page = writer.written("evidence.md", copy="n/x.ipynb", parts=arranged(question, "en"))
    assert headings(page) == [
        "# Does every verdict occur? The evidence",
        "## Right? { #is-right }",
        "## With limits? { #is-mostly-right }",
        "## With exceptions? { #is-mostly-wrong }",
        "## Wrong? { #is-wrong }",
        "## Open? { #is-open }",
        "## By the literature? { #by-literature }",
    ]
    shown = page.fill(page.markdown)
    right = shown.index("{ #is-right }")
    assert shown.index("Count first") < right < shown.index("How: by") < shown.index("print(")
    assert "先数一遍" not in shown
    assert "a &lt; b" in shown
    verdicts = re.findall(r'cell-verdict"><span class="chip chip--([a-z-]*)', shown)
    assert verdicts == ["right", "mostly-right", "mostly-wrong", "wrong", "open", "right"]
    for link in (
        'href="../../../../n/x.ipynb" download',
        'href="https://colab.research.google.com/github/owner/name/blob/gh-pages/n/x.ipynb"',
        'href="https://modelscope.cn/notebook/share/github/owner/name/blob/gh-pages/n/x.ipynb"',
        f"blob/{KNOWN.commit}/docs/questions/every-verdict/evidence.ipynb",
        "commit 0123456 (2026-01-31)",
    ):
        assert link in shown
    writer = Writer(library, Repository(), "en", "en/questions/every-verdict/evidence/", question)
    page = writer.written("evidence.md", copy="n/x.ipynb", parts=arranged(question, "en"))
    assert "gh-pages" not in page.fill(page.markdown)
