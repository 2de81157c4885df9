"""The main job: workbook and letter type become a letter that is ready to sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.batch import Batch, sha256, write_files
from circulars.checks import check_letter
from circulars.compose import DIGITS, compose
from circulars.letter_types import find_letter_type, load_letter_type, with_form
from circulars.model.errors import CircularsError, LetterHeldError, OfficeError, WorkbookError
from circulars.model.findings import Finding, blocking, by_weight
from circulars.office_profile import load_office
from circulars.prints import Prints, lay_out
from circulars.render import Template
from circulars.workbook import bind, load_bytes, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType

OFFICE_FILE: Final = "office.toml"
_UNDATED: Final = dt.date(2000, 1, 1)  # stamped into the PDF of a letter whose day is left blank


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run was asked for, its workbook read once; it stands in the manifest."""

    letter_type: LetterType
    workbook: Path
    content: bytes  # of the workbook
    office: Path
    values: Mapping[str, str]
    allow: frozenset[str]
    digests: Mapping[str, str]  # SHA-256 of each input, by its file name


def generate(
    letter_type: str,
    workbook: Path,
    out: Path,
    *,
    office: Path | None = None,
    values: Mapping[str, str] | None = None,
    allow: Collection[str] = (),
    pdf: bool = True,
) -> Batch:
    """Make the letter of `letter_type` from `workbook` and write it into the folder `out`.

    `values` are the form's fields as text; `allow` waives `block` findings by code.
    Nothing is written when something blocks.  Raises :exc:`CircularsError` with all findings.
    """
    kind = load_letter_type(find_letter_type(letter_type))
    content = load_bytes(workbook, name=workbook.name)
    profile = office or find_office_profile(workbook)
    job = Job(
        letter_type=kind,
        workbook=workbook,
        content=content,
        office=profile,
        values=values or {},
        allow=frozenset(allow),
        digests={
            workbook.name: sha256(content),
            **_digests(profile, kind.template, kind.folder / "letter.toml"),
        },
    )
    letter, template = prepare(job)
    found = [*letter.findings, *check_letter(letter, job.letter_type)]
    _hold_back(found, job)
    prints = lay_out(letter, template, stamp=letter.date or _UNDATED, pdf=pdf)
    found += prints.findings
    _hold_back(found, job)
    return _write(job, letter, prints, by_weight(found), out)


def prepare(job: Job) -> tuple[Letter, Template]:
    """Return the composed letter and its compiled template, before anything is printed.

    The faults of office profile, workbook and template are raised together.
    """
    faults: list[CircularsError] = []
    office = _attempt(lambda: load_office(job.office), faults)
    read = _attempt(lambda: read_datasets(job), faults)
    emblem = office.emblem if office else None
    digits = DIGITS[job.letter_type.letter_digits]
    template = _attempt(
        lambda: Template(job.letter_type.template, digits=digits, emblem=emblem), faults
    )
    if office is None or read is None or template is None:
        raise type(faults[0])(*(finding for fault in faults for finding in fault.findings))
    datasets, found = read
    kind = with_form(job.letter_type, template.names)
    return compose(kind, office, datasets, job.values, found), template


def _digests(*paths: Path) -> dict[str, str]:
    """Return the SHA-256 of each file; one that cannot be read is told by whoever needs it."""
    return {path.name: sha256(path.read_bytes()) for path in paths if path.is_file()}


def _attempt(step: Callable[[], _T], faults: list[CircularsError]) -> _T | None:
    """Return what `step` gives, or nothing and its error added to `faults`."""
    try:
        return step()
    except CircularsError as error:
        faults.append(error)
        return None


def read_datasets(job: Job) -> tuple[dict[str, Dataset], tuple[Finding, ...]]:
    """Return the datasets of the workbook and what was found in them short of an error."""
    workbook = read_workbook(job.content, name=job.workbook.name)
    datasets: dict[str, Dataset] = {}
    found: list[Finding] = []
    faults: list[Finding] = []
    for name, spec in job.letter_type.datasets.items():
        try:
            datasets[name], findings = bind(workbook, spec)
            found += findings
        except WorkbookError as error:
            faults += error.findings
    if faults or blocking(found, allowed=job.allow):
        raise WorkbookError(*dict.fromkeys([*faults, *found]))
    return datasets, tuple(found)


def find_office_profile(workbook: Path) -> Path:
    """Return office.toml beside `workbook`; :exc:`OfficeError` when there is none."""
    beside = workbook.parent / OFFICE_FILE
    if beside.is_file():
        return beside
    raise OfficeError(
        Finding(
            code="office-profile",
            where=OFFICE_FILE,
            message="ไม่ได้ระบุข้อมูลสำนักงาน และไม่มีแฟ้มนี้อยู่ข้างสมุดงาน",
            hint=f"ระบุด้วย --office FILE หรือวาง {OFFICE_FILE} ไว้ข้างสมุดงาน",
        )
    )


def _hold_back(findings: Collection[Finding], job: Job) -> None:
    """Raise :exc:`LetterHeldError` with all `findings` when one blocks and is not waived."""
    if blocking(findings, allowed=job.allow):
        raise LetterHeldError(*by_weight(findings))


def _write(
    job: Job, letter: Letter, prints: Prints, findings: tuple[Finding, ...], out: Path
) -> Batch:
    stem = letter.number.file_stem
    files = {f"{stem}.docx": prints.docx}
    if prints.pdf is not None:
        files[f"{stem}.pdf"] = prints.pdf
    width = len(str(len(prints.images)))
    for number, image in enumerate(prints.images, start=1):
        files[f"{stem}-หน้า{number:0{width}}.png"] = image
    paths, kept = write_files(out, files, _manifest(job, prints, findings))
    return Batch(
        folder=out,
        files=tuple(paths),
        findings=findings,
        pages=prints.pages,
        kept=tuple(kept),
    )


def _manifest(job: Job, prints: Prints, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the manifest without its outputs; no clock, no folder: the same for the same input."""
    waived = blocking(findings, allowed=frozenset())
    return {
        "circulars": version("circulars"),
        "letter_type": {"name": job.letter_type.name, "version": job.letter_type.version},
        "inputs": [{"file": name, "sha256": digest} for name, digest in job.digests.items()],
        "values": dict(job.values),
        "pages": prints.pages,
        "fonts": list(prints.fonts),
        "findings": [finding.as_dict() for finding in findings],
        "waived": sorted({finding.code for finding in waived}),
    }
