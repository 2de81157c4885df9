"""A letter without a fault, parts of which each test puts otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from written_letters import findings_in

if TYPE_CHECKING:
    from circulars.model.findings import Finding

# Tuesday 11 March 2568 = 2025-03-11; the deadline is Monday 17 March.
LETTER = """ที่ {number}
{letterhead}
ถนนพหลโยธิน {address}
{date}
เรื่อง {subject}
เรียน {recipient}
{cited}
ด้วยจังหวัดพะเยากำหนดให้อำเภอรายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘ เป็นประจำทุกเดือน
เพื่อให้ข้อมูลถูกต้องครบถ้วน จังหวัดพะเยาจึงขอให้อำเภอดำเนินการ ดังนี้
๑. {body}
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมชาติ ใจงาม)
{post}
สำนักงานพัฒนาชุมชนจังหวัด
{phone}
{annex}"""
PARTS = {
    "number": "พย ๐๐๑๙.๒/ว ๑๑๗๕",
    "letterhead": "ศาลากลางจังหวัดพะเยา",
    "address": "พย ๕๖๐๐๐",
    "date": "๑๑ มีนาคม ๒๕๖๘",
    "subject": "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
    "recipient": "นายอำเภอทุกอำเภอ",
    "cited": "อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๓๙๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๘",
    "body": "รายงานผลระหว่างเดือนตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘ ภายในวันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘",
    "post": "ผู้ว่าราชการจังหวัดพะเยา",
    "phone": "โทร. ๐ ๕๔๔๔ ๙๕๔๔",
    "annex": "",
}
# What these tests are about; other rules have tests of their own.
CODES = frozenset(
    {
        "blank-date",
        "blank-number",
        "circular-mark",
        "cited-letter-later",
        "data-date-after-letter",
        "deadline-before-letter",
        "deadline-conflict",
        "deadline-nonworking",
        "deadline-within-month",
        "era-mismatch",
        "fiscal-year-mismatch",
        "impossible-date",
        "letter-date-nonworking",
        "period-reversed",
        "phone-format",
        "postcode-province",
        "province-mismatch",
        "reference-code-province",
        "reference-format",
        "stale-year",
        "weekday-mismatch",
    }
)
ANNEX = "\f\nสิ่งที่ส่งมาด้วย\n{title}\nที่\tอำเภอ\tจำนวน\n๑\tจุน\t๑๐\n{note}"


def typed(setting: dict[str, Any] | None = None, /, **parts: str) -> list[Finding]:
    """Return what the rules of dates and codes find in the letter with these `parts`."""
    found = findings_in(LETTER.format(**(PARTS | parts)), **(setting or {}))
    return [finding for finding in found if finding.code in CODES]


def annex(note: str = "", title: str = "รายงานผลการดำเนินงาน") -> str:
    """Return an annex with this title, and this note under its table."""
    return ANNEX.format(title=title, note=note)


def codes(found: list[Finding]) -> list[str]:
    """Return level and code of each finding."""
    return [f"{each.level} {each.code}" for each in found]
