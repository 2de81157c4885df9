"""A template to be checked: its parts as they stand, and what its letter.toml says."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.body import W
from circulars.letter_types.lookups import list_at, table_at
from circulars.linting.known import known_shapes
from circulars.linting.own_sections import sections
from circulars.linting.shapes import DATE, NUMBER
from circulars.ooxml import CONTENT_TYPES, PackageFault, directory_faults, open_package, xml_parts
from circulars.reading.package import parse
from circulars.render.joining import join_tags
from circulars.render.properties import is_properties, properties
from circulars.render.source import NAME, TAGGED
from circulars.render.tags import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.letter_types.lookups import Table
    from circulars.linting.shapes import Shape
    from circulars.render.tags import Paragraph, Tag

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# Main parts that hold the same text under another name: with macros, or as a template of Word.
_OTHER_MAIN: Final = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_ABOUT: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_LABELS: Final = {
    **TAGGED,
    **dict.fromkeys(_OTHER_MAIN, NAME),
    _ABOUT: f"{NAME} คุณสมบัติของแฟ้ม",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One part whose tags are printed: the letter itself, a header, a footer, notes.

    `root` has its tags made whole and what was deleted left out, as the renderer sees it;
    `written` is the part as it stands in the file.
    """

    member: str
    content_type: str
    label: str  # "letter.docx", "letter.docx หัวกระดาษ"
    root: etree._Element
    written: etree._Element
    orders: Mapping[etree._Element, int]  # 0-based, of each `w:p` of `root` in the file

    @cached_property
    def lines(self) -> tuple[Paragraph, ...]:
        """The paragraphs, with the places that messages name."""
        if is_properties(self.root):
            return tuple(properties(self.root, self.label))
        return tuple(paragraphs(self.root, self.label))

    @cached_property
    def elements(self) -> dict[int, etree._Element]:
        """The `w:p`, or the property, by the number of its line."""
        every = self.root if is_properties(self.root) else self.root.iter(f"{W}p")
        return dict(enumerate(every))

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The tags in order, remarks left out."""
        return tuple(tag for line in self.lines for tag in line.tags() if tag.sign != "#")

    @property
    def is_letter(self) -> bool:
        """Whether it is the letter itself."""
        return self.root.tag == f"{W}document"

    @cached_property
    def _places(self) -> dict[etree._Element, str]:
        return {self.elements[line.number]: line.where for line in self.lines}

    def place(self, element: etree._Element) -> str:
        """Return where `element` of `root` stands: its paragraph, or the part."""
        inside = (element, *element.iterancestors(f"{W}p"))
        first = element if element.tag == f"{W}p" else next(element.iter(f"{W}p"), None)
        found = (each for each in (*inside, first) if each is not None and each in self._places)
        return next((self._places[each] for each in found), self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relationship of a part: an image, a link, an embedded file."""

    member: str  # of the part that has it
    name: str  # by which the part's text knows it
    kind: str  # the last word of its type: "image"
    target: str  # a member, or an address outside
    is_external: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is checked."""

    label: str  # "letter.docx", or a bare file's own name
    data: bytes
    contents: Mapping[str, bytes]  # of the members that are XML; none where it cannot be opened
    parts: tuple[Part, ...]
    about: tuple[Part, ...]  # the properties of the file: title, subject
    table: Table | None  # of letter.toml as it stands; None: it cannot be read
    is_bare: bool  # a file alone: nothing says yet where its data come from

    @cached_property
    def known(self) -> dict[str, Shape]:
        """The names that a letter has, and what they are.

        A type that names no fields has those of every form, which are day and number.
        """
        every = {} if self.says_names else {"วันที่": DATE, "เลขที่": NUMBER}
        return {**every, **known_shapes(self.table or {})}

    @property
    def tagged(self) -> tuple[Part, ...]:
        """Everything in which tags are printed: text, and properties of the file."""
        return *self.parts, *self.about

    @property
    def says_names(self) -> bool:
        """Whether letter.toml names fields or datasets; without, each tag asks for a field."""
        return bool(self.table and (self.table.get("fields") or self.table.get("datasets")))

    @property
    def written(self) -> int:
        """How many annexes are pages of the template; all that may be, if nothing says so."""
        if self.table is None:
            return max(0, sum(len(sections(part)) - 1 for part in self.parts if part.is_letter))
        annexes = map(table_at, list_at(self.table.get("annexes")))
        return sum(annex.get("pages") is True for annex in annexes)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relationships of all parts."""
        return tuple(_relations(self.contents))

    def related(self, member: str) -> dict[str, Relation]:
        """Return the relationships of one part by name."""
        return {each.name: each for each in self.relations if each.member == member}


def read_draft(data: bytes, label: str, table: Table | None, *, is_bare: bool) -> Draft:
    """Return the template `data` with its type's `table`; no parts where it cannot be opened."""
    contents = _opened(data)
    try:
        parts = [_part(member, contents[member], kind, label) for member, kind in _tagged(contents)]
    except etree.XMLSyntaxError:  # nested deeper than lxml reads: told by the renderer
        contents, parts = {}, []
    about = [part for part in parts if is_properties(part.root)]
    parts = [part for part in parts if not is_properties(part.root)]
    return Draft(
        label=label,
        data=data,
        contents=contents,
        parts=tuple(sorted(parts, key=lambda part: not part.is_letter)),
        about=tuple(about),
        table=table,
        is_bare=is_bare,
    )


def _opened(data: bytes) -> Mapping[str, bytes]:
    """Return the members that are XML; none where the package is at fault."""
    archive = open_package(data)
    if isinstance(archive, PackageFault):
        return {}
    with archive:
        if any(directory_faults(archive)):
            return {}
        contents, faults = xml_parts(archive)
        return {} if faults else contents


def _tagged(contents: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the members that may hold tags, and their content types."""
    if CONTENT_TYPES not in contents:
        return
    for each in parse(contents[CONTENT_TYPES]).iter(f"{_TYPES}Override"):
        member = each.get("PartName", "").lstrip("/")
        kind = each.get("ContentType", "")
        if kind in _LABELS and member in contents:
            yield member, kind


def _part(member: str, xml: bytes, kind: str, name: str) -> Part:
    """Return the part of a template called `name`."""
    root, written = _read(xml), _read(xml)
    orders = {each: number for number, each in enumerate(root.iter(f"{W}p"))}
    join_tags(root)
    return Part(
        member=member,
        content_type=kind,
        label=_LABELS[kind].replace(NAME, name, 1),
        root=root,
        written=written,
        orders=orders,
    )


def _read(xml: bytes) -> etree._Element:
    """Return the part without the lines above its notes, which nobody sees as paragraphs."""
    root = parse(xml)
    for note in list(root.iterchildren(f"{W}footnote", f"{W}endnote")):
        if note.get(f"{W}type", "normal") != "normal":
            root.remove(note)
    return root


def _relations(contents: Mapping[str, bytes]) -> Iterator[Relation]:
    for name, xml in contents.items():
        folder, file = posixpath.split(name)
        if not file.endswith(".rels"):
            continue
        owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        for each in parse(xml).iter(f"{_RELATIONS}Relationship"):
            target = each.get("Target", "")
            is_external = each.get("TargetMode") == "External"
            inside = posixpath.join("/", posixpath.dirname(owner), target)
            yield Relation(
                member=owner,
                name=each.get("Id", ""),
                kind=each.get("Type", "").rpartition("/")[2],
                target=target if is_external else posixpath.normpath(inside).lstrip("/"),
                is_external=is_external,
            )
