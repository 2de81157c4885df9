"""Tags where nobody prints them: comments, charts, links, content that Word fetches elsewhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from circulars.body import W
from circulars.linting.rules import template_rule
from circulars.model.findings import Finding, Level
from circulars.reading.package import parse
from circulars.render.tags import TAG, own_pieces, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Part

# Members that are no text of the letter, by how their path begins, and how much a tag there
# weighs: a chart prints it as it stands, nobody prints a comment.
_ELSEWHERE: Final = (
    ("word/comments", "ข้อคิดเห็น", Level.NOTE),
    ("docProps/", "คุณสมบัติของเอกสาร", Level.NOTE),
    ("word/charts/", "แผนภูมิ", Level.BLOCK),
    ("word/diagrams/data", "SmartArt", Level.BLOCK),
)


@template_rule
def tags_that_are_not_printed(draft: Draft) -> Iterator[Finding]:
    """Find tags in parts that are copied as they are."""
    printed = {part.member for part in draft.tagged}
    for member, xml in draft.contents.items():
        kind = next((each for each in _ELSEWHERE if member.startswith(each[0])), None)
        if kind is None or member.endswith(".rels") or member in printed:
            continue
        _, name, level = kind
        for text in _texts(parse(xml)):
            for tag in TAG.findall(text):
                yield _unprinted(f"{draft.label} {name}", tag, level)


@template_rule
def tags_in_links(draft: Draft) -> Iterator[Finding]:
    """Find tags in the addresses of links, which are not in the text."""
    for relation in draft.relations:
        if relation.is_external:
            for tag in TAG.findall(unquote(relation.target)):
                yield _unprinted(_linked_from(draft, relation.member, relation.name), tag)


@template_rule
def tags_that_word_replaces(draft: Draft) -> Iterator[Finding]:
    """Find tags in content controls tied to data of the document: Word shows those instead.

    Source: ISO/IEC 29500-1, 17.5.2.6 dataBinding.
    """
    for part in draft.parts:
        for control in part.root.iter(f"{W}sdt"):
            content = control.find(f"{W}sdtContent")
            is_tied = control.find(f"{W}sdtPr/{W}dataBinding") is not None
            if is_tied and content is not None:
                for tag in TAG.findall("".join(each.text or "" for each in content.iter(f"{W}t"))):
                    yield _replaced(_place_inside(part, control), tag)


def _place_inside(part: Part, control: etree._Element) -> str:
    return part.place(next(control.iter(f"{W}t"), control))


def _texts(root: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph, and of each element outside of paragraphs."""
    for element in root.iter():
        if element.tag == f"{W}p":
            yield "".join(text for _, text in own_pieces(element))
        elif _is_line(element):
            yield "".join(map(str, element.itertext()))
        elif element.text and not any(map(_is_line, element.iterancestors())):
            yield element.text


def _is_line(element: etree._Element) -> bool:
    """Return whether the element is a paragraph, of text or of a drawing."""
    return str(element.tag).endswith("}p")


def _linked_from(draft: Draft, member: str, name: str) -> str:
    part = next((each for each in draft.parts if each.member == member), None)
    if part is None:
        return f"{draft.label} {posixpath.basename(member)}"
    links = (each for each in part.root.iter() if name in each.attrib.values())
    return next((part.place(each) for each in links), part.label)


def _unprinted(where: str, tag: str, level: Level = Level.BLOCK) -> Finding:
    stays = "ไม่มีผลกับหนังสือ" if level is Level.NOTE else "จะออกมาตามตัวในหนังสือ"
    return Finding(
        code="template-tag-unprinted",
        level=level,
        where=where,
        message=f"แท็ก {shortened(tag)} อยู่ในที่ที่ไม่พิมพ์ค่าให้ จึง{stays}",
        hint="ย้ายแท็กไปไว้ในเนื้อความ ตาราง หัวกระดาษ ท้ายกระดาษ หรือเชิงอรรถ",
    )


def _replaced(where: str, tag: str) -> Finding:
    return Finding(
        code="template-tag-unprinted",
        level=Level.BLOCK,
        where=where,
        message=f"แท็ก {shortened(tag)} อยู่ในตัวควบคุมเนื้อหาที่ผูกกับข้อมูลของเอกสาร "
        "เมื่อเปิดหนังสือ Word จะใส่ข้อมูลเดิมทับค่าที่พิมพ์",
        hint="คลิกขวาที่กรอบ เลือก เอาตัวควบคุมเนื้อหาออก แล้วพิมพ์แท็กเป็นข้อความธรรมดา",
    )
