"""Passwords: kept as argon2 hashes, compared in the same time whoever asks."""

from __future__ import annotations

import os
import threading
import unicodedata
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from circulars.model.findings import Finding
from circulars.service.work.refusals import busy

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST: Final = 10  # characters
MOST: Final = 200  # so that nobody has the service work on megabytes
_FEWEST_DIFFERENT: Final = 4
_HASHER = PasswordHasher()  # argon2id, RFC 9106's parameters for little memory
_TURNS = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))  # each takes 64 MiB
# Strangers whose password is looked at or waits for its turn; more would take all threads, which
# answer everybody else.
_STRANGERS: Final = 16
_ROOM: Final = threading.BoundedSemaphore(_STRANGERS)
# Of ten characters and more, from the public lists of leaked passwords, and runs of keys on both
# keyboards (Kedmanee and Latin).
_COMMON: Final = frozenset(
    {
        *("1234567890", "0123456789", "12345678910", "123456789a", "1234567891", "9876543210"),
        *("0987654321", "qwertyuiop", "1q2w3e4r5t", "q1w2e3r4t5", "1qaz2wsx3edc", "asdfghjkl;"),
        *("qwerty12345", "qwerty123456", "password12", "password123", "password1234"),
        *("passw0rd123", "p@ssw0rd123", "administrator", "admin12345", "admin123456"),
        *("iloveyou123", "letmein1234", "welcome123", "welcome1234", "changeme123"),
        *("thailand123", "thailand2568", "thailand2569", "circulars123", "ๆไำพะัีรนย", "ฟหกดเ้่าสว"),
    }
)


@contextmanager
def room(*, is_known: bool) -> Iterator[None]:
    """Have a password looked at in the block; :exc:`RefusedError` (503) behind too many strangers.

    Who comes by a browser that is known waits behind those, and is not refused.
    """
    if is_known:
        yield
        return
    if not _ROOM.acquire(blocking=False):
        raise busy()
    try:
        yield
    finally:
        _ROOM.release()


def hash_of(password: str) -> str:
    """Return what is kept of `password`."""
    with _TURNS:
        return _HASHER.hash(_plain(password))


def is_right(kept: str, password: str) -> bool:
    """Return whether `password` is the one of which `kept` is the hash.

    It takes as long where nothing is kept, so that nobody learns which accounts there are.
    """
    try:
        with _TURNS:
            return _HASHER.verify(kept or _nobodys(), _plain(password[: MOST + 1])) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Return whether the hash was made with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def refusals(password: str, *, login: str) -> tuple[Finding, ...]:
    """Return why `password` is not taken for the account `login`; nothing where it is."""
    plain = _plain(password)
    if len(plain) < LEAST:
        return (_weak(f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {LEAST} ตัวอักษร"),)
    if len(plain) > MOST:
        return (_weak(f"รหัสผ่านยาวเกินไป มีได้ไม่เกิน {MOST} ตัวอักษร"),)
    if login and login.casefold() in plain.casefold():
        return (_weak("รหัสผ่านมีชื่อเข้าใช้อยู่ในนั้น"),)
    if plain.casefold() in _common() or len(set(plain)) < _FEWEST_DIFFERENT:
        return (_weak("รหัสผ่านนี้เดาได้ง่าย"),)
    return ()


@cache
def _common() -> frozenset[str]:
    return frozenset(map(_plain, _COMMON))


def _plain(password: str) -> str:
    """Return the one form of what different keyboards send for the same letters."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode("utf-8")


@cache
def _nobodys() -> str:
    return _HASHER.hash(os.urandom(16).hex())


def _weak(message: str) -> Finding:
    return Finding(
        code="password-weak",
        where="รหัสผ่าน",
        message=message,
        hint=f"ตั้งอย่างน้อย {LEAST} ตัวอักษร เช่น คำสามสี่คำที่ไม่เกี่ยวกัน",
    )
