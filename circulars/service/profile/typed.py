"""The profile as it is typed on the page: every part a text, rows that may still be empty."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ROWS: Final = 200  # of one kind; more is no form that somebody fills in
_NUMBER: Final = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTyped:
    """One line under a signature."""

    post: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryTyped:
    """Somebody who signs."""

    key: str = ""
    name: str = ""
    authority: tuple[LineTyped, ...] = (LineTyped(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTyped:
    """A further unit of the office."""

    key: str = ""
    unit: str = ""
    group: str = ""
    phone: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTyped:
    """A word that the office writes another way."""

    wrong: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTyped:
    """All parts of the profile; where one has several lines, so has its text."""

    issuer: str = ""
    province: str = ""
    letterhead: str = ""
    address: str = ""
    unit: str = ""
    group: str = ""
    phone: str = ""
    slogan: str = ""
    code: str = ""  # of the reference number
    number: str = ""
    circular_space: bool = False
    emblem: str = "paper"  # or "image"; empty: neither
    emblem_file: str = ""
    signatories: tuple[SignatoryTyped, ...] = (SignatoryTyped(),)
    units: tuple[UnitTyped, ...] = ()
    closed: str = ""
    opened: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)  # by code
    words: str = ""
    spelling: tuple[WordTyped, ...] = ()


_LISTS: Final = {"signatories": SignatoryTyped, "units": UnitTyped, "spelling": WordTyped}
_TEXTS: Final = tuple(
    part.name
    for part in fields(ProfileTyped)
    if part.name not in {*_LISTS, "checks", "circular_space"}
)
_CHECK: Final = "checks."


def typed_from(pairs: Iterable[tuple[str, str]]) -> ProfileTyped:
    """Return what a form sends: the names of its inputs are places such as ``units.0.key``.

    What is no part of a profile is left out.

    >>> typed_from([("issuer", "จังหวัดพะเยา"), ("units.4.key", "ก")]).units[0].key
    'ก'
    """
    said = dict(pairs)
    parts: dict[str, Any] = {name: said.get(name, "") for name in _TEXTS}
    parts |= {name: _rows(said, name, kind) for name, kind in _LISTS.items()}
    return ProfileTyped(
        **parts,
        circular_space=said.get("circular_space") == "yes",
        checks={
            name.removeprefix(_CHECK): level
            for name, level in said.items()
            if name.startswith(_CHECK) and level
        },
    )


def _rows(said: Mapping[str, str], name: str, kind: type[Any]) -> tuple[Any, ...]:
    """Return the rows called `name` in the order of their numbers."""
    made = []
    for number in _numbers(said, name):
        place = f"{name}.{number}"
        parts: dict[str, Any] = {
            part.name: said.get(f"{place}.{part.name}", "")
            for part in fields(kind)
            if part.name != "authority"
        }
        if kind is SignatoryTyped:
            parts["authority"] = _rows(said, f"{place}.authority", LineTyped)
        made.append(kind(**parts))
    return tuple(made)


def _numbers(said: Mapping[str, str], name: str) -> list[int]:
    found = {
        int(first)
        for place in said
        if place.startswith(f"{name}.")
        and _NUMBER.fullmatch(first := place[len(name) + 1 :].partition(".")[0])
    }
    return sorted(found)[:_ROWS]


def tidied(typed: ProfileTyped) -> ProfileTyped:
    """Return the same without spaces at the ends, and without rows in which nothing stands."""
    texts: dict[str, Any] = {name: _lines(getattr(typed, name)) for name in _TEXTS}
    return replace(
        typed,
        **texts,
        signatories=tuple(map(_signatory, filter(_says, typed.signatories))),
        units=tuple(map(_stripped, filter(_says, typed.units))),
        spelling=tuple(map(_stripped, filter(_says, typed.spelling))),
    )


def _says(row: Any) -> bool:
    return any(
        any(map(_says, value)) if isinstance(value, tuple) else value.strip()
        for value in (getattr(row, part.name) for part in fields(row))
    )


def _stripped(row: Any) -> Any:
    texts = {part.name: getattr(row, part.name) for part in fields(row)}
    return replace(row, **{n: v.strip() for n, v in texts.items() if isinstance(v, str)})


def _signatory(row: SignatoryTyped) -> SignatoryTyped:
    lines = tuple(map(_stripped, filter(_says, row.authority)))
    stripped: SignatoryTyped = _stripped(row)
    return replace(stripped, authority=lines)


def _lines(text: str) -> str:
    lines = (line.strip() for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(filter(None, lines))


def after(typed: ProfileTyped, deed: str) -> ProfileTyped:
    """Return the form after a button for rows: ``add units``, ``up signatories.2``.

    Of ``add``, ``remove``, ``up`` and ``down``; what makes no sense changes nothing.
    """
    wish, _, place = deed.partition(" ")
    name, *more = place.split(".")
    if name not in _LISTS:
        return typed
    rows = getattr(typed, name)
    if name == "signatories" and more[1:2] == ["authority"]:
        return replace(typed, signatories=_in_signatory(rows, more, wish))
    changed: dict[str, Any] = {name: _after(rows, wish, more[:1], _LISTS[name]())}
    return replace(typed, **changed)


def _in_signatory(
    rows: tuple[SignatoryTyped, ...], more: list[str], wish: str
) -> tuple[SignatoryTyped, ...]:
    return tuple(
        replace(row, authority=_after(row.authority, wish, more[2:3], LineTyped()))
        if str(number) == more[0]
        else row
        for number, row in enumerate(rows)
    )


def _after(rows: tuple[Any, ...], wish: str, at: list[str], empty: Any) -> tuple[Any, ...]:
    if wish == "add":
        return (*rows, empty)[:_ROWS]
    place = int(at[0]) if at and _NUMBER.fullmatch(at[0]) else len(rows)
    if place >= len(rows):
        return rows
    others = [*rows[:place], *rows[place + 1 :]]
    if wish in {"up", "down"}:
        others.insert(max(0, place + (1 if wish == "down" else -1)), rows[place])
        return tuple(others)
    return tuple(others) if wish == "remove" else rows
