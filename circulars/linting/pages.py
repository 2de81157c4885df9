"""Pages: paper and margins of an official letter, and numbers that are put there by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.data import MEASURES
from circulars.linting.own_sections import sections
from circulars.linting.rules import template_rule
from circulars.model.findings import Finding, Level
from circulars.model.lengths import Length, cm, twips
from circulars.reading.markup import whole
from circulars.render.tags import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Part
    from circulars.render.tags import Paragraph

_SLACK: Final = cm(0.1)  # Word rounds what is typed in centimetres or inches
_SIDES: Final = {"left": "ซ้าย", "right": "ขวา"}
# A page number typed by hand, - ๒ -, and a continuation word, /๒. จัดเก็บ...
_NUMBER: Final = re.compile(r"\s*[-–]\s*[0-9๐-๙]{1,3}\s*[-–]\s*|\s*หน้า(?:ที่)?\s*[0-9๐-๙]{1,3}\s*")
_WORD: Final = re.compile(r"\s*/\s*\S.{0,80}(?:\.{3,}|…)\s*")
_PAGE_FIELD: Final = re.compile(r"\s*PAGE\b")
_PUT: Final = "เลขหน้าและคำต่อหน้าใส่ให้เองทุกฉบับ จึงไม่ต้องพิมพ์ไว้ในแบบ"


@template_rule
def paper(draft: Draft) -> Iterator[Finding]:
    """Find sections on other paper than A4, or with other margins than a letter has.

    Annex pages may lie on their side and have margins of their own.
    """
    for part in draft.parts:
        if part.is_letter:
            every = sections(part)
            own = len(every) - draft.written
            for number, section in enumerate(every, start=1):
                where = part.label if len(every) == 1 else f"{part.label} ส่วนที่ {number}"
                yield from _size(section, where, may_lie=number > own)
                if number <= own:
                    yield from _margins(section, where)


def _size(section: etree._Element, where: str, *, may_lie: bool) -> Iterator[Finding]:
    size = section.find(f"{W}pgSz")
    if size is None:
        return  # Word's own setting, A4 in Thailand
    width, height = (twips(whole(size.get(f"{W}{side}"))) for side in ("w", "h"))
    upright = (MEASURES.page_width, MEASURES.page_height)
    allowed = [upright, upright[::-1]] if may_lie else [upright]
    if not any(_same(width, each[0]) and _same(height, each[1]) for each in allowed):
        yield Finding(
            code="template-page",
            level=Level.WARN,
            where=where,
            message=f"กระดาษ {_shown(width)} × {_shown(height)} ซม. ไม่ใช่ A4 แนวตั้ง (21 × 29.7 ซม.)",
            hint="ใน Word เลือก เค้าโครง > ขนาด > A4 และ การวางแนว > แนวตั้ง",
        )


def _margins(section: etree._Element, where: str) -> Iterator[Finding]:
    margins = section.find(f"{W}pgMar")
    for side, name in _SIDES.items() if margins is not None else ():
        wanted = MEASURES.length("page", side)
        there = twips(whole(margins.get(f"{W}{side}")))  # type: ignore[union-attr] # not None here
        if not _same(there, wanted):
            yield Finding(
                code="template-page",
                level=Level.WARN,
                where=where,
                message=f"ขอบ{name} {_shown(there)} ซม. หนังสือราชการเว้น {_shown(wanted)} ซม.",
                hint="ใน Word เลือก เค้าโครง > ระยะขอบ > ระยะขอบแบบกำหนดเอง: ซ้าย 3 ซม. ขวา 2 ซม.",
            )


def _same(first: Length, second: Length) -> bool:
    return abs(first - second) <= _SLACK


def _shown(length: Length) -> str:
    return f"{round(length.cm, 2):g}"


@template_rule
def page_numbers_by_hand(draft: Draft) -> Iterator[Finding]:
    """Find page numbers and continuation words typed in: every letter gets its own by itself."""
    has_header = any(_is_header(part) and _says_something(part) for part in draft.parts)
    for part in draft.parts:
        for line in part.lines:
            if _is_typed(line) or (not has_header and _has_field(part, line)):
                quoted = f"“{shortened(line.text)}” " if line.text.strip() else ""
                yield Finding(
                    code="template-page-number",
                    level=Level.WARN,
                    where=line.where,
                    message=f"{quoted}เป็นเลขหน้าหรือคำต่อหน้าที่ใส่ไว้เอง จะซ้ำหรือผิดหน้า",
                    hint=f"ลบออก {_PUT}",
                )


def _is_typed(line: Paragraph) -> bool:
    return bool(_NUMBER.fullmatch(line.text) or _WORD.fullmatch(line.text))


def _has_field(part: Part, line: Paragraph) -> bool:
    paragraph = part.elements[line.number]
    codes = ["".join(each.text or "" for each in paragraph.iter(f"{W}instrText"))]
    codes += [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
    return any(_PAGE_FIELD.match(code) for code in codes)


def _is_header(part: Part) -> bool:
    return bool(part.root.tag == f"{W}hdr")


def _says_something(part: Part) -> bool:
    return any(line.text.strip() for line in part.lines)
