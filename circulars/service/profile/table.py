"""The typed profile as the table of office.toml, and back; places in it and fields of the form."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from circulars.model.findings import Finding
from circulars.service.profile.typed import (
    LineTyped,
    ProfileTyped,
    SignatoryTyped,
    UnitTyped,
    WordTyped,
)
from circulars.toml_files import shown_place
from thai_numerals import DateError, format_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Control characters, line separators, and what is no character: no letter can print them.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_LONGEST: Final = 500  # characters of one text; a letterhead has room for 60
_SINGLE: Final = ("issuer", "province", "letterhead", "unit", "group", "phone")
# Places in the file whose field on the page is called otherwise.
_FIELDS: Final = {
    ("reference", "code"): "code",
    ("reference", "unit"): "number",
    ("reference", "space_after_circular_mark"): "circular_space",
    ("reference",): "code",
    ("emblem", "kind"): "emblem",
    ("emblem", "file"): "emblem",
    ("emblem",): "emblem",
    ("holidays", "closed"): "closed",
    ("holidays", "open"): "opened",
    ("spelling", "words"): "words",
}


def table_of(typed: ProfileTyped) -> dict[str, Any]:
    """Return the table of office.toml for what is typed; parts that may be missing may be empty."""
    emblem = {"kind": typed.emblem}
    if typed.emblem == "image":
        emblem["file"] = typed.emblem_file
    return {
        **{name: getattr(typed, name) for name in ("issuer", "province", "letterhead")},
        "address": _lines(typed.address),
        **{name: getattr(typed, name) for name in ("unit", "group", "phone")},
        "slogan": _lines(typed.slogan),
        "reference": {
            "code": typed.code,
            "unit": typed.number,
            "space_after_circular_mark": typed.circular_space,
        },
        "emblem": emblem if typed.emblem else {},
        "signatories": [_signatory(row) for row in typed.signatories],
        "units": [_unit(row) for row in typed.units],
        "holidays": {"closed": _lines(typed.closed), "open": _lines(typed.opened)},
        "checks": dict(typed.checks),
        "spelling": {
            "words": _lines(typed.words),
            "replace": {row.wrong: row.right for row in typed.spelling},
        },
    }


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _signatory(row: SignatoryTyped) -> dict[str, Any]:
    lines = [{"post": line.post, "phrase": line.phrase} for line in row.authority]
    return {"key": row.key, "name": row.name, "authority": lines}


def _unit(row: UnitTyped) -> dict[str, Any]:
    parts = ("key", "unit", "group", "phone", "number")
    return {name: getattr(row, name) for name in parts}


def typed_of(table: Mapping[str, Any]) -> ProfileTyped:
    """Return what the form shows of the `table` of a file, whatever stands in it."""
    reference, emblem = _part(table, "reference"), _part(table, "emblem")
    holidays, spelling = _part(table, "holidays"), _part(table, "spelling")
    replaced = _part(spelling, "replace")
    return ProfileTyped(
        **{name: _text(table.get(name)) for name in _SINGLE},
        address=_shown_lines(table.get("address")),
        slogan=_shown_lines(table.get("slogan")),
        code=_text(reference.get("code")),
        number=_text(reference.get("unit")),
        circular_space=reference.get("space_after_circular_mark") is True,
        emblem=_text(emblem.get("kind")),
        emblem_file=_text(emblem.get("file")),
        signatories=tuple(map(_signatory_typed, _rows(table, "signatories"))),
        units=tuple(
            UnitTyped(**{name: _text(row.get(name)) for name in UnitTyped.__slots__})
            for row in _rows(table, "units")
        ),
        closed=_shown_lines(holidays.get("closed")),
        opened=_shown_lines(holidays.get("open")),
        checks={code: _text(level) for code, level in _part(table, "checks").items()},
        words=_shown_lines(spelling.get("words")),
        spelling=tuple(WordTyped(wrong=w, right=_text(r)) for w, r in replaced.items()),
    )


def _signatory_typed(row: Mapping[str, Any]) -> SignatoryTyped:
    lines = (
        LineTyped(post=_text(line.get("post")), phrase=_text(line.get("phrase")))
        for line in _rows(row, "authority")
    )
    return SignatoryTyped(
        key=_text(row.get("key")), name=_text(row.get("name")), authority=tuple(lines)
    )


def _part(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name)
    return value if isinstance(value, dict) else {}


def _rows(table: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = table.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _shown_lines(value: object) -> str:
    return "\n".join(map(shown_value, value)) if isinstance(value, list) else _text(value)


def shown_value(value: object) -> str:
    """Return a value of the file as people write it: days in Thai, in the Buddhist era.

    >>> shown_value(dt.date(2025, 3, 5)), shown_value("6 มี.ค. 68")
    ('5 มีนาคม 2568', '6 มี.ค. 68')
    """
    if isinstance(value, dt.date):
        try:
            return format_date(parse_date(str(value)).date, digits="arabic")
        except DateError:
            return str(value)
    return _text(value)


def faults_of(typed: ProfileTyped) -> Iterator[Finding]:
    """Yield a finding for each text that no letter can print, or that is far too long."""
    for name, text in texts_of(typed):
        if _UNPRINTABLE.search(text):
            reason = "มีอักขระที่พิมพ์ไม่ได้ อาจติดมาจากการคัดลอก"
        elif len(text) > _LONGEST:
            reason = f"ยาวเกิน {_LONGEST} ตัวอักษร"
        else:
            continue
        yield Finding(code="office-text", where=name, message=reason, hint="พิมพ์ข้อความนั้นใหม่")
    wrong = [row.wrong for row in typed.spelling]
    for place, word in enumerate(wrong):
        if word in wrong[:place]:
            yield Finding(
                code="office-text",
                where=f"spelling.{place}.wrong",
                message=f"คำว่า “{word}” มีสองแถว",
                hint="เหลือไว้แถวเดียว",
            )


def texts_of(typed: ProfileTyped) -> Iterator[tuple[str, str]]:
    """Yield every text that is typed, with the name of its field; of several lines each one."""
    table = table_of(typed)
    del table["spelling"]["replace"]
    for place, text in _leaves(table, ()):
        yield field_at(shown_place(place)), text
    for number, row in enumerate(typed.spelling):
        yield f"spelling.{number}.wrong", row.wrong
        yield f"spelling.{number}.right", row.right


def _leaves(value: Any, place: tuple[int | str, ...]) -> Iterator[tuple[Any, str]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for part, each in inside:
        if isinstance(each, (dict, list)):
            yield from _leaves(each, (*place, part))
        elif isinstance(each, str):
            yield (*place, part), each


def field_at(place: str) -> str:
    """Return the field of the form that a place in the file belongs to, as findings name both.

    >>> field_at("signatories ลำดับที่ 2.authority ลำดับที่ 1.post"), field_at("reference.code")
    ('signatories.1.authority.0.post', 'code')
    >>> field_at("holidays.closed ลำดับที่ 3"), field_at("checks.outlier")
    ('closed', 'checks.outlier')
    """
    numbered = re.sub(r" ลำดับที่ (\d+)", lambda found: f".{int(found[1]) - 1}", place)
    parts = tuple(numbered.split("."))
    for length in (2, 1):
        if parts[:length] in _FIELDS:
            return _FIELDS[parts[:length]]
    return parts[0] if parts[0] in {*_SINGLE, "address", "slogan"} else numbered


def field_of(place: str, typed: ProfileTyped) -> str:
    """Return the same for what is `typed`: a replaced word is known by its row."""
    word = place.removeprefix("spelling.replace.")
    rows = (n for n, row in enumerate(typed.spelling) if word != place and row.wrong == word)
    number = next(rows, None)
    return field_at(place) if number is None else f"spelling.{number}.wrong"
