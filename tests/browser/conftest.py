"""The service running, Chromium, and pages that a test fails by when something is wrong in them.

Every module here says `pytestmark = pytest.mark.xdist_group("browser")`: one server, one browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import NARROW, WIDE, Window, open_browser, open_window, picture, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from serving import Server


@pytest.fixture(scope="session", autouse=True)
def _lent_workers(lent_workers: None) -> None:
    """Have every service here begin with the processes of one that is over."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the running service: one person on this machine, the office of Phayao."""
    with serve(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="package")  # its event loop must not outlive the tests in the browser
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    with open_browser() as running:
        yield running


@pytest.fixture
def open_page(server: Server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page: `size` in pixels, `scripts`, `url` of another server.

    The test fails on errors of scripts, on faults of the server (5xx), and on a request that
    goes to another place than the service.
    """
    windows: list[Window] = []

    def opened(
        *, size: tuple[int, int] = WIDE, scripts: bool = True, url: str = server.url
    ) -> Page:
        windows.append(open_window(browser, url, size=size, scripts=scripts))
        return windows[-1].page

    yield opened
    for window in windows:
        window.page.context.close()
    assert [] == [fault for window in windows for fault in window.faults]


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return an empty page, 1280 pixels wide; paths such as ``/register`` go to the service."""
    return open_page()


@pytest.fixture
def narrow(open_page: Callable[..., Page]) -> Page:
    """Return an empty page as wide as a telephone, 390 pixels."""
    return open_page(size=NARROW)


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Return a function that keeps a picture of a page to look at: ``shot(page, "register")``."""
    return picture
