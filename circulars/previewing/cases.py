"""The cases of a preview: what is long, missing or many in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.letter_type import FieldKind
from circulars.model.names import ATTACHMENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from circulars.model.letter_type import LetterType

_MANY: Final = 30  # attachments
_LONG_TABLE: Final = 40  # rows: more than a page has
_CITED: Final = 12  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One letter, or one run, of a preview."""

    name: str  # of its folder, and of --case
    title: str
    is_long: bool = False  # the longest names, texts and figures
    is_empty: bool = False  # nothing that need not be filled in
    rows: int = 9
    recipients: int = 2
    is_to_all: bool = False  # one letter to all recipients
    citations: int = 1
    attachments: int | None = None  # None: as the type has them


def cases_of(kind: LetterType, names: Collection[str]) -> tuple[Case, ...]:
    """Return the cases that make a difference to `kind`, whose template uses `names`."""
    return tuple(_cases(kind, names))


def _cases(kind: LetterType, names: Collection[str]) -> Iterator[Case]:
    yield Case(name="ordinary", title="ข้อมูลความยาวปกติ")
    yield Case(name="longest", title="ชื่อ ข้อความ และตัวเลขยาวที่สุด มีค่าติดลบ", is_long=True)
    if any(not field.required or field.blank for field in kind.fields.values()):
        yield Case(name="empty", title="เว้นทุกช่องที่ไม่ต้องกรอก", is_empty=True)
    yield from _attached(kind, names)
    if any(field.kind is FieldKind.LETTERS for field in kind.fields.values()):
        yield Case(name="citations-12", title="อ้างถึงหนังสือ 12 ฉบับ", citations=_CITED)
    own = kind.recipients.dataset if kind.recipients else None
    if any(not spec.rows and spec.name != own for spec in kind.datasets.values()):
        for rows in (1, _LONG_TABLE):
            yield Case(name=f"rows-{rows}", title=f"ตาราง {rows} แถว", rows=rows, recipients=1)
    if kind.recipients is not None:
        yield Case(
            name="to-all",
            title=f"ฉบับเดียวถึงผู้รับ {_LONG_TABLE} ราย",
            rows=_LONG_TABLE,
            is_to_all=True,
        )
        for count in (1, 3):
            yield Case(
                name=f"recipients-{count}", title=f"ผู้รับ {count} ราย", recipients=count, rows=count
            )


def _attached(kind: LetterType, names: Collection[str]) -> Iterator[Case]:
    """Yield the cases that differ in their attachments, where the letter lists them."""
    if ATTACHMENTS not in names:
        return
    always = sum(annex.when is None for annex in kind.annexes)
    if always == 0:
        yield Case(name="attachments-0", title="ไม่มีสิ่งที่ส่งมาด้วย", is_empty=True, attachments=0)
    if always <= 1:
        yield Case(name="attachments-1", title="สิ่งที่ส่งมาด้วยรายการเดียว", is_empty=True, attachments=1)
    yield Case(name="attachments-30", title="สิ่งที่ส่งมาด้วย 30 รายการ", attachments=_MANY)
