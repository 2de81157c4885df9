"""Files converted for somebody: what changed is told, the file is right, nothing outlives a day."""

from __future__ import annotations

import datetime as dt
import io
import os
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document
from sent_files import letter, workbook

from circulars.service.places import OfficeFolder
from circulars.service.refusals import RefusedError
from circulars.service.tasks.convert import SHOWN, Converted, convert_upload
from circulars.service.uploads.day_folders import new_folder, read_record, write_record
from thai_numerals.files.report import Change, Conversion

if TYPE_CHECKING:
    from pathlib import Path

THAI = Conversion(to="thai")


def converted(
    folder: Path, content: bytes, name: str, conversion: Conversion = THAI
) -> tuple[Converted, bytes]:
    """Return what converting `content` told, and the file that it made."""
    source, target = folder / name, folder / f"result-{name}"
    source.write_bytes(content)
    told = convert_upload(source, name, target, conversion)
    return told, target.read_bytes()


def test_a_letter(tmp_path: Path) -> None:
    """Digits of a letter become Thai, and each change is told with its place."""
    told, made = converted(tmp_path, letter(["ปี 2568", "แบบ OTOP68"]), "หนังสือ.docx")
    assert ["ปี ๒๕๖๘", "แบบ OTOP68"] == [p.text for p in Document(io.BytesIO(made)).paragraphs]
    expected = Change(where="เนื้อความ ย่อหน้าที่ 1", before="2568", after="๒๕๖๘")
    assert (expected,) == told.changes
    assert ["OTOP68"] == [each.text for each in told.kept]


def test_a_workbook(tmp_path: Path) -> None:
    """Texts of a workbook become Arabic; its numbers stay numbers."""
    told, made = converted(
        tmp_path, workbook([("ปี ๒๕๖๘", 12)]), "ยอด.xlsx", Conversion(to="arabic")
    )
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert ("ปี 2568", 12) == (sheet["A1"].value, sheet["B1"].value)
    assert 1 == told.change_count


def test_years_too(tmp_path: Path) -> None:
    """With the era, Christian years of dates become Buddhist ones."""
    era = Conversion(to="thai", buddhist_era=True)
    _, made = converted(tmp_path, "วันที่ 11 มีนาคม 2025".encode(), "ข้อความ.txt", era)
    assert "วันที่ ๑๑ มีนาคม ๒๕๖๘" == made.decode()


def test_a_long_list_is_counted(tmp_path: Path) -> None:
    """Of very many changes the first are shown and all are counted."""
    told, _ = converted(tmp_path, b"1\n" * (SHOWN + 7), "เลข.txt")
    assert (SHOWN, SHOWN + 7) == (len(told.changes), told.change_count)


def test_what_cannot_be_converted(tmp_path: Path) -> None:
    """A damaged file is refused by a finding that names it, and nothing is written."""
    with pytest.raises(RefusedError) as refused:
        converted(tmp_path, b"PK\3\4 damaged", "เสีย.docx")
    (finding,) = refused.value.findings
    assert ("conversion-refused", "เสีย.docx") == (finding.code, finding.where)
    assert ["เสีย.docx"] == [each.name for each in tmp_path.iterdir()]


def test_nothing_outlives_a_day(tmp_path: Path) -> None:
    """A new folder clears those that have not changed for a day, and leaves the others."""
    office = OfficeFolder(tmp_path)
    now = dt.datetime.now(dt.UTC)
    old, young = new_folder(office, now), new_folder(office, now)
    for folder, hours in ((old, 25), (young, 23)):
        changed = (now - dt.timedelta(hours=hours)).timestamp()
        (folder / "แฟ้ม.docx").write_bytes(b"")
        os.utime(folder, (changed, changed))
    newest = new_folder(office, now)
    assert {young, newest} == set(office.uploads.iterdir())


def test_only_ids_of_this_office_are_found(tmp_path: Path) -> None:
    """A record is found by its id in its own office; anything else is not there."""
    own, other = OfficeFolder(tmp_path / "1"), OfficeFolder(tmp_path / "2")
    folder = new_folder(own, dt.datetime.now(dt.UTC))
    write_record(folder, "check.json", {"files": []})
    assert (folder, {"files": []}) == read_record(own, folder.name, "check.json")
    for office, name, record in (
        (other, folder.name, "check.json"),
        (own, folder.name, "conversion.json"),
        (own, f"../uploads/{folder.name}", "check.json"),
        (own, "0" * 16, "check.json"),
    ):
        with pytest.raises(RefusedError) as refused:
            read_record(office, name, record)
        assert 404 == refused.value.status
