"""A simulated national run: a letter with its own annexes to every sub-district office.

Started, killed with all its processes (``kill -9``) in the middle, and gone on with: what it took
and what came of it.  ``make national`` runs this and prints a section of docs/scaling.md;
``national.py 300`` makes fewer letters.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import openpyxl
from docx import Document
from national_workbook import VILLAGES, names, national_type, national_workbook
from processes import Measured, measured

from circulars.clock import now
from circulars.data import plain_text
from circulars.register import Query, Status, open_register
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICES: Final = 7255  # sub-districts (ตำบล) of Thailand
_PROFILE: Final = Path(__file__).resolve().parents[1] / "examples" / "phayao.toml"
_COMMAND: Final = str(Path(sys.executable).with_name("circulars"))
_JOBS: Final = 2
_READ: Final = 25  # letters that are opened
_BESIDE: Final = 2  # files that are no letters: index and manifest
_KIB: Final = 1024
_BLOCK: Final = 512  # bytes of what st_blocks counts


@dataclass(frozen=True)
class Country:
    """What the run is made from and what it leaves, in one folder."""

    folder: Path
    count: int

    @property
    def out(self) -> Path:
        """The folder of the results."""
        return self.folder / "out"

    @property
    def register(self) -> str:
        """The file of the register."""
        return str(self.folder / "register.sqlite")

    @cached_property
    def offices(self) -> list[str]:
        """The names of the offices."""
        return names(self.count)

    def lay_down(self) -> None:
        """Write workbook, letter type, office profile, and an empty register."""
        national_type(self.folder)
        national_workbook(self.folder / "workbook.xlsx", self.offices)
        shutil.copy(_PROFILE, self.folder / "office.toml")
        created = measured([_COMMAND, "register", "create", "--register", self.register])
        assert created.status == 0

    def begin(self) -> Measured:
        """Start the run, and kill it when half of its letters are made."""
        options = ["--set", "วันที่=2025-03-11", "--number", "auto", "--register", self.register]
        sources = [str(self.folder / "subdistrict_sales"), str(self.folder / "workbook.xlsx")]
        command = [_COMMAND, "generate", *sources, *options, "--no-pdf", *self._where("-o")]
        return measured(command, until=lambda: 2 * self.made() >= self.count)

    def resume(self) -> Measured:
        """Go on with the run."""
        return measured([_COMMAND, "resume", *self._where()])

    def _where(self, *option: str) -> list[str]:
        return [*option, str(self.out), "--jobs", str(_JOBS)]

    def made(self) -> int:
        """Return how many letters lie ready in the run's own folder."""
        shelves = (self.out / ".run" / "made").glob("*")
        return sum(not each.name.startswith(".") for shelf in shelves for each in shelf.iterdir())

    def check(self) -> None:
        """Fail unless every letter is there once, with its own number and its own figures."""
        letters = [path for path in self.out.iterdir() if path.suffix == ".docx"]
        assert self.count == len(letters), len(letters)
        assert self.count + _BESIDE == len([*self.out.iterdir()])  # .run is gone
        with open_register(self.register, actor="check", clock=now) as register:
            entries = register.search(Query())
        assert [*range(1, self.count + 1)] == sorted(entry.number.serial for entry in entries)
        assert {Status.TAKEN} == {entry.status for entry in entries}
        book = openpyxl.load_workbook(self.folder / "workbook.xlsx", read_only=True)
        rows = [*book["รายหมู่บ้าน"].iter_rows(min_row=2, values_only=True)]
        for place in random.Random(2568).sample(range(self.count), min(_READ, self.count)):
            self._check_letter(place, rows[place * VILLAGES : (place + 1) * VILLAGES])

    def _check_letter(self, place: int, rows: Sequence[tuple[object, ...]]) -> None:
        office, number = self.offices[place], place + 1
        (path,) = self.out.glob(f"*-{number}-{office.replace(' ', '-')}.docx")
        document = Document(str(path))
        text = plain_text("\n".join(paragraph.text for paragraph in document.paragraphs))
        assert f"ที่  พย ๐๐๑๙.๒/{to_thai_digits(str(number))}\t" in text, path
        assert f"นายกองค์การบริหารส่วนตำบล{to_thai_digits(office)}" in text, path
        printed = [[plain_text(c.text) for c in row.cells] for row in document.tables[1].rows]
        expected = [[f"{v:,}" if isinstance(v, int) else v for v in row] for row in rows]
        assert expected == printed[1 : 1 + VILLAGES], path

    def disk(self) -> tuple[float, float]:
        """Return the megabytes of the results: as files say, and as the disk keeps them."""
        kept = [path.stat() for path in self.out.rglob("*") if path.is_file()]
        blocks = sum(each.st_blocks for each in kept)
        return sum(each.st_size for each in kept) / _KIB**2, blocks * _BLOCK / _KIB**2


def section(count: int) -> str:
    """Return what a run of `count` letters took, as a section in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        country = Country(Path(folder), count)
        country.lay_down()
        before = os.getloadavg()[0]
        first = country.begin()
        assert first.status < 0, "not killed: it was over before"
        ready = country.made()
        second = country.resume()
        assert second.status == 0
        country.check()
        size, kept = country.disk()
    seconds, cpu = first.seconds + second.seconds, first.processor + second.processor
    opened = min(_READ, count)
    lines = [
        f"{count:,} letters with two annexes ({VILLAGES} rows in the second), DOCX, numbers from",
        f"a register in SQLite, {_JOBS} processes; all killed at {ready:,} letters, then resumed.",
        f"Load of the machine at the start: {before:.1f}.",
        "",
        "| | wall s | CPU s | of these the leading process | peak MB leading | peak MB worker |",
        "|---|---|---|---|---|---|",
        _row("until killed", first),
        _row("resumed", second),
        f"| together | {seconds:.0f} | {cpu:.0f} | | | |",
        "",
        f"A letter: {seconds / count * 1000:.1f} ms wall, {cpu / count * 1000:.1f} ms CPU, on disk",
        f"{size / count * _KIB:.1f} kB; {count / seconds * 3600:,.0f} letters an hour.",
        f"On disk: {size:.0f} MB in {count + _BESIDE:,} files, {kept:.0f} MB in whole blocks.",
        f"Checked: every file is there, nothing else; numbers 1 to {count:,} are in the register,",
        f"each once, taken; {opened} letters opened: number, addressee and their own rows.",
    ]
    return "\n".join(lines)


def _row(name: str, run: Measured) -> str:
    return (
        f"| {name} | {run.seconds:.0f} | {run.processor:.0f} | {run.own_processor:.0f} "
        f"| {run.own_peak:.0f} | {run.others_peak:.0f} |"
    )


if __name__ == "__main__":
    print(section(int(sys.argv[1]) if len(sys.argv) > 1 else OFFICES))
