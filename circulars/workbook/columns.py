"""Columns of a table bound to the names that a letter type gives them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from circulars.data.labels import is_total_label, lowest_heading
from circulars.model.findings import Finding
from circulars.workbook.headings import listed, matches, nearest
from thai_numerals import format_month

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Column, Table

Bound = dict[str, "Column"]


def bind_columns(table: Table, specs: Sequence[ColumnSpec]) -> tuple[Bound, list[Finding]]:
    """Return the columns of `table` by the names of `specs`, and what is missing or unclear."""
    bound: Bound = {}
    findings: list[Finding] = []
    for spec in specs:
        found = find_columns(table, spec.heading)
        if len(found) == 1:
            bound[spec.name] = found[0]
        elif found:
            findings.append(_ambiguous(table, spec, found))
        elif spec.required and spec.value is None:
            findings.append(_missing(table, spec))
    return bound, findings


def find_columns(table: Table, pattern: str) -> list[Column]:
    """Return the columns whose lowest heading matches `pattern`, or else their whole path.

    A path is written with a slash: ``ค่าเป้าหมาย* / ขั้นต้น``.  A group heading over a single
    column names that column too.
    """
    headed = [column for column in table.columns if column.path]
    return (
        [column for column in headed if matches(pattern, lowest_heading(column.path))]
        or [column for column in headed if matches(pattern, column.heading)]
        or [column for column in headed if _under(column, pattern)]
    )


def bind_months(
    table: Table, pattern: str | None, named: Collection[Column]
) -> tuple[tuple[Column, ...], list[Finding]]:
    """Return the month columns under the group heading `pattern`, and what is wrong with them.

    Columns in the group that have a name of their own (`named`), or are its total, are no
    months.  Months must follow one another without gap or repetition.
    """
    if pattern is None:
        return (), []
    group = [column for column in table.columns if _under(column, pattern)]
    months = find_months(table, pattern)
    if not months:
        return (), [_no_months(table, pattern, group)]
    others = [c for c in group if c.month is None and c not in named]
    findings = [_no_month(table, c) for c in others if not is_total_label(lowest_heading(c.path))]
    return months, findings + list(_order(table, months))


def find_months(table: Table, pattern: str) -> tuple[Column, ...]:
    """Return the columns of months under the group heading `pattern`, from the left."""
    return tuple(c for c in table.columns if c.month is not None and _under(c, pattern))


def _under(column: Column, pattern: str) -> bool:
    """Return whether a group heading over `column` matches; without groups only ``*`` does."""
    return any(matches(pattern, heading) for heading in column.path[:-1] or ("",))


def _order(table: Table, months: Sequence[Column]) -> Iterator[Finding]:
    for left, right in pairwise(months):
        if left.month is None or right.month is None or left.month.plus(1) == right.month:
            continue
        expected = format_month(left.month.plus(1), "medium", digits="arabic")
        yield Finding(
            code="months-out-of-order",
            where=_heading_place(table, right),
            message=f"หัวตาราง “{right.path[-1]}” ต่อจาก “{left.path[-1]}” ไม่ได้ เดือนต้องเรียงต่อกัน "
            f"ไม่ซ้ำ ไม่ข้าม (ควรเป็น {expected})",
            hint="แก้เดือนหรือปีในหัวตารางให้ถูกต้อง เดือนที่ยังไม่มีข้อมูลให้คงคอลัมน์ว่างไว้",
        )


def _no_month(table: Table, column: Column) -> Finding:
    return Finding(
        code="month-heading",
        where=_heading_place(table, column),
        message=f"หัวตาราง “{column.path[-1]}” อยู่ในกลุ่มเดือน แต่อ่านเป็นเดือนและปีไม่ได้",
        hint="พิมพ์หัวตารางเป็นเดือนและปี เช่น “ต.ค.-67” หรือย้ายคอลัมน์ออกจากกลุ่มเดือน",
    )


def _no_months(table: Table, pattern: str, group: Sequence[Column]) -> Finding:
    names = list(dict.fromkeys(name for column in table.columns for name in column.path[:-1]))
    if group:
        message = (
            f"ไม่มีคอลัมน์เดือนใต้หัวตาราง “{_said(pattern)}” มีแต่ {listed([c.path[-1] for c in group])}"
        )
        hint = "พิมพ์หัวตารางแต่ละเดือนให้มีเดือนและปี เช่น “ต.ค.-67”"
    else:
        found = f"หัวตารางกลุ่มที่พบ {listed(names)}" if names else "ตารางนี้ไม่มีหัวตารางกลุ่ม"
        message = f"ไม่พบหัวตารางกลุ่ม “{_said(pattern)}” ที่อยู่เหนือคอลัมน์เดือน {found}"
        hint = _near_hint(pattern, names, "months_under")
    return Finding(code="months-missing", where=table.sheet, message=message, hint=hint)


def _missing(table: Table, spec: ColumnSpec) -> Finding:
    names = _headings(table)
    return Finding(
        code="column-missing",
        where=table.sheet,
        message=f"ไม่พบคอลัมน์ที่มีหัวตาราง “{_said(spec.heading)}” ในแผ่นงาน “{table.sheet}” "
        f"หัวตารางที่พบ {listed(names)}",
        hint=_near_hint(spec.heading, names, "heading"),
    )


def _near_hint(wanted: str, names: Sequence[str], setting: str) -> str:
    near = nearest(wanted, names)
    if near:
        return (
            f"ที่ใกล้เคียงที่สุดคือ “{near}” ให้แก้หัวตารางใน Excel เป็น “{_said(wanted)}” "
            f"หรือแก้ {setting} ใน letter.toml"
        )
    return f"เพิ่มหัวตาราง “{_said(wanted)}” ใน Excel หรือแก้ {setting} ใน letter.toml ให้ตรงกับหัวตารางที่มี"


def _said(pattern: str) -> str:
    """Return a heading pattern as a message quotes it: its ``*`` are no signs to be typed."""
    return pattern.replace("*", "…")


def _ambiguous(table: Table, spec: ColumnSpec, found: Sequence[Column]) -> Finding:
    places = ", ".join(f"{column.letter} “{column.heading}”" for column in found)
    return Finding(
        code="column-ambiguous",
        where=_heading_place(table, found[0]),
        message=f"หัวตาราง “{_said(spec.heading)}” ตรงกับหลายคอลัมน์ ได้แก่ {places}",
        hint="แก้หัวตารางใน Excel ไม่ให้ซ้ำกัน หรือระบุหัวตารางกลุ่มใน letter.toml "
        f"เช่น heading = “{found[0].heading}”",
    )


def _headings(table: Table) -> list[str]:
    return [lowest_heading(column.path) for column in table.columns if column.path]


def _heading_place(table: Table, column: Column) -> str:
    leaves = [leaf for node in table.head for leaf in node.leaves()]
    return table.place(leaves[column.index].cell)
