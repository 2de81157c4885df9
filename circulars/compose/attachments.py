"""The attachment list (สิ่งที่ส่งมาด้วย), derived from what is attached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circulars.compose.annexes import DIGITS, build_annex
from circulars.expressions import ExpressionError, compiled, texts
from circulars.model.letter import Attachment
from circulars.model.names import ATTACHMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.compose.annexes import Sheets
    from circulars.model.letter import Letter
    from circulars.model.letter_type import AnnexSpec, LetterType


def build_attachments(
    letter_type: LetterType, sheets: Sheets, names: Mapping[str, Any]
) -> tuple[Attachment, ...]:
    """Return what is attached to the letter, in order; only several are numbered.

    `names` are those that conditions and texts with tags may use.  Raises
    :exc:`ExpressionError` where one of them cannot be computed.
    """
    sections = _written_sections(letter_type.annexes)
    attached = [
        (spec, section)
        for spec, section in zip(letter_type.annexes, sections, strict=True)
        if spec.when is None or compiled(spec.when).evaluate(names)
    ]
    return tuple(
        _attachment(letter_type, spec, section, number, sheets, names)
        for number, (spec, section) in zip(_numbers(len(attached)), attached, strict=True)
    )


def attachment_list(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Return the lines of สิ่งที่ส่งมาด้วย as the template prints them."""
    return [
        {
            "ชื่อ": each.name,
            "ลำดับ": each.number,
            "เรื่อง": each.title,
            "รายการ": f"{each.number}. {each.title}" if each.number else each.title,
            "จำนวน": each.copies,
            "หน่วย": each.unit,
        }
        for each in attachments
    ]


def with_annex_pages(letter: Letter, counts: Sequence[int]) -> Letter:
    """Return `letter` with the pages of its annexes counted where the list tells them.

    `counts` are the pages of each annex, in order.
    """
    pages = iter(counts)
    attachments = tuple(
        replace(each, copies=count) if each.counts_pages else each
        for each in letter.attachments
        for count in [next(pages, each.copies) if each.annex else each.copies]
    )
    context = {**letter.context, ATTACHMENTS: attachment_list(attachments)}
    return replace(letter, attachments=attachments, context=context)


def _numbers(count: int) -> Sequence[int | None]:
    return range(1, count + 1) if count > 1 else [None] * count


def _written_sections(specs: Sequence[AnnexSpec]) -> list[int]:
    """Return for each annex which section of the template it is, or 0 when it is none."""
    written = iter(range(1, len(specs) + 1))
    return [next(written) if spec.pages else 0 for spec in specs]


def _attachment(
    letter_type: LetterType,
    spec: AnnexSpec,
    section: int,
    number: int | None,
    sheets: Sheets,
    names: Mapping[str, Any],
) -> Attachment:
    digits = spec.digits or letter_type.annex_digits
    label = DIGITS[letter_type.letter_digits](f"{ATTACHMENTS} {number}" if number else ATTACHMENTS)
    title = texts.printed(spec.title, names)
    if not title.strip():
        raise ExpressionError(f"ชื่อ “{spec.title}” พิมพ์ออกมาว่าง")
    return Attachment(
        name=spec.name,
        number=number,
        title=title,
        copies=spec.copies or 1,
        unit=spec.unit,
        counts_pages=spec.copies is None,
        annex=build_annex(spec, section, label, sheets, names, digits),
    )
