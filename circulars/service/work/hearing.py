"""What a task says while it works, to whoever waits for it in another process."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Hear = Callable[[Any], None]


def _nobody(_said: Any) -> None:
    """Hear nothing."""


_HEARS: Final[ContextVar[Hear]] = ContextVar("hears", default=_nobody)


def say(said: Any) -> None:
    """Have whoever waits for this task hear what is `said`: where it is, and that it lives."""
    _HEARS.get()(said)


@contextmanager
def heard(hear: Hear) -> Iterator[None]:
    """Have `hear` called with all that the block says."""
    token = _HEARS.set(hear)
    try:
        yield
    finally:
        _HEARS.reset(token)
