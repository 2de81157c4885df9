"""The commands generate and resume: what people type, read, and stop."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from books import TYPE, district, sales_book
from commands import Command, left_in, made
from desks import open_desk
from support import TEMPLATES

from circulars.batch import FolderBusyError, locked
from circulars.runs import RUN, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desks import Desk
    from support import Outcome

LETTERS = 200
TODAY = ("--set", "วันที่=2025-03-11")
AUTO = (*TODAY, "--number", "auto", "--no-pdf")


def book_of(desk: Desk, letters: int = 6, **typed: str | None) -> Path:
    """Return a workbook beside the office, with some cells typed otherwise."""
    names = [district(n + 1) for n in range(letters)]
    return sales_book(desk.folder / "ยอด.xlsx", names, typed=typed)


def test_one_bad_row_of_two_hundred(desk: Desk, circulars: Callable[..., Outcome]) -> None:
    """199 letters, exit code 1; cell, index and manifest tell of the one; no number is left out."""
    book = book_of(desk, LETTERS, B56=None)
    outcome = circulars("generate", TYPE, book, *AUTO, "-o", desk.out)
    assert 1 == outcome.code
    assert "สรุปยอดจำหน่าย!B56" in outcome.output
    assert "ยังไม่ได้ทำ 1 ฉบับ" in outcome.output
    assert LETTERS - 1 == len([*desk.out.glob("*.docx")])
    assert dict.fromkeys(range(1, LETTERS), "taken") == desk.statuses()
    told = json.loads((desk.out / "manifest.json").read_text(encoding="utf-8"))
    held = {"workbook": "ยอด.xlsx", "recipient": "", "codes": ["recipient-nameless"]}
    assert [held] == told["held"]
    index = openpyxl.load_workbook(desk.out / "บัญชีหนังสือ.xlsx").worksheets[0]
    lines = [[str(cell) for cell in row] for row in index.values]
    (line,) = [line for line in lines if "ไม่มีชื่อผู้รับ" in " ".join(line)]
    assert not any("พย 0019.2/" in cell for cell in line)


def dated(folder: Path) -> str:
    """Return a letter type whose recipients' table says by when each of them is to answer."""
    target = folder / "แบบ"
    target.mkdir()
    for file in (TEMPLATES / TYPE).iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    text = (target / "letter.toml").read_text(encoding="utf-8")
    column = '"หมายเหตุ" = { heading = "หมายเหตุ"'
    assert column in text
    own = '"กำหนดแจ้งผล" = { heading = "หมายเหตุ"'
    (target / "letter.toml").write_text(text.replace(column, own), encoding="utf-8")
    return str(target)


def test_answers_of_rows_that_cannot_be_used(desk: Desk, circulars: Callable[..., Outcome]) -> None:
    """A row's day that is no day, or before that of the letter, holds that row's letter back."""
    days = {"M7": "17 เม.ย. 68", "M8": "เร็ว ๆ นี้", "M9": "1 มี.ค. 68", "M10": "18 เม.ย. 68"}
    book = book_of(desk, 4, **days)
    outcome = circulars("generate", dated(desk.folder), book, *AUTO, "--json", "-o", desk.out)
    assert 1 == outcome.code
    told = json.loads(outcome.output)
    blocks = [each for each in told["findings"] if each["level"] == "block"]
    assert any("M8" in each["where"] and "เร็ว ๆ นี้" in each["message"] for each in blocks)
    assert any(district(3) in each["where"] for each in blocks)
    names = [name.rpartition("/")[2] for name in told["files"]]
    letters = [f"พย0019.2-1-{district(1)}.docx", f"พย0019.2-2-{district(4)}.docx"]
    assert [*letters, "บัญชีหนังสือ.xlsx", "manifest.json"] == names
    assert {1: "taken", 2: "taken"} == desk.statuses()


