"""The numbers of a run: held in the register before the letters are made, confirmed after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER
from circulars.model.errors import FormError, RegisterError
from circulars.model.findings import Finding
from circulars.model.kinds import NumberForm
from circulars.runs import refusals

# The register brings SQLAlchemy, which takes half a second to load: only where it is used.
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from circulars.inputs import Prepared
    from circulars.model.letter_type import LetterType
    from circulars.model.run import Draft, Item
    from circulars.register import Made, Register, Request
    from circulars.runs.plan import Numbering

    Clock = Callable[[], dt.datetime]

_SEPARATOR: Final = "|"  # between the parts of a key; only people read it


_GONE: Final = frozenset({"number-status", "number-unknown"})  # what the register says of those


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The number that was reserved for a letter, and the letter's identity in the register."""

    owner: str
    serial: int
    key: str


def refuse_numbers(book: Prepared) -> None:
    """Raise :exc:`FormError` for letters that have or show no number, or have theirs already."""
    kind, given = book.letter_type, _given(book)
    if kind.kind.number_form is NumberForm.NONE:
        why = f"{kind.kind.thai}ไม่มีเลขทะเบียน จึงไม่ต้องออกเลข"
    elif NUMBER not in book.composer.fields:
        why = f"แบบหนังสือนี้ไม่มีช่อง {NUMBER} เลขที่ออกให้จึงไม่ปรากฏในหนังสือ"
    elif given:
        raise FormError(
            Finding(
                code="number-given",
                where=f"ช่อง {NUMBER}",
                message=f"กรอกเลขที่ {given} ไว้แล้ว แต่สั่งให้ออกเลขจากทะเบียนด้วย",
                hint=f"ลบเลขในช่อง {NUMBER} ของแบบกรอกหรือของตาราง หรือไม่ใส่ --number auto",
            )
        )
    else:
        return
    raise FormError(
        Finding(
            code="number-unneeded",
            where="--number",
            message=why,
            hint="สั่งใหม่โดยไม่ใส่ --number auto",
        )
    )


def _given(book: Prepared) -> str:
    """Return a number that the form or the recipients' table gives; empty where none does."""
    if given := book.answers.get(NUMBER, "").strip():
        return given
    spec = book.letter_type.recipients
    dataset = book.composer.sheets.datasets[spec.dataset] if spec else None
    if dataset is None or NUMBER not in dataset.columns:
        return ""
    cells = (row.cells[dataset.columns[NUMBER].index] for row in book.composer.rows)
    return next((cell.typed for cell in cells if not cell.is_empty), "")


def undated(drafts: Iterable[Draft]) -> tuple[Finding, ...]:
    """Return why letters without a day get no number: nothing says of which year it is."""
    if all(draft.reference is None or draft.reference.date for draft in drafts):
        return ()
    return (
        Finding(
            code="number-undated",
            where="ช่อง วันที่",
            message="ออกเลขให้หนังสือที่ยังไม่มีวันที่ไม่ได้ เพราะเลขขึ้นกับปีของวันที่",
            hint="กรอกวันที่ เช่น --set วันที่=2025-03-11 หรือไม่ใส่ --number auto แล้วออกเลขภายหลัง",
        ),
    )


def hold_numbers(
    numbering: Numbering, kind: LetterType, letters: Sequence[tuple[str, Draft]], clock: Clock
) -> dict[int, Held]:
    """Return a number for each letter by its place, reserved for it in one transaction.

    Each draft comes with the identity of its workbook.  The copies of a circular (หนังสือเวียน)
    to several recipients have one number together.  Asked for again, each letter keeps its
    number.  Numbers that letters were given are entered as they are; a letter without one gets
    none.  Raises :exc:`RegisterError`.
    """
    if numbering.given:
        letters = [each for each in letters if given_serial(each[1])]
    groups = _groups(kind, letters)
    keys = _keys(kind, groups)
    requests = [_held_for(kind, group, key) for group, key in zip(groups, keys, strict=True)]
    with _opened(numbering, clock) as register:
        if numbering.given:
            serials = [given_serial(group[0][1]) for group in groups]
            entries = register.hold_at(
                [*zip(requests, serials, strict=True)], new_year=numbering.new_year
            )
        else:
            entries = register.hold(requests, new_year=numbering.new_year)
    return {
        draft.place: Held(
            owner=entry.number.book.owner, serial=entry.number.serial, key=request.key
        )
        for group, request, entry in zip(groups, requests, entries, strict=True)
        for _, draft in group
    }


