"""The proposal: each answer of the next form, and what was changed in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.batch import MANIFEST
from circulars.compose.answers import NUMBER, Refused, read_answer
from circulars.compose.letter import DATE
from circulars.expressions import Blank
from circulars.model.errors import FormError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind
from circulars.model.office import OFFICE_FILE
from circulars.rolling.answers import roll_answer
from circulars.rolling.citation import Citation, cited
from circulars.rolling.edits import Remark, Rolled
from circulars.rolling.shift import Shift
from thai_numerals import LocalDays, YearMonth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.letter_type import FieldSpec
    from circulars.model.office import Office
    from circulars.rolling.edits import Change
    from circulars.rolling.previous import Previous

_FARTHEST: Final = 120  # months
_YEARS: Final = range(1900, 2300)  # of the Christian era, in which letters are dated
_LOOK: Final = "ดูค่านี้ก่อนทำหนังสือ แล้วแก้ในแบบกรอกหรือด้วย --set ถ้าไม่ตรง"
GONE: Final = "แบบหนังสือไม่มีช่องนี้แล้ว จึงตัดออก"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One field of the next form."""

    name: str
    old: str
    new: str | None  # None: it is left out, to be filled anew or derived
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling:
    """The next form as it is proposed, in the order of the type's form."""

    shift: Shift
    proposals: tuple[Proposal, ...]
    findings: tuple[Finding, ...]

    @property
    def answers(self) -> dict[str, str]:
        """The answers of the next form, by field."""
        return {each.name: each.new for each in self.proposals if each.new is not None}


def previous_month(fields: Mapping[str, FieldSpec], previous: Previous) -> YearMonth | None:
    """Return the month that the previous letter was about; None where nothing tells.

    It is that of the first month field answered, or else of the letter's date.
    """
    months = [name for name, field in fields.items() if field.kind is FieldKind.MONTH]
    for name in (*months, DATE):
        if name in fields and (month := _month(fields[name], previous.answers.get(name, ""))):
            return month
    dates = (letter.date for letter in previous.letters)
    return next((YearMonth.of(date) for date in dates if date), None)


def next_shift(
    fields: Mapping[str, FieldSpec],
    previous: Previous,
    target: YearMonth | None,
    office: Office | None,
) -> Shift:
    """Return the way from the previous letter's month to `target`, or else to the next month.

    Raises :exc:`FormError` where nothing tells the month, or where it is too far away.
    """
    origin = previous_month(fields, previous)
    if origin is None or origin.year not in _YEARS:
        raise _month_fault("ไม่รู้ว่าหนังสือครั้งก่อนเป็นของเดือนใด เพราะเว้นวันที่ไว้", "ใช้หนังสือครั้งก่อนที่มีวันที่")
    shift = Shift(
        origin=origin,
        target=target or origin.plus(1),
        days=office.days if office else LocalDays(),
    )
    if abs(shift.months) > _FARTHEST:
        raise _month_fault("ห่างจากเดือนของหนังสือครั้งก่อนเกินสิบปี", "ตรวจปีที่พิมพ์ใน --month")
    return shift


def _month_fault(message: str, hint: str) -> FormError:
    return FormError(Finding(code="roll-month", where="--month", message=message, hint=hint))


def _month(field: FieldSpec, answer: str) -> YearMonth | None:
    if not answer.strip():
        return None
    try:
        value, _ = read_answer(field, answer)
    except Refused:
        return None
    said = value.month if isinstance(value, Blank) else value
    return YearMonth.of(said) if isinstance(said, dt.date) else said


def roll_form(
    fields: Mapping[str, FieldSpec],
    previous: Previous,
    shift: Shift,
    citation: Citation | Remark | None,
) -> Rolling:
    """Return the next form: each answer of the previous one moved by `shift`.

    `citation` is the previous letter for the first field of cited letters, or why there is
    none; None leaves that field alone.
    """
    found: list[Finding] = []
    proposals: list[Proposal] = []
    letters = next((n for n, each in fields.items() if each.kind is FieldKind.LETTERS), None)
    for name, field in fields.items():
        old = previous.answers.get(name)
        rolled = roll_answer(field, old or "", shift)
        if name == letters and isinstance(citation, Citation):
            rolled = cited(old or "", citation)
        if old is not None or rolled.changes:
            is_gone = name == NUMBER and bool(rolled.changes)
            proposals.append(_proposal(name, rolled, is_gone=is_gone))
            found += (_finding(name, remark) for remark in rolled.remarks)
    if letters and isinstance(citation, Remark):
        found.append(_not_cited(letters, citation))
    for name, answer in previous.answers.items():
        if name not in fields:
            proposals.append(Proposal(name=name, old=answer, new=None, changes=()))
            found.append(_finding(name, Remark(text=answer, why=GONE, is_kept=False)))
    return Rolling(shift=shift, proposals=tuple(proposals), findings=tuple(found))


def limits(previous: Previous, *, has_office: bool) -> Iterator[Finding]:
    """Yield what the proposal could not know."""
    if not previous.is_whole:
        yield _limit(
            MANIFEST,
            "ทำด้วยโปรแกรมรุ่นก่อน จึงรู้เพียงค่าที่กรอกด้วย --set",
            "ค่าที่กรอกในสมุดงานครั้งก่อนต้องปรับเอง",
        )
    if not has_office:
        yield _limit(
            OFFICE_FILE,
            "ไม่พบข้อมูลสำนักงาน จึงรู้เพียงวันหยุดราชการ",
            "ระบุด้วย --office FILE",
        )


def _limit(place: str, message: str, hint: str) -> Finding:
    return Finding(code="roll-guess", level=Level.WARN, where=place, message=message, hint=hint)


def _proposal(name: str, rolled: Rolled, *, is_gone: bool) -> Proposal:
    new = None if is_gone else rolled.new
    return Proposal(name=name, old=rolled.old, new=new, changes=rolled.changes)


def _finding(name: str, remark: Remark) -> Finding:
    return Finding(
        code="roll-kept" if remark.is_kept else "roll-guess",
        level=Level.NOTE if remark.is_kept else Level.WARN,
        where=f"ช่อง {name}",
        message=f"“{remark.text}” {'ไม่เปลี่ยน: ' if remark.is_kept else ''}{remark.why}",
        hint=_LOOK,
    )


def _not_cited(name: str, remark: Remark) -> Finding:
    return Finding(
        code="roll-citation",
        level=Level.NOTE,
        where=f"ช่อง {name}",
        message=f"ไม่ได้เสนอหนังสือครั้งก่อนเป็นหนังสือที่อ้างถึง: {remark.why}",
        hint="กรอกหนังสือที่อ้างถึงเอง หรือปล่อยไว้ตามเดิม",
    )
