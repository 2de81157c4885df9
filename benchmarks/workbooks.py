"""Reading long workbooks: seconds and memory of circulars beside openpyxl and python-calamine.

Each reading is a process of its own, so that its peak of memory is its own; the contenders take
turns within each round.  ``workbooks.py WHO PATH`` is one such process.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final

from long_workbook import long_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS: Final = {1_000: 5, 20_000: 3, 100_000: 2}  # by rows
_TYPE: Final = Path(__file__).resolve().parents[1] / "templates" / "otop_monthly_sales"
_BASE: Final = "openpyxl, `data_only`"
_OURS: Final = "circulars: formats, formulas, addresses"
_WHOLE: Final = "the same, with table, dataset and findings"
_LINEAR: Final = 1.15  # times five, from 20,000 rows to 100,000


def _openpyxl(data: bytes) -> int:
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets[0]
    return sum(len(row) for row in sheet.iter_rows(values_only=True))


def _openpyxl_streaming(data: bytes) -> int:
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True, read_only=True).worksheets[0]
    return sum(len(row) for row in sheet.iter_rows(values_only=True))


def _calamine(data: bytes) -> int:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    return sum(map(len, rows))


def _ours(data: bytes) -> int:
    from circulars.workbook import read_workbook

    return len(read_workbook(data).sheets[0].cells)


def _bound(data: bytes) -> int:
    from circulars.letter_types import load_letter_type
    from circulars.workbook import bind, read_workbook

    (spec,) = load_letter_type(_TYPE).datasets.values()
    dataset, findings = bind(read_workbook(data), spec)
    assert not findings
    return len(dataset.table.rows)


CONTENDERS: Final[dict[str, Callable[[bytes], int]]] = {
    _BASE: _openpyxl,
    "openpyxl, `read_only`, values alone": _openpyxl_streaming,
    "python-calamine, values alone": _calamine,
    _OURS: _ours,
    _WHOLE: _bound,
}


@dataclass(slots=True)
class Reading:
    """Processor seconds and peak megabytes of one contender, a figure for each round."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def workbook_section() -> str:
    """Return the measurements as a section of docs/benchmarks.md."""
    lines = ["| | rows | CPU s | times openpyxl | peak MB |", "|---|---|---|---|---|"]
    measured = {rows: _measured(rows) for rows in _ROUNDS}
    for rows, readings in measured.items():
        lines += (_line(name, rows, each, readings[_BASE]) for name, each in readings.items())
    growth = median(measured[100_000][_WHOLE].seconds) / median(measured[20_000][_WHOLE].seconds)
    verdict = "met" if growth <= 5 * _LINEAR else f"missed: {growth / 5:.2f} of it"
    lines += ["", "| bar | reached | |", "|---|---|---|"]
    lines.append(f"| 100,000 rows at most 5 × 20,000, within 15 % | {growth:.2f} | {verdict} |")
    return "\n".join(["## Reading long workbooks", "", *lines, ""])


def _line(name: str, rows: int, each: Reading, base: Reading) -> str:
    ratios = [theirs / own for own, theirs in zip(each.seconds, base.seconds, strict=True)]
    seconds = f"{median(each.seconds):.2f} ({min(each.seconds):.2f}-{max(each.seconds):.2f})"
    return f"| {name} | {rows:,} | {seconds} | {median(ratios):.1f} | {median(each.memory):.0f} |"


def _measured(rows: int) -> dict[str, Reading]:
    """Return the readings of a workbook of `rows` rows, interleaved in changing order."""
    readings = {name: Reading() for name in CONTENDERS}
    order = list(CONTENDERS)
    dice = random.Random(2568)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        path.write_bytes(long_workbook(rows))
        for _ in range(_ROUNDS[rows]):
            dice.shuffle(order)
            for name in order:
                seconds, memory = _in_a_process(name, path)
                readings[name].seconds.append(seconds)
                readings[name].memory.append(memory)
    return readings


def _in_a_process(name: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, name, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(answer[0]), float(answer[1])


def main() -> None:
    """Print the section, or what one reading of the command line takes."""
    if len(sys.argv) == 1:
        print(workbook_section())
        return
    read, data = CONTENDERS[sys.argv[1]], Path(sys.argv[2]).read_bytes()
    read(long_workbook(9))  # imports, and what is made once for each process
    started = process_time()
    cells = read(data)
    seconds = process_time() - started
    assert cells
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
