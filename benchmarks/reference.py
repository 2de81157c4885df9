"""The reference letter, all contenders in one run; rows, processes and start-up beside it."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from docxtpl import DocxTemplate
from example_letters import text_of
from reference_letter import JINJA, MUSTACHE, Values, all_values, letters, template, with_annex

from circulars import Template
from circulars.render.package import deflated, read_members, write_package

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE: Final = Path(__file__).resolve().parent
ROUNDS: Final = 7
SECONDS: Final = 0.6  # of one contender in one round, about
# More than any memory of texts holds, so that no letter is met again while it is remembered.
LETTERS: Final = 3000
_NOTHING_KEPT: Final = "PYTHONDONTWRITEBYTECODE"
_RENDERED: Final = ("word/document.xml", "word/header", "word/footer")


class Python:
    """A contender that is a function of a letter; what it makes is written to a file."""

    def __init__(self, make: Callable[[Values], bytes], ready: Sequence[Values], out: Path) -> None:
        self.make = make
        self._letters = cycle(ready)
        self._out = out

    def seconds(self, count: int) -> float:
        """Return how long `count` letters take, each another one than before."""
        started = perf_counter()
        for letter in islice(self._letters, count):
            self._out.write_bytes(self.make(letter))
        return perf_counter() - started


class Node:
    """docxtemplater in a process of its own, which is told how many letters to make."""

    def __init__(self, ready: Sequence[Values], folder: Path) -> None:
        (folder / "mustache.docx").write_bytes(with_annex(MUSTACHE))
        job = {"template": str(folder / "mustache.docx"), "letters": [*map(all_values, ready)]}
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        command = ["node", str(HERE / "docxtemplater.mjs"), str(folder / "job.json")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def first(self) -> bytes:
        """Return the first letter."""
        return base64.b64decode(self._ask("show"))

    def seconds(self, count: int) -> float:
        """Return how long `count` letters take."""
        return float(self._ask(str(count)))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def has_node() -> bool:
    """Return whether docxtemplater can be measured here."""
    return shutil.which("node") is not None and (HERE / "node_modules" / "docxtemplater").is_dir()


class Floor:
    """Compressing, packing and writing parts that are rendered already."""

    def __init__(self, made: Sequence[bytes]) -> None:
        members = read_members(made[0])
        self._names = [each.name for each in members if each.name.startswith(_RENDERED)]
        self._members = members
        self._parts = cycle([self._unpacked(docx) for docx in made])

    def _unpacked(self, docx: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            return {name: archive.read(name) for name in self._names}

    def letter(self, _: Values) -> bytes:
        """Return the next package."""
        parts = next(self._parts)
        return write_package(
            deflated(each.name, parts[each.name]) if each.name in parts else each
            for each in self._members
        )


def circulars_letter(source: bytes) -> Callable[[Values], bytes]:
    """Return what makes a letter: one template for all of them."""
    made = Template(source)
    return lambda letter: made.render(letter.fields, (letter.annex,))


def docxtpl_letter(source: bytes) -> Callable[[Values], bytes]:
    """Return what makes a letter as docxtpl's manual says: a template opened for each."""

    def make(letter: Values) -> bytes:
        document = DocxTemplate(io.BytesIO(source))
        document.render(all_values(letter), autoescape=True)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()

    return make


def figures(folder: Path) -> dict[str, list[float]]:
    """Return milliseconds a letter of each contender, a figure for each round."""
    run, fresh = letters(LETTERS), letters(LETTERS, fresh=True)
    ours = circulars_letter(template(JINJA))
    theirs = docxtpl_letter(with_annex(JINJA))
    out = folder / "letter.docx"
    contenders: dict[str, Python | Node] = {
        "docxtpl": Python(theirs, run, out),
        "circulars": Python(ours, run, out),
        "circulars, every value new": Python(ours, fresh, out),
        "floor": Python(Floor([*map(ours, run[:50])]).letter, run, out),
    }
    _same(ours(run[0]), theirs(run[0]), annex_rows=9)
    node = Node(run[:200], folder) if has_node() else None
    if node:
        _same(ours(run[0]), node.first(), annex_rows=9)
        contenders["docxtemplater"] = node
    measured = _rounds(contenders)
    if node:
        node.close()
    return measured


def _same(ours: bytes, theirs: bytes, *, annex_rows: int) -> None:
    """Compare the texts of both letters, by words: who numbers pages adds text of its own."""
    assert text_of(ours) == text_of(theirs), annex_rows


