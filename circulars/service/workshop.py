"""The workshop: processes that work on what strangers sent, each task with its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from circulars.service.settings import Settings

R = TypeVar("R")


class Workshop:
    """Does tasks in processes of their own; may be shared by threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def do(self, task: Callable[..., R], *given: Any, seconds: float | None = None) -> R:
        """Return what `task` gives for `given`, all of which can be sent to another process.

        Raises the :exc:`CircularsError` that the task raises, and :exc:`RefusedError` where it
        takes more than its time or memory.
        """
        return task(*given)

    def close(self) -> None:
        """End the processes."""
