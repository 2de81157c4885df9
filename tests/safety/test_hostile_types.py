"""What letter.toml of a stranger may ask for: bounded too."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.expressions import Expression, ExpressionError
from circulars.workbook.headings import matches

FORMULAS = {
    "attribute": "''.__class__.__mro__",
    "method": "ชื่อ.format(1)",
    "power": "10 ** (10 ** 9)",
    "text": "'a' * 10 ** 9",
    "places": "1 | ปัดเศษ(10 ** 9)",
    "range": "range(10 ** 12) | list",
    "brackets": "(" * 3000 + "1" + ")" * 3000,
    "sum": "1" + "+1" * 20_000,
    "statement": "1 }}{% include 'a' %}{{ 1",
    "code for pictures": "'a' | คิวอาร์",
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_hostile_formula_is_refused(name: str) -> None:
    """A formula that reaches out or grows beyond all measure is an error told in Thai."""
    started = time.process_time()
    with pytest.raises(ExpressionError) as caught:
        Expression(FORMULAS[name]).evaluate({"ชื่อ": "ก", "ยอด": Decimal(1)})
    assert re.search("[ก-๛]", str(caught.value))
    assert time.process_time() - started < 10


def test_a_heading_of_many_stars() -> None:
    """A heading of many stars is compared at once, however little it fits."""
    started = time.process_time()
    assert not matches("ก*" * 40 + "ข", "ก" * 400)
    assert time.process_time() - started < 5


@settings(deadline=None, max_examples=80)
@given(st.text("กข*", max_size=7), st.text("กข", max_size=9))
def test_stars_stand_for_any_text(pattern: str, text: str) -> None:
    """A heading fits its pattern exactly where a plain regular expression says so."""
    expected = re.fullmatch(pattern.replace("*", ".*"), text) is not None
    assert expected == matches(pattern, text)
