"""What texts of the letter say that changes: days, months, years, attachments, the office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.authoring.form import Field
from thai_numerals import (
    YearMonth,
    find_dates,
    format_date,
    format_month,
    format_month_range,
    to_arabic_digits,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from circulars.authoring.facts import Facts
    from circulars.authoring.form import Form
    from thai_numerals import FoundDate

# How filters print a day; the first whose print is the text is taken.
DAY_FILTERS: Final[dict[str, Callable[[dt.date], str]]] = {
    "วันที่เต็ม": lambda day: format_date(day, "full", digits="arabic"),
    "วันที่ไทย": lambda day: format_date(day, digits="arabic"),
    "วันที่พศ": lambda day: format_date(day, era=True, digits="arabic"),
    "วันที่ย่อ": lambda day: format_date(day, "short", digits="arabic"),
}
_DIGIT: Final = "[0-9๐-๙]"
_ONE: Final = rf"{_DIGIT}{{1,2}}"
_CITED: Final = re.compile(
    rf"สิ่งที่ส่งมาด้วย(?:[ ](?P<numbers>{_ONE}(?:[ ]{_ONE})*(?:[ ]และ[ ]{_ONE})?)(?!\s*[.)]|{_DIGIT}))?"
)
_FISCAL: Final = re.compile(rf"ปีงบประมาณ\s*(?:พ\.\s?ศ\.\s*)?(?P<year>{_DIGIT}{{4}})(?!{_DIGIT})")
_DUE: Final = re.compile(r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|ครบกำหนด|สิ้นสุด)\s*(?:วันที่\s*)?$")
_BRACES: Final = re.compile(r"(\{)(?=[{%#])")
_WORD: Final = re.compile(r"^วันที่\s*")
_RANGE: Final = re.compile(r"\s*[-–]\s*")
_OPEN_RANGE: Final = re.compile(rf"{_DIGIT}\s*[-–]\s*$")
YEAR: Final = Field(
    name="ปีงบประมาณ", label="ปีงบประมาณ (พ.ศ.)", kind="integer", value="วันที่ | ปีงบประมาณ"
)
_DEADLINE: Final = Field(
    name="กำหนดส่ง", label="วันครบกำหนด", kind="date", role="deadline", help="เช่น 14 มีนาคม 2568"
)
_DAY: Final = Field(name="วันที่กล่าวถึง", label="วันที่ในข้อความ", kind="date", help="เช่น 14 มีนาคม 2568")
_MONTH: Final = Field(name="เดือนรายงาน", label="เดือนในข้อความ", kind="month", help="เช่น มีนาคม 2568")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of a text, and the tag that prints it; without a tag it stays, with the reason."""

    start: int
    end: int
    tag: str
    what: str
    doubtful: bool = False


