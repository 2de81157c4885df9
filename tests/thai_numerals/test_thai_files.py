"""Whole files: plain text, files that are damaged or hostile, and writing whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thai_documents import by_hand, packed, paragraphs

from thai_numerals import FileError, to_thai_digits
from thai_numerals.files.convert import convert_bytes, convert_file
from thai_numerals.files.report import Conversion
from thai_numerals.files.text import convert_text

if TYPE_CHECKING:
    from pathlib import Path

THAI = Conversion()
ERA = Conversion(buddhist_era=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_encoding_and_line_ends_stay(encoding: str) -> None:
    """Text comes back in its own encoding, with its own line ends."""
    source = "ปี 2568\r\nข้อ 1\nจบ".encode(encoding)
    result, report = convert_bytes("a.txt", source, THAI)
    assert "ปี ๒๕๖๘\r\nข้อ ๑\nจบ".encode(encoding) == result
    assert ["บรรทัดที่ 1", "บรรทัดที่ 2"] == [change.where for change in report.changes]


def test_big_endian_text_stays_big_endian() -> None:
    """UTF-16 keeps the order of its bytes."""
    source = b"\xfe\xff" + "ปี 5".encode("utf-16-be")
    assert b"\xfe\xff" + "ปี ๕".encode("utf-16-be") == convert_bytes("a.txt", source, THAI)[0]


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_files_convert_like_texts(text: str) -> None:
    """A text file is converted line by line and loses nothing."""
    source = text.encode()
    if source[:2] in {b"\xff\xfe", b"\xfe\xff"} or source[:3] == b"\xef\xbb\xbf":
        return
    expected = "".join(to_thai_digits(line) for line in text.splitlines(keepends=True))
    assert expected == convert_bytes("a.txt", source, THAI)[0].decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 มีนาคม ค.ศ. 2025", "๑๑ มีนาคม พ.ศ. ๒๕๖๘"),
        ("11 มีนาคม 2025", "๑๑ มีนาคม ๒๕๖๘"),
        ("๑๑ มีนาคม ๒๐๒๕", "๑๑ มีนาคม ๒๕๖๘"),
        ("25/3/2025", "๒๕/๓/๒๕๖๘"),
        ("มีนาคม 2025 และปี ค.ศ. 2024", "มีนาคม ๒๕๖๘ และปี พ.ศ. ๒๕๖๗"),
        ("15 กุมภาพันธ์ ค.ศ. 1933", "๑๕ กุมภาพันธ์ พ.ศ. ๒๔๗๕"),
        ("11 มีนาคม 2568", "๑๑ มีนาคม ๒๕๖๘"),
        ("สำรวจ 2025 ราย", "สำรวจ ๒๐๒๕ ราย"),
        ("ปรับปรุง 2025-03-11", "ปรับปรุง ๒๐๒๕-๐๓-๑๑"),
        ("ค.ศ. 1932", "ค.ศ. ๑๙๓๒"),
        ("11 มีนาคม ค.ศ. 9600", "๑๑ มีนาคม ค.ศ. ๙๖๐๐"),
        ("11 มีนาคม คริสต์ศักราช 2025", "๑๑ มีนาคม คริสต์ศักราช ๒๐๒๕"),
        ("ค.ศ. 2024-2025", "พ.ศ. ๒๕๖๗-๒๕๖๘"),
        ("ค.ศ. ๒๐๒๔ - ๒๐๒๕", "พ.ศ. ๒๕๖๗ - ๒๕๖๘"),
        ("ค.ศ. 2024 และ 2025", "พ.ศ. ๒๕๖๗ และ ๒๕๖๘"),
        ("ค.ศ. 2024-ค.ศ. 2025", "พ.ศ. ๒๕๖๗-พ.ศ. ๒๕๖๘"),
        ("11 มีนาคม 2024 - 12 มีนาคม 2025", "๑๑ มีนาคม ๒๕๖๗ - ๑๒ มีนาคม ๒๕๖๘"),
        ("ค.ศ. 2025 และ 2000 บาท", "พ.ศ. ๒๕๖๘ และ ๒๐๐๐ บาท"),
        ("เดือนมกราคม 1500 บาท", "เดือนมกราคม ๑๕๐๐ บาท"),
        ("มีนาคม 2000 บาท", "มีนาคม ๒๐๐๐ บาท"),
        ("มาตรา 5.1.2025", "มาตรา ๕.๑.๒๐๒๕"),
        ("รุ่น 1.2.2025", "รุ่น ๑.๒.๒๐๒๕"),
    ],
)
def test_era_of_dates(text: str, expected: str) -> None:
    """CE years of dates become Buddhist by the rules of their time; other numbers do not."""
    assert expected == convert_text(text, ERA)[0]


@pytest.mark.parametrize(
    "text",
    [
        "https://a.b/?d=11/3/2025&x=1",
        "report_11-3-2025.pdf",
        "คริสตศักราช 2025",
        "ค.ศ. 2024-25",
        "ปี 2024 ถึง ค.ศ. 2025",
        "มีนาคม 2024-2025",
        "11 มีนาคม 1850",
        "11 มีนาคม ค.ศ. 2568",
    ],
)
def test_era_in_doubt_is_kept_and_listed(text: str) -> None:
    """What is an address, half a range, or hardly a CE year stays whole and is listed."""
    converted, kept = convert_text(text, Conversion(to="arabic", buddhist_era=True))
    assert text == converted
    assert 1 == len(kept)


def test_era_alone_with_arabic_digits() -> None:
    """The era can be converted while the digits are made Arabic."""
    conversion = Conversion(to="arabic", buddhist_era=True)
    assert convert_text("๑๑ มีนาคม ค.ศ. ๒๐๒๕", conversion)[0] == "11 มีนาคม พ.ศ. 2568"


@settings(deadline=None)
@given(text=st.text("0123456789๐๒ คศพ.มี-/ ", max_size=40))
def test_conversion_is_sign_for_sign(text: str) -> None:
    """Whatever is converted, the result is as long as the text."""
    for conversion in (THAI, ERA, Conversion(to="arabic", buddhist_era=True)):
        assert len(text) == len(convert_text(text, conversion)[0])


def bomb() -> bytes:
    """Return a package that says it unpacks to more than any document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(6):
            package.writestr(f"word/{number}.xml", b"\0")
            package.getinfo(f"word/{number}.xml").file_size = 100 * 1024 * 1024
    return stream.getvalue()


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "12">]><w:document xmlns:w="x">&a;</w:document>'


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        pytest.param("a.pdf", b"%PDF", "แปลงได้เฉพาะ", id="another kind"),
        pytest.param("a", b"", "แปลงได้เฉพาะ", id="no kind"),
        pytest.param("a.docx", b"", "เสียหาย", id="empty"),
        pytest.param("a.docx", b"not a zip", "เสียหาย", id="no package"),
        pytest.param("a.docx", paragraphs()[:2000], "เสียหาย", id="cut short"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "รหัสผ่าน", id="password or .doc"),
        pytest.param("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "รหัสผ่าน", id="password or .xls"),
        pytest.param("a.docx", packed({"xl/workbook.xml": "<x/>"}), "Word", id="a workbook"),
        pytest.param("a.docx", packed({"word/document.xml": DOCTYPE}), "DOCTYPE", id="entities"),
        pytest.param("a.docx", packed({"word/document.xml": "<w:p"}), "เสียหาย", id="broken XML"),
        pytest.param("a.docx", by_hand("<w:x>"), "เสียหาย", id="elements not closed"),
        pytest.param(
            "a.docx",
            packed({"word/document.xml": "<x/>", "_xmlsignatures/sig1.xml": "<x/>"}),
            "ลายมือชื่อ",
            id="signed",
        ),
        pytest.param("a.txt", b"\xff\xdb\xfc", "UTF-8", id="no known encoding"),
        pytest.param("a.txt", b"\xff\xfe5", "UTF-8", id="half a sign of UTF-16"),
        pytest.param("a.txt", b"\xff\xfe\x00\xd8", "UTF-8", id="half a pair of UTF-16"),
        pytest.param("a.txt", b"\xef\xbb\xbf\xff5", "UTF-8", id="marked UTF-8 that is none"),
        pytest.param("a.txt", paragraphs(), "ข้อความ", id="a document called text"),
    ],
)
def test_bad_files_are_refused(name: str, source: bytes, reason: str) -> None:
    """A file that cannot be converted is named with the reason, and nothing else happens."""
    with pytest.raises(FileError) as caught:
        convert_bytes(name, source, THAI)
    assert reason in caught.value.reason


