"""Faults of templates are told where they are and why, and good templates stay quiet."""

from __future__ import annotations

import zipfile
from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from support import TEMPLATES

from broken_templates.harmless import HARMLESS
from broken_templates.judging import false_of, judge
from broken_templates.making import BASES, items
from broken_templates.opened import opened

if TYPE_CHECKING:
    from pathlib import Path

    from broken_templates.harmless import Harmless
    from broken_templates.making import Item

_ITEMS: Final = {item.key: item for item in items()}


def test_there_are_many_broken_templates_of_many_kinds() -> None:
    """At least 80 templates have one fault, of at least 25 kinds, and at least 8 have five."""
    single = [item for item in _ITEMS.values() if len(item.kinds) == 1]
    assert len(single) >= 80
    assert len({item.kinds[0].name for item in single}) >= 25
    assert len([item for item in _ITEMS.values() if len(item.kinds) == 5]) >= 8


@pytest.mark.parametrize("item", _ITEMS.values(), ids=str)
def test_every_fault_is_told_where_it_is(item: Item, tmp_path: Path) -> None:
    """Each fault is told with its code, place and reason, and nothing else is."""
    assert [] == judge(item, tmp_path).faults


def test_the_same_templates_each_time(tmp_path: Path) -> None:
    """The generator makes the same template of the same seed."""
    item = _ITEMS["five-1"]
    (one, told), (other, told_again) = (item.write(tmp_path / name) for name in ("one", "other"))
    assert _text(one) == _text(other)
    assert told == told_again


def _text(folder: Path) -> tuple[bytes, str]:
    with zipfile.ZipFile(folder / "letter.docx") as package:
        letter = package.read("word/document.xml")
    return letter, (folder / "letter.toml").read_text("utf-8")


@pytest.mark.parametrize("name", BASES)
def test_good_types_stay_quiet(name: str) -> None:
    """Nothing at all is told of the types of the product."""
    assert [] == false_of(TEMPLATES / name)


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.__name__)
def test_good_edits_stay_quiet(edit: Harmless, tmp_path: Path) -> None:
    """Nothing is told of a good type after an edit that leaves it good."""
    for name in Random(edit.__name__).sample(BASES, 4):
        good = opened(name, Random(f"{edit.__name__} {name}"))
        edit(good)
        assert [] == false_of(good.write(tmp_path / name))
