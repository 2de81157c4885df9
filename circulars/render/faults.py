"""Faults of a template, each at its place: what the template editor can mend in Word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, meta, nodes

from circulars.expressions import in_thai
from circulars.model.findings import Finding
from circulars.render.tags import shortened
from circulars.render.together import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from circulars.expressions import Sandbox
    from circulars.render.tags import Paragraph, Tag

# Statements with a closing tag; those that keep the names given inside to themselves.
_SCOPES: Final = frozenset({"for", "with", "macro", "call", "block", "filter", "autoescape"})
BLOCKS: Final = _SCOPES | {"if"}
_DOCXTPL: Final = frozenset({"vm", "hm"})  # statements that docxtpl replaces before Jinja reads
_DOCXTPL_VALUES: Final = frozenset({"colspan", "cellbg"})
# Of Jinja, beside those; what a template may not do with them is told by the sandbox.
STATEMENTS: Final = BLOCKS | _DOCXTPL | _DOCXTPL_VALUES | {
    "set", "else", "elif", "raw", "include", "import", "from", "extends",
}  # fmt: skip
# Those that a template may use, with those that close them.
WORDS: Final = (
    *sorted(BLOCKS), *(f"end{word}" for word in sorted(BLOCKS)), "set", "endset", "else", "elif",
)  # fmt: skip
# Quotes that Word or a web page makes of straight ones; “” and ‘’ where mending did not help.
_STRANGE_QUOTES: Final = re.compile("[“”‘’„‟‚‛«»‹›′″`´＂＇]")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # joiners, marks of direction
_BRANCHES: Final = frozenset({"else", "elif"})
MAX_TAGS: Final = 2_000  # of one template; a letter has some fifty, each takes half a millisecond
_MAX_ROOM: Final = 100  # spaces in a row within a tag; docxtpl goes through them by the cube
_ROOM: Final = re.compile(r"\s{%d}" % (_MAX_ROOM + 1))  # noqa: UP031 - braces of the pattern
_LONGEST_NAME: Final = 80  # characters of it for which a near one is looked for
_BRANCHED: Final = frozenset({"if", "for"})


def syntax_faults(lines: Sequence[Paragraph], sandbox: Sandbox) -> Iterator[Finding]:
    """Yield every fault in the tags of one part: braces, expressions, blocks."""
    yield from tag_faults(lines, sandbox)
    yield from match_blocks(tag for line in lines for tag in line.tags()).faults


def tag_faults(lines: Sequence[Paragraph], sandbox: Sandbox) -> Iterator[Finding]:
    """Yield what is wrong with the tags of `lines`, each by itself."""
    tags = [tag for line in lines for tag in line.tags()]
    if len(tags) > MAX_TAGS:
        yield too_many_tags(tags[MAX_TAGS].where)
        return
    for line in lines:
        yield from _brace_faults(line)
    sources = dict.fromkeys(source for tag in tags if (source := tag_source(tag)))
    read = frozenset(readable(list(sources), sandbox))
    for tag in tags:
        if _ROOM.search(tag.text):
            yield _syntax_finding(tag, f"มีช่องว่างติดกันเกิน {_MAX_ROOM} ช่อง")
        elif tag.sign != "#":
            yield from _expression_faults(tag, sandbox, read)


def too_many_tags(where: str) -> Finding:
    """Return the finding for a template that has more than `MAX_TAGS`."""
    return Finding(
        code="template-unreadable",
        where=where,
        message=f"มีแท็กมากกว่า {MAX_TAGS:,} แท็ก",
        hint="ใช้ {%tr for … %} หรือ {%p for … %} แทนแท็กที่ซ้ำกัน",
    )


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


def _expression_faults(tag: Tag, sandbox: Sandbox, read: Set[str]) -> Iterator[Finding]:
    if tag.replaces and ("%" in tag.inside or "}" in tag.inside):  # docxtpl would not see it
        yield _syntax_finding(tag, "ใช้ % และ } ในแท็กนี้ไม่ได้")
    elif tag.word in {"raw", "endraw"} and tag.sign == "%":
        yield _syntax_finding(tag, "พิมพ์วงเล็บด้วย {_{ และ }_}")
    elif tag.sign == "%" and tag.word.removeprefix("end") not in STATEMENTS:
        near = _nearest(tag.word, WORDS)
        yield _syntax_finding(tag, f"ไม่มีคำสั่งชื่อ “{tag.word}”", near)
    elif (source := tag_source(tag)) and source not in read:
        yield from _source_faults(tag, source, sandbox)


def _source_faults(tag: Tag, source: str, sandbox: Sandbox) -> Iterator[Finding]:
    try:
        tree = sandbox.parse(source)
        used = dict.fromkeys(node.name for node in tree.find_all(nodes.Filter))
        if unknown := [name for name in used if name not in sandbox.filters]:
            yield from (_unknown_filter(tag, name, sandbox) for name in unknown)
        else:
            sandbox.compile(tree)
    except TemplateSyntaxError as error:
        yield _syntax_finding(tag, in_thai(error), _signs_hint(tag))
    except RecursionError:
        yield _syntax_finding(tag, "ยาวหรือซ้อนกันมากเกินไป")


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
    return f"{{% {tag.inside} %}}" + (f"{{% end{word} %}}" if is_opening(tag) else "")


def is_opening(tag: Tag) -> bool:
    """Return whether the statement needs a closing tag."""
    return tag.word in BLOCKS or (tag.word == "set" and "=" not in tag.inside)


def _unknown_filter(tag: Tag, name: str, sandbox: Sandbox) -> Finding:
    known = (each for each in sandbox.filters if not each.startswith("_"))
    return Finding(
        code="template-unknown-filter",
        where=tag.where,
        message=f"ไม่มีตัวกรองชื่อ “{name}” ใน {tag.shown}",
        hint=_nearest(name, known) or "ดูรายชื่อตัวกรองในคู่มือผู้ทำแบบหนังสือ",
    )


def _syntax_finding(tag: Tag, reason: str, hint: str = "") -> Finding:
    return Finding(
        code="template-syntax",
        where=tag.where,
        message=f"อ่านแท็ก {tag.shown} ไม่ได้ ({reason})",
        hint=hint or "ตรวจตัวสะกด วงเล็บ และเครื่องหมายคำพูดในแท็ก",
    )


def _signs_hint(tag: Tag) -> str:
    """Return what to do about signs that no tag can have, or nothing."""
    if _UNSEEN.search(tag.text):
        return "ลบแท็กแล้วพิมพ์ใหม่ เพราะมีอักขระที่มองไม่เห็นอยู่ในแท็ก"
    return "พิมพ์เครื่องหมายคำพูดตรง ' หรือ \" ในแท็ก" if _STRANGE_QUOTES.search(tag.text) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The blocks of one part."""

    pairs: tuple[tuple[Tag, Tag], ...]  # an opening tag, and one that divides or closes its block
    faults: tuple[Finding, ...]


