"""The previous letter as a cited letter (อ้างถึง) of the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.compose.cited import read_cited
from circulars.compose.common_fields import of_unit
from circulars.model.names import UNIT
from circulars.model.reference_number import ReferenceNumber
from circulars.rolling.edits import Change, Remark, Rolled
from thai_numerals import format_date, to_arabic_digits

if TYPE_CHECKING:
    import datetime as dt

    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office
    from circulars.rolling.previous import Previous

_BETWEEN: Final = re.compile(r"([;\n]+)")
# "พย 0019.2/ว1175" is of the series "พย 0019.2/ว"; blanks aside.
_SERIES: Final = re.compile(r"(?P<series>.+/ว?)\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A letter as another one cites it."""

    agency: str  # "จังหวัดพะเยา"
    number: str  # "พย 0019.2/ว1175"
    date: dt.date
    subject: str = ""

    @property
    def answer(self) -> str:
        """What answers a field of cited letters: ``จังหวัดพะเยา | พย 0019.2/ว1175 | วันที่``."""
        return f"{self.agency} | {self.number} | {format_date(self.date, digits='arabic')}"


def previous_citation(
    previous: Previous, kind: LetterType, office: Office | None
) -> Citation | Remark:
    """Return the letter of the previous run as its `office` cites it, or why it cannot be."""
    letters = {(each.serial, each.reference, each.date): each for each in previous.letters}
    if not letters:
        return Remark(text="", why="ครั้งก่อนไม่มีหนังสือที่ทำสำเร็จ")
    if len(letters) > 1:
        many = f"ครั้งก่อนมีหนังสือ {len(letters)} เลข ให้ใส่ในช่องชื่อเดียวกันของตารางผู้รับ"
        return Remark(text="", why=many)
    (letter,) = letters.values()
    if letter.serial is None or letter.date is None:
        return Remark(text="", why="หนังสือครั้งก่อนยังไม่มีเลขที่หรือวันที่")
    if office is None:
        return Remark(text="", why="ไม่รู้ว่าออกในนามใด ให้ระบุ --office FILE")
    return Citation(
        agency=office.issuer,
        number=letter.reference or _number(letter.serial, letter.date, previous, kind, office),
        date=letter.date,
        subject=letter.subject,
    )


def _number(
    serial: int, date: dt.date, previous: Previous, kind: LetterType, office: Office
) -> str:
    """Return the reference number, which manifests of earlier versions do not tell."""
    writer = of_unit(office, previous.answers.get(UNIT, ""))
    number = ReferenceNumber(
        code=writer.code,
        unit=writer.unit_number,
        serial=serial,
        is_circular=kind.is_circular,
        space=writer.circular_space,
        kind=kind.kind,
        date=date,
    )
    return str(number)


def cited(answer: str, citation: Citation) -> Rolled:
    """Return `answer` with the letter cited: in the place of the last one of its series, or added.

    >>> import datetime as dt
    >>> march = Citation(agency="จังหวัดพะเยา", number="พย 0019.2/ว1175", date=dt.date(2025, 3, 11))
    >>> cited("จังหวัดพะเยา | พย 0019.2/ว865 | 11 ก.พ. 2568", march).new
    'จังหวัดพะเยา | พย 0019.2/ว1175 | 11 มีนาคม 2568'
    """
    parts = _BETWEEN.split(answer)
    known = {place: found for place in range(0, len(parts), 2) if (found := _read(parts[place]))}
    subject = f" เรื่อง {citation.subject}" if citation.subject else ""
    if any(_plain(number) == _plain(citation.number) for number, _ in known.values()):
        return Rolled(old=answer, new=answer)
    same = {
        n: date
        for n, (number, date) in known.items()
        if _series(number) == _series(citation.number)
    }
    if same:
        place = max(same, key=lambda each: same[each])
        old = parts[place].strip()
        parts[place] = parts[place].replace(old, citation.answer)
        why = f"หนังสือครั้งก่อน แทนฉบับก่อนหน้าในชุดเลขเดียวกัน{subject}"
        change = Change(old=old, new=citation.answer, why=why)
        return Rolled(old=answer, new="".join(parts), changes=(change,))
    joint = "" if not answer.strip() else "\n" if "\n" in answer.strip() else "; "
    change = Change(old="", new=citation.answer, why=f"เพิ่มหนังสือครั้งก่อน{subject}")
    return Rolled(old=answer, new=f"{answer.strip()}{joint}{citation.answer}", changes=(change,))


def _read(part: str) -> tuple[str, dt.date] | None:
    """Return number and date of one cited letter; None for what is none."""
    try:
        letters = read_cited(part)
    except ValueError:
        return None
    return next(((str(each["เลขที่"]), each["วันที่"]) for each in letters), None)


def _plain(number: str) -> str:
    return "".join(to_arabic_digits(number).split())


def _series(number: str) -> str | None:
    found = _SERIES.fullmatch(_plain(number))
    return found["series"] if found else None
