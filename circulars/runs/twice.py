"""Letters of a run that would go out under the same number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER
from circulars.model.findings import Finding
from circulars.runs.findings import some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.model.letter_type import LetterType
    from circulars.model.run import Draft

_OF_ROWS: Final = "ให้เลขที่ของแต่ละแถวต่างกัน กรอกเลขที่ของฉบับแรกเพียงเลขเดียวแล้วจะนับต่อให้"
_OF_BOOKS: Final = "ให้เลขที่ต่างกันในแผ่นงาน แบบกรอก ของแต่ละเล่ม ไม่ใช่ --set ซึ่งใช้กับทุกเล่ม"


def without_double_numbers(kind: LetterType, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those held back whose number another letter has too.

    The copies of a circular (หนังสือเวียน) have one number together, but not with those of
    another workbook.
    """
    doubles: dict[int, Finding] = {}
    for same in _sharing(drafts):
        if len({draft.workbook if kind.is_circular else draft.place for draft in same}) > 1:
            doubles |= dict.fromkeys((draft.place for draft in same), _repeated(same))
    return [
        replace(draft, findings=(doubles[draft.place], *draft.findings), is_held=True)
        if draft.place in doubles
        else draft
        for draft in drafts
    ]


def _sharing(drafts: Sequence[Draft]) -> Iterable[list[Draft]]:
    """Return the drafts of each number of a year."""
    sharing: dict[object, list[Draft]] = {}
    for draft in drafts:
        if draft.reference and draft.reference.serial:
            year = draft.reference.date and draft.reference.date.year
            sharing.setdefault((str(draft.reference), year), []).append(draft)
    return sharing.values()


def _repeated(same: Sequence[Draft]) -> Finding:
    is_one = len({draft.workbook for draft in same}) == 1
    names = [draft.recipient if is_one else draft.workbook for draft in same]
    return Finding(
        code="number-repeated",
        where=f"ช่อง {NUMBER}",
        message=f"หนังสือ {len(same)} ฉบับใช้เลขที่ {same[0].reference} เดียวกัน: "
        f"{some_of([*dict.fromkeys(names)])}",
        hint=f"{_OF_ROWS if is_one else _OF_BOOKS} หรือออกเลขจากทะเบียนด้วย --number auto",
    )
