"""Claims: what a cell says, beside what it should say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level
from circulars.model.precision import half_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.sheet import Cell, Table

_DASHES: Final = " -–—−‐‑"
_CENT: Final = Decimal("0.01")
_LONGEST: Final = 20  # digits before the point that messages round to two places


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The figure of a cell (None: an empty one) and the one that was computed for it."""

    cell: Cell
    figure: Decimal | None
    expected: Decimal
    slack: Decimal  # by how much inputs typed as they were printed may move `expected`
    code: str  # of the finding when the two differ
    what: str  # "รวมทั้งสิ้น ของ จุน"
    level: Level = Level.BLOCK  # of the finding
    why: str = ""  # what explains the difference: "(= ร้อยละของแถวรวม)"

    @property
    def difference(self) -> Decimal:
        """By how much the figure is more than the one computed; nothing for an empty cell."""
        return self.expected * 0 if self.figure is None else self.figure - self.expected

    @property
    def is_wrong(self) -> bool:
        """Whether the two differ by more than rounding."""
        return abs(self.difference) > self.tolerance

    @property
    def tolerance(self) -> Decimal:
        """How far apart the two may be when every figure is right."""
        return half_unit(self.cell) + self.slack

    @property
    def is_unsigned(self) -> bool:
        """Whether the figure lacks its minus sign."""
        figure = self.figure
        return (
            figure is not None
            and figure > 0 > self.expected
            and abs(figure - self.expected) > self.tolerance
            and abs(figure + self.expected) <= self.tolerance
        )


def findings(table: Table, claim: Claim) -> Iterator[Finding]:
    """Yield what is wrong with the claim, if anything."""
    if claim.figure is None:
        # a dash stands for nothing; formulas and words without a figure are found when read
        blank = not claim.cell.formula and not claim.cell.text.strip(_DASHES)
        if blank and abs(claim.expected) > half_unit(claim.cell):
            yield _missing(table, claim)
    elif claim.is_unsigned:
        yield _unsigned(table, claim)
    elif abs(claim.figure - claim.expected) > half_unit(claim.cell):
        yield _mismatch(table, claim, abs(claim.figure - claim.expected))


def _missing(table: Table, claim: Claim) -> Finding:
    level = claim.level
    return Finding(
        code="figure-missing",
        level=level,
        where=table.place(claim.cell),
        message=f"{claim.what} ว่างอยู่ แต่คำนวณได้ {shown(claim.expected)}",
        hint="ใส่ตัวเลขหรือสูตรในเซลล์นี้",
    )


def _unsigned(table: Table, claim: Claim) -> Finding:
    level = claim.level
    text = claim.cell.text.strip()
    return Finding(
        code="negative-unsigned",
        level=level,
        where=table.place(claim.cell),
        message=f"{claim.what} ควรติดลบ: ในตารางเป็น {text} ควรเป็น -{text.removeprefix('+')}",
        hint="ใส่เครื่องหมายลบหน้าตัวเลขในเซลล์นี้",
    )


def _mismatch(table: Table, claim: Claim, difference: Decimal) -> Finding:
    rounding = difference <= claim.tolerance
    return Finding(
        code=claim.code,
        level=Level.NOTE if rounding else claim.level,
        where=table.place(claim.cell),
        message=f"{claim.what} ในตารางเป็น {claim.cell.text} "
        f"แต่คำนวณได้ {shown(claim.expected)} (ต่างกัน {shown(difference)})"
        + (f" {claim.why}" if claim.why and not rounding else ""),
        hint="อาจเกิดจากการปัดเศษของตัวเลขที่พิมพ์ไว้"
        if rounding
        else "ตรวจตัวเลขที่ใช้คำนวณช่องนี้ หรือแก้ตัวเลขในช่องนี้",
    )


def shown(value: Decimal) -> str:
    """Return the number for a message: grouped, two places at most, half up.

    >>> shown(Decimal("-31537887.115")), shown(Decimal(964))
    ('-31,537,887.12', '964')
    """
    short = value.adjusted() < _LONGEST
    rounded = value.quantize(_CENT, ROUND_HALF_UP) if short else value.to_integral_value()
    return f"{rounded:,f}".removesuffix(".00")
