"""An .xlsx of one sheet written row by row: its rows do not stay in memory."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from circulars.runs.beside import whole_or_gone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_TYPES: Final = "[Content_Types].xml"  # first: by it others know what the file is
_SHEET: Final = "xl/worksheets/sheet1.xml"
_DIMENSION: Final = re.compile(rb"<dimension [^>]*/>")  # it may be left out, but not be wrong
_END: Final = b"</sheetData>"
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first moment zip knows
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_TIME: Final = b"1980-01-01T00:00:00Z"  # the same: the same rows give the same bytes
# What XML, and so a cell, cannot hold, and carriage returns, which XML reads as line feeds.
# Source: W3C XML 1.0, production [2] Char, and 2.11.
_NOT_IN_CELL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
# What a reader would take for a character written by its code.  Source: ECMA-376 part 1,
# 22.9.2.19, ST_Xstring.
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_QUOTE: Final = '"'
_LONGEST: Final = 16_383  # characters of a cell: Excel takes 32,767 UTF-16 units
_LONGEST_IN_FORMULA: Final = 255  # characters of a text.  Source: Excel specifications and limits


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to the file `name` in the folder of the workbook."""

    name: str
    text: str


def write_sheet(
    target: Path, skeleton: Callable[[int], Mapping[str, bytes]], rows: Iterable[str]
) -> None:
    """Write `rows`, each a `row` element, into the sheet of a workbook, after its own rows.

    `skeleton` gives the parts of the workbook for a number of rows.  All before the end of its
    rows must be the same for any number.  Raises OSError when `target` cannot be written: then
    there is none.
    """
    with whole_or_gone(target), zipfile.ZipFile(target, "w") as archive:
        before = skeleton(0)
        archive.writestr(_member(_TYPES), before[_TYPES])
        head = _DIMENSION.sub(b"", before[_SHEET]).partition(_END)[0]
        with archive.open(_member(_SHEET), "w", force_zip64=True) as sheet:
            sheet.write(head)
            count = sum(1 for row in rows if sheet.write(row.encode()))
            parts = skeleton(count)
            sheet.write(_END + parts[_SHEET].partition(_END)[2])
        for name, content in parts.items():
            if name in {_TYPES, _SHEET}:
                continue
            timeless = _TIME.sub(_NO_TIME, content) if name.startswith("docProps/") else content
            archive.writestr(_member(name), timeless)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _ZIP_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def cell(place: str, style: int, value: object) -> str:
    """Return a `c` element with `value`: nothing, a number, a text or a :class:`Link`.

    Texts are inline strings, which nobody takes for formulas.

    >>> cell("B3", 4, "=1+1")
    '<c r="B3" s="4" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'
    """
    start = f'<c r="{place}" s="{style}"'
    match value:
        case None | "":
            return f"{start}/>"
        case Link(text=text) if (formula := _formula(value)) is not None:
            return f'{start} t="str"><f>{formula}</f><v>{_escaped(text)}</v></c>'
        case str(text) | Link(text=text):
            told = f'<t xml:space="preserve">{_escaped(text)}</t>'
            return f'{start} t="inlineStr"><is>{told}</is></c>'
    return f"{start}><v>{value}</v></c>"


def _formula(link: Link) -> str | None:
    """Return the formula of `link`, None where it would be too long for Excel.

    Of links that are no formulas Excel takes only 65,530 in a sheet.
    """
    # After a number sign Excel looks for a place in the file.
    address = link.name.replace("%", "%25").replace("#", "%23")
    texts = (address, link.text)
    if any(len(text) > _LONGEST_IN_FORMULA for text in texts):
        return None
    quoted = ",".join(f'"{clean(text).replace(_QUOTE, _QUOTE * 2)}"' for text in texts)
    return escape(f"HYPERLINK({quoted})", quote=False)


def clean(text: str) -> str:
    """Return `text` without what a cell cannot hold."""
    return _NOT_IN_CELL.sub("", text)[:_LONGEST]


def _escaped(text: str) -> str:
    return escape(_CODE.sub("_x005F_", clean(text)), quote=False)