def _rounds(contenders: dict[str, Python | Node]) -> dict[str, list[float]]:
    counts = {
        name: max(3, round(SECONDS * 5 / each.seconds(5))) for name, each in contenders.items()
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    order = list(contenders)
    dice = random.Random(2568)
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for name in order:
            times[name].append(contenders[name].seconds(counts[name]) / counts[name] * 1000)
    return times


def ratios(upper: list[float], lower: list[float]) -> list[float]:
    """Return how many times `lower` goes into `upper`, within each round."""
    return [above / below for above, below in zip(upper, lower, strict=True)]


def against(bar: float, figure: float) -> str:
    """Return whether `figure` reaches `bar`, or by how much it does not."""
    return "met" if figure >= bar else f"missed by {(1 - figure / bar) * 100:.0f} %"


def spread(every: list[float], places: int) -> str:
    """Return median, least and greatest of `every`."""
    low, middle, high = min(every), median(every), max(every)
    return f"{middle:,.{places}f} ({low:,.{places}f}-{high:,.{places}f})"


def reference_table() -> list[str]:
    """Return the table of the reference letter, with its bars."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        times = figures(Path(folder))
    base, ours = times["docxtpl"], times["circulars"]
    lines = ["| | ms a letter | letters a second | times docxtpl |", "|---|---|---|---|"]
    for name, every in times.items():
        lines.append(
            f"| {name} | {spread(every, 2)} | {1000 / median(every):,.0f} "
            f"| {spread(ratios(base, every), 1)} |"
        )
    bars = [(100.0, "times docxtpl", ratios(base, ours))]
    if "docxtemplater" in times:
        bars.append((30.0, "times docxtemplater", ratios(times["docxtemplater"], ours)))
    bars.append((0.35, "of the floor", ratios(times["floor"], ours)))
    lines += ["", "| bar | reached | |", "|---|---|---|"]
    for bar, what, every in bars:
        lines.append(f"| {bar:g} {what} | {spread(every, 2)} | {against(bar, median(every))} |")
    return [*lines, ""]


def _memory() -> str | None:
    """Return a folder in memory, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def rows_table() -> list[str]:
    """Return what annexes of 1,000 and 20,000 rows take, each in a process of its own."""
    runs = {(who, rows): [_child(who, rows) for _ in range(3)] for who, rows in _ROWS}
    lines = ["| | rows | ms | rows a second | peak MB |", "|---|---|---|---|---|"]
    for (who, rows), every in runs.items():
        seconds, peak = (median(column) for column in zip(*every, strict=True))
        lines.append(
            f"| {who} | {rows:,} | {seconds * 1000:,.1f} | {rows / seconds:,.0f} | {peak:.0f} |"
        )
    thousand, many = (median(s for s, _ in runs["circulars", rows]) for rows in (1000, 20000))
    beside = median(s for s, _ in runs["docxtpl", 1000])
    linear, peak = many / (20 * thousand), median(mb for _, mb in runs["circulars", 20000])
    bars = (
        ("1,000 rows 25 times docxtpl", f"{beside / thousand:.1f}", beside / thousand / 25),
        ("20,000 rows linear within 15 %", f"{linear:.2f} of 20 × 1,000", 1.15 / linear),
        ("20,000 rows under 400 MB", f"{peak:.0f} MB", 400 / peak),
    )
    lines += ["", "| bar | reached | |", "|---|---|---|"]
    lines += [f"| {bar} | {reached} | {against(1, share)} |" for bar, reached, share in bars]
    return [*lines, ""]


_ROWS: Final = (("docxtpl", 1000), ("circulars", 1000), ("circulars", 20000))


def _child(who: str, rows: int) -> tuple[float, float]:
    command = [sys.executable, str(HERE / "child.py"), who, str(rows)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return float(answer[0]), float(answer[1])


def processes_table() -> list[str]:
    """Return how two processes on two processors compare with one."""
    processors = sorted(os.sched_getaffinity(0))[:2] if hasattr(os, "sched_getaffinity") else []
    if len(processors) < 2:
        return ["Two processes: not measured, one processor only.", ""]
    gains = [sum(_together(processors)) / sum(_together(processors[:1])) for _ in range(ROUNDS)]
    reached = f"{spread(gains, 2)} | {against(1.8, median(gains))}"
    return [
        "| bar | reached | |",
        "|---|---|---|",
        f"| two processes 1.8 times one | {reached} |",
        "",
    ]


def _together(processors: list[int]) -> list[float]:
    """Return letters a second of one process on each of `processors`, at the same time."""
    started = [
        subprocess.Popen(
            [sys.executable, str(HERE / "child.py"), "letters", str(processor)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for processor in processors
    ]
    for each in started:  # all are ready before any begins
        assert each.stdout is not None
        each.stdout.readline()
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    return [float(each.communicate()[0]) for each in started]


def startup_table() -> list[str]:
    """Return the processor time that commands take to start, over that of a bare Python."""
    scripts = Path(sys.executable).parent
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "thai-numerals": [str(scripts / "thai-numerals"), "--help"],
        "circulars --help": [str(scripts / "circulars"), "--help"],
    }
    for command in commands.values():  # compiles what is new
        cpu(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(9):
        for name, command in commands.items():
            times[name].append(cpu(command) * 1000)
    bare = times.pop("python")
    lines = ["| | CPU ms over a bare Python | bar | |", "|---|---|---|---|"]
    for (name, every), bar in zip(times.items(), (90, 150), strict=True):
        over = [own - base for own, base in zip(every, bare, strict=True)]
        lines.append(f"| {name} | {spread(over, 0)} | {bar} | {against(1, bar / median(over))} |")
    return [*lines, ""]


def cpu(command: list[str]) -> float:
    """Return the seconds of processor time that `command` takes.

    Python keeps what it has compiled, as it does where the program is installed.
    """
    environment = {name: each for name, each in os.environ.items() if name != _NOTHING_KEPT}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime
