"""The parts of a Word package that comments are in: main part, comments, and what ties them."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, Self

from lxml import etree

from circulars.body import MAIN_PART, W
from circulars.ooxml import CONTENT_TYPES, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# ECMA-376 part 1, 11.3.2: relationship and content type of the comments part.
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS: Final = f"{_OFFICE}/comments"
_MAIN: Final = f"{_OFFICE}/officeDocument"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# In the comments part of our copies, with the digest of the main part: text that somebody has
# changed since does not fit it.
_MARK: Final = "circulars check "
_NO_COMMENTS: Final = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_NO_RELATIONSHIPS: Final = f'<Relationships xmlns="{_RELS[1:-1]}"/>'.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentParts:
    """A package opened for comments; `roots` are the parts that change, by member."""

    docx: bytes
    roots: dict[str, etree._Element]
    main_name: str
    comments_name: str
    numbers: Iterator[int]  # that no comment has yet

    @classmethod
    def of(cls, docx: bytes) -> Self:
        """Return the package `docx`, one that has been read as a Word document before."""
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            members = {name: archive.read(name) for name in archive.namelist() if _is_ours(name)}
        main = _target(members.get("_rels/.rels", _NO_RELATIONSHIPS), "", _MAIN) or MAIN_PART
        rels = _rels_of(main)
        relationships = members.get(rels, _NO_RELATIONSHIPS)
        comments = _target(relationships, posixpath.dirname(main), _COMMENTS)
        name = comments or _free_name(posixpath.dirname(main), members)
        wanted = {
            main: members[main],
            rels: relationships,
            name: members.get(name, _NO_COMMENTS),
            CONTENT_TYPES: members[CONTENT_TYPES],
        }
        roots = {member: _parsed(xml) for member, xml in wanted.items()}
        return cls(
            docx=docx,
            roots=roots,
            main_name=main,
            comments_name=name,
            numbers=count(_highest(roots[name]) + 1),
        )

    @property
    def main(self) -> etree._Element:
        """`w:document`."""
        return self.roots[self.main_name]

    def add(self, text: str, *, author: str, initials: str) -> int:
        """Return the number of a new comment, which is to be tied to a paragraph."""
        comments = self.roots[self.comments_name]
        number = next(self.numbers)
        comment = etree.SubElement(
            comments,
            f"{W}comment",
            {f"{W}id": str(number), f"{W}author": author, f"{W}initials": initials},
        )
        paragraph = etree.SubElement(comment, f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
        return number

    def package(self) -> bytes:
        """Return the package with its comments; parts without a change are copied as they are."""
        # Slow to load, and a check without a commented copy needs no renderer.
        from circulars.render.package import deflated, read_members, write_package

        self._tie()
        mark = etree.Comment(_mark(_serialised(self.main)))
        self.roots[self.comments_name].insert(0, mark)
        changed = {name: _serialised(root) for name, root in self.roots.items()}
        members = [
            deflated(member.name, changed.pop(member.name)) if member.name in changed else member
            for member in read_members(self.docx)
        ]
        members += [deflated(name, content) for name, content in changed.items()]
        return write_package(members)

    def _tie(self) -> None:
        """Name the comments part in relationships and content types."""
        relationships = self.roots[_rels_of(self.main_name)]
        if not any(each.get("Type") == _COMMENTS for each in relationships):
            taken = {each.get("Id") for each in relationships}
            free = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
            target = posixpath.basename(self.comments_name)
            given = {"Id": free, "Type": _COMMENTS, "Target": target}
            etree.SubElement(relationships, f"{_RELS}Relationship", given)
        part = f"/{self.comments_name}"
        types = self.roots[CONTENT_TYPES]
        if not any(each.get("PartName") == part for each in types):
            given = {"PartName": part, "ContentType": _TYPE}
            etree.SubElement(types, f"{_TYPES}Override", given)


def _highest(comments: etree._Element) -> int:
    """Return the highest number of the `comments` that are there; -1 where there is none."""
    ids = (each.get(f"{W}id", "") for each in comments.iter(f"{W}comment"))
    return max((int(each) for each in ids if each.isdecimal()), default=-1)


def is_marked(docx: bytes) -> bool:
    """Return whether :meth:`CommentParts.package` made the package, and its text is as it was."""
    parts = CommentParts.of(docx)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        mark = _mark(archive.read(parts.main_name))
    return any(
        each.text == mark for each in parts.roots[parts.comments_name].iterchildren(etree.Comment)
    )


def is_commented_copy(path: Path) -> bool:
    """Return whether the file is a commented copy of ours, edited since or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            comments = (name for name in archive.namelist() if "comments" in name)
            return any(_MARK.encode() in archive.read(name) for name in comments)
    except UNREADABLE:  # told where the file is read
        return False


def _mark(main: bytes) -> str:
    return f"{_MARK}{hashlib.sha256(main).hexdigest()}"


def _serialised(root: etree._Element) -> bytes:
    tree = root.getroottree()
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_ours(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _rels_of(member: str) -> str:
    folder, file = posixpath.split(member)
    return posixpath.join(folder, f"_rels/{file}.rels")


def _target(relationships: bytes, folder: str, kind: str) -> str | None:
    """Return the member that the relationship of `kind` leads to from `folder`, if there is one."""
    for relation in _parsed(relationships):
        if relation.get("Type") == kind:
            target = posixpath.join("/", folder, relation.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    return None


def _free_name(folder: str, members: dict[str, bytes]) -> str:
    names: Iterator[str] = (f"comments{n or ''}.xml" for n in range(len(members) + 1))
    return next(path for name in names if (path := posixpath.join(folder, name)) not in members)


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xml, parser)
