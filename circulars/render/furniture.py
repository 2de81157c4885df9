r"""Page furniture: page numbers in Thai digits and continuation words (คำต่อหน้า).

Word prints ``PAGE \* ThaiArabic`` as ๒, LibreOffice 7.4 as ข.  Literal text is right in both, and
headers for the first, even and odd pages carry it for letters of up to three pages.  A longer
letter gets the field; our own conversion to PDF prints it in Thai digits too.  Its continuation
words from page 2 on are not in footers: long_letters.py puts them in.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from circulars.data import MEASURES
from circulars.expressions import XmlText, to_xml_text
from circulars.model.office import Emblem, EmblemKind
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _BaseHeaderFooter

    from circulars.model.lengths import Length

# Name under which the template finds what layout knows of the pages.
FURNITURE: Final = "_furniture"
LONGEST_LITERAL: Final = 3  # pages; there are only first, even and odd headers

_FIELD: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE {switch}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_THAI: Final = r"\* ThaiArabic"  # the switch by which Word counts in Thai digits
_TEXT: Final = '<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
_W: Final = f" {nsdecls('w')}"
_R: Final = nsdecls("r")  # not every template declares it at its root
# Tags that choose between literal and field when the letter is rendered.
_WHEN_LONG: Final = "{%% if %s.long %%}" % FURNITURE  # noqa: UP031 - braces of Jinja
_ELSE: Final = "{% else %}"
_END: Final = "{% endif %}"


def add_page_furniture(document: Document, written: int = 0) -> None:
    """Give the letter page numbers and continuation words, beside headers of its own.

    Writes `w:titlePg`, the headers and footers of the first, even and odd pages, and
    `w:evenAndOddHeaders` in the settings.  A template's own headers and footers stay on the
    pages where they were; running headers of its own take the place of page numbers.
    The last `written` sections are pages of annexes, which have none of this.
    """
    section, *others = document.sections
    _part_pages(document, section)
    for other in others[: len(others) - written]:
        _go_on(other)
    if section.first_page_header.is_linked_to_previous:
        _fill(_root(section.first_page_header), "")
    if section.header.is_linked_to_previous and section.even_page_header.is_linked_to_previous:
        _fill(_root(section.even_page_header), _number("๒"), before=True)
        _fill(_root(section.header), _number("๓"), before=True)
    _add_continuation(section.first_page_footer, "first")
    _add_continuation(section.even_page_footer, "even")
    if section.footer.is_linked_to_previous:
        _fill(_root(section.footer), "")


def _part_pages(document: Document, section: Section) -> None:
    """Let first and even pages differ, and show what they showed before they could."""
    settings = document.settings
    if not section.different_first_page_header_footer:
        section.different_first_page_header_footer = True
        _show(section.header, section.first_page_header, 100_000)
        _show(section.footer, section.first_page_footer, 200_000)
    if not settings.odd_and_even_pages_header_footer:
        settings.odd_and_even_pages_header_footer = True
        _show(section.header, section.even_page_header, 300_000)
        _show(section.footer, section.even_page_footer, 400_000)


def _go_on(section: Section) -> None:
    """Let `section` go on with the letter: a first page of its own would show page 1's footer."""
    firsts = (section.first_page_header, section.first_page_footer)
    if all(story.is_linked_to_previous for story in firsts):
        section.different_first_page_header_footer = False


def _show(shown: _BaseHeaderFooter, place: _BaseHeaderFooter, numbers: int) -> None:
    """Make `place` a copy of `shown`, whatever it was while no page showed it.

    `numbers` is added to the numbers of drawings, which a document may have only once.
    """
    place.is_linked_to_previous = True
    if shown.is_linked_to_previous:
        return
    root = _root(place)
    root[:] = [deepcopy(child) for child in _root(shown)]
    for drawing in root.iter(qn("wp:docPr")):
        drawing.set("id", str(int(drawing.get("id", "0")) + numbers))
    for name, relation in shown.part.rels.items():  # images and links keep their names
        target = relation.target_ref if relation.is_external else relation.target_part
        place.part.load_rel(relation.reltype, target, name, relation.is_external)


def _add_continuation(footer: _BaseHeaderFooter, page: str) -> None:
    """Put the continuation word of `page` first in `footer`, before what the template has there."""
    is_own = not footer.is_linked_to_previous
    root = _root(footer)
    if not is_own:
        for child in list(root):
            root.remove(child)
    tag = _TEXT.format(text=f"{{{{p {FURNITURE}.{page} }}}}")
    root.insert(0, parse_xml(_paragraph(tag, before=False, align="right", declared=_W)))


def furniture_values(continuation: tuple[str, str], *, long: bool) -> dict[str, Any]:
    """Return what the tags of the page furniture print: the words in digits as they are."""
    first, even = map(_continuation, continuation)
    return {"first": first, "even": even, "long": long}


def _continuation(word: str) -> XmlText:
    content = _TEXT.format(text=to_xml_text(word)) if word else ""
    return XmlText(_paragraph(content, before=False, align="right"))


def add_annex_headers(document: Document) -> str:
    """Add the headers of annex pages; return their `w:headerReference` elements.

    The first page of an annex has no number; the next ones count on as the letter does.
    """
    package: Any = document.part  # python-docx has no types for adding parts
    plain, plain_id = package.add_header_part()
    first, first_id = package.add_header_part()
    footer, footer_id = package.add_footer_part()
    number = _TEXT.format(text="- ") + _FIELD.format(switch=_THAI, result="๒") + _dash()
    _fill(plain.element, number)
    _fill(first.element, "")
    _fill(footer.element, "")
    headers = {"even": plain_id, "default": plain_id, "first": first_id}
    return "".join(
        [f'<w:headerReference w:type="{kind}" {_R} r:id="{rid}"/>' for kind, rid in headers.items()]
        + [f'<w:footerReference w:type="{kind}" {_R} r:id="{footer_id}"/>' for kind in headers]
    )


def _dash() -> str:
    return _TEXT.format(text=" -")


def _number(literal: str) -> str:
    field = _FIELD.format(switch=_THAI, result=literal)
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
    root.append(parse_xml(_paragraph(content, before=before, align=align, declared=_W)))


def _paragraph(content: str, *, before: bool, align: str, declared: str = "") -> str:
    """Return a `w:p` of `content`; an empty one is one point high and so moves nothing."""
    if not content:
        height = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    else:
        gap = MEASURES.length("letter", "page_number_top") - MEASURES.length("page", "header")
        above = round((gap - MEASURES.font_size) / 635) if before else 0
        height = f'<w:spacing w:before="{above}" w:after="{above and 120}"/>'
    return f'<w:p{declared}><w:pPr>{height}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def emblem_run(emblem: Emblem, drawing: str, height: Length) -> str:
    """Return the `w:r` printed in the emblem's place: nothing on garuda paper, or `drawing`.

    Without paper or image a placeholder labelled with the `height` of the emblem is printed:
    the emblem is never drawn here.
    """
    if emblem.kind is EmblemKind.IMAGE:
        return drawing
    if emblem.kind is EmblemKind.PAPER:
        return "<w:r/>"
    border = '<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="808080"/>'
    label = f"  ที่วางตราครุฑ สูง {to_thai_digits(f'{height.cm:g}')} ซม.  "
    return (
        f'<w:r><w:rPr><w:color w:val="808080"/>{border}</w:rPr>'
        f'<w:t xml:space="preserve">{label}</w:t></w:r>'
    )
