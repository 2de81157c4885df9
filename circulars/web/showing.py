"""Pages from the templates in html/, always escaped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from circulars.model.findings import Finding
from circulars.service.page_hints import for_page
from circulars.web.modules import modules_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.service.people import Actor, Capability

HTML: Final = Path(__file__).parent / "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nav:
    """An entry of the menu; a module of pages has one as `NAV` where the menu leads to it."""

    title: str
    path: str
    place: int  # from the left
    needs: Capability | None = None


@cache
def environment() -> Environment:
    """Return the environment of the pages: strict about missing names, always escaped."""
    pages = Environment(
        loader=FileSystemLoader(HTML),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["for_page"] = _for_page
    return pages


def _for_page(findings: Iterable[Finding | dict[str, str]]) -> list[Finding | dict[str, str]]:
    """Return the findings with hints for a page; refusals come as other systems are told them."""
    return [for_page(each) if isinstance(each, Finding) else each for each in findings]


def render(template: str, *, status: HTTPStatus = HTTPStatus.OK, **said: Any) -> HTMLResponse:
    """Return the page that `template` makes of what is `said`."""
    return HTMLResponse(environment().get_template(template).render(said), status_code=status)


def menu(actor: Actor) -> list[Nav]:
    """Return the entries of the menu that `actor` may use, from the left."""
    entries = (getattr(module, "NAV", None) for module in modules_of("pages"))
    shown = (e for e in entries if e is not None and (e.needs is None or actor.may(e.needs)))
    return sorted(shown, key=lambda entry: entry.place)
