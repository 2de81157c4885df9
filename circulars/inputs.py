"""What one run was asked for, read: office profile, workbook, template, composed letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from circulars.batch import sha256
from circulars.compose import (
    DIGITS,
    TO_ALL,
    Sheets,
    composer,
    form_fields,
    named_answers,
    unclaimed_rows,
)
from circulars.data import MEASURES
from circulars.letter_types import find_letter_type, load_letter_type, with_form
from circulars.model.errors import CircularsError, OfficeError, WorkbookError
from circulars.model.findings import Finding, blocking
from circulars.model.kinds import DocumentKind
from circulars.model.office import OFFICE_FILE
from circulars.office_profile import load_office
from circulars.own_rows import RowIndex, own_datasets
from circulars.paths import is_file
from circulars.render import Letterhead, Template
from circulars.workbook import (
    LOST,
    FormSheet,
    SheetNeeds,
    bind,
    blank_form,
    load_bytes,
    read_form,
    read_workbook,
    total_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from circulars.compose import Composer
    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office
    from circulars.model.sheet import Table
    from circulars.workbook import Workbook

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run was asked for, its workbook read once; it stands in the manifest."""

    letter_type: LetterType
    workbook: Path
    content: bytes  # of the workbook
    office: Path
    form: FormSheet | None = None  # answers that were kept apart from the workbook
    values: Mapping[str, str]
    allow: frozenset[str]
    digests: Mapping[str, str]  # SHA-256 of each input, by its file name


def read_job(
    letter_type: str,
    workbook: Path,
    *,
    office: Path | None,
    form: Path | None = None,
    values: Mapping[str, str],
    allow: Collection[str],
) -> Job:
    """Return what a run is asked for, the type loaded and the workbook's bytes read.

    The answers of a `form` kept apart go before those in the workbook, and `values` before both.
    """
    kind = load_letter_type(find_letter_type(letter_type))
    content = load_bytes(workbook, name=workbook.name)
    profile = office or find_office_profile(workbook)
    return Job(
        letter_type=kind,
        workbook=workbook,
        content=content,
        office=profile,
        form=_form(form) if form else None,
        values=values,
        allow=frozenset(allow),
        digests={
            workbook.name: sha256(content),
            **_digests(profile, kind.template, kind.folder / "letter.toml"),
            **(_digests(form) if form else {}),
            **_form_digests(kind),
        },
    )


