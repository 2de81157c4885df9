"""One part of a template, compiled: its tags, their places, and faults found in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from lxml import etree

from circulars.expressions import (
    AS_LINE,
    AS_XML,
    MAX_WORK,
    READER,
    in_thai,
    template_line,
)
from circulars.model.findings import Finding
from circulars.render import faults
from circulars.render.furniture import FURNITURE
from circulars.render.joining import join_tags
from circulars.render.properties import is_properties, properties
from circulars.render.table_grids import CELL_TAGS, CELL_WORDS
from circulars.render.tagging import tagged_source
from circulars.render.tags import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import CodeType

    import jinja2

    from circulars.expressions import MissingName, Sandbox
    from circulars.render.tagging import Source
    from circulars.render.tags import Tag

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What Jinja and the filters raise when a value does not fit a tag.
RENDER_ERRORS: Final = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,  # a macro that calls itself
)
_REMEMBERED: Final = 100_000  # bytes of a part that is read once for all; a letter has some 20,000
_ASKING: Final = (nodes.Filter, nodes.For, nodes.Call, nodes.BinExpr, nodes.Concat)


@dataclass(slots=True)
class Work:
    """What the parts of one letter may still do, together."""

    left: int = MAX_WORK


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledPart:
    """A part with tags: rendered by Jinja, its tags known by line and by place."""

    name: str
    label: str
    template: jinja2.Template
    names: frozenset[str]  # what it takes from the letter
    is_furniture: bool  # it prints nothing but page furniture
    tags: tuple[tuple[int, Tag], ...]  # with the line on which each begins
    has_columns: bool  # its tags make cells, or make them wider
    own: frozenset[str]  # what it has in every letter: the pieces between its tags

    def render(self, values: Mapping[str, Any], work: Work) -> list[str]:
        """Return the part's XML with `values` printed: its own text and values, piece by piece.

        Takes what it does from `work`, which is that of all parts of the letter.  The caller
        reckons in the context of `ARITHMETIC`.
        """
        template = self.template
        sandbox: Any = template.environment
        names = {**sandbox.globals, **values}
        # As Template.new_context does, which takes longer to bring the names together.
        context = sandbox.context_class(sandbox, names, template.name, template.blocks)
        context.left = work.left
        try:
            return list(template.root_render_func(context))
        finally:
            work.left = context.left

    def fault(self, error: Exception) -> Finding:
        """Return the finding for `error`, raised while rendering, at the tag that raised it."""
        tag = _tag_at(self.tags, template_line(error.__traceback__))
        reason = "ซ้อนกันลึกเกินไป" if isinstance(error, RecursionError) else in_thai(error)
        return Finding(
            code="template-unsafe" if isinstance(error, SecurityError) else "template-value",
            where=tag.where if tag else self.label,
            message=f"พิมพ์ค่าที่แท็ก {tag.shown if tag else ''} ไม่ได้: {reason}",
            hint="ตรวจว่าค่าที่กรอกเป็นชนิดที่ตัวกรองใช้ได้ หรือแก้แท็กในแบบหนังสือ",
        )

    def missing(self, recorded: Iterable[MissingName], values: Mapping[str, Any]) -> list[Finding]:
        """Return a finding for each tag that asks for a name the letter does not have.

        `recorded` are those met while rendering, `values` what the letter has.
        """
        absent = self.names - values.keys()
        known = [name for name in values if not name.startswith("_")]
        free = _free_names(tuple(tag for _, tag in self.tags)) if absent else ()
        found = [
            (line, faults.missing_name(name, tag, known, self.label))
            for (line, tag), names in zip(self.tags, free, strict=False)
            for name in sorted(names & absent)
        ]
        for missing in recorded:
            if missing.name not in absent or missing.owner_keys:
                tag_there = _tag_at(self.tags, missing.line)
                near = missing.owner_keys or known
                fault = faults.missing_name(missing.name, tag_there, near, self.label)
                found.append((missing.line or 0, fault))
        return [finding for _, finding in sorted(found, key=itemgetter(0))]


@lru_cache(maxsize=16)  # asked again for each letter of a run that lacks a name
def _free_names(tags: tuple[Tag, ...]) -> tuple[frozenset[str], ...]:
    return tuple(faults.free_names(tags, READER))


def _tag_at(tags: tuple[tuple[int, Tag], ...], line: int | None) -> Tag | None:
    """Return the tag that stands on `line`: the last one that begins on it or before."""
    if line is None:
        return None
    place = bisect_right(tags, line, key=lambda tag: tag[0]) - 1
    return tags[place][1] if place >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was made of a part's XML: nothing that one template has and another has not."""

    code: CodeType
    names: frozenset[str]
    is_furniture: bool
    tags: tuple[tuple[int, Tag], ...]
    has_columns: bool
    own: frozenset[str]


