"""What the pages tell about a letter type: what its check found, its form, its cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from circulars.approving import Changed
    from circulars.model.findings import Finding
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.previewing import Case

# A tag, or one end of one; no tag holds the beginning of another, so that nothing is read twice.
_TAG: Final = re.compile(
    r"(\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|\{\{|\{%|\}\}|%\})", re.DOTALL
)
LONGEST_QUOTE: Final = 2_000  # characters of a paragraph
MOST_FINDINGS: Final = 300  # on one page, the weightiest


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFacts:
    """A letter type with the form that its template asks for, and the cases of its preview."""

    kind: LetterType
    fields: tuple[FieldSpec, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChecked:
    """What the check of a letter type found."""

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]  # of the paragraphs that findings are about, by place
    kind: LetterType | None  # None where letter.toml is at fault
    facts: TypeFacts | None  # None where the template is at fault, too

    @property
    def is_sound(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not any(finding.level is Level.BLOCK for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph: plain text, a tag, or a tag that a finding is about."""

    text: str
    is_tag: bool = False
    is_meant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """One place of a template with all that was found there."""

    where: str
    quote: tuple[Stretch, ...]  # the paragraph; empty where the place is none
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The weightiest level among its findings."""
        return min((finding.level for finding in self.findings), key=list(Level).index)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMade:
    """One letter, or one run, of a test preview."""

    name: str
    title: str
    folder: Path
    pages: tuple[str, ...]  # names of images in its folder
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDifference:
    """In what a letter type differs from the one that is published, by the name of the text."""

    passages: Mapping[str, tuple[tuple[Changed, ...], ...]]
    findings: tuple[Finding, ...] = ()  # why a text could not be compared

    @property
    def is_any(self) -> bool:
        """Whether any text differs."""
        return any(self.passages.values())


def by_place(checked: TypeChecked) -> tuple[PlaceFound, ...]:
    """Return the findings by their places, the places of the weightiest first."""
    grouped: dict[str, list[Finding]] = {}
    for finding in checked.findings[:MOST_FINDINGS]:
        grouped.setdefault(finding.where, []).append(finding)
    return tuple(
        PlaceFound(where=at, quote=quoted(checked.texts.get(at, ""), found), findings=tuple(found))
        for at, found in grouped.items()
    )


def quoted(text: str, findings: list[Finding]) -> tuple[Stretch, ...]:
    """Return `text` in stretches, with the tags that the messages of `findings` quote as meant.

    >>> [s.text for s in quoted("เรียน {{ เรียน }}", [])]
    ['เรียน ', '{{ เรียน }}']
    """
    messages = " ".join(finding.message for finding in findings)
    return tuple(
        Stretch(part, is_tag=bool(place % 2), is_meant=bool(place % 2) and part in messages)
        for place, part in enumerate(_TAG.split(text))
        if part
    )
