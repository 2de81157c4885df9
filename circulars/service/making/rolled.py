"""What the last letter of the same type says, moved forward to the month of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.checks.said import months_between
from circulars.compose.answers import NUMBER
from circulars.compose.letter import DATE
from circulars.model.errors import CircularsError
from circulars.rolling import next_shift, previous_citation, read_previous, roll_form
from circulars.rolling.proposals import previous_month
from thai_numerals import YearMonth, format_month

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office
    from circulars.rolling import Proposal, Rolling
    from circulars.rolling.previous import Previous

# A letter is dated when it is made, and numbered by the register.
_OF_THE_DAY: Final = frozenset({DATE, NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledAnswer:
    """An answer of the last letter, moved forward."""

    value: str
    why: str  # "เลื่อนจากหนังสือเดือนมีนาคม 2568: เลื่อน 1 เดือน"


def rolled_answers(
    folder: Path | None,
    kind: LetterType,
    fields: Mapping[str, FieldSpec],
    office: Office | None,
    today: dt.date,
) -> dict[str, RolledAnswer]:
    """Return the answers of the letters in `folder`, moved forward, by field.

    They move by as many months as have gone by since those letters were dated.  None where
    there are no such letters, or nothing tells of which month they were.
    """
    if folder is None:
        return {}
    try:
        previous = read_previous(folder)
        origin = previous_month(fields, previous)
        target = origin and origin.plus(_months_since(previous, today))
        shift = next_shift(fields, previous, target, office)
        rolling = roll_form(fields, previous, shift, previous_citation(previous, kind, office))
    except CircularsError:  # letters of an older program: the form is filled without them
        return {}
    wanted = (each for each in rolling.proposals if each.name in fields)
    return {
        each.name: RolledAnswer(value=each.new, why=_why(each, rolling))
        for each in wanted
        if each.new is not None and each.name not in _OF_THE_DAY
    }


def _months_since(previous: Previous, today: dt.date) -> int:
    """Return how many months ago the letters were dated; one where they have no day."""
    dates = (YearMonth.of(each.date) for each in previous.letters if each.date)
    dated = next(dates, None)
    return 1 if dated is None else max(months_between(dated, YearMonth.of(today)), 0)


def _why(proposal: Proposal, rolling: Rolling) -> str:
    origin = format_month(rolling.shift.origin, digits="arabic")
    reasons = dict.fromkeys(filter(None, (change.why for change in proposal.changes)))
    told = "; ".join((*reasons, *_remarks(proposal.name, rolling)))
    begun = f"{'เลื่อน' if proposal.changes else 'ใช้ค่าเดิม'}จากหนังสือเดือน{origin}"
    return f"{begun}: {told}" if told else begun


def _remarks(name: str, rolling: Rolling) -> Iterator[str]:
    """Yield what somebody should look at in the new answer."""
    for finding in rolling.findings:
        if finding.where == f"ช่อง {name}":
            yield finding.message
