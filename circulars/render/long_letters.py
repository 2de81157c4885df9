"""Continuation words (คำต่อหน้า) of letters with more pages than there are kinds of footers.

Each stands in a frame at the foot of its page, set before the first paragraph that starts there.
Word and LibreOffice both put a frame on the page of the paragraph behind it, and one in the
bottom margin moves no text.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from circulars.body import MAIN_PART, anchors, section_end
from circulars.data import MEASURES
from circulars.expressions import to_xml_text
from circulars.model.lengths import Length
from circulars.render.package import deflated, read_members, write_package

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH: Final = 6000  # twips; the longest continuation word takes half of it
_CLEAR: Final = 20  # twips; on the text's edge itself a rounded length would move a line
# ISO/IEC 29500-1:2008, 17.3.1.11 `framePr`: lengths in twips, `w:y` from the edge of the page.
_FRAME: Final = (
    f"<w:p {nsdecls('w')}><w:pPr>"
    f'<w:framePr w:w="{_WIDTH}" w:hRule="auto" w:wrap="around" w:vAnchor="page"'
    ' w:hAnchor="margin" w:xAlign="right" w:y="{top}"/>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="right"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{word}</w:t></w:r></w:p>'
)


def with_continuation_words(docx: bytes, words: Iterable[tuple[int, str]]) -> bytes:
    """Return `docx` with each of `words` at the foot of the page where its anchor starts.

    Anchors are numbered as by :func:`circulars.body.anchors`.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root: Any = parse_xml(package.read(MAIN_PART))
    tied = anchors(root.body)
    for anchor, word in words:
        paragraph = tied[anchor]
        frame = _FRAME.format(top=_top(paragraph), word=to_xml_text(word))
        paragraph.addprevious(parse_xml(frame))
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_package(
        deflated(MAIN_PART, text) if member.name == MAIN_PART else member
        for member in read_members(docx)
    )


def _top(paragraph: etree._Element) -> int:
    """Return where the frame of a page with `paragraph` begins: right below the text.

    In twips from the upper edge.  So far up, it stands above a running footer of the template's
    own, as the continuation words in footers do, unless that reaches into the text.
    """
    blocks = (paragraph, *paragraph.itersiblings())
    section: Any = next(end for end in map(section_end, blocks) if end is not None)
    height = section.page_height or MEASURES.page_height
    bottom = section.bottom_margin or MEASURES.length("page", "bottom")
    return Length(height - abs(bottom)).twips + _CLEAR
