"""Every kind of broken, foreign or hostile file ends in findings and never in a traceback."""

from __future__ import annotations

import struct
import time
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_makers import (
    SHEET_PART,
    edited,
    faults,
    make_sheet,
    with_sheet_xml,
    workbook_bytes,
    zipped,
)

from circulars.model.errors import WorkbookError
from circulars.workbook import read_table, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

GOOD = workbook_bytes([["ที่", "อำเภอ"], [1, "จุน"]])
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ฮา" * 10}">' for n in range(9))


def compound_file(*streams: str) -> bytes:
    """Return an OLE file ([MS-CFB]) whose directory names `streams`, 512-byte sectors."""
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (512 - 8)
    entries = b"".join(_entry(name) for name in ("Root Entry", *streams))
    return header + table + entries.ljust(512, b"\0")


def _entry(name: str) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), 2, 1) + bytes(60)


def test_compound_file_is_well_made() -> None:
    """The OLE files of these tests have a header and directory entries of the right sizes."""
    assert 1536 == len(compound_file("EncryptedPackage"))
    assert 128 == len(_entry("Workbook"))


def test_stream_names_count_in_the_directory_only() -> None:
    """The name of a stream somewhere in the text of an old workbook is no stream."""
    text = b"x" + "EncryptedPackage\0".encode("utf-16-le")
    found = faults(compound_file("Workbook") + text)
    assert ["workbook-old-format"] == [finding.code for finding in found]


CSV = "ที่,อำเภอ,ยอด\n1,จุน,100\n".encode()
HTML = "<html><body><table><tr><td>อำเภอ</td></tr></table></body></html>".encode("cp874")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        pytest.param(b"", "workbook-empty", "ว่างเปล่า", id="empty"),
        pytest.param(
            compound_file("EncryptionInfo", "EncryptedPackage"),
            "workbook-encrypted",
            "รหัสผ่าน",
            id="encrypted",
        ),
        pytest.param(compound_file("Workbook"), "workbook-old-format", ".xls", id="xls"),
        pytest.param(compound_file("Book"), "workbook-old-format", ".xls", id="xls of Excel 5"),
        pytest.param(compound_file("WordDocument"), "workbook-wrong-kind", "Excel", id="doc"),
        pytest.param(CSV, "workbook-is-text", "CSV", id="csv"),
        pytest.param("ที่\tอำเภอ".encode("utf-16"), "workbook-is-text", "CSV", id="utf-16 text"),
        pytest.param(HTML, "workbook-is-text", "HTML", id="html"),
        pytest.param(
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            "workbook-is-text",
            "XML Spreadsheet 2003",
            id="xml spreadsheet",
        ),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "workbook-wrong-kind", "PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "workbook-wrong-kind", "ไม่รู้จัก", id="png"),
        pytest.param(
            zipped({"mimetype": ODS_TYPE, "content.xml": b"<a/>"}), "workbook-ods", ".ods", id="ods"
        ),
        pytest.param(
            zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\0"}),
            "workbook-xlsb",
            ".xlsb",
            id="xlsb",
        ),
        pytest.param(
            zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
            "workbook-wrong-kind",
            "Word",
            id="docx",
        ),
        pytest.param(
            zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}),
            "workbook-wrong-kind",
            "PowerPoint",
            id="pptx",
        ),
        pytest.param(zipped({"a.txt": b"a"}), "workbook-wrong-kind", "zip", id="other zip"),
        pytest.param(zipped({}), "workbook-wrong-kind", "zip", id="empty zip"),
        pytest.param(GOOD[: len(GOOD) // 2], "workbook-damaged", "ไม่สมบูรณ์", id="truncated"),
        pytest.param(b"PK\x03\x04", "workbook-damaged", "ไม่สมบูรณ์", id="four bytes of a zip"),
    ],
)
def test_files_of_other_kinds(data: bytes, code: str, word: str) -> None:
    """A file that is no workbook is named for what it is, whatever its name says."""
    found = faults(data)
    assert [code] == [finding.code for finding in found]
    assert word in found[0].message
    assert found[0].hint


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", SHEET_PART]
)
def test_missing_parts(part: str) -> None:
    """A package without one of its parts is damaged, and the part is named."""
    found = faults(edited(GOOD, {part: None}))
    assert ["workbook-damaged"] == [finding.code for finding in found]
    assert part in found[0].message


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", SHEET_PART]
)
@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a/><b/>", b"\xff\xfe\x00", b"<a>\xe0</a>"])
def test_damaged_xml(part: str, xml: bytes) -> None:
    """Damaged XML in any part is found, and the part is named."""
    found = faults(edited(GOOD, {part: xml}))
    assert "workbook-damaged" in [finding.code for finding in found]
    assert any(part in finding.message for finding in found)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET_PART])
