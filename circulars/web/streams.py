"""Streams of events: each holds a connection open, so nobody has more than a few at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from fastapi.responses import StreamingResponse

from circulars.model.findings import Finding
from circulars.service.jobs.repeats import whose
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import Receive, Scope, Send

    from circulars.service.people import Actor

MOST_EACH: Final = 8  # of one person: pages of jobs that are open in their browsers
MOST_OFFICE: Final = 60
MOST: Final = 300  # of the service
_AGAIN: Final = "5"  # seconds until a place may be free


class Streams:
    """The places for streams; used in the event loop alone."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many streams are open."""
        return self._taken[""]

    @contextmanager
    def place(self, actor: Actor) -> Iterator[None]:
        """Hold a place for `actor`; :exc:`RefusedError` (429) where there is none left."""
        own = f"{actor.office} {whose(actor)}"
        limits = {own: MOST_EACH, actor.office: MOST_OFFICE, "": MOST}
        if any(self._taken[name] >= most for name, most in limits.items()):
            headers = {"Retry-After": _AGAIN}
            raise RefusedError(_too_many(), status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
        self._taken.update(limits.keys())
        try:
            yield
        finally:
            self._taken.subtract(limits.keys())
            self._taken += Counter()  # without those that have none


STREAMS: Final = Streams()


class EventStream(StreamingResponse):
    """An answer of server-sent events that takes a place while it is sent."""

    def __init__(self, events: AsyncIterator[str], actor: Actor) -> None:
        super().__init__(
            events,
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        self._actor = actor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events; refuse before anything is sent where there is no place."""
        with STREAMS.place(self._actor):
            await super().__call__(scope, receive, send)


def _too_many() -> Finding:
    return Finding(
        code="service-streams-many",
        where="งานทำหนังสือ",
        message="เปิดหน้าความคืบหน้าของงานค้างไว้พร้อมกันหลายหน้าเกินไป",
        hint="หน้านี้ยังใช้ได้ และถามความคืบหน้าเองทุกสามวินาที ปิดหน้างานอื่นที่ไม่ได้ดูแล้วจะเร็วขึ้น",
    )