@pytest.mark.parametrize(
    ("jobs", "number"),
    [("1", signal.SIGTERM), ("1", signal.SIGHUP), ("2", signal.SIGINT), ("2", signal.SIGTERM)],
)
def test_told_to_stop(
    desk: Desk, circulars: Callable[..., Outcome], jobs: str, number: int
) -> None:
    """Ctrl-C, SIGTERM and a closed terminal stop the run in order; resume leads it to its end."""
    order = ("generate", TYPE, book_of(desk, 30), *AUTO, "--jobs", jobs, "-o", desk.out)
    with Command(desk.folder / "log", *order) as command:
        assert command.reaches(lambda: made(desk.out) > 0)
        command.signal(number)
        code, told = command.ended()
    assert 1 == code, told
    assert "Traceback" not in told
    assert f"circulars resume '{desk.out}'" in told  # its name has a blank
    assert [RUN] == [path.name for path in desk.out.iterdir()]
    outcome = circulars("resume", desk.out)
    assert 0 == outcome.code
    assert dict.fromkeys(range(1, 31), "taken") == desk.statuses()
    assert 30 + 2 == len(left_in(desk.out))


def test_stopped_before_the_first_letter(desk: Desk) -> None:
    """Nothing is left of a run that was stopped before it made anything, and that is told."""
    order = ("generate", TYPE, book_of(desk, 60), *AUTO, "-o", desk.out)
    with Command(desk.folder / "log", *order) as command:
        assert command.reaches((desk.out / RUN / "plan.json").exists)
        command.signal(signal.SIGTERM)
        code, told = command.ended()
    assert 1 == code
    assert "คำสั่งเดิมอีกครั้ง" in told
    assert not desk.out.exists()


def test_resuming_what_is_done(desk: Desk, circulars: Callable[..., Outcome]) -> None:
    """Nothing is left to do: that is no fault, in words and as JSON."""
    assert 0 == circulars("generate", TYPE, book_of(desk), *AUTO, "-o", desk.out).code
    before = left_in(desk.out)
    outcome = circulars("resume", desk.out)
    assert 0 == outcome.code
    assert "เสร็จแล้ว" in outcome.output
    told = circulars("resume", desk.out, "--json")
    assert (0, []) == (told.code, json.loads(told.output)["files"])
    assert before == left_in(desk.out)


def test_resuming_nothing(tmp_path: Path, circulars: Callable[..., Outcome]) -> None:
    """Without a run that is told, with exit code 1."""
    outcome = circulars("resume", tmp_path)
    assert 1 == outcome.code
    assert "ไม่มีงานที่ทำค้างไว้" in outcome.output


