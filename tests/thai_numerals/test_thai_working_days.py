"""Working days: weekends, public holidays, and the office's own list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from thai_numerals import (
    FileError,
    LocalDays,
    add_working_days,
    holiday_name,
    is_working_day,
    load_local_days,
    next_working_day,
    working_days,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "วันที่,สถานะ,ชื่อวัน,ที่มา\n"
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def local(tmp_path: Path) -> LocalDays:
    """Return an office's list: a day more, a day less, a holiday struck out."""
    path = tmp_path / "days.csv"
    path.write_text(
        HEAD + "14 มี.ค. 2568,หยุด,วันหยุดพิเศษจังหวัด,ประกาศจังหวัด\n"
        "๑๕/๓/๒๕๖๘,ทำการ,ทำงานชดเชย,\n"
        "2025-12-10,ทำการ,,\n"
        ",ทำการ,วันพืชมงคล,\n"
        "17/3/2568,หยุด,,\n"
        ",,,\n",
        encoding="utf-8",
    )
    return load_local_days(path)


def test_local_list_adds_and_removes(local: LocalDays) -> None:
    """The office's list adds days, removes days, and strikes out a holiday in every year."""
    assert holiday_name(dt.date(2025, 3, 14), local=local) == "วันหยุดพิเศษจังหวัด"
    assert holiday_name(dt.date(2025, 3, 17), local=local) == "วันหยุดของสำนักงาน"
    assert is_working_day(dt.date(2025, 3, 15), local=local)
    assert holiday_name(dt.date(2025, 12, 10), local=local) is None
    assert is_working_day(dt.date(2025, 5, 9), local=local)
    assert is_working_day(dt.date(2026, 5, 13), local=local)
    assert not is_working_day(dt.date(2025, 5, 9))


def test_deadline_moves_over_local_days(local: LocalDays) -> None:
    """A deadline on a closed day moves to the next day the office works."""
    assert next_working_day(dt.date(2025, 3, 14), local=local) == dt.date(2025, 3, 15)
    assert next_working_day(dt.date(2025, 3, 16), local=local) == dt.date(2025, 3, 18)


def test_counting_working_days() -> None:
    """Working days are counted over weekends and holidays, both ways."""
    assert add_working_days(dt.date(2025, 4, 11), 1) == dt.date(2025, 4, 17)
    assert add_working_days(dt.date(2025, 4, 17), -1) == dt.date(2025, 4, 11)
    assert add_working_days(dt.date(2025, 3, 15), 0) == dt.date(2025, 3, 15)
    march = list(working_days(dt.date(2025, 3, 1), dt.date(2025, 3, 31)))
    assert (len(march), march[0]) == (21, dt.date(2025, 3, 3))
    assert list(working_days(dt.date(2025, 3, 2), dt.date(2025, 3, 1))) == []


def test_thai_windows_encoding(tmp_path: Path) -> None:
    """A list saved by Excel on Thai Windows is read too."""
    path = tmp_path / "days.csv"
    path.write_bytes((HEAD + "14/3/2568,หยุด,วันหยุดจังหวัด,\n").encode("cp874"))
    assert load_local_days(path).closed == {dt.date(2025, 3, 14): "วันหยุดจังหวัด"}


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    """All faults of a list are told at once, each with its line."""
    path = tmp_path / "days.csv"
    path.write_text(
        HEAD + "31/2/2568,หยุด,ก,\n14/3/2568,ปิด,ข,\n,หยุด,ค,\nมีนาคม 2568,หยุด,ง,\n15/3/2568,หยุด,จ,\n",
        encoding="utf-8",
    )
    with pytest.raises(FileError) as caught:
        load_local_days(path)
    reason = caught.value.reason
    assert [f"บรรทัดที่ {n}" in reason for n in range(2, 7)] == [True, True, True, True, False]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "วันที่,ชื่อวัน\n"])
def test_list_without_headings(text: str, tmp_path: Path) -> None:
    """A list without its headings is refused, and the missing ones are named."""
    path = tmp_path / "days.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="สถานะ"):
        load_local_days(path)


def test_missing_list(tmp_path: Path) -> None:
    """A list that is not there is named."""
    with pytest.raises(FileError, match=r"none\.csv"):
        load_local_days(tmp_path / "none.csv")


def test_moments_count_as_their_days() -> None:
    """Moments, as cells of workbooks hold them, stand for their days."""
    first = dt.datetime(2025, 4, 30, 13)  # noqa: DTZ001 - cells know no zone
    last = dt.datetime(2025, 5, 2, 9)  # noqa: DTZ001 - cells know no zone
    assert [dt.date(2025, 4, 30), dt.date(2025, 5, 1), dt.date(2025, 5, 2)] == list(
        working_days(first, last)
    )


@settings(deadline=None)
@given(date=DAYS)
def test_next_working_day_is_the_first(date: dt.date) -> None:
    """The next working day is one, and no day before it is."""
    found = next_working_day(date)
    assert is_working_day(found)
    assert not any(is_working_day(date + dt.timedelta(n)) for n in range((found - date).days))


@settings(deadline=None)
@given(date=DAYS, days=st.integers(0, 15))
def test_counting_there_and_back(date: dt.date, days: int) -> None:
    """From a working day, as many days forward and back lead to it again."""
    start = next_working_day(date)
    assert start == add_working_days(add_working_days(start, days), -days)


def test_days_are_called_as_the_cabinet_calls_them() -> None:
    """Since 2560 the fifth of December is the day of the late king's birth (วันพระบรมราชสมภพ)."""
    name = holiday_name(dt.date(2025, 12, 5))
    assert name is not None
    assert name.startswith("วันคล้ายวันพระบรมราชสมภพพระบาทสมเด็จพระบรมชนกาธิเบศร")
    assert "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ" == holiday_name(dt.date(2025, 6, 2))


def test_public_holidays_are_those_of_the_library() -> None:
    """Loaded alone, Thailand has the holidays that the library gives by the country's code.

    Offices work on Labour Day and Children's Day.
    """
    years = range(2015, 2032)
    wanted = ("public", "government")
    every = country_holidays("TH", years=years, categories=wanted, language="en_US")
    closed = {day for day, name in every.items() if "Labor" not in name and "Child" not in name}
    days = (dt.date(2015, 1, 1) + dt.timedelta(days=each) for each in range(17 * 366))
    assert closed == {day for day in days if day.year in years and holiday_name(day)}
