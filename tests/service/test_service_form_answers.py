"""Where the answer to a field comes from: typed, workbook, last letter, proposal, or none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.model.findings import Finding
from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.reference_number import ReferenceNumber
from circulars.register import Book
from circulars.service.making.answers import Said, proposals, said_answers, values_of
from circulars.service.making.material import NextNumbers
from circulars.service.making.rolled import RolledAnswer, rolled_answers
from circulars.service.making.shown import Origin
from circulars.service.making.tables import SHOWN, shown_table
from circulars.workbook import read_table, read_workbook

if TYPE_CHECKING:
    from circulars.workbook import Workbook

PLAIN: Final = FieldSpec(name="ก", label="ก", kind=FieldKind.TEXT)
PEN: Final = FieldSpec(name="ก", label="ก", kind=FieldKind.TEXT, blank=True)
DERIVED: Final = FieldSpec(name="ก", label="ก", kind=FieldKind.TEXT, value='"ข"')
OPTIONAL: Final = FieldSpec(name="ก", label="ก", kind=FieldKind.TEXT, required=False)
BELOW: Final = {
    "book": {"ก": "จากสมุดงาน"},
    "rolled": {"ก": RolledAnswer(value="จากเดือนก่อน", why="เลื่อน 1 เดือน")},
    "proposed": {"ก": Said(value="ที่เสนอ", origin=Origin.PROPOSED)},
}


def said(field: FieldSpec, typed: str | None, *below: str) -> Said | None:
    """Return the answer to `field` with what was typed, and what stands `below`."""
    known: dict[str, Any] = {name: BELOW[name] if name in below else {} for name in BELOW}
    given = {} if typed is None else {"ก": typed}
    return said_answers({"ก": field}, typed=given, **known).get("ก")


@pytest.mark.parametrize(
    ("typed", "below", "expected"),
    [
        ("พิมพ์", ("book", "rolled", "proposed"), ("พิมพ์", Origin.TYPED)),
        (None, ("book", "rolled", "proposed"), ("จากสมุดงาน", Origin.WORKBOOK)),
        (None, ("rolled", "proposed"), ("จากเดือนก่อน", Origin.ROLLED)),
        (None, ("proposed",), ("ที่เสนอ", Origin.PROPOSED)),
    ],
)
def test_the_nearest_answer_counts(
    typed: str | None, below: tuple[str, ...], expected: tuple[str, Origin]
) -> None:
    """Typed goes before the workbook, that before the last letter, that before a proposal."""
    found = said(PLAIN, typed, *below)
    assert found is not None
    assert expected == (found.value, found.origin)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (FieldKind.DATE, "2025-01-31", "๓๑ มกราคม ๒๕๖๘"),  # a cell of Excel with a day
        (FieldKind.DATE, "2025-02-31", "2025-02-31"),  # no day: told by the preview
        (FieldKind.DATE, "มีนาคม 2568", "มีนาคม 2568"),
        (FieldKind.TEXT, "2025-01-31", "2025-01-31"),
        (
            FieldKind.LETTERS,
            "จังหวัดพะเยา | พย 0019.2/ว200 | 20 ม.ค. 2568; กรม | มท 0405.3/ว12 | 6 ม.ค. 2568",
            (
                "หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 20 มกราคม 2568\n"
                "หนังสือกรม ที่ มท 0405.3/ว12 ลงวันที่ 6 มกราคม 2568"
            ),
        ),
        (FieldKind.LETTERS, "จังหวัดพะเยา | พย", "จังหวัดพะเยา | พย"),
    ],
)
def test_answers_stand_as_people_would_type_them(
    kind: FieldKind, value: str, expected: str
) -> None:
    """What a workbook or the last letter answers is shown in the words of letters."""
    field = FieldSpec(name="ก", label="ก", kind=kind)
    rolled = {"ก": RolledAnswer(value=value, why="")}
    for book, last in (({"ก": value}, {}), ({}, rolled)):
        found = said_answers({"ก": field}, typed={}, book=book, rolled=last, proposed={})
        assert expected == found["ก"].value
        same = said_answers(
            {"ก": field}, typed={"ก": expected}, book=book, rolled=last, proposed={}
        )
        assert found == same  # a browser without scripts sends it as it stands


@pytest.mark.parametrize(
    ("field", "below", "expected"),
    [
        pytest.param(PLAIN, (), None, id="not filled in yet"),
        pytest.param(PLAIN, ("proposed",), "", id="proposal taken out"),
        pytest.param(PEN, (), "", id="left to the pen"),
        pytest.param(DERIVED, (), None, id="derived"),
        pytest.param(DERIVED, ("rolled",), None, id="derived instead of last month's"),
        pytest.param(DERIVED, ("book",), "จากสมุดงาน", id="a run would take the workbook's"),
        pytest.param(OPTIONAL, ("rolled",), "", id="left out this time"),
    ],
)
def test_an_emptied_field(field: FieldSpec, below: tuple[str, ...], expected: str | None) -> None:
    """An emptied field is derived where the type derives it, and else stays empty."""
    found = said(field, "", *below)
    assert expected == (None if found is None else found.value)


@given(text=st.text(max_size=40), below=st.sampled_from(["book", "rolled", "proposed"]))
def test_the_same_again_is_not_typed(text: str, below: str) -> None:
    """A form sent as it stands, with the line ends of browsers, leaves every origin as it was."""
    known: dict[str, Any] = {"book": {}, "rolled": {}, "proposed": {}}
    known[below] = {
        "book": {"ก": text},
        "rolled": {"ก": RolledAnswer(value=text, why="")},
        "proposed": {"ก": Said(value=text, origin=Origin.PROPOSED)},
    }[below]
    before = said_answers({"ก": PLAIN}, typed={}, **known)
    sent = "\r\n".join(text.split("\n"))
    assert before == said_answers({"ก": PLAIN}, typed={"ก": sent}, **known)


def test_only_what_the_form_asks_is_proposed() -> None:
    """A day is proposed for a date that is to be filled in, and for no other field."""
    day = dt.date(2025, 3, 11)
    date = FieldSpec(name="วันที่", label="วันที่", kind=FieldKind.DATE)
    text = FieldSpec(name="วันที่", label="วันที่", kind=FieldKind.TEXT)
    assert "๑๑ มีนาคม ๒๕๖๘" == proposals({"วันที่": date}, None, day)["วันที่"].value
    assert {} == proposals({"วันที่": text}, None, day)
    assert {} == proposals({}, None, day)


def test_the_workbooks_answers_are_read_by_the_run() -> None:
    """What stands in the workbook is not said again: the run reads it where it stands."""
    told = {
        "ก": Said(value="1", origin=Origin.WORKBOOK),
        "ข": Said(value="2", origin=Origin.ROLLED),
        "ค": Said(value="", origin=Origin.TYPED),
    }
    assert {"ข": "2", "ค": ""} == values_of(told)


def test_letters_that_cannot_be_rolled_leave_the_form_as_it_is(tmp_path: Any) -> None:
    """A folder of an older program, or one that is damaged, takes nothing from the form."""
    from support import TEMPLATES

    from circulars import load_letter_type

    kind = load_letter_type(TEMPLATES / "memo")
    day = dt.date(2025, 3, 11)
    assert {} == rolled_answers(None, kind, kind.fields, None, day)
    assert {} == rolled_answers(tmp_path, kind, kind.fields, None, day)
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert {} == rolled_answers(tmp_path, kind, kind.fields, None, day)


# ---- what the register would give


def number(day: dt.date | None) -> ReferenceNumber:
    """Return the number of a letter of that day, without its serial."""
    return ReferenceNumber(code="พย", unit="0019.2", serial=None, is_circular=False, date=day)


@pytest.mark.parametrize(
    ("serials", "year", "serial", "code"),
    [
        pytest.param({}, 2025, 1, None, id="a new register begins at 1"),
        pytest.param({2025: 1176}, 2025, 1176, None, id="next"),
        pytest.param({2025: None}, 2025, None, "year-closed", id="closed"),
        pytest.param({2025: 1176}, 2026, None, "year-open", id="the last one is open"),
        pytest.param({2025: None}, 2026, 1, None, id="the last one is closed"),
        pytest.param({2025: 1176}, 2024, None, "year-open", id="never begun"),
        pytest.param({2025: 1176}, None, None, None, id="no day"),
    ],
)
def test_the_next_number(
    serials: dict[int, int | None], year: int | None, serial: int | None, code: str | None
) -> None:
    """What is shown as the next number is what the register would give, or why it gives none."""
    books = {Book(owner="พย 0019.2", year=y): n for y, n in serials.items()}
    numbers = NextNumbers(serials={**books, Book(owner="พย 0019.3", year=2020): 5})
    asked = number(dt.date(year, 3, 1) if year else None)
    fault = numbers.fault(asked)
    assert (serial, code) == (numbers.next(asked), fault.code if fault else None)


# ---- long tables


def long_table(rows: int) -> Workbook:
    """Return a workbook with a table of that many rows."""
    from io import BytesIO

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "ยอด"
    sheet.append(["ที่", "อำเภอ", "ยอด"])
    for row in range(1, rows + 1):
        sheet.append([row, f"อำเภอ {row}", row * 1000])
    book.save(stream := BytesIO())
    return read_workbook(stream.getvalue(), name="ยอด.xlsx")


def test_a_long_table_shows_its_beginning_and_its_faults() -> None:
    """Of a thousand rows the first are shown, and those with a fault, wherever they stand."""
    table = read_table(long_table(1000).sheets[0])
    faults = [Finding(code="x", where=f"ยอด!C{row}", message="", hint="") for row in (502, 1001)]
    shown = shown_table("ยอด", table, faults, ())
    assert (SHOWN + 2, 1000 - SHOWN - 2) == (len(shown.rows), shown.left_out)
    assert [(0,), (1,)] == [row[2].findings for row in shown.rows[-2:]]
    assert ["ยอด!C502", "ยอด!C1001"] == [row[2].place for row in shown.rows[-2:]]
    assert (False, True) == (shown.rows[0][1].is_figure, shown.rows[0][2].is_figure)
