"""Rows that no letter prints (แถวที่ไม่มีเจ้าของ): no recipient is called as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.compose.recipients import Composer
    from circulars.model.dataset import Dataset

_MOST_LISTED: Final = 10  # names in the message


def unclaimed_rows(composer: Composer) -> Iterator[Finding]:
    """Yield a finding for each table whose rows go to their recipients, and not all of them do.

    Such as where a district's name is typed in the first of its rows alone, or misspelt.
    """
    if not composer.rows:  # one letter to all
        return
    columns = {
        (annex.dataset, annex.slice)
        for annex in composer.letter_type.annexes
        if annex.dataset is not None and isinstance(annex.slice, str)
    }
    for name, column in sorted(columns):
        yield from _unclaimed(composer, composer.sheets.datasets[name], column)


def _unclaimed(composer: Composer, dataset: Dataset, column: str) -> Iterator[Finding]:
    names = map(composer.recipient, range(len(composer)))
    claimed = {row.number for name in names for row in dataset.rows_of(name, column)}
    rows = [
        row
        for row in dataset.table.rows
        if row.number not in claimed and row.number not in dataset.subtotals
    ]
    if not rows:
        return
    said = dict.fromkeys(dataset.cell(row, column).text.strip() or "(ว่าง)" for row in rows)
    listed = ", ".join(list(said)[:_MOST_LISTED])
    more = f" และอีก {len(said) - _MOST_LISTED:,} ชื่อ" if len(said) > _MOST_LISTED else ""
    yield Finding(
        code="rows-without-recipient",
        level=Level.WARN,
        where=dataset.table.place(dataset.cell(rows[0], column)),
        message=f"{len(rows):,} แถวไม่อยู่ในหนังสือฉบับใด "
        f"เพราะช่อง “{column}” ไม่ใช่ชื่อผู้รับรายใด: {listed}{more}",
        hint="พิมพ์ชื่อผู้รับให้ครบทุกแถวและตรงกับตารางผู้รับ หรือเพิ่มผู้รับรายนั้น",
    )
