"""Reading office.toml, the office profile (ข้อมูลสำนักงาน)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from circulars.data.finding_codes import finding_codes
from circulars.data.provinces import province_named, provinces
from circulars.model.errors import OfficeError
from circulars.model.findings import Level
from circulars.model.office import AuthorityLine, Emblem, EmblemKind, Office, Signatory, Unit
from circulars.toml_files import Entry, Fault, Text, nearest, read_toml
from thai_numerals import DateError, LocalDays, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.toml_files import Place

CLOSED = "วันหยุดของสำนักงาน"
_OFF = "off"  # of a level: the rule says nothing


def _day(value: object) -> dt.date:
    """Return the day as TOML has it (2025-03-05, 2568-03-05) or as people write it (5 มี.ค. 68)."""
    try:
        parsed = parse_date(str(value))
    except DateError as error:
        raise ValueError(f"“{value}” ไม่ใช่วันที่: {error.reason}") from None
    if parsed.precision != "day" or parsed.ambiguous or parsed.weekday_matches is False:
        raise ValueError(f'“{value}” ไม่ชัดว่าเป็นวันใด ให้เขียนเช่น 2025-03-05 หรือ "5 มีนาคม 2568"')
    return parsed.date


def _without_brackets(name: str) -> str:
    if name.startswith("("):
        raise ValueError("ไม่ต้องใส่วงเล็บรอบชื่อ: เมื่อพิมพ์หนังสือจะใส่ให้เอง")
    return name


_Day = Annotated[dt.date, BeforeValidator(_day)]


class _Authority(Entry):
    post: Text
    phrase: str = ""


class _Signatory(Entry):
    key: Text
    name: Annotated[Text, AfterValidator(_without_brackets)]
    authority: tuple[_Authority, ...] = Field(min_length=1)


class _Emblem(Entry):
    kind: Literal["paper", "image"]
    file: str = ""


class _Reference(Entry):
    code: Text
    unit: Text
    space_after_circular_mark: bool = False


class _Unit(Entry):
    key: Text
    unit: Text
    group: str = ""
    phone: str = ""
    number: Text


class _Holidays(Entry):
    closed: tuple[_Day, ...] = ()
    open: tuple[_Day, ...] = ()


class _Spelling(Entry):
    words: tuple[Text, ...] = ()
    replace: dict[str, Text] = Field(default_factory=dict)


class _Profile(Entry):
    issuer: Text
    province: Text
    letterhead: Text
    address: tuple[Text, ...]
    unit: Text
    group: str = ""
    phone: str = ""
    slogan: tuple[str, ...] = ()
    reference: _Reference
    signatories: tuple[_Signatory, ...] = Field(min_length=1)
    units: tuple[_Unit, ...] = ()
    emblem: _Emblem | None = None
    holidays: _Holidays = _Holidays()
    checks: dict[str, Literal["off", "note", "warn", "block"]] = Field(default_factory=dict)
    spelling: _Spelling = _Spelling()


def load_office(path: Path) -> Office:
    """Return the office of the profile at `path`; :exc:`OfficeError` with every fault."""
    check = partial(_faults, folder=path.parent)
    profile = read_toml(path, _Profile, OfficeError, code="office-profile", check=check)
    return Office(
        issuer=profile.issuer,
        province=profile.province,
        code=profile.reference.code,
        unit_number=profile.reference.unit,
        letterhead=profile.letterhead,
        address=profile.address,
        unit=profile.unit,
        group=profile.group,
        phone=profile.phone,
        slogan=profile.slogan,
        signatories=tuple(_signatory(entry) for entry in profile.signatories),
        emblem=_emblem(profile.emblem, path.parent),
        circular_space=profile.reference.space_after_circular_mark,
        units=tuple(Unit(**entry.model_dump()) for entry in profile.units),
        days=LocalDays(
            closed=dict.fromkeys(profile.holidays.closed, CLOSED),
            opened=frozenset(profile.holidays.open),
        ),
        levels={code: _level(said) for code, said in profile.checks.items()},
        spelling=profile.spelling.replace,
        words=frozenset(profile.spelling.words),
    )


def _level(said: str) -> Level | None:
    return None if said == _OFF else Level(said)


def _signatory(entry: _Signatory) -> Signatory:
    lines = tuple(AuthorityLine(post=line.post, phrase=line.phrase) for line in entry.authority)
    return Signatory(key=entry.key, name=entry.name, authority=lines)


def _emblem(entry: _Emblem | None, folder: Path) -> Emblem:
    if entry is None:
        return Emblem(kind=EmblemKind.MISSING)
    if entry.kind == "paper":
        return Emblem(kind=EmblemKind.PAPER)
    return Emblem(kind=EmblemKind.IMAGE, image=folder / entry.file)


def _faults(table: dict[str, Any], folder: Path) -> Iterator[Fault]:
    """Yield what is wrong in the profile beyond types: names, repetitions, the image file."""
    yield from _unknown_province(table.get("province"))
    yield from _repeated_keys(("signatories",), table.get("signatories"), "ผู้ลงนาม")
    yield from _repeated_keys(("units",), table.get("units"), "หน่วยงาน")
    yield from _unknown_codes(table.get("checks"))
    yield from _contradicted_words(table.get("spelling"))
    match table.get("emblem"):
        case {"kind": "image", **others}:
            yield from _unusable_image(others.get("file", ""), folder)


def _unknown_province(name: object) -> Iterator[Fault]:
    if isinstance(name, str) and name.strip() and province_named(name.strip()) is None:
        yield Fault(
            place=("province",),
            message=f"ไม่มีจังหวัดชื่อ “{name}”",
            hint=nearest(
                name.removeprefix("จังหวัด"),
                (province.name for province in provinces()),
                all_of="ชื่อจังหวัดที่ใช้ได้",
            ),
        )


def _repeated_keys(place: Place, table: object, what: str) -> Iterator[Fault]:
    entries = table if isinstance(table, list) else []
    keys = Counter(str(entry.get("key")) for entry in entries if isinstance(entry, dict))
    for key, count in keys.items():
        if count > 1 and key != "None":
            yield Fault(
                place=place,
                message=f"มี{what}ที่ใช้ key “{key}” {count} รายการ",
                hint=f"ตั้ง key ของแต่ละรายการให้ต่างกัน เพราะใช้เลือก{what}ในแบบกรอก",
            )


def _unknown_codes(checks: object) -> Iterator[Fault]:
    """Yield a fault for each code that no finding has, or whose level no office can change."""
    known = finding_codes()
    for code, said in checks.items() if isinstance(checks, dict) else ():
        if code not in known:
            yield Fault(
                place=("checks", code),
                message=f"ไม่มีข้อตรวจรหัส “{code}”",
                hint=nearest(code, known, all_of="รหัสที่ใช้ได้"),
            )
        elif not known[code].can_pass:
            yield Fault(
                place=("checks", code),
                message=f"ปิดหรือเปลี่ยนระดับของ “{code}” ไม่ได้ เพราะพบแล้วทำต่อไม่ได้",
                hint="ลบบรรทัดนี้ออกจากหมวด [checks]",
            )
        elif known[code].levels == {Level.NOTE} and said in {Level.WARN, Level.BLOCK}:
            yield Fault(
                place=("checks", code),
                message=f"“{code}” เป็นข้อสังเกตเสมอ เพิ่มระดับเป็น {said} ไม่ได้",
                hint=f'ปิดได้ด้วย {code} = "{_OFF}"',
            )


def _contradicted_words(spelling: object) -> Iterator[Fault]:
    """Yield a fault for each word that is to be replaced and yet is right."""
    table = spelling if isinstance(spelling, dict) else {}
    words, replace = table.get("words"), table.get("replace")
    right = words if isinstance(words, list) else []
    for wrong, instead in (replace if isinstance(replace, dict) else {}).items():
        if not wrong.strip() or wrong == instead or wrong in right:
            yield Fault(
                place=("spelling", "replace", wrong),
                message=f"“{wrong}” เป็นทั้งคำที่ผิดและคำที่ถูก" if wrong.strip() else "คำที่ผิดต้องไม่ว่าง",
                hint='เขียน "คำที่ผิด" = "คำที่ถูก" และไม่ใส่คำที่ผิดไว้ใน words',
            )


def _unusable_image(file: object, folder: Path) -> Iterator[Fault]:
    if not isinstance(file, str):
        return
    if not file:
        reason = "ไม่ได้ระบุแฟ้มภาพตราครุฑ"
    elif not (folder / file).is_file():
        reason = f"ไม่พบแฟ้มภาพตราครุฑ “{file}”"
    elif not _is_image(folder / file):
        reason = f"แฟ้ม “{file}” ไม่ใช่ภาพที่ใช้ใน Word ได้"
    else:
        return
    yield Fault(
        place=("emblem", "file"),
        message=reason,
        hint="ระบุแฟ้มภาพ PNG หรือ JPEG โดยนับจากโฟลเดอร์ของแฟ้มข้อมูลสำนักงาน",
    )


def _is_image(path: Path) -> bool:
    from PIL import Image  # slow to load, and most offices print on garuda paper

    try:
        with Image.open(path) as image:
            return image.format in {"PNG", "JPEG"}
    except OSError:
        return False