def match_blocks(tags: Iterable[Tag]) -> Blocks:
    """Return which tags belong together, and a finding for each that belongs to none.

    Where a closing tag does not fit the innermost block, either that block is never closed, or
    the two cross: then the closing tag of the inner one still comes.
    """
    statements = [tag for tag in tags if tag.sign == "%" and tag.word != "endraw"]
    opened: list[Tag] = []
    pairs: list[tuple[Tag, Tag]] = []
    found: list[Finding] = []
    for number, tag in enumerate(statements):
        if is_opening(tag):
            opened.append(tag)
        elif tag.word.startswith("end"):
            found += _close(tag, opened, pairs, statements[number + 1 :])
        elif tag.word in _BRANCHES:
            if opened and opened[-1].word in _BRANCHED:
                pairs.append((opened[-1], tag))
            else:
                found.append(_crossed(tag, opened))
    found += map(_unclosed, opened)
    return Blocks(pairs=tuple(pairs), faults=tuple(found))


def _close(
    tag: Tag, opened: list[Tag], pairs: list[tuple[Tag, Tag]], rest: Sequence[Tag]
) -> Iterator[Finding]:
    """Close the block that `tag` ends; yield what is wrong with it."""
    same = [number for number, each in enumerate(opened) if each.word == tag.word[3:]]
    if not same:
        yield _crossed(tag, opened)
        return
    last = same[-1]
    inner = opened[last + 1 :]
    if any(_ends_later(each.word, opened, rest) for each in inner):
        yield _crossed(tag, opened)
        del opened[last]
    else:
        yield from map(_unclosed, inner)
        pairs.append((opened[last], tag))
        del opened[last:]


def _ends_later(word: str, opened: Sequence[Tag], rest: Sequence[Tag]) -> bool:
    """Return whether `rest` closes as many blocks called `word` as there are `opened`."""
    depth = closed = 0
    for tag in rest:
        if tag.word == f"end{word}":
            closed, depth = (closed, depth - 1) if depth else (closed + 1, 0)
        elif is_opening(tag) and tag.word == word:
            depth += 1
    return closed >= sum(tag.word == word for tag in opened)


def _unclosed(tag: Tag) -> Finding:
    return Finding(
        code="template-block-unclosed",
        where=tag.where,
        message=f"แท็ก {tag.shown} ไม่มีแท็กปิด",
        hint=f"เพิ่มแท็กปิด {{%{tag.replaces} end{tag.word} %}} ต่อท้ายส่วนที่ต้องการ",
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
        message=f"ไม่มีข้อมูลชื่อ “{shortened(name)}” ที่แท็ก {tag.shown if tag else ''} ขอไว้",
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
    close = difflib.get_close_matches(name[:_LONGEST_NAME], list(known), n=1, cutoff=0.5)
    return f"ชื่อที่ใกล้เคียงคือ “{close[0]}”" if close else ""
