"""A file that is written once and never over another (แฟ้มใหม่)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import OutputError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path


def write_new(out: Path, content: bytes, what: str) -> None:
    """Write `content` to the new file `out`, whole or not at all; `what` it is called in messages.

    Raises :exc:`OutputError` where there is a file already, or none can be.
    """
    is_begun = False
    try:
        with out.open("xb") as file:
            is_begun = True
            file.write(content)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "ชื่อแฟ้มใช้ไม่ได้"
        if is_begun:
            out.unlink(missing_ok=True)
        raise OutputError(
            Finding(
                code="output-unwritable",
                where=str(out),
                message=f"เขียน{what}ไม่ได้: {reason} จึงไม่ได้เขียนอะไรไว้",
                hint="ตั้งชื่ออื่นด้วย -o หรือลบแฟ้มเดิมเอง แฟ้มที่มีอยู่แล้วจะไม่ถูกเขียนทับ",
            )
        ) from error
