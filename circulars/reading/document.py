"""The bytes of a DOCX as a `Document`: what people read on its pages, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.body import W
from circulars.model.errors import DocumentError
from circulars.model.written import Document
from circulars.reading.furniture import read_furniture
from circulars.reading.markup import PARAGRAPH, PROPERTIES, SECTION, has_changes, value_at
from circulars.reading.notes import read_notes
from circulars.reading.numbering import Numbering, read_numbering
from circulars.reading.package import WordPackage, open_word, parse_shared
from circulars.reading.places import placed
from circulars.reading.refusals import too_deep
from circulars.reading.story import Story
from circulars.reading.styles import read_styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.reading.numbering import List
    from circulars.reading.styles import Styles

# ISO/IEC 29500-1, 17.18.77 `ST_SectionMark`: sections that go on on the same page.
_GOES_ON: Final = frozenset({"continuous", "nextColumn"})


def read_document(data: bytes, name: str) -> Document:
    """Return what stands in the DOCX `data`; `name` is for messages.

    Raises :exc:`DocumentError` with everything found when it is no Word document that can be
    read: an old or locked one, another kind of file, a damaged or hostile package.
    """
    try:
        return _document(open_word(data, name), name)
    except (etree.XMLSyntaxError, RecursionError) as error:  # elements deeper than any text
        raise DocumentError(too_deep(name)) from error


def _document(package: WordPackage, name: str) -> Document:
    shared = _shared(
        package.xml("styles"), package.xml("theme"), package.xml("numbering"), _language(package)
    )
    sections = _sections(package.main)
    body = Story(
        styles=shared.styles,
        numbering=Numbering(lists=shared.lists),
        order={each: number for number, each in enumerate(package.main.iter(PARAGRAPH))},
        section_breaks=[_starts_page(section) for section in sections],
    )
    blocks = tuple(placed(body.items(package.body)))
    printed = read_furniture(package, sections, shared.new_story)
    return Document(
        name=name,
        blocks=(*blocks, *read_notes(package, shared.new_story)),
        furniture=printed.furniture,
        sections=max(len(sections), 1),
        has_emblem=body.has_picture_at_head or printed.has_picture_at_head,
        has_revisions=has_changes(package.main),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shared:
    """What documents of one making have in common; known by being the same object."""

    styles: Styles
    lists: Mapping[str, List]

    def new_story(self) -> Story:
        """Return a reader of a text beside the body, which counts its lists for itself."""
        return Story(styles=self.styles, numbering=Numbering(lists=self.lists))


@lru_cache(maxsize=16)  # letters of one run, and most documents of an office, share theirs
def _shared(styles_xml: bytes, theme_xml: bytes, numbering_xml: bytes, language: str) -> _Shared:
    styles = read_styles(styles_xml, theme_xml, language)
    return _Shared(styles=styles, lists=read_numbering(numbering_xml, styles).lists)


def _language(package: WordPackage) -> str:
    """Return the language of the document's complex scripts: ``th-TH``."""
    settings = package.xml("settings")
    language = parse_shared(settings).find(f"{W}themeFontLang") if settings else None
    return "" if language is None else language.get(f"{W}bidi", "")


def _sections(main: etree._Element) -> Sequence[etree._Element]:
    """Return the `w:sectPr` of the sections in order, not those of tracked changes."""
    parents = {f"{W}body", PROPERTIES}
    return [
        section
        for section in main.iter(SECTION)
        if (parent := section.getparent()) is not None and parent.tag in parents
    ]


def _starts_page(section: etree._Element) -> bool:
    return value_at(section, f"{W}type") not in _GOES_ON
