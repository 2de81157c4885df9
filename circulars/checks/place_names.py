"""Names of districts in tables: those of one province, each spelt as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.data.districts import districts
from circulars.data.thai_words import alike
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written import WrittenCell, WrittenTable
    from circulars.model.written_letter import WrittenLetter

_LEAST: Final = 3  # districts that a column names, to be a column of districts
_LOOK_ALIKE: Final = 1  # what it costs to take a letter for one that looks like it
_OTHER: Final = 2  # for any other, or one too many or too few
_MOST_APART: Final = 4


@letter_rule
def district_names(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find a name in a column of one province's districts that none of them has.

    Source: the districts of the Department of Provincial Administration, in districts.csv.
    """
    words = setting.office.words if setting.office else frozenset()
    for table in letter.document.tables:
        for column in range(table.columns):
            cells = _column(table, column)
            for index, right, province in _misspelt(tuple(_name(cell.text) for cell in cells)):
                cell = cells[index]
                if _name(cell.text) not in words:
                    yield Finding(
                        code="spelling",
                        level=Level.WARN,
                        where=cell.place,
                        message=f"จังหวัด{province}ไม่มีอำเภอ “{_name(cell.text)}” น่าจะเป็น “{right}”",
                        hint="แก้ชื่ออำเภอ",
                        about=f"{_name(cell.text)} {cell.place}",
                    )


def _column(table: WrittenTable, column: int) -> list[WrittenCell]:
    return [cell for row in table.rows for cell in row if cell.column == column]


def _name(text: str) -> str:
    """Return the name of a district as the list has it.

    >>> _name("อำเภอ ภูซาง")
    'ภูซาง'
    """
    return "".join(text.split()).removeprefix("อำเภอ").removeprefix("อ.")


@remembered
def _misspelt(names: tuple[str, ...]) -> tuple[tuple[int, str, str], ...]:
    """Return the index of each misspelt district of a column, its name, and the province.

    >>> _misspelt(("อำเภอ", "จุน", "ปง", "แม่ใจ", "กุซาง", "รวม"))
    ((4, 'ภูซาง', 'พะเยา'),)
    """
    named = frozenset(names)
    province = max(districts(), key=lambda each: len(districts()[each] & named))
    present = districts()[province] & named
    if len(present) < _LEAST or 2 * len(present) < len(named - {""}):
        return ()
    missing = districts()[province] - named
    hits = ((index, _nearest(name, missing)) for index, name in enumerate(names))
    return tuple((index, right, province) for index, right in hits if right)


def _nearest(name: str, missing: frozenset[str]) -> str:
    """Return the one of the `missing` districts that `name` may be, or nothing."""
    if name in missing or not name:
        return ""
    apart = {each: _apart(name, each) for each in missing}
    near = min(sorted(apart), key=apart.__getitem__, default="")
    # half of a short name is another name
    return near if near and apart[near] <= min(_MOST_APART, len(near) // 2) else ""


def _apart(one: str, other: str) -> int:
    """Return how far two names are from each other: Levenshtein, letters alike being nearer.

    >>> _apart("เขียงทอง", "เชียงของ"), _apart("กุซาง", "ภูซาง")
    (3, 2)
    """
    row = [index * _OTHER for index in range(len(other) + 1)]
    for letter in one:
        before, row[0] = row[0], row[0] + _OTHER
        for at, wanted in enumerate(other, start=1):
            near = _LOOK_ALIKE if wanted in alike().get(letter, "") else _OTHER
            replaced = before + (0 if letter == wanted else near)
            before, row[at] = row[at], min(row[at] + _OTHER, row[at - 1] + _OTHER, replaced)
    return row[-1]
