"""What becomes of findings when all rules have spoken: once each, by weight, by the office."""

from __future__ import annotations

import pytest

from circulars.checks import settled
from circulars.model.findings import Finding, Level


def finding(level: Level, *, about: str = "2025-01-25", where: str = "ย่อหน้าที่ 5") -> Finding:
    """Return a finding of one code."""
    return Finding(
        code="deadline-nonworking", level=level, where=where, message="", hint="", about=about
    )


@pytest.mark.parametrize("turned", [False, True])
def test_the_weightier_of_two_stays(turned: bool) -> None:
    """Of two findings about one thing the weightier is told, whichever came first."""
    pair = [finding(Level.WARN), finding(Level.BLOCK, where="ย่อหน้าที่ 9")]
    found = settled(reversed(pair) if turned else pair, {})
    assert [("block", "ย่อหน้าที่ 9")] == [(each.level, each.where) for each in found]


def test_the_first_of_two_alike_stays() -> None:
    """The form's field is told before the paragraph it is printed in."""
    found = settled([finding(Level.WARN, where="ช่อง ครบกำหนด"), finding(Level.WARN)], {})
    assert ["ช่อง ครบกำหนด"] == [each.where for each in found]


def test_different_things_are_told_apart() -> None:
    """Two deadlines on closed days are two findings."""
    found = settled([finding(Level.WARN), finding(Level.WARN, about="2025-01-26")], {})
    assert 2 == len(found)


@pytest.mark.parametrize(
    ("level", "office", "expected"),
    [
        (Level.WARN, Level.BLOCK, ["block"]),
        (Level.BLOCK, Level.NOTE, ["note"]),
        (Level.NOTE, Level.BLOCK, ["note"]),  # a note says why it is only that
        (Level.NOTE, None, []),
        (Level.BLOCK, None, []),
    ],
)
def test_the_office_has_the_last_word(
    level: Level, office: Level | None, expected: list[str]
) -> None:
    """[checks] of the office profile sets the level of a code, or switches it off."""
    found = settled([finding(level)], {"deadline-nonworking": office})
    assert expected == [each.level for each in found]
