"""What machines and visitors from elsewhere read: claims.json, permalinks, llms.txt, notebooks."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from . import cards
from .model import LANGUAGES, Claim, Library, Question
from .notebooks import copy_name, portable
from .source import Source
from .words import BRACKETS, COLON, STANCES, VERDICTS, WORDS
from .write import Links, Writer

DEFAULT = LANGUAGES[0]
SCHEMA = "claims-list.schema.json"


def write(library: Library, site: Path, source: Source, names: dict[str, str]) -> None:
    """Write everything into the built site; `names` gives the site's name in each language."""
    (site / "claims.json").write_text(_json(claims(library)), encoding="utf-8")
    schema = (Path(__file__).parent / SCHEMA).read_text(encoding="utf-8")
    (site / "claims.schema.json").write_text(schema, encoding="utf-8")
    for claim in library.claims.values():
        folder = site / "c" / claim.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(permalink(library, claim, source), encoding="utf-8")
    (site / "notebooks").mkdir(exist_ok=True)
    for question in library.questions.values():
        for language in LANGUAGES:
            notebook = portable(question.folder / "evidence.ipynb", language, source)
            copy = site / copy_name(question.slug, language)
            copy.write_text(notebook, encoding="utf-8")
            page = site / _page(question, language) / "index.md"
            page.write_text(as_markdown(library, question, language), encoding="utf-8")
    (site / "llms.txt").write_text(llms(library, source, names), encoding="utf-8")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _page(question: Question, language: str) -> str:
    prefix = "" if language == DEFAULT else f"{language}/"
    return f"{prefix}questions/{question.slug}"


def claims(library: Library) -> dict[str, Any]:
    """Every claim as claims.json lists it."""
    writers = {code: Writer(library, Links(code)) for code in LANGUAGES}
    return {"claims": [_claim(library, writers, c) for c in library.claims.values()]}


def _claim(library: Library, writers: dict[str, Writer], claim: Claim) -> dict[str, Any]:
    citations = [
        {
            "authors": library.references[s.ref].authors,
            "title": library.references[s.ref].title,
            "year": library.references[s.ref].year,
            "url": library.references[s.ref].url,
            "at": s.at,
            "figures": {key: figure.value for key, figure in s.figures.items()},
        }
        for s in claim.sources
    ]
    question = library.questions[claim.question]
    return {
        "id": claim.id,
        "question": claim.question,
        "statement": {code: writer.plain(claim.says[code]) for code, writer in writers.items()},
        "answer": {
            code: unescape(writer.plain(claim.answer[code])) for code, writer in writers.items()
        },
        "verdict": claim.verdict,
        "as_read": claim.as_read,
        "stance": claim.stance,
        "decided_by": claim.decided_by,
        "cases": dict(claim.finding.cases),
        "numbers": dict(claim.finding.numbers),
        "citations": citations,
        "url": {code: f"/{_page(question, code)}/#{claim.id}" for code in LANGUAGES},
        "permalink": f"/c/{claim.id}/",
    }


# A few lines that read well in light and dark; the claim's own page has the site's look.
STYLE = (
    ":root{color-scheme:light dark;font:1.05rem/1.7 system-ui,sans-serif}"
    "body{margin:0}main{max-width:36rem;margin:10vh auto;padding:0 1.25rem}"
    "section+section{margin-top:2rem;padding-top:2rem;border-top:1px solid #8886}"
    "h1,h2{font-size:1.3rem;line-height:1.5;margin:0}p{margin:.6rem 0 0}"
)


def permalink(library: Library, claim: Claim, source: Source) -> str:
    """A page that leads to the claim in the visitor's language; links stand for no JavaScript."""
    question = library.questions[claim.question]
    says, answers, verdicts, targets, sections = {}, {}, VERDICTS[claim.verdict], {}, ""
    for code in LANGUAGES:
        writer = Writer(library, Links(code))
        says[code] = unescape(writer.plain(claim.says[code]))
        answers[code] = unescape(writer.plain(claim.answer[code]))
        targets[code] = f"../../{_page(question, code)}/#{claim.id}"
        heading = "h1" if code == DEFAULT else "h2"
        sections += (
            f'<section lang="{code}"><{heading}>{escape(says[code])}</{heading}>'
            f"<p><strong>{verdicts[code]}</strong></p><p>{escape(answers[code])}</p>"
            f'<p><a href="{targets[code]}">{WORDS["moved"][code]}</a></p></section>'
        )
    description = " / ".join(f"{verdicts[c]}{COLON[c]}{answers[c]}" for c in LANGUAGES)
    card, address = cards.of_claim(library, claim), f"c/{claim.id}/"
    tags = cards.tags(card, DEFAULT, says[DEFAULT], description, address, source.site_url)
    script = (
        f"var t={json.dumps(targets)},l=(navigator.language||'').slice(0,2);"
        f"location.replace(t[l]||t[l==='zh'?'zh':'en'])"
    )
    return (
        f'<!doctype html>\n<html lang="{DEFAULT}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(says[DEFAULT])}</title>\n{tags}\n'
        f"<style>{STYLE}</style><script>{script}</script></head><body><main>{sections}</main>"
        f"</body></html>\n"
    )


