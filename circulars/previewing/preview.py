"""Making the letters of a preview, each case by the way that all letters are made."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.batch import told_of
from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding, Level
from circulars.office_profile import load_office
from circulars.previewing.book import invented_book
from circulars.previewing.cases import Case, cases_of
from circulars.previewing.contact_sheet import contact_sheet
from circulars.previewing.deadline import TimeUpError, deadline
from circulars.previewing.offices import invented_office
from circulars.render import Template
from circulars.runs import generate
from circulars.starting import opened_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter_type import LetterType

SECONDS: Final = 300  # for all cases together
_OVERVIEW: Final = "ภาพรวม.png"
_DATA: Final = "ข้อมูลสมมุติ.xlsx"
_OFFICE: Final = "office.toml"
_ANNEX: Final = '\n[[annexes]]\ntitle = "เอกสารสมมุติรายการที่ {number}"\n'
# What an invented office lacks of its own.
_OF_OFFICE: Final = frozenset({"emblem-missing"})
# What invented attachments lack: they are nowhere, and no text of the type knows of them.
_OF_ATTACHMENTS: Final = frozenset({"attachment-uncited", "annex-absent"})

# What letters to each recipient lack in one to all.
_OF_RECIPIENTS: Final = frozenset(
    {"template-missing-name", "field-underivable", "attachment-underivable"}
)


class UnknownCaseError(ValueError):
    """The type has no such case; the message names those that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """One case: what was made in `folder`, and what was found."""

    case: Case
    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def preview(
    name: str,
    out: Path,
    *,
    office: Path | None = None,
    only: str | None = None,
    seconds: float = SECONDS,
) -> Iterator[Previewed]:
    """Yield each case of the letter type `name` as it is made in a folder of its own in `out`.

    A case that fails has findings and no files.  After `seconds` the rest is given up.  Raises
    :exc:`CircularsError` where the type or the office cannot be used, :exc:`UnknownCaseError`
    where there is no case `only`.
    """
    with opened_type(name) as kind, tempfile.TemporaryDirectory() as aside:
        cases = cases_of(kind, Template(kind.template).names)
        if only is not None:
            cases = _chosen(cases, only)
        if office is not None:
            load_office(office)  # its faults are no fault of the cases
        with told_of(out):
            out.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + seconds
        for case in cases:
            place = Path(aside) / case.name
            yield _previewed(kind, case, out / case.name, office, place, end)


def _chosen(cases: tuple[Case, ...], only: str) -> tuple[Case, ...]:
    chosen = tuple(case for case in cases if case.name == only)
    if chosen:
        return chosen
    names = ", ".join(case.name for case in cases)
    raise UnknownCaseError(f"แบบหนังสือนี้ไม่มีกรณี “{only}” กรณีที่มี: {names}")


def _previewed(
    kind: LetterType, case: Case, out: Path, office: Path | None, aside: Path, end: float
) -> Previewed:
    files: tuple[Path, ...] = ()
    try:
        with deadline(end - time.monotonic()):
            files, findings = _made(kind, case, out, office, aside)
    except CircularsError as error:
        told = error.findings
        only_to_each = case.is_to_all and {finding.code for finding in told} <= _OF_RECIPIENTS
        findings = (_only_to_each(case),) if only_to_each else told
    except TimeUpError:
        findings = (_late(case),)
    own = (_OF_OFFICE if office is None else frozenset()) | (
        _OF_ATTACHMENTS if case.attachments else frozenset()
    )
    told = tuple(finding for finding in findings if finding.code not in own)
    return Previewed(case=case, folder=out, files=files, findings=told)


def _made(
    kind: LetterType, case: Case, out: Path, office: Path | None, aside: Path
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    aside.mkdir()
    folder = _variant(kind, case, aside)
    profile = office
    if profile is None:
        profile = aside / _OFFICE
        profile.write_text(invented_office(case), encoding="utf-8")
    variant = load_letter_type(folder)
    if not (variant.fields or variant.datasets):
        variant = kind
    content, _ = invented_book(variant, load_office(profile), case)
    workbook = aside / _DATA
    workbook.write_bytes(content)
    for name in (_OVERVIEW, _DATA):  # of an earlier preview
        (out / name).unlink(missing_ok=True)
    batch = generate(str(folder), workbook, out, office=profile, images=True, restart=True)
    pages = [path for path in batch.files if path.suffix == ".png"]
    shutil.copyfile(workbook, out / _DATA)
    if pages:
        (out / _OVERVIEW).write_bytes(contact_sheet(pages))
    extra = (out / _DATA, *((out / _OVERVIEW,) if pages else ()))
    return (*batch.files, *extra), batch.findings


def _variant(kind: LetterType, case: Case, aside: Path) -> Path:
    """Return a copy of the type with as many attachments as `case` wants."""
    folder = aside / "type" / kind.name
    folder.mkdir(parents=True)
    shutil.copyfile(kind.template, folder / TEMPLATE)
    if kind.example_workbook.is_file():
        shutil.copyfile(kind.example_workbook, folder / kind.example_workbook.name)
    refinement = kind.folder / REFINEMENT
    text = refinement.read_text("utf-8-sig") if refinement.is_file() else ""
    attached = sum(annex.when is None or not case.is_empty for annex in kind.annexes)
    if case.attachments is not None:
        text = text or 'title = "แบบหนังสือ"\n'
        numbers = range(attached + 1, case.attachments + 1)
        text += "".join(_ANNEX.format(number=number) for number in numbers)
    if text:
        (folder / REFINEMENT).write_text(text, encoding="utf-8")
    return folder


def _only_to_each(case: Case) -> Finding:
    return Finding(
        code="preview-to-each",
        level=Level.NOTE,
        where=case.name,
        message="แบบนี้ทำฉบับเดียวถึงทุกรายไม่ได้ เพราะใช้ข้อมูลของผู้รับแต่ละราย",
        hint="ถ้าต้องการ ให้ใช้ {% if ผู้รับ %} … {% else %} … {% endif %} รอบข้อความของผู้รับแต่ละราย",
    )


def _late(case: Case) -> Finding:
    return Finding(
        code="preview-time",
        level=Level.BLOCK,
        where=case.name,
        message="ทำตัวอย่างไม่ทันเวลาที่ให้ไว้ จึงหยุดไว้ก่อน",
        hint=f"ทำเฉพาะกรณีนี้ด้วย --case {case.name} ถ้ายังไม่ทัน ตรวจแท็ก for ใน letter.docx",
    )
