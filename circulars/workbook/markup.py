"""XML parts read as a stream, so that a big sheet is never in memory as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

_CHUNK: Final = 1 << 18  # bytes; beyond the processor's cache it gets slower


def feed(
    part: IO[bytes],
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any],
    text: Callable[[str], Any],
) -> None:
    """Call `start`, `end` and `text` with what `part` holds, in its order.

    Names of elements are their namespace, a blank, and the name in it.  Document types have
    been refused before, when the package was opened.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    while chunk := part.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
