"""A new letter type on disk: the folder appears whole or not at all, and nothing is overwritten."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.model.errors import DocumentError, OutputError, reason_of
from circulars.model.findings import Finding
from circulars.paths import is_there

if TYPE_CHECKING:
    from circulars.authoring.model import Authored


def write_type(folder: Path, authored: Authored) -> list[Path]:
    """Return the files of the new type, written into `folder`, which must not be there yet.

    Raises :exc:`OutputError` when it is, or when it cannot be written.
    """
    if is_there(folder):
        raise OutputError(_taken(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".circulars-", dir=folder.parent))
        try:
            for name, content in authored.files.items():
                (aside / name).write_bytes(content)
            aside.chmod(0o755)
            aside.rename(folder)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(_refused(folder, error)) from None
    return [folder / name for name in authored.files]


def read_letter_file(path: Path) -> bytes:
    """Return the bytes of the old letter; :exc:`DocumentError` when it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "ชื่อแฟ้มใช้ไม่ได้"
        raise DocumentError(
            Finding(
                code="file-unreadable",
                where=str(path),
                message=f"เปิดแฟ้มไม่ได้: {reason}",
                hint="ตรวจชื่อแฟ้มและสิทธิ์ แล้วสั่งใหม่",
            )
        ) from None


def _taken(folder: Path) -> Finding:
    return Finding(
        code="output-exists",
        where=str(folder),
        message="มีโฟลเดอร์หรือแฟ้มชื่อนี้อยู่แล้ว จึงไม่เขียนทับ",
        hint="ตั้งชื่ออื่น หรือระบุที่อื่นด้วย -o",
    )


def _refused(folder: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(folder),
        message=f"เขียนแบบหนังสือไม่ได้: {reason_of(error)}",
        hint="ตรวจสิทธิ์และเนื้อที่ว่าง หรือระบุที่อื่นด้วย -o",
    )
