"""PDFs a second: LibreOffice started for each file beside one and two that stay warm, in one run.

Cold is the command of LibreOffice's manual, ``soffice --convert-to pdf``, with a profile that is
there already, one file at a time.  Warm is our own converter, which also tells how each page
starts; two of them are two LibreOffice, each with its own profile.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from reference import against, circulars_letter, ratios, spread
from reference_letter import JINJA, letters, template

from circulars import find_letter_type, load_letter_type
from circulars.inputs import prepare, read_job
from circulars.layout import Converter, find_office
from circulars.pipeline import draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LETTERS: Final = 24
COLD_LETTERS: Final = 4  # of them, in one round: each takes a second or more
ROUNDS: Final = 3
BAR: Final = 10.0  # times cold, with two warm processes
_STAMP: Final = dt.date(2025, 3, 11)
_EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
_DISTRICTS: Final = "otop_district_sales"
_COLD, _ONE, _TWO = "cold, one start a file", "one warm", "two warm"


class Cold:
    """LibreOffice as its manual says: a process for each file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pdfs(self, documents: Sequence[bytes]) -> None:
        """Make the PDFs of `documents`, one after another."""
        source = self._folder / "letter.docx"
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command: list[str | Path] = [find_office(), profile, "--headless", "--convert-to", "pdf"]
        for docx in documents:
            source.write_bytes(docx)
            subprocess.run(
                [*command, "--outdir", self._folder, source], check=True, capture_output=True
            )
            source.with_suffix(".pdf").unlink()  # fails where none was written


class Warm:
    """Converters that take the letters in turn, each with a LibreOffice of its own."""

    def __init__(self, converters: Sequence[Converter]) -> None:
        self._converters = converters

    def pdfs(self, documents: Sequence[bytes]) -> None:
        """Make the PDFs of `documents`, by all converters at once."""
        count = len(self._converters)
        with ThreadPoolExecutor(count) as pool:
            shares = [documents[place::count] for place in range(count)]
            list(pool.map(_make, self._converters, shares))


def _make(converter: Converter, documents: Sequence[bytes]) -> None:
    for docx in documents:
        converter.convert(docx, stamp=_STAMP, annexes=1)


def reference_letters() -> list[bytes]:
    """Return letters of the benchmark, each with an annex of 9 rows and 13 columns."""
    return [*map(circulars_letter(template(JINJA)), letters(LETTERS))]


def district_letters() -> list[bytes]:
    """Return letters of our own to one district each, with an annex of its row."""
    kind = load_letter_type(find_letter_type(_DISTRICTS))
    job = read_job(
        _DISTRICTS,
        _EXAMPLES / "phayao-otop-2568.xlsx",
        office=_EXAMPLES / "phayao.toml",
        values=kind.example,
        allow=(),
    )
    ready = prepare(job)
    made = (draft(ready, n % len(ready.composer), 1201 + n) for n in range(LETTERS))
    return [ready.template.render(each.context, each.annexes) for each in made]


def measure(documents: Sequence[bytes]) -> dict[str, list[float]]:
    """Return the seconds a letter of each contender, a figure for each round, interleaved."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pair = [stack.enter_context(Converter()) for _ in range(2)]
        jobs: dict[str, tuple[Cold | Warm, Sequence[bytes]]] = {
            _COLD: (Cold(folder), documents[:COLD_LETTERS]),
            _ONE: (Warm(pair[:1]), documents),
            _TWO: (Warm(pair), documents),
        }
        for contender, _ in jobs.values():  # they start, and cold makes its profile
            contender.pdfs(documents[:4])
        return _rounds(jobs)


def _rounds(jobs: Mapping[str, tuple[Cold | Warm, Sequence[bytes]]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    order, dice = [*jobs], random.Random(2568)
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for name in order:
            contender, documents = jobs[name]
            started = perf_counter()
            contender.pdfs(documents)
            times[name].append((perf_counter() - started) / len(documents))
    return times


def pdf_table() -> list[str]:
    """Return the tables of seconds a letter, with the ratios of each round, and the bar."""
    every = {
        "reference letter": measure(reference_letters()),
        f"`{_DISTRICTS}`": measure(district_letters()),
    }
    lines = ["| letter | LibreOffice | ms a letter | letters a minute | times cold |"]
    lines += ["|---|---|---|---|---|"]
    for letter, times in every.items():
        lines += [_row(letter, name, times) for name in times]
    lines += ["", "| bar | letter | reached | |", "|---|---|---|---|"]
    for letter, times in every.items():
        reached = ratios(times[_COLD], times[_TWO])
        told = against(BAR, median(reached))
        lines.append(f"| two warm 10 times cold | {letter} | {spread(reached, 1)} | {told} |")
    return [*lines, ""]


def _row(letter: str, name: str, times: dict[str, list[float]]) -> str:
    own = times[name]
    milliseconds = spread([each * 1000 for each in own], 0)
    times_cold = spread(ratios(times[_COLD], own), 1)
    return f"| {letter} | {name} | {milliseconds} | {60 / median(own):,.0f} | {times_cold} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(pdf_table()) + "\n")
