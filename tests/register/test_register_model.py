"""The register against a simple model of it: any order of deeds, the same numbers."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from circulars.model.errors import RegisterError
from circulars.register import Made, Number, Query, Request, Series, Status
from register.shared import OWNER, TODAY, assert_whole, book, created, opened

YEARS = st.sampled_from([2024, 2025, 2026])
SERIES = st.sampled_from([Series.ORDINARY, Series.CIRCULAR])
KEYS = st.sampled_from(["", "", "ก", "ข", "ค"])
SERIALS = st.integers(1, 8)
EMPTY: dict[str, Path] = {}


@pytest.fixture(autouse=True, scope="module")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make one empty register, of which every run gets a copy: making one takes long."""
    EMPTY["register"] = tmp_path_factory.mktemp("register") / "empty.sqlite"
    created(str(EMPTY["register"])).close()


class RegisterMachine(RuleBasedStateMachine):
    """Does things to a register and to a dict of what must stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = str(Path(self.folder.name) / "register.sqlite")
        shutil.copy(EMPTY["register"], self.path)
        self.register = opened(self.path)
        self.lines: dict[Number, Status] = {}
        self.keys: dict[str, Number] = {}
        self.closed: set[int] = set()  # years
        self.open: set[tuple[int, Series]] = set()

    def teardown(self) -> None:
        """Look once more whether all is whole, and let go."""
        self.register.close()
        assert_whole(self.path)
        self.folder.cleanup()

    def refuses(self, year: int, series: Series) -> bool:
        """Whether no number of the book is given now."""
        if year in self.closed or (year, series) in self.open:
            return year in self.closed
        others = self.closed | {other for other, kind in self.open if kind is series}
        return any(other > year or other not in self.closed for other in others)

    def following(self, year: int, series: Series) -> Number:
        """Return the number that the model gives next."""
        mine = [one.serial for one in self.lines if one.book == book(year, series)]
        return Number(book=book(year, series), serial=max(mine, default=0) + 1)

    @rule(year=YEARS, series=SERIES, key=KEYS, hold=st.booleans())
    def take(self, year: int, series: Series, key: str, *, hold: bool) -> None:
        """Take or hold the next number."""
        asked = request_of(year, series, key)

        def deed() -> Any:
            return self.register.hold([asked])[0] if hold else self.register.take(asked)

        moved = key in self.keys and self.keys[key].book != asked.book
        known = key in self.keys and not moved
        if moved or (self.refuses(year, series) and not known):
            with pytest.raises(RegisterError):
                deed()
            return
        expected = self.keys.get(key) or self.following(year, series)
        assert expected == deed().number
        if self.lines.get(expected, Status.RESERVED) is Status.RESERVED:
            kept = hold and self.lines.get(expected, Status.RESERVED)
            self.lines[expected] = kept or Status.TAKEN
        self.open.add((year, series))
        if key:
            self.keys[key] = expected

    @rule(year=YEARS, series=SERIES, count=st.integers(1, 3))
    def reserve(self, year: int, series: Series, count: int) -> None:
        """Reserve a block."""
        if self.refuses(year, series):
            with pytest.raises(RegisterError):
                self.register.reserve(book(year, series), count, holder="ก", reason="ข")
            return
        for entry in self.register.reserve(book(year, series), count, holder="ก", reason="ข"):
            assert self.following(year, series) == entry.number
            self.lines[entry.number] = Status.RESERVED
        self.open.add((year, series))

    @rule(year=YEARS, series=SERIES, serial=SERIALS)
    def use(self, year: int, series: Series, serial: int) -> None:
        """Take a number by choice."""
        chosen = Number(book=book(year, series), serial=serial)
        free = chosen == self.following(year, series)
        kept = self.lines.get(chosen) is Status.RESERVED and chosen not in self.keys.values()
        if self.refuses(year, series) or not (free or kept):
            with pytest.raises(RegisterError):
                self.register.take(request_of(year, series, ""), number=serial)
            return
        assert chosen == self.register.take(request_of(year, series, ""), number=serial).number
        self.lines[chosen] = Status.TAKEN
        self.open.add((year, series))

    @rule(
        year=YEARS,
        series=SERIES,
        serial=SERIALS,
        deed=st.sampled_from(["sign", "send", "cancel", "confirm"]),
    )
    def do(self, year: int, series: Series, serial: int, deed: str) -> None:
        """Sign, send, cancel or confirm a number."""
        chosen = Number(book=book(year, series), serial=serial)
        before = self.lines.get(chosen)
        after = AFTER.get((deed, before)) if before else None
        if after is None:
            with pytest.raises(RegisterError):
                DEEDS[deed](self.register, chosen)
            return
        DEEDS[deed](self.register, chosen)
        self.lines[chosen] = after
        if deed == "cancel":
            self.keys = {key: number for key, number in self.keys.items() if number != chosen}

    @rule(year=YEARS)
    def close(self, year: int) -> None:
        """Close a year."""
        mine = {one: status for one, status in self.lines.items() if one.book.year == year}
        if not mine or Status.RESERVED in mine.values():
            with pytest.raises(RegisterError):
                self.register.close_year(OWNER, year)
            return
        closed = self.register.close_year(OWNER, year)
        assert {one.book for one in mine} == {*closed}
        self.closed |= {year}

    @invariant()
    def the_lines_are_those_of_the_model(self) -> None:
        """Compare all that the register holds with all that the model holds."""
        assert self.lines == {each.number: each.status for each in self.register.search(Query())}


def request_of(year: int, series: Series, key: str) -> Request:
    """Return a request for a number of one book."""
    day = dt.date(year, 6, 3)
    return Request(owner=OWNER, date=day, subject="เรื่อง", series=series, key=key)


DEEDS: dict[str, Any] = {
    "sign": lambda register, chosen: register.sign([chosen], on=TODAY),
    "send": lambda register, chosen: register.send([chosen], on=TODAY),
    "cancel": lambda register, chosen: register.cancel([chosen], reason="ผิด"),
    "confirm": lambda register, chosen: register.confirm([Made(number=chosen)]),
}
AFTER = {
    ("sign", Status.TAKEN): Status.SIGNED,
    ("send", Status.TAKEN): Status.SENT,
    ("send", Status.SIGNED): Status.SENT,
    ("cancel", Status.RESERVED): Status.CANCELLED,
    ("cancel", Status.TAKEN): Status.CANCELLED,
    ("cancel", Status.SIGNED): Status.CANCELLED,
    ("confirm", Status.RESERVED): Status.TAKEN,
    ("confirm", Status.TAKEN): Status.TAKEN,
    ("confirm", Status.SIGNED): Status.SIGNED,
    ("confirm", Status.SENT): Status.SENT,
}

TestRegister = RegisterMachine.TestCase
TestRegister.settings = settings(deadline=None, max_examples=25, stateful_step_count=25)
