"""The broken templates: one fault each, and some with five, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from support import TEMPLATES

from broken_templates.block_faults import BLOCK_KINDS
from broken_templates.look_faults import LOOK_KINDS
from broken_templates.opened import UnsuitableError, opened, place_of
from broken_templates.part_faults import PART_KINDS
from broken_templates.tag_faults import TAG_KINDS
from broken_templates.type_faults import TYPE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from broken_templates.opened import Opened
    from broken_templates.plans import Kind, Told

KINDS: Final[tuple[Kind, ...]] = (
    *TAG_KINDS, *BLOCK_KINDS, *PART_KINDS, *LOOK_KINDS, *TYPE_KINDS,
)  # fmt: skip
BASES: Final = tuple(sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir()))
_FIVES: Final = 12  # templates with five faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A finding that must be told, its place in words."""

    code: str
    where: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One broken template."""

    key: str
    kinds: tuple[Kind, ...]
    seed: str

    def __str__(self) -> str:
        """Return its name in the list of tests."""
        return self.key

    def write(self, folder: Path) -> tuple[Path, tuple[Wanted, ...]]:
        """Write it into `folder`; return its own folder and what must be told of it.

        The first type for which all faults have a place is taken, in the order of the seed.
        """
        random = Random(self.seed)
        for base in random.sample(BASES, len(BASES)):
            try:
                spoilt, told = _spoilt(base, self.kinds, f"{self.seed} {base}")
            except UnsuitableError:
                continue
            return spoilt.write(folder / self.key), tuple(map(_wanted, told))
        raise UnsuitableError(self.key)


def _spoilt(base: str, kinds: tuple[Kind, ...], seed: str) -> tuple[Opened, list[Told]]:
    spoilt = opened(base, Random(seed))
    return spoilt, [told for each in kinds for told in each.edit(spoilt)]


def _wanted(told: Told) -> Wanted:
    where = told.at if isinstance(told.at, str) else place_of(told.at)
    return Wanted(code=told.code, where=where, says=told.says)


def items() -> Iterator[Item]:
    """Yield every broken template, the same ones each time."""
    for each in KINDS:
        for number in range(1, each.count + 1):
            key = f"{each.name}-{number}"
            yield Item(key=key, kinds=(each,), seed=key)
    for number in range(1, _FIVES + 1):
        key = f"five-{number}"
        yield Item(key=key, kinds=five_kinds(Random(key)), seed=key)


def five_kinds(random: Random) -> tuple[Kind, ...]:
    """Return five kinds of fault that one template can have together."""
    chosen: list[Kind] = []
    for each in random.sample(KINDS, len(KINDS)):
        taken = {other.apart for other in chosen if other.apart}
        if not each.is_alone and each.apart not in taken:
            chosen.append(each)
    return tuple(chosen[:5])
