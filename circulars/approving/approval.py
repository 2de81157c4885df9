"""The example letter of a type, made anew, and the text of it that its owner approved."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.approving.differences import lines_of
from circulars.approving.texts import letters_text
from circulars.batch import write_aside
from circulars.inputs import find_office_profile
from circulars.letter_types import find_letter_type, letter_type_folders, load_letter_type
from circulars.letter_types.loading import TEMPLATE
from circulars.model.errors import (
    CircularsError,
    LetterHeldError,
    LetterTypeError,
    OfficeError,
    OutputError,
    reason_of,
)
from circulars.model.findings import Finding
from circulars.model.office import OFFICE_FILE
from circulars.paths import is_file
from circulars.runs import generate

if TYPE_CHECKING:
    from circulars.model.letter_type import LetterType

APPROVED: Final = "expected.txt"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


class Standing(StrEnum):
    """How the approved text of a type stands to the letter it makes now."""

    HOLDS = "holds"
    CHANGED = "changed"
    NEVER = "never"  # approved
    UNKNOWN = "unknown"  # there is no office to make the example with
    FAILED = "failed"  # the example cannot be made


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The letters made from a type's example, and the text approved before."""

    kind: LetterType
    text: str  # of all letters, as it is to stand in expected.txt
    approved: str | None  # None: nothing has been approved yet
    letters: int
    findings: tuple[Finding, ...]  # short of an error

    @property
    def path(self) -> Path:
        """Where the approved text stands."""
        return self.kind.folder / APPROVED

    @property
    def is_changed(self) -> bool:
        """Whether the letters say something else than what was approved."""
        return self.approved is None or lines_of(self.approved) != lines_of(self.text)


def made_example(name: str, *, office: Path | None = None) -> Example:
    """Return the letters that the type `name` makes of its own example, without a PDF.

    The office is the one given, or the nearest office.toml in the type's folder or above it.
    Raises :exc:`CircularsError` where a letter cannot be made or is held back.
    """
    path = Path(name)
    lies_beside = path.name == TEMPLATE and is_file(path)
    kind = load_letter_type(path.parent if lies_beside else find_letter_type(name))
    return _made(kind, _office(kind, office))


def _made(kind: LetterType, office: Path) -> Example:
    if not is_file(kind.example_workbook):
        raise LetterTypeError(
            Finding(
                code="example-missing",
                where=str(kind.folder),
                message=f"แบบนี้ไม่มี {kind.example_workbook.name} จึงทำหนังสือตัวอย่างไม่ได้",
                hint="เก็บสมุดงานที่กรอกครบแล้วไว้ในโฟลเดอร์ของแบบด้วยชื่อนี้ เริ่มได้จาก circulars workbook",
            )
        )
    with tempfile.TemporaryDirectory() as out:
        batch = generate(
            str(kind.folder.resolve()),
            kind.example_workbook,
            Path(out),
            office=office,
            values=kind.example,
            pdf=False,
        )
        if batch.held:
            raise LetterHeldError(*batch.findings)
        letters = [path.read_bytes() for path in batch.files if path.suffix == ".docx"]
    return Example(
        kind=kind,
        text=letters_text(letters),
        approved=_approved(kind.folder / APPROVED),
        letters=len(letters),
        findings=batch.findings,
    )


def _approved(path: Path) -> str | None:
    """Return the text approved before, however an editor has saved it since."""
    if not is_file(path):
        return None
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise LetterTypeError(
            Finding(
                code="letter-type",
                where=str(path),
                message=f"อ่านข้อความที่รับรองไว้ไม่ได้: {reason_of(error)}",
                hint="ตรวจสิทธิ์ในการอ่านแฟ้มนี้",
            )
        ) from error


def _office(kind: LetterType, given: Path | None) -> Path:
    """Return the office profile that the example is made with.

    The examples that come with the product belong to offices of their own: no office.toml that
    happens to lie above them is meant.
    """
    if given is not None:
        return given
    folder = kind.folder.resolve()
    if folder not in letter_type_folders():
        for place in (folder, *folder.parents):
            if is_file(place / OFFICE_FILE):
                return place / OFFICE_FILE
    return find_office_profile(kind.example_workbook)


def standing(kind: LetterType, *, office: Path | None = None) -> Standing:
    """Return whether the text approved of `kind` is still what its example gives.

    Raises :exc:`OfficeError` where the office profile is at fault.
    """
    if not is_file(kind.folder / APPROVED):
        return Standing.NEVER
    try:
        profile = _office(kind, office)
    except OfficeError:
        return Standing.UNKNOWN
    try:
        return Standing.CHANGED if _made(kind, profile).is_changed else Standing.HOLDS
    except OfficeError:
        raise
    except CircularsError:
        return Standing.FAILED


def keep_approved(example: Example) -> Path:
    """Write the text of `example` as the approved one, whole or not at all; return where.

    Raises :exc:`OutputError` where the type came with the program or its folder takes no files.
    """
    path = example.path
    if example.approved == example.text:
        return path
    if path.resolve().is_relative_to(_PACKAGE):
        raise OutputError(
            Finding(
                code="letter-type-installed",
                where=str(path),
                message="แบบนี้มากับโปรแกรม จึงรับรองข้อความใหม่ทับไม่ได้ และไม่ได้เขียนอะไรไว้",
                hint=f"ทำแบบของสำนักงานเองก่อน: circulars types new ชื่อแบบ --from {example.kind.name}",
            )
        )
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_aside(aside, example.text.encode())
        aside.replace(path)
    except OSError as error:
        raise OutputError(_unwritable(path, error)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return path


def _unwritable(path: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(path),
        message=f"เขียนข้อความที่รับรองไม่ได้: {reason_of(error)} ข้อความเดิมยังอยู่",
        hint="ตรวจสิทธิ์ในการเขียนโฟลเดอร์ของแบบ และเนื้อที่ว่างของดิสก์",
    )
