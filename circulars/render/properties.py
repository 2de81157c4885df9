"""Properties of the document (title, subject, …), which may hold tags as its text does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.render.tags import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# ECMA-376 part 2, 11.1: the root of docProps/core.xml.
_ROOT: Final = (
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
)


def is_properties(root: etree._Element) -> bool:
    """Return whether the part holds the properties of the document."""
    return bool(root.tag == _ROOT)


def properties(root: etree._Element, label: str) -> Iterator[Paragraph]:
    """Yield the properties that have text, each as a paragraph of its own."""
    for number, element in enumerate(root):
        if element.text:
            yield Paragraph(element.text, label, number)
