"""Taking in a file that somebody sent: how large, of what kind, and nothing of its name trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class UploadKind(StrEnum):
    """What a file may be, by its content."""

    LETTER = "docx"
    WORKBOOK = "xlsx"
    TEXT = "txt"
    IMAGE = "png"
    TOML = "toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was taken in."""

    kind: UploadKind
    name: str  # safe to show and to use as a file name; ends with the kind's ending
    path: Path
    size: int  # bytes
    sha256: str  # hex digits


def take_in(content: bytes, name: str, folder: Path, *, kinds: Collection[UploadKind]) -> Upload:
    """Return the file, written whole into `folder`, of one of `kinds`.

    Raises :exc:`RefusedError` for what is too large, of another kind, has macros, or would
    unpack to something enormous.
    """
    raise NotImplementedError
