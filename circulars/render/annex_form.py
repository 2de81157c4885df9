"""How a blank form (แบบสำรวจ, แบบรายงาน) fits its page: columns wide enough to write in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.data import text_width
from circulars.render.annex_layout import (
    CELL_EXTRA,
    TableLayout,
    candidates,
    filled,
    text_area,
    with_headings,
)
from circulars.render.annex_text import EM, widest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.lengths import Length
    from circulars.model.letter import AnnexTable
    from circulars.model.sheet import HeaderNode

_TEXT: Final = "@"
_COUNT: Final = "#,##0"
_MONEY: Final = "#,##0.00"
_ANY: Final = "General"


@dataclass(frozen=True, slots=True)
class Written:
    """What is usually written in a column of a form."""

    sample: str  # about the longest
    number_format: str = _ANY  # of its cells in Excel: as text, 12/3 becomes no date


_TICK: Final = Written("✓")
# The first pattern found in a heading counts.
_WRITTEN: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"หมายเลข ?[1๑]|เครื่องหมาย|กากบาท|✓|√", _TICK),  # over columns: all under it
        (r"^(?:ที่|ลำดับ|ลำดับที่|ข้อ)$", Written("100")),
        (r"^(?:หมู่|หมู่ ?ที่|ม\.)$", Written("12", _TEXT)),
        (r"^(?:บ้าน)?เลขที่$", Written("123/45", _TEXT)),
        (r"บัตร|ประชาชน|ประจำตัว", Written("1 2345 67890 12 3", _TEXT)),
        (r"โทร|มือถือ", Written("081 234 5678", _TEXT)),
        (r"วันที่|วัน ?เดือน ?ปี", Written("31 ธ.ค. 2568", _TEXT)),
        (r"บาท|เงิน|ราคา|มูลค่า|รายได้|ยอด|งบประมาณ", Written("1,234,567.00", _MONEY)),
        (r"จำนวน|ร้อยละ|คะแนน|ระดับ|อายุ|เปอร์เซ็นต์|%", Written("1,234", _COUNT)),
        (r"รหัส", Written("6520100123", _TEXT)),
        (r"^(?:ชื่อ)?(?:ตำบล|แขวง|อำเภอ|เขต|จังหวัด|หมู่บ้าน|บ้าน)", Written("นครสวรรค์")),
        (r"ชื่อ|รายการ|กิจกรรม|โครงการ|ที่อยู่|รายละเอียด", Written("กลุ่มแม่บ้านเกษตรกร")),
        (r"", Written("ผู้ผลิตรายเดียว")),
    )
)
_MOST_LINES: Final = 5  # of a heading, before the type is made smaller


def fit_form(table: AnnexTable, orientation: str) -> TableLayout:
    """Return the layout with the largest type whose headings take few lines.

    Each column has room for what is written in it, or stands in it already; what is left of
    the page is shared.  `orientation` is as for tables of figures.
    """
    for landscape, sizes in candidates(orientation):
        area = text_area(landscape=landscape)
        for size in sizes:
            widths = form_widths(table, size, area)
            if sum(widths) <= area:
                return TableLayout(landscape=landscape, size=size, widths=filled(widths, area))
    return TableLayout(landscape=landscape, size=size, widths=filled(widths, area))


def form_widths(table: AnnexTable, size: Length, area: Length) -> list[int]:
    """Return the least widths with which headings are lowest; wider than `area` if none fit."""
    room = _room(table, size)
    for lines in range(2, _MOST_LINES + 1):
        widths = with_headings(room, table.head, size, lines, even=False)
        if sum(widths) <= area:
            break
    return widths


def _room(table: AnnexTable, size: Length) -> list[int]:
    """Return the width of what is written in each column, or stands in it already."""
    texts = zip(*table.rows, strict=True) if table.rows else [()] * len(table.numeric)
    return [
        max(text_width(written.sample, size), widest(column) * size // EM) + CELL_EXTRA
        for written, column in zip(columns_written(table), texts, strict=True)
    ]


def columns_written(table: AnnexTable) -> tuple[Written, ...]:
    """Return what is written in each column, from its heading or the one over several."""
    return tuple(written for node in table.head for written in _under(node, None))


def _under(node: HeaderNode, over: Written | None) -> Iterator[Written]:
    written = over or _by_heading(node.text)
    if not node.children:
        yield written
    for child in node.children:
        yield from _under(child, written if written is _TICK else None)


def _by_heading(heading: str) -> Written:
    return next(written for pattern, written in _WRITTEN if pattern.search(heading.strip()))
