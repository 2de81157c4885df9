"""Files from strangers: taken in by what they are, refused with the reason."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import EXAMPLES, TEMPLATES

from circulars.model.errors import OutputError
from circulars.service.refusals import RefusedError
from circulars.service.uploads.uploads import UploadKind, display_name, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ALL = frozenset(UploadKind)
BOOK = EXAMPLES / "phayao-otop-2568.xlsx"
LETTER = TEMPLATES / "otop_monthly_sales" / "letter.docx"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def package(
    types: str = MAIN, extra: Mapping[str, bytes] | None = None, *, method: int = 8
) -> bytes:
    """Return a zip that says its main part is of the content type `types`."""
    said = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("[Content_Types].xml", said)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    """Return the beginning of a compound file with one stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return head + f"{stream}\0".encode("utf-16-le").ljust(128, b"\0")


def refused(content: bytes, folder: Path, name: str = "แฟ้ม.xlsx", kinds: object = ALL) -> str:
    """Return the code with which a file is refused; nothing of it is written."""
    with pytest.raises(RefusedError) as caught:
        take_in(content, name, folder, kinds=kinds)  # type: ignore[arg-type]  # one of two sets
    assert not folder.exists() or [] == [*folder.iterdir()]
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (BOOK.read_bytes(), "ยอด ม.ค. 68.xlsx", "ยอด-ม.ค.-68.xlsx"),
        (LETTER.read_bytes(), "letter.xlsx", "letter.docx"),
        (PNG, "ตรา.jpg", "ตรา.png"),
        ("๑๒๓\n".encode(), "อ่าน", "อ่าน.txt"),
        (b"a = 1\n", "office.toml", "office.toml"),
    ],
)
def test_the_content_decides_the_kind(tmp_path: Path, content: bytes, name: str, kind: str) -> None:
    """A file is what its content is, and gets the ending of that, whatever it is called."""
    upload = take_in(content, name, tmp_path, kinds=ALL)
    assert kind == upload.name
    assert content == upload.path.read_bytes()
    assert tmp_path / kind == upload.path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload-empty"),
        (b"MZ\x90\0\x03\0", "upload-kind"),
        (b"%PDF-1.7\n\xff\xfe", "upload-kind"),
        (compound("Workbook"), "upload-old-kind"),
        (compound("WordDocument"), "upload-old-kind"),
        (compound("EncryptedPackage"), "upload-locked"),
        (package("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "upload-macros"),
        (package(extra={"xl/vbaProject.bin": b"x"}), "upload-macros"),
        (package(extra={"xl/activeX/activeX1.xml": b"<x/>"}), "upload-macros"),
        (package("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "upload-kind"),
        (package("application/zip"), "upload-kind"),
        (BOOK.read_bytes()[:-400], "upload-damaged"),
        (package(extra={"../../etc/passwd": b"x"}), "upload-damaged"),
        (package(extra={"/etc/passwd": b"x"}), "upload-damaged"),
        (package(extra={"xl\\..\\a": b"x"}), "upload-damaged"),
        (package(method=zipfile.ZIP_LZMA), "upload-damaged"),
        (package(extra={"xl/a.xml": bytes(9_000_000)}), "upload-unpacks-too-large"),
        (package(extra={f"xl/{n}": b"" for n in range(2_001)}), "upload-unpacks-too-large"),
        (package('"/><!DOCTYPE x>'), "upload-damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """Other kinds, macros, damaged files and bombs are refused with the reason; none is written."""
    assert code == refused(content, tmp_path / "in")


def test_embedded_objects(tmp_path: Path) -> None:
    """What is embedded is taken in as a picture of itself: nobody here opens it."""
    content = package(extra={"xl/embeddings/oleObject1.bin": compound("Package")})
    assert "ก.xlsx" == take_in(content, "ก.xlsx", tmp_path, kinds=ALL).name


def test_a_zip_bomb_by_its_list_of_parts(tmp_path: Path) -> None:
    """The list of kinds itself is not unpacked where it would be enormous."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + bytes(2_000_000))
    assert "upload-unpacks-too-large" == refused(buffer.getvalue(), tmp_path / "in")


def test_an_endless_directory_is_not_read(tmp_path: Path) -> None:
    """A zip whose directory says to have megabytes is refused before it is read."""
    content = bytearray(package())
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (50_000_000).to_bytes(4, "little")
    assert "upload-unpacks-too-large" == refused(bytes(content), tmp_path / "in")


def test_only_kinds_that_are_asked_for(tmp_path: Path) -> None:
    """Where a workbook is wanted a letter is refused, and the hint says what is wanted."""
    with pytest.raises(RefusedError) as caught:
        take_in(LETTER.read_bytes(), "ก.docx", tmp_path, kinds={UploadKind.WORKBOOK})
    [finding] = caught.value.findings
    assert "upload-kind" == finding.code
    assert "สมุดงาน Excel (.xlsx)" in finding.hint


def test_the_limit_of_size(tmp_path: Path) -> None:
    """A file is taken up to its limit, and refused with 413 one byte above."""
    take_in(b"a" * 100, "ก.txt", tmp_path, kinds=ALL, limit=100)
    with pytest.raises(RefusedError) as caught:
        take_in(b"a" * 101, "ข.txt", tmp_path, kinds=ALL, limit=100)
    assert 413 == caught.value.status
    assert ["ก.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\somchai\\ยอด.txt", "ยอด.txt"),
        ("ยอด\u202etxt.exe", "ยอดtxt.txt"),
        ("con.txt", "con-.txt"),
        ("\0\n\r", "แฟ้ม.txt"),
        ("", "แฟ้ม.txt"),
        (".htaccess", "htaccess.txt"),
        ("<script>alert(1)</script>", "script.txt"),
        ("ก" * 4_000, "ก" * 35 + ".txt"),
    ],
)
def test_absurd_names(tmp_path: Path, name: str, kept: str) -> None:
    """Whatever a file is called, its name here is short, plain, and stays in its folder."""
    upload = take_in(b"text", name, tmp_path, kinds=ALL)
    assert kept == upload.name
    assert tmp_path == upload.path.parent


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(max_size=60))
def test_any_name_is_safe(tmp_path: Path, name: str) -> None:
    """No name leads out of the folder, hides its direction, or is too long for the disk."""
    upload = take_in(b"text", name, tmp_path, kinds=ALL)
    assert tmp_path == upload.path.parent
    assert upload.path.is_file()
    assert upload.name.endswith(".txt")
    assert len(upload.name.encode()) <= 255
    assert display_name(name).isprintable()


def test_a_full_disk(tmp_path: Path) -> None:
    """Where the folder cannot be written the reason is told, and nothing is left."""
    (tmp_path / "in").write_text("a file where the folder should be")
    with pytest.raises(OutputError):
        take_in(b"text", "ก.txt", tmp_path / "in", kinds=ALL)


def test_a_second_file_of_the_same_name(tmp_path: Path) -> None:
    """A corrected file dropped again takes the place of the first, under the same name."""
    take_in(b"one", "ก.txt", tmp_path, kinds=ALL)
    take_in(b"two", "ก.txt", tmp_path, kinds=ALL)
    assert [("ก.txt", b"two")] == [(path.name, path.read_bytes()) for path in tmp_path.iterdir()]
