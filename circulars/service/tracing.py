"""Which request a thread works for, and who asks it.

By the one what is said and what is logged can be matched; by the other nobody takes all turns.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from circulars.service.places import new_id

if TYPE_CHECKING:
    from types import TracebackType

_REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
_ASKER: Final[ContextVar[str]] = ContextVar("asker", default="")


def request_id() -> str:
    """Return the id of the request that this thread works for; a new one where there is none."""
    return _REQUEST.get() or new_id()


def set_request_id(request: str) -> None:
    """Have what follows in this context be known as done for `request`."""
    _REQUEST.set(request)


def asker() -> str:
    """Return who has asked for what this thread does; empty where there is only one."""
    return _ASKER.get()


def set_asker(asker: str) -> None:
    """Have what follows in this context be known as asked by `asker`."""
    _ASKER.set(asker)


def places_of(trace: TracebackType | None) -> str:
    """Return where an error came by, without its message or a line of source.

    Those may be of a letter: a template is source too.
    """
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(places)
