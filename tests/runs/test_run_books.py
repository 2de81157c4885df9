"""Many workbooks in one run, each with its own office."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from books import CIRCULAR, district, sales_book
from desks import DAY, Desk, recipients

from circulars.model.errors import LetterHeldError, RunError, WorkbookError
from circulars.runs import resume

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

PAIR = [district(1), district(2)]


def books_of(desk: Desk, *names: str) -> list[Path]:
    """Return workbooks for the same two recipients, each in a folder with an office of its own."""
    books = []
    text = (desk.folder / "office.toml").read_text(encoding="utf-8")
    for number, name in enumerate(names, start=3):
        folder = desk.folder / name
        folder.mkdir()
        own = text.replace('unit = "0019.2"', f'unit = "0019.{number}"')
        (folder / "office.toml").write_text(own, encoding="utf-8")
        books.append(sales_book(folder / "ยอด.xlsx", PAIR))
    return books


def told_by(batch: Batch) -> list[dict[str, object]]:
    """Return what the manifest tells of the letters."""
    told = json.loads((batch.folder / "manifest.json").read_text(encoding="utf-8"))
    letters: list[dict[str, object]] = told["letters"]
    return letters


def test_offices_of_their_own(desk: Desk) -> None:
    """Each workbook's letters are from the office beside it, in its own book of the register."""
    batch = desk.make(books_of(desk, "เหนือ", "ใต้"), office=None)
    assert ["พย 0019.3/1", "พย 0019.3/2", "พย 0019.4/1", "พย 0019.4/2"] == [
        letter["reference"] for letter in told_by(batch)
    ]
    assert {("พย 0019.3", 1), ("พย 0019.3", 2), ("พย 0019.4", 1), ("พย 0019.4", 2)} == {
        (entry.number.book.owner, entry.number.serial) for entry in desk.entries()
    }


def test_drafts_of_books_of_one_name(desk: Desk) -> None:
    """Without numbers every letter has a file of its own, and the index names its workbook."""
    books = books_of(desk, "เหนือ", "ใต้", "กลาง")
    batch = desk.make(books, office=None, numbering=None, values={**DAY, "เลขที่": ""})
    names = [path.name for path in batch.files if path.suffix == ".docx"]
    assert 6 == len({name.casefold() for name in names})
    (index,) = [path for path in batch.files if path.suffix == ".xlsx"]
    sheet = openpyxl.load_workbook(index).worksheets[0]
    cells = {str(cell) for row in sheet.values for cell in row}
    assert {"เหนือ/ยอด.xlsx", "ใต้/ยอด.xlsx", "กลาง/ยอด.xlsx"} <= cells


def test_going_on_with_many_books(desk: Desk) -> None:
    """A run over several workbooks goes on from its copies, each with its name."""

    class Stopper:
        def begin(self, phase: str, total: int) -> None:
            """Hear nothing."""

        def advance(self, count: int = 1, letter: str = "") -> None:  # noqa: ARG002  # the name tells
            if letter:
                raise KeyboardInterrupt

    books = books_of(desk, "เหนือ", "ใต้")
    whole = desk.make(books, office=None, out=desk.folder / "whole")
    with pytest.raises(KeyboardInterrupt):
        desk.make(books, office=None, watcher=Stopper())
    for book in books:
        book.unlink()
    assert told_by(whole) == told_by(resume(desk.out))


def test_a_fault_names_its_workbook(desk: Desk) -> None:
    """A row that is held back is told with the workbook it stands in."""
    books = books_of(desk, "เหนือ", "ใต้")
    sales_book(books[1], PAIR, typed={"B8": None})
    batch = desk.make(books, office=None)
    assert [""] == recipients(batch)
    (finding,) = [f for f in batch.findings if f.code == "recipient-nameless"]
    assert "ใต้/ยอด.xlsx" in finding.where
    assert "สรุปยอดจำหน่าย!B8" in finding.where


def test_all_workbooks_that_cannot_be_read_are_told(desk: Desk) -> None:
    """Every workbook that cannot be used is told at once, and nothing is made."""
    books = books_of(desk, "เหนือ", "ใต้", "กลาง")
    broken = [book.rename(book.with_name(f"ยอด{n}.xlsx")) for n, book in enumerate(books)]
    for book in broken[:2]:
        book.write_bytes(b"PK")
    with pytest.raises(WorkbookError) as caught:
        desk.make(broken, office=None)
    places = " ".join(finding.where for finding in caught.value.findings)
    assert ["ยอด0.xlsx", "ยอด1.xlsx"] == [b.name for b in broken if b.name in places]
    assert not desk.out.exists()


def test_one_workbook_twice(desk: Desk) -> None:
    """A workbook that is given twice would make every letter twice: it is refused."""
    (book,) = books_of(desk, "เหนือ")
    with pytest.raises(RunError) as caught:
        desk.make([book, book.parent / ".." / "เหนือ" / "ยอด.xlsx"], office=None)
    assert ["workbook-repeated"] == [finding.code for finding in caught.value.findings]


def test_one_number_for_two_circulars(desk: Desk) -> None:
    """One number typed for the circulars of two workbooks would go out twice."""
    books = [sales_book(desk.folder / f"ยอด{n}.xlsx", PAIR) for n in (1, 2)]
    values = {**DAY, "เลขที่": "1175"}
    with pytest.raises(LetterHeldError) as caught:
        desk.make(books, kind=CIRCULAR, numbering=None, values=values)
    (finding,) = [f for f in caught.value.findings if f.code == "number-repeated"]
    assert "ยอด1.xlsx, ยอด2.xlsx" in finding.message
    assert "แบบกรอก ของแต่ละเล่ม" in finding.hint  # counting on is of the rows of one workbook


def test_circulars_of_two_workbooks_from_the_register(desk: Desk) -> None:
    """Two circulars have two numbers."""
    books = [sales_book(desk.folder / f"ยอด{n}.xlsx", PAIR) for n in (1, 2)]
    desk.make(books, kind=CIRCULAR)
    assert ["พย 0019.2/ว1", "พย 0019.2/ว2"] == [str(entry.number) for entry in desk.entries()]
