"""Names: every tag asks for what a letter of the type has, and uses it as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from circulars.letter_types.lookups import list_at, table_at
from circulars.linting.inference import Trouble
from circulars.linting.rules import template_rule
from circulars.linting.shapes import ANY, TEXT, Sort
from circulars.linting.walking import problems, read_tag
from circulars.model.findings import Finding
from circulars.render.faults import missing_name
from circulars.toml_files import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.linting.draft import Draft
    from circulars.linting.inference import Problem
    from circulars.linting.walking import Found
    from circulars.render.tags import Tag

_CITING: Final = frozenset({"อ้างแนบ", "cite_attachment", "มีแนบ", "is_attached"})
_SORTS: Final = {
    Sort.TEXT: "ข้อความ",
    Sort.NUMBER: "จำนวน",
    Sort.DATE: "วันที่",
    Sort.MONTH: "เดือน",
    Sort.FLAG: "จริงหรือเท็จ",
    Sort.RUNS: "ภาพ",
    Sort.LIST: "รายการ",
    Sort.RECORD: "ข้อมูลที่มีส่วนย่อย",
}


@template_rule
def names_in_tags(draft: Draft) -> Iterator[Finding]:
    """Find tags that ask for what no letter of the type has, or use it as what it is not."""
    if draft.table is None:  # nobody knows the names before letter.toml can be read
        return
    assumed = None if draft.says_names else ANY if draft.is_bare else TEXT
    for part in draft.tagged:
        for found in problems(part, draft.known, assumed):
            yield _finding(found, draft)


@template_rule
def cited_attachments(draft: Draft) -> Iterator[Finding]:
    """Find attachments that tags cite by a name that no attachment has."""
    if draft.table is None or draft.is_bare:
        return
    annexes = map(table_at, list_at(draft.table.get("annexes")))
    names = [str(annex["name"]) for annex in annexes if annex.get("name")]
    for part in draft.tagged:
        for tag in part.tags:
            for name in _cited(tag):
                if name not in names:
                    yield Finding(
                        code="template-missing-name",
                        where=tag.where,
                        message=f"ไม่มีสิ่งที่ส่งมาด้วยชื่อ “{name}” ที่แท็ก {tag.shown} อ้างถึง",
                        hint=nearest(name, names, all_of="ชื่อใน [[annexes]]"),
                    )


def _cited(tag: Tag) -> Iterator[str]:
    """Yield the names of attachments that the tag cites in so many words."""
    for node in read_tag(tag):
        for used in (node, *node.find_all(nodes.Filter)):
            if isinstance(used, nodes.Filter) and used.name in _CITING and used.node is not None:
                items = used.node.items if isinstance(used.node, nodes.List) else [used.node]
                texts = (each.value for each in items if isinstance(each, nodes.Const))
                yield from (text for text in texts if isinstance(text, str))


def _finding(found: Found, draft: Draft) -> Finding:
    problem, tag = found.problem, found.tag
    if problem.trouble is Trouble.NAME:
        return missing_name(problem.name, tag, problem.near, draft.label)
    message, hint = _said(problem)
    return Finding(
        code="template-unsafe" if problem.trouble is Trouble.CALL else "template-value",
        where=tag.where,
        message=f"{message} ที่แท็ก {tag.shown}",
        hint=hint,
    )


def _said(problem: Problem) -> tuple[str, str]:
    """Return what is wrong and the way out."""
    sort, name = _SORTS.get(problem.shape.sort, ""), problem.name
    if problem.trouble is Trouble.PART:
        return (
            f"ค่านี้เป็น{sort} จึงไม่มีส่วนย่อย “{name}”",
            "ใช้ชื่อของค่าโดยไม่มีจุด หรือแก้ชื่อหน้าจุด ถ้าเป็นรายการให้วนซ้ำด้วย for ก่อน",
        )
    if problem.trouble is Trouble.CALL:
        return (
            f"เรียกใช้ “{name}” ของโปรแกรมไม่ได้",
            "ใช้ตัวกรองแทน เช่น {{ ชื่อ | upper }}",
        )
    if problem.trouble is Trouble.LOOP:
        way = f"ใช้ {name}.แถว หรือส่วนย่อยอื่นที่เป็นรายการ" if problem.shape.parts else ""
        lines = "ถ้าเป็นข้อความหลายบรรทัดใช้ตัวกรอง ย่อหน้า"
        return f"วนซ้ำ “{name}” ไม่ได้ เพราะเป็น{sort} ไม่ใช่รายการ", way or lines
    if problem.trouble is Trouble.VALUE:
        return f"ใช้ตัวกรอง “{name}” กับ{sort}ไม่ได้", "แก้ตัวกรอง หรือใช้ค่าที่ตัวกรองนี้ใช้ได้"
    if problem.trouble is Trouble.UNLIKE:
        return f"คำนวณหรือเปรียบเทียบ{sort}กับค่าต่างชนิดไม่ได้", "ใช้ค่าชนิดเดียวกันทั้งสองข้าง ต่อข้อความใช้ ~"
    if problem.shape.sort is Sort.RUNS:
        return "ค่านี้เป็นภาพ ไม่ใช่ข้อความ", "ใช้ {{r … }} แทน {{ … }}"
    if problem.shape.is_single:
        return f"ค่านี้เป็น{sort} ไม่ใช่ภาพ", "ใช้ {{ … }} แทน {{r … }}"
    return (
        f"พิมพ์{sort}ตรง ๆ ไม่ได้",
        "วนซ้ำด้วย for ต่อกันด้วย join หรือบอกส่วนย่อยด้วยจุด เช่น ผู้ลงนาม.ชื่อ",
    )
