"""Other libraries as judges; every known disagreement is named with its reason."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from subprocess import PIPE

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from thai_numerals import format_date, parse_date, spell_baht, spell_number
from thai_numerals.years import FIRST_JANUARY_NEW_YEAR

ORACLE = Path(__file__).with_name("icu_oracle.py")
Icu = Callable[[dt.date], dict[str, str]]


@pytest.fixture(scope="module")
def icu() -> Iterator[Icu]:
    """Return a function that gives a date as ICU prints it, by style; needs python3-icu."""
    command = ["/usr/bin/python3", str(ORACLE)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        send, receive = process.stdin, process.stdout

        def ask(date: dt.date) -> dict[str, str]:
            send.write(f"{date}\n")
            send.flush()
            answer: dict[str, str] = json.loads(receive.readline())
            return answer

        yield ask
        send.close()


@settings(deadline=None)
@given(date=st.dates(FIRST_JANUARY_NEW_YEAR, dt.date(2157, 12, 31)))
def test_dates_agree_with_icu(icu: Icu, date: dt.date) -> None:
    """From 2484 on, ICU prints the same; its full form always has พ.ศ. before the year."""
    expected = icu(date)
    assert expected["full"] == format_date(date, "full", era=True)
    assert expected["letter"] == format_date(date, "letter")
    assert expected["medium"] == format_date(date, "medium")


@settings(deadline=None)
@given(date=st.dates(FIRST_JANUARY_NEW_YEAR, dt.date(2157, 12, 31)))
def test_what_icu_prints_is_read(icu: Icu, date: dt.date) -> None:
    """What ICU prints in Thai reads back as the date it was."""
    for text in icu(date).values():
        assert date == parse_date(text).date


def test_icu_knows_no_april_new_year(icu: Icu) -> None:
    """Disagreement: ICU adds 543 to every year; before 2484 January to March were a year less."""
    february = dt.date(1933, 2, 15)
    assert "๑๕ กุมภาพันธ์ ๒๔๗๖" == icu(february)["letter"]
    assert "๑๕ กุมภาพันธ์ ๒๔๗๕" == format_date(february)
    june = dt.date(1932, 6, 24)
    assert icu(june)["letter"] == format_date(june)


def without_debt(words: str) -> str:
    """Disagreement: num2words says ติดลบ for minus; Excel's BAHTTEXT and we say ลบ."""
    return words.removeprefix("ติด")


@settings(deadline=None)
@given(number=st.integers(-(10**18), 10**18))
def test_whole_numbers_agree_with_num2words(number: int) -> None:
    """Whole numbers are spelled as num2words spells them."""
    assert without_debt(num2words(number, lang="th")) == spell_number(number)


@settings(deadline=None)
@given(number=st.decimals(-(10**9), 10**9, places=3))
def test_decimals_agree_with_num2words(number: Decimal) -> None:
    """Decimals without zeros at the end agree."""
    short = Decimal(f"{number:f}".rstrip("0").removesuffix("."))
    expected = without_debt(num2words(short, lang="th"))
    assert expected == spell_number(short)


@settings(deadline=None)
@given(amount=st.decimals(-(10**12), 10**12, places=2))
def test_baht_agrees_with_num2words(amount: Decimal) -> None:
    """Amounts agree with num2words, which leaves out ศูนย์บาท as we do."""
    expected = without_debt(num2words(amount, lang="th", to="currency"))
    assert expected == spell_baht(amount)
