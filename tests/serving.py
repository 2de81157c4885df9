"""What the tests in a browser share: the service as it runs, and Debian's Chromium before it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import uvicorn
from patience import patience, slowed
from playwright.sync_api import expect, sync_playwright
from support import EXAMPLES

from circulars.service.places import FIRST_OFFICE, DataFolder, OfficeFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route

# The day of the printed letter of the example: what the service proposes is known.
START: Final = dt.datetime(2025, 3, 11, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
WIDE: Final = (1280, 900)
NARROW: Final = (390, 844)
PATIENCE: Final = 60_000  # milliseconds; the computer may have more to do than this
WAIT: Final = 240_000  # the same where LibreOffice has something to do; it may have to start
_DRAWN: Final[dict[str, bytes]] = {}  # pictures of letter types by their names
_CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    url: str  # without a stroke at its end
    data: DataFolder

    @property
    def office(self) -> OfficeFolder:
        """The folder of its first office."""
        return self.data.office(FIRST_OFFICE)


@contextmanager
def serve(data: Path, **settings: Any) -> Iterator[Server]:
    """Run the service over the folder `data` in a thread, with the example office of Phayao.

    Its clock starts in the morning of 11 March 2025.
    """
    folder = DataFolder(data)
    profile = folder.office(FIRST_OFFICE).profile
    if not profile.exists():
        profile.parent.mkdir(parents=True)
        shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    # Named as TCP, as the command does: asyncio sends small answers at once on such alone.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        settings = {"address": url, **settings}
        app = slowed(create_app(Settings(data=data, **settings), clock=_running_clock()))
        with (
            _pictures(folder.office(FIRST_OFFICE)),
            _in_a_thread(uvicorn.Server(uvicorn.Config(app, log_level="warning")), door),
        ):
            yield Server(url, folder)


@contextmanager
def _pictures(office: OfficeFolder) -> Iterator[None]:
    """Lend `office` the pictures of letter types that earlier services made, and keep its own."""
    folder = office.cache / "types"  # a picture is called by the hash of what it was made from
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _DRAWN.items():
        (folder / name).write_bytes(content)
    yield
    _DRAWN.update({path.name: path.read_bytes() for path in folder.glob("*.png")})


def _running_clock() -> Any:
    """Return a clock that shows `START` now, and goes on."""
    began = time.monotonic()
    return lambda: START + dt.timedelta(seconds=time.monotonic() - began)


@contextmanager
def _in_a_thread(server: uvicorn.Server, door: socket.socket) -> Iterator[None]:
    """Run `server` on the socket `door` while the block runs."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service did not start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        assert not thread.is_alive(), "the service did not end"


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium; the test fails where there is none, and says what to install."""
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if program is None:
        pytest.fail("ยังไม่มี Chromium: sudo apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright, patience():
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


@dataclass  # without slots: Playwright remembers its handlers in it
class Window:
    """A page of the browser, and what went wrong in it."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors of scripts, faults of the server, and requests that go elsewhere."""
        self.page.context.route("**/*", self._only_here)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._answered)

    def _only_here(self, route: Route) -> None:
        if route.request.url.startswith((f"{self.url}/", "data:", "blob:")):
            route.continue_()
        else:
            self.faults.append(f"asks elsewhere: {route.request.url}")
            route.abort()

    def _said(self, message: ConsoleMessage) -> None:
        # refusals (4xx) are answers that a test may want; the console calls them errors too
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(message.text)

    def _answered(self, response: Response) -> None:
        missing = response.status == 404 and "/static/" in response.url
        # 503 asks to come again: the pictures of letter types are made one after the other
        if missing or (response.status >= 500 and response.status != 503):
            self.faults.append(f"{response.status} {response.url}")


def open_window(
    browser: Browser, url: str, *, size: tuple[int, int] = WIDE, scripts: bool = True
) -> Window:
    """Return a window of `size` in pixels, with nothing remembered; `scripts`: JavaScript runs."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
        accept_downloads=True,
        reduced_motion="reduce",  # else a page that still scrolls moves buttons away from clicks
    )
    context.set_default_timeout(PATIENCE)
    window = Window(context.new_page(), url)
    window.watch()
    return window


def fits(page: Page) -> bool:
    """Return whether nothing stands out of the page sideways, once it is there with its looks."""
    page.wait_for_load_state()
    is_narrow: bool = page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return is_narrow


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder CIRCULARS_SCREENSHOTS, where that is set."""
    if folder := os.environ.get("CIRCULARS_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
