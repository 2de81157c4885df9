"""Number formats in the style sheet of a workbook (xl/styles.xml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from thai_numerals.files.number_formats import BUILT_IN, THAI_BUILT_IN, convert_format
from thai_numerals.files.report import Change, Kept, Report
from thai_numerals.files.xml_text import SEPARATOR, XmlReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thai_numerals.files.report import Conversion

STYLES: Final = "xl/styles.xml"
WHERE: Final = "รูปแบบตัวเลข"
GENERAL: Final = "รูปแบบทั่วไป (General) ให้กำหนดรูปแบบตัวเลขของเซลล์ก่อน"
LATE: Final = "เซลล์นี้เก็บปี พ.ศ. ไว้เป็น ค.ศ. รูปแบบนี้จึงแสดงปีตามเดิม ให้แก้วันที่ในเซลล์ก่อน"
OF_THE_MACHINE: Final = "รูปแบบที่เปลี่ยนตามเครื่องหรือภาษา"
# Built-in formats that show what the machine's language says.
LEFT: Final = {0: "General", 14: "m/d/yyyy", 22: "m/d/yyyy h:mm"}
FIRST_OWN: Final = 164  # ids below are built in
_TAG: Final = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, slots=True, eq=False)  # told apart by place, not by content
class _Element:
    """A start tag: where its bytes are, and its attributes."""

    start: int
    end: int
    attributes: Mapping[str, str]


class _Styles(XmlReader):
    """Finds the number formats, and the cell formats that use built-in ones."""

    def __init__(self, source: bytes) -> None:
        super().__init__(STYLES, source)
        self.root: _Element | None = None
        self.formats: list[_Element] = []
        self.list: _Element | None = None
        self.listed = 0  # formats in the list; others belong to conditional formatting
        self.cells: list[_Element] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of an element."""
        local = name.rpartition(SEPARATOR)[2]
        place = self._parser.CurrentByteIndex
        tag = _TAG.match(self.source, place)
        element = _Element(place, tag.end() if tag else place, dict(attributes))
        self.root = self.root or element
        if local == "numFmt":
            self.formats.append(element)
            self.listed += self._path[-1:] == ["numFmts"]
        elif local == "numFmts":
            self.list = element
        elif local == "xf" and self._path[-1:] == ["cellXfs"]:
            self.cells.append(element)
        self._path.append(local)

    def end(self, name: str) -> None:  # noqa: ARG002 - the name is known from the start
        """Meet the end of an element."""
        self._path.pop()


def convert_styles(
    source: bytes, conversion: Conversion, late: Mapping[int, str] | None = None
) -> tuple[bytes, Report]:
    """Return the style sheet with the digits of its number formats converted.

    `late` names, by their format, cells that hold a Buddhist year typed as CE: with the
    calendar changed they would show 543 years more, so that those formats keep theirs.
    """
    styles = _Styles(source)
    styles.read()
    edits: dict[_Element, bytes] = {}
    cells = {
        _id(element): late[number]
        for number, element in enumerate(styles.cells)
        if late and number in late
    }
    reports = [
        _edit_format(each, source, conversion, edits, cells.get(_id(each), ""))
        for each in styles.formats
    ]
    own = [_id(element) for element in styles.formats]
    new, more = _edit_cells(styles, max([FIRST_OWN - 1, *own]) + 1, conversion, edits, cells)
    if new:
        _add_formats(styles, new, edits)
    return _rewritten(source, edits), Report.merged([*reports, more])


def _edit_format(
    element: _Element,
    source: bytes,
    conversion: Conversion,
    edits: dict[_Element, bytes],
    late: str,
) -> Report:
    code = element.attributes.get("formatCode", "")
    converted, kept = _converted(code, conversion, late)
    if converted is None and conversion.to == "arabic":
        return Report()  # such formats show the digits of the machine, which are Arabic
    if converted is None:
        reason = GENERAL if "general" in code.lower() else OF_THE_MACHINE
        return Report(kept=(Kept(where=WHERE, text=code, reason=reason),))
    if converted == code:
        return Report(kept=kept)
    tag = source[element.start : element.end]
    edits[element] = _with_attribute(tag, "formatCode", converted)
    return Report(changes=(Change(where=WHERE, before=code, after=converted),), kept=kept)


