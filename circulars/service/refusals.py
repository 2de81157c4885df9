"""Why the service does not do something: a finding, and the kind of answer it is."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from circulars.model.errors import CircularsError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping


class RefusedError(CircularsError):
    """The service refuses what was asked; `status` is that of the answer."""

    def __init__(
        self,
        *findings: Finding,
        status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(*findings)
        self.status = status
        self.headers = dict(headers or {})

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.findings, {"status": self.status, "headers": self.headers}


def not_found(what: str, where: str) -> RefusedError:
    """Return the refusal of what is not there, or is another office's: nobody learns which."""
    return RefusedError(
        Finding(
            code="service-not-found",
            where=where,
            message=f"ไม่พบ{what}",
            hint="ตรวจที่อยู่ของหน้า หรือกลับไปหน้าแรกแล้วเลือกใหม่",
        ),
        status=HTTPStatus.NOT_FOUND,
    )


def forbidden(where: str) -> RefusedError:
    """Return the refusal of what the role of the actor does not allow."""
    return RefusedError(
        Finding(
            code="service-forbidden",
            where=where,
            message="บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้",
            hint="ขอสิทธิ์จากผู้ดูแลระบบของสำนักงาน",
        ),
        status=HTTPStatus.FORBIDDEN,
    )
