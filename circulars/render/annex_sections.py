"""Sections of annex pages: paper, margins, headers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from circulars.data import MEASURES

_HEADER: Final = qn("w:headerReference")
_FOOTER: Final = qn("w:footerReference")
_PAGES: Final = ("first", "even", "default")
# Types of a section's start that put it on a page of its own.
_NEW_PAGE: Final = frozenset({"nextPage", "oddPage", "evenPage"})


@lru_cache(maxsize=64)
def table_section(headers: str, *, landscape: bool) -> str:
    """Return the `w:sectPr` of an annex: A4 with equal margins, no number on its first page."""
    width, height = MEASURES.page_width.twips, MEASURES.page_height.twips
    size = (
        f'w:w="{height}" w:h="{width}" w:orient="landscape"'
        if landscape
        else f'w:w="{width}" w:h="{height}"'
    )
    margin = MEASURES.annex_margin.twips
    header = MEASURES.length("annex", "header").twips
    sides = "".join(f' w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f"<w:sectPr>{headers}<w:pgSz {size}/>"
        f'<w:pgMar{sides} w:header="{header}" w:footer="{header}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


@lru_cache(maxsize=64)
def written_section(section: str, headers: str) -> str:
    """Return the `w:sectPr` of pages written in the template, as an annex's.

    They keep their paper and margins and begin on a new page.  Headers and footers of their
    own stand on all their pages; else they have those of annexes, `headers`, and not those
    of the letter, which a section without any would take over.
    """
    root: Any = parse_xml(section)
    annex: Any = parse_xml(f"<w:sectPr {nsdecls('w', 'r')}>{headers}</w:sectPr>")
    references = [
        reference
        for kind in (_HEADER, _FOOTER)
        for reference in _references(root, annex, kind, shared=not root.titlePg_val)
    ]
    for own in [*root.iterchildren(_HEADER, _FOOTER)]:
        root.remove(own)
    root[:0] = references
    root.titlePg_val = True
    start = root.find(qn("w:type"))
    if start is not None and start.get(qn("w:val")) not in _NEW_PAGE:
        root.remove(start)
    return etree.tostring(root, encoding="unicode")


def _references(root: Any, annex: Any, kind: str, *, shared: bool) -> list[Any]:
    """Return the references of one `kind` for first, even and other pages.

    `shared`: the section showed one header on its first page and the others.
    """
    own, ours = _by_page(root, kind), _by_page(annex, kind)
    if "default" in own:
        if shared:
            own.pop("first", None)  # it was shown nowhere
        pages = _PAGES if shared else ("even", "default")
        own = {page: _for_page(page, own["default"]) for page in pages} | own
    return [*(ours | own).values()]


def _by_page(root: Any, kind: str) -> dict[str, Any]:
    return {each.get(qn("w:type")): each for each in root.iterchildren(kind)}


def _for_page(page: str, reference: Any) -> Any:
    """Return a copy of `reference` for another page."""
    copied = parse_xml(etree.tostring(reference))
    copied.set(qn("w:type"), page)
    return copied
