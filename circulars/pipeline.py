"""The main job: workbook and letter type become a letter that is ready to sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import Batch, sha256, write_files
from circulars.checks import check_letter
from circulars.compose import DIGITS, compose
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.errors import LetterHeldError, OfficeError, WorkbookError
from circulars.model.findings import Finding, blocking
from circulars.office_profile import load_office
from circulars.prints import Prints, lay_out
from circulars.render import Template
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType

OFFICE_FILE: Final = "office.toml"
_UNDATED: Final = dt.date(2000, 1, 1)  # stamped into the PDF of a letter whose day is left blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run was asked for; it stands in the manifest."""

    letter_type: LetterType
    workbook: Path
    office: Path
    values: Mapping[str, str]
    allow: Collection[str]


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
    job = Job(
        letter_type=load_letter_type(find_letter_type(letter_type)),
        workbook=workbook,
        office=office or find_office_profile(workbook),
        values=values or {},
        allow=allow,
    )
    letter, template = prepare(job)
    prints = lay_out(letter, template, stamp=letter.date or _UNDATED, pdf=pdf)
    findings = (*letter.findings, *check_letter(letter, job.letter_type), *prints.findings)
    if held := blocking(findings, allowed=frozenset(allow)):
        raise LetterHeldError(*held, *(f for f in findings if f not in held))
    return _write(job, letter, prints, findings, out)


def prepare(job: Job) -> tuple[Letter, Template]:
    """Return the composed letter and its compiled template, before anything is printed."""
    office = load_office(job.office)
    datasets, found = read_datasets(job)
    letter = compose(job.letter_type, office, datasets, job.values, found)
    digits = DIGITS[job.letter_type.letter_digits]
    return letter, Template(job.letter_type.template, digits=digits, emblem=office.emblem)


def read_datasets(job: Job) -> tuple[dict[str, Dataset], tuple[Finding, ...]]:
    """Return the datasets of the workbook and what was found in them short of an error."""
    workbook = read_workbook(job.workbook)
    datasets: dict[str, Dataset] = {}
    found: list[Finding] = []
    faults: list[Finding] = []
    for name, spec in job.letter_type.datasets.items():
        try:
            datasets[name], findings = bind(workbook, spec)
            found += findings
        except WorkbookError as error:
            faults += error.findings
    if faults or blocking(found, allowed=frozenset(job.allow)):
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
    paths = write_files(out, files, _manifest(job, prints, findings))
    return Batch(folder=out, files=tuple(paths), findings=findings, pages=prints.pages)


def _manifest(job: Job, prints: Prints, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the manifest without its outputs; no clock, no folder: the same for the same input."""
    waived = blocking(findings, allowed=frozenset())
    inputs = (job.workbook, job.office, job.letter_type.template)
    return {
        "circulars": version("circulars"),
        "letter_type": {"name": job.letter_type.name, "version": job.letter_type.version},
        "inputs": [{"file": path.name, "sha256": sha256(path.read_bytes())} for path in inputs],
        "values": dict(job.values),
        "pages": prints.pages,
        "fonts": list(prints.fonts),
        "findings": [finding.as_dict() for finding in findings],
        "waived": sorted({finding.code for finding in waived}),
    }
