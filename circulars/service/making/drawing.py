"""One letter of a draft as it would be printed now, with everything that is found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.checks import settled
from circulars.compose import DIGITS
from circulars.compose.answers import NUMBER
from circulars.model.errors import CircularsError, FormError, TemplateError
from circulars.model.findings import Finding, blocking
from circulars.model.run import Draft
from circulars.pipeline import print_letter
from circulars.prints import open_printer
from circulars.runs.numbers import undated
from circulars.runs.rows import table_findings
from circulars.service.making.bench import bench
from circulars.service.making.filling import STAND_IN, filling, prepared_for
from circulars.service.making.missing_districts import missing_districts
from circulars.service.making.page_pictures import page_pictures
from circulars.service.making.page_text import PrintedText
from circulars.service.making.paragraph_order import ParagraphOrder
from circulars.service.making.shown import Preview
from circulars.service.making.stand_ins import compose_anyway, typed_over
from circulars.service.making.targets import Places
from circulars.service.profile.profile import office_empty
from circulars.workbook import LOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.inputs import Prepared
    from circulars.model.sheet import Table
    from circulars.pipeline import Made
    from circulars.prints import Printer
    from circulars.runs.rows import TableFindings
    from circulars.service.making.filling import Filling
    from circulars.service.making.material import Material
    from circulars.service.making.stand_ins import Composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A preview whose pages are still to be put into the cache."""

    preview: Preview
    images: tuple[bytes, ...] = ()  # PNG


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """The letter that is drawn, one of all that will be made."""

    prepared: Prepared
    tables: TableFindings
    place: int
    composed: Composed

    @property
    def of_workbook(self) -> tuple[Finding, ...]:
        """What was found in the workbook that is about this letter or about all."""
        return (*self.tables.shared, *self.tables.of_letters.get(self.place, ()))

    def is_held(self, found: Iterable[Finding]) -> bool:
        """Return whether a run would hold the letter back: for its tables, or what was `found`.

        That a total is wrong because of another recipient's row holds back no letter without it.
        """
        of_tables = self.tables.of_all or self.place in self.tables.of_letters
        allowed = self.prepared.job.allow - LOST
        return bool(of_tables or blocking(found, allowed=allowed))


def drawn(material: Material, place: int, *, takes_number: bool) -> Drawn:
    """Return the letter at `place` drawn; findings alone where it cannot be."""
    form = filling(material)
    if form.office is None and material.office is None:
        return _undrawn(material, form, (office_empty(),))
    try:
        with open_printer(pdf=True, images=False) as printer:  # it starts while we compose
            letter = _composed(material, form, place, takes_number=takes_number)
            made = _printed(letter, printer)
    except CircularsError as error:
        return _undrawn(material, form, error.findings)
    return _seen(material, form, letter, made, takes_number=takes_number)


def _printed(letter: _Letter, printer: Printer) -> Made:
    """Return the letter printed; what is wrong with its answers goes before what follows."""
    prepared, composed = letter.prepared, letter.composed
    try:
        return print_letter(prepared, composed.letter, printer)
    except TemplateError:
        if not composed.missing:
            raise
    try:
        return print_letter(prepared, typed_over(composed, prepared.composer.fields), printer)
    except TemplateError as error:
        raise FormError(*composed.faults or error.findings) from error


def _composed(material: Material, form: Filling, place: int, *, takes_number: bool) -> _Letter:
    prepared = prepared_for(material, form, takes_number=takes_number)
    tables = table_findings(prepared)
    if tables.faulty:
        made = prepared.composer.without_sums(tables.faulty)
        prepared = replace(prepared, composer=made)
    place = min(max(place, 0), len(prepared.composer) - 1)
    if not (takes_number and form.is_numbered):
        composed = compose_anyway(prepared, place, None)
    else:
        composed = compose_anyway(prepared, place, STAND_IN)
        serial = material.books.next(composed.letter.number)
        composed = compose_anyway(prepared, place, serial and serial + _before(tables, place, form))
    return _Letter(prepared=prepared, tables=tables, place=place, composed=composed)


