"""Missing names are collected, so that one run reports all of them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from contextvars import Token
    from types import FrameType, TracebackType


@dataclass(frozen=True, slots=True)
class MissingName:
    """A name that a template asks for and the letter does not have."""

    name: str
    owner_keys: tuple[str, ...] = ()  # names there are where it was looked for; () at the top
    line: int | None = None  # of the template, where it was wanted


_collected: ContextVar[dict[MissingName, None] | None] = ContextVar("missing_names", default=None)


class _Collecting:
    """A block inside of which missing names are gathered; quick, for each part of each letter."""

    __slots__ = ("_token",)
    _token: Token[dict[MissingName, None] | None]

    def __enter__(self) -> dict[MissingName, None]:
        found: dict[MissingName, None] = {}
        self._token = _collected.set(found)
        return found

    def __exit__(self, *_: object) -> None:
        _collected.reset(self._token)


def collect_missing() -> AbstractContextManager[dict[MissingName, None]]:
    """Give the dict that gathers, in order, the names found missing inside the block."""
    return _Collecting()


def template_line(traceback: TracebackType | None = None) -> int | None:
    """Return the line of the template that is running, or that an error passed through."""
    found = None
    if traceback is None:
        frame = inspect.currentframe()
        while frame is not None and found is None:
            found = _line(frame, frame.f_lineno)
            frame = frame.f_back
    while traceback is not None:
        found = _line(traceback.tb_frame, traceback.tb_lineno) or found
        traceback = traceback.tb_next
    return found


def _line(frame: FrameType, number: int) -> int | None:
    """Return the template's line for line `number` of the Python that Jinja made of it."""
    template = frame.f_globals.get("__jinja_template__")
    return None if template is None else int(template.get_corresponding_lineno(number))


class RecordingUndefined(Undefined):
    """A missing value: notes its name when used, and then prints and counts as nothing."""

    __slots__ = ()

    def record(self) -> None:
        """Add the missing name to those of the running :func:`collect_missing` block."""
        found = _collected.get()
        if found is not None and self._undefined_name is not None:
            owner = self._undefined_obj
            keys = tuple(map(str, owner)) if isinstance(owner, Mapping) else ()
            found[MissingName(str(self._undefined_name), keys, template_line())] = None

    def _chain(self, *_args: Any, **_kwargs: Any) -> RecordingUndefined:
        self.record()
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._chain()

    def __str__(self) -> str:
        self.record()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __bool__(self) -> bool:
        self.record()
        return False

    def __iter__(self) -> Iterator[Any]:
        self.record()
        return iter(())

    def __len__(self) -> int:
        self.record()
        return 0

    # Jinja says that these never return; here they go on, so that all names are found.
    __call__ = __getitem__ = _chain  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _chain  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _chain  # type: ignore[assignment]
    __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _chain  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = _chain  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        self.record()
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._undefined_name)
