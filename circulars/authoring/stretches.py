"""Text of a paragraph of Word laid flat, so that a stretch of it can be replaced in its runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.data import plain_text
from circulars.reading.markup import RUN, TEXT, children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# ISO/IEC 29500-1, 17.3.3: what stands in a run and is one character.
_CHARACTERS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}br": "\n",
    f"{W}noBreakHyphen": "-",
}
_SIMPLE_FIELD: Final = f"{W}fldSimple"
_FIELD_MARK: Final = f"{W}fldChar"
_STEPS: Final = {"begin": 1, "end": -1}


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character that people see, and where it stands; `index` in the text of a `w:t`."""

    shown: str
    element: etree._Element
    index: int
    is_of_field: bool  # Word puts it in, and would put it in again


def flat_text(paragraph: etree._Element) -> str:
    """Return the text of the `w:p` as its reader sees it."""
    return "".join(sign.shown for sign in _signs(paragraph))


def replace_stretch(paragraph: etree._Element, start: int, end: int, text: str) -> bool:
    """Put `text` in the place of the flat text from `start` to `end`; return whether it could.

    The new text stands in the run of the first letter that it replaces, and so looks like it.
    What is only drawn, such as a tab, cannot be where it begins.
    """
    covered = _signs(paragraph)[start:end]
    if not covered or covered[0].element.tag != TEXT:
        return False
    first = covered[0]
    last_of = {sign.element: sign.index for sign in covered if sign.element.tag == TEXT}
    first_of: dict[etree._Element, int] = {}
    for sign in covered:
        first_of.setdefault(sign.element, sign.index)
    for element, begin in first_of.items():
        if element.tag != TEXT:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        old = element.text or ""
        put = text if element is first.element else ""
        set_text(element, old[:begin] + put + old[last_of[element] + 1 :])
    return True


def set_text(element: etree._Element, text: str) -> None:
    """Make `text` the text of the `w:t`, blanks at its ends kept."""
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


def is_of_field(paragraph: etree._Element, start: int, end: int) -> bool:
    """Return whether Word puts in the flat text from `start` to `end`, or some of it."""
    return any(sign.is_of_field for sign in _signs(paragraph)[start:end])


def _signs(paragraph: etree._Element) -> list[_Sign]:
    signs: list[_Sign] = []
    depth = 0  # of fields within fields
    for run in (child for child in children(paragraph) if child.tag == RUN):
        is_simple = next(run.iterancestors(_SIMPLE_FIELD), None) is not None
        for child in children(run):
            if child.tag == _FIELD_MARK:
                depth += _STEPS.get(child.get(f"{W}fldCharType", ""), 0)
            signs += _of(child, is_of_field=is_simple or depth > 0)
    return signs


def _of(child: etree._Element, *, is_of_field: bool) -> Iterator[_Sign]:
    """Yield the characters of one piece of a run."""
    if child.tag == TEXT:
        for index, sign in enumerate(child.text or ""):
            if shown := plain_text(sign):
                yield _Sign(shown, child, index, is_of_field)
    elif shown := _CHARACTERS.get(str(child.tag), ""):
        yield _Sign(shown, child, 0, is_of_field)
