"""The log: one JSON object a line, of requests and faults, never of what is in a letter.

No bodies, no query strings, no names of files or people: paths are told by their pattern.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from circulars.service.places import new_id
from circulars.service.tracing import set_request_id

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from circulars.web.metrics import Metrics
    from circulars.web.security.door import Entry

_LOG: Final = logging.getLogger("circulars.requests")
HEADER: Final = b"x-request-id"
_OTHERS: Final = "(none)"  # the pattern of paths that lead nowhere
# What a record may say beside time, level and message.
_SAID: Final = (
    "request",
    "route",
    "method",
    "status",
    "ms",
    "office",
    "account",
    "task",
    "job",
    "error",
    "places",
)


class Watched:
    """Logs and counts each request, and gives it an id that its answer tells."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and note it when its answer is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, start, status = new_id(), time.perf_counter(), 500
        set_request_id(request)
        scope.setdefault("state", {})["request_id"] = request

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER, request.encode())]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            self._note(scope, request, status, time.perf_counter() - start)

    def _note(self, scope: Scope, request: str, status: int, seconds: float) -> None:
        route, method = route_of(scope), scope["method"]
        self._metrics.count(route, method, status, seconds)
        entry: Entry | None = scope.get("state", {}).get("entry")
        actor = entry.actor if entry else None
        _LOG.log(
            logging.ERROR if status >= 500 else logging.INFO,  # RFC 9110, 15.6
            "request",
            extra={
                "request": request,
                "route": route,
                "method": method,
                "status": status,
                "ms": round(seconds * 1000),
                "office": actor.office if actor else "",
                "account": actor.account if actor else "",
            },
        )


def route_of(scope: Scope) -> str:
    """Return the pattern of the path that was asked for: "/jobs/{job}"."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path
    return "/static" if scope["path"].startswith("/static/") else _OTHERS


class JsonFormatter(logging.Formatter):
    """Makes a record one line of JSON, of its message and what of it may be said."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error by its kind alone: its message may be of a letter."""
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in _SAID if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__qualname__
        return json.dumps(told, ensure_ascii=False)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Have what the service says go to standard error; uvicorn's own lines too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    for name in ("circulars", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
    logging.getLogger("uvicorn.access").disabled = True  # it tells whole addresses
