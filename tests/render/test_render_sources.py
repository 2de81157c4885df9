"""What is no template: refused with a Thai sentence, never with another error."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import letter, lines, package, paragraph, refused, run, schema_errors, table

import circulars
from circulars import Template
from circulars.model.errors import OfficeError, TemplateError
from circulars.model.office import Emblem, EmblemKind
from circulars.render import Letterhead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = letter("{{ ชื่อ }}")


def changed(change: Callable[[str, bytes], bytes | None], source: bytes = GOOD) -> bytes:
    """Return `source` with each member as `change` gives it; None leaves it out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """Return the good template with `old` in one member replaced."""
    return changed(lambda part, content: content.replace(old, new) if part == name else content)


@cache
def bomb() -> bytes:
    """Return a package that unpacks to 400 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b" " * 100_000_000)
    return made.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
REMARK = b"<!-- " + b"x" * 9000 + b" -->"
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TRANSITIONAL = b"http://schemas.openxmlformats.org/officeDocument/2006"
DOCUMENT = "word/document.xml"
LOST_HEADER = b'<w:sectPr><w:headerReference w:type="default" r:id="none"/></w:sectPr><w:sectPr'
BAD: dict[str, bytes | Callable[[], bytes]] = {  # what takes long is made when asked for
    "empty": b"",
    "no zip": b"hello",
    "Thai text": "เรื่อง ทดสอบ".encode(),
    "old .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut off": GOOD[: len(GOOD) // 2],
    "zip of nothing": b"PK\5\6" + b"\0" * 18,
    "macros": changed(
        lambda name, content: (
            content.replace(MAIN, MACRO) if name == "[Content_Types].xml" else content
        )
    ),
    "no body": replaced("word/document.xml", b"w:body", b"w:leib"),
    "no document": changed(lambda name, c: None if name == "word/document.xml" else c),
    "no relations": changed(lambda name, c: None if name == "_rels/.rels" else c),
    "no types": changed(lambda name, c: None if name.startswith("[Content") else c),
    "broken XML": replaced("word/document.xml", b"</w:body>", b"</w:bod>"),
    "DTD in the document": replaced("word/document.xml", b"<w:document", BOMB + b"<w:document"),
    "DTD behind remarks": replaced(
        "word/document.xml",
        b"<w:document",
        b"<!-- " + b"x" * 9000 + b" -->" + BOMB + b"<w:document",
    ),
    "strict": changed(
        lambda _, content: content.replace(
            TRANSITIONAL, b"http://purl.oclc.org/ooxml/officeDocument"
        )
    ),
    "other prefixes": changed(
        lambda name, c: (
            c.replace(b"<w:", b"<v:").replace(b"</w:", b"</v:").replace(b"s:w=", b"s:v=")
            if name == "word/document.xml"
            else c
        )
    ),
    "a header that is not there": changed(
        lambda name, c: c.replace(b"<w:sectPr", LOST_HEADER, 1) if name == DOCUMENT else c
    ),
    "a workbook": changed(lambda _, c: c.replace(b"wordprocessingml", b"spreadsheetml")),
    "zip bomb": bomb,
}


def bad(name: str) -> bytes:
    """Return the file of that name that is no template."""
    file = BAD[name]
    return file() if callable(file) else file


@pytest.mark.parametrize("name", BAD)
def test_no_template(name: str) -> None:
    """Whatever is no Word document in .docx is refused in Thai, with the way out."""
    found = refused(bad(name))
    assert ["template-unreadable"] == [finding.code for finding in found]
    assert "Word" in found[0].hint


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("old .doc", ".doc"),
        ("macros", "Word ธรรมดา"),
        ("strict", "Strict"),
        ("zip bomb", "ใหญ่เกินไป"),
        ("DTD behind remarks", "DTD"),
    ],
)
def test_the_reason_is_told(name: str, reason: str) -> None:
    """The commonest mistakes are told apart."""
    assert reason in refused(bad(name))[0].message


def test_a_macro_project() -> None:
    """A package with a macro project is refused by that."""
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert "มาโคร" in refused(made.getvalue())[0].message


def test_a_broken_footnote() -> None:
    """Parts that python-docx does not read are read by us, and refused when they are no XML."""
    template = package(paragraph("ก"), {"footnotes": "<w:footnotes>"})
    assert ["template-unreadable"] == [finding.code for finding in refused(template)]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_spoilt_files(data: st.DataObject) -> None:
    """A template with bytes changed or cut is used or refused; nothing else happens."""
    spoilt = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TemplateError):
        Template(bytes(spoilt[: data.draw(st.integers(0, len(spoilt)))])).render({"ชื่อ": "ก"})


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, a folder, and a name that no system takes are named."""
    for source in (tmp_path / "ไม่มี.docx", tmp_path, str(tmp_path / "ไม่มี.docx"), "a\0b"):
        found = refused(source)
        assert [("template-unreadable", str(source))] == [(f.code, f.where) for f in found]


def test_the_front_door(tmp_path: Path) -> None:
    """``circulars.Template(path).render(context)`` is all that a script needs."""
    path = tmp_path / "แบบ.docx"
    path.write_bytes(letter("เรียน {{ ชื่อ }}"))
    for source in (path, str(path), path.read_bytes()):
        assert ["เรียน นาย ก"] == [
            t for t in lines(circulars.Template(source).render({"ชื่อ": "นาย ก"})) if t
        ]


TURNED = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
BODIES = {
    "no section": paragraph("{{ ชื่อ }}"),
    "table at the end": paragraph("{{ ชื่อ }}") + table(("ก", "{{ ชื่อ }}")),
    "section of its own": paragraph("{{ ชื่อ }}")
    + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgNumType w:fmt="thaiNumbers"/></w:sectPr>',
    "two sections": f"<w:p><w:pPr>{TURNED}</w:pPr>{run('{{ ชื่อ }}')}</w:p>"
    + paragraph("ข")
    + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
    "nothing": "",
}


@pytest.mark.parametrize("root", ["w", "w r"])
@pytest.mark.parametrize("name", BODIES)
def test_bodies_of_many_kinds(name: str, root: str, tmp_path: Path) -> None:
    """However its body ends, and whatever its root declares, a template gives a valid letter."""
    docx = Template(package(BODIES[name], root=root)).render({"ชื่อ": "ก"})
    missing = [error for error in schema_errors(docx, tmp_path) if "is missing" not in error]
    assert [] == missing  # beside the styles, which the smallest package has not


def test_an_emblem_that_is_no_image(tmp_path: Path) -> None:
    """An image that cannot be read is for whoever keeps the office profile to mend."""
    image = tmp_path / "krut.png"
    for content in (b"", b"hello", b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        image.write_bytes(content)
        with pytest.raises(OfficeError) as caught:
            Template(GOOD, letterhead=Letterhead(emblem=Emblem(kind=EmblemKind.IMAGE, image=image)))
        assert ["krut.png"] == [finding.where for finding in caught.value.findings]
    missing = Emblem(kind=EmblemKind.IMAGE, image=tmp_path / "none.png")
    with pytest.raises(OfficeError):
        Template(GOOD, letterhead=Letterhead(emblem=missing))
