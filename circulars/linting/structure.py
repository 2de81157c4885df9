"""Where tags stand: row tags in rows, blocks that open and close in one place, not too deep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.linting.rules import template_rule
from circulars.model.findings import Finding
from circulars.model.names import EMBLEM
from circulars.render.faults import match_blocks
from circulars.render.tags import TAG, own_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Part
    from circulars.render.tags import Tag

_AROUND: Final = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}
_NAMES: Final = {
    f"{W}tr": "แถวของตาราง",
    f"{W}tc": "เซลล์ของตาราง",
    f"{W}tbl": "ตาราง",
    f"{W}txbxContent": "กล่องข้อความ",
    f"{W}sdtContent": "ตัวควบคุมเนื้อหา",
    f"{W}hyperlink": "ลิงก์",
    f"{W}p": "ย่อหน้า",
}
_DEEPEST: Final = 20  # loops within loops that Python compiles: CPython 3.11, CO_MAXBLOCKS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """Where a tag stands once it has taken away what it replaces."""

    tag: Tag
    holder: etree._Element  # what it stands in
    path: tuple[str, ...]  # the elements around it, from the holder of its paragraph inwards

    is_somewhere: bool = True  # not a row tag outside of tables, which is told as such

    @property
    def place(self) -> tuple[etree._Element, tuple[str, ...]]:
        """What an opening tag and its closing one must have in common."""
        return self.holder, self.path


@template_rule
def tags_outside_of_tables(draft: Draft) -> Iterator[Finding]:
    """Find row and cell tags where there is no row or cell to repeat or take away."""
    for part in draft.parts:
        for tag in part.tags:
            around = _AROUND.get(tag.replaces)
            element = part.elements[tag.paragraph]
            if around and _nearest(element, around) is None:
                yield Finding(
                    code="template-tag-misplaced",
                    where=tag.where,
                    message=f"แท็ก {tag.shown} อยู่นอกตาราง จึงไม่มี{_NAMES[around]}ให้ซ้ำหรือลบ",
                    hint=f"ย้ายแท็กไปไว้ในตาราง หรือใช้ {tag.text[:2]}p แทน "
                    f"{tag.text[:2]}{tag.replaces} เมื่อต้องการทั้งย่อหน้า",
                )


@template_rule
def emblem_outside_of_the_letter(draft: Draft) -> Iterator[Finding]:
    """Find the emblem in a header or footer: its picture belongs to the letter's own pages."""
    for part in draft.tagged:
        for tag in () if part.is_letter else part.tags:
            if EMBLEM in tag.inside:
                yield Finding(
                    code="template-tag-misplaced",
                    where=tag.where,
                    message=f"แท็ก {tag.shown} ใช้ได้ในเนื้อหนังสือเท่านั้น",
                    hint="ย้ายแท็กตราครุฑไปไว้ในย่อหน้าแรกของหนังสือ",
                )


@template_rule
def blocks_across_places(draft: Draft) -> Iterator[Finding]:
    """Find blocks that open in one place of the document and close in another: it would break."""
    for part in draft.parts:
        stands = {id(stand.tag): stand for stand in _stands(part)}
        for opening, tag in match_blocks(stand.tag for stand in stands.values()).pairs:
            first, last = stands[id(opening)], stands[id(tag)]
            if first.is_somewhere and last.is_somewhere and first.place != last.place:
                yield _across(first, last)


@template_rule
def blocks_too_deep(draft: Draft) -> Iterator[Finding]:
    """Find the loop that stands in more loops than Python compiles."""
    for part in draft.parts:
        depth = 0
        for tag in part.tags:
            if tag.sign != "%" or tag.word not in {"for", "endfor"}:
                continue
            depth += 1 if tag.word == "for" else -1
            if depth == _DEEPEST + 1 and tag.word == "for":
                yield Finding(
                    code="template-syntax",
                    where=tag.where,
                    message=f"แท็ก {tag.shown} ซ้อนอยู่ใน for เกิน {_DEEPEST} ชั้น",
                    hint="ลดจำนวนชั้นของ for",
                )


def _across(first: _Stand, last: _Stand) -> Finding:
    there, here = _name(first), _name(last)
    apart = f"อยู่ใน{there} แต่แท็กนี้อยู่ใน{here}"
    if there == here:
        around = _NAMES.get(str(first.holder.tag), there)
        there = around if first.holder is not last.holder else there
        apart = f"อยู่คนละ{there}กัน" if there != "เนื้อหนังสือ" else "อยู่คนละส่วนกัน"
    return Finding(
        code="template-block-crossed",
        where=last.tag.where,
        message=f"แท็ก {last.tag.shown} ไม่ตรงที่กับแท็กเปิด {first.tag.shown} ซึ่ง{apart} "
        "เอกสารที่ได้จะเสียหาย",
        hint="วางแท็กเปิดและแท็กปิดแบบเดียวกันในที่เดียวกัน เช่น {%tr for %} คู่กับ {%tr endfor %} "
        "หรือ {%p if %} คู่กับ {%p endif %}",
    )


def _name(stand: _Stand) -> str:
    """Return what the tag stands in, as people call it."""
    for tag in reversed(stand.path):
        if tag in _NAMES:
            return _NAMES[tag]
    return _NAMES.get(str(stand.holder.tag), "เนื้อหนังสือ")


def _stands(part: Part) -> Iterator[_Stand]:
    """Yield the statements of the part with what they stand in."""
    for line in part.lines:
        tags = list(line.tags())
        if any(tag.sign == "%" for tag in tags):
            element = part.elements[line.number]
            for tag, text in zip(tags, _holders(element), strict=False):
                if tag.sign == "%":
                    yield _stand(tag, element, text)


def _stand(tag: Tag, paragraph: etree._Element, text: etree._Element) -> _Stand:
    wanted = _AROUND.get(tag.replaces, "")
    around = _nearest(paragraph, wanted)
    if wanted:
        holder = paragraph if around is None else _parent(around)
        return _Stand(tag=tag, holder=holder, path=(), is_somewhere=around is not None)
    inside = [text, *text.iterancestors()]
    inside = inside[1 : inside.index(paragraph) + 1]
    if tag.replaces == "r":
        inside = inside[1:]
    path = tuple(str(each.tag) for each in reversed(inside))
    return _Stand(tag=tag, holder=_parent(paragraph), path=path)


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    """Return `element` if it is called `tag`, else the nearest one around it that is."""
    if not tag or element.tag == tag:
        return element if tag else None
    return next(element.iterancestors(tag), None)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _holders(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the `w:t` of each tag of the paragraph, in order; tags are whole."""
    for element, text in own_pieces(paragraph):
        yield from (element for _ in TAG.finditer(text))
