"""Faults of a template, each at its place: what the template editor can mend in Word."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, meta, nodes

from circulars.model.findings import Finding
from circulars.render.tags import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.expressions import Sandbox
    from circulars.render.tags import Paragraph, Tag

# Statements with a closing tag; those that keep the names given inside to themselves.
_SCOPES: Final = frozenset({"for", "with", "macro", "call", "block", "filter", "autoescape"})
_BLOCKS: Final = _SCOPES | {"if"}
_DOCXTPL: Final = frozenset({"vm", "hm"})  # statements that docxtpl replaces before Jinja reads
_DOCXTPL_VALUES: Final = frozenset({"colspan", "cellbg"})
_BRANCHES: Final = frozenset({"else", "elif"})
_BRANCHED: Final = frozenset({"if", "for"})


def syntax_faults(lines: Sequence[Paragraph], sandbox: Sandbox) -> Iterator[Finding]:
    """Yield every fault in the tags of one part: braces, expressions, blocks."""
    for line in lines:
        yield from _brace_faults(line)
    tags = [tag for line in lines for tag in line.tags() if tag.sign != "#"]
    for tag in tags:
        if fault := _expression_fault(tag, sandbox):
            yield fault
    yield from _block_faults(tags)


def _brace_faults(line: Paragraph) -> Iterator[Finding]:
    if brace := line.loose_braces():
        yield Finding(
            code="template-tag-unclosed",
            where=line.where,
            message=f"แท็กไม่ครบคู่: พบ {brace} ใน “{shortened(line.text)}”",
            hint="แท็กหนึ่งแท็กต้องเปิดและปิดในย่อหน้าเดียวกัน เช่น {{ วันที่ }}",
        )
    if lost := line.lost():
        tag, rest = lost
        yield Finding(
            code="template-text-lost",
            where=line.where,
            message=f"ข้อความ “{shortened(rest)}” จะไม่ถูกพิมพ์: {tag.shown} ลบ{_TAKEN[tag.replaces]}",
            hint=f"ย้ายแท็ก {tag.shown} ไปไว้ใน{_OWN_PLACE[tag.replaces]}",
        )


_TAKEN: Final = {"p": "ทั้งย่อหน้า", "tr": "ทั้งแถว", "tc": "ทั้งเซลล์"}
_OWN_PLACE: Final = {"p": "ย่อหน้าของตัวเอง", "tr": "แถวของตัวเอง", "tc": "เซลล์ของตัวเอง"}


def _expression_fault(tag: Tag, sandbox: Sandbox) -> Finding | None:
    if tag.replaces and ("%" in tag.inside or "}" in tag.inside):  # docxtpl would not see it
        return _syntax_finding(tag, "ใช้ % และ } ในแท็กนี้ไม่ได้", sandbox)
    if tag.word in {"raw", "endraw"} and tag.sign == "%":
        return _syntax_finding(tag, "พิมพ์วงเล็บด้วย {_{ และ }_}", sandbox)
    source = tag_source(tag)
    if source is None:
        return None
    try:
        sandbox.compile(sandbox.parse(source))
    except TemplateSyntaxError as error:
        return _syntax_finding(tag, str(error.message), sandbox)
    return None


def tag_source(tag: Tag) -> str | None:
    """Return the tag alone as Jinja can read it, or None for one that ends or divides a block."""
    word, rest = tag.word, tag.inside[len(tag.word) :]
    if tag.sign == "{":
        return f"{{{{ {tag.inside} }}}}"
    if tag.sign == "#" or word in _DOCXTPL or word.startswith("end") or word == "else":
        return None
    if word in _DOCXTPL_VALUES:
        return f"{{{{ {rest} }}}}"
    if word == "elif":
        return f"{{% if {rest} %}}{{% endif %}}"
    return f"{{% {tag.inside} %}}" + (f"{{% end{word} %}}" if _is_opening(tag) else "")


def _is_opening(tag: Tag) -> bool:
    """Return whether the statement needs a closing tag."""
    return tag.word in _BLOCKS or (tag.word == "set" and "=" not in tag.inside)


def _syntax_finding(tag: Tag, reason: str, sandbox: Sandbox) -> Finding:
    if reason.startswith("No filter named"):
        name = reason.split("'")[1]
        return Finding(
            code="template-unknown-filter",
            where=tag.where,
            message=f"ไม่มีตัวกรองชื่อ “{name}” ใน {tag.shown}",
            hint=_nearest(name, (f for f in sandbox.filters if not f.startswith("_")))
            or "ดูรายชื่อตัวกรองในคู่มือผู้ทำแบบหนังสือ",
        )
    return Finding(
        code="template-syntax",
        where=tag.where,
        message=f"อ่านแท็ก {tag.shown} ไม่ได้ ({reason})",
        hint="ตรวจตัวสะกด วงเล็บ และเครื่องหมายคำพูดในแท็ก",
    )


def _block_faults(tags: Iterable[Tag]) -> Iterator[Finding]:
    """Yield a finding for each block that is not opened and closed in order."""
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.sign != "%" or tag.word == "endraw":
            continue
        innermost = open_tags[-1].word if open_tags else ""
        if _is_opening(tag):
            open_tags.append(tag)
        elif tag.word in _BRANCHES and innermost not in _BRANCHED:
            yield _crossed(tag, open_tags)
        elif tag.word.startswith("end"):
            if innermost == tag.word[3:]:
                open_tags.pop()
            else:
                yield _crossed(tag, open_tags)
    for tag in open_tags:
        yield Finding(
            code="template-block-unclosed",
            where=tag.where,
            message=f"แท็ก {tag.shown} ไม่มีแท็กปิด",
            hint=f"เพิ่มแท็กปิด {{% end{tag.word} %}} ต่อท้ายส่วนที่ต้องการ",
        )


def _crossed(tag: Tag, open_tags: list[Tag]) -> Finding:
    wanted = f" (แท็กที่เปิดค้างอยู่คือ {open_tags[-1].shown})" if open_tags else ""
    return Finding(
        code="template-block-crossed",
        where=tag.where,
        message=f"แท็ก {tag.shown} ไม่ตรงกับแท็กเปิด{wanted}",
        hint="ตรวจลำดับของแท็กเปิดและแท็กปิดให้ซ้อนกันพอดี",
    )


def missing_name(name: str, tag: Tag | None, near: Iterable[str], label: str) -> Finding:
    """Return the finding that `tag` asks for `name`; `near` are the names there are."""
    return Finding(
        code="template-missing-name",
        where=tag.where if tag else label,
        message=f"ไม่มีข้อมูลชื่อ “{name}” ที่แท็ก {tag.shown if tag else ''} ขอไว้",
        hint=_nearest(name, near) or "เพิ่มช่องนี้ใน letter.toml หรือแก้ชื่อในแบบหนังสือ",
    )


def free_names(tags: Iterable[Tag], sandbox: Sandbox) -> Iterator[frozenset[str]]:
    """Yield for each of `tags` the names it takes from the letter, not from tags around it."""
    scopes: list[tuple[str, set[str]]] = [("", set())]
    for tag in tags:
        if tag.sign == "%" and tag.word.startswith("end") and tag.word[3:] == scopes[-1][0]:
            scopes.pop()
        source = tag_source(tag)
        if source is None:
            yield frozenset()
            continue
        own = set().union(*(names for _, names in scopes))
        tree = sandbox.parse(source)
        yield undeclared(tree, sandbox) - own
        given = _given(tree)
        if tag.sign == "%" and tag.word in _SCOPES:
            scopes[-1][1].update(given if tag.word == "macro" else ())
            scopes.append((tag.word, given | {"loop", "caller", "varargs", "kwargs"}))
        elif tag.sign == "%" and tag.word == "set":
            scopes[-1][1].update(given)


def _given(tree: nodes.Template) -> set[str]:
    """Return the names that the statement `tree` gives a value."""
    names = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    return names | {macro.name for macro in tree.find_all(nodes.Macro)}


def undeclared(tree: nodes.Template, sandbox: Sandbox) -> frozenset[str]:
    """Return the names that the template read as `tree` takes from the letter."""
    return frozenset(meta.find_undeclared_variables(tree)) - set(sandbox.globals)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"ชื่อที่ใกล้เคียงคือ “{close[0]}”" if close else ""
