"""A run that was interrupted goes on where it was, whatever has happened meanwhile."""

from __future__ import annotations

import errno
import json
import shutil
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from books import TYPE, district, sales_book
from commands import Command, left_in, made
from desks import DAY, Desk
from PIL import Image
from register.shared import clock
from support import office_of

from circulars.batch import write_aside
from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import letter_type_folders
from circulars.model.errors import CircularsError, OutputError, RunError
from circulars.runs import RUN, generate, resume, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIX = [district(n) for n in range(1, 7)]


class Stopper:
    """Interrupts a run when its first letters are made."""

    def begin(self, phase: str, total: int) -> None:
        """Hear nothing."""

    def advance(self, count: int = 1, letter: str = "") -> None:  # noqa: ARG002  # the name tells
        """Interrupt once a letter is made."""
        if letter:
            raise KeyboardInterrupt


@dataclass(frozen=True, slots=True)
class Stopped:
    """A run of six letters that was interrupted, and what it is to come to."""

    desk: Desk
    book: Path
    whole: dict[str, str]

    @property
    def run(self) -> Path:
        """The run's own folder."""
        return self.desk.out / RUN

    def resumed(self, out: Path | None = None) -> dict[str, str]:
        """Return what is in the folder after the run has gone on."""
        resume(out or self.desk.out, clock=clock)
        return left_in(out or self.desk.out)

    def refused(self) -> set[str]:
        """Return with what codes going on is refused."""
        with pytest.raises(RunError) as caught:
            resume(self.desk.out)
        return {finding.code for finding in caught.value.findings}


@pytest.fixture
def stopped(desk: Desk) -> Stopped:
    """Return a run that was interrupted after its first letters."""
    book = sales_book(desk.folder / "ยอด.xlsx", SIX)
    desk.make(book, out=desk.folder / "whole", archive=True)
    with pytest.raises(KeyboardInterrupt):
        desk.make(book, archive=True, watcher=Stopper())
    assert 0 < made(desk.out) < len(SIX)
    assert [RUN] == [path.name for path in desk.out.iterdir()]
    return Stopped(desk, book, left_in(desk.folder / "whole"))


def test_going_on(stopped: Stopped) -> None:
    """What a resumed run leaves is, byte by byte, what an uninterrupted one does."""
    assert stopped.whole == stopped.resumed()


def test_asking_for_the_same_again(stopped: Stopped) -> None:
    """The same command goes on as well; letters that are made are not made again."""
    before = {path: path.stat().st_ino for path in stopped.run.glob("made/*/*/*")}
    stopped.desk.make(stopped.book, archive=True)
    assert stopped.whole == left_in(stopped.desk.out)
    kept = {path.stat().st_ino for path in stopped.desk.out.iterdir()}
    assert kept >= set(before.values())


