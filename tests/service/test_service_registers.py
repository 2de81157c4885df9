"""The registers of the offices: one each, kept open, and no number seen by another office."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from books import TYPE, district, sales_book
from sqlalchemy.engine import make_url
from support import EXAMPLES

from circulars.clock import now
from circulars.model.errors import RegisterError
from circulars.register import (
    Book,
    Entry,
    Number,
    Query,
    Register,
    Request,
    Status,
    create_register,
    open_register,
)
from circulars.register.schemas import address_in, make_schema
from circulars.runs import Numbering, generate, resume
from circulars.service.jobs.jobs import Jobs
from circulars.service.places import DataFolder, OfficeFolder
from circulars.service.registers.registers import Registers, has_register
from circulars.service.registers.uses import made_by
from service.old_jobs import lay_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.service.service import Service
    from circulars.service.settings import Settings

    from .conftest import Clock

DAY = dt.date(2025, 3, 11)
FIRST, SECOND = "0" * 15 + "1", "f" * 16


def letter(subject: str, **said: Any) -> Request:
    """Return a letter that asks for a number."""
    return Request(**{"owner": "พย 0019.2", "date": DAY, "subject": subject, **said})


@pytest.fixture
def registers(settings: Settings, clock: Clock) -> Iterator[Registers]:
    """Give the registers of a service, on each kind of database."""
    with Registers(settings, clock) as registers:
        yield registers


@pytest.fixture
def offices(settings: Settings) -> tuple[OfficeFolder, OfficeFolder]:
    """Return two offices without anything."""
    data = DataFolder(settings.data)
    return data.office(FIRST), data.office(SECOND)


def test_two_offices_at_once(
    registers: Registers, offices: tuple[OfficeFolder, OfficeFolder]
) -> None:
    """Two offices that take numbers at once each count from 1, and see only their own."""

    def take(place: int) -> int:
        office = offices[place % 2]
        with registers.lent(office) as register:
            return register.by("มาลี").take(letter(office.id)).number.serial

    with ThreadPoolExecutor(8) as threads:
        serials = [*threads.map(take, range(40))]
    for place, office in enumerate(offices):
        assert [*range(1, 21)] == sorted(serials[place::2])
        with registers.lent(office) as register:
            assert {office.id} == {entry.subject for entry in register.search(Query())}


def test_the_same_key_in_two_offices(
    registers: Registers, offices: tuple[OfficeFolder, OfficeFolder]
) -> None:
    """A letter known to one office is unknown to the other, whatever its key."""
    with registers.lent(offices[0]) as first, registers.lent(offices[1]) as second:
        assert 1 == first.take(letter("ก", key="ก")).number.serial
        assert 2 == first.take(letter("ข")).number.serial
        assert second.known("ก") is None
        assert 1 == second.take(letter("ค", key="ก")).number.serial


def test_history_names_who_did_it(
    registers: Registers, offices: tuple[OfficeFolder, OfficeFolder]
) -> None:
    """People who share an open register stand in its history under their own names."""
    with registers.lent(offices[0]) as opened:
        entry = opened.by("มาลี").take(letter("ก"))
        opened.by("วิทยา").sign([entry.number], on=DAY)
        assert ["มาลี", "วิทยา"] == [change.actor for change in opened.history(entry.number)]


def test_nothing_is_made_by_looking(
    registers: Registers, offices: tuple[OfficeFolder, OfficeFolder]
) -> None:
    """Whether an office has a register is told without making one."""
    assert not has_register(registers, offices[0])
    registers.make(offices[0])
    assert has_register(registers, offices[0])
    assert not has_register(registers, offices[1])


def test_more_offices_than_are_kept_open(
    registers: Registers, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office whose register was closed for others has it again, with its numbers."""
    monkeypatch.setattr("circulars.service.registers.registers._OPEN", 2)
    data = DataFolder(settings.data)
    folders = [data.office(f"{place:016x}") for place in range(4)]
    with registers.lent(folders[0]) as used:
        for folder in folders:
            with registers.lent(folder) as register:
                register.take(letter(folder.id))
        assert 2 == used.take(letter("อีกฉบับ")).number.serial  # whoever has it keeps it
    with registers.lent(folders[0]) as again:
        assert 2 == len(again.search(Query()))


class Stopper:
    """Interrupts a run when its first letter is made."""

    def begin(self, phase: str, total: int) -> None:
        """Hear nothing."""

    def advance(self, count: int = 1, letter: str = "") -> None:  # noqa: ARG002  # the name tells
        """Interrupt once a letter is made."""
        if letter:
            raise KeyboardInterrupt


