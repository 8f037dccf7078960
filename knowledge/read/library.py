"""Reads docs/: references, every question's claims, notebook and pages; joins and checks them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ..check.figures import check_figures
from ..check.notebooks import check_notebook
from ..check.pages import check_pages
from ..forms import Both, ClaimForm, QuestionForm, ReferenceForm, References
from ..model import Case, Citation, Claim, Library, ListedNumber, Question, Section
from ..numbers import Numbers, nearest
from ..problems import Problems
from ..text import Number, Text
from ..words import LANGUAGES
from . import notebook as notebooks
from . import yaml
from .notebook import Cell, Notebook
from .page import sections

Read = yaml.Read[QuestionForm]
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def load(root: Path) -> Library:
    """Everything under `root`/docs, joined and checked.

    Raises KnowledgeError that lists every problem with its file, its line and its remedy.
    """
    problems = Problems(root)
    references = yaml.read(root / "docs/references.yml", References, problems)
    folders = sorted(p for p in (root / "docs/questions").glob("[!.]*") if p.is_dir())
    if not folders:
        problems.add(
            root / "docs/questions", None, "holds no question; make one: make question SLUG=…"
        )
    forms: dict[str, Read] = {}
    stored: dict[str, Notebook] = {}
    pages: dict[str, dict[str, tuple[Section, ...]]] = {}
    for folder in folders:
        if form := yaml.read(folder / "claims.yml", QuestionForm, problems):
            forms[folder.name] = form
        if notebook := notebooks.read(folder / "evidence.ipynb", problems):
            check_notebook(notebook, problems)
            stored[folder.name] = notebook
        pages[folder.name] = _pages(folder, problems)
    problems.stop()  # what does not fit its form would bring problems that are none
    assert references is not None
    joined, numbers = _joined(root, tuple(forms.values()), tuple(stored.values()), references)
    questions = [replace(q, pages=pages[q.slug]) for q in joined]
    library = Library(root, {q.slug: q for q in questions}, references.form.root, numbers)
    check_pages(library, problems)
    problems.stop()
    return library


def _pages(folder: Path, problems: Problems) -> dict[str, tuple[Section, ...]]:
    pages = {}
    for code in LANGUAGES:
        path = folder / f"index.{code}.md"
        try:
            pages[code] = tuple(sections(path.read_text(encoding="utf-8-sig")))
        except OSError:
            problems.add(path, None, "is missing; each question has a page in each language")
        except UnicodeDecodeError:
            problems.add(path, None, "is not UTF-8; save it as UTF-8")
    return pages


@lru_cache(maxsize=4)  # an edit of a page leaves them as they were
def _joined(
    root: Path,
    forms: tuple[Read, ...],
    stored: tuple[Notebook, ...],
    references: yaml.Read[References],
) -> tuple[list[Question], Numbers]:
    """Every question, but for its pages; every number."""
    problems = Problems(root)
    by_slug = {read.path.parent.name: read for read in forms}
    notebooks = {notebook.path.parent.name: notebook for notebook in stored}
    joining = _Joining(by_slug, notebooks, references.form.root, problems)
    questions = [joining.question(slug) for slug in by_slug]
    problems.stop()
    return sorted(questions, key=lambda q: (q.order, q.slug)), joining.numbers


class _Joining:
    """Claims of every question beside the findings of every notebook."""

    def __init__(
        self,
        forms: Mapping[str, Read],
        stored: Mapping[str, Notebook],
        references: Mapping[str, ReferenceForm],
        problems: Problems,
    ) -> None:
        self.forms, self.stored = forms, stored
        self.references, self.problems, self.numbers = references, problems, Numbers()
        self.stray: dict[str, str] = {}  # what a finding is for that no claim takes -> its question
        self.decided = self._cells()
        self._check_ids()
        problems.stop()
        for form in forms.values():
            for name, claim in form.form.claims.items():
                self._add_numbers(form, name, claim)
        problems.stop()  # every text that names a number that is not there would be told

    def _cells(self) -> dict[str, tuple[Notebook, Cell]]:
        """The cell that decides each claim."""
        cells: dict[str, tuple[Notebook, Cell]] = {}
        for slug, notebook in self.stored.items():
            claims = self.forms[slug].form.claims
            for cell in notebook.cells:
                if cell.finding is None:
                    continue
                name = cell.finding.claim
                if name not in claims:
                    near = nearest(name, claims)
                    told = (
                        f"which {slug}/claims.yml does not state; add it or correct the id: {near}"
                    )
                elif claims[name].decided_by not in (None, name):
                    told = f"which {slug}/claims.yml lets another decide; keep one of the two"
                elif name not in cells:
                    cells[name] = notebook, cell
                    continue
                elif cells[name][0] is notebook:
                    told = f"as is that on line {cells[name][1].line}; keep one"
                else:
                    continue  # the id will be told as taken
                self.stray[name] = slug
                text = f"the finding is for {name!r}, {told}"
                self.problems.add(notebook.path, cell.line, text)
        return cells

    def _check_ids(self) -> None:
        """Each id once, each claim decided, each finding claimed, each related question there."""
        deciding = {
            name
            for read in self.forms.values()
            for name, claim in read.form.claims.items()
            if claim.decided_by in (None, name)
        }
        strayed = self.stray.values()  # a claim without a finding there is named wrongly
        where: dict[str, str] = {}
        for slug, read in self.forms.items():
            for name, claim in read.form.claims.items():
                line, told = read.line("claims", name), ""
                if name in where:
                    told = f"the id {name!r} is taken ({where[name]}); choose another"
                elif claim.decided_by and claim.decided_by not in {*deciding, *self.stray}:
                    near = nearest(claim.decided_by, deciding)
                    told = f"no claim {claim.decided_by!r} has a finding; {near}"
                elif name in deciding and name not in self.decided and slug not in strayed:
                    told = (
                        f"no cell of {slug}/evidence.ipynb ends in finding({name!r}, …); write "
                        f"one, then run: make notebooks SLUG={slug}"
                    )
                if told:
                    self.problems.add(read.path, line, told)
                where[name] = f"{slug}/claims.yml:{line}"
            others = [other for other in self.forms if other != slug]
            for index, other in enumerate(read.form.related):
                if other not in others:
                    self._tell(
                        read,
                        f"{other!r} is no other question; {nearest(other, others)}",
                        "related",
                        index,
                    )

    def _add_numbers(self, read: Read, name: str, claim: ClaimForm) -> None:
        """What a text may name as a number of this claim."""
        by = claim.decided_by or name
        labels = self._form(by).numbers
        _, cell = self.decided[by]
        assert cell.finding is not None
        try:
            for key, value in cell.finding.numbers.items():
                number = Number("n", value, f"{by}.{key}", "")
                self.numbers.add(name, key, number, labels[key].format if key in labels else "int")
                if key in labels and by == name:
                    self.numbers.exact(name, key)  # told here if the format does not fit
            for citation in claim.literature:
                for key, figure in citation.figures.items():
                    unit = {"": "", "%": "%"}.get(figure.unit, f" {figure.unit}")
                    shown, origin = f"{figure.value:,}{unit}", f"{citation.ref} {citation.at}"
                    self.numbers.add(name, key, Number("lit", figure.value, origin, shown), "f2")
        except ValueError as error:
            self._tell(read, str(error), "claims", name, "numbers", key)

    def _tell(self, read: Read, problem: str, *place: str | int) -> None:
        self.problems.add(read.path, read.line(*place), problem)

    def _form(self, claim: str) -> ClaimForm:
        notebook, _ = self.decided[claim]
        return self.forms[notebook.path.parent.name].form.claims[claim]

    def question(self, slug: str) -> Question:
        """The question but for its pages; problems are added."""
        read = self.forms[slug]
        form, folder = read.form, read.path.parent
        return Question(
            slug=slug,
            folder=folder,
            order=form.order,
            title=self._texts(read, form.title, None, "title"),
            short=self._texts(read, form.short, None, "short"),
            answer=self._texts(read, form.answer, None, "answer"),
            thirty=self._texts(read, form.thirty, None, "thirty"),
            related=tuple(form.related),
            claims=tuple(self._claim(read, name, claim) for name, claim in form.claims.items()),
            notebook=self.stored[slug],
            pages={},
        )

    def _claim(self, read: Read, name: str, claim: ClaimForm) -> Claim:
        by = claim.decided_by or name
        _, cell = self.decided[by]
        finding, labels, place = cell.finding, self._form(by), ("claims", name)
        assert finding is not None
        if by == name:
            self._check_labels(read, name, claim, cell)
        elif claim.cases or claim.numbers:
            self._tell(
                read, f"{name} is decided by {by}; label cases and numbers there, not here", *place
            )
        if not finding.cases and not claim.literature:
            self._tell(
                read, f"no case decides {name}, so a source has to; add literature: […]", *place
            )
        decider = self.forms[self.decided[by][0].path.parent.name]
        at = ("claims", by)
        return Claim(
            id=name,
            question=read.path.parent.name,
            says=self._texts(read, claim.says, name, *place, "says"),
            answer=self._texts(read, claim.answer, name, *place, "answer"),
            decided_by=by,
            cases=tuple(
                Case(
                    name=key,
                    holds=finding.cases[key],
                    as_read=key in finding.as_read,
                    label=self._texts(decider, label, by, *at, "cases", key),
                )
                for group in (finding.as_read, finding.otherwise)
                for key, label in labels.cases.items()
                if key in group
            ),
            listed=tuple(
                ListedNumber(
                    name=key,
                    value=finding.numbers[key],
                    shown=self.numbers.exact(by, key),
                    label=self._texts(decider, label, by, *at, "numbers", key),
                )
                for key, label in labels.numbers.items()
                if key in finding.numbers
            ),
            citations=tuple(self._citations(read, name, claim)),
            finding=finding,
            cell=cell,
            line=read.line(*place),
        )

    def _check_labels(self, read: Read, name: str, claim: ClaimForm, cell: Cell) -> None:
        assert cell.finding is not None
        made = cell.finding.cases
        for key in made.keys() - claim.cases.keys():
            self._tell(
                read,
                f"the case {key!r} of {name} has no label; add under cases: "
                f"{key}: {{zh: …, en: …}}",
                "claims",
                name,
                "cases",
            )
        for kind, labels, there in (
            ("case", claim.cases, made),
            ("number", claim.numbers, cell.finding.numbers),
        ):
            for key in labels:
                if key not in there:
                    self._tell(
                        read,
                        f"the finding of {name} has no {kind} {key!r}; {nearest(key, there)}",
                        "claims",
                        name,
                        f"{kind}s",
                        key,
                    )

    def _citations(self, read: Read, name: str, claim: ClaimForm) -> list[Citation]:
        found = []
        for index, cited in enumerate(claim.literature):
            place = ("claims", name, "literature", index)
            if cited.ref not in self.references:
                self._tell(
                    read,
                    f"{cited.ref!r} is not in docs/references.yml; add it there, or "
                    f"{nearest(cited.ref, self.references)}",
                    *place,
                    "ref",
                )
                continue
            for key, figure in cited.figures.items():
                if not _stands_in(figure.value, figure.quote):
                    self._tell(
                        read,
                        f"{key} is {figure.value}, which its quote does not hold: "
                        f"{figure.quote!r}; quote the words or the row in which it stands",
                        *place,
                        "figures",
                        key,
                    )
            found.append(
                Citation(
                    ref=cited.ref,
                    reference=self.references[cited.ref],
                    at=cited.at,
                    stance=cited.stance,
                    note=self._texts(read, cited.note, name, *place, "note"),
                    figures={key: figure.value for key, figure in cited.figures.items()},
                )
            )
        return found

    def _texts(
        self, read: Read, both: Both, claim: str | None, *place: str | int
    ) -> dict[str, Text]:
        texts = {}
        for code in LANGUAGES:
            source, line = getattr(both, code), read.line(*place, code)
            try:
                texts[code] = Text.parse(source, self.numbers.of(claim))
            except ValueError as error:
                self.problems.add(read.path, line, str(error))
            # what people say is theirs; labels name settings
            if place[-1] in ("answer", "thirty", "note"):
                check_figures(source, read.path, line, self.problems)
        return texts


def _stands_in(value: int | float, quote: str) -> bool:
    """The value is a number of the quotation, whatever its sign and commas."""
    return abs(value) in {float(found.replace(",", "")) for found in _NUMBER.findall(quote)}
