"""The form: values as the secretary gave them, or as the type's expressions derive them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import Blank, ExpressionError, compiled
from circulars.model.errors import FormError
from circulars.model.findings import Finding
from circulars.model.letter_type import FieldKind
from thai_numerals import (
    ThaiNumeralsError,
    YearMonth,
    format_month,
    parse_date,
    to_arabic_digits,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from circulars.model.letter_type import FieldSpec

# Room for writing by hand, in no-break spaces: a day about 1 cm, a whole date about 4 cm wide.
_DAY_ROOM: Final = "\N{NO-BREAK SPACE}" * 6
_DATE_ROOM: Final = "\N{NO-BREAK SPACE}" * 26
_NUMBER_ROOM: Final = "\N{NO-BREAK SPACE}" * 16
_KIND_NAMES: Final = {
    FieldKind.TEXT: "ข้อความ",
    FieldKind.LINES: "ข้อความหลายบรรทัด",
    FieldKind.INTEGER: "จำนวนเต็ม",
    FieldKind.DATE: "วันที่",
    FieldKind.MONTH: "เดือนและปี",
    FieldKind.CHOICE: "ค่าที่เลือกจากรายการ",
}
_EXAMPLES: Final = {
    FieldKind.INTEGER: "1175",
    FieldKind.DATE: "2025-03-11 หรือ 11 มี.ค. 68",
    FieldKind.MONTH: "มีนาคม 2568",
}


class _Refused(Exception):  # noqa: N818 - carries a finding between two functions here
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def fill_form(
    fields: Mapping[str, FieldSpec], given: Mapping[str, str], names: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a value for each of `fields`: as given, else derived from `names` and fields.

    Raises :exc:`FormError` with every fault: unknown names, missing or unreadable values.
    """
    faults = [_unknown(name, fields) for name in given if name not in fields]
    values: dict[str, Any] = {}
    for field in _in_order(fields):
        try:
            values[field.name] = _value(field, given, {**names, **values})
        except _Refused as refusal:
            faults.append(refusal.finding)
    if faults:
        raise FormError(*faults)
    return values


def _in_order(fields: Mapping[str, FieldSpec]) -> Iterable[FieldSpec]:
    """Yield the fields so that each comes after those its expression uses."""
    done: dict[str, FieldSpec] = {}

    def visit(field: FieldSpec, path: tuple[str, ...]) -> None:
        used = compiled(field.value).names if field.value else frozenset()
        for name in sorted(used & fields.keys() - done.keys() - {*path, field.name}):
            visit(fields[name], (*path, field.name))
        done.setdefault(field.name, field)

    for field in fields.values():
        visit(field, ())
    return done.values()


def _value(field: FieldSpec, given: Mapping[str, str], names: Mapping[str, Any]) -> Any:
    if field.name in given:
        return _read(field, given[field.name].strip())
    if field.value is not None:
        return _derived(field, names)
    if not field.required:
        return ""
    raise _Refused(_missing(field))


def _derived(field: FieldSpec, names: Mapping[str, Any]) -> Any:
    try:
        value = compiled(field.value or "").evaluate(names)
    except ExpressionError as error:
        raise _Refused(
            Finding(
                code="field-underivable",
                where=f"ช่อง {field.name}",
                message=f"หาค่าของ “{field.label}” เองไม่ได้: {error}",
                hint=f"กรอกค่าเอง: --set {field.name}=…",
            )
        ) from None
    return str(value) if isinstance(value, str) else value


def _read(field: FieldSpec, text: str) -> Any:
    if not text:
        return _empty(field)
    if field.kind is FieldKind.INTEGER:
        return _integer(field, text)
    if field.kind is FieldKind.DATE:
        return _date(field, text)
    if field.kind is FieldKind.MONTH:
        return _month(field, text)
    if field.kind is FieldKind.CHOICE and text not in field.choices:
        raise _Refused(_unreadable(field, text, f"เลือกได้จาก: {', '.join(field.choices)}"))
    return text


def _empty(field: FieldSpec) -> Any:
    """Return what an empty answer means: room for the pen, nothing, or a fault."""
    if field.blank:
        return Blank(_DATE_ROOM if field.kind is FieldKind.DATE else _NUMBER_ROOM)
    if not field.required or "" in field.choices:
        return ""
    raise _Refused(_missing(field))


def _integer(field: FieldSpec, text: str) -> int:
    digits = to_arabic_digits(text).replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        raise _Refused(_unreadable(field, text))
    return int(digits)


def _date(field: FieldSpec, text: str) -> dt.date | Blank:
    try:
        parsed = parse_date(text)
    except ThaiNumeralsError as error:
        raise _Refused(_unreadable(field, text, error.reason)) from None
    if parsed.weekday_matches is False:
        raise _Refused(_unreadable(field, text, "ชื่อวันไม่ตรงกับวันที่"))
    if parsed.precision == "day":
        return parsed.date
    if parsed.precision == "month" and field.blank:
        return Blank(f"{_DAY_ROOM}{format_month(parsed.month, digits='arabic')}")
    raise _Refused(_unreadable(field, text, "ขาดวันที่หรือเดือน"))


def _month(field: FieldSpec, text: str) -> YearMonth:
    try:
        return YearMonth.of(parse_date(text).date)
    except ThaiNumeralsError as error:
        raise _Refused(_unreadable(field, text, error.reason)) from None


def _missing(field: FieldSpec) -> Finding:
    blank = f" หรือ --set {field.name}= เพื่อเว้นไว้เขียนด้วยมือ" if field.blank else ""
    example = _EXAMPLES.get(field.kind, "…")
    return Finding(
        code="field-missing",
        where=f"ช่อง {field.name}",
        message=f"ยังไม่ได้กรอก “{field.label}”",
        hint=f"กรอกด้วย --set '{field.name}={example}'{blank}",
    )


def _unreadable(field: FieldSpec, text: str, reason: str = "") -> Finding:
    example = f"เช่น {_EXAMPLES[field.kind]}" if field.kind in _EXAMPLES else ""
    return Finding(
        code="field-unreadable",
        where=f"ช่อง {field.name}",
        message=f"“{text}” อ่านเป็น{_KIND_NAMES[field.kind]}ไม่ได้"
        + (f" ({reason})" if reason else ""),
        hint=example or "แก้ค่าแล้วลองใหม่",
    )


def _unknown(name: str, fields: Mapping[str, FieldSpec]) -> Finding:
    close = difflib.get_close_matches(name, fields, n=1)
    return Finding(
        code="field-unknown",
        where=f"ช่อง {name}",
        message=f"แบบหนังสือนี้ไม่มีช่องชื่อ “{name}”",
        hint=f"ชื่อที่ใกล้เคียงคือ “{close[0]}”" if close else f"ช่องที่มี: {', '.join(fields)}",
    )
