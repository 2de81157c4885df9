"""Names that every letter has, as templates and the expressions of letter.toml write them."""

from __future__ import annotations

from typing import Final

# What the office profile gives: the name, and the attribute of `Office`.
OFFICE_NAMES: Final = {
    "ผู้ออกหนังสือ": "issuer",
    "จังหวัด": "province",
    "ส่วนราชการ": "letterhead",
    "ที่ตั้ง": "address",
    "หน่วยงานเจ้าของเรื่อง": "unit",
    "กลุ่มงาน": "group",
    "โทรศัพท์": "phone",
    "คำขวัญ": "slogan",
}
SIGNATORY: Final = "ผู้ลงนาม"
RECIPIENT_CLASS: Final = "ประเภทผู้รับ"
UNIT: Final = "เจ้าของเรื่อง"
SENT: Final = "การส่ง"  # one letter to all, or one to each
SALUTATION: Final = "คำขึ้นต้น"
CLOSING: Final = "คำลงท้าย"
RECIPIENT: Final = "ผู้รับ"
OF_RECIPIENT: Final = "ของผู้รับ"  # of a dataset: the recipient's row
REFERENCE: Final = "ที่"
ATTACHMENTS: Final = "สิ่งที่ส่งมาด้วย"
EMBLEM: Final = "ตราครุฑ"
SUBJECT: Final = "เรื่อง"
ADDRESSEES: Final = ("เรียน", "ถึง")  # fields that say to whom, by kind of document
MONTHS: Final = "เดือน"  # of a row: its figures in the month columns; of a dataset: the months
LOCAL_DAYS: Final = "วันหยุดของสำนักงาน"  # by which the filter วันทำการ goes
# A field of such a name would be hidden by what every letter has under it.
RESERVED: Final = frozenset(
    {
        SIGNATORY,
        RECIPIENT_CLASS,
        UNIT,
        SENT,
        REFERENCE,
        ATTACHMENTS,
        EMBLEM,
        LOCAL_DAYS,
        SALUTATION,
        CLOSING,
        RECIPIENT,
    }
)
# Fields that every form has, beside the type's own.
COMMON_FIELDS: Final = frozenset({SIGNATORY, RECIPIENT_CLASS, UNIT, SENT})
# What the letter has beside fields, datasets and office: texts with tags may print it.
LETTER_NAMES: Final = frozenset({REFERENCE, SIGNATORY, SALUTATION, CLOSING, RECIPIENT})
