r"""Page furniture: page numbers in Thai digits and continuation words (คำต่อหน้า).

Word prints ``PAGE \* ThaiArabic`` as ๒, LibreOffice 7.4 as ข.  Literal text is right in both, and
headers for the first, even and odd pages carry it for letters of up to three pages.  A longer
letter gets the field; our own conversion to PDF prints it in Thai digits too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from circulars.data import MEASURES
from circulars.model.office import Emblem, EmblemKind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

# Name under which the template finds what layout knows of the pages.
FURNITURE: Final = "_furniture"
LONGEST_LITERAL: Final = 3  # pages; there are only first, even and odd headers

_FIELD: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE {switch}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_TEXT: Final = '<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
# Tags that choose between literal and field when the letter is rendered.
_WHEN_LONG: Final = "{%% if %s.long %%}" % FURNITURE  # noqa: UP031 - braces of Jinja
_ELSE: Final = "{% else %}"
_END: Final = "{% endif %}"


def add_page_furniture(document: Document) -> None:
    """Give each section without headers of its own the page numbers and continuation words.

    Writes `w:titlePg`, the headers and footers of the first, even and odd pages, and
    `w:evenAndOddHeaders` in the settings.  A template's own headers and footers stay.
    """
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    if section.header.is_linked_to_previous:
        _fill(_root(section.first_page_header), "")
        _fill(_root(section.even_page_header), _number("๒"), before=True)
        _fill(_root(section.header), _number("๓"), before=True)
    _add_continuation(section.first_page_footer, 0)
    _add_continuation(section.even_page_footer, 1)
    if section.footer.is_linked_to_previous:
        _fill(_root(section.footer), "")


def _add_continuation(footer: _BaseHeaderFooter, index: int) -> None:
    """Put the continuation word first in `footer`, before what the template has there."""
    is_own = not footer.is_linked_to_previous
    root = _root(footer)
    if not is_own:
        for child in list(root):
            root.remove(child)
    word = f"{FURNITURE}.continuation[{index}]"
    line = _paragraph(_TEXT.format(text=f"{{{{ {word} }}}}"), before=False, align="right")
    empty = _paragraph("", before=False, align="right")
    root.text = f"{{% if {word} %}}"
    line.tail, empty.tail = _ELSE, _END
    root.insert(0, line)
    root.insert(1, empty)


def add_annex_headers(document: Document) -> str:
    """Add the headers of annex pages; return their `w:headerReference` elements.

    The first page of an annex has no number; the next ones count on in Arabic digits.
    """
    package: Any = document.part  # python-docx has no types for adding parts
    plain, plain_id = package.add_header_part()
    first, first_id = package.add_header_part()
    footer, footer_id = package.add_footer_part()
    number = _TEXT.format(text="- ") + _FIELD.format(switch="", result="2") + _dash()
    _fill(plain.element, number)
    _fill(first.element, "")
    _fill(footer.element, "")
    headers = {"even": plain_id, "default": plain_id, "first": first_id}
    return "".join(
        [f'<w:headerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in headers.items()]
        + [f'<w:footerReference w:type="{kind}" r:id="{footer_id}"/>' for kind in headers]
    )


def _dash() -> str:
    return _TEXT.format(text=" -")


def _number(literal: str) -> str:
    field = _FIELD.format(switch=r"\* ThaiArabic", result=literal)
    return (
        _TEXT.format(text=f"- {_WHEN_LONG}")
        + field
        + _TEXT.format(text=f"{_ELSE}{literal}{_END}")
        + _dash()
    )


def _root(story: _BaseHeaderFooter) -> Any:
    """Return the root element of the header or footer, made if there was none."""
    story.is_linked_to_previous = False
    return story._element  # noqa: SLF001 - python-docx has no public way to it


def _fill(root: Any, content: str, *, before: bool = False, align: str = "center") -> None:
    for child in list(root):
        root.remove(child)
    root.append(_paragraph(content, before=before, align=align))


def _paragraph(content: str, *, before: bool, align: str) -> Any:
    """Return a `w:p` of `content`; an empty one is one point high and so moves nothing."""
    if not content:
        height = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    else:
        gap = MEASURES.length("letter", "page_number_top") - MEASURES.length("page", "header")
        above = round((gap - MEASURES.font_size) / 635) if before else 0
        height = f'<w:spacing w:before="{above}" w:after="{above and 120}"/>'
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr>{height}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'
    )


def emblem_run(emblem: Emblem, drawing: str) -> str:
    """Return the `w:r` printed in the emblem's place: nothing on garuda paper, or `drawing`.

    Without paper or image a labelled placeholder is printed: the emblem is never drawn here.
    """
    if emblem.kind is EmblemKind.IMAGE:
        return drawing
    if emblem.kind is EmblemKind.PAPER:
        return "<w:r/>"
    border = '<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="808080"/>'
    return (
        f'<w:r><w:rPr><w:color w:val="808080"/>{border}</w:rPr>'
        '<w:t xml:space="preserve">  ที่วางตราครุฑ สูง ๓ ซม.  </w:t></w:r>'
    )
