"""Clean tables of figures: every sum, remainder, percentage and level worked out exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from planted.days import head, money, thai
from planted.drafts import Grid

if TYPE_CHECKING:
    import random

CENT: Final = Decimal("0.01")
LEVELS: Final = ("1", "3", "4", "5")  # under the first threshold, ... from the last one on


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return the percentage with two decimals, half up."""
    return (part / whole * 100).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """Months of each district against a target."""

    names: tuple[str, ...]
    targets: tuple[Decimal, ...]
    months: tuple[tuple[Decimal, ...], ...]  # by district
    heads: tuple[str, ...]
    places: int = 0
    grouped: bool = True  # a heading over the months
    thai_digits: bool = False
    words: tuple[str, str, str, str] = ("เป้าหมาย", "รวม", "คงเหลือ", "ร้อยละ")

    @property
    def total_column(self) -> int:
        """Where the sums of the rows are."""
        return 3 + len(self.heads)

    def sum_of(self, row: int) -> Decimal:
        """Return the sum of one district."""
        return sum(self.months[row], Decimal(0))

    def grid(self) -> Grid:
        """Return the table as it is printed."""
        rows = tuple(self._row(place) for place in range(len(self.names)))
        if self.thai_digits:
            rows = tuple(tuple(map(thai, row)) for row in rows)
        return Grid(head=self._head(), rows=rows, total=self._total())

    def _head(self) -> tuple[tuple[str, ...], ...]:
        target, total, rest, share = self.words
        heads = tuple(map(thai, self.heads)) if self.thai_digits else self.heads
        if not self.grouped:
            return (("ที่", "อำเภอ", target, *heads, total, rest, share),)
        blank = ("",) * (len(heads) - 1)
        top = ("ที่", "อำเภอ", target, "ผลการดำเนินงานรายเดือน", *blank, total, rest, share)
        return (top, ("", "", "", *heads, "", "", ""))

    def _row(self, place: int) -> tuple[str, ...]:
        total, target = self.sum_of(place), self.targets[place]
        return (
            str(place + 1),
            self.names[place],
            money(target, self.places),
            *(money(value, self.places) for value in self.months[place]),
            money(total, self.places),
            money(target - total, self.places),
            f"{percent(total, target)}",
        )

    def _total(self) -> tuple[str, ...]:
        target = sum(self.targets, Decimal(0))
        months = [sum(column, Decimal(0)) for column in zip(*self.months, strict=True)]
        total = sum(months, Decimal(0))
        figures = (target, *months, total, target - total)
        texts = ("", "รวม", *(money(x, self.places) for x in figures), f"{percent(total, target)}")
        return tuple(map(thai, texts)) if self.thai_digits else texts

    def with_month(self, row: int, month: int, value: Decimal) -> Sales:
        """Return the table with one month changed, and all that hangs on it."""
        months = [list(each) for each in self.months]
        months[row][month] = value
        return replace(self, months=tuple(tuple(each) for each in months))

    def with_target(self, row: int, value: Decimal) -> Sales:
        """Return the table with one target changed, and all that hangs on it."""
        targets = list(self.targets)
        targets[row] = value
        return replace(self, targets=tuple(targets))


def make_sales(
    chance: random.Random,
    names: tuple[str, ...],
    months: list[tuple[int, int]],
    *,
    style: str = "dash",
    places: int = 0,
    grouped: bool = True,
    thai_digits: bool = False,
    words: tuple[str, str, str, str] = ("เป้าหมาย", "รวม", "คงเหลือ", "ร้อยละ"),
) -> Sales:
    """Return a table in which months of a row are alike and no two figures are."""
    rows, targets = [], []
    for _ in names:
        base = chance.randrange(600_000, 42_000_000)
        row = _figures(chance, base, places, len(months))
        rows.append(row)
        share = Decimal(chance.randrange(640, 970)) / 1000
        targets.append((sum(row, Decimal(0)) / share).quantize(Decimal(1)))
    return Sales(
        names=names,
        targets=tuple(targets),
        months=tuple(rows),
        heads=tuple(head(year, month, style) for year, month in months),
        places=places,
        grouped=grouped,
        thai_digits=thai_digits,
        words=words,
    )


def _figures(chance: random.Random, base: int, places: int, count: int) -> tuple[Decimal, ...]:
    """Return so many figures, no two the same."""
    found: list[Decimal] = []
    while len(found) < count:
        value = _figure(chance, base, places)
        if value not in found:
            found.append(value)
    return tuple(found)


