"""Taking over the lines of an older register in one transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from circulars.model.errors import RegisterError
from circulars.model.findings import Finding
from circulars.register import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.register.book_keeping import Clerk
    from circulars.register.entries import Book, Entry


def take_over(clerk: Clerk, placed: Sequence[tuple[str, Entry]]) -> tuple[Entry, ...]:
    """Add `placed` lines, each with its place in the older register; each book counts on.

    Raises :exc:`RegisterError` with every number that stands twice or has a line already.
    """
    books: dict[Book, list[tuple[str, Entry]]] = defaultdict(list)
    for place, entry in placed:
        books[entry.number.book].append((place, entry))
    doubles: list[Finding] = []
    for book in sorted(books):
        row = clerk.book(book, new_year=True)
        found = [*_doubles(books[book], rows.serials_of(clerk.connection, row))]
        doubles += found
        if not found:
            lines = [entry for _, entry in books[book]]
            clerk.add(row, lines, "import")
            rows.raise_counter(clerk.connection, row, max(line.number.serial for line in lines))
    if doubles:
        raise RegisterError(*doubles)
    return tuple(entry for _, entry in placed)


def _doubles(placed: Sequence[tuple[str, Entry]], known: set[int]) -> Iterator[Finding]:
    first: dict[int, str] = {}
    for place, entry in placed:
        serial = entry.number.serial
        if serial in known or serial in first:
            where = f"ที่ {first[serial]}" if serial in first else "ในทะเบียนแล้ว"
            yield Finding(
                code="number-taken",
                where=place,
                message=f"เลข {entry.number} มีอยู่{where}",
                hint="ลบหรือแก้แถวที่ซ้ำ ยังไม่ได้นำเข้าแถวใด",
            )
        first.setdefault(serial, place)
