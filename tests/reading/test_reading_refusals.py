"""What is no Word document that can be read is refused in words, with the way out."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook
from word_files import members_of, p, packed

from circulars.model.errors import DocumentError
from circulars.model.findings import Finding, Level
from circulars.reading import read_document

WHOLE = members_of(p("ก"))


def compound(*streams: str) -> bytes:
    """Return a file that begins like an old Office file and names these streams."""
    entries = (f"{stream}\0".encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(entries)


def workbook() -> bytes:
    """Return an empty Excel workbook."""
    Workbook().save(buffer := BytesIO())
    return buffer.getvalue()


def changed(**members: bytes | None) -> bytes:
    """Return a whole package with members replaced; None leaves one out."""
    named = {
        name.replace("__", "/").replace("_xml", ".xml"): each for name, each in members.items()
    }
    return packed({n: c for n, c in (WHOLE | named).items() if c is not None})


def locked() -> bytes:
    """Return a package whose members are marked as encrypted."""
    data = bytearray(packed(WHOLE))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(mark)
        while start >= 0:
            data[start + flags] |= 1
            start = data.find(mark, start + 1)
    return bytes(data)


def bomb() -> bytes:
    """Return a package that unpacks to far more than it weighs."""
    return packed(WHOLE | {"word/media/image1.bin": bytes(64 * 1024 * 1024)})


def twice() -> bytes:
    """Return a package with two members of one name."""
    buffer = BytesIO(packed(WHOLE))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    return buffer.getvalue()


def refused(data: bytes) -> tuple[Finding, ...]:
    """Return the findings with which the file is refused."""
    with pytest.raises(DocumentError) as caught:
        read_document(data, "หนังสือ.docx")
    findings: tuple[Finding, ...] = caught.value.findings
    return findings


STRICT = WHOLE["word/document.xml"].replace(
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
)
DTD = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        pytest.param(b"", "docx-damaged", "ว่างเปล่า", id="empty"),
        pytest.param(compound("WordDocument"), "docx-old-format", ".doc", id="old Word"),
        pytest.param(compound("EncryptedPackage"), "docx-encrypted", "รหัสผ่าน", id="password"),
        pytest.param(compound("Workbook"), "docx-wrong-kind", "รุ่นเก่า", id="old Excel"),
        pytest.param(b"%PDF-1.7", "docx-wrong-kind", "PDF", id="PDF"),
        pytest.param(b"{\\rtf1 x}", "docx-wrong-kind", "RTF", id="RTF"),
        pytest.param(b"<html><body>", "docx-wrong-kind", "HTML", id="web page"),
        pytest.param("ข้อความ".encode(), "docx-wrong-kind", "ชนิดอื่น", id="text"),
        pytest.param(workbook(), "docx-wrong-kind", "Excel", id="Excel"),
        pytest.param(packed({"a.txt": b"x"}), "docx-wrong-kind", "zip", id="zip"),
        pytest.param(
            packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "docx-wrong-kind",
            ".odt",
            id="OpenDocument",
        ),
        pytest.param(
            changed(word__document_xml=STRICT), "docx-wrong-kind", "Strict", id="strict form"
        ),
        pytest.param(packed(WHOLE)[:-40], "docx-damaged", "ขาดตอน", id="cut off"),
        pytest.param(locked(), "docx-damaged", "รหัสผ่าน", id="locked zip"),
        pytest.param(twice(), "docx-damaged", "ชื่อซ้ำ", id="two of one name"),
        pytest.param(
            changed(word__document_xml=None, word__x_xml=b"<x/>"),
            "docx-damaged",
            "word/document.xml",
            id="no main part",
        ),
        pytest.param(
            changed(word__document_xml=b"<x/>"), "docx-damaged", "ไม่มีเนื้อเอกสาร", id="no body"
        ),
        pytest.param(
            changed(word__document_xml=b"<w:p"), "docx-damaged", "word/document.xml", id="no XML"
        ),
        pytest.param(changed(word__styles_xml=DTD), "docx-unsafe-xml", "word/styles.xml", id="DTD"),
        pytest.param(bomb(), "docx-too-large", "64 MB", id="bomb"),
    ],
)
def test_refusals(data: bytes, code: str, words: str) -> None:
    """Each kind of file is named for what it is, with a way out; nothing is waived."""
    (finding,) = refused(data)
    assert (code, Level.BLOCK, "หนังสือ.docx") == (finding.code, finding.level, finding.where)
    assert words in finding.message
    assert finding.hint


def test_a_member_damaged() -> None:
    """A part that does not unpack to what it was is named."""
    data = bytearray(packed(WHOLE))
    start = data.find(b"word/document.xml") + len("word/document.xml")
    data[start + 60] ^= 0xFF
    assert ["docx-damaged"] == [finding.code for finding in refused(bytes(data))]


def test_a_kind_that_cannot_be_read() -> None:
    """A package whose own word for its kind is damaged is a zip without a Word document."""
    data = bytearray(packed({"mimetype": bytes(range(256))}))
    data[data.find(b"mimetype") + 40] ^= 0xFF
    assert ["docx-wrong-kind"] == [finding.code for finding in refused(bytes(data))]


def test_all_faults_at_once() -> None:
    """Every damaged part is told in one go."""
    data = changed(word__styles_xml=b"<x", word__settings_xml=b"<y")
    assert ["docx-damaged"] * 2 == [finding.code for finding in refused(data)]


def controls(depth: int) -> bytes:
    """Return a document with a paragraph in so many content controls in one another."""
    start, end = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    return packed(members_of(start * depth + p("ก") + end * depth))


@pytest.mark.parametrize("depth", [200, 5_000])
def test_deep_nesting(depth: int) -> None:
    """Content controls in one another are read; deeper than anybody puts them, refused."""
    assert len(read_document(controls(100), "x").paragraphs) == 1
    assert ["docx-damaged"] == [finding.code for finding in refused(controls(depth))]


def test_tables_in_tables() -> None:
    """As many tables in one another as a document can hold are read."""
    depth = 20
    start, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    document = read_document(packed(members_of(start * depth + p("ก") + end * depth)), "x")
    assert ["ก"] == [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("name", ["word/document2.xml", "text/body.xml"])
def test_a_main_part_of_another_name(name: str) -> None:
    """The main part is the one that the package names, whatever it is called."""
    relations = WHOLE["_rels/.rels"].replace(b"word/document.xml", f"/{name}".encode())
    members = {
        name: WHOLE["word/document.xml"],
        "_rels/.rels": relations,
        "[Content_Types].xml": WHOLE["[Content_Types].xml"],
    }
    document = read_document(packed(members), "x")
    assert ["ก"] == [paragraph.text for paragraph in document.paragraphs]


def test_macros_do_not_matter() -> None:
    """A document with macros is read; they are not run."""
    Document().save(buffer := BytesIO())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    assert () == read_document(buffer.getvalue(), "x.docm").blocks
