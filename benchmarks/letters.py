"""Letters a second: circulars beside docxtpl as it is usually written, in one run.

Both print the same letter of templates/otop_monthly_sales with its annex, from the same values;
their texts are compared before anything is measured.  ``make bench`` runs this and writes
docs/benchmarks.md.
"""

from __future__ import annotations

import os
import platform
import random
import re
import sys
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from checking import checking_table
from contenders import Circulars, Docxtpl, Floor, Steps
from example_letters import example_letters, text_of
from reference import processes_table, reference_table, rows_table, startup_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circulars.model.letter import Letter

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
ROUNDS: Final = 7
BUDGET: Final = 0.7  # seconds of one contender in one round, about
LETTERS: Final = 1500  # more than are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Milliseconds a letter, a figure for each round."""

    name: str
    times: list[float]

    def row(self, base: Measured) -> str:
        """Return the line of the table; ratios are taken within each round."""
        ratios = [theirs / own for own, theirs in zip(self.times, base.times, strict=True)]
        return (
            f"| {self.name} | {spread(self.times, 2)} | {1000 / median(self.times):,.0f} "
            f"| {spread(ratios, 1)} |"
        )


def spread(figures: list[float], places: int) -> str:
    """Return median, least and greatest of `figures`."""
    low, middle, high = min(figures), median(figures), max(figures)
    return f"{middle:,.{places}f} ({low:,.{places}f}-{high:,.{places}f})"


def measure(
    jobs: Mapping[str, Callable[[Letter], object]], letters: list[Letter]
) -> list[Measured]:
    """Return the times of all `jobs`, interleaved round by round in changing order."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    counts = {name: max(2, round(BUDGET / once(job, letters))) for name, job in jobs.items()}
    each = {name: cycle(letters) for name in jobs}  # a round goes on where the last one ended
    order = list(jobs)
    dice = random.Random(2568)
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for name in order:
            job, count = jobs[name], counts[name]
            started = time.perf_counter()
            for letter in islice(each[name], count):
                job(letter)
            times[name].append((time.perf_counter() - started) / count * 1000)
    return [Measured(name=name, times=times[name]) for name in jobs]


def once(job: Callable[[Letter], object], letters: list[Letter]) -> float:
    """Return the seconds of one letter, after one to warm up."""
    job(letters[0])
    started = time.perf_counter()
    job(letters[1])
    return time.perf_counter() - started


def compare(rows: int) -> list[str]:
    """Return the table for an annex of `rows` rows, as in the workbook when 0."""
    letters = example_letters(20 if rows else LETTERS, rows)
    ours, theirs = Circulars(letters[0]), Docxtpl(letters[0])
    for letter in letters[:3]:
        assert text_of(theirs.letter(letter)) == text_of(ours.letter(letter))
    jobs = {
        "docxtpl": theirs.letter,
        "circulars": ours.letter,
        "floor: deflate and pack": Floor(ours, letters).letter,
    }
    measured = measure(jobs, letters)
    table = letters[0].annexes[0].table
    size = f"{len(table.rows)} rows and {len(table.numeric)} columns"
    return [
        f"## Letter with an annex of {size}",
        "",
        "| | ms a letter | letters a second | times docxtpl |",
        "|---|---|---|---|",
        *(each.row(measured[0]) for each in measured),
        "",
    ]


def steps() -> list[str]:
    """Return the table of what the steps of one letter cost."""
    letters = example_letters(LETTERS, 0)
    parts = Steps(Circulars(letters[0]), letters[0])
    measured = measure(parts.jobs(), letters)
    return [
        "## Where the time of circulars goes",
        "",
        "| step | ms |",
        "|---|---|",
        *(f"| {each.name} | {spread(each.times, 3)} |" for each in measured),
        f"| a template for the first time: open, patch, compile | {parts.first * 1000:.0f} |",
        f"| the same template again | {parts.again * 1000:.0f} |",
        "",
    ]


def pinned() -> str:
    """Keep the process on one processor where the system can; return how that is told."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned to a processor"
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return "pinned to one processor"


def machine() -> str:
    """Return processor and Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text(encoding="utf-8"))
        model = found.group(1) if found else model
    return f"{model}, {platform.system()}, Python {platform.python_version()}"


_HEAD = """\
# Benchmarks

Written by `make bench`: all contenders in one run, interleaved, in changing order.
Figures are the median (least-greatest) of the rounds; ratios are taken within each
round.  Texts of all contenders were compared before.  docxtpl: for each letter
`DocxTemplate(path)`, `render(autoescape=True)`, `save`, the annex as a `{%tr for %}`
over its rows.  circulars: one `Template` for all letters, strict, escaped,
sandboxed, deterministic; it also keeps lines together and fits annexes to the page.
"""
_REFERENCE = """\
## The reference letter

A4, 29 fields of which 5 torn over two runs, a list of 1 to 4 attachments, a PNG of
34 kB, a footer with page and document number, an annex of 9 rows and 13 columns on a
turned page; 2 letters of 100 hold & and <…>.  Each letter is another one: its number,
addressee, figures, contact and annex are its own, or every value (the line that says
so).  All are written to a file in memory.  docxtemplater: an instance for each letter,
as its manual says.  Floor: the rendered parts compressed with isal, packed, written.
"""
_OWN = """\
# Our own letter

`otop_monthly_sales`: each letter has its own number and annex, the rest is common.
"""


def main() -> None:
    """Measure, print, and write the page."""
    two = processes_table()  # before this process is pinned
    where = pinned()
    lines: list[Any] = [
        *(_HEAD, f"{machine()}, {where}.", ""),
        *(_REFERENCE, *reference_table()),
        *("## Long annexes", "", *rows_table()),
        *("## Two processes", "", *two),
        *("## Start-up", "", *startup_table()),
        *("## Checking a letter of three pages with a table of 20 rows", "", *checking_table()),
        *(_OWN, *compare(0), *compare(1000), *steps()),
    ]
    page = "\n".join(lines)
    sys.stdout.write(page)
    # The service is measured by itself: service.py.
    _, mark, service = PAGE.read_text(encoding="utf-8").partition("\n# The service under load")
    PAGE.write_text(f"{page.rstrip()}\n{mark}{service}", encoding="utf-8")


if __name__ == "__main__":
    main()
