"""LibreOffice kept warm between printers, in a process that asks for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from circulars.layout.converter import TRIES, Converter

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Keeper:
    """Keeps one converter, where it is to, and lends it to one printer at a time."""

    def __init__(self) -> None:
        self.keeps = False
        self._kept: Converter | None = None

    @contextmanager
    def lent(self, tries: int) -> Iterator[Converter]:
        """Lend the converter that is kept; a new one, ended after, where it is lent or not kept."""
        if not self.keeps:
            with Converter(tries=tries) as own:
                yield own
            return
        converter, self._kept = self._kept or Converter(), None
        converter.tries = tries
        try:
            yield converter
        finally:
            self._take_back(converter)

    def _take_back(self, converter: Converter) -> None:
        if self._kept is None:
            self._kept = converter
        else:  # that of a printer inside this one's block came back first
            converter.close()

    def let_go(self) -> None:
        """End LibreOffice, if it is kept and not lent."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


_KEEPER = _Keeper()


def keep_warm() -> None:
    """Have this process keep LibreOffice for the next printer; for one thread of it.

    What is printed is the same: a converter lays out any number of letters one after another,
    and is replaced when it is worn.
    """
    _KEEPER.keeps = True


def let_go() -> None:
    """End the LibreOffice that is kept; the next printer starts another."""
    _KEEPER.let_go()


@contextmanager
def lent_converter(*, tries: int = TRIES) -> Iterator[Converter]:
    """Lend a converter to the block, that which is kept where this process keeps one."""
    with _KEEPER.lent(tries) as converter:
        yield converter