def test_a_folder_that_others_work_on(
    desk: Desk, circulars: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second command on a folder waits for a while, and then says who is at work."""
    monkeypatch.setattr(running, "_PATIENCE", 0.2)
    with locked(desk.out / RUN):
        for order in (("generate", TYPE, book_of(desk), *AUTO, "-o"), ("resume",)):
            outcome = circulars(*order, desk.out)
            assert 1 == outcome.code
            assert "มีผู้อื่นกำลังทำหนังสือลงโฟลเดอร์นี้อยู่" in outcome.output
    assert {} == desk.statuses()


def test_a_new_run_keeps_others_out(desk: Desk) -> None:
    """The folder is held from the first moment of a run to its last."""
    order = ("generate", TYPE, book_of(desk, 60), *AUTO, "-o", desk.out)
    with Command(desk.folder / "log", *order) as command:
        for moment in ((desk.out / RUN / "plan.json").exists, lambda: made(desk.out) > 0):
            assert command.reaches(moment)
            with pytest.raises(FolderBusyError), locked(desk.out / RUN, wait=0):
                pass


def test_a_folder_beside_with_spaces(
    desk: Desk, circulars: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder may be given from where one stands, in Thai and with spaces."""
    monkeypatch.chdir(desk.folder)
    book_of(desk, 2)
    outcome = circulars("generate", TYPE, "ยอด.xlsx", *AUTO, "-o", "ผล ลัพธ์/เดือน มีนาคม")
    assert 0 == outcome.code, outcome.output
    assert 2 + 2 == len(left_in(desk.folder / "ผล ลัพธ์/เดือน มีนาคม"))


@pytest.mark.parametrize(
    "asked",
    [
        ("--number", "auto", "--set", "เลขที่=5"),
        ("--register", "x.sqlite"),
        ("--by", "มาลี"),
        ("--new-year",),
    ],
)
def test_options_that_do_not_go_together(
    desk: Desk, circulars: Callable[..., Outcome], asked: tuple[str, ...]
) -> None:
    """Options about numbers go with --number auto, and that with no number of one's own."""
    outcome = circulars("generate", TYPE, book_of(desk), *TODAY, *asked, "-o", desk.out)
    assert 2 == outcome.code
    assert "--number auto" in outcome.output


def test_images_without_pdf(desk: Desk, circulars: Callable[..., Outcome]) -> None:
    """Pages are drawn from the PDF: asking for images without one is refused, not passed over."""
    outcome = circulars("generate", TYPE, book_of(desk), *AUTO, "--images", "-o", desk.out)
    assert 2 == outcome.code
    assert "--no-pdf" in outcome.output
    assert not desk.out.exists()


def test_held_letters_are_told_with_their_workbook(
    desk: Desk, circulars: Callable[..., Outcome]
) -> None:
    """Two workbooks have the same recipients: whose letter waits is told with its workbook."""
    names = [district(1), district(2)]
    books = [
        sales_book(desk.folder / "เหนือ.xlsx", names),
        sales_book(desk.folder / "ใต้.xlsx", names, typed={"M7": None, "D7": "มาก"}),
    ]
    outcome = circulars("generate", TYPE, *books, *AUTO, "-o", desk.out)
    assert 1 == outcome.code
    assert f"{district(1)} (ใต้.xlsx)" in outcome.output


def test_what_cannot_be_let_pass_is_not_told_as_passed(
    desk: Desk, circulars: Callable[..., Outcome]
) -> None:
    """A cell that holds no number holds its letter back; nobody can ask to let that pass."""
    book = book_of(desk, 3, D7="มาก")
    command = ("generate", TYPE, book, *AUTO, "--json", "-o", desk.out)
    assert 2 == circulars(*command, "--allow", "number-unreadable").code
    assert not desk.out.exists()
    outcome = circulars(*command, "--allow", "row-total-mismatch")
    assert 1 == outcome.code
    assert "number-unreadable" not in json.loads(outcome.output)["waived"]
    told = json.loads((desk.out / "manifest.json").read_text(encoding="utf-8"))
    assert "number-unreadable" not in told["waived"]
    assert [district(1)] == [held["recipient"] for held in told["held"]]


def test_the_same_again_leaves_what_other_runs_made(desk: Desk) -> None:
    """Letters of another day in the same folder stay, however often those of today are made."""
    book = book_of(desk, 3)
    yesterday = desk.make(book, values={"วันที่": "2025-03-10"})
    for _ in range(2):
        desk.make(book, values={"วันที่": "2025-03-11"})
    letters = [path for path in yesterday.files if path.suffix == ".docx"]
    assert 3 == len(letters)
    assert all(path.exists() for path in letters)


def test_a_field_given_twice(desk: Desk, circulars: Callable[..., Outcome]) -> None:
    """Of two values for one field none is dropped in silence: which counts is asked."""
    twice = ("--set", "เรียน=ก", "--set", "เรียน=ข")
    outcome = circulars("generate", TYPE, book_of(desk), *AUTO, *twice, "-o", desk.out)
    assert 2 == outcome.code
    assert "“เรียน” สองครั้ง" in outcome.output


def test_registers_of_several_offices(tmp_path: Path, circulars: Callable[..., Outcome]) -> None:
    """Workbooks of offices with a register each need to be told which one it is."""
    desks = [open_desk(tmp_path / name) for name in ("เหนือ", "ใต้")]
    books = [book_of(desk, 1) for desk in desks]
    out = tmp_path / "out"
    outcome = circulars("generate", TYPE, *books, *AUTO, "-o", out)
    assert 2 == outcome.code
    assert "--register" in outcome.output
    told = ("--register", desks[0].register)
    assert 0 == circulars("generate", TYPE, *books, *AUTO, *told, "-o", out).code
    assert {1: "taken", 2: "taken"} == desks[0].statuses()
