"""The proposed form as a workbook: what is written is what the form reads again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.rolling import Proposal, Rolling, Shift, form_book
from circulars.rolling.edits import Change
from circulars.workbook import read_form, read_workbook
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from collections.abc import Mapping

WAY = Shift(origin=YearMonth(2025, 3), target=YearMonth(2025, 4))


def rolling(answers: Mapping[str, str | None]) -> Rolling:
    """Return the proposal of `answers`."""
    proposals = (Proposal(name=n, old="", new=new, changes=()) for n, new in answers.items())
    return Rolling(shift=WAY, proposals=tuple(proposals), findings=())


def read_again(book: bytes) -> dict[str, str]:
    """Return the answers that the form reads from the workbook."""
    return dict(read_form(read_workbook(book, name="แบบกรอก.xlsx")).answers)


@pytest.mark.parametrize(
    "answer",
    [
        "2025-04-17",
        "2568-04-17",
        "1175",
        "0012",
        "๒๕๖๘",
        "วันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘",
        "บรรทัดแรก\nบรรทัดที่สอง",
        "=SUM(A1)",
        "+66",
        "TRUE",
        "1.50",
        "123456789012345678",
        "จังหวัดพะเยา | พย 0019.2/ว1175 | 11 มีนาคม 2568",
        "",
    ],
)
def test_what_is_written_is_read_again(answer: str) -> None:
    """Every answer comes back as it was proposed, whatever Excel takes such a text for."""
    assert {"ช่องหนึ่ง": answer} == read_again(form_book(rolling({"ช่องหนึ่ง": answer})))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.text(alphabet="กขค๑๒12=+-'@<&>\"\n|. ", min_size=1, max_size=20).filter(
            lambda text: text == text.strip()
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_answer_is_read_again(answers: list[str]) -> None:
    """Answers of any signs come back unchanged, each with its own field."""
    form = {f"ช่อง{place}": answer for place, answer in enumerate(answers)}
    assert form == read_again(form_book(rolling(form)))


def test_what_is_left_out_is_no_answer() -> None:
    """A field left out has no row; beside the others it is said what was changed."""
    change = Change(old="1175", new="", why="เลขใหม่มาจากทะเบียน")
    number = Proposal(name="เลขที่", old="1175", new=None, changes=(change,))
    moved = Change(old="มีนาคม 2568", new="เมษายน 2568", why="เลื่อน 1 เดือน")
    month = Proposal(name="เดือน", old="มีนาคม 2568", new="เมษายน 2568", changes=(moved,))
    book = form_book(Rolling(shift=WAY, proposals=(number, month), findings=()))
    assert {"เดือน": "เมษายน 2568"} == read_again(book)
    rows = list(openpyxl.load_workbook(io.BytesIO(book))["แบบกรอก"].values)
    assert ("ช่อง", "ค่า", "ที่เปลี่ยนจากครั้งก่อน") == rows[0]
    assert ("เดือน", "เมษายน 2568", "มีนาคม 2568 → เมษายน 2568: เลื่อน 1 เดือน") == rows[1]
    assert "ตัดออก: เลขที่ (เดิม 1175)" in [row[2] for row in rows]


def test_a_day_that_moved_is_said_as_offices_say_it() -> None:
    """Beside a date cell old and new day are told in Thai, not as the sheet stores them."""
    moved = Change(old="2025-03-11", new="2025-04-11", why="เลื่อน 1 เดือน")
    day = Proposal(name="วันที่", old="2025-03-11", new="2025-04-11", changes=(moved,))
    book = form_book(Rolling(shift=WAY, proposals=(day,), findings=()))
    told = openpyxl.load_workbook(io.BytesIO(book))["แบบกรอก"]["C2"].value
    assert "วันอังคารที่ 11 มีนาคม 2568 → วันศุกร์ที่ 11 เมษายน 2568: เลื่อน 1 เดือน" == told


def test_days_are_days_of_excel() -> None:
    """A day is a date cell that Excel shows with the Buddhist year, and that sorts as a day."""
    book = form_book(rolling({"วันที่": "2025-04-17"}))
    cell = openpyxl.load_workbook(io.BytesIO(book))["แบบกรอก"]["B2"]
    assert (True, "[$-D07041E]d mmmm yyyy") == (cell.is_date, cell.number_format)
