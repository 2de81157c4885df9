"""Dates and numbers as a Thai office writes and reads them.

Usable alone.  What needs large libraries (working days, whole files) loads them when called.
"""

from thai_numerals.baht import round_to_satang, spell_baht
from thai_numerals.cells import date_from_serial, read_date_cell
from thai_numerals.dates import (
    format_date,
    format_date_range,
    format_month,
    format_month_range,
    format_time,
    weekday_name,
)
from thai_numerals.digits import to_arabic_digits, to_thai_digits
from thai_numerals.eras import Era
from thai_numerals.errors import DateError, FileError, NumberError, ThaiNumeralsError
from thai_numerals.finding import find_dates
from thai_numerals.fiscal import (
    evaluation_round,
    evaluation_round_months,
    fiscal_quarter,
    fiscal_quarter_months,
    fiscal_year,
    fiscal_year_months,
)
from thai_numerals.heads import parse_month_head
from thai_numerals.local_days import LocalDays, load_local_days
from thai_numerals.months import YearMonth
from thai_numerals.numbers import format_number, format_ordinal, format_percent, parse_number
from thai_numerals.office_calendar import (
    add_working_days,
    holiday_name,
    is_working_day,
    next_working_day,
    working_days,
)
from thai_numerals.parsed import FoundDate, ParsedDate
from thai_numerals.ranges import parse_range
from thai_numerals.reading import parse_date, parse_time
from thai_numerals.spoken import parse_baht, parse_words
from thai_numerals.words import spell_number, spell_ordinal, spell_percent
from thai_numerals.years import buddhist_year, christian_year

__all__ = [
    "DateError",
    "Era",
    "FileError",
    "FoundDate",
    "LocalDays",
    "NumberError",
    "ParsedDate",
    "ThaiNumeralsError",
    "YearMonth",
    "add_working_days",
    "buddhist_year",
    "christian_year",
    "date_from_serial",
    "evaluation_round",
    "evaluation_round_months",
    "find_dates",
    "fiscal_quarter",
    "fiscal_quarter_months",
    "fiscal_year",
    "fiscal_year_months",
    "format_date",
    "format_date_range",
    "format_month",
    "format_month_range",
    "format_number",
    "format_ordinal",
    "format_percent",
    "format_time",
    "holiday_name",
    "is_working_day",
    "load_local_days",
    "next_working_day",
    "parse_baht",
    "parse_date",
    "parse_month_head",
    "parse_number",
    "parse_range",
    "parse_time",
    "parse_words",
    "read_date_cell",
    "round_to_satang",
    "spell_baht",
    "spell_number",
    "spell_ordinal",
    "spell_percent",
    "to_arabic_digits",
    "to_thai_digits",
    "weekday_name",
    "working_days",
]
