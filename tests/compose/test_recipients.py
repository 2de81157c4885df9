"""One letter to all, or one to each row of the recipients' table with its own figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES

from circulars.compose import Sheets, compose_all
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.errors import FormError, WorkbookError
from circulars.office_profile import load_office
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from circulars.model.letter import Letter

TYPE = load_letter_type(find_letter_type("otop_district_sales"))
OFFICE = load_office(EXAMPLES / "phayao.toml")
FORM = {"วันที่": "2025-03-11", "เลขที่": "1201"}


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    """Return what the example workbook gives."""
    workbook = read_workbook(EXAMPLES / "phayao-otop-2568.xlsx")
    datasets = {name: bind(workbook, spec)[0] for name, spec in TYPE.datasets.items()}
    return Sheets(datasets=datasets, forms={})


@pytest.fixture(scope="module")
def letters(sheets: Sheets) -> tuple[Letter, ...]:
    """Return the letters to the nine districts."""
    return compose_all(TYPE, OFFICE, sheets, FORM)


def test_one_letter_for_each_row(letters: tuple[Letter, ...]) -> None:
    """Each district gets a letter addressed to it, in the order of the table."""
    assert 9 == len(letters)
    assert ["นายอำเภอเมืองพะเยา", "นายอำเภอจุน"] == [each.fields["เรียน"] for each in letters[:2]]


def test_numbered_one_after_the_other(sheets: Sheets, letters: tuple[Letter, ...]) -> None:
    """Letters of different text are no circular: each has a number of its own."""
    assert list(range(1201, 1210)) == [each.number.serial for each in letters]
    blank = compose_all(TYPE, OFFICE, sheets, {**FORM, "เลขที่": ""})
    assert {None} == {each.number.serial for each in blank}
    circular = compose_all(replace(TYPE, is_circular=True), OFFICE, sheets, FORM)
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
    (letter,) = compose_all(TYPE, OFFICE, sheets, to_all)
    assert ("", "นายอำเภอทุกอำเภอ") == (letter.recipient, letter.fields["เรียน"])
    table = letter.annexes[0].table
    assert table is not None
    assert (9, True) == (len(table.rows), table.total is not None)


def test_nobody_to_write_to(sheets: Sheets) -> None:
    """A recipients' table without rows is told, and no empty run is made."""
    dataset = sheets.datasets["ยอดจำหน่าย"]
    empty = replace(dataset, table=replace(dataset.table, rows=()))
    with pytest.raises(WorkbookError, match="recipients-missing"):
        compose_all(TYPE, OFFICE, replace(sheets, datasets={"ยอดจำหน่าย": empty}), FORM)


def test_every_fault_of_every_letter_once(sheets: Sheets) -> None:
    """A fault that all letters share is told once."""
    with pytest.raises(FormError) as caught:
        compose_all(TYPE, OFFICE, sheets, {**FORM, "วันที่": "31 ก.พ. 2568"})
    assert ["field-unreadable"] == [finding.code for finding in caught.value.findings]
