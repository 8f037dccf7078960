"""Reads docs/: references, terms, claims, notebooks and pages; joins and checks them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from resnet_ref.architectures import Architecture
from resnet_ref.findings import Finding

from ..check import figures
from ..check.notebooks import check_notebook
from ..check.pages import check_pages
from ..check.scripts import check_scripts
from ..forms import (
    GROUPS,
    Both,
    CaseForm,
    ClaimForm,
    QuestionForm,
    ReferenceForm,
    References,
    Terms,
)
from ..model import Case, Citation, Claim, Library, ListedNumber, Question, Section
from ..numbers import Number, Numbers, nearest
from ..problems import Faults, Placed, Problems
from ..render import explorer
from ..text import Text
from ..words import LANGUAGES
from . import notebook, yaml
from .notebook import Cell, Notebook
from .page import sections

LONGEST = {"zh": 80, "en": 160}  # characters of what people say, which cards and lists show whole


def load(root: Path) -> Library:
    """Everything under `root`/docs, joined and checked.

    Raises KnowledgeError that lists every problem with its file, its line and its remedy.
    """
    problems, stated = Problems(root), {}
    references = problems.read(root / "docs/references.yml", yaml.parse, References)
    terms = problems.read(root / "docs/terms.yml", yaml.parse, Terms)
    folders = sorted(p for p in (root / "docs/questions").glob("[!.]*") if p.is_dir())
    if not folders:
        told = "holds no question; make one: make question SLUG=…"
        problems.add(root / "docs/questions", None, told)
    for folder in folders:
        form = problems.read(folder / "claims.yml", yaml.parse, QuestionForm)
        stored = problems.read(folder / "evidence.ipynb", notebook.parse)
        pages = {c: problems.read(folder / f"index.{c}.md", _sections) or () for c in LANGUAGES}
        scripts = {
            path.stem: script
            for path in sorted(folder.glob("live/*.py"))
            if (script := problems.read(path, _script)) is not None
        }
        if stored:
            check_notebook(stored, problems)
        if form and stored:
            stated[folder.name] = _Stated(form, stored, pages, scripts)
    problems.stop()  # what does not fit its form would bring problems that are none
    assert references is not None
    assert terms is not None
    joining = _Joining(problems, stated, references.root)
    for step in (joining.check_names, joining.find_cells, joining.add_numbers):
        step()
        problems.stop()  # the next step would tell problems that are none
    joined = [joining.question(slug) for slug in stated]
    problems.stop()
    joined.sort(key=lambda q: (GROUPS.index(q.form.group), q.form.order))
    questions = {q.slug: q for q in joined}
    library = Library(root, questions, references.root, terms.root, joining.numbers)
    check_pages(library, problems)
    check_scripts(library, problems)
    problems.stop()
    return library


def _sections(_: Path, text: str) -> tuple[tuple[Section, ...], Faults]:
    return tuple(sections(text)), ()


def _script(path: Path, text: str) -> tuple[Placed, Faults]:
    return Placed(text, path, 1), ()


class _Stated(NamedTuple):
    """What stands in a question's folder."""

    form: QuestionForm
    notebook: Notebook
    pages: dict[str, tuple[Section, ...]]
    scripts: dict[str, Placed]


