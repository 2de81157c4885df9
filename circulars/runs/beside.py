"""What all files beside the letters share: they are whole or not there, and say what is missing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_or_gone(target: Path) -> Iterator[None]:
    """Remove `target` when the block that writes it fails."""
    try:
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def unreadable(name: str, reason: str) -> Finding:
    """Return the finding about the made file `name`; `reason` says in Thai what is wrong."""
    return Finding(
        code="made-file-unreadable",
        where=name,
        message=f"แฟ้มที่ทำไว้แล้วอ่านกลับมาไม่ได้: {reason}",
        hint="อย่าย้าย ลบ หรือแก้แฟ้มระหว่างที่ยังทำไม่เสร็จ แล้วสั่ง circulars resume อีกครั้ง",
    )
