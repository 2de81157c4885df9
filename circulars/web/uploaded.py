"""Files that a request brought along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import UploadFile


def content_of(file: UploadFile, limit: int) -> bytes:
    """Return the content of `file`; of one larger than `limit` so much that it is seen to be."""
    return file.file.read(limit + 1)