def test_prefixes_without_namespace(part: str) -> None:
    """XML with a prefix that stands for no namespace is damaged, though its tags are in order."""
    found = faults(edited(GOOD, {part: b"<a><x:b/></a>"}))
    assert ["workbook-damaged"] == [finding.code for finding in found]
    assert part in found[0].message


def test_all_damaged_parts_at_once() -> None:
    """Everything damaged is named in one go, not the first part only."""
    found = faults(edited(GOOD, {"xl/styles.xml": b"<a", SHEET_PART: b"<b"}))
    assert {"xl/styles.xml", SHEET_PART} == {
        part for part in ("xl/styles.xml", SHEET_PART) for f in found if part in f.message
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET_PART, "xl/_rels/workbook.xml.rels"])
def test_document_types_are_refused(encoding: str, part: str) -> None:
    """A document type is refused in every encoding that XML readers know."""
    declared = encoding.removesuffix("-sig")
    xml = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE a><a/>'.encode(encoding)
    assert ["workbook-unsafe-xml"] == [f.code for f in faults(edited(GOOD, {part: xml}))]


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037", "ebcdic-cp-us", "utf-16-le"])
def test_strange_encodings_are_refused(encoding: str) -> None:
    """An encoding that Excel never writes is damage, so that no document type hides in it."""
    python = "cp037" if encoding.startswith("ebcdic") else encoding
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a><a/>'.encode(python)
    codes = [finding.code for finding in faults(edited(GOOD, {SHEET_PART: xml}))]
    assert codes in (["workbook-damaged"], ["workbook-unsafe-xml"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_do_not_go_off(encoding: str) -> None:
    """Entities that would grow to gigabytes are refused at once."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [{ENTITIES}]><a>&e8;</a>'
    start = time.process_time()
    found = faults(edited(GOOD, {SHEET_PART: xml.encode(encoding)}))
    assert ["workbook-unsafe-xml"] == [finding.code for finding in found]
    assert SHEET_PART in found[0].message
    assert time.process_time() - start < 2


def test_external_entities_are_not_fetched() -> None:
    """An entity that names a file is refused, not read."""
    xml = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert ["workbook-unsafe-xml"] == [f.code for f in faults(edited(GOOD, {SHEET_PART: xml}))]


def test_zip_bombs_are_not_unpacked() -> None:
    """A part that would unpack to a thousand times its size is refused before it is."""
    bomb = edited(GOOD, {SHEET_PART: b" " * (64 * 1024 * 1024)})
    start = time.process_time()
    found = faults(bomb)
    assert ["workbook-too-large"] == [finding.code for finding in found]
    assert "64 MB" in found[0].message
    assert time.process_time() - start < 2


def test_too_many_parts() -> None:
    """A package of thousands of parts is refused."""
    found = faults(edited(GOOD, {f"xl/media/{n}.png": b"" for n in range(3000)}))
    assert ["workbook-too-large"] == [finding.code for finding in found]


def test_sizes_that_lie() -> None:
    """A part that unpacks to more than its header says ends in a finding, not in memory."""
    data = bytearray(edited(GOOD, {"xl/theme/theme1.xml": b"<a>" + b"x" * 100_000 + b"</a>"}))
    size = struct.pack("<I", 100_007)
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = struct.pack("<I", 50)
    found = faults(bytes(data))
    assert ["workbook-damaged"] == [finding.code for finding in found]
    assert "theme1.xml" in found[0].message


def test_zip_passwords_and_strange_methods() -> None:
    """A zip with a password, or packed as Excel never packs, is refused."""
    data = bytearray(GOOD)
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "รหัสผ่าน" in faults(bytes(data))[0].message
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/workbook.xml", "<a/>")
    assert ["workbook-damaged"] == [finding.code for finding in faults(stream.getvalue())]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_of_one_name() -> None:
    """Two parts of the same name, of which programs read different ones, are refused."""
    stream = BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET_PART, "<a/>")
    assert "ซ้ำ" in faults(stream.getvalue())[0].message


def test_strict_workbooks_are_named() -> None:
    """A workbook of the strict kind, in which openpyxl finds no cells, is not taken for empty."""
    xml = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheets/></workbook>'
    assert ["workbook-strict"] == [f.code for f in faults(edited(GOOD, {"xl/workbook.xml": xml}))]


def test_workbook_without_sheets() -> None:
    """A workbook with no worksheet says so."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<workbook xmlns="{main}"><sheets/></workbook>'.encode()
    assert ["workbook-no-sheet"] == [f.code for f in faults(edited(GOOD, {"xl/workbook.xml": xml}))]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="อ1"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>หนึ่ง</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" s="99"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>' + "9" * 5000 + "</v></c></row>",
    ],
)
def test_cells_that_cannot_be(body: str) -> None:
    """Cells with impossible names, numbers, strings or styles make the workbook damaged."""
    assert ["workbook-damaged"] == [finding.code for finding in faults(with_sheet_xml(body))]


