"""Sizes and weights of runs, for Latin letters and for Thai ones, with what styles say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.reading.markup import RUN_PROPERTIES, is_on, value, value_at, whole
from circulars.reading.package import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_USUAL: Final = 20  # half points: of a document that says nothing.  ISO/IEC 29500-1, 17.3.2.38


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large and heavy a run is; sizes in half points."""

    latin: int
    thai: int
    bold: bool
    bold_thai: bool
    italic: bool
    italic_thai: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The styles of a document by id, and its defaults."""

    styles: Mapping[str, etree._Element]
    normal: str | None
    defaults: etree._Element | None

    def of(self, paragraph_style: str | None, properties: etree._Element | None) -> Size:
        """Return the size of a run with these `w:rPr` in a paragraph of this style."""
        said = list(self._said(paragraph_style, properties))
        return Size(
            latin=_number(said, "sz"),
            thai=_number(said, "szCs"),
            bold=_switch(said, "b"),
            bold_thai=_switch(said, "bCs"),
            italic=_switch(said, "i"),
            italic_thai=_switch(said, "iCs"),
        )

    def _said(
        self, paragraph_style: str | None, properties: etree._Element | None
    ) -> Iterator[etree._Element]:
        """Yield the `w:rPr` that count for a run, the nearest first."""
        if properties is not None:
            yield properties
            yield from self._chain(value_at(properties, f"{W}rStyle"))
        yield from self._chain(paragraph_style or self.normal)
        if self.defaults is not None:
            yield self.defaults

    def _chain(self, name: str | None) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name and name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            own = style.find(RUN_PROPERTIES)
            if own is not None:
                yield own
            name = value_at(style, f"{W}basedOn")


def read_sizes(xml: bytes) -> Sizes:
    """Return the sizes that styles.xml gives; the usual ones where there is none."""
    if not xml:
        return Sizes(styles={}, normal=None, defaults=None)
    root = parse(xml)
    styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    normal = (name for name, style in styles.items() if _is_normal(style))
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RUN_PROPERTIES}")
    return Sizes(styles=styles, normal=next(normal, None), defaults=defaults)


def _is_normal(style: etree._Element) -> bool:
    default = style.get(f"{W}default", "0") in {"1", "true", "on"}
    return default and style.get(f"{W}type") == "paragraph"


def _number(said: list[etree._Element], name: str) -> int:
    values = (value(each.find(f"{W}{name}")) for each in said)
    return whole(next((each for each in values if each), None), _USUAL)


def _switch(said: list[etree._Element], name: str) -> bool:
    found = (each.find(f"{W}{name}") for each in said)
    return is_on(next((each for each in found if each is not None), None))
