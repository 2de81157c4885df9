"""The numbers of a run: one for each letter, the same at each try, nobody else's."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from books import TYPE, district, sales_book
from commands import Command, left_in
from desks import DAY, Desk, open_desk, recipients
from docx import Document
from register.shared import opened
from support import TEMPLATES, document_text

from circulars import load_letter_type
from circulars.model.errors import FormError, LetterHeldError, RegisterError
from circulars.model.findings import Finding
from circulars.model.run import State
from circulars.pipeline import make
from circulars.register import Series
from circulars.runs import Numbering, conduct, resume, work
from circulars.runs.plan import RUN, load_plan

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.errors import CircularsError

FIVE = [district(n) for n in range(1, 6)]
FAULT = Finding(code="text-lost", where="หน้า 1", message="ข้อความหาย", hint="แก้แบบ")


@pytest.fixture
def book(desk: Desk) -> Path:
    """Return a workbook of five recipients."""
    return sales_book(desk.folder / "ยอด.xlsx", FIVE)


def codes(error: pytest.ExceptionInfo[CircularsError]) -> list[str]:
    """Return the codes of what was raised."""
    return [finding.code for finding in error.value.findings]


def kind_with(folder: Path, old: str, new: str) -> str:
    """Return a copy of the letter type in which `new` stands for `old` in its letter.toml."""
    target = folder / "แบบ"
    shutil.copytree(TEMPLATES / TYPE, target)
    file = target / "letter.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(target)


def fail_at(place: int, *given: Any) -> Any:
    """Make a letter, but fail as a fault in print does at one place."""
    if given[1] == place:
        raise LetterHeldError(FAULT)
    return make(*given)


def test_a_letter_that_fails_keeps_its_number(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number stays reserved; after the workbook is mended the letter gets the same one."""
    with monkeypatch.context() as patched:
        patched.setattr(work, "make", partial(fail_at, 2))
        assert [district(3)] == recipients(desk.make(book))
    assert {1: "taken", 2: "taken", 3: "reserved", 4: "taken", 5: "taken"} == desk.statuses()
    sales_book(book, FIVE, typed={"M9": "แก้แล้ว"})
    batch = desk.make(book)
    assert () == batch.held
    assert (desk.out / f"พย0019.2-3-{district(3)}.docx").exists()
    assert dict.fromkeys(range(1, 6), "taken") == desk.statuses()


