"""The store of a run's items: nothing told to it is lost, and nothing half-told is there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.model.errors import RunError
from circulars.model.findings import Finding, Level
from circulars.model.run import Item, MadeFile, State
from circulars.runs.store import ItemStore

if TYPE_CHECKING:
    from collections.abc import Iterator

# Any text: also what no UTF-8 has, as a file's name on a disk from elsewhere may be.
TEXT = st.text(st.characters(), max_size=12) | st.sampled_from(["จุน", "\udcff.xlsx", "\0"])
FILES = st.builds(MadeFile, name=TEXT, size=st.integers(0, 2**70), sha256=TEXT)
FINDINGS = st.builds(
    Finding,
    code=TEXT,
    level=st.sampled_from(Level),
    where=TEXT,
    message=TEXT,
    hint=TEXT,
    about=TEXT,
)
ITEMS = st.builds(
    Item,
    place=st.integers(0, 2**40),
    workbook=TEXT,
    recipient=TEXT,
    number=TEXT,
    serial=st.none() | st.integers(),
    date=st.none() | st.dates(),
    addressee=TEXT,
    subject=TEXT,
    sender=TEXT,
    owner=TEXT,
    stem=TEXT,
    key=TEXT,
    state=st.sampled_from(State),
    files=st.lists(FILES, max_size=3).map(tuple),
    pages=st.none() | st.integers(0, 999),
    fonts=st.lists(TEXT, max_size=3).map(tuple),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    tries=st.integers(0, 9),
)
# Records its letters two at a time, each pair in one transaction, and says so afterwards.
RECORDING = """
import sys
from dataclasses import replace
from pathlib import Path
from circulars.model.run import State
from circulars.runs.store import ItemStore
with ItemStore.open(Path(sys.argv[1])) as store:
    waiting = store.waiting()
    for first in waiting:
        pair = (first, next(waiting))
        store.record(replace(item, state=State.MADE) for item in pair)
        print(first.place, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a store is to be."""
    return tmp_path / "items.sqlite"


def items(number: int) -> Iterator[Item]:
    """Yield waiting items, the last first."""
    for place in reversed(range(number)):
        yield Item(place=place, workbook="สรุป.xlsx", recipient=f"อำเภอที่ {place}")


def codes(error: pytest.ExceptionInfo[RunError]) -> list[str]:
    """Return the codes of the findings that an error carries."""
    return [finding.code for finding in error.value.findings]


@settings(deadline=None, max_examples=25)
@given(st.lists(ITEMS, max_size=4, unique_by=lambda item: item.place))
def test_items_come_back_whole(told: list[Item]) -> None:
    """Each part of an item is read back as it was told, by another process's connection."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "items.sqlite"
        with ItemStore.create(path) as store:
            store.add(told)
        with ItemStore.open(path) as store:
            assert sorted(told, key=lambda item: item.place) == list(store.all())


def test_what_became_of_items(path: Path) -> None:
    """What is recorded counts at once, and waits no longer."""
    with ItemStore.create(path) as store:
        store.add(items(3))
        made, held, waiting = store.all()
        store.record([replace(made, state=State.MADE), replace(held, state=State.HELD)])
        assert [waiting] == list(store.waiting())
        assert {State.WAITING: 1, State.MADE: 1, State.HELD: 1} == store.counts()


def test_recording_while_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters are recorded while those waiting are drawn, each of which comes once."""
    monkeypatch.setattr("circulars.runs.store._PAGE", 20)
    with ItemStore.create(path) as store:
        store.add(items(51))
        drawn = []
        for item in store.waiting():
            drawn.append(item.place)
            store.record([replace(item, state=State.MADE)])
        assert list(range(51)) == drawn
        assert [] == list(store.waiting())


def test_all_items_or_none(path: Path) -> None:
    """A run of which one item cannot be added has none."""
    with ItemStore.create(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.add([*items(3), *items(1)])
        assert not store.is_filled
        assert [] == list(store.all())


def test_a_store_is_filled_once(path: Path) -> None:
    """Once the items of the run are there, even if none, nothing can be added."""
    with ItemStore.create(path) as store:
        store.add([])
        assert store.is_filled
        with pytest.raises(sqlite3.IntegrityError):
            store.add(items(1))


def test_recording_what_is_not_there(path: Path) -> None:
    """An item that was never added cannot be recorded, nor what was told with it."""
    with ItemStore.create(path) as store:
        store.add(items(1))
        known = next(store.all())
        with pytest.raises(LookupError):
            store.record([replace(known, state=State.MADE), replace(known, place=9)])
        assert [known] == list(store.waiting())


@pytest.mark.parametrize("pairs", [1, 20, 57])
def test_killed_in_the_middle(path: Path, pairs: int) -> None:
    """What was recorded before the process was killed is there, and pairs are never torn."""
    with ItemStore.create(path) as store:
        store.add(items(1000))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", RECORDING, path], stdout=subprocess.PIPE, env=environment
    ) as program:
        assert program.stdout is not None
        told = [int(program.stdout.readline()) for _ in range(pairs)]
        program.kill()
    with ItemStore.open(path) as store:
        made = {item.place for item in store.all() if item.state is State.MADE}
        assert {*told, *(place + 1 for place in told)} <= made
        assert all((place ^ 1) in made for place in made)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a store", b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_store(path: Path, content: bytes) -> None:
    """What is no store, or no longer one, is told as such."""
    path.write_bytes(content)
    with pytest.raises(RunError) as caught:
        ItemStore.open(path)
    assert ["run-damaged"] == codes(caught)


@pytest.mark.parametrize("half", [1, 2])
def test_a_torn_store(path: Path, half: int) -> None:
    """A store with its end cut off or a page overwritten is not taken for whole."""
    with ItemStore.create(path) as store:
        store.add(items(500))
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        content[:middle]
        if half == 1
        else content[:middle] + b"\xa5" * 4096 + content[middle + 4096 :]
    )
    with pytest.raises(RunError) as caught:
        ItemStore.open(path)
    assert ["run-damaged"] == codes(caught)


def test_a_body_that_is_no_item(path: Path) -> None:
    """An item that somebody changed by hand into something else is told as damage."""
    with ItemStore.create(path) as store:
        store.add(items(2))
    with sqlite3.connect(path) as by_hand:
        by_hand.execute("UPDATE item SET body = '{}' WHERE place = 1")
    by_hand.close()
    with ItemStore.open(path) as store, pytest.raises(RunError) as caught:
        list(store.all())
    assert ["run-damaged"] == codes(caught)


def test_a_newer_schema(path: Path) -> None:
    """A store of a later release of the program is left alone."""
    ItemStore.create(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(RunError) as caught:
        ItemStore.open(path)
    assert ["run-damaged"] == codes(caught)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    """A store is not made by opening it."""
    with pytest.raises(RunError) as caught:
        ItemStore.open(tmp_path / "items.sqlite")
    assert ["run-unusable"] == codes(caught)
    assert [] == list(tmp_path.iterdir())


def test_one_at_a_time(path: Path) -> None:
    """A store that is open cannot be opened a second time."""
    with ItemStore.create(path), pytest.raises(RunError) as caught:
        ItemStore.open(path)
    assert ["run-unusable"] == codes(caught)


def test_what_a_killed_creation_leaves(path: Path) -> None:
    """A store that was only begun when its process was killed is begun anew."""
    path.with_name("items.sqlite.new").write_bytes(b"SQLite format 3")
    path.with_name("items.sqlite.new-journal").write_bytes(b"half")
    with ItemStore.create(path) as store:
        store.add(items(1))
    assert [path] == list(path.parent.iterdir())
