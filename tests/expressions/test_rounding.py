"""Rounding in letters: half up, always up and always down, exact to any length."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.expressions import Expression, ExpressionError

NUMBERS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=6)
PLACES = st.integers(min_value=-3, max_value=5)


def rounded(name: str, value: Decimal | int, places: int) -> Decimal:
    """Return what the filter `name` gives."""
    result = Expression(f"x | {name}(n)").evaluate({"x": value, "n": places})
    assert isinstance(result, Decimal)
    return result


# Eleven per cent of the products of nine districts, exact and as the circular's rule rounds them.
PRODUCTS = {528: 59, 131: 15, 282: 32, 94: 11, 196: 22, 126: 14, 93: 11, 269: 30, 154: 17}


@pytest.mark.parametrize(("products", "target"), PRODUCTS.items())
def test_targets_are_rounded_up(products: int, target: int) -> None:
    """A target of 11 per cent is the next whole product above."""
    assert target == Expression("(x * 0.11) | ปัดขึ้น").evaluate({"x": products})


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("x | ปัดขึ้น", "14.41", "15"),
        ("x | ปัดขึ้น", "14", "14"),
        ("x | ปัดขึ้น", "-1.5", "-1"),
        ("x | ปัดขึ้น", "-0.5", "0"),
        ("x | ปัดขึ้น(2)", "0.001", "0.01"),
        ("x | ปัดขึ้น(-2)", "1201", "1.3E+3"),
        ("x | round_up", "0.0000001", "1"),
        ("x | ปัดลง", "14.99", "14"),
        ("x | ปัดลง", "-1.5", "-2"),
        ("x | ปัดลง(1)", "0.19", "0.1"),
        ("x | round_down", "-0.0000001", "-1"),
    ],
)
def test_up_and_down(source: str, value: str, expected: str) -> None:
    """Up is towards more and down towards less, also below zero; zero has no sign."""
    assert expected == str(Expression(source).evaluate({"x": Decimal(value)}))


@pytest.mark.parametrize("name", ["ปัดขึ้น", "ปัดลง", "ปัดเศษ"])
def test_too_many_places(name: str) -> None:
    """Places beyond reason are refused, and so is what is no number."""
    with pytest.raises(ExpressionError):
        rounded(name, Decimal(1), 1000)
    with pytest.raises(ExpressionError):
        Expression(f"x | {name}").evaluate({"x": "มาก"})


@settings(deadline=None)
@given(NUMBERS, PLACES)
def test_up_and_down_enclose_the_number(value: Decimal, places: int) -> None:
    """The number lies between both, less than a unit from each; half up is one of the two."""
    up, down = rounded("ปัดขึ้น", value, places), rounded("ปัดลง", value, places)
    unit = Decimal(1).scaleb(-places)
    assert down <= value <= up
    assert up - down in {0, unit}
    assert (up == down) == (value % unit == 0)
    assert rounded("ปัดเศษ", value, places) in {up, down}


@settings(deadline=None)
@given(NUMBERS, PLACES)
def test_up_and_down_mirror_one_another(value: Decimal, places: int) -> None:
    """Rounding a number up is rounding its opposite down."""
    assert rounded("ปัดขึ้น", value, places) == -rounded("ปัดลง", -value, places)