def test_no_letter_is_made_at_all(desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every letter fails nothing is written, and the numbers wait for the letters."""
    monkeypatch.setattr(conduct, "make_share", failing_share)
    with pytest.raises(LetterHeldError):
        desk.make(book)
    assert not desk.out.exists()
    assert dict.fromkeys(range(1, 6), "reserved") == desk.statuses()


def failing_share(share: work.Share) -> Any:
    """Hold all letters of a share back."""
    return tuple(replace(item, state=State.HELD, findings=(FAULT,)) for item in share.items)


def test_two_commands_on_one_register(address: str, tmp_path: Path) -> None:
    """Two runs at once, each in its folder: no number twice, none left out."""
    desks = [open_desk(tmp_path / name, address) for name in ("จุน", "ปง")]
    commands = []
    for desk in desks:
        book = sales_book(desk.folder / "ยอด.xlsx", [district(n) for n in range(1, 9)])
        told = ("--set", "วันที่=2025-03-11", "--number", "auto", "--register", address)
        commands.append(
            Command(desk.folder / "log", "generate", TYPE, book, *told, "--no-pdf", "-o", desk.out)
        )
    with commands[0], commands[1]:
        assert [0, 0] == [command.ended()[0] for command in commands]
    assert dict.fromkeys(range(1, 17), "taken") == desks[0].statuses()
    stems = [path.stem for desk in desks for path in desk.out.glob("*.docx")]
    assert [*range(1, 17)] == sorted(int(re.findall(r"-(\d+)-", stem)[0]) for stem in stems)


def test_two_commands_on_one_folder(desk: Desk, book: Path) -> None:
    """The second waits for the first and makes the same once more: no number is lost."""
    told = ("--set", "วันที่=2025-03-11", "--number", "auto", "--no-pdf", "-o", desk.out)
    commands = [Command(desk.folder / f"log{n}", "generate", TYPE, book, *told) for n in range(2)]
    with commands[0], commands[1]:
        assert [0, 0] == [command.ended()[0] for command in commands]
    assert dict.fromkeys(range(1, 6), "taken") == desk.statuses()
    assert 5 + 2 == len(left_in(desk.out))


def test_copies_of_a_circular_share_a_number(desk: Desk, book: Path) -> None:
    """A circular to five recipients has one number, told in the register with how many they are."""
    kind = kind_with(desk.folder, "circular = false", "circular = true")
    desk.make(book, kind=kind)
    (entry,) = desk.entries()
    assert "พย 0019.2/ว1" == str(entry.number)
    assert f"นายอำเภอ{district(1)} และอีก 4 ราย" == entry.recipient
    assert {"พย0019.2-ว1"} == {path.stem.rpartition("-")[0] for path in desk.out.glob("*.docx")}


def test_copies_of_a_circular_that_were_held_back(desk: Desk, book: Path) -> None:
    """A copy that is mended later joins the others under their number."""
    kind = kind_with(desk.folder, "circular = false", "circular = true")
    sales_book(book, FIVE, typed={f"B{row}": None for row in range(7, 11)})
    desk.make(book, kind=kind)
    sales_book(book, FIVE)
    desk.make(book, kind=kind)
    assert {1: "taken"} == desk.statuses()


@pytest.mark.parametrize(
    ("kind", "series", "printed"),
    [("order", Series.ORDER, "๑/๒๕๖๘"), ("memo", Series.ORDINARY, "พย ๐๐๑๙.๒/๑")],
)
def test_series(desk: Desk, kind: str, series: Series, printed: str) -> None:
    """An order is numbered by itself, with the year; a memo among the letters sent."""
    values = load_letter_type(TEMPLATES / kind).example
    values = {name: text for name, text in values.items() if name != "เลขที่"} | DAY
    values |= {"เลขที่": ""}
    desk.make(TEMPLATES / kind / "example.xlsx", kind=kind, values=values)
    assert [series] == [entry.number.book.series for entry in desk.entries()]
    (letter,) = desk.out.glob("*.docx")
    assert printed in document_text(letter.read_bytes())


def test_documents_without_number(desk: Desk) -> None:
    """An announcement has no number; asking for one is refused before anything is made."""
    values = {**load_letter_type(TEMPLATES / "announcement").example, **DAY}
    with pytest.raises(FormError) as caught:
        desk.make(TEMPLATES / "announcement/example.xlsx", kind="announcement", values=values)
    assert ["number-unneeded"] == codes(caught)
    assert not desk.out.exists()


def test_letters_that_do_not_show_their_number(desk: Desk, book: Path) -> None:
    """A type without the field for it would print no number: none is taken."""
    template = Document()
    template.add_paragraph("เรื่อง {{ เรื่อง }}")
    kind = desk.folder / "แบบ"
    kind.mkdir()
    template.save(str(kind / "letter.docx"))
    field = '[fields."เรื่อง"]\nlabel = "เรื่อง"\nkind = "text"\n'
    (kind / "letter.toml").write_text(f'title = "ไม่มีเลข"\n{field}', encoding="utf-8")
    with pytest.raises(FormError) as caught:
        desk.make(book, kind=str(kind), values={"เรื่อง": "ทดสอบ"})
    assert ["number-unneeded"] == codes(caught)


def test_a_number_from_two_sources(desk: Desk, book: Path) -> None:
    """A number that is filled in, and one of the register, are one too many."""
    with pytest.raises(FormError) as caught:
        desk.make(book, values={**DAY, "เลขที่": "1201"})
    assert ["number-given"] == codes(caught)
    assert {} == desk.statuses()


def test_letters_without_a_day(desk: Desk, book: Path) -> None:
    """The day says of which year the number is; without one there is none."""
    with pytest.raises(FormError) as caught:
        desk.make(book, values={"วันที่": ""})
    assert ["number-undated"] == codes(caught)
    assert {} == desk.statuses()


class Canceller:
    """Cancels a number in the register when all letters are made, before they are confirmed."""

    def __init__(self, desk: Desk, serial: int) -> None:
        self._desk, self._serial = desk, serial

    def begin(self, phase: str, total: int) -> None:  # noqa: ARG002  # how many does not matter
        """Cancel the number at the phase after the letters."""
        if phase == "รวมเล่ม":
            (entry,) = [e for e in self._desk.entries() if e.number.serial == self._serial]
            with opened(self._desk.register) as register:
                register.cancel([entry.number], reason="ไม่ส่งแล้ว")

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Hear nothing."""


def test_a_number_that_is_cancelled_meanwhile(desk: Desk, book: Path) -> None:
    """It is told with the way out: begun anew, that letter has a new number, the others theirs."""
    with pytest.raises(RegisterError) as caught:
        desk.make(book, watcher=Canceller(desk, 2))
    assert ["number-status", "run-renumber"] == codes(caught)
    with pytest.raises(RegisterError):
        resume(desk.out)
    assert [RUN] == [path.name for path in desk.out.iterdir()]
    desk.make(book, restart=True)
    statuses = {1: "taken", 2: "cancelled", **dict.fromkeys(range(3, 7), "taken")}
    assert statuses == desk.statuses()
    assert (desk.out / f"พย0019.2-6-{district(2)}.docx").exists()


def test_a_year_that_is_closed(desk: Desk, book: Path) -> None:
    """A closed year gives no numbers: nothing is made, and the register tells why."""
    desk.make(book, out=desk.folder / "ก่อน")
    with opened(desk.register) as register:
        register.close_year("พย 0019.2", 2025)
    sales_book(book, [*FIVE, district(6)])
    with pytest.raises(RegisterError) as caught:
        desk.make(book)
    assert ["year-closed"] == codes(caught)
    assert not desk.out.exists()


@pytest.mark.parametrize(
    ("register", "code"),
    [
        ("ไม่มี.sqlite", "register-missing"),
        ("postgresql://saraban:secret@127.0.0.1:1/register", "register-unreachable"),
    ],
)
def test_registers_that_are_not_there(desk: Desk, book: Path, register: str, code: str) -> None:
    """Where the register cannot be used nothing is made, and its own message says why."""
    address = register if "://" in register else str(desk.folder / register)
    with pytest.raises(RegisterError) as caught:
        desk.make(book, numbering=Numbering(register=address, actor="มาลี"))
    assert [code] == codes(caught)
    assert "secret" not in str(caught.value)
    assert not desk.out.exists()


class Reader:
    """Reads the plan that was laid down when the letters are drafted."""

    def __init__(self, run: Path) -> None:
        self._run = run
        self.plan = ""

    def begin(self, _phase: str, _total: int) -> None:
        """Read it."""
        self.plan = (self._run / "plan.json").read_text(encoding="utf-8")

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Hear nothing."""


def test_a_password_is_not_laid_down(desk: Desk, book: Path) -> None:
    """Others may read the folder: the plan has the address of the register without password."""
    reader = Reader(desk.out / RUN)
    address = "postgresql://saraban:secret@127.0.0.1:1/register"
    with pytest.raises(RegisterError):
        desk.make(book, numbering=Numbering(register=address, actor="มาลี"), watcher=reader)
    assert "saraban@127.0.0.1" in reader.plan
    assert "secret" not in reader.plan


def test_the_same_recipient_twice(desk: Desk, book: Path) -> None:
    """Two rows of one name are two letters with two numbers, the same ones when made again."""
    sales_book(book, [district(1), district(2), district(1)])
    desk.make(book)
    before = left_in(desk.out)
    desk.make(book)
    assert dict.fromkeys((1, 2, 3), "taken") == desk.statuses()
    assert before == left_in(desk.out)


def test_books_of_one_name(desk: Desk) -> None:
    """Workbooks of one name in different folders are different letters, together or alone."""
    books = [desk.folder / name / "ยอด.xlsx" for name in ("เหนือ", "ใต้")]
    for book in books:
        book.parent.mkdir()
        sales_book(book, [district(1), district(2)])
    batch = desk.make(books)
    assert dict.fromkeys(range(1, 5), "taken") == desk.statuses()
    assert 4 == sum(path.suffix == ".docx" for path in batch.files)
    desk.make(books[1], out=desk.folder / "ใต้อีกครั้ง")
    names = {path.stem for path in (desk.folder / "ใต้อีกครั้ง").glob("*.docx")}
    assert {f"พย0019.2-3-{district(1)}", f"พย0019.2-4-{district(2)}"} == names


def test_the_register_tells_what_is_printed(desk: Desk, book: Path) -> None:
    """A subject that names the letter's own number stands in the register with that number."""
    old = '"ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) ประจำปีงบประมาณ พ.ศ. " ~ ปีงบประมาณ'
    kind = kind_with(desk.folder, f"value = '{old}'", "value = '\"ยอดจำหน่าย ฉบับที่ \" ~ เลขที่'")
    desk.make(book, kind=kind)
    assert [f"ยอดจำหน่าย ฉบับที่ {n}" for n in range(1, 6)] == [e.subject for e in desk.entries()]


def test_who_asks_does_not_matter(desk: Desk, book: Path) -> None:
    """The same letters asked for by somebody else are the same run, not another one."""
    desk.out.mkdir()
    reader = Reader(desk.out / RUN)
    with pytest.raises(RegisterError):
        desk.make(book, watcher=Interrupter(), out=desk.out)
    left = load_plan(desk.out / RUN)
    assert left is not None
    assert left.numbering is not None
    desk.make(book, numbering=Numbering(register=desk.register, actor="สมชาติ"), watcher=reader)
    assert not (desk.out / RUN).exists()


class Interrupter:
    """Stops the run after its first letters."""

    def begin(self, _phase: str, _total: int) -> None:
        """Hear nothing."""

    def advance(self, count: int = 1, letter: str = "") -> None:  # noqa: ARG002  # the name tells
        """Stop once a letter is made."""
        if letter:
            raise RegisterError(FAULT)


def test_a_number_in_the_table(desk: Desk, book: Path) -> None:
    """A number that stands in the recipients' table is not passed over in silence either."""
    kind = kind_with(desk.folder, '"หมายเหตุ" = { heading', '"เลขที่" = { heading')
    sales_book(book, FIVE, typed={"M8": "1202"})
    with pytest.raises(FormError) as caught:
        desk.make(book, kind=kind)
    assert ["number-given"] == codes(caught)
    sales_book(book, FIVE)
    desk.make(book, kind=kind)
    assert dict.fromkeys(range(1, 6), "taken") == desk.statuses()
