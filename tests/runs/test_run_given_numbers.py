"""Numbers that letters were given by hand, entered into the register by their run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from books import TYPE, district, sales_book
from desks import DAY, Desk
from register.shared import opened, request

from circulars.model.errors import LetterHeldError, RegisterError
from circulars.model.findings import Finding
from circulars.pipeline import make
from circulars.runs import Numbering, work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.batch import Batch

THREE = [district(n) for n in (1, 2, 3)]
FIRST = {**DAY, "เลขที่": "1"}
FAULT = Finding(code="text-lost", where="หน้า 1", message="ข้อความหาย", hint="แก้แบบ")


@pytest.fixture
def book(desk: Desk) -> Path:
    """Return a workbook of three recipients."""
    return sales_book(desk.folder / "ยอด.xlsx", THREE)


def entered(desk: Desk, book: Path | Sequence[Path], **asked: Any) -> Batch:
    """Return the letters of `book`, whose numbers go into the register as they are."""
    numbering = Numbering(register=desk.register, actor="มาลี", given=True)
    return desk.make(book, **{"values": FIRST, "numbering": numbering, **asked})


def fail_at(place: int, *given: Any) -> Any:
    """Make a letter, but fail as a fault in print does at one place."""
    if given[1] == place:
        raise LetterHeldError(FAULT)
    return make(*given)


def test_given_numbers_are_entered(desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each letter has its line; that of one that failed waits for it, and nobody gets it."""
    with monkeypatch.context() as patched:
        patched.setattr(work, "make", partial(fail_at, 1))
        assert [THREE[1]] == [item.recipient for item in entered(desk, book).held]
    assert {1: "taken", 2: "reserved", 3: "taken"} == desk.statuses()
    entered(desk, book)
    lines = desk.entries()
    assert [f"นายอำเภอ{name}" for name in THREE] == [each.recipient for each in lines]
    assert [f"พย0019.2-{n}-{name}.docx" for n, name in enumerate(THREE, 1)] == [
        each.file for each in lines
    ]
    assert dict.fromkeys(range(1, 4), "taken") == desk.statuses()


@pytest.mark.parametrize(("number", "code"), [("1", "number-taken"), ("3", "number-skipped")])
def test_numbers_that_cannot_be_entered(desk: Desk, book: Path, number: str, code: str) -> None:
    """Where one of them is somebody else's, or leaves a gap, no letter is made, no line written."""
    with opened(desk.register) as register:
        register.take(request())
    with pytest.raises(RegisterError) as caught:
        entered(desk, book, values={**DAY, "เลขที่": number})
    assert [code] == [finding.code for finding in caught.value.findings]
    assert ({1: "taken"}, False) == (desk.statuses(), desk.out.exists())


def test_letters_without_a_number(desk: Desk, book: Path) -> None:
    """A letter whose number is left to the pen has no line, with a day or without."""
    for values in ({**DAY, "เลขที่": ""}, {"วันที่": "", "เลขที่": ""}):
        assert () == entered(desk, book, values=values, restart=True).held
    assert {} == desk.statuses()


def test_one_number_twice_in_a_run(desk: Desk) -> None:
    """Workbooks whose letters were given the same number are held back: none is entered."""
    books = [sales_book(desk.folder / f"{name}.xlsx", [name]) for name in THREE[:2]]
    with pytest.raises(LetterHeldError) as caught:
        entered(desk, books, kind=TYPE)
    assert "number-repeated" in {finding.code for finding in caught.value.findings}
    assert {} == desk.statuses()
