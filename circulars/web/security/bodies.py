"""How much one request may send."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import Request

from circulars.model.findings import Finding
from circulars.web.faults import answer
from circulars.web.security.door import is_at_door

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

WITHOUT_FILES: Final = 1_000_000  # bytes of a form or of JSON
FIELDS: Final = 2000  # of a form: the parser takes a second for a million empty ones
AT_THE_DOOR: Final = 50_000  # bytes from somebody who is not in yet: a login has some hundred
_FORM: Final = "application/x-www-form-urlencoded"
FILES: Final = 3  # uploads of the largest size in one request


class _TooLargeError(Exception):
    """More came than the request may send."""


class BodyLimit:
    """Answers 413 to a request that sends too much, whether it says so or not."""

    def __init__(self, app: ASGIApp, *, upload_limit: int) -> None:
        self._app = app
        self._with_files = FILES * upload_limit + WITHOUT_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or let the request go on with its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        limit = self._with_files if kind.startswith("multipart/") else WITHOUT_FILES
        if is_at_door(scope["path"]):
            limit = AT_THE_DOOR
        said = headers.get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            await _refuse(scope, receive, send, limit)
        else:
            fields = FIELDS if kind == _FORM else limit
            await _Counted(self._app, limit, fields)(scope, receive, send)


class _Counted:
    """One request whose body is counted while it comes."""

    def __init__(self, app: ASGIApp, limit: int, fields: int) -> None:
        self._app = app
        self._limit = limit
        self._most_fields = fields
        self._come = 0
        self._fields = 0
        self._begun = False

    @property
    def _is_over(self) -> bool:
        return self._come > self._limit or self._fields > self._most_fields

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receiving() -> Message:
            message = await receive()
            body = message.get("body", b"")
            self._come += len(body)
            self._fields += body.count(b"&")
            if self._is_over:
                raise _TooLargeError
            return message

        async def sending(message: Message) -> None:
            if self._is_over and not self._begun:
                return  # whatever the endpoint makes of half a body
            self._begun = True
            await send(message)

        try:
            await self._app(scope, receiving, sending)
        except _TooLargeError:
            if self._begun:
                raise
        if self._is_over and not self._begun:
            await _refuse(scope, receive, send, self._limit)


async def _refuse(scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    finding = Finding(
        code="service-body-too-large",
        where="คำขอ",
        message=f"ส่งมามากเกินไป รับได้ครั้งละไม่เกิน {limit / 1_000_000:g} ล้านไบต์",
        hint="แบ่งส่งทีละแฟ้ม หรือลบภาพที่ไม่ใช้ออกจากแฟ้ม",
    )
    headers = {"Connection": "close"}  # the rest is not read
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    await answer(Request(scope), status, (finding,), headers)(scope, receive, send)
