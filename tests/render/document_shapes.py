"""What a DOCX shows, as far as templates make it: text, tables with their grid, shading."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS: Final = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}br": "\n"}
# How a cell merges with its neighbours, and how it is coloured.
_CELL: Final = (("gridSpan", "val"), ("vMerge", "val"), ("shd", "fill"))


def shape(docx: bytes) -> list[Any]:
    """Return the body: texts of paragraphs and, for each table, its grid and its cells."""
    return list(_blocks(Document(io.BytesIO(docx)).element.body))


def stories(docx: bytes) -> list[list[Any]]:
    """Return headers, footers and footnotes, in the order of their names."""
    package = Document(io.BytesIO(docx)).part.package
    parts = sorted(package.iter_parts(), key=lambda part: part.partname)
    found = []
    for part in parts:
        if any(word in part.partname for word in ("/header", "/footer", "/footnotes")):
            root = parse_xml(part.blob)
            found.append([_text(each) for each in root.iter(f"{W}p")])
    return found


def properties(docx: bytes) -> list[str]:
    """Return the properties of the document that docxtpl renders."""
    known = Document(io.BytesIO(docx)).core_properties
    return [known.title, known.subject, known.author, known.comments, known.identifier]


def _blocks(around: etree._Element) -> Iterator[Any]:
    for element in around:
        if element.tag == f"{W}p":
            yield _text(element)
        elif element.tag == f"{W}tbl":
            grid = [column.get(f"{W}w") for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
            yield (
                grid,
                [
                    [_cell(cell) for cell in row.findall(f"{W}tc")]
                    for row in element.findall(f"{W}tr")
                ],
            )


def _cell(cell: etree._Element) -> tuple[Any, ...]:
    found = [(cell.find(f"{W}tcPr/{W}{name}"), key) for name, key in _CELL]
    looks = [each.get(f"{W}{key}", "") for each, key in found if each is not None]
    return (*looks, *_blocks(cell))


def _text(paragraph: etree._Element) -> str:
    texts = [
        each.text or "" if each.tag == f"{W}t" else _MARKS.get(str(each.tag), "")
        for each in paragraph.iterfind(f".//{W}r/*")
    ]
    return "".join(texts)