def _figure(chance: random.Random, base: int, places: int) -> Decimal:
    value = Decimal(base * chance.randrange(820, 1210) // 1000)
    value += chance.choice((1, 3, 7, 9)) - value % 10
    return value + (Decimal(chance.randrange(1, 99)) / 100 if places else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Results against three thresholds, with the level that follows."""

    names: tuple[str, ...]
    thresholds: tuple[tuple[Decimal, Decimal, Decimal], ...]
    months: tuple[tuple[Decimal, ...], ...]
    heads: tuple[str, ...]

    @property
    def level_column(self) -> int:
        """Where the levels are."""
        return 6 + len(self.heads)

    def level(self, row: int) -> str:
        """Return the level of one district."""
        return _level(sum(self.months[row], Decimal(0)), self.thresholds[row])

    def grid(self) -> Grid:
        """Return the table as it is printed; the row of totals has no level."""
        blank = ("",) * (len(self.heads) - 1)
        top = ("ที่", "อำเภอ", "ค่าเป้าหมาย", "", "", "ผลการดำเนินงาน", *blank, "รวม", "ระดับคะแนน")
        below = ("", "", "ขั้นต้น", "ขั้นมาตรฐาน", "ขั้นสูง", *self.heads, "", "")
        return Grid(
            head=(top, below),
            rows=tuple(self._row(place) for place in range(len(self.names))),
            total=self._total(),
        )

    def _row(self, row: int) -> tuple[str, ...]:
        figures = (*self.thresholds[row], *self.months[row], sum(self.months[row], Decimal(0)))
        return (str(row + 1), self.names[row], *map(money, figures), self.level(row))

    def _total(self) -> tuple[str, ...]:
        columns = [*zip(*self.thresholds, strict=True), *zip(*self.months, strict=True)]
        sums = [sum(column, Decimal(0)) for column in columns]
        return ("", "รวม", *map(money, sums), money(sum(sums[3:], Decimal(0))), "")


def _level(value: Decimal, thresholds: tuple[Decimal, Decimal, Decimal]) -> str:
    return LEVELS[sum(value >= each for each in thresholds)]


def make_scores(
    chance: random.Random, names: tuple[str, ...], months: list[tuple[int, int]]
) -> Scores:
    """Return a table in which every level occurs at least thrice, far from the thresholds."""
    rows, thresholds = [], []
    for place, _ in enumerate(names):
        base = chance.randrange(2_000_000, 20_000_000)
        row = _figures(chance, base, 0, len(months))
        total = sum(row, Decimal(0))
        low = (
            total / (Decimal("0.90"), Decimal("1.08"), Decimal("1.25"), Decimal("1.45"))[place % 4]
        ).quantize(Decimal(1))
        high = (low * Decimal("1.36")).quantize(Decimal(1))
        high += (low + high) % 2
        rows.append(row)
        thresholds.append((low, (low + high) / 2, high))
    return Scores(
        names=names,
        thresholds=tuple(thresholds),
        months=tuple(rows),
        heads=tuple(head(year, month, "close") for year, month in months),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Groups and their members by district."""

    names: tuple[str, ...]
    figures: tuple[tuple[int, int, int], ...]  # groups, men, women

    def grid(self) -> Grid:
        """Return the table as it is printed."""
        rows = tuple(
            (str(place + 1), name, *(f"{x:,}" for x in (groups, men, women, men + women)))
            for place, (name, (groups, men, women)) in enumerate(
                zip(self.names, self.figures, strict=True)
            )
        )
        groups, men, women = (sum(column) for column in zip(*self.figures, strict=True))
        sums = (f"{x:,}" for x in (groups, men, women, men + women))
        top = ("ที่", "อำเภอ", "จำนวนกลุ่ม", "จำนวนสมาชิก (คน)", "", "")
        below = ("", "", "", "ชาย", "หญิง", "รวม")
        return Grid(head=(top, below), rows=rows, total=("", "รวม", *sums))


def make_counts(chance: random.Random, names: tuple[str, ...]) -> Counts:
    """Return a table of counts that are not alike."""
    figures = tuple(
        (chance.randrange(8, 60), chance.randrange(110, 900), chance.randrange(150, 990))
        for _ in names
    )
    return Counts(names=names, figures=figures)