def _converted(code: str, conversion: Conversion, late: str) -> tuple[str | None, tuple[Kept, ...]]:
    """Return the format converted; in its own calendar, and that told, for the cell `late`."""
    converted = convert_format(code, conversion)
    if not (late and conversion.buddhist_era) or converted is None:
        return converted, ()
    same_years = convert_format(code, replace(conversion, buddhist_era=False))
    if same_years == converted:
        return converted, ()
    return same_years, (Kept(where=late, text=code, reason=LATE),)


def _edit_cells(
    styles: _Styles,
    next_id: int,
    conversion: Conversion,
    edits: dict[_Element, bytes],
    late: Mapping[int, str],
) -> tuple[dict[int, str], Report]:
    """Give cells with built-in formats the converted ones; return the new formats by id."""
    ids: dict[int, int] = {}  # built-in id to new id
    new: dict[int, str] = {}
    reports: list[Report] = []
    for element in styles.cells:
        old = _id(element)
        if old not in ids:
            free = next_id + len(new)
            ids[old], added, kept = _replacement(old, free, conversion, late.get(old, ""))
            new |= added
            reports += (_cell_report(old, ids[old], new, conversion), Report(kept=kept))
        if ids[old] != old:
            tag = styles.source[element.start : element.end]
            edits[element] = _with_attribute(tag, "numFmtId", str(ids[old]))
    return new, Report.merged(reports)


def _replacement(
    old: int, free: int, conversion: Conversion, late: str
) -> tuple[int, dict[int, str], tuple[Kept, ...]]:
    """Return the id that takes the place of `old`, the format it needs, if new, and what stays."""
    if conversion.to == "arabic" and old in THAI_BUILT_IN:
        return THAI_BUILT_IN[old], {}, ()
    code = BUILT_IN.get(old)
    if code is None:
        return old, {}, ()
    converted, kept = _converted(code, conversion, late)
    if converted is None or converted == code:
        return old, {}, kept
    return free, {free: converted}, kept


def _cell_report(old: int, given: int, new: Mapping[int, str], conversion: Conversion) -> Report:
    if given != old:
        before = BUILT_IN.get(old) or f"t{BUILT_IN[THAI_BUILT_IN[old]]}"
        after = new.get(given) or BUILT_IN[given]
        return Report(changes=(Change(where=WHERE, before=before, after=after),))
    if conversion.to == "arabic" or old not in LEFT:
        return Report()
    reason = GENERAL if old == 0 else OF_THE_MACHINE
    return Report(kept=(Kept(where=WHERE, text=LEFT[old], reason=reason),))


def _add_formats(styles: _Styles, new: Mapping[int, str], edits: dict[_Element, bytes]) -> None:
    """Write new number formats at the head of their list, which is first in the style sheet."""
    root, old = styles.root, styles.list
    assert root is not None  # a part that was read has an element
    prefix = _prefix(styles.source[root.start : root.end])
    items = b"".join(
        f'<{prefix}numFmt numFmtId="{key}" formatCode={quoteattr(code)}/>'.encode()
        for key, code in new.items()
    )
    if old is None:
        wrapped = f'<{prefix}numFmts count="{len(new)}">'.encode() + items
        edits[root] = (
            styles.source[root.start : root.end] + wrapped + f"</{prefix}numFmts>".encode()
        )
        return
    tag = styles.source[old.start : old.end]
    count = str(styles.listed + len(new))
    empty = tag.endswith(b"/>")
    opened = _with_attribute(tag[:-2] + b">" if empty else tag, "count", count)
    edits[old] = opened + items + (f"</{prefix}numFmts>".encode() if empty else b"")


def _id(element: _Element) -> int:
    number = element.attributes.get("numFmtId", "")
    return int(number) if number.isdecimal() else 0


def _prefix(tag: bytes) -> str:
    match = re.match(rb"<([\w.-]+:)?", tag)
    return match[1].decode() if match and match[1] else ""


def _with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return the start tag with the value of the attribute `name` replaced."""
    pattern = re.compile(rb"(\s" + name.encode() + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
    return pattern.sub(lambda m: m[1] + quoteattr(value).encode(), tag, count=1)


def _rewritten(source: bytes, edits: Mapping[_Element, bytes]) -> bytes:
    pieces: list[bytes] = []
    place = 0
    for element in sorted(edits, key=lambda e: e.start):
        pieces += (source[place : element.start], edits[element])
        place = element.end
    return b"".join([*pieces, source[place:]])