def given_serial(letter: Draft) -> int:
    """Return the number that a letter was given; 0 where it has none."""
    return (letter.reference and letter.reference.serial) or 0


def _groups(
    kind: LetterType, letters: Sequence[tuple[str, Draft]]
) -> list[list[tuple[str, Draft]]]:
    """Return the letters that share a number, in the order of the letters."""
    if not kind.is_circular:
        return [[letter] for letter in letters]
    groups: dict[object, list[tuple[str, Draft]]] = {}
    for workbook, draft in letters:
        assert draft.reference is not None  # composed, or it would be held back
        said = draft.reference
        own = (workbook, said.code, said.unit, said.date, said.serial)
        groups.setdefault(own, []).append((workbook, draft))
    return list(groups.values())


def _keys(kind: LetterType, groups: Sequence[Sequence[tuple[str, Draft]]]) -> list[str]:
    """Return what each letter is known by in the register, now and when it is made again.

    Two letters of one workbook to the same recipient about the same are told apart by their
    order.
    """
    keys: list[str] = []
    met: Counter[str] = Counter()
    for group in groups:
        workbook, first = group[0]
        assert first.reference is not None
        recipient = "" if kind.is_circular else first.recipient
        parts = (
            kind.name,
            f"{first.reference.code} {first.reference.unit}",
            workbook,
            str(first.reference.date),
            recipient,
            first.subject,
        )
        key = _SEPARATOR.join(parts)
        met[key] += 1
        keys.append(key if met[key] == 1 else f"{key}{_SEPARATOR}{met[key]}")
    return keys


def _held_for(kind: LetterType, group: Sequence[tuple[str, Draft]], key: str) -> Request:
    from circulars.register import tidy_owner

    first = group[0][1]
    assert first.reference is not None
    assert first.reference.date is not None  # refused before
    owner = tidy_owner(f"{first.reference.code} {first.reference.unit}")
    return _request(kind, [draft for _, draft in group], owner, first.reference.date, key)


def _request(
    kind: LetterType, letters: Sequence[Draft | Item], owner: str, date: dt.date, key: str
) -> Request:
    """Return what stands in the register of letters that share a number."""
    from circulars.register import Request, Series

    first, others = letters[0], len(letters) - 1
    recipient = first.addressee or first.recipient
    return Request(
        owner=owner,
        date=date,
        series=Series.of(kind.kind, is_circular=kind.is_circular),
        subject=first.subject or kind.title,
        recipient=f"{recipient} และอีก {others} ราย" if others else recipient,
        sender=first.sender,
        key=key,
    )


def confirm_numbers(
    numbering: Numbering, kind: LetterType, items: Iterable[Item], clock: Clock
) -> None:
    """Tell the register that the letters of `items` are made: file, SHA-256, what they say.

    Of a circular's copies the file of the first one stands for all.  Raises
    :exc:`RegisterError`, with the way out for a number that somebody has cancelled meanwhile.
    """
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.owner, item.key), []).append(item)
    with _opened(numbering, clock) as register:
        try:
            register.confirm([_made(kind, group) for group in groups.values()])
        except RegisterError as error:
            if _GONE.isdisjoint(finding.code for finding in error.findings):
                raise
            raise RegisterError(*error.findings, refusals.renumber()) from error


def _made(kind: LetterType, group: Sequence[Item]) -> Made:
    from circulars.register import Made, Number

    first = group[0]
    assert first.date is not None  # letters without a day get no number of the register
    assert first.serial is not None
    request = _request(kind, group, first.owner, first.date, first.key)
    return Made(
        number=Number(book=request.book, serial=first.serial),
        file=first.files[0].name,
        sha256=first.files[0].sha256,
        request=request,
    )


def _opened(numbering: Numbering, clock: Clock) -> Register:
    from circulars.register import open_register

    return open_register(numbering.register, actor=numbering.actor, clock=clock)
