"""Filters for templates and letter.toml; each has a Thai and an English name.

They give Arabic digits: the digit policy of the region is applied when the value is printed.
A function under :func:`template_filter` is registered by that alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from decimal import Context as Arithmetic
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Undefined, pass_context

from circulars.expressions.work import MAX_EXPONENT
from circulars.model.names import ATTACHMENTS, LOCAL_DAYS
from thai_numerals import (
    YearMonth,
    evaluation_round,
    fiscal_quarter,
    fiscal_quarter_months,
    fiscal_year,
    fiscal_year_months,
    format_date,
    format_month,
    format_month_range,
    spell_baht,
    spell_number,
    to_arabic_digits,
    to_thai_digits,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2.runtime import Context

TEMPLATE_FILTERS: Final[dict[str, Callable[..., Any]]] = {}
BLANK_FILTERS: Final[dict[str, Callable[[Blank], Blank]]] = {}  # what they make of room
_ROOM: Final = re.compile("\N{NO-BREAK SPACE}{2,}")
_YEAR_ROOM: Final = "\N{NO-BREAK SPACE}" * 10
MONTH_FILTERS: Final[set[str]] = set()  # of these, the ones that need no day
_MAX_PLACES: Final = 100
_EVERY_DIGIT: Final = Arithmetic(prec=2 * MAX_EXPONENT)  # rounding never runs out of digits


def template_filter(
    *names: str, of_month: bool = False, of_blank: Callable[[Blank], Blank] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the function as a filter under its Thai and English `names`.

    The sandbox lets missing values and :class:`Blank` past it; `of_month` says that it needs
    no day, so that it is given the month of a day left blank; `of_blank` says what else it
    makes of room for the pen.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        TEMPLATE_FILTERS.update(dict.fromkeys(names, function))
        if of_month:
            MONTH_FILTERS.update(names)
        if of_blank:
            BLANK_FILTERS.update(dict.fromkeys(names, of_blank))
        return function

    return register


def as_text(value: object) -> str:
    """Return `value` as a letter prints it when no filter says otherwise."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return format_date(value, digits="arabic")
    if isinstance(value, YearMonth):
        return format_month(value, digits="arabic")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, Iterable) or callable(value):
        raise TypeError("ค่านี้เป็นรายการ ไม่ใช่ข้อความ: วนซ้ำด้วย for หรือต่อกันด้วย join")
    if hasattr(value, "__html__"):  # such as docxtpl's Listing, which is text, or its RichText
        escaped = value.__html__()
        if "<" in escaped:
            raise TypeError("ใช้ {{r … }} แทน {{ … }}")
        return unescape(escaped)
    return "" if value is None else str(value)


class Blank(str):
    """Room left for the pen; filters let it through unchanged.

    A day left blank may leave its `month` known, and filters of months go by that.
    """

    month: YearMonth | None = None


class Verbatim(str):
    """Text whose digits stay as they are, whatever the policy of the region."""

    __slots__ = ()


@template_filter("วันที่ไทย", "thai_date")
def thai_date(date: dt.date) -> str:
    """Return the date in the form of a letter: 11 มีนาคม 2568."""
    return format_date(_date(date), digits="arabic")


@template_filter("วันที่เต็ม", "full_date")
def full_date(date: dt.date) -> str:
    """Return the date with its weekday: วันอังคารที่ 11 มีนาคม 2568."""
    return format_date(_date(date), "full", digits="arabic")


@template_filter("วันที่ย่อ", "short_date")
def short_date(date: dt.date) -> str:
    """Return the date in short: 11 มี.ค. 68."""
    return format_date(_date(date), "short", digits="arabic")


def _blank_era_date(blank: Blank) -> Blank:
    """Return room for a day, or for a whole date, with พ.ศ. in it."""
    if blank.month is None:
        return Blank(f"{blank} พ.ศ. {_YEAR_ROOM}")
    name, year = format_month(blank.month, digits="arabic").split()
    return Blank(f"{blank.removesuffix(f'{name} {year}')}{name} พ.ศ. {year}")


@template_filter("วันที่พศ", "era_date", of_blank=_blank_era_date)
def era_date(date: dt.date) -> str:
    """Return the date as orders and announcements write it: 11 มีนาคม พ.ศ. 2568."""
    return format_date(_date(date), era=True, digits="arabic")