def _before(tables: TableFindings, place: int, form: Filling) -> int:
    """Return how many letters of the run take a number before the one at `place`."""
    if form.kind.is_circular:  # its copies share theirs
        return 0
    return place - sum(held < place for held in tables.of_letters)


def _seen(
    material: Material, form: Filling, letter: _Letter, made: Made, *, takes_number: bool
) -> Drawn:
    number = made.letter.number
    composed = letter.composed.faults
    to_enter = None
    if takes_number and form.is_numbered:
        numbering = tuple(_unnumbered(letter, material))
        if numbering:  # the number is lacking because the register gives none, which is told
            composed = tuple(fault for fault in composed if fault.where != f"ช่อง {NUMBER}")
    else:
        typed = letter.composed.letter.number
        before = _before(letter.tables, letter.place, form)
        numbering = tuple(filter(None, [material.books.beside(typed, before)]))
        to_enter = material.books.to_enter(typed, before)
    of_letter = (*composed, *numbering, *made.findings)
    office, datasets = made.letter.office, letter.prepared.composer.sheets.datasets
    lacking = missing_districts(datasets.values(), office)
    found = settled((*of_letter, *letter.of_workbook, *lacking), office.levels)
    pdf = made.prints.pdf
    places = Places(
        fields=form.fields,
        tables=_tables(material),
        text=PrintedText(pdf) if pdf else None,
        order=ParagraphOrder(made.prints.docx),
        pages=made.prints.pages or 0,
    )
    composer = letter.prepared.composer
    names = tuple(map(composer.recipient, range(len(composer))))
    return Drawn(
        preview=Preview(
            pages=(),
            findings=places.all_at(found),
            letters=len(composer),
            place=letter.place,
            recipient=names[letter.place],
            number=DIGITS[form.kind.letter_digits](str(number)) if number.serial else "",
            is_held=letter.is_held(of_letter),
            to_enter=to_enter,
            is_first=takes_number and form.is_numbered and material.books.is_first(number),
            recipients=names,
            held=tuple(names[place] for place in sorted(letter.tables.of_letters)),
        ),
        images=page_pictures(pdf) if pdf else (),
    )


def _unnumbered(letter: _Letter, material: Material) -> Iterable[Finding]:
    """Return why the letter would get no number: it has no day, or its year gives none."""
    reference = letter.composed.letter.number
    if fault := material.books.fault(reference):
        return (fault,)
    return undated([Draft(place=letter.place, workbook="", recipient="", reference=reference)])


def _undrawn(material: Material, form: Filling, found: tuple[Finding, ...]) -> Drawn:
    """Return what is known of a letter that cannot be drawn."""
    told = settled(found, form.office.levels if form.office else {})
    if material.workbook is None and any(not spec.rows for spec in form.kind.datasets.values()):
        told = (no_workbook(), *(finding for finding in told if finding.code not in _OF_BOOKS))
    places = Places(fields=form.fields, tables=_tables(material))
    return Drawn(
        preview=Preview(
            pages=(),
            findings=places.all_at(told),
            letters=0,
            place=0,
            recipient="",
            number="",
            is_held=True,
        )
    )


def _tables(material: Material) -> dict[str, Table]:
    """Return the tables that are shown, by their sheets."""
    return {each.table.sheet: each.table for each in bench().reading(material).tables}


# What is said of the empty workbook that stands in for none.
_OF_BOOKS: Final = frozenset({"sheet-missing", "table-not-found", "column-missing"})


def no_workbook() -> Finding:
    """Return what to tell of a draft that has no workbook, and needs one."""
    return Finding(
        code="draft-no-workbook",
        where="สมุดงานสรุป",
        message="ยังไม่ได้วางสมุดงานสรุป จึงยังไม่มีตารางให้ทำหนังสือ",
        hint="วางแฟ้ม .xlsx ของสำนักงานในข้อ 1 หรือดาวน์โหลดสมุดงานเริ่มต้นของแบบนี้ไปกรอก",
    )
