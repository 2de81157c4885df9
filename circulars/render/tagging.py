"""The source that Jinja reads: docxtpl's, with each tag on a line and each value guarded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docxtpl import DocxTemplate

from circulars.expressions import AS_LINE, AS_XML
from circulars.render.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.render.tags import Paragraph

_PARAGRAPH: Final = re.compile(r"<w:p(?=[ />])")
_TOKEN: Final = re.compile(
    r"<!--(?P<paragraph>\d+)-->|(?P<xml><[^>]*>)|(?P<brace>\{_[{%]|[}%]_\})"
    r"|(?P<tag>\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})",
    re.DOTALL,
)
_VALUE: Final = re.compile(r"\{\{(-?)(.*?)(-?)\}\}", re.DOTALL)
_TEXT: Final = re.compile(r"<w:t[ >]")
# Elements whose text can hold no `w:br`: field codes, formulas, drawings, deleted text, and the
# properties of the document.
_LINE_TEXT: Final = re.compile(
    r"<(?:w:instrText|w:delText|w:delInstrText|m:t|a:t|dc:\w+|cp:\w+)[ >]"
)


@dataclass(frozen=True, slots=True)
class Source:
    """What Jinja compiles, and the tag that begins on each line of it."""

    text: str
    tags: tuple[tuple[int, Tag], ...]


def tagged_source(xml: str, paragraphs: Sequence[Paragraph], label: str) -> Source:
    """Return the part `xml`, whose paragraphs are given, as Jinja's source.

    A tag begins on a line of its own, so that Jinja's line numbers tell the tags apart.
    """
    numbers = iter(range(xml.count("<w:p")))
    marked = _PARAGRAPH.sub(lambda found: f"<!--{next(numbers)}-->{found.group()}", xml)
    patched = DocxTemplate(None).patch_xml(marked)
    writer = _Writer(_Known(paragraphs, label))
    end = 0
    for token in _TOKEN.finditer(patched):
        writer.copy(patched[end : token.start()])
        writer.write(token)
        end = token.end()
    writer.copy(patched[end:])
    return Source("".join(writer.pieces), tuple(writer.tags))


class _Known:
    """The tags as Word shows them, to be found again after docxtpl has moved them."""

    def __init__(self, paragraphs: Sequence[Paragraph], label: str) -> None:
        self._label = label
        self._places = {paragraph.number: paragraph.where for paragraph in paragraphs}
        self._tags: dict[str, list[Tag]] = {}
        for paragraph in paragraphs:
            for tag in paragraph.tags():
                self._tags.setdefault(_key(tag), []).append(tag)

    def nearest(self, text: str, paragraph: int) -> Tag:
        """Return the tag `text` as typed in or near `paragraph`."""
        made = Tag(text, self._places.get(paragraph, self._label), paragraph)
        same = self._tags.get(_key(made), [made])
        return min(same, key=lambda tag: abs(tag.paragraph - paragraph))


def _key(tag: Tag) -> str:
    return tag.sign + "".join(tag.inside.split())


class _Writer:
    def __init__(self, known: _Known) -> None:
        self.pieces: list[str] = []
        self.tags: list[tuple[int, Tag]] = []
        self._known = known
        self._line = 1
        self._paragraph = -1
        self._guard = AS_XML  # of a value that stands where the last XML tag was

    def copy(self, text: str) -> None:
        """Write `text` as it is."""
        self.pieces.append(text)
        self._line += text.count("\n")

    def write(self, token: re.Match[str]) -> None:
        """Write one token of the source as Jinja is to read it."""
        text = token.group()
        if token["paragraph"]:
            self._paragraph = int(token["paragraph"])
        elif token["xml"]:
            self._write_xml(text)
        elif token["brace"]:  # docxtpl's way to print braces
            self.copy("{{'%s'}}" % text.replace("_", ""))  # noqa: UP031 - braces of Jinja
        else:
            self._write_tag(text.replace("&amp;", "&"), self._guard)

    def _write_xml(self, text: str) -> None:
        if "{{" in text:
            self._write_attributes(text)
        else:
            self.copy(text)
        if _TEXT.match(text):
            self._guard = ""
        else:
            self._guard = AS_LINE if _LINE_TEXT.match(text) else AS_XML

    def _write_attributes(self, text: str) -> None:
        end = 0
        for value in _VALUE.finditer(text):
            self.copy(text[end : value.start()])
            self._write_tag(value.group().replace("&amp;", "&"), AS_LINE)
            end = value.end()
        self.copy(text[end:])

    def _write_tag(self, text: str, guard: str) -> None:
        self.tags.append((self._line + 1, self._known.nearest(text, self._paragraph)))
        value = _VALUE.fullmatch(text)
        if value and guard:
            before, inside, after = value.groups()
            self.copy(f"{{{{{before}\n({inside})|{guard}{after}}}}}")
        else:
            head = 3 if text[2] == "-" else 2
            self.copy(f"{text[:head]}\n{text[head:]}")
