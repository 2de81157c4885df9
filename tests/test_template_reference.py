"""docs/template-reference.md lists all there is, and every example prints what the page says."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from decimal import Decimal
from typing import Any

import pytest
from support import ROOT

from circulars.expressions import JINJA_FILTERS, TEMPLATE_FILTERS, collect_pictures, make_sandbox
from circulars.linting.known import known_shapes
from circulars.model.letter_type import FieldKind
from thai_numerals import to_thai_digits

sys.path.insert(0, str(ROOT / "scripts"))
from template_reference import EXAMPLES, PAGE, names_of, page

DATA: dict[str, Any] = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
TOLD = {**DATA["filters"], **DATA["jinja"]}
PRINTED = {name: each for name, each in TOLD.items() if name != "คิวอาร์"} | DATA["kinds"]


def rendered(source: str, **values: Any) -> str:
    """Return `source` as a letter in Thai digits prints it, as the reader sees it."""
    template = make_sandbox(to_thai_digits).from_string(source)
    made = "".join(template.root_render_func(template.new_context({**DATA["values"], **values})))
    return made.replace("&amp;", "&")


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_prints_what_the_page_says(name: str) -> None:
    """The example of a filter or of a kind of field gives what stands beside it."""
    each = PRINTED[name]
    assert each["prints"] == rendered(each["example"], ช่อง=each.get("value"))


def test_the_code_is_drawn() -> None:
    """The example of the filter that prints no text draws one picture."""
    source = DATA["filters"]["คิวอาร์"]["example"].replace("{{r", "{{").replace("}}", "| _xml }}")
    with collect_pictures() as pictures:
        assert "<w:drawing>" in rendered(source)
    assert [1] == [len(each) for each in pictures.drawn.values()]


def test_every_filter_has_an_example_that_uses_it() -> None:
    """Each filter, own or Jinja's, has one example under one of its names, and none is made up."""
    groups = names_of(TEMPLATE_FILTERS) + names_of(
        {name: each for name, each in JINJA_FILTERS.items() if name not in TEMPLATE_FILTERS}
    )
    told = [[name for name in names if name in TOLD] for names in groups]
    assert [1] * len(groups) == [len(names) for names in told]
    assert {names[0] for names in told} == TOLD.keys()
    assert [] == [name for name, each in TOLD.items() if name not in each["example"]]


def test_every_kind_and_name_is_told() -> None:
    """Each kind of field and each name that every letter has is described."""
    assert {kind.value for kind in FieldKind} == DATA["kinds"].keys()
    assert set(known_shapes({})) == DATA["names"].keys()


def test_the_page_is_what_the_script_gives() -> None:
    """The page in docs is made anew whenever a filter or its example changes."""
    assert page() == PAGE.read_text(encoding="utf-8")


def test_values_of_the_examples_are_of_the_kinds_they_should_be() -> None:
    """Dates of the examples are dates, and amounts are exact."""
    assert dt.date(2025, 3, 11) == DATA["values"]["วันที่"]
    assert Decimal("1007442010.60") == Decimal(DATA["values"]["ยอด"])
