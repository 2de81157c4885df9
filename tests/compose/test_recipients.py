"""One letter to all, or one to each row of the recipients' table with its own figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES

from circulars.compose import Sheets, composer
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.errors import FormError, WorkbookError
from circulars.model.sheet import Cell, Column
from circulars.office_profile import load_office
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.findings import Finding
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType

TYPE = load_letter_type(find_letter_type("otop_district_sales"))
OFFICE = load_office(EXAMPLES / "phayao.toml")
FORM = {"วันที่": "2025-03-11", "เลขที่": "1201"}


def composed(
    sheets: Sheets, form: Mapping[str, str], letter_type: LetterType = TYPE
) -> tuple[Letter, ...]:
    """Return every letter of `sheets`, each of which can be composed."""
    all_letters = composer(letter_type, OFFICE, sheets, form)
    return tuple(map(all_letters.compose, range(len(all_letters))))


def refused(sheets: Sheets, form: Mapping[str, str]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Yield each recipient whose letter cannot be composed, and why not."""
    all_letters = composer(TYPE, OFFICE, sheets, form)
    for place in range(len(all_letters)):
        try:
            all_letters.compose(place)
        except FormError as error:
            yield all_letters.recipient(place), error.findings


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    """Return what the example workbook gives."""
    workbook = read_workbook(EXAMPLES / "phayao-otop-2568.xlsx")
    datasets = {name: bind(workbook, spec)[0] for name, spec in TYPE.datasets.items()}
    return Sheets(datasets=datasets, forms={})


@pytest.fixture(scope="module")
def letters(sheets: Sheets) -> tuple[Letter, ...]:
    """Return the letters to the nine districts."""
    return composed(sheets, FORM)


def test_one_letter_for_each_row(letters: tuple[Letter, ...]) -> None:
    """Each district gets a letter addressed to it, in the order of the table."""
    assert 9 == len(letters)
    assert ["นายอำเภอเมืองพะเยา", "นายอำเภอจุน"] == [each.fields["เรียน"] for each in letters[:2]]


def test_numbered_one_after_the_other(sheets: Sheets, letters: tuple[Letter, ...]) -> None:
    """Letters of different text are no circular: each has a number of its own."""
    assert list(range(1201, 1210)) == [each.number.serial for each in letters]
    blank = composed(sheets, {**FORM, "เลขที่": ""})
    assert {None} == {each.number.serial for each in blank}
    circular = composed(sheets, FORM, replace(TYPE, is_circular=True))
    assert {1201} == {each.number.serial for each in circular}


def test_own_figures_in_body_and_annex(letters: tuple[Letter, ...]) -> None:
    """A letter carries the recipient's own row, without the total row of all."""
    jun = letters[1]
    assert "264280700" == str(jun.context["ผู้รับ"]["รวม"].normalize().quantize(1))
    table = jun.annexes[0].table
    assert table is not None
    assert (["จุน"], None) == ([row[1] for row in table.rows], table.total)


def test_one_letter_to_all(sheets: Sheets) -> None:
    """The form can ask for one letter to all, with the whole table behind it."""
    to_all = {**FORM, "การส่ง": "ทุกรายในฉบับเดียว"}
    (letter,) = composed(sheets, to_all)
    assert ("", "นายอำเภอทุกอำเภอ") == (letter.recipient, letter.fields["เรียน"])
    table = letter.annexes[0].table
    assert table is not None
    assert (9, True) == (len(table.rows), table.total is not None)


def test_nobody_to_write_to(sheets: Sheets) -> None:
    """A recipients' table without rows is told, and no empty run is made."""
    dataset = sheets.datasets["ยอดจำหน่าย"]
    empty = replace(dataset, table=replace(dataset.table, rows=()))
    with pytest.raises(WorkbookError, match="recipients-missing"):
        composer(TYPE, OFFICE, replace(sheets, datasets={"ยอดจำหน่าย": empty}), FORM)


