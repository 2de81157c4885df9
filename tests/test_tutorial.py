"""The tutorial from zero to a new letter type, followed step by step as it stands on the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from following import Follower, steps_of
from support import ROOT

from circulars import load_letter_type
from circulars.linting import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome

pytestmark = pytest.mark.usefixtures("warm_office")

PAGE = (ROOT / "docs" / "tutorial-letter-type.md").read_text(encoding="utf-8")


@pytest.fixture
def followed(
    circulars: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Follower:
    """Return the follower who has done all steps of the page, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    template = tmp_path / "แบบของเรา" / "แจ้งเป้าหมาย" / "letter.docx"
    follower = Follower(tmp_path, circulars, template)
    for step in steps_of(PAGE):
        follower.follow(step)
    return follower


def test_the_tutorial(followed: Follower) -> None:
    """Every step does what the page says, and the type that comes of it makes its letter.

    Worked by hand: 11 per cent of 214, 131 and 75, rounded up, are 24, 15 and 9, together 48.
    """
    for command in ("new", "check", "preview", "approve", "show"):
        assert f"types {command}" in followed.commands
    kind = load_letter_type(followed.template.parent)
    approved = (kind.folder / "expected.txt").read_text(encoding="utf-8")
    assert ["24", "15", "9", "48"] == [
        line.split(" | ")[2] for line in approved.splitlines() if line.count(" | ") == 2
    ][1:]
    assert () == lint(str(kind.folder), levels={}).findings
    manifest = json.loads((followed.folder / "out" / "manifest.json").read_bytes())
    assert "แจ้งเป้าหมาย" == manifest["letter_type"]["name"]
    assert {"letter.docx", "letter.toml", "example.xlsx", "expected.txt"} == {
        path.name for path in kind.folder.iterdir()
    }


def test_every_block_is_a_step() -> None:
    """No block of the page is left out: each is of a sort that can be followed."""
    assert 2 * len([step for step in steps_of(PAGE) if not step.book]) == PAGE.count("```")
    assert 2 == sum(bool(step.book) for step in steps_of(PAGE))
