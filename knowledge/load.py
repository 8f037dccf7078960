"""Reads docs/: references, every question's claims and notebook; refuses anything incomplete."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resnet_ref.findings import FINDING_MIME, Finding

from .located import Table, line_of, read
from .model import Cell, Claim, Figure, Library, Number, Question, Reference, Source
from .problems import Problems


@dataclass(frozen=True)
class Found:
    """A finding where it was found."""

    finding: Finding
    cell: Cell


def load(root: Path) -> Library:
    """Everything under `root`/docs, joined and checked.

    Raises KnowledgeError that lists every problem with its file, its line and its remedy.
    """
    problems = Problems(root)
    references = _references(root / "docs/references.yml", problems)
    folders = sorted(p for p in (root / "docs/questions").glob("*") if p.is_dir())
    if not folders:
        problems.add(root / "docs/questions", None, "holds no question; make one: make question")
    tables: dict[Path, Table] = {}
    findings: dict[str, Found] = {}
    for folder in folders:
        table = read(folder / "claims.yml", "claims.schema.json", problems)
        if table is not None:
            tables[folder] = table
        for found in _findings(folder / "evidence.ipynb", problems):
            twin = findings.setdefault(found.finding.claim, found)
            if twin is not found:
                first = twin.cell.notebook.relative_to(root).as_posix()
                problems.add(
                    found.cell.notebook,
                    found.cell.line,
                    f"the claim {found.finding.claim!r} has a finding already, in {first}:"
                    f"{twin.cell.line}; keep one",
                )
    _check_ids(tables, findings, problems)
    questions = [
        _question(folder, table, findings, references, problems) for folder, table in tables.items()
    ]
    slugs = {folder.name for folder in folders}
    for folder, table in tables.items():
        for index, slug in enumerate(table.get("related", [])):
            if slug not in slugs or slug == folder.name:
                problems.add(
                    folder / "claims.yml",
                    table.lines["related"],
                    f"related[{index}] is {slug!r}; give another question: "
                    f"{', '.join(sorted(slugs - {folder.name}))}",
                )
    problems.stop()
    ordered = sorted(questions, key=lambda q: (q.order, q.slug))
    return Library({q.slug: q for q in ordered}, references or {})


def _references(path: Path, problems: Problems) -> dict[str, Reference] | None:
    """None where the file cannot be read: then that is the one problem that is told."""
    table = read(path, "references.schema.json", problems)
    if table is None:
        return None
    return {key: Reference(key, **entry) for key, entry in table.items()}


def _findings(path: Path, problems: Problems) -> Iterator[Found]:
    try:
        text = path.read_text(encoding="utf-8")
        notebook = json.loads(text)
        cells = [dict(cell) for cell in notebook["cells"]]
    except OSError:
        problems.add(path, None, "is missing; a question needs a notebook that decides its claims")
        return
    except json.JSONDecodeError as error:
        problems.add(path, error.lineno, f"is not JSON ({error.msg}); restore it or save it again")
        return
    except (ValueError, KeyError, TypeError):
        problems.add(path, None, "is not a notebook; save it again from Jupyter")
        return
    lines = text.splitlines()
    for cell in cells:
        for output in cell.get("outputs", []):
            stored = output.get("data", {}).get(FINDING_MIME)
            if stored is None:
                continue
            claim = stored.get("claim") if isinstance(stored, dict) else None
            needle = f'"claim": {json.dumps(claim)}'
            line = next((i for i, text in enumerate(lines, 1) if needle in text), 1)
            try:
                finding = Finding.from_json(stored)
            except ValueError as error:
                problems.add(path, line, f"{error}")
                continue
            shown = "".join(output["data"].get("text/plain", []))
            yield Found(finding, Cell(path, "".join(cell["source"]), shown, line))


def _check_ids(
    tables: Mapping[Path, Table], findings: Mapping[str, Found], problems: Problems
) -> None:
    """Each id once, each finding claimed, each claim decided."""
    where: dict[str, str] = {}
    decided = set()
    for folder, table in tables.items():
        path = folder / "claims.yml"
        for claim in table["claims"]:
            line, name = claim.lines["id"], claim["id"]
            if name in where:
                problems.add(
                    path, line, f"the id {name!r} is taken ({where[name]}); choose another"
                )
            where[name] = f"{folder.name}/claims.yml:{line}"
            by = claim.get("decided_by", name)
            decided.add(by)
            if by not in findings:
                notebook = f"{folder.name}/evidence.ipynb"
                remedy = (
                    f"end a code cell of {notebook} with finding({name!r}, …) and run "
                    "make notebooks"
                    if by == name
                    else f"choose one of {', '.join(sorted(findings))}"
                )
                problems.add(path, line, f"no notebook decides the claim {by!r}; {remedy}")
    for name, found in findings.items():
        if name not in decided and found.cell.notebook.parent in tables:
            path = found.cell.notebook.with_name("claims.yml")
            problems.add(
                found.cell.notebook,
                found.cell.line,
                f"the finding is for {name!r}, which {path.parent.name}/claims.yml does not "
                "state; add the claim there or correct the id",
            )


def _question(
    folder: Path,
    table: Table,
    findings: Mapping[str, Found],
    references: Mapping[str, Reference] | None,
    problems: Problems,
) -> Question:
    path = folder / "claims.yml"
    claims = [
        claim
        for entry in table["claims"]
        if (claim := _claim(path, entry, findings, references, problems))
    ]
    return Question(
        slug=folder.name,
        folder=folder,
        order=table["order"],
        title=table["title"],
        short=table["short"],
        answer=table["answer"],
        related=tuple(table.get("related", [])),
        claims=tuple(claims),
    )


def _claim(
    path: Path,
    entry: Table,
    findings: Mapping[str, Found],
    references: Mapping[str, Reference] | None,
    problems: Problems,
) -> Claim | None:
    name, line = entry["id"], entry.lines["id"]
    by = entry.get("decided_by", name)
    literature = entry.get("literature", {})
    sources = []
    for index, source in enumerate(literature.get("sources", [])):
        if references is not None and source["ref"] not in references:
            problems.add(
                path,
                line_of(entry, ["literature", "sources", index, "ref"]),
                f"{name} cites {source['ref']!r}, which docs/references.yml does not hold; add it "
                f"there or choose one of {', '.join(references)}",
            )
        for key, figure in source.get("figures", {}).items():
            if not math.isfinite(figure["value"]):
                problems.add(
                    path,
                    line_of(entry, ["literature", "sources", index, "figures", key, "value"]),
                    f"{name}: the figure {key} is {figure['value']}; give a finite number",
                )
        figures = {
            key: Figure(f["value"], {"zh": f["zh"], "en": f["en"]}, f.get("unit", ""))
            for key, f in source.get("figures", {}).items()
        }
        sources.append(Source(source["ref"], source["at"], source["note"], figures))
    if by not in findings:
        return None
    found = findings[by]
    if by != name and ("cases" in entry or "numbers" in entry):
        problems.add(
            path,
            line,
            f"{name} is decided by {by}; label cases and numbers there, not here",
        )
    if by == name:
        for kind, made in (("cases", found.finding.cases), ("numbers", found.finding.numbers)):
            labels = entry.get(kind, {})
            at = entry.lines.get(kind, line)
            for key in made:
                if key not in labels:
                    problems.add(
                        path,
                        at,
                        f"{name} lacks a label for {kind[:-1]} {key!r} of its finding; add under "
                        f"{kind}: {key}: {{zh: …, en: …}}",
                    )
            for key in labels:
                if key not in made:
                    problems.add(
                        path,
                        line_of(entry, [kind, key]),
                        f"{name} labels the {kind[:-1]} {key!r}, which its finding does not have "
                        f"(it has {', '.join(made) or 'none'}); remove or correct it",
                    )
    cases = found.finding.cases
    for index, case in enumerate(entry.get("read_as", [])):
        if case not in cases:
            problems.add(
                path,
                line_of(entry, ["read_as", index]),
                f"{name} is read as {case!r}, which is no case of its finding; choose from "
                f"{', '.join(cases) or 'none'}",
            )
            return None
    if found.finding.verdict == "depends" and "read_as" not in entry:
        problems.add(
            path,
            line,
            f"{name} depends on how it is read; say which cases a reader usually takes it for: "
            f"read_as: [{next(iter(cases))}]",
        )
    if not found.finding.cases and not literature:
        problems.add(
            path,
            line,
            f"{name} has no case that code decides; give literature: {{stance: …, sources: …}}",
        )
    return Claim(
        id=name,
        question=path.parent.name,
        says=entry["says"],
        answer=entry["answer"],
        read_as=tuple(entry.get("read_as", ())),
        decided_by=by,
        cases=entry.get("cases", {}),
        numbers={
            key: Number({"zh": n["zh"], "en": n["en"]}, n.get("format", "int"))
            for key, n in entry.get("numbers", {}).items()
        },
        stance=literature.get("stance"),
        sources=tuple(sources),
        finding=found.finding,
        cell=found.cell,
        line=line,
    )


def stored_outputs(path: Path, mime: str) -> list[Any]:
    """What a notebook stores under `mime`, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [
        output["data"][mime]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    ]
