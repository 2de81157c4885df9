"""The text of a paragraph as its fonts show it, and what rules over text leave out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.data.fonts import draws_thai_digits
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.written import Document, Paragraph

# Links, addresses, names of files and products: printed ASCII with a Latin letter or @ in it.
_PRINTED_ASCII: Final = re.compile(r"[!-~]+")
_FOREIGN: Final = re.compile("[A-Za-z@]")
# Names of people, which are in no dictionary: title, first name, surname.
_PERSON: Final = re.compile(
    r"(?:นาย(?!อำเภอ|ก|ทะเบียน|ช่าง|แพทย์|จ้าง)|นางสาว|นาง(?!งาม)|น\.ส\.|ดร\.|ว่าที่ร้อยตรี)"
    r" ?[ก-๎]+(?: +[ก-๎]+)?"
)
# What stands behind these words is a proper name as far as it is written together.
_PLACE: Final = re.compile(
    "(อาคาร|ถนน|ซอย|แขวง|ตำบล|หมู่บ้าน|โรงเรียน|โรงแรม|บริษัท|มูลนิธิ|(?<!ห)วัด)([ก-๎]+)"
)


def seen_text(paragraph: Paragraph) -> str:
    """Return the text as it looks: Arabic digits that a font draws as Thai ones are Thai.

    The label of a list is drawn as the text behind it.
    """
    text = paragraph.text
    label = len(paragraph.label)
    if label and paragraph.spans and draws_thai_digits(paragraph.spans[0].digits_font):
        text = to_thai_digits(text[:label]) + text[label:]
    for span in paragraph.spans:
        if draws_thai_digits(span.digits_font):
            text = (
                text[: span.start] + to_thai_digits(text[span.start : span.end]) + text[span.end :]
            )
    return text


@remembered
def without_foreign(text: str) -> str:
    """Return `text` with links, addresses and Latin words blanked, each place kept.

    >>> without_foreign("ส่งที่ a1@cdd.go.th ภายใน ๓ วัน")
    'ส่งที่              ภายใน ๓ วัน'
    """

    def blanked(found: re.Match[str]) -> str:
        return " " * len(found[0]) if _FOREIGN.search(found[0]) else found[0]

    return _PRINTED_ASCII.sub(blanked, text)


def without_people(text: str) -> str:
    """Return `text` with the names of people blanked, each place kept.

    >>> without_people("ขอให้นายพงศ์ธร ใจมนต์ ทราบ")
    'ขอให้                 ทราบ'
    """
    return _PERSON.sub(lambda found: " " * len(found[0]), text)


def without_places(text: str) -> str:
    """Return `text` with the names of buildings, streets, schools and firms blanked.

    >>> without_places("ณ อาคารรัฐประศาสนภักดี ชั้น ๒")
    'ณ อาคาร                ชั้น ๒'
    """
    return _PLACE.sub(lambda found: found[1] + " " * len(found[2]), text)


def all_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield place and text of every paragraph and table cell that says something."""
    for paragraph in document.every_paragraph:
        yield paragraph.place, paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield from ((cell.place, cell.text) for cell in row if cell.text)


def excerpt(text: str, start: int, end: int, *, around: int = 15) -> str:
    """Return the stretch of `text` with what stands around it, on one line.

    >>> excerpt("ขอส่งสรุบบัญชียอดจำหน่ายสินค้า", 5, 9, around=5)
    'ขอส่งสรุบบัญชี…'
    """
    before, after = max(0, start - around), min(len(text), end + around)
    inner = " ".join(text[before:after].split())
    return ("…" if before else "") + inner + ("…" if after < len(text) else "")
