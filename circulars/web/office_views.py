"""The form of the office profile as its page shows it: labels, faults at their fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.data.finding_codes import finding_codes
from circulars.model.findings import Level
from circulars.service.profile.table import table_of
from circulars.service.profile.typed import tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.model.findings import Finding
    from circulars.service.profile.typed import ProfileTyped, SignatoryTyped

# What people call the parts of the profile.
LABELS: Final = {
    "issuer": "ออกหนังสือในนาม",
    "province": "จังหวัด",
    "letterhead": "ชื่อที่ทำการในหัวหนังสือ",
    "address": "ที่ตั้ง",
    "unit": "หน่วยงานเจ้าของเรื่อง",
    "group": "กลุ่มงาน",
    "phone": "โทรศัพท์",
    "slogan": "คำขวัญท้ายหน้า",
    "reference": "ที่ของหนังสือ",
    "code": "รหัสตัวพยัญชนะ",
    "number": "เลขประจำของเจ้าของเรื่อง",
    "circular_space": "เว้นวรรคหลัง ว",
    "emblem": "ตราครุฑ",
    "signatories": "ผู้ลงนาม",
    "units": "หน่วยงานอื่น",
    "holidays": "วันหยุดของสำนักงาน",
    "closed": "วันหยุดเพิ่มเติม",
    "opened": "วันหยุดราชการที่เปิดทำการ",
    "checks": "ระดับของข้อตรวจ",
    "spelling": "คำที่สำนักงานใช้",
    "words": "คำที่ถูก",
}
_PARTS: Final = {
    "key": "ชื่อที่ใช้เลือก",
    "name": "ชื่อ",
    "authority": "ตำแหน่ง",
    "post": "ตำแหน่ง",
    "phrase": "คำแสดงอำนาจ",
    "wrong": "คำที่ผิด",
    "right": "คำที่ถูก",
}
LEVELS: Final = {
    "off": "ปิด",
    Level.NOTE.value: "ข้อสังเกต",
    Level.WARN.value: "ควรตรวจ",
    Level.BLOCK.value: "ต้องแก้",
}


# What whoever writes the file by hand is told of an entry that it lacks.
_LACKS: Final = re.compile("เพิ่ม(?:บรรทัด|หมวด) .+ ในแฟ้ม")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShown:
    """One fault of the form."""

    field: str  # empty: of none that the page has
    label: str
    finding: Finding


def faults_shown(findings: Iterable[Finding]) -> list[FaultShown]:
    """Return the findings with what people call the place where they belong."""
    return [
        FaultShown(field=f.where, label=label_of(f.where), finding=_on_form(f)) for f in findings
    ]


def _on_form(finding: Finding) -> Finding:
    """Return `finding` in words for somebody who fills in the form, not the file."""
    if not _LACKS.fullmatch(finding.hint):
        return finding
    return replace(finding, message="ยังไม่ได้กรอก", hint="ต้องมี กรอกแล้วกดบันทึก")


def label_of(field: str) -> str:
    """Return what people call a field of the form.

    >>> label_of("signatories.1.authority.0.post"), label_of("code")
    ('ผู้ลงนาม ที่ 2 ตำแหน่ง ที่ 1 ตำแหน่ง', 'รหัสตัวพยัญชนะ')
    """
    first, *others = field.split(".")
    said = [LABELS.get(first, first)]
    for part in others:
        is_number = part.isascii() and part.isdecimal()
        said.append(f"ที่ {int(part) + 1}" if is_number else _PARTS.get(part, LABELS.get(part, part)))
    return " ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckShown:
    """A rule whose level the office may change."""

    code: str
    meaning: str
    level: str  # chosen by the office; empty: as usual
    levels: tuple[tuple[str, str], ...]  # that can be chosen, with what people call them


def checks_shown(typed: ProfileTyped) -> Iterator[CheckShown]:
    """Yield the rules, those first that the office has changed."""
    known = finding_codes()
    codes = [*typed.checks, *(code for code in known if code not in typed.checks)]
    for code in codes:
        rule = known.get(code)
        if rule is None or not rule.can_pass:
            if code in typed.checks:  # of a file written by hand: to be taken out again
                given = typed.checks[code]
                yield CheckShown(
                    code=code, meaning="ไม่มีข้อตรวจรหัสนี้", level=given, levels=((given, given),)
                )
            continue
        only_note = rule.levels == {Level.NOTE}
        levels = tuple(each for each in LEVELS.items() if not only_note or each[0] == "off")
        yield CheckShown(
            code=code, meaning=rule.meaning, level=typed.checks.get(code, ""), levels=levels
        )


def signature(row: SignatoryTyped) -> list[str]:
    """Return the lines under a signature as letters print them."""
    lines = [f"{line.post} {line.phrase}".strip() for line in row.authority]
    return [f"({row.name.strip() or '…'})", *filter(None, lines)]


def differing(one: ProfileTyped, other: ProfileTyped) -> list[str]:
    """Return what people call the parts in which two profiles differ."""
    ours, theirs = table_of(tidied(one)), table_of(tidied(other))
    return [LABELS[name] for name, value in ours.items() if value != theirs[name]]