def _form(path: Path) -> FormSheet:
    """Return the answers of a form kept apart; :exc:`WorkbookError` where it has none."""
    content = load_bytes(path, name=path.name)
    return read_form(read_workbook(content, name=path.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything read and compiled that the letters of one workbook are made from."""

    job: Job
    letter_type: LetterType  # with the fields that its template asks for
    composer: Composer
    template: Template
    own: frozenset[str]  # datasets of which each letter prints the recipient's rows alone
    form: FormSheet  # the answers that stand in the workbook
    findings: tuple[Finding, ...]  # in the workbook, short of an error
    answers: Mapping[str, str]  # of the form: those of the workbook and those given


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What stays as it is while the form's answers change."""

    job: Job
    office: Office
    read: Read
    template: Template


def prepare(job: Job) -> Prepared:
    """Return what the letters of `job` are composed and printed from.

    The faults of office profile, workbook and template are raised together.
    """
    return filled(gather(job), job.values)


def gather(job: Job, *, shows_lost: bool = False) -> Gathered:
    """Return office profile, workbook and template of `job`; their faults are raised together.

    `shows_lost`: figures that are lost are told by findings alone, for a look at the letter.
    """
    faults: list[CircularsError] = []
    office = _attempt(lambda: load_office(job.office), faults)
    read = _attempt(lambda: read_sheets(job, shows_lost=shows_lost), faults)
    template = _attempt(lambda: compiled_template(job.letter_type, office), faults)
    if office is None or read is None or template is None:
        raise type(faults[0])(*(finding for fault in faults for finding in fault.findings))
    return Gathered(job=job, office=office, read=read, template=template)


def filled(gathered: Gathered, values: Mapping[str, str]) -> Prepared:
    """Return what letters are made from, with `values` in place of those that the job had.

    Whether all recipients have one letter must be as it was: the workbook was read for that.
    """
    job, read, template = replace(gathered.job, values=values), gathered.read, gathered.template
    kind = with_form(job.letter_type, template.names)
    fields = form_fields(kind, gathered.office)
    apart = named_answers(fields, job.form.answers) if job.form else {}
    answers = {**named_answers(fields, read.form.answers), **apart, **values}
    made = composer(kind, gathered.office, read.sheets, answers)
    return Prepared(
        job=job,
        letter_type=kind,
        composer=made,
        template=template,
        own=read.own,
        form=read.form,
        findings=(*read.findings, *unclaimed_rows(made)),
        answers=answers,
    )


def placed(prepared: Prepared, faults: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `faults` of the form at the cells of the workbook where the answers stand."""
    job, fields = prepared.job, prepared.composer.fields
    places = _places(fields, prepared.form, job.values)
    if job.form:
        places |= _places(fields, job.form, job.values)
    return tuple(_placed(fault, places) for fault in faults)


def _places(
    fields: Mapping[str, FieldSpec], form: FormSheet, given: Mapping[str, str]
) -> dict[str, str]:
    """Return the cells of the form sheet whose answers count, by where faults say they are."""
    labels = {field.label: name for name, field in fields.items()}
    named = {
        said if said in fields else labels.get(said, said): cell
        for said, cell in form.places.items()
    }
    return {f"ช่อง {name}": cell for name, cell in named.items() if name not in given}


def _placed(fault: Finding, places: Mapping[str, str]) -> Finding:
    """Return `fault` at the cell of the form sheet that it is about, if it is about one."""
    place = places.get(fault.where)
    return replace(fault, where=f"{place} {fault.where}") if place else fault


def compiled_template(letter_type: LetterType, office: Office | None) -> Template:
    """Return the template of `letter_type`, with the letterhead of `office` if there is one."""
    digits = DIGITS[letter_type.letter_digits]
    return Template(
        letter_type.template,
        digits=digits,
        letterhead=_letterhead(letter_type, office, digits) if office else Letterhead(),
        written=sum(annex.pages for annex in letter_type.annexes),
    )


def _letterhead(
    letter_type: LetterType, office: Office, digits: Callable[[str], str]
) -> Letterhead:
    height = "memo_emblem_height" if letter_type.kind is DocumentKind.MEMO else "emblem_height"
    return Letterhead(
        emblem=office.emblem,
        emblem_height=MEASURES.length("letter", height),
        agency=tuple(map(digits, (office.letterhead, *office.address))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the workbook gives."""

    sheets: Sheets
    own: frozenset[str]  # datasets of which each letter prints the recipient's rows alone
    form: FormSheet  # by name or label of the field
    findings: tuple[Finding, ...]  # short of an error


def read_sheets(job: Job, *, shows_lost: bool = False) -> Read:
    """Return the datasets, forms and answers of the workbook, and what was found in them."""
    needs = SheetNeeds.of(job.letter_type.datasets.values(), _form_sheets(job.letter_type))
    workbook = read_workbook(job.content, name=job.workbook.name, needs=needs)
    datasets: dict[str, Dataset] = {}
    forms: dict[str, Table] = {}
    faults: list[CircularsError] = []
    form_sheet = _attempt(lambda: read_form(workbook), faults) or FormSheet({}, {})
    said = {**form_sheet.answers, **(job.form.answers if job.form else {}), **job.values}
    own = frozenset() if TO_ALL in said.values() else own_datasets(job.letter_type)
    found: list[Finding] = []
    general: list[Finding] = []  # what blocks all letters
    for name, spec in job.letter_type.datasets.items():
        spared = _Spared(is_own=name in own, shows_lost=shows_lost)
        if bound := _attempt(partial(bind, workbook, spec, is_spared=spared), faults):
            datasets[name], findings = bound
            found += findings
            blocks = blocking(findings, allowed=job.allow)
            general += [finding for finding in blocks if not spared(finding, datasets[name])]
    for sheet in _form_sheets(job.letter_type):
        form = _attempt(partial(_blank_form, workbook, job.letter_type, sheet), faults)
        forms |= {sheet: form} if form else {}
    if faults or general:
        raise WorkbookError(
            *dict.fromkeys([*(f for fault in faults for f in fault.findings), *found])
        )
    return Read(
        sheets=Sheets(
            datasets=datasets,
            forms=forms,
            totals={
                name: partial(total_of, dataset, job.letter_type.datasets[name])
                for name, dataset in datasets.items()
            },
        ),
        own=own,
        form=form_sheet,
        findings=tuple(found),
    )


class _Spared:
    """Tells whether a finding holds back the letters of single recipients, not all.

    Where lost figures are shown, those hold nothing back.
    """

    def __init__(self, *, is_own: bool, shows_lost: bool) -> None:
        self._is_own = is_own
        self._shows_lost = shows_lost
        self._index: RowIndex | None = None

    def __call__(self, finding: Finding, dataset: Dataset) -> bool:
        if self._shows_lost and finding.code in LOST:
            return True
        if not self._is_own:
            return False
        if self._index is None or self._index.dataset is not dataset:
            self._index = RowIndex(dataset)
        return bool(self._index.at_fault(finding))


def _form_sheets(letter_type: LetterType) -> list[str]:
    return [annex.form for annex in letter_type.annexes if annex.form is not None]


def _blank_form(workbook: Workbook, letter_type: LetterType, sheet: str) -> Table:
    """Return the form on `sheet` of the workbook, or else of the type's own example."""
    if workbook.sheet(sheet) is None and letter_type.example_workbook.is_file():
        own = letter_type.example_workbook
        return blank_form([workbook, read_workbook(own.read_bytes(), name=own.name)], sheet)
    return blank_form([workbook], sheet)


def find_office_profile(workbook: Path) -> Path:
    """Return office.toml beside `workbook`; :exc:`OfficeError` when there is none."""
    beside = workbook.parent / OFFICE_FILE
    if is_file(beside):
        return beside
    raise OfficeError(
        Finding(
            code="office-profile",
            where=OFFICE_FILE,
            message="ไม่ได้ระบุข้อมูลสำนักงาน และไม่มีแฟ้มนี้อยู่ข้างสมุดงาน",
            hint=f"ระบุด้วย --office FILE หรือวาง {OFFICE_FILE} ไว้ข้างสมุดงาน",
        )
    )


def _attempt(step: Callable[[], _T], faults: list[CircularsError]) -> _T | None:
    """Return what `step` gives, or nothing and its error added to `faults`."""
    try:
        return step()
    except CircularsError as error:
        faults.append(error)
        return None


def _form_digests(letter_type: LetterType) -> dict[str, str]:
    """Return the SHA-256 of the type's own workbook, where forms may come from it."""
    own = letter_type.example_workbook
    if not _form_sheets(letter_type) or not own.is_file():
        return {}
    return {f"{letter_type.name}/{own.name}": sha256(own.read_bytes())}


def _digests(*paths: Path) -> dict[str, str]:
    """Return the SHA-256 of each file; one that cannot be read is told by whoever needs it."""
    return {path.name: sha256(path.read_bytes()) for path in paths if is_file(path)}
