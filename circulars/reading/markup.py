"""WordprocessingML as people see it: wrappers looked through, deleted text stepped over.

ISO/IEC 29500-1 gives the elements; ISO/IEC 29500-3, 10.2 the choice between alternates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from circulars.body import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

T = TypeVar("T")

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"

PARAGRAPH: Final = f"{W}p"
TABLE: Final = f"{W}tbl"
ROW: Final = f"{W}tr"
CELL: Final = f"{W}tc"
RUN: Final = f"{W}r"
TEXT: Final = f"{W}t"
VALUE: Final = f"{W}val"
PROPERTIES: Final = f"{W}pPr"
RUN_PROPERTIES: Final = f"{W}rPr"
SECTION: Final = f"{W}sectPr"
TEXT_BOX: Final = f"{W}txbxContent"
WORD_ART: Final = f"{_VML}textpath"
PICTURES: Final = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        f"{_VML}imagedata",
        "{urn:schemas-microsoft-com:office:office}OLEObject",
    }
)
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What only wraps text: content controls, links, smart tags, fields with their result inside, and
# the insertions of tracked changes.
_WRAPPERS: Final = frozenset(
    f"{W}{name}"
    for name in (
        "sdt", "sdtContent", "hyperlink", "smartTag", "customXml", "fldSimple", "ins", "moveTo",
        "dir", "bdo",
    )
)  # fmt: skip
_DELETED: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_ALTERNATE: Final = f"{_MC}AlternateContent"
_CHANGES: Final = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_FALSE: Final = frozenset({"0", "false", "off"})


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in `element`, in order, without wrappers and without what is deleted."""
    for child in element:
        tag = child.tag
        if tag in _WRAPPERS:
            yield from children(child)
        elif tag == _ALTERNATE:
            yield from children(_alternate(child))
        elif tag not in _DELETED:
            yield child


def _alternate(element: etree._Element) -> etree._Element:
    """Return the branch of `mc:AlternateContent` to read: the first, unless it says nothing."""
    choice = element.find(f"{_MC}Choice")
    fallback = element.find(f"{_MC}Fallback")
    if choice is None or (fallback is not None and _says_nothing(choice)):
        return element if fallback is None else fallback
    return choice


def _says_nothing(branch: etree._Element) -> bool:
    return next(branch.iter(TEXT, TEXT_BOX, WORD_ART, *PICTURES), None) is None


def drawn(element: etree._Element) -> Iterator[etree._Element]:
    """Yield text boxes, pictures and word art in a drawing; those in a text box left to it."""
    for child in children(element):
        if child.tag in {TEXT_BOX, WORD_ART} or child.tag in PICTURES:
            yield child
        else:
            yield from drawn(child)


def has_changes(root: etree._Element) -> bool:
    """Whether tracked insertions or deletions wait to be accepted."""
    return next(root.iter(*_CHANGES), None) is not None


def is_on(element: etree._Element | None) -> bool:
    """Whether an on-off property is there and says yes."""
    return element is not None and element.get(VALUE) not in _FALSE


def by_tag(element: etree._Element | None) -> dict[str, etree._Element]:
    """Return the children of `element` by their names, the last of each: its properties."""
    return {} if element is None else {str(child.tag): child for child in element}


def value(element: etree._Element | None) -> str | None:
    """Return the `w:val` of a property, None where it is not there."""
    return None if element is None else element.get(VALUE)


def value_at(element: etree._Element | None, path: str) -> str | None:
    """Return the `w:val` of the property at `path`, None where it is not there."""
    return None if element is None else value(element.find(path))


def first(own: T | None, base: T | None) -> T | None:
    """Return what the nearer one says, what the farther one does where it says nothing."""
    return base if own is None else own


def whole(text: str | None, default: int = 0) -> int:
    """Return the whole number that an attribute holds, `default` where it holds none."""
    try:
        return int(text or "")
    except ValueError:
        return default
