"""A letter that names things elsewhere is laid out without fetching any of them."""

from __future__ import annotations

import datetime as dt
import io
import socket
import threading
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from circulars import Template
from circulars.layout import lent_converter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.layout import Converter

pytestmark = pytest.mark.usefixtures("warm_office")

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIELD: Final = (
    '<w:p {w}><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>เดิม</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_PICTURE: Final = (
    '<w:p {w}><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="x"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:{how}="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_SHAPE: Final = (
    '<w:p {w}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
    'style="width:100pt;height:100pt"><v:imagedata {source}/></v:shape></w:pict></w:r></w:p>'
)
_OBJECT: Final = (
    '<w:p {w}><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'Type="Link" ProgID="Word.Document.8" ShapeID="a" DrawAspect="Content" r:id="{name}" '
    'UpdateMode="Always"/></w:object></w:r></w:p>'
)
_W: Final = nsdecls("w", "r", "wp", "a", "pic")
_MERGE: Final = (
    '<w:mailMerge {w}><w:mainDocumentType w:val="formLetters"/><w:linkToQuery/>'
    '<w:dataType w:val="textFile"/><w:dataSource r:id="{name}"/></w:mailMerge>'
)
FIELDS: Final = {
    "INCLUDETEXT": "INCLUDETEXT &quot;{at}secret.txt&quot;",
    "INCLUDEPICTURE": "INCLUDEPICTURE &quot;{at}secret.png&quot;",
    "LINK": "LINK Word.Document.8 &quot;{at}secret.txt&quot; &quot;&quot; \\a \\r",
    "DDEAUTO": "DDEAUTO soffice &quot;{at}secret.ods&quot; A1",
    "DDE": "DDE cmd &quot;/c curl {at}x&quot; x",
    "DATABASE": "DATABASE \\d &quot;{at}secret.txt&quot;",
    "IMPORT": "IMPORT &quot;{at}secret.png&quot;",
}
LINKED: Final = {  # kind of the relationship, what it leads to, what names it
    "linked picture": ("image", "secret.png", _PICTURE.replace("{how}", "link")),
    "embedded picture elsewhere": ("image", "secret.png", _PICTURE.replace("{how}", "embed")),
    "old picture": ("image", "secret.png", _SHAPE.replace("{source}", 'r:id="{name}"')),
    "whole document": ("aFChunk", "secret.txt", '<w:altChunk {w} r:id="{name}"/>'),
    "part of a book": ("subDocument", "s.docx", '<w:p {w}><w:subDoc r:id="{name}"/></w:p>'),
    "linked object": ("oleObject", "secret.doc", _OBJECT),
}
SETTINGS: Final = {
    "template": ("attachedTemplate", "t.dotm", '<w:attachedTemplate {w} r:id="{name}"/>'),
    "mail merge": (
        "mailMergeSource",
        "secret.csv",
        _MERGE,
    ),
}


class Listener:
    """A port of this machine that counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            self.calls += 1
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Listener:
    """Return a listener that has been seen to hear."""
    made = Listener()
    host, port = made.address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.recv(1)
    assert 1 == made.calls
    return made


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """Return one LibreOffice for all of them."""
    with lent_converter() as made:
        yield made


def letter(name: str, at: str) -> bytes:
    """Return a letter that names things at the address `at` in the way `name`."""
    document = Document()
    part: Any = document.part
    holder, owner = document.element.body, part
    if name in FIELDS:
        xml = _FIELD.format(w=_W, code=FIELDS[name].format(at=at))
    else:
        kind, target, text = {**LINKED, **SETTINGS}[name]
        if name in SETTINGS:
            owner = part._settings_part
            holder = owner.element
        relation = owner.relate_to(at + target, f"{_RELATIONS}/{kind}", is_external=True)
        xml = text.replace("{w}", _W).replace("{name}", relation)
    holder.insert(0, parse_xml(xml))
    document.add_paragraph("ตัวหนังสือ {{ ชื่อ }}")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def shown(pdf: bytes) -> tuple[str, bool]:
    """Return the text of the first page, and whether there is anything red on it."""
    page = pypdfium2.PdfDocument(pdf)[0]
    colours = page.render(scale=0.2).to_pil().convert("RGB").getcolors(100_000) or []
    return page.get_textpage().get_text_range(), any(
        red > 200 and green < 60 and blue < 60 for _, (red, green, blue) in colours
    )


@pytest.mark.parametrize("name", [*FIELDS, *LINKED, *SETTINGS])
def test_nothing_is_fetched(
    name: str, listener: Listener, converter: Converter, tmp_path: Path
) -> None:
    """Neither an address of this machine nor a file is opened, whatever in the letter names it."""
    (tmp_path / "secret.txt").write_text("ความลับ", encoding="utf-8")
    (tmp_path / "secret.csv").write_text("ความลับ\nความลับ", encoding="utf-8")
    Image.new("RGB", (50, 50), (255, 0, 0)).save(tmp_path / "secret.png")
    for at in (listener.address, f"{tmp_path.as_uri()}/"):
        docx = Template(letter(name, at)).render({"ชื่อ": "กขค"})
        text, is_red = shown(converter.convert(docx, stamp=dt.date(2025, 3, 11)).pdf)
        assert ("กขค" in text, "ความลับ" in text, is_red) == (True, False, False)
    assert 1 == listener.calls
