"""Which of the files that a job made is meant by a kind of file."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from circulars.model.findings import Finding
from circulars.runs.finish import ARCHIVE, PRINT_RUN
from circulars.service.refusals import RefusedError
from circulars.web.downloads import BINARY, MEDIA_TYPES

if TYPE_CHECKING:
    from starlette.requests import Request

    from circulars.service.jobs.orders import Job


class FileKind(StrEnum):
    """A kind of file to answer with."""

    PDF = "pdf"
    DOCX = "docx"
    ZIP = "zip"


_MEDIA: Final = {MEDIA_TYPES[f".{kind}"]: kind for kind in FileKind}
_FOR_ALL: Final = {FileKind.PDF: PRINT_RUN, FileKind.ZIP: ARCHIVE}
# For the description of an answer that can be the file itself.
AS_FILE: Final[dict[str, Any]] = {"content": dict.fromkeys(_MEDIA, BINARY)}


def kind_asked(request: Request) -> FileKind | None:
    """Return the kind of file that the request accepts before all others; None for the job."""
    first = request.headers.get("accept", "").split(",")[0].split(";")[0].strip().lower()
    return _MEDIA.get(first)


def made_file(job: Job, kind: FileKind) -> str:
    """Return the name of the one file of `kind` that `job` made.

    Of many letters that is the print run or the archive.  Raises :exc:`RefusedError` where
    there is none, or not one that stands for all.
    """
    for_all = _FOR_ALL.get(kind)
    if for_all in job.files:
        return str(for_all)
    found = [name for name in job.files if name.endswith(f".{kind}")]
    if len(found) == 1:
        return found[0]
    raise RefusedError(
        Finding(
            code="service-no-file",
            where=f"as={kind}",
            message=f"งานนี้มีแฟ้ม .{kind} {len(found)} แฟ้ม จึงไม่มีแฟ้มเดียวที่จะตอบ",
            hint="ขอเป็น zip หรือดูรายชื่อแฟ้มของงานที่ /api/v1/jobs/" + job.id,
        ),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )
