"""Answers of the processes as text, of which the service takes nothing but values.

A process that a stranger's file has taken over may answer anything.  Pickle would let it name a
function for the service to call, or change what a class of the service says.  Here it can name
frozen dataclasses, enums and errors of this project alone; they are not called, but what is in
the answer is laid into their fields.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from http import HTTPStatus
from importlib import import_module
from itertools import chain
from operator import attrgetter
from pathlib import Path, PosixPath
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Step = Callable[[Any], Any]  # of a part of a value
    Parted = Callable[[Any, Step], Iterable[Any]]
    Made = Callable[[Sequence[Any], Step], Any]

_OURS: Final = ("circulars.", "thai_numerals.")
_AS_IS: Final = frozenset({str, int, float, bool, type(None)})


class NotPlainError(ValueError):
    """What is to be sent is no plain value, or what has come stands for none."""


def to_parts(value: Any) -> list[bytes]:
    """Return `value` as text, and the files in it; :exc:`NotPlainError` where it may not be sent.

    >>> to_parts((1, Decimal("2.50"), b"PNG"))
    [b'["tuple",1,["Decimal","2.50"],["bytes",1]]', b'PNG']
    """
    sent = _Sent()
    text = json.dumps(sent.plain(value), ensure_ascii=False, separators=(",", ":"))
    sent.parts[0] = text.encode("utf-8", "surrogatepass")
    return sent.parts


def from_parts(parts: Sequence[bytes]) -> Any:
    """Return the value of which `parts` were made; :exc:`NotPlainError` for any others.

    >>> from_parts([b'["tuple",1,["Decimal","2.50"],["bytes",1]]', b"PNG"])
    (1, Decimal('2.50'), b'PNG')
    """
    try:
        text = parts[0].decode("utf-8", "surrogatepass")
        return _Come(parts).value(json.loads(text))
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise NotPlainError(type(error).__name__) from error


class _Sent:
    """One value on its way out."""

    def __init__(self) -> None:
        self.parts = [b""]  # the text, then files

    def plain(self, value: Any) -> Any:
        """Return `value` as JSON has it: all but text and numbers a list, first what it is."""
        kind: Any = type(value)
        if kind in _AS_IS:
            return value
        if kind is bytes:
            self.parts.append(value)
            return ["bytes", len(self.parts) - 1]
        return [*_parted(kind)(value, self.plain)]


class _Come:
    """One value on its way in."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = parts

    def value(self, plain: Any) -> Any:
        """Return what `plain` stands for."""
        if type(plain) in _AS_IS:
            return plain
        name, *parts = plain
        if type(plain) is not list or type(name) is not str:
            raise NotPlainError(type(name).__name__)
        if name == "bytes":
            return bytes(self._parts[parts[0]])
        return (_MADE.get(name) or _maker(name))(parts, self.value)


@cache
def _parted(kind: Any) -> Parted:
    """Return what takes a value of `kind` apart: its name, then its parts."""
    if kind in _SENT:
        return _SENT[kind]
    name = f"{kind.__module__}:{kind.__qualname__}"
    if _named(name) is not kind:
        raise NotPlainError(name)
    if issubclass(kind, Enum):
        return lambda value, _plain: (name, value.name)
    if issubclass(kind, CircularsError):
        return lambda error, plain: (
            name,
            *map(plain, (getattr(error, "status", None), *error.findings)),
        )
    names = [field.name for field in fields(kind)]
    if len(names) == 1:  # of which attrgetter gives no tuple
        return lambda value, plain: (name, plain(getattr(value, names[0])))
    parts = attrgetter(*names)
    return lambda value, plain: (name, *map(plain, parts(value)))


@cache
def _maker(name: str) -> Made:
    """Return what makes a value of the class called `name` from its parts."""
    kind = _named(name)
    if issubclass(kind, Enum):
        return lambda parts, _value: kind.__members__[parts[0]]
    if issubclass(kind, CircularsError):
        return lambda parts, value: _error(kind, *map(value, parts))
    names = [field.name for field in fields(kind)]

    def made(parts: Sequence[Any], value: Step) -> Any:
        one = object.__new__(kind)
        for name, part in zip(names, parts, strict=True):
            object.__setattr__(one, name, value(part))
        return one

    return made


def _named(name: str) -> type[Any]:
    """Return the class called `name`: :exc:`NotPlainError` for all that is no value of ours."""
    module, _, kind = name.partition(":")
    steps = (*module.split("."), kind)
    # __main__ would begin the command.
    if not module.startswith(_OURS) or any(each.startswith("__") for each in steps):
        raise NotPlainError(name)
    try:
        found = vars(import_module(module)).get(kind)
    except ImportError as error:
        raise NotPlainError(name) from error
    if not isinstance(found, type) or found.__module__ != module or not _is_value(found):
        raise NotPlainError(name)
    return found


def _is_value(kind: type[Any]) -> bool:
    if is_dataclass(kind):
        return bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]  # of no type
    return issubclass(kind, (Enum, CircularsError))


def _error(kind: type[CircularsError], status: Any, *findings: Any) -> CircularsError:
    """Return an error of `kind`; no process says which headers the service answers with."""
    if not all(isinstance(each, Finding) for each in findings):
        raise NotPlainError(kind.__name__)
    if not issubclass(kind, RefusedError):
        return kind(*findings)
    if not isinstance(status, HTTPStatus) or status < HTTPStatus.BAD_REQUEST:
        raise NotPlainError(kind.__name__)
    return kind(*findings, status=status)


def _dict(parts: Sequence[Any], value: Step) -> dict[Any, Any]:
    values = [*map(value, parts)]
    return dict(zip(values[::2], values[1::2], strict=True))


# How kinds of the standard library are sent, and made again.
_SENT: Final[dict[type[Any], Parted]] = {
    tuple: lambda value, plain: ("tuple", *map(plain, value)),
    list: lambda value, plain: ("list", *map(plain, value)),
    set: lambda value, plain: ("set", *map(plain, value)),
    frozenset: lambda value, plain: ("frozenset", *map(plain, value)),
    dict: lambda value, plain: ("dict", *map(plain, chain.from_iterable(value.items()))),
    Decimal: lambda value, _plain: ("Decimal", str(value)),
    dt.date: lambda value, _plain: ("date", value.isoformat()),
    dt.datetime: lambda value, _plain: ("datetime", value.isoformat()),
    dt.time: lambda value, _plain: ("time", value.isoformat()),
    dt.timedelta: lambda value, _plain: (
        *("timedelta", value.days),
        *(value.seconds, value.microseconds),
    ),
    PosixPath: lambda value, _plain: ("Path", str(value)),
    HTTPStatus: lambda value, _plain: ("HTTPStatus", value.value),
}
_MADE: Final[dict[str, Made]] = {
    "tuple": lambda parts, value: tuple(map(value, parts)),
    "list": lambda parts, value: [*map(value, parts)],
    "set": lambda parts, value: {*map(value, parts)},
    "frozenset": lambda parts, value: frozenset(map(value, parts)),
    "dict": _dict,
    "Decimal": lambda parts, _value: Decimal(*parts),
    "date": lambda parts, _value: dt.date.fromisoformat(*parts),
    "datetime": lambda parts, _value: dt.datetime.fromisoformat(*parts),
    "time": lambda parts, _value: dt.time.fromisoformat(*parts),
    "timedelta": lambda parts, _value: dt.timedelta(*parts),
    "Path": lambda parts, _value: Path(*parts),
    "HTTPStatus": lambda parts, _value: HTTPStatus(*parts),
}
