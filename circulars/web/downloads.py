"""Files as answers: their media types, their names, and how the API describes them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi.responses import FileResponse, Response

if TYPE_CHECKING:
    from pathlib import Path

_ANY: Final = "application/octet-stream"
BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
# Source: IANA media types; ECMA-376 for those of Word and Excel.
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".toml": "application/toml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def file_answer(path: Path, *, name: str = "") -> FileResponse:
    """Return the file at `path`, to be saved as `name`; no browser opens it as a page of ours."""
    return FileResponse(
        path,
        filename=name or path.name,
        media_type=MEDIA_TYPES.get(path.suffix, _ANY),
        headers={"Cache-Control": "private, no-store"},
    )


def bytes_answer(content: bytes, name: str) -> Response:
    """Return `content` as a file to be saved as `name`; its ending says what it is."""
    saved = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": saved, "Cache-Control": "private, no-store"}
    return Response(
        content, media_type=MEDIA_TYPES.get(PurePath(name).suffix, _ANY), headers=headers
    )


def files_said(status: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of an answer that is a file."""
    content: dict[str, Any] = dict.fromkeys((*MEDIA_TYPES.values(), _ANY), BINARY)
    content[MEDIA_TYPES[".json"]] = {"schema": {"type": "object"}}  # manifest.json
    return {status: {"description": "The file.", "content": content}}
