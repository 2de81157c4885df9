"""The parts of a letter: which must be there, and which of them go together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.data.salutations import salutations
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

# The parts that a document of each kind has, as `WrittenLetter` calls them.  Source: regulation on
# correspondence, clauses 11 (external), 12 (memo), 14 (sealed), 16 (order), 20 (announcement), 24
# (certificate).  The unit and phone at the foot are left out: offices without units have none.
_PARTS: Final = {
    DocumentKind.EXTERNAL: (
        *("number", "agency", "date", "subject", "salutation", "closing", "signer", "authority"),
    ),
    DocumentKind.MEMO: (
        *("agency", "number", "date", "subject", "salutation", "signer", "authority"),
    ),
    DocumentKind.SEALED: ("number", "salutation", "agency", "date"),
    DocumentKind.ORDER: ("number", "subject", "date", "signer", "authority"),
    DocumentKind.ANNOUNCEMENT: ("subject", "date", "signer", "authority"),
    DocumentKind.CERTIFICATE: ("number", "date", "signer", "authority"),
}
_NAMES: Final = {
    "number": ("เลขที่ของหนังสือ (ที่)", "เพิ่มบรรทัด “ที่ …” แม้จะเว้นเลขไว้ให้สารบรรณลงภายหลัง"),
    "agency": ("ส่วนราชการเจ้าของหนังสือ", "เพิ่มชื่อและที่ตั้งของส่วนราชการ"),
    "date": ("วันที่", "เพิ่มบรรทัดวันที่ แม้จะเว้นวันไว้ให้ลงภายหลัง"),
    "subject": ("เรื่อง", "เพิ่มหัวข้อ “เรื่อง” พร้อมใจความ"),
    "salutation": ("คำขึ้นต้น", "เพิ่มคำขึ้นต้นและผู้รับ เช่น “เรียน นายอำเภอทุกอำเภอ”"),
    "closing": ("คำลงท้าย", "เพิ่มคำลงท้าย เช่น “ขอแสดงความนับถือ”"),
    "signer": ("ชื่อผู้ลงนามในวงเล็บ", "เพิ่มชื่อเต็มในวงเล็บใต้ที่ลงลายมือชื่อ"),
    "authority": ("ตำแหน่งผู้ลงนาม", "เพิ่มตำแหน่งใต้ชื่อในวงเล็บ"),
}
# How documents that are issued say their date (clauses 16, 20 and 24).
_ISSUED: Final = {
    DocumentKind.ORDER: "สั่ง ณ วันที่ …",
    DocumentKind.ANNOUNCEMENT: "ประกาศ ณ วันที่ …",
    DocumentKind.CERTIFICATE: "ให้ไว้ ณ วันที่ …",
}
_FILLED_LATER: Final = frozenset({"number", "date"})  # of a draft, on purpose
_AT_FOOT: Final = frozenset({"closing", "signer", "authority"})
_NOTHING: Final = re.compile(r"[\s.…_()-]*")
_OPENING: Final = re.compile(r"\S+")


@letter_rule
def parts_are_there(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find parts that a document of this kind must have and has not.

    A number or date left to the pen is there; source: `_PARTS`.
    """
    missing = [] if letter.kind is None else [p for p in _PARTS[letter.kind] if _lacks(letter, p)]
    if "signer" in missing and "authority" in missing:
        missing.remove("authority")  # one fault: the block of the signature is not there
    for part in missing:
        name, hint = _NAMES[part]
        if part == "date" and letter.kind in _ISSUED:
            hint = f"เพิ่มบรรทัด “{_ISSUED[letter.kind]}” ท้ายข้อความ"
        said = f"ไม่พบ{name} ซึ่ง{letter.kind.thai if letter.kind else ''}ต้องมี"
        if part == "signer" and letter.signer:
            said, hint = "ในวงเล็บยังไม่มีชื่อผู้ลงนาม", "พิมพ์ชื่อเต็มของผู้ลงนามในวงเล็บ"
        yield Finding(
            code="part-missing",
            level=Level.NOTE if setting.is_draft and part in _FILLED_LATER else Level.WARN,
            where=_near(letter, part),
            message=said,
            hint=hint,
            about=part,
        )


