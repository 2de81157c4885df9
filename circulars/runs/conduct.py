"""The course of a run: drafts, numbers, letters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby, islice
from typing import TYPE_CHECKING, Final, Protocol

from circulars.batch import sha256
from circulars.checks import settled
from circulars.model.errors import FormError, LetterHeldError
from circulars.model.findings import Finding
from circulars.model.run import Draft, Item, State
from circulars.outputs import Stems
from circulars.runs.findings import gathered, of_workbook
from circulars.runs.numbers import Held, given_serial, hold_numbers, undated
from circulars.runs.rows import TableFindings, table_findings
from circulars.runs.twice import without_double_numbers
from circulars.runs.work import Share, Sketch, draft_share, make_share, shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from circulars.inputs import Prepared
    from circulars.runs.engines import Done, Engine
    from circulars.runs.numbers import Clock
    from circulars.runs.plan import Plan
    from circulars.runs.store import ItemStore

_SKETCH: Final = 50  # letters drafted at a time: a few milliseconds each
_SHARE: Final = 20  # letters made at a time without PDF


class Watcher(Protocol):
    """Who looks on while a run goes its way."""

    def begin(self, phase: str, total: int) -> None:
        """Hear that `total` letters are to be worked on."""

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Hear that `count` more of them are done, the last of them `letter`."""


