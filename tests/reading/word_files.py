"""Small Word documents for tests, written as the XML that Word writes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from circulars.reading import read_document

if TYPE_CHECKING:
    from circulars.model.written import Document, Paragraph, WrittenTable

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES: Final = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
ROOTS: Final = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "hdr",
    "header2": "hdr",
    "header3": "hdr",
    "footer1": "ftr",
    "footer2": "ftr",
}


def members_of(body: str, **parts: str) -> dict[str, bytes]:
    """Return the members of a package with `body` in its w:body, and these parts beside it.

    A part is the content of its root element; its relationship id is its name: ``header1``.
    """
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations({"main": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    targets = {}
    for name, content in parts.items():
        root = ROOTS.get(name)
        members[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{content}</w:{root}>" if root else content
        targets[name] = (name.rstrip("0123456789"), f"{name}.xml")
    members["word/_rels/document.xml.rels"] = _relations(targets)
    return {name: content.encode() for name, content in members.items()}


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def packed(members: dict[str, bytes]) -> bytes:
    """Return the zip of `members`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def written(body: str, **parts: str) -> Document:
    """Return the document with this body, read."""
    return read_document(packed(members_of(body, **parts)), "หนังสือ.docx")


def texts(body: str, **parts: str) -> list[str]:
    """Return the text of each paragraph of the document with this body."""
    return [paragraph.text for paragraph in written(body, **parts).paragraphs]


def tables(body: str, **parts: str) -> list[list[list[str]]]:
    """Return the text of each cell of each row of each table."""
    return [cells(table) for table in written(body, **parts).tables]


def cells(table: WrittenTable) -> list[list[str]]:
    """Return the text of each cell, row by row."""
    return [[cell.text for cell in row] for row in table.rows]


def only(body: str, **parts: str) -> Paragraph:
    """Return the one paragraph of the document with this body."""
    (paragraph,) = written(body, **parts).paragraphs
    return paragraph


def p(content: str = "", properties: str = "") -> str:
    """Return a paragraph of these runs, or of one run with this text."""
    runs = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run with this text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str], properties: str = "", head: str = "") -> str:
    """Return a table with these texts, or these cells where one begins with ``<w:tc>``."""
    lines = []
    for number, row in enumerate(rows):
        of_row = f"<w:trPr>{head}</w:trPr>" if head and not number else ""
        lines.append(f"<w:tr>{of_row}{''.join(map(_cell, row))}</w:tr>")
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(lines)}</w:tbl>"


def _cell(text: str) -> str:
    return text if text.startswith("<w:tc>") else tc(text)


def tc(text: str, properties: str = "") -> str:
    """Return a cell with a paragraph for each line of `text`, or with these blocks."""
    blocks = text if text.startswith("<") else "".join(p(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


# The lines of Word's own “Table Grid”.
GRID: Final = (
    '<w:tblBorders><w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/>'
    '<w:right w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'
)
