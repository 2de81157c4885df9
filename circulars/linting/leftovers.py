"""What was left in the file: changes, comments, hidden text, things fetched from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.linting.rules import template_rule
from circulars.model.findings import Finding, Level
from circulars.reading.markup import has_changes, is_on
from circulars.render.tags import TAG, paragraphs, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Relation

_INSERTED: Final = (f"{W}ins", f"{W}moveTo")
_DELETED: Final = (f"{W}del", f"{W}moveFrom")
_EMBEDDED: Final = {
    "oleObject": "วัตถุที่ฝังไว้ (OLE)",
    "package": "แฟ้มที่ฝังไว้",
    "control": "ตัวควบคุม ActiveX",
    "aFChunk": "เอกสารที่แทรกทั้งแฟ้ม",
    "font": "ฟอนต์ที่ฝังไว้",
}
_HARMLESS: Final = frozenset({"hyperlink", "attachedTemplate"})  # addresses that are only named


@template_rule
def tracked_changes(draft: Draft) -> Iterator[Finding]:
    """Find tracked changes: each letter would show them to its reader."""
    for part in draft.parts:
        if not has_changes(part.written):
            continue
        elements = list(part.written.iter(f"{W}p"))
        for line in paragraphs(part.written, part.label):
            element = elements[line.number]
            if next(element.iter(*_INSERTED, *_DELETED), None) is not None:
                yield Finding(
                    code="template-changes",
                    level=Level.WARN,
                    where=line.where,
                    message=f"มีการแก้ไขที่ยังติดตามอยู่ {_changed(element)}ข้อความที่ลบจะไม่พิมพ์ "
                    "ข้อความที่แทรกจะพิมพ์พร้อมรอยแก้ไข",
                    hint="ใน Word เลือก ตรวจทาน > ยอมรับ > ยอมรับการเปลี่ยนแปลงทั้งหมด แล้วบันทึก",
                )


def _changed(paragraph: etree._Element) -> str:
    deleted = "".join(each.text or "" for each in paragraph.iter(f"{W}delText"))
    inserted = "".join(
        each.text or "" for change in paragraph.iter(*_INSERTED) for each in change.iter(f"{W}t")
    )
    told = [(deleted, "ลบ"), (inserted, "แทรก")]
    return "".join(f"{word} “{shortened(text)}” " for text, word in told if text.strip())


@template_rule
def comments_left_in(draft: Draft) -> Iterator[Finding]:
    """Find comments, which go out with every letter; told once."""
    for part in draft.parts:
        found = list(part.root.iter(f"{W}commentReference"))
        if found:
            yield Finding(
                code="template-comments",
                level=Level.NOTE,
                where=part.place(found[0]),
                message=f"มีข้อคิดเห็นของ Word {len(found)} แห่ง ซึ่งจะติดไปกับหนังสือทุกฉบับ",
                hint="ใน Word เลือก ตรวจทาน > ลบ > ลบข้อคิดเห็นทั้งหมดในเอกสาร ก่อนใช้แบบ",
            )


@template_rule
def hidden_text(draft: Draft) -> Iterator[Finding]:
    """Find text that is hidden: it is not printed, and nobody sees that it is there."""
    for part in draft.parts:
        for run in part.root.iter(f"{W}r"):
            hidden = is_on(run.find(f"{W}rPr/{W}vanish"))
            text = "".join(each.text or "" for each in run.iter(f"{W}t"))
            if hidden and TAG.sub(_statement, text).strip():
                yield Finding(
                    code="template-hidden-text",
                    level=Level.WARN,
                    where=part.place(run),
                    message=f"ข้อความ “{shortened(text)}” ซ่อนอยู่ จึงไม่พิมพ์",
                    hint="เลือกข้อความนั้น เปิด แบบอักษร แล้วเอาเครื่องหมายหน้า ซ่อน ออก หรือลบข้อความ",
                )


def _statement(tag: object) -> str:
    """Return nothing for a statement, which prints nothing anyway, else the tag."""
    text = str(tag.group())  # type: ignore[attr-defined] # a match
    return text if text.startswith("{{") else ""


@template_rule
def fetched_from_elsewhere(draft: Draft) -> Iterator[Finding]:
    """Find what Word fetches when the letter is opened: it may be gone, or not what it was."""
    for relation in draft.relations:
        if relation.is_external and relation.kind not in _HARMLESS:
            what = "ภาพ" if relation.kind == "image" else "สิ่งที่"
            yield Finding(
                code="template-linked",
                level=Level.WARN,
                where=_place(draft, relation),
                message=f"{what}เชื่อมโยงไปที่ “{shortened(relation.target)}” ไม่ได้อยู่ในแฟ้ม "
                "ผู้รับหนังสืออาจไม่เห็น",
                hint="ใน Word เลือก ไฟล์ > ข้อมูล > แก้ไขการเชื่อมโยงไปยังแฟ้ม > ตัดการเชื่อมโยง "
                "หรือแทรกภาพใหม่โดยไม่เชื่อมโยง",
            )


@template_rule
def embedded(draft: Draft) -> Iterator[Finding]:
    """Find files within the file: told once for each kind."""
    first: dict[str, Relation] = {}
    for relation in draft.relations:
        if relation.kind in _EMBEDDED and not relation.is_external:
            first.setdefault(relation.kind, relation)
    for kind, relation in first.items():
        yield Finding(
            code="template-embedded",
            level=Level.NOTE,
            where=_place(draft, relation),
            message=f"ในแฟ้มมี{_EMBEDDED[kind]} ซึ่งจะติดไปกับหนังสือทุกฉบับ",
            hint="ลบออกเมื่อไม่จำเป็น หนังสือจะเล็กลงและเปิดได้ทุกเครื่อง",
        )


def _place(draft: Draft, relation: Relation) -> str:
    """Return where the part's text uses the relationship."""
    part = next((each for each in draft.parts if each.member == relation.member), None)
    if part is None:
        return draft.label
    used = (each for each in part.root.iter() if relation.name in each.attrib.values())
    return next((part.place(each) for each in used), part.label)
