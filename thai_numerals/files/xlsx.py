"""Converting a workbook (.xlsx): texts in cells and number formats, never values or formulas.

A text stays as it is where something else finds the cell by it: headings of Excel tables and of
the source of a pivot table, and texts that a formula compares with.  Charts, comments, text
boxes, page headers and sheet names stay too, and are listed where they hold digits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import FileError
from thai_numerals.files.package import read_package, write_package
from thai_numerals.files.report import Kept, Report
from thai_numerals.files.text import convert_text, has_digits, text_report
from thai_numerals.files.xlsx_parts import (
    SHARED,
    SHEET,
    Names,
    Sheet,
    Strings,
    Text,
    sheet_names,
)
from thai_numerals.files.xlsx_styles import STYLES, convert_styles
from thai_numerals.files.xml_text import Sign, patched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thai_numerals.files.report import Conversion

NEEDED: Final = "สูตร ตาราง หรือรายการตรวจสอบอ้างถึงข้อความนี้"
SHEET_NAME: Final = "ชื่อแผ่นงาน ไม่แปลง เพราะสูตรอ้างถึงได้"
PAGE_HEADER: Final = "หัวกระดาษหรือท้ายกระดาษตอนพิมพ์ ไม่แปลง"
_FONT_SIZE: Final = re.compile(r"&\d+|&\"[^\"]*\"")  # codes of the header, not its text
WHOLE_PART: Final = "{kind} ไม่แปลง"
_OTHER: Final = {
    r"xl/comments\d*\.xml|xl/comments/.*\.xml|xl/threadedComments/.*\.xml": "ข้อคิดเห็น",
    r"xl/charts/chart\d*\.xml": "แผนภูมิ",
    r"xl/drawings/drawing\d*\.xml": "กล่องข้อความ",
}
_NAMED: Final = re.compile(r"xl/(?:tables/|pivotCache/pivotCacheDefinition|workbook\.xml).*")


def convert_xlsx(name: str, source: bytes, conversion: Conversion) -> tuple[bytes, Report]:
    """Return the workbook `source` converted, and what was changed and left alone."""
    parts = read_package(name, source)
    if "xl/workbook.xml" not in parts:
        raise FileError(name, "ไม่ใช่สมุดงาน Excel (.xlsx)")
    sheets = {part: _sheet(part, parts[part]) for part in sorted(filter(SHEET.fullmatch, parts))}
    needed = _needed(parts, sheets.values())
    titles = sheet_names(parts)
    done: dict[str, tuple[bytes, Report]] = {}
    if SHARED in parts:
        texts = _shared(parts[SHARED], titles, sheets)
        done[SHARED] = _convert(parts[SHARED], texts, needed, conversion)
    for part, sheet in sheets.items():
        placed = [text.at(f"{titles.get(part, part)}!{text.where}") for text in sheet.texts]
        done[part] = _convert(parts[part], placed, needed, conversion)
    if STYLES in parts:
        late = {
            key: f"{titles.get(part, part)}!{cell}"
            for part, sheet in sheets.items()
            for key, cell in sheet.late.items()
        }
        done[STYLES] = convert_styles(parts[STYLES], conversion, late)
    changed = {part: data for part, (data, _) in done.items() if data != parts[part]}
    kept = _left_texts(sheets, titles, conversion) + _left_parts(parts, conversion)
    left = Report(kept=tuple(kept))
    report = Report.merged([*(each for _, each in done.values()), left])
    return (write_package(source, changed) if changed else source), report


def _sheet(part: str, source: bytes) -> Sheet:
    sheet = Sheet(part, source)
    sheet.read()
    return sheet


def _needed(parts: Mapping[str, bytes], sheets: Iterable[Sheet]) -> frozenset[str]:
    """Return, in lower case, each text that a formula, a table or a pivot table names."""
    texts = {text.casefold() for sheet in sheets for text in sheet.literals}
    for part in filter(_NAMED.fullmatch, parts):
        names = Names(part, parts[part])
        names.read()
        texts |= {text.casefold() for text in names.found}
    return frozenset(texts)


def _shared(source: bytes, titles: Mapping[str, str], sheets: Mapping[str, Sheet]) -> list[Text]:
    """Return the shared texts, each placed at the first cell that shows it."""
    strings = Strings(SHARED, source)
    strings.read()
    cells: dict[int, list[str]] = {}
    for part, sheet in sheets.items():
        for index, address in sheet.shared:
            cells.setdefault(index, []).append(f"{titles.get(part, part)}!{address}")
    placed = []
    for index, text in enumerate(strings.texts):
        at = cells.get(index, ["ไม่มีเซลล์ใดใช้"])
        more = f" และอีก {len(at) - 1} เซลล์" if at[1:] else ""
        placed.append(text.at(at[0] + more))
    return placed


def _convert(
    source: bytes, texts: Iterable[Text], needed: frozenset[str], conversion: Conversion
) -> tuple[bytes, Report]:
    edits: list[tuple[Sign, str]] = []
    reports: list[Report] = []
    for text in texts:
        before = text.value
        if before.casefold() in needed:
            kept = [Kept(where="", text=before, reason=NEEDED)]
            if has_digits(before, conversion):
                reports.append(text_report(before, before, kept, text.where))
            continue
        after, kept = convert_text(before, conversion)
        reports.append(text_report(before, after, kept, text.where))
        edits += [
            (sign, new)
            for sign, old, new in zip(text.signs, before, after, strict=True)
            if old != new
        ]
    return patched(source, edits), Report.merged(reports)


def _left_texts(
    sheets: Mapping[str, Sheet], titles: Mapping[str, str], conversion: Conversion
) -> list[Kept]:
    """Return the sheet names, and the headers and footers of printed pages, that hold digits."""
    found = [(part, title, SHEET_NAME) for part, title in titles.items()]
    for part, sheet in sheets.items():
        found += [(titles.get(part, part), text, PAGE_HEADER) for text in sheet.headers]
    return [
        Kept(where=where, text=text, reason=reason)
        for where, text, reason in found
        if has_digits(_FONT_SIZE.sub("", text) if reason == PAGE_HEADER else text, conversion)
    ]


def _left_parts(parts: Mapping[str, bytes], conversion: Conversion) -> list[Kept]:
    kept = []
    for pattern, kind in _OTHER.items():
        for part in filter(re.compile(pattern).fullmatch, parts):
            text = re.sub(rb"<[^>]*>", b" ", parts[part]).decode(errors="ignore")
            if has_digits(text, conversion):
                kept.append(Kept(where=part, text="", reason=WHOLE_PART.format(kind=kind)))
    return kept
