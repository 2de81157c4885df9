"""The parts of a workbook's package: which part holds which sheet."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.workbook.container import damaged

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# ISO/IEC 29500 Strict, written by Excel on request only; its elements have other names.
STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_NEEDED: Final = ("worksheet", "sharedStrings", "styles")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """Where one worksheet lies in the package."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookParts:
    """Where what holds values lies in the package."""

    sheets: tuple[SheetPart, ...]  # in the order of their tabs; chart sheets left out
    strings: str | None
    styles: str | None
    active: str | None  # the name of the sheet whose tab is selected
    from_1904: bool  # whether dates count from 1904, as on the first Macintosh


def find_parts(archive: zipfile.ZipFile, *, name: str) -> WorkbookParts:
    """Return where the worksheets, shared strings and styles lie.

    Raises :exc:`WorkbookError` when parts are missing, there is no worksheet, or the
    workbook is of the strict kind.
    """
    members = set(archive.namelist())
    book = _office_document(archive, members, name)
    root = etree.fromstring(archive.read(book), safe_parser())
    if root.tag == f"{{{STRICT_MAIN}}}workbook":
        raise WorkbookError(_strict(name))
    links = _links(archive, book, members)
    missing = [path for kind, path in links.values() if kind in _NEEDED and path not in members]
    if missing:
        raise WorkbookError(*(damaged(name, f"“{name}” ขาดส่วนประกอบ {p}") for p in missing))
    sheets = tuple(_sheets(root, links))
    if not sheets:
        raise WorkbookError(_no_sheet(name))
    by_kind = {kind: path for kind, path in links.values() if kind in _NEEDED}
    properties = root.find(f"{{{MAIN}}}workbookPr")
    return WorkbookParts(
        sheets=sheets,
        strings=by_kind.get("sharedStrings"),
        styles=by_kind.get("styles"),
        active=_active(root),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def safe_parser() -> etree.XMLParser:
    """Return a parser that neither opens other files nor puts in entities."""
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _office_document(archive: zipfile.ZipFile, members: set[str], name: str) -> str:
    links = _links(archive, "", members).values()
    book = next((path for kind, path in links if kind == "officeDocument"), "xl/workbook.xml")
    if book not in members:
        raise WorkbookError(damaged(name, f"“{name}” ขาดส่วนประกอบ {book}"))
    return book


def _links(archive: zipfile.ZipFile, part: str, members: set[str]) -> dict[str, tuple[str, str]]:
    """Return the part's internal relationships by id: last word of the type, and the target."""
    folder, file = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    if rels not in members:
        return {}
    root = etree.fromstring(archive.read(rels), safe_parser())
    return {
        link.get("Id", ""): (link.get("Type", "").rpartition("/")[2], _target(folder, link))
        for link in root.iter(f"{{{_PACKAGE}}}Relationship")
        if link.get("TargetMode") != "External"
    }


def _target(folder: str, link: etree._Element) -> str:
    target = link.get("Target", "")
    return target[1:] if target[:1] == "/" else posixpath.normpath(posixpath.join(folder, target))


def _sheets(root: etree._Element, links: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for sheet in root.iter(f"{{{MAIN}}}sheet"):
        kind, path = links.get(sheet.get(f"{{{RELATIONSHIPS}}}id", ""), ("", ""))
        if kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            yield SheetPart(name=sheet.get("name", ""), path=path, hidden=hidden)


def _active(root: etree._Element) -> str | None:
    """Return the name of the selected sheet; the first where nothing is said (18.2.30)."""
    names = [sheet.get("name", "") for sheet in root.iter(f"{{{MAIN}}}sheet")]
    view = next(root.iter(f"{{{MAIN}}}workbookView"), None)
    tab = "0" if view is None else view.get("activeTab", "0")
    return names[int(tab)] if tab.isdecimal() and int(tab) < len(names) else None


def _strict(name: str) -> Finding:
    return Finding(
        code="workbook-strict",
        where=name,
        message=f"“{name}” บันทึกเป็นชนิด Strict Open XML Spreadsheet ซึ่งยังใช้ไม่ได้",
        hint="เปิดใน Excel แล้วบันทึกเป็นชนิด Excel Workbook (.xlsx) ธรรมดา",
    )


def _no_sheet(name: str) -> Finding:
    return Finding(
        code="workbook-no-sheet",
        where=name,
        message=f"“{name}” ไม่มีแผ่นงานที่มีตาราง",
        hint="เลือกไฟล์ที่มีแผ่นงานสรุป ไม่ใช่ไฟล์ที่มีแต่แผนภูมิ",
    )