def test_a_fault_that_all_share_is_the_same_in_each(sheets: Sheets) -> None:
    """A fault of the form is the same finding in every letter, so that it can be told once."""
    found = [findings for _, findings in refused(sheets, {**FORM, "วันที่": "31 ก.พ. 2568"})]
    assert 9 == len(found)
    (finding,) = {each for findings in found for each in findings}
    assert "field-unreadable" == finding.code


def test_a_letter_alone_is_that_of_the_row(sheets: Sheets, letters: tuple[Letter, ...]) -> None:
    """A letter composed by itself, with a number taken for it, is that of the whole run."""
    all_letters = composer(TYPE, OFFICE, sheets, FORM)
    assert [each.recipient for each in letters] == [*map(all_letters.recipient, range(9))]
    fifth = all_letters.compose(4, serial=1205)
    assert (letters[4].context, letters[4].fields) == (fifth.context, fifth.fields)
    assert 77 == all_letters.compose(4, serial=77).number.serial


def with_cells(sheets: Sheets, column: str, *cells: Cell) -> Sheets:
    """Return `sheets` with a column of answers called `column` beside the districts."""
    dataset = sheets.datasets["ยอดจำหน่าย"]
    width = len(dataset.table.columns)
    rows = tuple(
        replace(row, cells=(*row.cells, cells[place] if place < len(cells) else EMPTY))
        for place, row in enumerate(dataset.table.rows)
    )
    total = dataset.table.total
    total = replace(total, cells=(*total.cells, EMPTY)) if total else None
    extra = Column(index=width, letter="Z", path=(column,))
    grown = replace(
        dataset,
        table=replace(
            dataset.table, rows=rows, total=total, columns=(*dataset.table.columns, extra)
        ),
        columns={**dataset.columns, column: extra},
    )
    return replace(sheets, datasets={"ยอดจำหน่าย": grown})


EMPTY = Cell(address="Z1", value=None, text="")


def test_a_day_in_the_table_is_read_as_the_day_it_is(sheets: Sheets) -> None:
    """A day that Excel shows with two digits of a year is that day, and not one of 2525."""
    day = Cell(address="Z7", value=dt.date(2025, 3, 5), text="5 มี.ค. 25", number_format="d mmm yy")
    own = with_cells(sheets, "วันที่", day)
    letters = composed(own, FORM)
    assert [dt.date(2025, 3, 5), dt.date(2025, 3, 11)] == [each.date for each in letters[:2]]


@pytest.mark.parametrize("first", ["1,201", "๑๒๐๑", "1201.0"])
def test_numbers_go_on_however_the_first_is_typed(sheets: Sheets, first: str) -> None:
    """The letters are numbered on from the first, however that is typed."""
    letters = composed(sheets, {**FORM, "เลขที่": first})
    assert list(range(1201, 1210)) == [each.number.serial for each in letters]


def test_a_number_too_long(sheets: Sheets) -> None:
    """A number of 5,000 digits is refused, and each letter says the same of it."""
    found = [findings for _, findings in refused(sheets, {**FORM, "เลขที่": "9" * 5000})]
    assert 9 == len(found)
    (finding,) = {each for findings in found for each in findings}
    assert "field-unreadable" == finding.code


def test_a_name_is_found_by_what_is_seen_of_it(sheets: Sheets) -> None:
    """A name with zero-width spaces in it is the name that it looks like."""
    dataset = sheets.datasets["ยอดจำหน่าย"]
    row = dataset.row_of("เมือง\u200bพะเยา ")
    assert row is not None
    assert "เมืองพะเยา" == dataset.label(row)
    assert dataset.row_of("เมือง") is None


def test_a_fault_in_the_table_is_told_at_its_cell(sheets: Sheets) -> None:
    """An answer of the recipients' table that cannot be read is told with its cell and whose."""
    wrong = Cell(address="Z7", value="ก1", text="ก1")
    ((recipient, (finding,)),) = refused(with_cells(sheets, "เลขที่", wrong), FORM)
    assert "เมืองพะเยา" == recipient
    assert "สรุปยอดจำหน่าย!Z7 ช่อง เลขที่ ของ เมืองพะเยา" == finding.where
