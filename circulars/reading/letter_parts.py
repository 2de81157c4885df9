"""Document → WrittenLetter: the parts of a letter, whoever typed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.model.kinds import DocumentKind
from circulars.model.written_letter import WrittenLetter
from circulars.reading.letter_annexes import read_annexes
from circulars.reading.letter_foot import Foot, find_foot, read_foot
from circulars.reading.letter_head import Head, read_head
from circulars.reading.letter_lines import Line, items_of, paragraphs_of, tables_of
from circulars.reading.letter_signs import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.written import Document
    from circulars.reading.letter_lines import Item

_ISSUED: Final = (
    ("สั่ง", DocumentKind.ORDER),
    ("คำสั่ง", DocumentKind.ORDER),
    ("ประกาศ", DocumentKind.ANNOUNCEMENT),
    ("ให้ไว้", DocumentKind.CERTIFICATE),
)
_CERTIFIES: Final = re.compile(r"หนังสือฉบับนี้ให้ไว้")


def read_letter(document: Document) -> WrittenLetter:
    """Return the parts of the letter that `document` holds; its kind is None if it holds none."""
    items = items_of(document)
    head = read_head(items)
    start = find_foot(items, head.end, is_sealed=_is_sealed(head))
    foot = read_foot(items, start)
    text = items[head.end : start]
    kind = _kind(head, foot, text)
    if kind is None:
        return _no_letter(document, items)
    return WrittenLetter(
        document=document,
        kind=kind,
        number=head.number,
        agency=(*head.agency, *foot.agency),
        date=head.date or foot.date,
        urgency=head.urgency,
        subject=head.subject,
        salutation=head.salutation,
        cited=tuple(head.cited),
        attachments=head.attachments,
        body=paragraphs_of(text),
        body_tables=tables_of(text),
        closing=foot.closing,
        signer=foot.signer,
        authority=tuple(foot.authority),
        originator=tuple(foot.originator),
        annexes=read_annexes(items, foot.end, listed=len(head.attachments)),
    )


def _no_letter(document: Document, items: list[Item]) -> WrittenLetter:
    """Return annexes where labels name them; all other text is the body."""
    labels = (n for n, item in enumerate(items) if isinstance(item, Line) and is_label(item.text))
    first = next(labels, len(items))
    return WrittenLetter(
        document=document,
        kind=None,
        body=paragraphs_of(items[:first]),
        body_tables=tables_of(items[:first]),
        annexes=read_annexes(items, first, listed=0),
    )


def _is_sealed(head: Head) -> bool:
    return head.salutation is not None and head.salutation.text.startswith("ถึง")


def _kind(head: Head, foot: Foot, text: Sequence[Item]) -> DocumentKind | None:
    if head.is_memo:
        return DocumentKind.MEMO
    if _is_sealed(head):
        return DocumentKind.SEALED
    if kind := _issued_kind(head, foot, text):
        return kind
    there = (head.number, head.subject, head.salutation, foot.closing)
    return DocumentKind.EXTERNAL if sum(part is not None for part in there) > 1 else None


def _issued_kind(head: Head, foot: Foot, text: Sequence[Item]) -> DocumentKind | None:
    """Return the kind of a document that says that it is issued: สั่ง ณ วันที่."""
    said = (foot.date.paragraph.text if foot.date else "").strip()
    title = head.title.text if head.title else ""
    for word, kind in _ISSUED:
        if said.startswith(word) or title.startswith(word):
            return kind
    first = next((item for item in text if isinstance(item, Line)), None)
    certifies = first is not None and _CERTIFIES.match(first.text) is not None
    return DocumentKind.CERTIFICATE if certifies else None
