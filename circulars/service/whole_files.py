"""Files of the service that appear whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.batch import write_aside
from circulars.service.places import new_id

if TYPE_CHECKING:
    from pathlib import Path


def put_whole(path: Path, content: bytes) -> None:
    """Write `content` as the file `path`, in the place of what may be there, in one step."""
    aside = path.with_name(f".{new_id()}")
    try:
        write_aside(aside, content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