def test_a_run_by_the_address(
    registers: Registers,
    offices: tuple[OfficeFolder, OfficeFolder],
    clock: Clock,
    tmp_path: Path,
) -> None:
    """A run given the address of an office, interrupted and gone on with, numbers there alone."""
    for office in offices:
        with registers.lent(office) as register:
            register.take(letter("ฉบับแรก"))
    book = sales_book(tmp_path / "ยอด.xlsx", [district(n) for n in range(1, 4)])
    asked: dict[str, Any] = {
        "office": EXAMPLES / "phayao.toml",
        "values": {"วันที่": "2025-03-11"},
        "pdf": False,
        "numbering": Numbering(register=registers.address(offices[0]), actor="มาลี"),
        "clock": clock,
    }
    with pytest.raises(KeyboardInterrupt):
        generate(TYPE, book, tmp_path / "out", watcher=Stopper(), **asked)
    resume(tmp_path / "out", clock=clock)
    with registers.lent(offices[0]) as first, registers.lent(offices[1]) as second:
        assert ["taken"] * 4 == [each.status.value for each in first.search(Query())]
        assert 1 == len(second.search(Query()))


def test_a_page_of_the_register(
    registers: Registers, offices: tuple[OfficeFolder, OfficeFolder]
) -> None:
    """A page has the newest lines of what is looked for, and says how many there are."""
    with registers.lent(offices[0]) as opened:
        for place in range(1, 8):
            opened.take(letter(f"เรื่องที่ {place}"))
        found, count = opened.newest(Query(), skip=2, most=3)
        assert ([5, 4, 3], 7) == ([entry.number.serial for entry in found], count)
        by_number, count = opened.newest(Query(text="7", serial=2), skip=0, most=9)
        assert ([7, 2], 2) == ([entry.number.serial for entry in by_number], count)
        assert (2025,) == opened.years()


def test_options_of_the_address_stay(settings: Settings, clock: Clock) -> None:
    """What the address asks of the server is kept beside what the register asks of it."""
    if not settings.database:  # of a server alone
        return
    url = make_url(settings.database)
    own = url.update_query_dict({"options": "-c application_name=ทะเบียน"})
    address = address_in(own.render_as_string(hide_password=False), "office_a")
    make_schema(settings.database, "office_a")
    with create_register(address, actor="มาลี", clock=clock) as made:
        made.take(letter("ก"))
    with pytest.raises(RegisterError) as caught:
        open_register(settings.database, actor="มาลี", clock=clock)
    assert ["register-missing"] == [finding.code for finding in caught.value.findings]
    with open_register(address, actor="มาลี", clock=clock) as again:
        assert 1 == count_of(again)


def count_of(register: Register) -> int:
    """Return how many lines the register has."""
    return register.newest(Query(), skip=0, most=1)[1]


@pytest.mark.parametrize("name", ['a"; DROP SCHEMA public; --', "", "Office", "1a"])
def test_a_schema_has_a_plain_name(name: str) -> None:
    """A name that would need quotes is no schema of ours."""
    with pytest.raises(ValueError):
        address_in("postgresql://saraban@server/register", name)


def test_the_job_that_made_a_letter(tmp_path: Path) -> None:
    """A number leads to the last job that made its letter; one taken by hand to none."""
    folder = DataFolder(tmp_path)
    old, new = lay_down(folder.office(FIRST), 2)
    for job, made in ((old, ("พย0019.2-ว1.docx", "เก่า.docx")), (new, ("พย0019.2-ว1.docx",))):
        path = folder.office(FIRST).jobs / job / "outcome.json"
        told = json.loads(path.read_bytes()) | {"files": [*made, "พย0019.2-ว1.pdf"]}
        path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    jobs = Jobs(folder, cast("Any", None), cast("Any", None), now)  # none of them is worked on
    service = cast("Service", SimpleNamespace(jobs=jobs))
    number = Number(book=Book(owner="พย 0019.2", year=2025), serial=1)
    entry = Entry(number=number, status=Status.TAKEN, registered=DAY)
    names = ("พย0019.2-ว1.docx", "เก่า.docx", "", "อื่น.docx")
    found = [made_by(service, FIRST, replace(entry, file=name)) for name in names]
    assert [new, old, None, None] == [job and job.id for job in found]