class _Joining:
    """Claims of every question beside the findings of every notebook."""

    def __init__(
        self,
        problems: Problems,
        stated: dict[str, _Stated],
        references: Mapping[str, ReferenceForm],
    ) -> None:
        self.problems, self.stated, self.references = problems, stated, references
        self.tell, self.numbers = problems.tell, Numbers()
        self.claims: dict[str, ClaimForm] = {}
        self.found: dict[str, tuple[Cell, Finding]] = {}  # for each claim that a cell decides
        self.deciding = {  # by question: the claims that its own notebook decides
            slug: [name for name, c in own.form.claims.items() if c.decided_by in (None, name)]
            for slug, own in stated.items()
        }

    def _expect(self, name: str, known: Iterable[str], what: str, at: str = "") -> bool:
        if name not in known:
            self.tell(at or name, f"{str(name)!r} {what}; {nearest(name, known)}")
        return name in known

    def check_names(self) -> None:
        """Each id is taken once; each question and decider that is named is there."""
        deciders = [name for names in self.deciding.values() for name in names]
        taken: dict[str, Placed] = {}
        for slug, own in self.stated.items():
            for other in own.form.related:
                self._expect(other, [s for s in self.stated if s != slug], "is no other question")
            for name, claim in own.form.claims.items():
                assert isinstance(name, Placed)
                if (found := taken.setdefault(name, name)) is not name:
                    where = f"{found.path.parent.name}/claims.yml:{found.line}"
                    self.tell(name, f"the id {name!r} is taken ({where}); choose another")
                if claim.decided_by:
                    self._expect(claim.decided_by, deciders, "has no finding of its own")
                self.claims[name] = claim

    def find_cells(self) -> None:
        """Each claim that no other decides has one finding, and each finding such a claim."""
        for slug, own in self.stated.items():
            deciding, many = self.deciding[slug], 0
            what = f"is no claim that {slug}/claims.yml leaves to this notebook"
            for cell in own.notebook.cells:
                if cell.finding:
                    name, many = cell.finding.claim, many + 1
                    if not self._expect(name, deciding, what, at=cell.source):
                        continue
                    first, _ = self.found.setdefault(name, (cell, cell.finding))
                    if first is not cell:
                        told = f"{name!r} has a finding on line {first.source.line} too; keep one"
                        self.tell(cell.source, told)
            lacking = [name for name in deciding if name not in self.found]
            # where a finding is left over, it or the claim is named wrongly, which is told
            for name in lacking if many == len(deciding) - len(lacking) else ():
                told = f"no cell of {slug}/evidence.ipynb ends in finding({str(name)!r}, …); "
                self.tell(name, f"{told}write one, then run: make notebooks SLUG={slug}")

    def add_numbers(self) -> None:
        """What texts may name: each claim's findings, and the figures that its sources state."""
        for name, claim in self.claims.items():
            by = claim.decided_by or name
            labels, (_, finding) = self.claims[by].numbers, self.found[by]
            for key, value in finding.numbers.items():
                style = labels[key].format if key in labels else "int"
                number = Number("n", value, f"{by}.{key}", format=style)
                self.numbers[f"{name}.{key}"] = number
            for cited in claim.literature:
                for key, figure in cited.figures.items():
                    if f"{name}.{key}" in self.numbers:
                        told = f"{name} has two numbers called {str(key)!r}; rename one"
                        self.tell(key, told)
                    unit = f" {figure.unit}" if figure.unit.isalpha() else figure.unit
                    origin, shown = f"{cited.ref} {cited.at}", f"{figure.value:,}{unit}"
                    number = Number("lit", figure.value, origin, shown)
                    self.numbers[f"{name}.{key}"] = number

    def question(self, slug: str) -> Question:
        """The question, its texts with their numbers."""
        form, stored, pages, scripts = self.stated[slug]
        return Question(
            slug=slug,
            folder=stored.path.parent,
            form=form,
            title=self._texts(form.title),
            short=self._texts(form.short),
            answer=self._texts(form.answer, prose=True),
            thirty=self._texts(form.thirty, prose=True),
            claims=tuple(self._claim(slug, name, claim) for name, claim in form.claims.items()),
            notebook=stored,
            pages=pages,
            scripts=scripts,
        )

    def _claim(self, question: str, name: str, claim: ClaimForm) -> Claim:
        by = claim.decided_by or name
        labels, (cell, finding) = self.claims[by], self.found[by]
        self._check_labels(name, claim, finding if by == name else None)
        if not finding.cases and not claim.literature:
            told = f"no case decides {name}, so a source has to; add literature: […]"
            self.tell(name, told)
        for code, most in LONGEST.items():
            if len(said := getattr(claim.says, code)) > most:
                told = f"has {len(said)} characters; say it in {most}, or in two claims"
                self.tell(said, told)
        net = None
        if claim.explorer:
            try:
                net = explorer.check(claim.explorer)
            except ValueError as error:
                told = f"explorer: {error}; copy what follows the ? in the explorer's address"
                self.tell(claim.explorer, told)
        return Claim(
            id=name,
            question=question,
            says=self._texts(claim.says, name),
            answer=self._texts(claim.answer, name, prose=True),
            decided_by=by,
            cases=tuple(
                Case(
                    name=key,
                    holds=finding.cases[key],
                    as_read=key in finding.as_read,
                    label=self._texts(label, by),
                    units=self._units(net, claim, label),
                )
                for group in (finding.as_read, finding.otherwise)
                for key, label in labels.cases.items()
                if key in group
            ),
            listed=tuple(
                ListedNumber(
                    name=key,
                    value=finding.numbers[key],
                    shown=self._exact(f"{by}.{key}", key),
                    label=self._texts(label, by),
                )
                for key, label in labels.numbers.items()
                if key in finding.numbers
            ),
            citations=tuple(self._citations(name, claim)),
            explorer=claim.explorer,
            finding=finding,
            cell=cell,
        )

    def _units(
        self, net: Architecture | None, claim: ClaimForm, case: CaseForm
    ) -> tuple[tuple[bool, ...], ...]:
        if case.units and net:
            try:
                return explorer.units(net, case.units)
            except ValueError as error:
                self.tell(case.units, f"{error}; name some of these")
        elif case.units and not claim.explorer and not claim.decided_by:
            told = f"units is {str(case.units)!r}, of no net; name it, as explorer: net=resnet50"
            self.tell(case.units, told)
        return ()

    def _check_labels(self, name: str, claim: ClaimForm, finding: Finding | None) -> None:
        cases, numbers = (finding.cases, finding.numbers) if finding else ({}, {})
        for key in sorted(cases.keys() - claim.cases.keys()):
            told = f"the case {key!r} of {name} has no label; add under cases: "
            self.tell(name, f"{told}{key}: {{zh: …, en: …}}")
        for key in claim.cases:
            self._expect(key, cases, f"is no case of {name}'s own finding")
        for key in claim.numbers:
            self._expect(key, numbers, f"is no number of {name}'s own finding")

    def _exact(self, name: str, at: str) -> str:
        try:
            return self.numbers[name].exact
        except ValueError as error:
            self.tell(at, f"{name}: {error}")
            return ""

    def _citations(self, name: str, claim: ClaimForm) -> Iterator[Citation]:
        for cited in claim.literature:
            what = "is not in docs/references.yml; add it there, or correct it"
            if self._expect(cited.ref, self.references, what):
                yield Citation(
                    **dict(cited)
                    | {
                        "reference": self.references[cited.ref],
                        "note": self._texts(cited.note, name, prose=True),
                        "figures": {key: figure.value for key, figure in cited.figures.items()},
                    }
                )

    def _texts(self, both: Both, claim: str | None = None, prose: bool = False) -> dict[str, Text]:
        """The text in each language. What people say is theirs, and labels name settings: typed
        figures are told of other `prose` alone."""
        texts = {}
        for code in LANGUAGES:
            source = getattr(both, code)
            try:
                texts[code] = Text.parse(source, self.numbers.of(claim))
            except ValueError as error:
                self.tell(source, str(error))
            for _, told in figures.faults(source) if prose else ():
                self.tell(source, told)
        return texts
