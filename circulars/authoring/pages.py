"""Annexes behind the letter: taken out where the program builds them, kept as pages else."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from circulars.authoring.sections import Pages, block_of, part_pages
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from circulars.authoring.manuscript import Manuscript
    from circulars.authoring.refinement import AnnexEntry
    from circulars.authoring.tables import TypedAnnex
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenAnnex


def follow_list(annexes: Sequence[WrittenAnnex], listed: int, script: Manuscript) -> bool:
    """Return whether the annexes come in the order of the `listed` attachments, in the body."""
    numbers = [annex.number or place for place, annex in enumerate(annexes, start=1)]
    in_order = all(first < second for first, second in pairwise(numbers))
    return (
        in_order
        and max(numbers, default=0) <= listed
        and all(_first_block(annex, script) is not None for annex in annexes)
    )


def take_pages(
    annexes: Sequence[tuple[WrittenAnnex, TypedAnnex | None]],
    entries: Sequence[AnnexEntry],
    script: Manuscript,
) -> None:
    """Have the annexes parted from the letter when all texts are replaced."""
    with_pages = [each for each in entries if each.built or each.pages]
    pages = []
    for (annex, _), entry in zip(annexes, with_pages, strict=True):
        first = _first_block(annex, script)
        if first is not None:
            _note(annex, entry, script)
            dropped = tuple(_printed(annex, entry, script))
            pages.append(Pages(first=first, is_kept=entry.pages, dropped=dropped))
    if pages:
        script.later(partial(part_pages, script.body, pages))


def _first_block(annex: WrittenAnnex, script: Manuscript) -> etree._Element | None:
    orders = [p.order for p in annex.paragraphs]
    orders += [annex.label.paragraph.order] if annex.label else []
    orders += [cell.order for table in annex.tables for row in table.rows for cell in row]
    known = [order for order in orders if order is not None]
    element = script.element(min(known)) if known else None
    return None if element is None else block_of(script.body, element)


def _printed(annex: WrittenAnnex, entry: AnnexEntry, script: Manuscript) -> list[etree._Element]:
    """Return label and title of written pages, which the program prints over them."""
    lines: list[Paragraph] = [annex.label.paragraph] if annex.label else []
    lines += [t for t in annex.titles[:1] if _same(t.text, entry.listed.printed)]
    found = [script.element(line.order) for line in lines]
    return [each for each in found if each is not None]


def _same(first: str, second: str) -> bool:
    one, other = ("".join(to_arabic_digits(text).split()) for text in (first, second))
    return one == other


def _note(annex: WrittenAnnex, entry: AnnexEntry, script: Manuscript) -> None:
    """Note what the annex was taken for."""
    line = annex.label.paragraph if annex.label else next(iter(annex.paragraphs), None)
    if line is None:
        return
    title = next((t.text for t in annex.titles), line.text)
    if entry.pages:
        script.note(
            line, title, "pages = true", f"หน้าที่เขียนไว้ในแบบ ({entry.listed.name})", doubtful=True
        )
    elif entry.built and entry.built.dataset:
        name = entry.built.dataset.name
        script.note(
            line, title, f'dataset = "{name}"', f"ตารางตัวเลข แผ่นงาน {entry.built.sheet.name}"
        )
    elif entry.built:
        script.note(line, title, f'form = "{entry.built.sheet.name}"', "แบบฟอร์มเปล่า")
