"""What the program prints by itself: page numbers, continuation words and the emblem."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.authoring.stretches import flat_text, replace_stretch, set_text
from circulars.body import W
from circulars.data.line_breaks import JOINER
from circulars.reading.markup import PARAGRAPH, PICTURES, RUN, RUN_PROPERTIES, SECTION, TEXT
from circulars.reading.package import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written import Paragraph

_PAGE_NUMBER: Final = re.compile(r"[-–—]\s*[0-9๐-๙]{1,3}\s*[-–—]")
_CONTINUATION: Final = re.compile(r"/\s*\S[^/\n]{1,60}?\s*(?:\.{2,}|…+)\s*")
_NUMBER_ALONE: Final = re.compile(r"[-–—\s0-9๐-๙]*")
_REFERENCES: Final = (f"{W}headerReference", f"{W}footerReference")
_STORIES: Final = frozenset({f"{W}hdr", f"{W}ftr"})
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN: Final = (f"{W}drawing", f"{W}pict", f"{W}object")
_HEAD: Final = 6  # paragraphs in which the emblem stands
_BRACES: Final = re.compile(r"\{(?=[{%#])|(?<=[}%#])\}")
EMBLEM: Final = "{{r ตราครุฑ }}"


def is_furniture(text: str) -> bool:
    """Return whether a line is a typed page number or the words that go on on the next page.

    >>> is_furniture("- ๒ -"), is_furniture("/๒. จัดเก็บ..."), is_furniture("๒. จัดเก็บ")
    (True, True, False)
    """
    said = text.strip()
    return bool(_PAGE_NUMBER.fullmatch(said) or _CONTINUATION.fullmatch(said))


def take_furniture(paragraphs: Iterable[Paragraph], script: Manuscript) -> set[int]:
    """Take out typed page numbers and continuation words; return the orders of what goes."""
    gone: set[int] = set()
    for paragraph in paragraphs:
        element = script.element(paragraph.order)
        if element is not None and paragraph.order is not None and is_furniture(paragraph.text):
            script.drop(element)
            what = "โปรแกรมใส่เลขหน้าและคำต่อหน้าให้เอง"
            script.note(paragraph, paragraph.text, "(ตัดออก)", what)
            gone.add(paragraph.order)
    return gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What becomes of headers and footers, by relationship id."""

    gone: frozenset[str]  # no section names them any more
    changed: Mapping[str, bytes]  # they lose a typed number or continuation words


def forget_numbers(root: etree._Element, parts: Mapping[str, bytes]) -> Stories:
    """Take page numbers and continuation words out of headers and footers.

    Those that hold nothing else are no longer named by their sections.  `parts` are the contents
    by relationship id.
    """
    stories = {key: story for key, part in parts.items() if (story := _story(part)) is not None}
    named: set[str] = set()
    for section in root.iter(SECTION):
        for reference in [each for each in section if each.tag in _REFERENCES]:
            key = reference.get(_RELATION, "")
            if key in stories and _says_number_alone(stories[key]):
                section.remove(reference)
            else:
                named.add(key)
    changed = {key for key in named & stories.keys() if _without_furniture(stories[key])}
    return Stories(
        gone=frozenset(stories.keys() - named),
        changed={key: etree.tostring(stories[key], encoding="UTF-8") for key in changed},
    )


def _without_furniture(story: etree._Element) -> bool:
    """Take the paragraphs of furniture out of a story that says more; return whether any went."""
    lines = [each for each in story if each.tag == PARAGRAPH and is_furniture(flat_text(each))]
    for each in lines:
        story.remove(each)
    return bool(lines)


def _story(part: bytes) -> etree._Element | None:
    """Return the root of a header or footer; None for other parts."""
    root = parse(part) if part else None
    return root if root is not None and root.tag in _STORIES else None


def _says_number_alone(story: etree._Element) -> bool:
    lines = ["".join(t.text or "" for t in p.iter(TEXT)) for p in story.iter(PARAGRAPH)]
    plain = next(story.iter(*_DRAWN, *PICTURES), None) is None
    return plain and all(_NUMBER_ALONE.fullmatch(each) or is_furniture(each) for each in lines)


def take_emblem(script: Manuscript) -> bool:
    """Make the picture at the head of the letter the office's emblem; return if there is one."""
    for number, paragraph in enumerate(script.root.iter(PARAGRAPH)):
        if number >= _HEAD:
            return False
        for run in paragraph.iter(RUN):
            for child in run:
                drawn = child.tag in _DRAWN or next(child.iter(*_DRAWN), None) is not None
                if drawn and next(child.iter(*PICTURES), None) is not None:
                    _put_emblem(run, child)
                    return True
    return False


def _put_emblem(run: etree._Element, picture: etree._Element) -> None:
    """Put a run with the tag behind `run`, which loses its picture."""
    run.remove(picture)
    own = etree.Element(RUN)
    look = run.find(RUN_PROPERTIES)
    if look is not None:
        own.append(deepcopy(look))
    etree.SubElement(own, TEXT).text = EMBLEM
    run.addnext(own)


def clean_typed(root: etree._Element) -> None:
    """Take joiners away, which are put in anew, and keep typed braces from being tags."""
    for element in root.iter(TEXT):
        if JOINER in (element.text or ""):
            set_text(element, (element.text or "").replace(JOINER, ""))
    for paragraph in root.iter(PARAGRAPH):
        for brace in reversed(list(_BRACES.finditer(flat_text(paragraph)))):
            apart = "{_" if brace[0] == "{" else "_}"
            replace_stretch(paragraph, brace.start(), brace.end(), apart)
