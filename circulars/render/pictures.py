"""Pictures drawn while a letter is rendered: put into the package as Word expects them."""

from __future__ import annotations

import posixpath
import zipfile
from typing import TYPE_CHECKING, Final

from isal import isal_zlib

from circulars.ooxml import CONTENT_TYPES
from circulars.render.package import Member, deflated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MEDIA: Final = "word/media/{name}.png"
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_RELATIONSHIPS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
_PNG: Final = '<Default Extension="png" ContentType="image/png"/>'


def with_pictures(
    members: Iterable[Member], drawn: Mapping[str, Mapping[str, bytes]]
) -> list[Member]:
    """Return `members` with the PNG files of `drawn`, by part and relationship, in the package.

    A picture that several parts show is there once.
    """
    named = {member.name: member for member in members}
    pictures: dict[str, bytes] = {}
    for part, images in drawn.items():
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        targets = {image: posixpath.relpath(_MEDIA.format(name=image), folder) for image in images}
        named[relations] = _with_relations(named.get(relations), relations, targets)
        pictures |= images
    named[CONTENT_TYPES] = _with_type(named[CONTENT_TYPES])
    media = (deflated(_MEDIA.format(name=name), png) for name, png in pictures.items())
    return [*named.values(), *media]


def _with_relations(member: Member | None, name: str, targets: Mapping[str, str]) -> Member:
    text = _content(member) if member else _RELATIONSHIPS
    added = "".join(
        f'<Relationship Id="{image}" Type="{_IMAGE}" Target="{target}"/>'
        for image, target in targets.items()
    )
    head, end, tail = text.rpartition("</")
    return deflated(name, f"{head}{added}{end}{tail}".encode())


def _with_type(member: Member) -> Member:
    """Return the content types with PNG among them; the defaults come first in the list."""
    text = _content(member)
    if 'extension="png"' in text.lower():
        return member
    start = text.index(">", text.index("<Types")) + 1
    return deflated(member.name, f"{text[:start]}{_PNG}{text[start:]}".encode())


def _content(member: Member) -> str:
    if member.method == zipfile.ZIP_STORED:
        return member.data.decode()
    return str(isal_zlib.decompress(member.data, -15).decode())
