"""A hurried reader held back: nothing is done to a page before its scripts run.

A program clicks as soon as it sees a button, which may be before the script that makes more of
it was loaded; people are slower.  What a button does without scripts is tested by itself.
"""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import Locator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DONE_TO_A_PAGE: Final = (
    "check",
    "click",
    "dblclick",
    "fill",
    "focus",
    "press",
    "press_sequentially",
    "set_input_files",
)
_SLOWEST: Final = float(os.environ.get("CIRCULARS_SLOW", "0"))
"""Seconds by which each answer may be late, to find tests that are right by luck alone."""


@contextmanager
def patience() -> Iterator[None]:
    """Have all that is done to pages wait until their scripts were run."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _DONE_TO_A_PAGE:
            patch.setattr(Locator, name, _patient(getattr(Locator, name)))
        yield


def _patient(act: Callable[..., Any]) -> Callable[..., Any]:
    def acts(locator: Locator, *args: Any, **options: Any) -> Any:
        locator.wait_for(state="attached", timeout=options.get("timeout"))
        locator.page.wait_for_load_state("domcontentloaded")  # modules were run before it
        return act(locator, *args, **options)

    return acts


def slowed(app: Any) -> Any:
    """Return `app`, answering later by up to `CIRCULARS_SLOW` seconds, where that is set."""

    async def late(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(random.uniform(0, _SLOWEST))
        await app(scope, receive, send)

    return late if _SLOWEST else app
