"""An old letter (หนังสือเดิม) → the files of a new letter type, and what was taken for what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.authoring.body import take_text
from circulars.authoring.facts import letter_facts
from circulars.authoring.foot import take_foot
from circulars.authoring.form import Form
from circulars.authoring.head import take_head
from circulars.authoring.leftovers import (
    clean_typed,
    forget_numbers,
    take_emblem,
    take_furniture,
)
from circulars.authoring.lists import Listed, take_attachments, take_cited
from circulars.authoring.manuscript import Manuscript
from circulars.authoring.model import Authored, Taking
from circulars.authoring.packing import repacked
from circulars.authoring.pages import follow_list, take_pages
from circulars.authoring.refinement import AnnexEntry, refinement
from circulars.authoring.said import tagged
from circulars.authoring.sections import is_landscape
from circulars.authoring.tables import TypedAnnex, typed_annex
from circulars.authoring.workbook import workbook_bytes
from circulars.model.kinds import DocumentKind
from circulars.reading import read_document, read_letter
from circulars.reading.package import open_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from circulars.authoring.facts import Facts
    from circulars.authoring.leftovers import Stories
    from circulars.model.written import Document
    from circulars.model.written_letter import WrittenAnnex, WrittenLetter
    from circulars.reading.package import WordPackage


def author_from_letter(data: bytes, file_name: str, title: str) -> Authored:
    """Return the type that the letter in the DOCX `data` is made the model of.

    Raises :exc:`DocumentError` when the file is no Word document that can be read.
    """
    document = read_document(data, file_name)
    package = open_word(data, file_name)
    letter = read_letter(document)
    clean_typed(package.main)
    script = Manuscript(package.main)
    form = Form()
    annexes = _annexes(letter, script)
    facts = _told(letter_facts(letter), letter, annexes)
    take_head(letter, facts, form, script)
    take_cited(letter, facts, form, script)
    listed = take_attachments(letter, facts, form, script)
    typed = take_furniture(document.paragraphs, script)
    entries = _entries(listed, annexes, facts, form, script.root)
    kept = [a for a, built in annexes if built is None]
    text = (*letter.body, *(p for annex in kept for p in annex.paragraphs))
    take_text([p for p in text if p.order not in typed], facts, form, script)
    take_foot(letter, script)
    take_pages(annexes, entries, script)
    stories = _finish(package, document, script)
    built = [each.built for each in entries if each.built]
    fields = form.fields
    return Authored(
        files={
            "letter.docx": repacked(data, package, stories),
            "letter.toml": refinement(
                title,
                letter.kind or DocumentKind.EXTERNAL,
                circular=_is_circular(letter),
                is_thai=facts.is_thai,
                fields=list(fields.values()),
                annexes=entries,
            ).encode(),
            "example.xlsx": workbook_bytes([each.sheet for each in built], fields, form.answers),
        },
        takings=tuple(taking for _, taking in sorted(script.takings, key=lambda each: each[0])),
    )


def _annexes(
    letter: WrittenLetter, script: Manuscript
) -> list[tuple[WrittenAnnex, TypedAnnex | None]]:
    """Return the annexes with pages of their own, each with what the program builds of it.

    None where they do not follow the list of attachments: nobody knows then which is which, and
    all pages stay with the letter as they are.
    """
    real = [annex for annex in letter.annexes if annex.paragraphs or annex.tables]
    if not follow_list(real, len(letter.attachments), script):
        for title in (title for annex in real for title in annex.titles[:1]):
            script.leave(title, title.text, "เอกสารแนบที่ไม่ตรงกับรายการสิ่งที่ส่งมาด้วย")
        return []
    found: list[tuple[WrittenAnnex, TypedAnnex | None]] = []
    for number, annex in enumerate(real, start=1):
        datasets = sum(built is not None and built.dataset is not None for _, built in found)
        found.append((annex, typed_annex(annex, number, datasets)))
    return found


def _told(
    facts: Facts, letter: WrittenLetter, annexes: Sequence[tuple[WrittenAnnex, TypedAnnex | None]]
) -> Facts:
    """Return `facts` with the names of attachments, and the months of datasets."""
    datasets = [built.dataset for _, built in annexes if built and built.dataset]
    return replace(
        facts,
        annexes=tuple(f"แนบ{number}" for number in range(1, len(letter.attachments) + 1)),
        ranges={
            (each.first_month, each.last_month): each.name
            for each in datasets
            if each.first_month and each.last_month
        },
        following={each.next_month: each.name for each in datasets if each.next_month},
    )


def _entries(
    listed: Sequence[Listed],
    annexes: Sequence[tuple[WrittenAnnex, TypedAnnex | None]],
    facts: Facts,
    form: Form,
    root: etree._Element,
) -> list[AnnexEntry]:
    """Return what is attached, each with the pages behind the letter that belong to it."""
    by_number = {
        annex.number or place: (annex, built) for place, (annex, built) in enumerate(annexes, 1)
    }
    return [
        _entry(each, by_number.get(number), facts, form, root)
        for number, each in enumerate(listed, start=1)
    ]


def _entry(
    listed: Listed,
    behind: tuple[WrittenAnnex, TypedAnnex | None] | None,
    facts: Facts,
    form: Form,
    root: etree._Element,
) -> AnnexEntry:
    """Return one attachment with its pages, if it has any; notes of a form get their tags."""
    if behind is None:
        return AnnexEntry(listed=listed)
    annex, built = behind
    if built is None:
        return AnnexEntry(listed=listed, pages=True, is_thai=facts.is_thai)
    if built.dataset is None:
        built = replace(built, notes=tuple(tagged(note, facts, form) for note in built.notes))
    lies = is_landscape(root, annex.tables[0].section)
    return AnnexEntry(listed=listed, built=built, is_thai=built.is_thai, is_landscape=lies)


def _is_circular(letter: WrittenLetter) -> bool:
    return letter.number is not None and "ว" in letter.number.text.rpartition("/")[2]


def _finish(package: WordPackage, document: Document, script: Manuscript) -> Stories:
    """Make all changes; return what becomes of headers and footers."""
    script.finish()
    if document.has_emblem and take_emblem(script):
        taking = Taking(place="หัวหนังสือ", text="ภาพ", became="{{r ตราครุฑ }}", what="ตราครุฑ")
        script.takings.append((-1, taking))
    parts = {key: package.contents.get(part, b"") for key, part in package.by_id.items()}
    return forget_numbers(script.root, parts)
