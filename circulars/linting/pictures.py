"""Pictures: each has a size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.linting.rules import template_rule
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Draft, Part

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_SIZED: Final = re.compile(r"(?:^|;)\s*width\s*:\s*[1-9.]")


@template_rule
def pictures_without_size(draft: Draft) -> Iterator[Finding]:
    """Find pictures that have no size, which Word does not show.

    Source: ISO/IEC 29500-1, 20.4.2.7 extent.
    """
    for part in draft.parts:
        for picture in _without_size(part):
            yield Finding(
                code="template-picture-size",
                level=Level.WARN,
                where=part.place(picture),
                message="ภาพไม่มีขนาด จึงอาจไม่ปรากฏในหนังสือ",
                hint="คลิกขวาที่ภาพ เลือก ขนาดและตำแหน่ง แล้วกำหนดความสูงและความกว้าง หรือแทรกภาพใหม่",
            )


def _without_size(part: Part) -> Iterator[etree._Element]:
    for frame in part.root.iter(f"{_DRAWING}inline", f"{_DRAWING}anchor"):
        extent = frame.find(f"{_DRAWING}extent")
        sizes = [] if extent is None else [extent.get("cx"), extent.get("cy")]
        if len(sizes) < 2 or any(size in {None, "", "0"} for size in sizes):
            yield frame
    for image in part.root.iter(f"{_VML}imagedata"):
        shape = image.getparent()
        if shape is not None and not _SIZED.search(shape.get("style", "")):
            yield image
