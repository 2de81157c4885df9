"""One part of a template, compiled: its tags, their places, and faults found in them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError

from circulars.model.findings import Finding
from circulars.render import faults
from circulars.render.tags import TAG, Paragraph, Tag, inside_of, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import jinja2

    from circulars.expressions import Sandbox

MAX_PART: Final = 100_000_000  # characters of one rendered part
MAX_SECONDS: Final = 30  # of rendering one part
# Parts of the package that may hold tags, and their names in messages.
_PARTS: Final = {
    "document": "letter.docx",
    "header": "letter.docx หัวกระดาษ",
    "footer": "letter.docx ท้ายกระดาษ",
    "footnotes": "letter.docx เชิงอรรถ",
    "endnotes": "letter.docx อ้างอิงท้ายเรื่อง",
}
_PART_NAME: Final = re.compile(rf"word/({'|'.join(_PARTS)})\d*\.xml")
_PARAGRAPH_START: Final = re.compile(r"<w:p(?=[ >])")
# What Jinja and the filters raise when a value does not fit a tag.
RENDER_ERRORS: Final = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPart:
    """A part with tags: rendered by Jinja, its tags known by line and by place."""

    name: str
    template: jinja2.Template
    names: frozenset[str]  # what it takes from the letter
    tags: tuple[Tag, ...]
    lines: tuple[str, ...]  # the source that Jinja reads, a paragraph a line

    def render(self, values: Mapping[str, Any]) -> str:
        """Return the part's XML with `values` printed."""
        return _bounded(self.template.root_render_func(self.template.new_context(dict(values))))

    def fault(self, error: Exception) -> Finding:
        """Return the finding for `error`, raised while rendering, at the tag that raised it."""
        tag = self._tag_of(error)
        return Finding(
            code="template-unsafe" if isinstance(error, SecurityError) else "template-value",
            where=tag.where if tag else "letter.docx",
            message=f"พิมพ์ค่าที่แท็ก {tag.text if tag else ''} ไม่ได้: {error}",
            hint="ตรวจว่าค่าที่กรอกเป็นชนิดที่ตัวกรองใช้ได้ หรือแก้แท็กในแบบหนังสือ",
        )

    def _tag_of(self, error: Exception) -> Tag | None:
        """Return the tag on the line where Jinja raised `error`."""
        line = getattr(error, "lineno", None) or _template_line(error)
        if line is None:
            return None
        here = {inside_of(text) for text in TAG.findall(self.lines[line - 1])}
        return next((tag for tag in self.tags if tag.inside in here), None)


def _bounded(chunks: Iterable[str]) -> str:
    pieces, size, stop = [], 0, time.monotonic() + MAX_SECONDS
    for chunk in chunks:
        pieces.append(chunk)
        size += len(chunk)
        if size > MAX_PART or time.monotonic() > stop:
            raise SecurityError("แบบหนังสือสร้างข้อความมากหรือนานเกินไป")
    return "".join(pieces)


def _template_line(error: Exception) -> int | None:
    """Return the line of Jinja's source that `error` passed through last, if any."""
    found, frame = None, error.__traceback__
    while frame is not None:
        if "__jinja_template__" in frame.tb_frame.f_globals:
            template = frame.tb_frame.f_globals["__jinja_template__"]
            found = template.get_corresponding_lineno(frame.tb_lineno)
        frame = frame.tb_next
    return found


def part_label(member: str) -> str | None:
    """Return how messages name the package member, or None when it can hold no tags."""
    found = _PART_NAME.fullmatch(member)
    return _PARTS[found.group(1)] if found else None


def scan(xml: bytes, label: str) -> list[Paragraph]:
    """Return the paragraphs of a part that hold braces of tags, with their places."""
    return [line for line in paragraphs(xml, label) if "{" in line.text or "}" in line.text]


def compile_part(
    name: str, xml: bytes, lines: list[Paragraph], sandbox: Sandbox
) -> CompiledPart | Finding:
    """Return the part compiled, or the finding that says why Jinja cannot read it."""
    source = DocxTemplate(None).patch_xml(xml.decode())
    source = _PARAGRAPH_START.sub("\n<w:p", source)
    tags = tuple(tag for line in lines for tag in line.tags())
    try:
        template = sandbox.from_string(source)
    except TemplateSyntaxError as error:
        return Finding(
            code="template-syntax",
            where=tags[0].where if tags else name,
            message=f"อ่านแท็กในแบบหนังสือไม่ได้ ({error.message})",
            hint="ตรวจแท็กเปิดและแท็กปิดให้ครบคู่",
        )
    names = faults.undeclared(source, sandbox)
    return CompiledPart(
        name=name, template=template, names=names, tags=tags, lines=tuple(source.split("\n"))
    )
