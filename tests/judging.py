"""What is wrong with a page for those who do not see, hear, point or read as most do.

axe-core judges by its rules for WCAG 2.0 to 2.2, A and AA, and its best practices.  What it does
not look at is measured here.  Source: https://www.w3.org/TR/WCAG22/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import expect
from serving import NARROW, PATIENCE, WIDE, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_CHANGING: Final = r'name="(?:csrf|key)" value="[^"]+"|data-where="[^"]+"'  # at each request
_ALL: Final[dict[str, Any]] = {}  # rules but those that axe-core itself calls experimental
_CONTRAST: Final = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_RUN: Final = """async (options) => {
  const { violations } = await axe.run({ resultTypes: ["violations"], ...options });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""
_OPEN: Final = """() => document.querySelectorAll("main details")
  .forEach((each) => { each.open = true; })"""
# 1.4.10: nothing is pushed sideways, but inside a box of its own that scrolls.
_SIDEWAYS: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SMALLEST: Final = (320, 700)  # pixels: a window of 1280, all enlarged to 400 %
# 1.4.12: what people who read with difficulty set by themselves.
_SPACING: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const isCut = (each) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    return ((overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1) ||
      (overflowY === "hidden" && each.scrollHeight > each.clientHeight + 1)) &&
      clipPath === "none" && each.checkVisibility() && each.innerText?.trim();
  };
  const cut = [...document.querySelectorAll("body *")].filter(isCut);
  const pushed = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  document.adoptedStyleSheets = [];
  return [...cut.map((each) => `cut off with wider spacing: ${each.outerHTML.slice(0, 120)}`),
    ...(pushed ? ["pushed sideways with wider spacing"] : [])];
}"""
# 2.4.7: each control shows that it has the focus, by an outline of its own or of what holds it.
_FOCUS: Final = """() => {
  const isMarked = (each) => each && getComputedStyle(each).outlineStyle !== "none" &&
    parseFloat(getComputedStyle(each).outlineWidth) >= 2;
  const showsNone = (each) => {
    each.focus({ preventScroll: true });
    const places = [each, each.closest("label"), each.nextElementSibling?.querySelector(".button")];
    return document.activeElement === each && !places.some(isMarked);
  };
  const all = document.querySelectorAll('a[href], summary, [tabindex="0"], button:enabled,'
    + 'input:enabled:not([type="hidden"]), select:enabled, textarea:enabled');
  return [...all].filter((each) => each.checkVisibility() && showsNone(each))
    .map((each) => `shows no focus: ${each.outerHTML.slice(0, 120)}`);
}"""
# 2.4.11: what has the focus is not wholly under something that stays where it is in the window.
_COVERED: Final = """() => {
  const stays = (each) => ["sticky", "fixed"].includes(getComputedStyle(each).position);
  const over = [...document.querySelectorAll("body *")].filter(stays);
  const isUnder = (each, above) => {
    if (above.contains(each)) { return false; }
    const [own, its] = [each.getBoundingClientRect(), above.getBoundingClientRect()];
    return own.top >= its.top && own.bottom <= its.bottom &&
      own.left >= its.left && own.right <= its.right;
  };
  const isCovered = (each) => {
    each.focus();
    return document.activeElement === each && over.some((above) => isUnder(each, above));
  };
  const all = over.length && document.querySelectorAll('main :is(a[href], summary, select:enabled,'
    + 'button:enabled, input:enabled:not([type="hidden"]), textarea:enabled)');
  const shown = [...(all || [])].filter((each) => each.checkVisibility());
  const ways = [shown, [...shown].reverse()];  // Tab, and Shift+Tab
  const found = new Set(ways.flatMap((way) => way.filter(isCovered)));
  return [...found].map((each) => `focus covered: ${each.outerHTML.slice(0, 120)}`);
}"""
# 1.3.1: a table says what it holds, and each head whether it stands over a column or before a row.
_TABLES: Final = """() => [...document.querySelectorAll("table")].flatMap((table) => [
  ...(table.caption?.innerText.trim() || table.ariaLabel || table.ariaLabelledByElements?.length
    ? [] : [`table without a name: ${table.outerHTML.slice(0, 120)}`]),
  ...[...table.querySelectorAll("th:not([scope])")].map((th) => `head of nothing: ${th.innerText}`),
])"""


@dataclass
class Judgement:
    """What was found in pages."""

    faults: dict[str, list[str]] = field(default_factory=dict)  # by the name of the page
    titles: dict[str, str] = field(default_factory=dict)
    not_first: list[str] = field(default_factory=list)  # refusals that do not have the focus
    _known: set[str] = field(default_factory=set)

    def is_new(self, html: str) -> bool:
        """Return whether what is in the page `html` was not judged yet; menus may differ."""
        main = re.findall(r"<main.*</main>", html, re.DOTALL)
        body = re.sub(_CHANGING, "", main[0])
        known = body in self._known
        self._known.add(body)
        return not known

    def look(self, page: Page, name: str, judge: Callable[[Page], list[str]] | None = None) -> None:
        """Judge `page`, in full where `judge` is not given."""
        page.wait_for_load_state()  # with its looks
        self.titles[name] = page.title()
        picture(page, re.sub(r"\W+", "-", f"judged-{name}"))
        if found := (judge or judged)(page):
            self.faults[name] = found

    def refusal(self, page: Page, name: str) -> None:
        """Judge a form that was refused: what is wrong is to be read first."""
        try:
            expect(page.get_by_role("alert").first).to_be_focused(timeout=PATIENCE)
        except AssertionError:
            self.not_first.append(name)
        self.look(page, name)


@cache
def _axe() -> str:
    """Return axe-core as it comes with the package; it asks the network for nothing."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def judged(page: Page) -> list[str]:
    """Return what is wrong with `page` as it stands, a line for each place.

    Wide and narrow, light and dark; what can be opened is open, and the focus moves.
    """
    found = [*judged_briefly(page), *_seen(page, NARROW, _ALL)]
    page.emulate_media(color_scheme="dark")
    found += _seen(page, WIDE, _CONTRAST)
    page.emulate_media(color_scheme="light")
    found += _seen(page, _SMALLEST)
    page.keyboard.press("Tab")  # from here on the browser shows where the focus is
    for script in (_TABLES, _SPACING, _FOCUS, _COVERED):
        found += page.evaluate(script)
    if "th" != page.get_attribute("html", "lang"):
        found.append("does not say that it is Thai")
    _resize(page, WIDE)
    found += page.evaluate(_COVERED)
    return list(dict.fromkeys(found))


def judged_briefly(page: Page) -> list[str]:
    """Return what axe-core finds in `page`, wide and light; for one most of which was judged."""
    page.emulate_media(reduced_motion="reduce")  # so that no colour is on its way to another
    page.evaluate(_OPEN)
    page.evaluate(_axe())  # past the policy that keeps scripts of others out of the page
    return _seen(page, WIDE, _ALL)


def _seen(page: Page, size: tuple[int, int], rules: dict[str, Any] | None = None) -> list[str]:
    """Return what is wrong in a window of `size`; nothing of axe-core's without `rules`."""
    _resize(page, size)
    pushed = [f"pushed sideways at {size[0]} pixels"] if page.evaluate(_SIDEWAYS) else []
    said: list[str] = [] if rules is None else page.evaluate(_RUN, rules)
    return [*pushed, *said]


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
