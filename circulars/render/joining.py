"""Making tags whole that Word tore apart, and leaving out what its editor has deleted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.render.tags import TAG, W, own_pieces

if TYPE_CHECKING:
    from lxml import etree

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED: Final = (f"{W}del", f"{W}moveFrom")


def join_tags(root: etree._Element) -> None:
    """Put each tag under `root` into the `w:t` where it begins; take out deleted runs.

    Word begins a new run wherever the font, the language or the proofing changes, and also
    within a tag; a link or an inserted text may begin there too.
    """
    for element in list(root.iter(*_DELETED)):
        parent = element.getparent()
        if parent is not None and element.find(f".//{W}r") is not None:
            parent.remove(element)
    for paragraph in root.iter(f"{W}p"):
        _join(paragraph)


def _join(paragraph: etree._Element) -> None:
    pieces = list(own_pieces(paragraph))
    whole = "".join(text for _, text in pieces)
    owners = [number for number, (_, text) in enumerate(pieces) for _ in text]
    for tag in TAG.finditer(whole):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag.group())
    joined = [""] * len(pieces)
    for character, owner in zip(whole, owners, strict=True):
        joined[owner] += character
    for (element, before), after in zip(pieces, joined, strict=True):
        text = TAG.sub(lambda tag: composed(tag.group()), after)
        if text != before:
            _set_text(element, text)


@lru_cache(maxsize=4096)
def composed(text: str) -> str:
    """Return `text` with สระอำ as one character: some keyboards, and Python, write it as two.

    >>> composed("\u0e08\u0e4d\u0e32\u0e19\u0e27\u0e19") == "จำนวน"
    True
    """
    return text.replace("\u0e4d\u0e32", "\u0e33")


def _set_text(element: etree._Element, text: str) -> None:
    if not text:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    else:
        element.text = text
        element.set(_SPACE, "preserve")
