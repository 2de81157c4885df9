"""What goes over the pipe between the service and a process: so much, and in so much time."""

from __future__ import annotations

import os
import struct
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

# Bytes of one answer: a file of the largest size that is taken in, and what is said of it.
MOST: Final = 64_000_000
_MOST_PARTS: Final = 1000  # a text, and files
_NUMBER: Final = struct.Struct("!I")
_AT_ONCE: Final = 1_000_000  # bytes


class TooLongError(Exception):
    """Nothing came in time."""


class TooLargeError(Exception):
    """An answer would have more bytes than any that is one."""


def send(pipe: Connection, parts: Sequence[bytes]) -> None:
    """Send an answer; OSError where nobody waits for it, :exc:`TooLargeError` for none."""
    if sum(map(len, parts)) > MOST or len(parts) > _MOST_PARTS:
        raise TooLargeError
    sizes = struct.pack(f"!{len(parts)}I", *map(len, parts))
    for part in (_NUMBER.pack(len(parts)) + sizes, *parts):
        left = memoryview(part)
        while left:
            left = left[os.write(pipe.fileno(), left) :]


def receive(pipe: Connection, until: float) -> list[bytes]:
    """Return the next answer, all of which is to come `until` this time (time.monotonic).

    Raises :exc:`TooLongError`, :exc:`TooLargeError`, and EOFError where the process ended.
    """
    (count,) = _NUMBER.unpack(_read(pipe, _NUMBER.size, until))
    if count > _MOST_PARTS:
        raise TooLargeError
    sizes = struct.unpack(f"!{count}I", _read(pipe, count * _NUMBER.size, until))
    if sum(sizes) > MOST:
        raise TooLargeError
    return [_read(pipe, size, until) for size in sizes]


def _read(pipe: Connection, size: int, until: float) -> bytes:
    come = bytearray()
    while len(come) < size:
        if not pipe.poll(max(0.0, until - time.monotonic())):
            raise TooLongError
        part = os.read(pipe.fileno(), min(size - len(come), _AT_ONCE))
        if not part:
            raise EOFError
        come += part
    return bytes(come)