def _dots_for(text: str) -> str:
    """Return `text` with its room for the pen as dots of about the same width."""
    return _ROOM.sub(lambda room: "." * (len(room[0]) * 4 // 3), text)


@template_filter("เว้นจุด", "dotted", of_blank=lambda blank: Blank(_dots_for(blank)))
def dotted(value: object) -> str:
    """Return the text with room left for the pen drawn as dots, as on the lines of a memo."""
    return _dots_for(as_text(value))


@template_filter("เดือนปี", "month_year", of_month=True)
def month_year(month: YearMonth | dt.date) -> str:
    """Return the month with its year: มีนาคม 2568."""
    return format_month(_month(month), digits="arabic")


@template_filter("ชื่อเดือน", "month_name", of_month=True)
def month_name(month: YearMonth | dt.date) -> str:
    """Return the month's name alone: มีนาคม."""
    return format_month(_month(month), digits="arabic").split()[0]


@template_filter("ช่วงเดือน", "month_range")
def month_range(months: Sequence[YearMonth]) -> str:
    """Return the first to the last of `months`: ตุลาคม 2567 - กุมภาพันธ์ 2568."""
    if not months:
        raise ValueError("ไม่มีเดือนที่มีข้อมูล")
    return format_month_range(_month(months[0]), _month(months[-1]), digits="arabic")


@template_filter("ปีงบประมาณ", "fiscal_year", of_month=True)
def fiscal(date: dt.date | YearMonth) -> int:
    """Return the Buddhist fiscal year in which the date or month falls: 2568."""
    return fiscal_year(date)


@template_filter("ไตรมาส", "fiscal_quarter", of_month=True)
def quarter(date: dt.date | YearMonth) -> int:
    """Return the quarter of the fiscal year in which the date or month falls, 1 to 4."""
    return fiscal_quarter(_month(date))


@template_filter("เดือนของไตรมาส", "quarter_months", of_month=True)
def quarter_months(date: dt.date | YearMonth) -> list[YearMonth]:
    """Return the three months of the quarter in which the date or month falls."""
    month = _month(date)
    return list(fiscal_quarter_months(fiscal_year(month), fiscal_quarter(month)))


@template_filter("เดือนของปีงบประมาณ", "fiscal_months", of_month=True)
def fiscal_months(date: dt.date | YearMonth) -> list[YearMonth]:
    """Return the twelve months of the fiscal year in which the date or month falls."""
    return list(fiscal_year_months(fiscal_year(_month(date))))


@template_filter("รอบการประเมิน", "evaluation_round", of_month=True)
def round_of_evaluation(date: dt.date | YearMonth) -> int:
    """Return the round of evaluation in which the date or month falls, 1 or 2."""
    return evaluation_round(_month(date))


@template_filter("เดือนของ", "month_of", of_month=True)
def month_of(date: dt.date) -> YearMonth:
    """Return the month of the date."""
    return _month(date)


@template_filter("เลื่อนเดือน", "plus_months")
def plus_months(month: YearMonth, count: int) -> YearMonth:
    """Return the month `count` months later, or earlier when negative."""
    return _month(month).plus(count)


@template_filter("วันที่ของเดือน", "day_of_month")
def day_of_month(month: YearMonth | dt.date, day: int) -> dt.date:
    """Return day number `day` of the month."""
    return _month(month).day(day)


@template_filter("วันสิ้นเดือน", "month_end", of_month=True)
def month_end(month: YearMonth | dt.date) -> dt.date:
    """Return the last day of the month."""
    return _month(month).last_day


@template_filter("วันทำการ", "working_day")
@pass_context
def working_day(context: Context, date: dt.date) -> dt.date:
    """Return the date itself on a working day of the office, else the next working day."""
    from thai_numerals import next_working_day

    return next_working_day(_date(date), local=context.get(LOCAL_DAYS))


@template_filter("เลขไทย", "thai_digits")
def thai_digits(value: object) -> Verbatim:
    """Return the text in Thai digits, also where the region is printed in Arabic ones."""
    return Verbatim(to_thai_digits(as_text(value)))


@template_filter("เลขอารบิก", "arabic_digits")
def arabic_digits(value: object) -> Verbatim:
    """Return the text in Arabic digits, also where the region is printed in Thai ones."""
    return Verbatim(to_arabic_digits(as_text(value)))


@template_filter("ปัดเศษ", "round")
def rounded(value: Decimal | int, places: int = 0) -> Decimal:
    """Return the number rounded half up to `places`, as people round: 0.125 to 0.13."""
    return _to_places(value, places, ROUND_HALF_UP)


@template_filter("ปัดขึ้น", "round_up")
def rounded_up(value: Decimal | int, places: int = 0) -> Decimal:
    """Return the least number of `places` that is not below `value`: 14.41 to 15."""
    return _to_places(value, places, ROUND_CEILING)


@template_filter("ปัดลง", "round_down")
def rounded_down(value: Decimal | int, places: int = 0) -> Decimal:
    """Return the greatest number of `places` that is not above `value`: 14.41 to 14."""
    return _to_places(value, places, ROUND_FLOOR)


def _to_places(value: Decimal | int, places: int, rounding: str) -> Decimal:
    if abs(places) > _MAX_PLACES:
        raise ValueError("ทศนิยมมากเกินไป")
    result = as_number(value).quantize(Decimal(1).scaleb(-places), rounding, _EVERY_DIGIT)
    return result or abs(result)  # no -0


@template_filter("จำนวน", "grouped")
def grouped(value: Decimal | int, places: int = 0) -> str:
    """Return the number with grouping, rounded half up to `places`: 1,007,442,011."""
    return f"{rounded(value, places):,f}"


@template_filter("จำนวนเงิน", "money")
def money(value: Decimal | int) -> str:
    """Return the amount with grouping and two places: 1,007,442,010.60."""
    return str(grouped(value, 2))


@template_filter("บาทตัวอักษร", "baht_text")
def baht_text(value: Decimal | int) -> str:
    """Return the amount in words: สิบบาทหนึ่งสตางค์."""
    return spell_baht(as_number(value))


@template_filter("คำอ่านจำนวน", "number_words")
def number_words(value: Decimal | int) -> str:
    """Return the number in words: ยี่สิบเอ็ด."""
    return spell_number(as_number(value))


@template_filter("ย่อหน้า", "paragraphs")
def paragraphs(text: object) -> list[str]:
    """Return the lines of the text that say something, each to be a paragraph of its own."""
    lines = (line.strip() for line in as_text(text).splitlines())
    return [line for line in lines if line]


@template_filter("ผลรวม", "total")
def total(values: Iterable[Decimal | None]) -> Decimal:
    """Return the exact sum of the figures; empty ones count as nothing."""
    return sum((as_number(value) for value in values if value is not None), Decimal(0))


@template_filter("อ้างแนบ", "cite_attachment")
@pass_context
def cite_attachment(context: Context, names: str | Sequence[str]) -> str:
    """Return the attachments called `names` as a letter cites them: สิ่งที่ส่งมาด้วย 2 และ 3.

    The only attachment has no number.
    """
    numbers = [_attachment(context, name)["ลำดับ"] for name in _names(names)]
    cited = [str(number) for number in numbers if number is not None]
    listed = " ".join(cited[:-1])
    return " ".join([ATTACHMENTS, *([listed, "และ"] if listed else []), *cited[-1:]])


@template_filter("มีแนบ", "is_attached")
@pass_context
def is_attached(context: Context, name: str) -> bool:
    """Return whether the attachment called `name` goes with this letter."""
    return any(each["ชื่อ"] == name for each in context.get(ATTACHMENTS, ()))


def _names(names: str | Sequence[str]) -> Sequence[str]:
    if isinstance(names, (list, tuple)):
        return names
    return [as_text(names)]


def _attachment(context: Context, name: str) -> dict[str, Any]:
    attached: Sequence[dict[str, Any]] = context.get(ATTACHMENTS, ())
    for each in attached:
        if each["ชื่อ"] == name:
            return each
    known = ", ".join(str(each["ชื่อ"]) for each in attached if each["ชื่อ"])
    raise ValueError(f"ไม่มีสิ่งที่ส่งมาด้วยชื่อ “{name}” ที่มีคือ {known or 'ไม่มีเลย'}")


@template_filter("ทศนิยม", "decimal")
def exact(value: str) -> Decimal:
    """Return the exact decimal of the text: how 1.04 in an expression is read."""
    return as_number(value)


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise TypeError(f"“{value}” ไม่ใช่วันที่")


def _month(value: object) -> YearMonth:
    return value if isinstance(value, YearMonth) else YearMonth.of(_date(value))


def as_number(value: object) -> Decimal:
    """Return `value` as an exact decimal; TypeError when it is no number."""
    if isinstance(value, Undefined):
        return Decimal(len(str(value)))  # recorded as missing; counts as nothing
    if not isinstance(value, bool) and isinstance(value, (Decimal, int, str)):
        with suppress(InvalidOperation):
            number = Decimal(value)
            if number.is_finite() and abs(number.adjusted()) <= MAX_EXPONENT:
                return number
    raise TypeError(f"“{as_text(value)}” ไม่ใช่จำนวนที่ใช้ได้")