@letter_rule
def signer_is_in_brackets(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find the signer's name typed without brackets (regulation, annex 3)."""
    if letter.signer and not letter.signer.text.startswith("("):
        yield Finding(
            code="part-missing",
            level=Level.WARN,
            where=letter.signer.place,
            message=f"ชื่อผู้ลงนาม “{letter.signer.text}” ไม่อยู่ในวงเล็บ",
            hint=f"พิมพ์เป็น “({letter.signer.text})”",
            about="signer",
        )


@letter_rule
def closing_fits_salutation(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a closing that does not go with the salutation (appendix 2 of the regulation)."""
    if letter.closing is None or letter.salutation is None:
        return
    opening = letter.salutation.text.split()[0]
    right = _closings(opening, letter.salutation.text)
    if letter.kind is DocumentKind.EXTERNAL and right and letter.closing.text not in right:
        yield Finding(
            code="salutation-closing",
            level=Level.WARN,
            where=letter.closing.place,
            message=f"คำลงท้าย “{letter.closing.text}” ไม่คู่กับคำขึ้นต้น “{opening}”",
            hint=f"คำลงท้ายที่คู่กันคือ {' หรือ '.join(f'“{each}”' for each in right)}",
        )


@letter_rule
def memo_has_no_closing(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a closing in a memo or sealed letter, which have none (clauses 12 and 14)."""
    if letter.closing and letter.kind in {DocumentKind.MEMO, DocumentKind.SEALED}:
        yield Finding(
            code="salutation-closing",
            level=Level.WARN,
            where=letter.closing.place,
            message=f"{letter.kind.thai}ไม่ใช้คำลงท้าย แต่มี “{letter.closing.text}”",
            hint="ตัดคำลงท้ายออก",
        )


@letter_rule
def heads_of_state_powers_are_honoured(
    letter: WrittenLetter, _setting: Setting
) -> Iterator[Finding]:
    """Find “เรียน” to those whom appendix 2 of the regulation has addressed by กราบเรียน."""
    if letter.kind is not DocumentKind.EXTERNAL or letter.salutation is None:
        return
    opening, _, reader = letter.salutation.text.partition(" ")
    reader = reader.strip()
    for each in salutations().values():
        if opening == "เรียน" and reader in each.readers and each.opening == "กราบเรียน":
            yield Finding(
                code="salutation-closing",
                level=Level.WARN,
                where=letter.salutation.place,
                message=f"คำขึ้นต้นถึง{reader}คือ “{each.opening}” ไม่ใช่ “{opening}”",
                hint=f"ใช้ “{each.opening} {reader}” และลงท้ายว่า “{each.closing}”",
            )


def _closings(opening: str, salutation: str) -> list[str]:
    """Return the closings that go with an opening; none where it is not in the list."""
    right = [each.closing for each in salutations().values() if each.opening == opening]
    if "รัฐมนตรี" in salutation:  # guides disagree on ministers
        right += [each.closing for each in salutations().values() if each.opening == "กราบเรียน"]
    return list(dict.fromkeys(right))


def _lacks(letter: WrittenLetter, part: str) -> bool:
    value = getattr(letter, part)
    if not value:
        return True
    if part == "salutation":
        return _OPENING.sub("", value.text, count=1).strip(" .…_") == ""
    return part in {"subject", "signer"} and _NOTHING.fullmatch(value.text) is not None


def _near(letter: WrittenLetter, part: str) -> str:
    """Return the place where the part should be, as near as there is text."""
    own = letter.own_paragraphs
    if part in _AT_FOOT:
        foot = [each for each in (letter.signer, letter.closing) if each]
        if foot:
            return foot[0].place
        return (letter.body or own)[-1].place
    head = (letter.number, letter.date, letter.subject, letter.salutation)
    there = next((each.place for each in head if each), None)
    return own[0].place if part == "number" or there is None else there
