"""A copy of a workbook's package with its cells and number formats, and nothing else.

openpyxl refuses a whole workbook for a fill without a pattern, a broken print title, an odd
page set-up or a date in the file's properties, all of which other programs write and Excel
forgives.  So it is given only what holds values.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from circulars.ooxml import CONTENT_TYPES
from circulars.workbook.parts import MAIN, RELATIONSHIPS, WorkbookParts

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# A worksheet's first tag, and its cells; none but ASCII stands in these names.
_CELLS: Final = re.compile(
    rb"<((?:\w+:)?)worksheet\b[^>]*>.*?(<\1sheetData\b.*</\1sheetData\s*>)", re.DOTALL
)
_PLAIN_STYLES: Final = (
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
)


def slim_package(archive: zipfile.ZipFile, parts: WorkbookParts) -> bytes:
    """Return a package with the cells of `archive`: sheets, shared strings, number formats."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as slim:
        for path, content in _members(archive, parts):
            slim.writestr(path, content)
    return stream.getvalue()


def _members(archive: zipfile.ZipFile, parts: WorkbookParts) -> Iterator[tuple[str, bytes | str]]:
    sheets = range(1, len(parts.sheets) + 1)
    yield CONTENT_TYPES, _content_types()
    yield "xl/workbook.xml", _workbook(parts)
    yield "xl/_rels/workbook.xml.rels", _relationships(sheets)
    strings = archive.read(parts.strings) if parts.strings else f'<sst xmlns="{MAIN}"/>'
    yield "xl/sharedStrings.xml", strings
    if parts.styles:
        yield "xl/styles.xml", _styles(archive.read(parts.styles))
    for number, sheet in zip(sheets, parts.sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _cells(archive.read(sheet.path))


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("sharedStrings", "sharedStrings"))
    )
    return f'<Types xmlns="{_TYPES}">{overrides}</Types>'


def _workbook(parts: WorkbookParts) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="s{number}"/>'
        for number, sheet in enumerate(parts.sheets, start=1)
    )
    system = f'<workbookPr date1904="{int(parts.from_1904)}"/>'
    spaces = f'xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"'
    return f"<workbook {spaces}>{system}<sheets>{sheets}</sheets></workbook>"


def _relationships(sheets: range) -> str:
    links = "".join(
        f'<Relationship Id="s{n}" Type="{RELATIONSHIPS}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in sheets
    )
    return f'<Relationships xmlns="{_LINKS}">{links}</Relationships>'


def _styles(xml: bytes) -> str:
    """Return the style sheet with its number formats only, each cell style in its place."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    formats = "".join(
        f"<numFmt numFmtId={quoteattr(item.get('numFmtId', '0'))} "
        f"formatCode={quoteattr(item.get('formatCode', 'General'))}/>"
        for item in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
    )
    cells = "".join(
        f"<xf numFmtId={quoteattr(item.get('numFmtId', '0'))}/>"
        for item in root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
    )
    body = f"<numFmts>{formats}</numFmts>{_PLAIN_STYLES}<cellXfs>{cells or '<xf/>'}</cellXfs>"
    return f'<styleSheet xmlns="{MAIN}">{body}</styleSheet>'


def _cells(xml: bytes) -> bytes:
    """Return the worksheet with its cells only; as it is where they cannot be told apart."""
    match = _CELLS.search(xml)
    if match is None:
        return xml
    prefix = match[1]
    first_tag = xml[match.start() : xml.index(b">", match.start()) + 1]
    # openpyxl reads a sheet that does not declare its size once more, to no purpose
    size = b"<" + prefix + b'dimension ref="A1"/>'
    return first_tag + size + match[2] + b"</" + prefix + b"worksheet>"
