"""Styles of a Word document as far as reading needs them: fonts, alignment, numbers, breaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from circulars.body import W
from circulars.model.written import Align
from circulars.reading.borders import NO_SIDES, Sides, sides
from circulars.reading.markup import (
    PROPERTIES,
    RUN_PROPERTIES,
    by_tag,
    first,
    is_on,
    value,
    value_at,
    whole,
)
from circulars.reading.package import parse
from circulars.reading.theme import theme_fonts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

# ISO/IEC 29500-1, 17.18.44 `ST_Jc`; what is not here stands at the left.
_ALIGNS: Final = {
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFIED,
    "distribute": Align.JUSTIFIED,
    "thaiDistribute": Align.JUSTIFIED,
}
_FONTS: Final = f"{W}rFonts"
_STYLE: Final = f"{W}rStyle"
_JC: Final = f"{W}jc"
_NUMBER: Final = f"{W}numPr"
_NUMBER_ID: Final = f"{W}numId"
_LEVEL: Final = f"{W}ilvl"
_PAGE_BREAK: Final = f"{W}pageBreakBefore"
_TOGGLES: Final = {f"{W}vanish": "hidden", f"{W}cs": "is_complex", f"{W}rtl": "is_complex"}


class RunLook(NamedTuple):
    """What is said of characters; None where nothing is."""

    thai: str | None = None  # the font of complex scripts (w:cs)
    latin: str | None = None  # the font of Latin letters and Arabic digits (w:ascii)
    hidden: bool | None = None
    is_complex: bool | None = None  # all characters are drawn with the font of complex scripts

    def over(self, base: RunLook) -> RunLook:
        """Return this look, with what it does not say taken from `base`."""
        return RunLook(
            first(self.thai, base.thai),
            first(self.latin, base.latin),
            first(self.hidden, base.hidden),
            first(self.is_complex, base.is_complex),
        )


class ParagraphLook(NamedTuple):
    """What is said of paragraphs; None where nothing is."""

    align: Align | None = None
    number: str | None = None  # w:numId; "0" takes the number of the style away
    level: int | None = None  # 0-based
    starts_page: bool | None = None

    def over(self, base: ParagraphLook) -> ParagraphLook:
        """Return this look, with what it does not say taken from `base`."""
        return ParagraphLook(
            first(self.align, base.align),
            first(self.number, base.number),
            first(self.level, base.level),
            first(self.starts_page, base.starts_page),
        )


_NO_RUN_LOOK: Final = RunLook()
_NO_PARAGRAPH_LOOK: Final = ParagraphLook()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style with all that it takes from those it is based on."""

    run: RunLook = _NO_RUN_LOOK
    paragraph: ParagraphLook = _NO_PARAGRAPH_LOOK
    borders: Sides = NO_SIDES


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The styles of a document by their id."""

    theme: Mapping[str, str]
    defaults: Style
    normal: str  # id of the paragraph style of paragraphs that name none
    named: Mapping[str, Style]
    _looks: dict[tuple[str | None, str | None], RunLook] = field(default_factory=dict)

    def style(self, name: str | None) -> Style:
        """Return the style with this id, the document's defaults without one."""
        return self.named.get(name or self.normal, self.defaults)

    def run_look(self, paragraph_style: str | None, properties: etree._Element | None) -> RunLook:
        """Return the whole look of a run with these `w:rPr` in a paragraph of this style."""
        if properties is None or not len(properties):
            return self._base(paragraph_style, None)
        base = self._base(paragraph_style, value(properties.find(_STYLE)))
        return own_run_look(properties, self.theme).over(base)

    def _base(self, paragraph_style: str | None, run_style: str | None) -> RunLook:
        key = (paragraph_style, run_style)
        if key not in self._looks:
            base = self.style(paragraph_style).run
            own = self.named.get(run_style or "")
            self._looks[key] = base if own is None else own.run.over(base)
        return self._looks[key]


