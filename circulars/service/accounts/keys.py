"""Secrets: the service's own key, and those it hands out, of which it keeps only the hash."""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from circulars.model.errors import reason_of
from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from pathlib import Path


def new_key() -> str:
    """Return a new secret of 256 bits, in characters that an address may have."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """Return what is kept of a secret; nobody finds 256 random bits by trying.

    >>> digest("circ_x")[:8]
    '77e04d78'
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def own_secret(path: Path) -> bytes:
    """Return the key that the service signs with, made where there is none yet."""
    try:
        if not path.exists():
            aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(new_key())
            try:
                os.link(aside, path)  # whole, and only where nobody was quicker
            except FileExistsError:
                pass
            finally:
                aside.unlink()
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(unusable(str(path), reason_of(error))) from error


def unusable(place: str, reason: str) -> Finding:
    """Return the finding that the data folder, or a file of it, cannot be read or written."""
    return Finding(
        code="service-data-folder",
        where=place,
        message=f"ใช้โฟลเดอร์ข้อมูลไม่ได้: {reason}",
        hint="ให้ผู้ใช้ที่สั่งบริการอ่านและเขียนโฟลเดอร์นี้ได้ หรือระบุโฟลเดอร์อื่นด้วย --data",
    )