def find_said(text: str, facts: Facts, form: Form) -> list[Found]:
    """Return what of `text` changes from letter to letter, in order; fields go into `form`."""
    found: list[Found] = []
    for each in (
        *_attachments(text, facts),
        *_days(text, facts, form),
        *_years(text, facts, form),
        *_office(text, facts),
    ):
        if all(each.end <= other.start or other.end <= each.start for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def tagged(text: str, facts: Facts, form: Form) -> str:
    """Return `text`, in Arabic digits, with tags for what changes: as letter.toml has it.

    Attachments are not cited there: their texts are printed before they are numbered.
    """
    pieces, end = [], 0
    for found in find_said(text, replace(facts, annexes=()), form):
        if found.tag:
            pieces += [_typed(text[end : found.start]), found.tag]
            end = found.end
    return "".join((*pieces, _typed(text[end:])))


def _typed(text: str) -> str:
    """Return typed text in Arabic digits, its braces kept apart: they are no tags."""
    return _BRACES.sub(r"\1 ", to_arabic_digits(text))


def _attachments(text: str, facts: Facts) -> Iterator[Found]:
    for match in _CITED.finditer(text):
        numbers = [int(n) for n in re.findall(r"\d+", to_arabic_digits(match["numbers"] or ""))]
        names = facts.annexes
        if not numbers and len(names) == 1:
            tag = f'{{{{ "{names[0]}" | อ้างแนบ }}}}'
        elif len(names) > 1 and numbers and max(numbers) <= len(names) and min(numbers) > 0:
            cited = ", ".join(f'"{names[number - 1]}"' for number in numbers)
            tag = f"{{{{ {cited if len(numbers) == 1 else f'[{cited}]'} | อ้างแนบ }}}}"
        else:
            continue
        yield Found(start=match.start(), end=match.end(), tag=tag, what="อ้างสิ่งที่ส่งมาด้วย")


def _days(text: str, facts: Facts, form: Form) -> Iterator[Found]:
    dates = [_bare(each) for each in find_dates(text)]
    ends = {each.end for each in dates}
    skipped = 0
    for place, each in enumerate(dates):
        following = dates[place + 1] if place + 1 < len(dates) else None
        if skipped:
            skipped -= 1
        elif following and (both := _months(text, each, following, facts)):
            skipped = 1
            yield both
        else:
            opened = _OPEN_RANGE.search(text[: each.start])
            half = opened is not None and opened.start() + 1 not in ends
            yield _day(text, each, facts, form, is_half=half)


def _bare(date: FoundDate) -> FoundDate:
    """Return the date without the word วันที่ before it."""
    said = _WORD.sub("", date.text)
    return replace(date, start=date.end - len(said), text=said)


def _months(text: str, first: FoundDate, last: FoundDate, facts: Facts) -> Found | None:
    """Return a range of months that is the one of a dataset with data."""
    if not (first.parsed and last.parsed) or not _RANGE.fullmatch(text[first.end : last.start]):
        return None
    ends = (first.parsed.month, last.parsed.month)
    name = facts.ranges.get(ends)
    said = text[first.start : last.end]
    if name is None or not facts.prints(format_month_range(*ends, digits="arabic"), said):
        return None
    return Found(
        start=first.start,
        end=last.end,
        tag=f"{{{{ {name}.เดือนที่มีข้อมูล | ช่วงเดือน }}}}",
        what="ช่วงเดือนที่มีข้อมูลในตาราง",
    )


def _day(text: str, date: FoundDate, facts: Facts, form: Form, *, is_half: bool) -> Found:
    """Return the tag of one day or month; none where no filter prints it as it stands.

    `is_half` of a range of days in one month, whose first day stands before it.
    """

    def found(tag: str, what: str, *, doubtful: bool) -> Found:
        return Found(start=date.start, end=date.end, tag=tag, what=what, doubtful=doubtful)

    parsed = date.parsed
    before = text[: date.start]
    if parsed is None or parsed.ambiguous or is_half:
        return found("", "วันที่ที่อ่านได้หลายแบบ ไม่มีในปฏิทิน หรือเป็นช่วงวัน", doubtful=True)
    if parsed.precision == "month" and facts.prints(
        format_month(parsed.month, digits="arabic"), date.text
    ):
        name, what = _month_field(parsed.month, facts, form)
        return found(f"{{{{ {name} | เดือนปี }}}}", what, doubtful="เดือนถัดไป" not in what)
    printed = next(
        (
            name
            for name, print_day in DAY_FILTERS.items()
            if facts.prints(print_day(parsed.date), date.text)
        ),
        None,
    )
    if parsed.precision != "day" or printed is None:
        return found("", "วันที่ที่พิมพ์ไม่ตรงแบบของตัวกรองใด", doubtful=True)
    is_due = _DUE.search(before) is not None
    name = form.shared(_DEADLINE if is_due else _DAY, parsed.date.isoformat())
    what = "วันที่ (กำหนด)" if is_due else "วันที่"
    return found(f"{{{{ {name} | {printed} }}}}", what, doubtful=not is_due)


def _month_field(month: YearMonth, facts: Facts, form: Form) -> tuple[str, str]:
    answer = format_month(month, digits="arabic")
    name = facts.following.get(month)
    if name:
        new = Field(
            name="เดือนรายงาน", label="เดือนที่ให้รายงาน", kind="month", value=f"{name}.เดือนถัดไป",
            help="เดือนแรกที่ยังไม่มีข้อมูลในตาราง",
        )  # fmt: skip
        return form.shared(new, answer), "เดือนถัดไปของตาราง"
    return form.shared(_MONTH, answer), "เดือน"


def _years(text: str, facts: Facts, form: Form) -> Iterator[Found]:
    for match in _FISCAL.finditer(text):
        if int(to_arabic_digits(match["year"])) == facts.fiscal_year:
            if YEAR.name not in form.fields:
                form.add(YEAR)
            yield Found(
                start=match.start("year"),
                end=match.end("year"),
                tag=f"{{{{ {YEAR.name} }}}}",
                what="ปีงบประมาณของวันที่หนังสือ",
            )


def _office(text: str, facts: Facts) -> Iterator[Found]:
    """Yield the office's own names, the longest first."""
    names = {
        facts.unit + facts.province: "{{ หน่วยงานเจ้าของเรื่อง }}{{ จังหวัด }}",
        facts.issuer: "{{ ผู้ออกหนังสือ }}",
    }
    if not (facts.unit.endswith("จังหวัด") and facts.province):
        names = {facts.issuer: "{{ ผู้ออกหนังสือ }}"}
    for name, tag in names.items():
        for match in re.finditer(re.escape(name), text) if name else ():
            yield Found(start=match.start(), end=match.end(), tag=tag, what="ชื่อจากข้อมูลสำนักงาน")
