"""Fonts: the official ones, and set for Thai letters too, which Word takes from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.data import MEASURES
from circulars.data.fonts import is_official
from circulars.linting.rules import template_rule
from circulars.linting.run_sizes import Sizes, read_sizes
from circulars.model.findings import Finding, Level
from circulars.reading.markup import value_at
from circulars.reading.package import parse
from circulars.reading.styles import read_styles
from circulars.render.tags import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Part
    from circulars.linting.run_sizes import Size
    from circulars.reading.styles import RunLook, Styles

_THAI: Final = re.compile("[ก-ฺเ-๛]")
_LATIN: Final = re.compile("[A-Za-z0-9]")
_UNSET: Final = "ฟอนต์ที่เครื่องเลือกเอง"
_MEND: Final = f"เลือกข้อความทั้งหมด (Ctrl+A) แล้วเลือก {MEASURES.font} ในช่องแบบอักษร"
_FOR_THAI: Final = (
    "เลือกข้อความ กด Ctrl+D แล้วกำหนด แบบอักษร ลักษณะ และขนาด ในช่อง "
    "สคริปต์ที่ซับซ้อน (Complex scripts) ให้ตรงกับช่องบน"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A run that prints text, and how."""

    place: str
    has_thai: bool  # it prints Thai letters, or a value
    has_latin: bool
    look: RunLook
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """What is wrong with a run."""

    message: str
    is_of_thai: bool = False  # it is set for Latin letters alone


@template_rule
def fonts(draft: Draft) -> Iterator[Finding]:
    """Find runs whose fonts are not official, or not what their Latin letters have.

    Source: cabinet resolution of 7 September 2553 (official fonts); ISO/IEC 29500-1, 17.3.2.26
    rFonts, 17.3.2.39 szCs, 17.3.2.2 bCs: Thai is a complex script with settings of its own.
    Each fault is told at the first run that has it, with how many there are.
    """
    told: dict[_Fault, list[str]] = {}
    for run in _runs(draft):
        for fault in (_font(run), _size(run), _weight(run)):
            if fault:
                told.setdefault(fault, []).append(run.place)
    for fault, places in told.items():
        more = len(set(places)) - 1
        yield Finding(
            code="template-font-script" if fault.is_of_thai else "template-font",
            level=Level.WARN,
            where=places[0],
            message=fault.message + (f" (และอีก {more} แห่ง)" if more else ""),
            hint=_FOR_THAI if fault.is_of_thai else _MEND,
        )


def _font(run: _Run) -> _Fault | None:
    thai, latin = run.look.thai, run.look.latin
    if run.has_thai and not _fits(thai):
        if latin and is_official(latin):
            return _Fault(
                message=f"ฟอนต์ “{latin}” กำหนดไว้เฉพาะอักษรละติน อักษรไทยจะพิมพ์ด้วย “{thai or _UNSET}”",
                is_of_thai=True,
            )
        return _Fault(message=f"อักษรไทยใช้ฟอนต์ “{thai or _UNSET}” ไม่ใช่ฟอนต์ราชการ")
    if run.has_latin and not run.look.is_complex and not _fits(latin):
        return _Fault(message=f"อักษรละตินและเลขอารบิกใช้ฟอนต์ “{latin or _UNSET}” ไม่ใช่ฟอนต์ราชการ")
    return None


def _fits(font: str | None) -> bool:
    return font is not None and is_official(font)


def _size(run: _Run) -> _Fault | None:
    latin, thai = run.size.latin, run.size.thai
    if not run.has_thai or latin == thai or run.look.is_complex:
        return None
    message = f"ขนาดอักษรไทย {thai / 2:g} แต่อักษรอื่น {latin / 2:g} ที่เห็นในช่องขนาดของ Word"
    return _Fault(message=message, is_of_thai=True)


def _weight(run: _Run) -> _Fault | None:
    for latin, thai, name in (
        (run.size.bold, run.size.bold_thai, "ตัวหนา"),
        (run.size.italic, run.size.italic_thai, "ตัวเอียง"),
    ):
        if run.has_thai and latin and not thai:
            message = f"{name}กำหนดไว้เฉพาะอักษรละติน อักษรไทยจะไม่เป็น{name}"
            return _Fault(message=message, is_of_thai=True)
    return None


def _runs(draft: Draft) -> Iterator[_Run]:
    styles = _styles(draft)
    sizes = read_sizes(_part_of(draft, "styles"))
    for part in draft.parts:
        for paragraph in part.elements.values():
            style = value_at(paragraph, f"{W}pPr/{W}pStyle")
            for run in paragraph.iter(f"{W}r"):
                if next(run.iterancestors(f"{W}p")) is paragraph:
                    yield from _run(part, run, style, styles, sizes)


def _run(
    part: Part, run: etree._Element, style: str | None, styles: Styles, sizes: Sizes
) -> Iterator[_Run]:
    text = "".join(each.text or "" for each in run.iter(f"{W}t"))
    typed = TAG.sub("", text)
    prints = bool(re.search(r"\{\{", text))
    has_thai, has_latin = prints or bool(_THAI.search(typed)), bool(_LATIN.search(typed))
    if not (has_thai or has_latin):
        return
    properties = run.find(f"{W}rPr")
    look = styles.run_look(style, properties)
    if not look.hidden:
        yield _Run(
            place=part.place(run),
            has_thai=has_thai,
            has_latin=has_latin,
            look=look,
            size=sizes.of(style, properties),
        )


def _styles(draft: Draft) -> Styles:
    settings = _part_of(draft, "settings")
    language = parse(settings).find(f"{W}themeFontLang") if settings else None
    bidi = "" if language is None else language.get(f"{W}bidi", "")
    return read_styles(_part_of(draft, "styles"), _part_of(draft, "theme"), bidi)


def _part_of(draft: Draft, kind: str) -> bytes:
    """Return the part that the letter has for `kind`, empty without one."""
    letter = next((part for part in draft.parts if part.is_letter), None)
    related = draft.related(letter.member).values() if letter else ()
    found = (each.target for each in related if each.kind == kind and not each.is_external)
    return draft.contents.get(next(found, ""), b"")
