"""The form: values as the secretary gave them, or as the type's expressions derive them."""

from __future__ import annotations

import datetime as dt
import difflib
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from circulars.compose.answers import Answer, Refused, cited_letters, missing, nothing, read_answer
from circulars.compose.names import lacks_months
from circulars.expressions import Blank, ExpressionError, compiled
from circulars.expressions.filters import as_text
from circulars.model.errors import FormError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circulars.model.letter_type import FieldSpec

_KIND_NAMES: Final = {
    FieldKind.TEXT: "ข้อความ",
    FieldKind.LINES: "ข้อความ",
    FieldKind.INTEGER: "จำนวนเต็ม",
    FieldKind.DATE: "วันที่",
    FieldKind.MONTH: "เดือนและปี",
    FieldKind.CHOICE: "ค่าในรายการให้เลือก",
    FieldKind.LETTERS: "หนังสือที่อ้างถึง",
}

_NO_DATA: Final = "ตารางยังไม่มีเดือนที่มีข้อมูล"
_YEARS: Final = range(2400, 2700)  # whole numbers that are years of the Buddhist era


def fill_form(
    fields: Mapping[str, FieldSpec], given: Mapping[str, str], names: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return a value for each of `fields`, and what had to be assumed in reading them.

    A value is as given, else derived from `names` and the other fields.  Raises
    :exc:`FormError` with every fault: unknown names, missing or unreadable values.
    """
    faults = [_unknown(name, fields) for name in given if name not in fields]
    values: dict[str, Any] = {}
    notes: list[Finding] = []
    for field in _in_order(fields):
        needed = frozenset() if field.name in given else _used(field)
        if needed & fields.keys() - values.keys():
            continue  # what it needs is at fault already: no second finding for one cause
        try:
            known = {**names, **values}
            values[field.name], assumed = _value(field, given, known)
            notes += (*assumed, *_other_year(field, values[field.name], given, known))
        except Refused as refusal:
            faults.append(refusal.finding)
    if faults:
        raise FormError(*faults)
    return {name: values[name] for name in fields}, tuple(notes)


def _in_order(fields: Mapping[str, FieldSpec]) -> Iterable[FieldSpec]:
    """Yield the fields so that each comes after those its expression uses.

    The definitions of a loaded letter type never go in a circle.
    """
    graph = {name: sorted(_used(field) & fields.keys()) for name, field in fields.items()}
    return (fields[name] for name in TopologicalSorter(graph).static_order())


def _used(field: FieldSpec) -> frozenset[str]:
    return compiled(field.value).names if field.value is not None else frozenset()


def _value(field: FieldSpec, given: Mapping[str, str], names: Mapping[str, Any]) -> Answer:
    if field.name in given:
        return read_answer(field, given[field.name])
    if field.value is not None:
        return _derived(field, field.value, names), ()
    if not field.required:
        return nothing(field), ()
    raise missing(field)


def _other_year(
    field: FieldSpec, value: Any, given: Mapping[str, str], names: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield a warning where a year was given and the field's expression says another."""
    if field.name not in given or field.value is None or not isinstance(value, int):
        return
    try:
        derived = _fitted(field, compiled(field.value).evaluate(names))
    except ExpressionError:  # what it needs is at fault already
        return
    if isinstance(derived, int) and derived in _YEARS and derived != value:
        yield Finding(
            code="fiscal-year-mismatch",
            level=Level.WARN,
            where=f"ช่อง {field.name}",
            message=f"{field.label} ที่กรอกคือ {value} แต่ตามช่องอื่นควรเป็น {derived}",
            hint=f"ไม่ต้องใส่ --set '{field.name}=…' เพื่อให้คำนวณให้เอง "
            f"หรือกรอกเป็น พ.ศ. เช่น --set '{field.name}={derived}'",
        )


def _derived(field: FieldSpec, source: str, names: Mapping[str, Any]) -> Any:
    try:
        value = compiled(source).evaluate(names)
    except ExpressionError as error:
        reason = _NO_DATA if lacks_months(names, compiled(source).names) else str(error)
        raise _underivable(field, reason) from None
    if isinstance(value, Blank):
        return _left_blank(field, value)
    fitted = _fitted(field, value)
    if fitted is None:
        kind = _KIND_NAMES[field.kind]
        raise _underivable(field, f"สูตร “{source}” ให้{_shown(value)} ซึ่งไม่ใช่{kind}")
    return fitted


def _left_blank(field: FieldSpec, room: Blank) -> Blank:
    """Return `room` where a date left to the pen gives another such date; else it is unknown."""
    if field.blank and field.kind is FieldKind.DATE:
        return room
    raise _underivable(field, "ขึ้นกับค่าที่เว้นไว้เขียนด้วยมือ")


def _fitted(field: FieldSpec, value: Any) -> Any:
    """Return `value` as the field's kind holds it; None when it is of another kind."""
    if field.kind is FieldKind.INTEGER:
        return _whole(value)
    if field.kind is FieldKind.DATE:
        return _day(value)
    if field.kind is FieldKind.MONTH:
        day = _day(value)
        return value if isinstance(value, YearMonth) else day and YearMonth.of(day)
    text = _printed(value)
    if field.kind is FieldKind.LETTERS:
        return cited_letters(field, text) if text is not None else None
    return text if field.kind is not FieldKind.CHOICE or text in field.choices else None


def _whole(value: Any) -> int | None:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _printed(value: Any) -> str | None:
    printable = isinstance(value, (str, int, Decimal, dt.date, YearMonth))
    return as_text(value) if printable and not isinstance(value, bool) else None


def _shown(value: Any) -> str:
    text = _printed(value)
    return "ค่าว่าง" if value is None else f"“{value if text is None else text}”"


def _underivable(field: FieldSpec, reason: str) -> Refused:
    return Refused(
        Finding(
            code="field-underivable",
            where=f"ช่อง {field.name}",
            message=f"หาค่าของ “{field.label}” เองไม่ได้: {reason}",
            hint=f"กรอกค่าเอง: --set '{field.name}=…'",
        )
    )


def _unknown(name: str, fields: Mapping[str, FieldSpec]) -> Finding:
    close = difflib.get_close_matches(name, fields, n=1)
    return Finding(
        code="field-unknown",
        where=f"ช่อง {name}",
        message=f"แบบหนังสือนี้ไม่มีช่องชื่อ “{name}”",
        hint=f"ชื่อที่ใกล้เคียงคือ “{close[0]}”" if close else f"ช่องที่มี: {', '.join(fields)}",
    )


def named_answers(fields: Mapping[str, FieldSpec], answers: Mapping[str, str]) -> dict[str, str]:
    """Return `answers` by the names of their fields; they may be given by label too.

    An empty one leaves a field to the pen that may be, and is no answer to any other.  Raises
    :exc:`FormError` where name and label give two values for one field.
    """
    labels = {field.label: name for name, field in fields.items()}
    named: dict[str, str] = {}
    for given, answer in answers.items():
        name = given if given in fields else labels.get(given, given)
        if answer and named.get(name, answer) not in {answer, ""}:
            raise FormError(_answered_twice(name, named[name], answer))
        named[name] = answer or named.get(name, "")
    to_pen = {name for name, field in fields.items() if field.blank}
    return {name: answer for name, answer in named.items() if answer or name in to_pen}


def _answered_twice(name: str, first: str, second: str) -> Finding:
    return Finding(
        code="form-sheet-repeated",
        where=f"ช่อง {name}",
        message=f"แผ่นงานแบบกรอกตอบช่อง “{name}” สองค่า คือ “{first}” และ “{second}”",
        hint="ลบแถวที่ไม่ใช้ออก ชื่อช่องและคำอธิบายของช่องหมายถึงช่องเดียวกัน",
    )