def test_a_bomb_is_refused_unpacked() -> None:
    """A package too large when unpacked is refused before it is unpacked."""
    with pytest.raises(FileError, match="ใหญ่เกิน"):
        convert_bytes("a.docx", bomb(), THAI)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-11", "us-ascii"])
def test_part_in_another_encoding_is_refused(encoding: str) -> None:
    """A part in another encoding, which no Office program writes, is refused, not damaged."""
    stream = io.BytesIO()
    part = f"<?xml version='1.0' encoding='{encoding}'?><x/>".encode(encoding)
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", part)
    with pytest.raises(FileError, match="UTF-8"):
        convert_bytes("a.docx", stream.getvalue(), THAI)


DOCUMENT, SMALL = paragraphs(), by_hand("<w:p/>")


@settings(deadline=None)
@given(data=st.data())
def test_damage_is_refused_or_harmless(data: st.DataObject) -> None:
    """A damaged package is converted or refused with a reason; nothing else happens."""
    source = bytearray(data.draw(st.sampled_from((DOCUMENT, SMALL))))
    for place in data.draw(st.lists(st.integers(0, len(source) - 1), min_size=1, max_size=4)):
        source[place] = data.draw(st.integers(0, 255))
    for name in ("a.docx", "a.xlsx"):
        with contextlib.suppress(FileError):
            convert_bytes(name, bytes(source), THAI)


