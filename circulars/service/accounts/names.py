"""What people may be called here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from circulars.model.findings import Finding

_LOGIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{1,38})[a-z0-9]")
_LONGEST: Final = 150  # characters: names of Thai offices are long


def login_of(text: str) -> str:
    """Return a login as it is compared: without blanks around, in small letters.

    >>> login_of(" Malee ")
    'malee'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def login_refusals(login: str) -> tuple[Finding, ...]:
    """Return why nobody can log in as `login`; nothing where it will do.

    >>> login_refusals("malee.p"), len(login_refusals("มาลี"))
    ((), 1)
    """
    if _LOGIN.fullmatch(login):
        return ()
    return (
        Finding(
            code="account-login",
            where="ชื่อเข้าใช้",
            message="ชื่อเข้าใช้ใช้ไม่ได้",
            hint="ใช้อักษรอังกฤษตัวเล็ก ตัวเลข จุด ขีด 3 ถึง 40 ตัว ขึ้นต้นและลงท้ายด้วยอักษรหรือตัวเลข",
        ),
    )


def name_refusals(name: str, *, where: str) -> tuple[Finding, ...]:
    """Return why `name` cannot be shown to people; nothing where it will do."""
    shown = all(unicodedata.category(letter)[0] != "C" for letter in name)
    if name.strip() and name == name.strip() and len(name) <= _LONGEST and shown:
        return ()
    return (
        Finding(
            code="account-name",
            where=where,
            message=f"{where}ว่าง ยาวเกินไป หรือมีอักขระที่มองไม่เห็น",
            hint=f"พิมพ์ใหม่ 1 ถึง {_LONGEST} ตัวอักษร ไม่มีช่องว่างหัวท้าย",
        ),
    )