def own_run_look(properties: etree._Element, theme: Mapping[str, str]) -> RunLook:
    """Return what the `w:rPr` themselves say."""
    thai = latin = None
    toggles: dict[str, bool] = {}
    for each in properties:
        if each.tag == _FONTS:
            latin = theme.get(each.get(f"{W}asciiTheme", "")) or each.get(f"{W}ascii")
            thai = theme.get(each.get(f"{W}cstheme", "")) or each.get(f"{W}cs")
        elif name := _TOGGLES.get(str(each.tag)):
            toggles[name] = is_on(each)
    return RunLook(thai, latin, toggles.get("hidden"), toggles.get("is_complex"))


def own_paragraph_look(properties: Mapping[str, etree._Element]) -> ParagraphLook:
    """Return what the `w:pPr` say, given by name."""
    jc = value(properties.get(_JC))
    number = by_tag(properties.get(_NUMBER))
    level = value(number.get(_LEVEL))
    breaks = properties.get(_PAGE_BREAK)
    return ParagraphLook(
        align=None if jc is None else _ALIGNS.get(jc, Align.LEFT),
        number=value(number.get(_NUMBER_ID)),
        level=None if level is None else whole(level),
        starts_page=None if breaks is None else is_on(breaks),
    )


@lru_cache(maxsize=16)  # letters of one run, and most documents of an office, share theirs
def read_styles(xml: bytes, theme_xml: bytes, language: str) -> Styles:
    """Return the styles of styles.xml; `language` is that of the theme's fonts for Thai."""
    theme = theme_fonts(theme_xml, language)
    if not xml:
        return Styles(theme=theme, defaults=Style(), normal="", named={})
    root = parse(xml)
    elements = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    defaults = _defaults(root, theme)
    named: dict[str, Style] = {}
    for name in elements:
        _resolve(name, elements, named, defaults, theme)
    normal = (name for name, style in elements.items() if _is_normal(style))
    return Styles(theme=theme, defaults=defaults, normal=next(normal, ""), named=named)


def _is_normal(style: etree._Element) -> bool:
    default = style.get(f"{W}default", "0") in {"1", "true", "on"}
    return default and style.get(f"{W}type") == "paragraph"


def _defaults(root: etree._Element, theme: Mapping[str, str]) -> Style:
    run = root.find(f"{W}docDefaults/{W}rPrDefault/{RUN_PROPERTIES}")
    paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{PROPERTIES}")
    return Style(
        run=_NO_RUN_LOOK if run is None else own_run_look(run, theme),
        paragraph=own_paragraph_look(by_tag(paragraph)),
    )


def _resolve(
    name: str,
    elements: Mapping[str, etree._Element],
    named: dict[str, Style],
    defaults: Style,
    theme: Mapping[str, str],
) -> None:
    """Put the style and those it is based on into `named`; a circle of them is cut open."""
    chain: list[str] = []
    following = name
    while following in elements and following not in named and following not in chain:
        chain.append(following)
        following = value_at(elements[following], f"{W}basedOn") or ""
    for each in reversed(chain):
        element = elements[each]
        based_on = value_at(element, f"{W}basedOn") or ""
        # Only paragraph styles start from the defaults: a character style adds to a paragraph's.
        start = defaults if element.get(f"{W}type", "paragraph") == "paragraph" else Style()
        named[each] = _own_style(element, named.get(based_on, start), theme)


def _own_style(element: etree._Element, base: Style, theme: Mapping[str, str]) -> Style:
    run = element.find(RUN_PROPERTIES)
    paragraph = own_paragraph_look(by_tag(element.find(PROPERTIES)))
    return Style(
        run=base.run if run is None else own_run_look(run, theme).over(base.run),
        paragraph=paragraph.over(base.paragraph),
        borders=sides(element.find(f"{W}tblPr/{W}tblBorders")).over(base.borders),
    )
