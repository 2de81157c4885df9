"""Numbers that letters were given by hand: entered as they are, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from circulars.model.errors import RegisterError
from circulars.register import Made, Query, Register, Status
from register.shared import OWNER, TODAY, assert_whole, number, request


def refusal(register: Register, serial: int, key: str = "ก") -> str:
    """Return the code by which the register refuses to enter a number; nothing is written."""
    before = register.search(Query())
    with pytest.raises(RegisterError) as error:
        register.hold_at([(request(key="อื่น"), 3), (request(key=key), serial)])
    assert before == register.search(Query())
    return error.value.findings[0].code


def test_a_given_number_is_entered_once(register: Register, address: str) -> None:
    """It is reserved for its letter, taken when that is made, and the book counts on after it."""
    placed = [(request(key="ข"), 2), (request(key="ก"), 1)]
    held = register.hold_at(placed)
    assert [(2, "ข"), (1, "ก")] == [(each.number.serial, each.key) for each in held]
    assert {Status.RESERVED} == {each.status for each in held}
    assert held == register.hold_at(placed)
    register.confirm([Made(number=number(1), file="ก.docx", request=request(subject="ใหม่"))])
    assert Status.TAKEN is register.hold_at(placed)[1].status
    assert 3 == register.take(request()).number.serial
    assert_whole(address)


def test_numbers_that_are_not_the_letters_own(register: Register) -> None:
    """A number that somebody has, holds or gave up, or that leaves a gap, is refused, and all."""
    register.take(request())
    register.reserve(number(2).book, 1, holder="กลุ่มงาน", reason="ด่วน")
    assert ["number-taken"] * 2 == [refusal(register, serial) for serial in (1, 2)]
    register.cancel([number(1)], reason="พิมพ์ผิด")
    assert "number-taken" == refusal(register, 1)
    assert "number-skipped" == refusal(register, 5)
    assert "number-skipped" == refusal(register, 0)
    register.hold_at([(request(key="อื่น"), 3)])
    assert "letter-numbered" == refusal(register, 4, key="อื่น")


def test_a_number_that_an_older_register_left_out(register: Register) -> None:
    """It can be entered afterwards; the book goes on as it would have."""
    first = register.take(request())
    register.take_over([("A5", replace(first, number=number(5)))])
    assert 4 == register.hold_at([(request(key="ก"), 4)])[0].number.serial
    assert 6 == register.take(request()).number.serial


def test_a_closed_year(register: Register) -> None:
    """A closed year takes no number in, but a letter that has its number keeps it."""
    register.hold_at([(request(key="ก"), 1)])
    register.confirm([Made(number=number(1))])
    register.close_year(OWNER, TODAY.year)
    assert [1] == [each.number.serial for each in register.hold_at([(request(key="ก"), 1)])]
    with pytest.raises(RegisterError) as error:
        register.hold_at([(request(key="ข"), 2)])
    assert "year-closed" == error.value.findings[0].code
