"""A PDF written from front to back: nothing of it stays in memory but where its objects are."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import BinaryIO

# Source of the comment with four high bytes: PDF 32000-1, 7.5.2, file header.
_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PLACE_BYTES: Final = 5  # of an offset in the file, up to 1 TB
_REMEMBERED: Final = 10_000  # objects that may come again: those of some 700 letters


class PdfStream:
    """Writes the objects of one PDF to `out`; :meth:`close` ends it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._place = 0
        self._places = array("Q", [0])  # by number of the object; there is no object 0
        self._numbers: OrderedDict[bytes, int] = OrderedDict()  # by digest of what is written
        self._digest = hashlib.sha256()
        self._write(_HEADER)

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, number: int, body: bytes) -> None:
        """Write `body` as the object `number`."""
        self._places[number] = self._place
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def shared(self, body: bytes) -> int:
        """Return the number of an object that says `body`, written where there is none yet.

        What has not come for long is forgotten, and written again when it comes.
        """
        digest = hashlib.sha256(body).digest()
        number = self._numbers.get(digest)
        if number is None:
            self.put(number := self.reserve(), body)
            self._numbers[digest] = number
            if len(self._numbers) > _REMEMBERED:
                self._numbers.popitem(last=False)
        self._numbers.move_to_end(digest)
        return number

    def close(self, *, root: int, info: int) -> None:
        """Write where the objects are, the catalogue being `root`; the identifier is a digest.

        Source: PDF 32000-1, 7.5.8, cross-reference streams, and 14.4, file identifiers.
        """
        number = self.reserve()
        start = self._places[number] = self._place
        rows = bytearray()
        for place in self._places:
            rows += b"%c%b\0" % (bool(place), place.to_bytes(_PLACE_BYTES, "big"))
        packed = zlib.compress(rows)
        digest = self._digest.hexdigest()[:32].encode()
        entries = b"/Type /XRef /Size %d /W [ 1 %d 1 ] /Filter /FlateDecode" % (
            number + 1,
            _PLACE_BYTES,
        )
        ends = b"/Root %d 0 R /Info %d 0 R /ID [ <%b> <%b> ]" % (root, info, digest, digest)
        self.put(number, stream_body(b"%b %b" % (entries, ends), packed))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, content: bytes) -> None:
        self._out.write(content)
        self._digest.update(content)
        self._place += len(content)


def stream_body(entries: bytes, content: bytes) -> bytes:
    """Return a stream object: the `entries` of its dictionary without its length, its bytes."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)
