"""What a run shows while it goes on: a bar on a terminal, few lines elsewhere, nothing if asked."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from circulars.run_report import Bar, Lines, Progress, open_progress

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWING = """
import sys
import time
from circulars.run_report import open_progress
with open_progress(sys.stderr) as progress:
    progress.begin("ทำหนังสือ", 100000)
    for _ in range(5):
        time.sleep(0.12)
        progress.advance(20000, "พย0019.2-ว1201-ดอกคำใต้-ที่ชื่อ[b]ยาวกว่านั้นอีก")
    progress.begin("รวมเล่ม", 0)
print("จบ")
"""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is."""
        return True


def lines(steps: int, seconds: float, total: int = 200) -> list[str]:
    """Return what is written when `total` letters come in `steps`, `seconds` after one another."""
    now = 0.0
    stream = io.StringIO()
    with Lines(stream, clock=lambda: now) as progress:
        progress.begin("ทำหนังสือ", total)
        for _ in range(steps):
            now += seconds
            progress.advance(total // steps)
    return stream.getvalue().splitlines()


def test_a_line_for_each_tenth() -> None:
    """Of a run of some minutes each tenth of the letters is told."""
    told = lines(200, 1.0)
    assert 10 == len(told)
    assert "ทำหนังสือ: ทำแล้ว 20 จาก 200 ฉบับ" == told[0]
    assert "ทำหนังสือ: ทำแล้ว 200 จาก 200 ฉบับ" == told[-1]


def test_a_slow_run_is_told_to_be_alive() -> None:
    """Where a tenth takes long, there is a line about every half minute."""
    assert 100 == len(lines(200, 15.0, total=20_000))


def test_a_fast_run_says_little() -> None:
    """What is over at once says nothing; what takes seconds, no more than a line each two."""
    assert [] == lines(200, 0.001)
    assert 4 >= len(lines(100, 0.09))


def test_a_single_letter_has_no_progress() -> None:
    """The one letter of a command is told by its result alone."""
    assert [] == lines(1, 100.0, total=1)


def test_great_numbers_are_grouped() -> None:
    """Numbers of letters are written as people read them."""
    assert "ทำหนังสือ: ทำแล้ว 10,000 จาก 100,000 ฉบับ" == lines(10, 60.0, total=100_000)[0]


@pytest.mark.parametrize(
    ("stream", "term", "kind"),
    [(io.StringIO, "xterm", Lines), (Terminal, "dumb", Lines), (Terminal, "", Lines)],
)
def test_what_cannot_draw_gets_lines(
    stream: Callable[[], io.StringIO],
    term: str,
    kind: type[Progress],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file, or a terminal that cannot move its cursor, gets lines; a real one a bar."""
    monkeypatch.setenv("TERM", term)
    assert type(open_progress(stream())) is kind
    monkeypatch.setenv("TERM", "xterm-256color")
    assert type(open_progress(Terminal())) is Bar


def test_quiet_is_quiet() -> None:
    """Where the result is for a program, nothing is shown."""
    stream = Terminal()
    with open_progress(stream, quiet=True) as progress:
        progress.begin("ทำหนังสือ", 10)
        progress.advance(10, "จุน")
    assert "" == stream.getvalue()


def on_terminal(program: str) -> str:
    """Return what a program writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, True)
    environment = os.environ | {
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=theirs, stderr=theirs, env=environment
    ) as running:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:  # Linux says so when the other end is closed
            pass
        os.close(ours)
        assert 0 == running.wait(timeout=120)
    return shown.decode()


def test_the_bar_fits_a_terminal() -> None:
    """A line never fills 80 columns, tells what it should, and is gone in the end."""
    from rich.cells import cell_len

    shown = on_terminal(SHOWING)
    plain = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line) for line in re.split(r"[\r\n]+", shown)]
    bars = [line for line in plain if "/100,000 ฉบับ" in line]
    assert all(cell_len(line.rstrip()) < 80 for line in bars)
    assert ["20", "40", "60", "80", "100"] == re.findall(r"(\d+)%[^…%]+…", "".join(bars))
    assert any(re.fullmatch(r"รวมเล่ม\W+", line) for line in plain)  # neither letters nor time
    assert "จบ" == [line for line in plain if line][-1]


def test_rich_is_loaded_for_a_terminal_only() -> None:
    """A run whose output goes to a file does not wait for what draws bars."""
    told = subprocess.run(
        [sys.executable, "-c", f"{SHOWING}\nprint('rich' in sys.modules)"],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert "จบ\nFalse\n" == told.stdout.decode()
    assert b"" == told.stderr
