"""Packages made to harm: zip bombs, entities, paths that lead out, parts beyond all measure."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from circulars import Template
from circulars.model.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

_LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 9) for n in range(1, 12))
    + b"]>"
)
_FILE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_WEB = b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'
_BOX = ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")
_RELATION = (
    b'<Relationship Id="x" Target="%s" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>'
)


def letter(*paragraphs: str) -> bytes:
    """Return a DOCX with a paragraph for each text."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(name: str, change: Callable[[bytes], bytes], extra: dict[str, bytes]) -> bytes:
    """Return a DOCX whose member `name` is changed, with `extra` members."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(letter("{{ ชื่อ }}"))) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, change(content) if each == name else content)
        for each, content in extra.items():
            after.writestr(each, content)
    return made.getvalue()


def declared(doctype: bytes, name: str = "word/document.xml") -> bytes:
    """Return a DOCX of which one part declares a document type and uses its entity."""
    return changed(
        name,
        lambda xml: xml.replace(b"?>", b"?>" + doctype, 1).replace(b"{{", b"&a11;&a;{{", 1),
        {},
    )


def related(target: bytes) -> bytes:
    """Return a DOCX whose document has a header at `target`."""
    return changed(
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", _RELATION % target + b"</Relationships>"),
        {},
    )


def nested(depth: int) -> bytes:
    """Return a DOCX with footnotes of boxes in boxes."""
    story = f"<w:footnotes {nsdecls('w')}><w:footnote w:id='1'>"
    inside = _BOX[0] * depth + "{{ ชื่อ }}" + _BOX[1] * depth
    xml = f"{story}{inside}</w:footnote></w:footnotes>".encode()
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = b'<Override PartName="/word/footnotes.xml" ContentType="%s"/></Types>' % kind
    made = changed("[Content_Types].xml", lambda types: types.replace(b"</Types>", override), {})
    link = _RELATION.replace(b"header", b"footnotes") % b"footnotes.xml" + b"</Relationships>"
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(again, "w") as after:
        for each in before.namelist():
            content = before.read(each)
            if each == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link)
            after.writestr(each, content)
        after.writestr("word/footnotes.xml", xml)
    return again.getvalue()


HARMFUL: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: declared(_LAUGHS),
    "file entity": lambda: declared(_FILE),
    "web entity": lambda: declared(_WEB),
    "entities in the properties": lambda: declared(_LAUGHS, "docProps/core.xml"),
    "zip bomb": lambda: changed("", bytes, {"word/media/a.png": b"\0" * 300_000_000}),
    "XML bomb": lambda: changed("", bytes, {"word/a.xml": b"<a>" + b" " * 90_000_000 + b"</a>"}),
    "many members": lambda: changed("", bytes, {f"word/{n}.xml": b"<a/>" for n in range(2500)}),
    "a part that is not there": lambda: related(b"../../../../etc/passwd"),
    "boxes in boxes": lambda: nested(100),
    "endless text": lambda: letter("ก" * 11_000_000),
    "macros": lambda: changed("", bytes, {"word/vbaProject.bin": b"x"}),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_package_made_to_harm(name: str) -> None:
    """A package made to harm is refused with a finding within seconds."""
    package = HARMFUL[name]()
    started = time.process_time()
    with pytest.raises(TemplateError) as caught:
        Template(package)
    assert {"template-unreadable"} == {finding.code for finding in caught.value.findings}
    assert time.process_time() - started < 15


def test_members_named_like_paths_go_nowhere() -> None:
    """A member called ../x stays a member: nothing is ever unpacked to a folder."""
    made = Template(changed("", bytes, {"../../../tmp/x.txt": b"x"}), digits=str)
    printed = Document(io.BytesIO(made.render({"ชื่อ": "ก"}))).paragraphs
    assert "ก" == printed[0].text


def test_all_parts_share_one_measure_of_work() -> None:
    """Many headers may not do, together, more than one letter may."""
    document = Document()
    loop = "{% for i in range(99999) %}{% for j in range(5) %}{% endfor %}{% endfor %}"
    for _ in range(20):
        section = document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = loop
    made = io.BytesIO()
    document.save(made)
    started = time.process_time()
    with pytest.raises(TemplateError) as caught:
        Template(made.getvalue()).render({})
    assert {"template-unsafe"} == {finding.code for finding in caught.value.findings}
    assert time.process_time() - started < 15
