"""What the page of a draft shows: its form with readings, and where each finding leads."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from circulars.data.finding_codes import finding_codes
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind
from circulars.service.making.material import YEAR_OPEN
from circulars.service.making.shown import Origin
from circulars.service.refusals import RefusedError
from circulars.workbook import LOST
from thai_numerals import (
    DateError,
    YearMonth,
    format_date,
    format_month,
    parse_date,
    weekday_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulars.service.making.shown import FieldShown, FoundAt, Preview

_T = TypeVar("_T")
_REFUSALS: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN})
_RADIOS: Final = 5  # choices that are all shown at once
# The levels as people call them.
LEVEL_WORDS: Final = {"block": "ต้องแก้", "warn": "ควรตรวจ", "note": "ข้อสังเกต"}
_EXAMPLES: Final = {
    FieldKind.DATE: "พิมพ์ได้หลายแบบ เช่น 11 มี.ค. 68 หรือ 11/3/2568",
    FieldKind.MONTH: "เช่น มีนาคม 2568 หรือ มี.ค. 68",
    FieldKind.LETTERS: "พิมพ์อย่างในหนังสือ บรรทัดละฉบับ เช่น "
    "หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 20 มกราคม 2568",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field of the form, and what is said below it."""

    id: str  # in the page
    shown: FieldShown
    faults: tuple[Finding, ...]

    @property
    def value(self) -> str:
        """What stands in it; of a choice, what goes by the letter type is chosen already."""
        goes_by_type = (
            self.shown.origin is Origin.DERIVED and self.shown.derived in self.shown.choices
        )
        return self.shown.derived if goes_by_type else self.shown.value

    @property
    def is_radio(self) -> bool:
        """Whether its choices are few enough to be shown at once."""
        return len(self.shown.choices) <= _RADIOS and self.value in self.shown.choices

    @property
    def is_faulty(self) -> bool:
        """Whether something about it keeps the letter back."""
        return any(fault.level is Level.BLOCK for fault in self.faults)

    @property
    def hint(self) -> str:
        """How it may be filled in."""
        if self.shown.kind is FieldKind.LETTERS:  # help tells how it is typed into a workbook
            return _EXAMPLES[FieldKind.LETTERS]
        # Help for the workbook shows ISO dates, too, which nobody types into a page.
        return self.shown.help.replace("2025-03-11 หรือ ", "") or _EXAMPLES.get(self.shown.kind, "")

    @property
    def reading(self) -> str:
        """How the date or month in it was understood; empty where it was not."""
        try:
            read = parse_date(self.shown.value)
        except DateError:
            return ""  # the findings say why
        if self.shown.kind is FieldKind.MONTH:
            return f"เดือน{format_month(YearMonth.of(read.date))}"
        if self.shown.kind is FieldKind.DATE:
            return f"{weekday_name(read.date)}ที่ {format_date(read.date)}"
        return ""


def field_views(form: Sequence[FieldShown], preview: Preview | None) -> tuple[FieldView, ...]:
    """Return the fields with what the findings of `preview` say about each."""
    found = preview.findings if preview else ()
    return tuple(
        FieldView(
            id=f"f{number}",
            shown=field,
            faults=tuple(at.finding for at in found if at.target.field == field.name),
        )
        for number, field in enumerate(form)
    )


def leads_of(preview: Preview, form: Sequence[FieldView]) -> list[str]:
    """Return where a click on each finding of `preview` leads in the page; empty: nowhere."""
    fields = {view.shown.name: view.id for view in form}
    return [_lead(number, at, fields) for number, at in enumerate(preview.findings)]


def _lead(number: int, at: FoundAt, fields: dict[str, str]) -> str:
    if at.target.field in fields:
        return f"#{fields[at.target.field]}"
    if at.target.cell:
        return f"#{quote(cell_id(at.target.cell))}"
    return f"#place-{number}" if at.target.page else ""


def cell_id(place: str) -> str:
    """Return the id in the page of a cell of the workbook.

    >>> cell_id("ยอด จำหน่าย!D7")
    'cell-ยอด_จำหน่าย!D7'
    """
    return f"cell-{'_'.join(place.split())}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What keeps a letter back under one code, by which it may be waived."""

    code: str
    can_pass: bool
    findings: tuple[Finding, ...]


def blocks_of(preview: Preview) -> tuple[Block, ...]:
    """Return what keeps the letter of `preview` back, in the order of the findings."""
    by_code: dict[str, list[Finding]] = {}
    for at in preview.findings:
        if at.finding.level is Level.BLOCK:
            by_code.setdefault(at.finding.code, []).append(at.finding)
    known = finding_codes()
    return tuple(
        Block(
            code=code,
            # a year of the register can be begun by name
            can_pass=code == YEAR_OPEN or (code in known and known[code].can_pass),
            findings=tuple(findings),
        )
        for code, findings in by_code.items()
    )


def is_lost(preview: Preview) -> bool:
    """Return whether the pages of `preview` lack a figure, so that no letter may go out so."""
    return any(at.finding.code in LOST for at in preview.findings)


def attempted(make: Callable[[], _T]) -> tuple[_T | None, tuple[Finding, ...]]:
    """Return what `make` gives, or the findings to be shown at the place where they belong.

    What is not there, or not allowed, stays a refusal.
    """
    try:
        return make(), ()
    except RefusedError as error:
        if error.status in _REFUSALS:
            raise
        return None, error.findings
    except CircularsError as error:
        return None, error.findings
