"""The fields of the new type as they are found, and the answers that the old letter gives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

_URGENCIES: Final = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry ``[fields."…"]`` of letter.toml."""

    name: str
    label: str
    kind: str
    value: str | None = None
    required: bool = True
    blank: bool = False
    role: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(slots=True)
class Form:
    """Fields by name in the order in which they are found, and what the letter answers."""

    fields: dict[str, Field] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    _by_answer: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, new: Field, answer: str | None = None) -> str:
        """Take in a field, with what the old letter answers; return its name."""
        self.fields[new.name] = new
        if answer is not None:
            self.answers[new.name] = answer
        return new.name

    def shared(self, new: Field, answer: str) -> str:
        """Return the field of this kind that has this answer, or else take `new` in, numbered."""
        key = (new.kind, answer)
        if key not in self._by_answer:
            number = next(n for n in count(1) if _numbered(new.name, n) not in self.fields)
            own = replace(
                new,
                name=_numbered(new.name, number),
                label=new.label if number == 1 else f"{new.label} ({number})",
            )
            self._by_answer[key] = self.add(own, None if own.value else answer)
        return self._by_answer[key]


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}{number}"


def quoted(text: str) -> str:
    r"""Return an expression that gives `text`.

    >>> quoted('ร้าน "ดี"')
    '"ร้าน \\"ดี\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def urgency_field(said: str) -> Field:
    """Return the field of urgency (ชั้นความเร็ว), which says `said` unless it is answered."""
    return Field(
        name="ชั้นความเร็ว",
        label="ชั้นความเร็ว",
        kind="choice",
        choices=tuple(dict.fromkeys((*_URGENCIES, said))),
        value=quoted(said),
    )
