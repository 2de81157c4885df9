"""What other systems are told when something is refused: problem details, with findings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Self

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.model.findings import Finding

PROBLEM: Final = "application/problem+json"
# What people and systems read first.  Source: the meanings in RFC 9110 §15, in an office's words.
TITLES: Final = {
    HTTPStatus.BAD_REQUEST: "คำขออ่านไม่ได้",
    HTTPStatus.UNAUTHORIZED: "ต้องเข้าสู่ระบบก่อน",
    HTTPStatus.FORBIDDEN: "ไม่มีสิทธิ์",
    HTTPStatus.NOT_FOUND: "ไม่พบ",
    HTTPStatus.METHOD_NOT_ALLOWED: "ที่อยู่นี้ไม่รับคำสั่งแบบนี้",
    HTTPStatus.CONFLICT: "ขัดกับที่มีอยู่",
    HTTPStatus.GONE: "ไม่มีหรืออ่านไม่ได้แล้ว",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "ใหญ่เกินไป",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "ไม่รับแฟ้มชนิดนี้",
    HTTPStatus.UNPROCESSABLE_ENTITY: "ทำไม่ได้จากข้อมูลที่ส่งมา",
    HTTPStatus.TOO_MANY_REQUESTS: "ขอถี่เกินไป",
    HTTPStatus.INTERNAL_SERVER_ERROR: "ระบบขัดข้อง",
    HTTPStatus.SERVICE_UNAVAILABLE: "ยังทำให้ไม่ได้ในขณะนี้",
}


class FindingAnswer(BaseModel):
    """One finding: what is wrong, where, and the way out."""

    model_config = ConfigDict(title="Finding")

    code: str = Field(description="Stable; docs/checks.md lists them.", examples=["not-ordered"])
    level: Level = Field(description="`block` holds a letter back; others do not.")
    where: str = Field(description="Sheet and cell, field, paragraph, page or parameter.")
    message: str = Field(description="One Thai sentence.")
    hint: str = Field(description="The way out, in Thai.")

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Return `finding` as the API says it."""
        return cls.model_validate({k: writable(v) for k, v in finding.as_dict().items()})


class Problem(BaseModel):
    """Why a request was refused; extends the problem details of RFC 9457 by `findings`."""

    type: str = Field(description="The code of the first finding.", examples=["urn:circulars:x"])
    title: str = Field(description="What kind of refusal it is, in Thai.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="The first finding's message, in Thai.")
    findings: list[FindingAnswer] = Field(description="All faults at once.")
    instance: str | None = Field(
        None, description="Of a fault of the service: names it in its log."
    )


def title_of(status: int) -> str:
    """Return in Thai what kind of refusal `status` is.

    >>> title_of(404)
    'ไม่พบ'
    """
    kind = HTTPStatus.INTERNAL_SERVER_ERROR if status >= 500 else HTTPStatus.BAD_REQUEST
    return TITLES.get(HTTPStatus(status), TITLES[kind])


def writable(text: str) -> str:
    r"""Return `text` with half characters, which no file and no answer can hold, made visible.

    >>> writable("ก\ud800")
    'ก�'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def problem(
    status: int,
    findings: Sequence[Finding],
    headers: Mapping[str, str] | None = None,
    *,
    instance: str | None = None,
) -> Response:
    """Return the answer that refuses with `findings`."""
    first = findings[0]
    said = Problem(
        type=f"urn:circulars:{first.code}",
        title=title_of(status),
        status=status,
        detail=writable(first.message),
        findings=[FindingAnswer.of(each) for each in findings],
        instance=instance,
    )
    return Response(
        said.model_dump_json(exclude_none=True), status, {**(headers or {})}, media_type=PROBLEM
    )
