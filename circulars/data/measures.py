"""Measures of an official letter from measures.toml, as lengths with names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from circulars.data.tables import toml_table
from circulars.model.lengths import Length, cm, pt

_UNITS: Final = {"cm": cm, "pt": pt}


@dataclass(frozen=True)
class Measures:
    """The measures by section and name; a length in the file is a `Length` here."""

    table: dict[str, dict[str, dict[str, Any]]]

    def length(self, section: str, name: str) -> Length:
        """Return the length `name` of `section`, such as ``("page", "left")``."""
        entry = self.table[section][name]
        return _UNITS[entry["unit"]](entry["value"])

    @cached_property
    def font(self) -> str:
        """The name of the official font."""
        return str(self.table["font"]["name"]["value"])

    @cached_property
    def font_size(self) -> Length:
        """The size of body text."""
        return self.length("font", "size")

    @cached_property
    def page_width(self) -> Length:
        """The width of an upright page."""
        return self.length("page", "width")

    @cached_property
    def page_height(self) -> Length:
        """The height of an upright page."""
        return self.length("page", "height")

    @cached_property
    def annex_margin(self) -> Length:
        """The margin of an annex page, the same on all sides."""
        return self.length("annex", "margin")


def _read() -> Measures:
    return Measures(toml_table("measures.toml"))


MEASURES: Final = _read()
