"""How the program does on the planted errors: found or missed, and false on clean files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.inspection.pages import open_layout
from planted.books import book_items, make_book, make_table
from planted.checking import said_of, said_of_pages
from planted.day_faults import day_items
from planted.harmless import harmless_drafts
from planted.letters import make_letter, make_memo
from planted.own_letters import letter_types, own_items, own_letters
from planted.page_faults import page_items
from planted.part_faults import part_items
from planted.table_faults import table_items
from planted.text_faults import text_items
from planted.word import docx_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.inspection.pages import Layout
    from planted.checking import Said
    from planted.plans import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the program said of one spoilt file that it did not say of the clean one."""

    item: Item
    new: tuple[Said, ...]

    @property
    def hits(self) -> tuple[Said, ...]:
        """The findings with the right code at the right place."""
        return tuple(
            each
            for each in self.new
            if each.code in self.item.codes and self.item.is_placed(each.where, each.quote)
        )

    def __str__(self) -> str:
        told = [f"      {s.level} {s.code} {s.where}: {s.message}" for s in self.new]
        place = self.item.at or self.item.cells or self.item.sheet_cells
        line = f"{self.item.key} {self.item.codes} {self.item.what} @ {place}"
        return "\n".join([line, *told])


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFile:
    """A file in which nothing is wrong, and what the program said of it."""

    name: str
    all_said: tuple[Said, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said of it, apart from what is true of the printed figures it repeats."""
        known = _KNOWN.get(self.name.partition(".")[0].partition("-")[0], ())
        return tuple(each for each in self.all_said if not _is_known(each, known))


def _is_known(said: Said, known: tuple[tuple[str, str], ...]) -> bool:
    return any(said.code == code and figure in said.message for code, figure in known)


# The figures of the examples are those of real letters, faults and all: code, and the figure.
_KNOWN: Final = {
    "online_market_targets": (
        ("percent-mismatch", "เป็น 60 "),
        ("percent-mismatch", "เป็น 33 "),
        ("percent-mismatch", "เป็น 12 "),
        ("percent-mismatch", "เป็น 23 "),
    ),
    "otop_district_sales": (("outlier", "39,379,250"), ("outlier", "193.71")),
    "otop_monthly_sales": (
        ("outlier", "39,379,250"),
        ("outlier", "193.71"),
        ("duplicate-value", "39,379,250"),
    ),
    "quarter_targets": (
        ("column-total-mismatch", "เป็น 52 "),
        ("column-total-mismatch", "เป็น 104 "),
        ("column-total-mismatch", "เป็น 156 "),
    ),
    "sales_followup": (("outlier", "1,387,214,013"),),
}


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """Return all planted errors, in order."""
    themes = (day_items, part_items, table_items, text_items, book_items, own_items, page_items)
    return tuple(chain.from_iterable(theme() for theme in themes))


@lru_cache(maxsize=1)
def outcomes() -> tuple[Outcome, ...]:
    """Return how the program does on every planted error."""
    with open_layout(wanted=True) as layout:
        return tuple(_outcome(item, layout) for item in items())


def _outcome(item: Item, layout: Layout) -> Outcome:
    before = {(each.code, each.where) for each in _said(item, item.clean, layout)}
    said = _said(item, item.spoilt, layout)
    return Outcome(item=item, new=tuple(x for x in said if (x.code, x.where) not in before))


def _said(item: Item, data: bytes, layout: Layout) -> tuple[Said, ...]:
    if item.laid_out:
        return said_of_pages(data, item.name, layout)
    return said_of(data, item.name)


@lru_cache(maxsize=1)
def clean_files() -> tuple[CleanFile, ...]:
    """Return what the program says of clean files: those of the items, and others."""
    found = {(item.name, item.clean) for item in items() if not item.laid_out}
    ordered = sorted(chain(found, _other_files()))
    return tuple(CleanFile(name=name, all_said=said_of(data, name)) for name, data in ordered)


def _other_files() -> Iterator[tuple[str, bytes]]:
    for seed in range(24):
        for clean in (make_letter(seed), make_memo(seed)):
            yield f"{clean.draft.name}.docx", docx_of(clean.draft)
    for draft in harmless_drafts():
        yield f"{draft.name}.docx", docx_of(draft)
    for kind in ("sales", "scores", "counts"):
        for seed in range(900, 906):
            book = make_book(seed, make_table(seed, kind))
            yield book.name, book.xlsx()
    for letter_type in letter_types():
        for number, data in enumerate(own_letters(letter_type)[:3]):
            yield f"{letter_type}-{number}.docx", data