def compile_part(
    name: str, xml: bytes, label: str, sandbox: Sandbox
) -> CompiledPart | list[Finding] | None:
    """Return the part compiled, None when it has no tags, or every fault in its tags."""
    read = _read_again(xml, label) if len(xml) <= _REMEMBERED else _read(xml, label)
    if not isinstance(read, _Read):
        return read if read is None else [*read]
    return CompiledPart(
        name=name,
        label=label,
        template=sandbox.template(read.code),
        names=read.names,
        is_furniture=read.is_furniture,
        tags=read.tags,
        has_columns=read.has_columns,
        own=read.own,
    )


def _read(xml: bytes, label: str) -> _Read | tuple[Finding, ...] | None:
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # well-formed, but deeper or larger than libxml2 reads
        return (_strange(label),)
    join_tags(root)
    has_text = not is_properties(root)
    every = list(paragraphs(root, label) if has_text else properties(root, label))
    text = etree.tostring(root, encoding="unicode")
    if not any(line.has_braces for line in every) and "{{" not in text and "{%" not in text:
        return None
    # docxtpl looks for tags under the usual names of elements.
    found = [] if root.prefix == "w" or not has_text else [_strange(label)]
    found += faults.syntax_faults([line for line in every if line.has_braces], READER)
    if found:
        return tuple(found)
    source = tagged_source(_DECLARATION + text, every, label)
    try:
        return _translated(source)
    except TemplateSyntaxError as error:
        return (_unreadable(error, source, label),)


# The parts of a type that is in use, and the page furniture that all types have in common.
_read_again: Final = lru_cache(maxsize=64)(_read)


def _translated(source: Source) -> _Read:
    tree = READER.parse(source.text)
    own = frozenset(data.data for data in tree.find_all(nodes.TemplateData))
    asks = any(map(_asks, tree.find_all(_ASKING)))  # before the sandbox's own filters are there
    code, names = READER.translated(tree)
    return _Read(
        code=code,
        names=names,
        is_furniture=names <= {FURNITURE} and not asks,
        tags=source.tags,
        has_columns=any(
            tag.replaces in CELL_TAGS or tag.word in CELL_WORDS for _, tag in source.tags
        ),
        own=own,
    )


def _asks(used: nodes.Node) -> bool:
    """Return whether it may take more from the letter than its names, or more work than text."""
    return not isinstance(used, nodes.Filter) or used.name not in {AS_XML, AS_LINE}


def _unreadable(error: TemplateSyntaxError, source: Source, label: str) -> Finding:
    tag = _tag_at(source.tags, error.lineno)
    return Finding(
        code="template-syntax",
        where=tag.where if tag else label,
        message=f"อ่านแท็ก {tag.shown if tag else ''} ไม่ได้ ({error.message})",
        hint="ตรวจแท็กเปิดและแท็กปิดให้ครบคู่",
    )


def _strange(label: str) -> Finding:
    return Finding(
        code="template-unreadable",
        where=label,
        message="แฟ้มนี้ไม่ได้บันทึกด้วย Word จึงอ่านแท็กไม่ได้",
        hint="เปิดแฟ้มนี้ใน Word แล้วบันทึกเป็น .docx (Word Document) จากนั้นลองใหม่",
    )