def test_from_another_folder(stopped: Stopped, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not matter where the command is given."""
    monkeypatch.chdir(stopped.desk.out)
    assert stopped.whole == stopped.resumed()


def test_a_folder_that_was_moved(stopped: Stopped) -> None:
    """The folder holds all that the run needs: it can be moved before it goes on."""
    target = stopped.desk.folder / "ย้าย แล้ว"
    stopped.desk.out.rename(target)
    assert stopped.whole == stopped.resumed(target)


def test_inputs_that_are_gone(stopped: Stopped) -> None:
    """The run works on its copies: workbook and profile may change or go meanwhile."""
    stopped.book.write_bytes(b"")
    (stopped.desk.folder / "office.toml").unlink()
    assert stopped.whole == stopped.resumed()


def test_a_letter_that_was_damaged(stopped: Stopped) -> None:
    """A made letter that is no longer as it was recorded is made again."""
    letter = next(stopped.run.glob("made/*/*/*.docx"))
    letter.write_bytes(b"half")
    assert stopped.whole == stopped.resumed()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.json", b"{"),
        ("items.sqlite", b"no database"),
        ("inputs/0/office/office.toml", b"x=1"),
    ],
)
def test_damage(stopped: Stopped, name: str, content: bytes) -> None:
    """What the run itself needs is damaged: that is told, and beginning anew leads on."""
    (stopped.run / name).write_bytes(content)
    assert "run-damaged" in stopped.refused()
    stopped.desk.make(stopped.book, archive=True, restart=True)
    assert stopped.whole == left_in(stopped.desk.out)


def test_copies_that_were_edited(stopped: Stopped) -> None:
    """A run does not go on with another workbook than it began with."""
    sales_book(stopped.run / "inputs/0/ยอด.xlsx", SIX, typed={"M7": "แก้"})
    assert {"run-damaged"} == stopped.refused()


def test_another_release(stopped: Stopped) -> None:
    """Letters of one run come from one release of the program."""
    plan = stopped.run / "plan.json"
    told = json.loads(plan.read_text(encoding="utf-8"))
    plan.write_text(json.dumps(told | {"release": "0.0.1"}), encoding="utf-8")
    assert {"run-release"} == stopped.refused()


def test_another_run_in_the_folder(stopped: Stopped) -> None:
    """Another run does not throw made letters away unless it is told to."""
    other = sales_book(stopped.desk.folder / "อื่น.xlsx", [district(9)])
    with pytest.raises(RunError) as caught:
        stopped.desk.make(other)
    assert ["run-unfinished"] == [finding.code for finding in caught.value.findings]
    assert 0 < made(stopped.desk.out)
    stopped.desk.make(other, restart=True)
    assert [f"พย0019.2-7-{district(9)}.docx"] == [p.name for p in stopped.desk.out.glob("*.docx")]
    assert not stopped.run.exists()


def test_killed_while_it_was_removed(stopped: Stopped) -> None:
    """Where all was in place and only the run's own folder is left, there is nothing to do."""
    stopped.resumed()
    (stopped.run / "made/00000/00000000").mkdir(parents=True)
    (stopped.run / "complete").touch()
    assert {"run-complete"} == stopped.refused()
    assert stopped.whole == left_in(stopped.desk.out)
    assert {"run-complete"} == stopped.refused()


def test_nothing_to_go_on_with(desk: Desk) -> None:
    """Where no run was, that is told."""
    with pytest.raises(RunError) as caught:
        resume(desk.folder)
    assert ["run-missing"] == [finding.code for finding in caught.value.findings]


def fills_up(after: int) -> Callable[..., Any]:
    """Return how files are written on a disk that has room for so many more."""
    written = count()

    def write(path: Path, content: bytes) -> Any:
        if next(written) >= after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_aside(path, content)

    return write


@pytest.mark.parametrize("room", [0, 3])
def test_a_full_disk(desk: Desk, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with the way out; what was made is kept, and the run goes on with room."""
    book = sales_book(desk.folder / "ยอด.xlsx", SIX)
    with monkeypatch.context() as full:
        full.setattr(work, "write_aside", fills_up(room))
        with pytest.raises(OutputError) as caught:
            desk.make(book)
    codes = ["output-unwritable", *(["run-stopped"] if room else [])]
    assert codes == [finding.code for finding in caught.value.findings]
    assert bool(room) == desk.out.exists()
    desk.make(book)
    assert dict.fromkeys(range(1, 7), "taken") == desk.statuses()
    assert len(SIX) + 2 == len(left_in(desk.out))


def test_a_place_that_cannot_be_written(desk: Desk) -> None:
    """A folder that cannot be made is told, and no number is taken."""
    book = sales_book(desk.folder / "ยอด.xlsx", SIX)
    with pytest.raises(OutputError) as caught:
        desk.make(book, out=book / "out")
    assert ["output-unwritable"] == [finding.code for finding in caught.value.findings]
    assert {} == desk.statuses()


@pytest.mark.parametrize("place", ["../ตรา.png", "ภาพ/ตรา.png", "../../ตรา.png"])
def test_an_emblem_elsewhere(desk: Desk, place: str) -> None:
    """The emblem goes with the copies of the profile wherever the profile says it is."""
    home = desk.folder / "ก" / "ข"
    home.mkdir(parents=True)
    text = (desk.folder / "office.toml").read_text(encoding="utf-8")
    assert 'kind = "paper" ' in text
    office = home / "office.toml"
    office.write_text(
        text.replace('kind = "paper" ', f'kind = "image"\nfile = "{place}"'), encoding="utf-8"
    )
    image = home / place
    image.parent.mkdir(exist_ok=True)
    Image.new("RGB", (8, 8), "white").save(image)
    book = sales_book(home / "ยอด.xlsx", SIX[:2])
    asked = {"office": office, "values": {**DAY, "เลขที่": "7"}, "numbering": None}
    with pytest.raises(KeyboardInterrupt):
        desk.make(book, watcher=Stopper(), **asked)
    shutil.rmtree(home)
    image.unlink(missing_ok=True)
    resume(desk.out)
    assert 2 == len([*desk.out.glob("*.docx")])


def test_a_changed_emblem_is_another_run(stopped: Stopped) -> None:
    """Another profile is another run: letters of one run have one letterhead."""
    office = stopped.desk.folder / "office.toml"
    office.write_text(office.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(CircularsError) as caught:
        stopped.desk.make(stopped.book, archive=True)
    assert ["run-unfinished"] == [finding.code for finding in caught.value.findings]


def test_a_disk_that_takes_no_large_file(desk: Desk) -> None:
    """Where the zip cannot be written the letters are kept, and the command says how to go on."""
    book = sales_book(desk.folder / "ยอด.xlsx", SIX)
    told = ("--set", "วันที่=2025-03-11", "--set", "เลขที่=1", "--no-pdf", "--zip", "-o", desk.out)
    with Command(desk.folder / "log", "generate", TYPE, book, *told, largest=50_000) as command:
        code, said = command.ended()
    assert 1 == code
    assert "output-unwritable" in said
    assert f"circulars resume '{desk.out}'" in said
    assert [RUN] == [path.name for path in desk.out.iterdir()]
    resume(desk.out)
    assert len(SIX) + 3 == len(left_in(desk.out))


@pytest.mark.parametrize("folder", letter_type_folders(), ids=lambda folder: folder.name)
def test_every_letter_type(folder: Path, tmp_path: Path) -> None:
    """Of each letter type all that its letters come from is laid down with the run."""
    kind = tmp_path / folder.name
    shutil.copytree(folder, kind)
    values = load_letter_type(kind).example
    asked: dict[str, Any] = {"office": office_of(folder), "values": values, "pdf": False}
    generate(str(kind), folder / "example.xlsx", tmp_path / "whole", **asked)
    with pytest.raises(KeyboardInterrupt):
        generate(str(kind), folder / "example.xlsx", tmp_path / "out", watcher=Stopper(), **asked)
    shutil.rmtree(kind)
    resume(tmp_path / "out")
    assert left_in(tmp_path / "whole") == left_in(tmp_path / "out")
