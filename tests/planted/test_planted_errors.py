"""Planted errors are found where they are, and clean files stay quiet."""

from __future__ import annotations

import pytest

from planted.judging import clean_files, items, outcomes

pytestmark = [
    pytest.mark.xdist_group("planted"),  # made once, for all of them
    pytest.mark.usefixtures("warm_office"),
]


def test_there_are_many_planted_errors_of_many_kinds() -> None:
    """At least 120 letters and workbooks are spoilt, in at least 30 ways."""
    planted = items()
    assert len(planted) >= 120
    assert len({item.codes[0] for item in planted}) >= 30
    assert len({item.key for item in planted}) == len(planted)


def test_nearly_all_planted_errors_are_found() -> None:
    """At least 98 of 100 planted errors are told with the right code at the right place."""
    judged = outcomes()
    missed = [str(each) for each in judged if not each.hits]
    assert len(missed) * 100 <= len(judged) * 2, "\n".join(missed)


def test_clean_files_are_let_through() -> None:
    """Of more than forty clean files none is held back."""
    clean = clean_files()
    false = [f"{f.name}: {s}" for f in clean for s in f.said if s.level == "block"]
    assert len(clean) >= 40
    assert [] == false