def test_a_cell_in_the_far_corner_costs_nothing() -> None:
    """A stray cell at XFD1048576 is one cell more, not a million rows."""
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>ที่</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>อำเภอ</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>จุน</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    start = time.process_time()
    sheet = read_workbook(with_sheet_xml(body)).sheets[0]
    table = read_table(sheet)
    assert 5 == len(sheet.cells)
    assert [["1", "จุน"]] == [[cell.text for cell in row.cells] for row in table.rows]
    assert time.process_time() - start < 5


def test_many_far_cells_are_refused() -> None:
    """Rows that all reach the last column are refused before they take memory."""
    body = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400))
    found = faults(with_sheet_xml(body))
    assert ["workbook-too-large"] == [finding.code for finding in found]
    assert "Sheet" in found[0].where or "สรุป" in found[0].where


def test_merging_a_whole_sheet_costs_nothing() -> None:
    """A range merged to the end of the sheet is not walked through cell by cell."""
    body = '<row r="1"><c r="A1" t="inlineStr"><is><t>เรื่อง</t></is></c></row>'
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    start = time.process_time()
    sheet = read_workbook(with_sheet_xml(body, after=after)).sheets[0]
    with pytest.raises(WorkbookError) as caught:
        read_table(sheet)
    assert "table-not-found" == caught.value.findings[0].code
    assert time.process_time() - start < 2


def test_links_to_other_files_are_not_followed() -> None:
    """A formula over another workbook keeps its last value; nothing is opened."""
    body = '<row r="1"><c r="A1"><f>[1]แผ่น!A1</f><v>7</v></c></row>'
    sheet = read_workbook(with_sheet_xml(body)).sheets[0]
    assert ("7", "=[1]แผ่น!A1") == (sheet.cells[1, 1].text, sheet.cells[1, 1].formula)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A wrong file name is answered with the workbooks that are in the folder."""
    (tmp_path / "ยอดจำหน่าย.xlsx").write_bytes(GOOD)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path / "ยอดจำหนาย.xlsx")
    assert "workbook-not-found" == caught.value.findings[0].code
    assert "ยอดจำหน่าย.xlsx" in caught.value.findings[0].hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder given for a file is named as one."""
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path)
    assert "workbook-is-folder" == caught.value.findings[0].code


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so; the superuser of a test machine may read all."""
    path = tmp_path / "ลับ.xlsx"
    path.write_bytes(GOOD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert "workbook-unreadable" == caught.value.findings[0].code
    assert "สิทธิ์" in caught.value.findings[0].hint


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, there is a finding with a Thai message and a way out."""
    found = faults(data)
    assert found
    assert all(_is_thai(f.message) and _is_thai(f.hint) for f in found)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_any_damage(place: int, damage: bytes) -> None:
    """A workbook damaged at any place is read, or refused with findings; nothing else happens."""
    found = faults(GOOD[:place] + damage + GOOD[place + len(damage) :])
    assert all(f.code.startswith("workbook-") and _is_thai(f.message) for f in found)


def _is_thai(text: str) -> bool:
    return any("ก" <= letter <= "๛" for letter in text)


def test_a_whole_workbook_has_no_faults() -> None:
    """The workbook that these tests break is sound before they do."""
    assert [] == faults(GOOD)
    assert 4 == len(make_sheet([["ที่", "อำเภอ"], [1, "จุน"]]).cells)
