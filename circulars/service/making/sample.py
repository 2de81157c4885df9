"""The first page of a letter type: of its own example, or of invented data where it has none."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.data.finding_codes import finding_codes
from circulars.inputs import Job, prepare
from circulars.layout import page_images
from circulars.model.errors import CircularsError, LayoutError
from circulars.model.findings import Finding
from circulars.office_profile import load_office
from circulars.previewing.book import invented_book
from circulars.previewing.cases import Case
from circulars.previewing.offices import invented_office
from circulars.prints import open_printer
from circulars.service.making.bench import bench
from circulars.service.making.stand_ins import compose_anyway
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.model.letter_type import LetterType
    from circulars.service.making.material import Material

DPI: Final = 72  # a picture among others
_CASE: Final = Case(name="ordinary", title="ข้อมูลความยาวปกติ")


def sample_page(material: Material) -> bytes:
    """Return the first page of a letter of the type as PNG.

    Raises :exc:`RefusedError` where no letter can be made, with the reasons, and
    :exc:`LayoutError` where the machine cannot draw pages.
    """
    faults: list[Finding] = []
    kind = bench().letter_type(material)
    with tempfile.TemporaryDirectory() as aside:
        profile = material.office or _invented_profile(Path(aside))
        for content, values in _samples(kind, profile, faults):
            try:
                return _first_page(_job(kind, profile, content, values), material.today)
            except LayoutError:
                raise
            except CircularsError as error:
                faults += error.findings
    raise RefusedError(_unpictured(kind), *dict.fromkeys(faults))


def _invented_profile(folder: Path) -> Path:
    profile = folder / "office.toml"
    profile.write_text(invented_office(_CASE), encoding="utf-8")
    return profile


def _samples(
    kind: LetterType, profile: Path, faults: list[Finding]
) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield workbooks and answers to be tried: the type's own example, then invented ones."""
    if kind.example_workbook.is_file():
        yield kind.example_workbook.read_bytes(), dict(kind.example)
    try:
        yield invented_book(kind, load_office(profile), _CASE)[0], {}
    except CircularsError as error:
        faults += error.findings


def _job(kind: LetterType, profile: Path, content: bytes, values: dict[str, str]) -> Job:
    return Job(
        letter_type=kind,
        workbook=kind.example_workbook,  # for its name
        content=content,
        office=profile,
        values=values,
        allow=frozenset(finding_codes()),
        digests={},
    )


def _first_page(job: Job, stamp: dt.date) -> bytes:
    prepared = prepare(job)
    letter = compose_anyway(prepared, 0, None).letter
    with open_printer(pdf=True, images=False) as printer:
        printed = printer.lay_out(letter, prepared.template, stamp=stamp)
    if printed.pdf is None:
        raise LayoutError(*printed.findings)
    return page_images(printed.pdf, dpi=DPI)[0]


def _unpictured(kind: LetterType) -> Finding:
    return Finding(
        code="letter-type-unpictured",
        where=kind.title,
        message="ทำภาพตัวอย่างของแบบหนังสือนี้ไม่ได้ เพราะทำหนังสือจากตัวอย่างและจากข้อมูลสมมุติไม่สำเร็จ",
        hint="ตรวจแบบหนังสือที่หน้า แบบหนังสือ แล้วแก้ตามข้อตรวจ",
    )
