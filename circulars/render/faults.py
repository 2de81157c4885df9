"""Faults of a template, each at its place: what the template editor can mend in Word."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, meta

from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.expressions import MissingName, Sandbox
    from circulars.render.tags import Paragraph, Tag

_BLOCKS: Final = frozenset({"if", "for", "with", "macro", "call", "filter", "autoescape"})
_DOCXTPL: Final = frozenset({"vm", "hm"})  # statements that docxtpl replaces before Jinja reads
_DOCXTPL_VALUES: Final = frozenset({"colspan", "cellbg"})


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
            message=f"แท็กไม่ครบคู่: พบ {brace} ใน “{_short(line.text)}”",
            hint="แท็กหนึ่งแท็กต้องเปิดและปิดในย่อหน้าเดียวกัน เช่น {{ วันที่ }}",
        )
    if lost := line.lost_text():
        yield Finding(
            code="template-text-lost",
            where=line.where,
            message=f"ข้อความ “{_short(lost)}” อยู่ในย่อหน้าเดียวกับแท็กที่ลบทั้งย่อหน้า จะไม่ถูกพิมพ์",
            hint="ย้ายแท็ก {%p … %} ไปไว้ในย่อหน้าของตัวเอง",
        )


def _expression_fault(tag: Tag, sandbox: Sandbox) -> Finding | None:
    word, _, rest = tag.inside.partition(" ")
    if word in _DOCXTPL or word.startswith("end") or word == "else":
        return None
    if tag.sign == "{":
        source = f"{{{{ {tag.inside} }}}}"
    elif word in _DOCXTPL_VALUES:
        source = f"{{{{ {rest} }}}}"
    elif word == "elif":
        source = f"{{% if {rest} %}}{{% endif %}}"
    else:
        source = f"{{% {tag.inside} %}}" + (f"{{% end{word} %}}" if word in _BLOCKS else "")
    try:
        sandbox.compile(sandbox.parse(source))
    except TemplateSyntaxError as error:
        return _syntax_finding(tag, str(error.message), sandbox)
    return None


def _syntax_finding(tag: Tag, reason: str, sandbox: Sandbox) -> Finding:
    if reason.startswith("No filter named"):
        name = reason.split("'")[1]
        return Finding(
            code="template-unknown-filter",
            where=tag.where,
            message=f"ไม่มีตัวกรองชื่อ “{name}” ใน {tag.text}",
            hint=_nearest(name, sandbox.filters) or "ดูรายชื่อตัวกรองในคู่มือผู้ทำแบบหนังสือ",
        )
    return Finding(
        code="template-syntax",
        where=tag.where,
        message=f"อ่านแท็ก {tag.text} ไม่ได้ ({reason})",
        hint="ตรวจตัวสะกด วงเล็บ และเครื่องหมายคำพูดในแท็ก",
    )


def _block_faults(tags: Iterable[Tag]) -> Iterator[Finding]:
    """Yield a finding for each block that is not opened and closed in order."""
    open_tags: list[tuple[str, Tag]] = []
    for tag in tags:
        word = tag.inside.partition(" ")[0] if tag.sign == "%" else ""
        if word in _BLOCKS or (word == "set" and "=" not in tag.inside):
            open_tags.append((word, tag))
        elif word.startswith("end"):
            if open_tags and open_tags[-1][0] == word[3:]:
                open_tags.pop()
            else:
                yield _crossed(tag, open_tags)
    for word, tag in open_tags:
        yield Finding(
            code="template-block-unclosed",
            where=tag.where,
            message=f"แท็ก {tag.text} ไม่มีแท็กปิด",
            hint=f"เพิ่มแท็กปิด {{% end{word} %}} ต่อท้ายส่วนที่ต้องการ",
        )


def _crossed(tag: Tag, open_tags: list[tuple[str, Tag]]) -> Finding:
    wanted = f" (แท็กที่เปิดค้างอยู่คือ {open_tags[-1][1].text})" if open_tags else ""
    return Finding(
        code="template-block-crossed",
        where=tag.where,
        message=f"แท็กปิด {tag.text} ไม่ตรงกับแท็กเปิด{wanted}",
        hint="ตรวจลำดับของแท็กเปิดและแท็กปิดให้ซ้อนกันพอดี",
    )


def missing_name_faults(
    missing: Iterable[MissingName], tags: Sequence[Tag], known: Iterable[str], sandbox: Sandbox
) -> Iterator[Finding]:
    """Yield a finding for each place where a tag asks for a name in `missing`, in order."""
    wanted = {name.name: name for name in missing}
    top = sorted(known)
    for tag in tags:
        for name in sorted(_names(tag, sandbox) & wanted.keys()):
            near = _nearest(name, wanted[name].owner_keys or top)
            yield Finding(
                code="template-missing-name",
                where=tag.where,
                message=f"ไม่มีข้อมูลชื่อ “{name}” ที่แท็ก {tag.text} ขอไว้",
                hint=near or "เพิ่มช่องนี้ใน letter.toml หรือแก้ชื่อในแบบหนังสือ",
            )


def _names(tag: Tag, sandbox: Sandbox) -> set[str]:
    """Return the names in `tag`: variables and the keys after a stop."""
    names = set()
    try:
        tokens = list(sandbox.lex(f"{{{{ {tag.inside} }}}}"))
    except TemplateSyntaxError:
        return set()
    for _, kind, value in tokens:
        if kind == "name":
            names.add(value)
    return names


def undeclared(source: str, sandbox: Sandbox) -> frozenset[str]:
    """Return the names that the template `source` takes from the letter."""
    return frozenset(meta.find_undeclared_variables(sandbox.parse(source))) - set(sandbox.globals)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"ชื่อที่ใกล้เคียงคือ “{close[0]}”" if close else ""


def _short(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
