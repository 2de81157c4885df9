"""Browsers in which somebody logged in before: their tries are counted by themselves.

So who knows a login cannot keep its owner out by wrong passwords.  Source: OWASP, "Slow Down
Online Guessing Attacks with Device Cookies".
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Final

from itsdangerous import Signer
from sqlalchemy import select

from circulars.service.accounts.keys import digest
from circulars.service.accounts.tables import ACCOUNTS

if TYPE_CHECKING:
    from circulars.service.accounts.access import Access

_MOST: Final = 5  # people of an office who log in at the same computer
_LONGEST: Final = 1000  # characters of a cookie; five marks have some 330


def marked(access: Access, account: str, cookie: str) -> str:
    """Return the cookie of a browser in which `account` has logged in; it had `cookie` before.

    It opens nothing, counts for this account alone, and for none after a new password.
    """
    with access.storage.reading() as connection:
        kept = connection.execute(select(ACCOUNTS.c.hash).where(ACCOUNTS.c.id == account)).scalar()
    device = secrets.token_urlsafe(12)
    own = f"{device}:{_signature(access, account, str(kept), device)}"
    others = (mark for mark in _marks(cookie) if not _is_of(access, account, str(kept), mark))
    return ".".join([own, *others][:_MOST])


def known_device(access: Access, account: str, kept: str, cookie: str) -> str:
    """Return which browser has `cookie`, if `account` logged in there with the password of `kept`.

    Empty where it is forged, of another account, or of a former password.
    """
    own = (mark for mark in _marks(cookie) if kept and _is_of(access, account, kept, mark))
    return next(own, "").partition(":")[0]


def _marks(cookie: str) -> list[str]:
    return cookie[:_LONGEST].split(".")[:_MOST] if cookie else []


def _is_of(access: Access, account: str, kept: str, mark: str) -> bool:
    device, _, signature = mark.partition(":")
    expected = _signature(access, account, kept, device).encode()
    return hmac.compare_digest(expected, signature.encode("utf-8", "surrogatepass"))


def _signature(access: Access, account: str, kept: str, device: str) -> str:
    signer = Signer(access.secret, salt=b"circulars device")
    said = f"{account} {digest(kept)} {device}".encode("utf-8", "surrogatepass")
    return signer.get_signature(said).decode("ascii")
