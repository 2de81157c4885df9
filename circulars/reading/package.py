"""The parts of a Word package that are read, opened only after it is known to be harmless."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.body import MAIN_PART, W
from circulars.model.errors import DocumentError
from circulars.ooxml import SHARED, PackageFault, directory_faults, open_package, xml_parts
from circulars.reading.refusals import (
    incomplete,
    no_package_finding,
    other_package_finding,
    refusal,
    strict_finding,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

# ECMA-376 part 1, 15.2: the last words of relationship types; what comes before them differs
# between the transitional and the strict form.
_MAIN_DOCUMENT: Final = "officeDocument"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPackage:
    """The main part of a Word document, and the parts that it names."""

    main: etree._Element  # w:document
    body: etree._Element  # w:body
    by_id: Mapping[str, str]  # member by relationship id
    by_kind: Mapping[str, str]  # member by the last word of the relationship's type: "styles"
    contents: Mapping[str, bytes]  # of every member that is XML

    def xml(self, kind: str) -> bytes:
        """Return the part that the document has for `kind`, empty without one."""
        return self.contents.get(self.by_kind.get(kind, ""), b"")


def open_word(data: bytes, name: str) -> WordPackage:
    """Return the parts of the DOCX in `data`.

    Raises :exc:`DocumentError` with everything found: another kind of file, an old or locked
    one, a damaged or hostile package, one without a body.
    """
    other = no_package_finding(data, name)
    if other is not None:
        raise DocumentError(other)
    archive = open_package(data)
    if isinstance(archive, PackageFault):
        raise DocumentError(refusal(archive, name))
    with archive:
        contents = _contents(archive, name)
    main = _main_member(contents, name)
    root = parse(contents[main])
    body = root.find(f"{W}body")
    if body is None:
        strict = "purl.oclc.org" in str(root.tag)
        raise DocumentError(strict_finding(name) if strict else incomplete(name, main))
    relations = list(_relations(contents, main))
    return WordPackage(
        main=root,
        body=body,
        by_id={key: target for key, _, target in relations},
        by_kind={kind: target for _, kind, target in reversed(relations)},
        contents=contents,
    )


def parse_shared(xml: bytes) -> etree._Element:
    """Return as :func:`parse` the root of a part that letters of one run share: to be read only."""
    return _parse_again(xml) if len(xml) < SHARED else parse(xml)


@lru_cache(maxsize=64)
def _parse_again(xml: bytes) -> etree._Element:
    return parse(xml)


def parse(xml: bytes) -> etree._Element:
    """Return the root of a part that is known to be well-formed; comments left out."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(xml, parser)


def _contents(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Return the XML members of the package, every member checked."""
    contents: dict[str, bytes] = {}
    faults = list(directory_faults(archive))
    if not faults:
        other = other_package_finding(archive, name)
        if other is not None:
            raise DocumentError(other)
        contents, faults = xml_parts(archive)
    if faults:
        raise DocumentError(*(refusal(fault, name) for fault in faults))
    return contents


def _main_member(contents: dict[str, bytes], name: str) -> str:
    """Return the name of the main part: word/document.xml unless the package says otherwise."""
    named = (target for _, kind, target in _relations(contents, "") if kind == _MAIN_DOCUMENT)
    for member in (*named, MAIN_PART):
        if member in contents:
            return member
    raise DocumentError(incomplete(name, MAIN_PART))


def _relations(contents: Mapping[str, bytes], member: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind and target of each relationship of `member`, of the package if it is empty."""
    folder, file = posixpath.split(member)
    rels = contents.get(posixpath.join(folder, f"_rels/{file}.rels"))
    if rels is None:
        return
    for relation in parse_shared(rels).iter(f"{_RELATIONSHIPS}Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if relation.get("TargetMode") != "External":
            yield relation.get("Id", ""), kind, target.lstrip("/")
