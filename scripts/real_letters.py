"""The five letters that real circulars were the model of, made from the example workbooks.

``make demo`` runs this: every letter into a folder of its own under the folder given.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.errors import CircularsError
from circulars.model.findings import Level
from circulars.runs import generate

if TYPE_CHECKING:
    from circulars.batch import Batch
    from circulars.model.letter_type import LetterType

ROOT: Final = Path(__file__).resolve().parents[1]
EXAMPLES: Final = ROOT / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealLetter:
    """A letter type with the workbook and the office that go with it."""

    letter_type: str
    workbook: str
    office: str

    def load(self) -> LetterType:
        """Return the letter type."""
        return load_letter_type(find_letter_type(self.letter_type))

    def make(self, out: Path) -> Batch:
        """Write the letter into the folder `out`; raises as :func:`circulars.runs.generate`."""
        return generate(
            self.letter_type,
            EXAMPLES / f"{self.workbook}.xlsx",
            out,
            office=EXAMPLES / f"{self.office}.toml",
            values=self.load().example,
        )


REAL_LETTERS: Final = (
    RealLetter(letter_type="otop_monthly_sales", workbook="phayao-otop-2568", office="phayao"),
    RealLetter(
        letter_type="indicator_guidance", workbook="phayao-indicators-2568", office="phayao"
    ),
    RealLetter(
        letter_type="sales_followup", workbook="chachoengsao-otop-2567", office="chachoengsao"
    ),
    RealLetter(letter_type="online_market_targets", workbook="phayao-online-2564", office="phayao"),
    RealLetter(letter_type="quarter_targets", workbook="chiangrai-q2-2567", office="chiangrai"),
)


def _made(letter: RealLetter, out: Path) -> bool:
    """Make one letter, say what came of it, and return whether it was made."""
    try:
        batch = letter.make(out)
    except CircularsError as error:
        click.echo(f"✗ {letter.letter_type}: ยังทำไม่ได้", err=True)
        for finding in error.findings:
            click.echo(f"    {finding.where}: {finding.message}", err=True)
        return False
    pages = f"{batch.pages} หน้า" if batch.pages else "เฉพาะ DOCX"
    click.echo(f"{letter.load().title}\n  {out} ({pages})")
    for finding in batch.findings:
        if finding.level is Level.WARN:
            click.echo(f"  ! ควรตรวจ  {finding.where}: {finding.message}")
    return True


def main(out: Path) -> int:
    """Make all letters under the folder `out`; return 1 when one was held back, else 0."""
    made = [_made(letter, out / letter.letter_type) for letter in REAL_LETTERS]
    if all(made):
        click.echo(f"\nผลลัพธ์อยู่ที่ {out}/ : เปิด .pdf เพื่อดู, .docx เพื่อแก้ใน Word")
    return 0 if all(made) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