@dataclass(frozen=True, kw_only=True)
class Conductor:
    """One process that leads a run; others only draft and make."""

    run: Path  # the run's own folder, in that of the results
    plan: Plan
    books: Sequence[Prepared]
    watcher: Watcher
    clock: Clock

    @property
    def letters(self) -> int:
        """How many letters the run has."""
        return sum(len(book.composer) for book in self.books)

    def draft_all(self, engine: Engine) -> list[Item]:
        """Return an item for each letter: with number and name, or held back.

        Numbers are taken for all of them at once.  Raises :exc:`CircularsError` where nothing
        can be made at all: then no number is taken.
        """
        self.watcher.begin("ร่างหนังสือ", self.letters)
        drafts: list[Draft] = []
        for done in engine.run(draft_share, self._sketches()):
            if done.result is None:
                raise LetterHeldError(_lost(f"หนังสือฉบับที่ {done.task.first + 1} เป็นต้นไป", done.lost))
            drafts += done.result
            self.watcher.advance(len(done.result))
        drafts.sort(key=lambda draft: draft.place)
        drafts = self._without_bad_rows(drafts)
        if not self.plan.takes_numbers:
            drafts = without_double_numbers(self.books[0].letter_type, drafts)
        self._refuse_hopeless(drafts)
        return self._items(drafts, self._numbers(drafts))

    def make_all(self, store: ItemStore, engine: Engine) -> None:
        """Make the letters that are waiting, and record each; a faulty one leaves the others be.

        Those on which LibreOffice or a process died are tried once more, alone.
        """
        self.watcher.begin("ทำหนังสือ", store.counts()[State.WAITING])
        for done in engine.run(make_share, self._shares(store, engine)):
            self._record(store, done)
        for item in store.waiting():
            share = self._share([item], is_last_try=True)
            for done in engine.run(make_share, [share]):
                self._record(store, done)

    def forget_damaged(self, store: ItemStore) -> None:
        """Have letters made again whose files are no longer as they were recorded."""
        lost = (i for i in store.all() if i.state is State.MADE and not self._is_whole(i))
        for item in lost:
            store.record([replace(item, state=State.WAITING, files=())])

    def findings(self, found: Iterable[tuple[str, Sequence[Finding]]]) -> tuple[Finding, ...]:
        """Return what was `found` in letters and what in their tables, the weightiest first.

        What holds back the letters of single rows is told with those letters, and not again.
        """
        named = zip(self._tables, self.plan.sources, strict=True)
        tables = [f if self._is_one else of_workbook(f, s.name) for t, s in named for f in t.shared]
        return settled((*gathered(found), *tables), self.books[0].composer.office.levels)

    def whose(self, letter: Draft | Item) -> str:
        """Return what tells a letter from the others of the run: recipient, workbook, or both."""
        return letter.recipient if self._is_one else f"{letter.workbook} {letter.recipient}".strip()

    @property
    def _is_one(self) -> bool:
        """Whether all letters come from one workbook."""
        return len(self.books) == 1

    @cached_property
    def _tables(self) -> tuple[TableFindings, ...]:
        return tuple(map(table_findings, self.books))

    def _sketches(self) -> Iterator[Sketch]:
        for number, (book, first) in enumerate(zip(self.books, self._firsts, strict=True)):
            for start in range(0, len(book.composer), _SKETCH):
                places = range(start, min(start + _SKETCH, len(book.composer)))
                yield Sketch(
                    run=self.run,
                    book=number,
                    workbook=self.plan.sources[number].name,
                    first=first,
                    places=places,
                    faulty=self._tables[number].faulty,
                )

    @cached_property
    def _firsts(self) -> list[int]:
        """Return the place of each workbook's first letter among all letters."""
        return [*accumulate((len(book.composer) for book in self.books[:-1]), initial=0)]

    def _without_bad_rows(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return the drafts, those held back whose own figures have a fault."""
        bad = {
            first + place: findings
            for tables, first in zip(self._tables, self._firsts, strict=True)
            for place, findings in tables.of_letters.items()
        }
        return [
            replace(draft, findings=(*bad[draft.place], *draft.findings), is_held=True)
            if draft.place in bad
            else draft
            for draft in drafts
        ]

    def _refuse_hopeless(self, drafts: Sequence[Draft]) -> None:
        """Raise why no letter of the run can be made, where none can."""
        everything = tuple(dict.fromkeys(f for draft in drafts for f in draft.findings))
        faults = [draft.fault for draft in drafts if draft.fault]
        if len(faults) == len(drafts):
            raise faults[0](*everything)
        found = self.findings((self.whose(draft), draft.findings) for draft in drafts)
        if any(tables.of_all for tables in self._tables) or all(d.is_held for d in drafts):
            raise LetterHeldError(*found)
        going = [draft for draft in drafts if not draft.is_held]
        numbered = [each for each in going if self.plan.takes_numbers or given_serial(each)]
        if self.plan.numbering and (missing := undated(numbered)):
            raise FormError(*missing)

    def _numbers(self, drafts: Sequence[Draft]) -> Mapping[int, Held]:
        if self.plan.numbering is None:
            return {}
        sources = self.plan.sources
        wanted = [(sources[self._book(d.place)].identity, d) for d in drafts if not d.is_held]
        kind = self.books[0].letter_type
        return hold_numbers(self.plan.numbering, kind, wanted, self.clock)

    def _items(self, drafts: Iterable[Draft], numbers: Mapping[int, Held]) -> list[Item]:
        stems = Stems()
        several = not self._is_one
        return [_item(draft, numbers.get(draft.place), stems, several) for draft in drafts]

    def _shares(self, store: ItemStore, engine: Engine) -> Iterator[Share]:
        """Yield the waiting letters in shares of one workbook, small enough for all workers."""
        left = store.counts()[State.WAITING]
        size = 1 if self.plan.pdf else max(1, min(_SHARE, left // (2 * engine.workers)))
        for _, items in groupby(store.waiting(), key=lambda item: self._book(item.place)):
            while chunk := [*islice(items, size)]:
                yield self._share(chunk)

    def _share(self, items: Sequence[Item], *, is_last_try: bool = False) -> Share:
        book = self._book(items[0].place)
        return Share(
            run=self.run,
            book=book,
            first=self._firsts[book],
            items=tuple(items),
            faulty=self._tables[book].faulty,
            is_last_try=is_last_try,
        )

    def _book(self, place: int) -> int:
        """Return which workbook the letter at `place` comes from."""
        return bisect_right(self._firsts, place) - 1

    def _record(self, store: ItemStore, done: Done[Share, tuple[Item, ...]]) -> None:
        items = done.result
        if items is None:
            state = State.HELD if done.task.is_last_try else State.WAITING
            items = tuple(
                replace(item, state=state, findings=(_lost(self.whose(item), done.lost),))
                for item in done.task.items
            )
        store.record(items)
        over = sum(item.state is not State.WAITING for item in items)
        self.watcher.advance(over, items[-1].stem)

    def _is_whole(self, item: Item) -> bool:
        folder = shelf(self.run, item.place)
        try:
            return all(sha256((folder / f.name).read_bytes()) == f.sha256 for f in item.files)
        except OSError:
            return False


def _item(draft: Draft, held: Held | None, stems: Stems, several: bool) -> Item:
    item = Item(
        place=draft.place,
        workbook=draft.workbook,
        recipient=draft.recipient,
        addressee=draft.addressee,
        subject=draft.subject,
        sender=draft.sender,
        findings=draft.findings,
        state=State.HELD if draft.is_held else State.WAITING,
    )
    if draft.reference is None:
        return item
    reference = replace(draft.reference, serial=held.serial) if held else draft.reference
    workbook = draft.workbook.rpartition(".")[0] if several else ""
    return replace(
        item,
        number=str(reference) if reference.serial else "",
        serial=reference.serial,
        date=reference.date,
        owner=held.owner if held else "",
        stem=""
        if draft.is_held
        else stems.stem(reference, draft.subject, draft.recipient, workbook),
        key=held.key if held else "",
    )


def _lost(where: str, reason: str) -> Finding:
    return Finding(
        code="letter-lost",
        where=where or "หนังสือ",
        message=reason,
        hint="สั่ง circulars generate เดิมอีกครั้งเมื่อเครื่องว่าง หรือลดจำนวนงานพร้อมกันด้วย --jobs",
    )