def as_markdown(library: Library, question: Question, language: str) -> str:
    """A question as plain Markdown: the answer, then every claim with verdict, cases, numbers."""
    writer = Writer(library, Links(language))

    def plain(text: str) -> str:
        return unescape(writer.plain(text))

    colon, brackets = COLON[language], BRACKETS[language]
    lines = [f"# {question.title[language]}", "", plain(question.answer[language]), ""]
    for claim in question.claims:
        decider = library.claims[claim.decided_by]
        verdict = VERDICTS[claim.verdict][language]
        lines += [
            f"## {plain(claim.says[language])}",
            "",
            f"{_word('verdict', language)}{colon}{verdict}",
        ]
        if claim.verdict == "depends":
            read = _word("read_yes" if claim.as_read else "read_no", language)
            lines[-1] += brackets.format(read)
        if claim.stance:
            lines[-1] += brackets.format(STANCES[claim.stance][language])
        lines += ["", plain(claim.answer[language]), ""]
        for key, label in decider.cases.items():
            word = _word("yes" if claim.finding.cases[key] else "no", language)
            lines.append(f"- {plain(label[language])}{colon}{word}")
        for key, number in decider.numbers.items():
            value = claim.finding.numbers[key]
            lines.append(f"- {plain(number.label[language])}{colon}{value}")
        for s in claim.sources:
            r = library.references[s.ref]
            cited = brackets.format(f"{r.authors} {r.year}, {s.at}, {r.url}")
            note = plain(s.note[language])
            lines.append(f"- {_word('literature', language)}{colon}{note}{cited}")
        lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _word(key: str, language: str) -> str:
    return WORDS[key][language]


def llms(library: Library, source: Source, names: dict[str, str]) -> str:
    """llms.txt: what the site is and where each question stands as Markdown."""
    base = source.site_url.rstrip("/")
    lines = [
        f"# {names['en']}",
        "",
        "> Claims that circulate about ResNet's blocks, each decided by executed code: the verdict "
        "(holds, depends, refuted, cited) follows from named test cases.",
        "",
    ]
    for code in reversed(LANGUAGES):
        lines += [f"## {names[code]}", ""]
        for q in library.questions.values():
            answer = unescape(Writer(library, Links(code)).plain(q.answer[code]))
            lines.append(f"- [{q.title[code]}]({base}/{_page(q, code)}/index.md): {answer}")
        lines.append("")
    lines += ["## Data", "", f"- [All claims]({base}/claims.json): verdicts, cases, numbers"]
    return "\n".join(lines) + "\n"


def linked_data(library: Library, question: Question, links: Links, source: Source) -> str:
    """schema.org: the page as a learning resource, with a review of each claim."""
    writer = Writer(library, links)
    language = links.language

    def plain(text: str) -> str:
        return unescape(writer.plain(text))

    base = source.site_url.rstrip("/")
    url = f"{base}/{_page(question, language)}/"
    rating = {"refuted": 1, "depends": 3, "holds": 5}
    reviews = [
        {
            "@type": "ClaimReview",
            "url": f"{url}#{claim.id}",
            "claimReviewed": plain(claim.says[language]),
            "reviewBody": plain(claim.answer[language]),
            "reviewRating": {
                "@type": "Rating",
                "alternateName": VERDICTS[claim.verdict][language],
                **(
                    {"ratingValue": rating[claim.verdict], "bestRating": 5, "worstRating": 1}
                    if claim.verdict in rating
                    else {}
                ),
            },
        }
        for claim in question.claims
    ]
    data = {
        "@context": "https://schema.org",
        "@type": ["TechArticle", "LearningResource"],
        "headline": question.title[language],
        "abstract": plain(question.answer[language]),
        "inLanguage": language,
        "url": url,
        "isAccessibleForFree": True,
        "learningResourceType": "question and answer",
        "license": "https://opensource.org/license/mit",
        **({"dateModified": source.date} if source.date else {}),
        "hasPart": reviews,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def bibtex(question: Question, language: str, source: Source) -> str:
    """A citation of the question's page."""
    fields = {
        "title": question.title[language],
        "author": "{The resnet-qa authors}",
        "year": source.date[:4],
        "url": f"{source.site_url.rstrip('/')}/{_page(question, language)}/"
        if source.site_url
        else "",
        "note": f"commit {source.commit[:12]}" if source.commit else "",
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{resnet-qa-{question.slug},\n{body}\n}}"