def test_result_appears_whole(tmp_path: Path) -> None:
    """The result is written aside and renamed; the source may be its own target."""
    path = tmp_path / "a.docx"
    path.write_bytes(paragraphs())
    path.chmod(0o640)
    report = convert_file(path, path, THAI)
    assert report.changes
    assert convert_file(path, None, THAI).changes == ()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [path] == list(tmp_path.iterdir())


def test_failed_conversion_leaves_the_target(tmp_path: Path) -> None:
    """When the source is bad, what stood at the target stays."""
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    source.write_bytes(b"broken")
    target.write_bytes(b"old")
    with pytest.raises(FileError):
        convert_file(source, target, THAI)
    assert target.read_bytes() == b"old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link names is written, and the link stays; links in a circle are named."""
    source, link = tmp_path / "a.txt", tmp_path / "link.txt"
    source.write_text("5", encoding="utf-8")
    link.symlink_to(source)
    convert_file(source, link, THAI)
    assert ("๕", True) == (source.read_text(encoding="utf-8"), link.is_symlink())
    circle = tmp_path / "circle.txt"
    circle.symlink_to(circle)
    with pytest.raises(FileError, match="เขียนแฟ้มไม่ได้"):
        convert_file(source, circle, THAI)


def test_only_files_are_replaced(tmp_path: Path) -> None:
    """A pipe, a device or a folder at the target is refused and stays what it is."""
    source, pipe = tmp_path / "a.txt", tmp_path / "pipe.txt"
    source.write_text("5", encoding="utf-8")
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="อุปกรณ์"):
        convert_file(source, pipe, THAI)
    assert pipe.is_fifo()
    with pytest.raises(FileError, match="โฟลเดอร์"):
        convert_file(source, tmp_path, THAI)


def test_new_file_has_the_rights_of_new_files(tmp_path: Path) -> None:
    """A new result gets the rights that the process gives new files."""
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("5", encoding="utf-8")
    before = os.umask(0o027)
    try:
        convert_file(source, target, THAI)
    finally:
        os.umask(before)
    assert 0o640 == target.stat().st_mode & 0o777


@pytest.mark.parametrize("name", ["b.txt", "b.pdf", "b.docm", "b"])
def test_a_document_keeps_its_kind(name: str, tmp_path: Path) -> None:
    """A document under the name of another kind could not be opened, so it is not written."""
    source = tmp_path / "a.docx"
    source.write_bytes(paragraphs())
    with pytest.raises(FileError, match=r"\.docx"):
        convert_file(source, tmp_path / name, THAI)


def test_another_kind_of_source_is_said_first(tmp_path: Path) -> None:
    """A source that cannot be converted at all is refused as such, whatever the target's name."""
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF")
    with pytest.raises(FileError, match="แปลงได้เฉพาะ"):
        convert_file(source, tmp_path / "b.docx", THAI)


def test_missing_places_are_named(tmp_path: Path) -> None:
    """A source that is missing, and a folder that is missing, are named."""
    with pytest.raises(FileError, match="เปิดแฟ้มไม่ได้"):
        convert_file(tmp_path / "none.txt", None, THAI)
    source = tmp_path / "a.txt"
    source.write_text("5", encoding="utf-8")
    with pytest.raises(FileError, match="เขียนแฟ้มไม่ได้"):
        convert_file(source, tmp_path / "none" / "b.txt", THAI)
