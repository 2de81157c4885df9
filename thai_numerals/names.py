"""Names of months and weekdays (ชื่อเดือน ชื่อวัน) as a Thai office prints them."""

from __future__ import annotations

from typing import Final

# Full month names, January first.  Source: CLDR 47, th.xml, months/format/wide.
MONTHS_WIDE: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip

# Short month names, January first.  Source: CLDR 47, th.xml, months/format/abbreviated.
MONTHS_SHORT: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

# Weekday names without วัน, Monday first, as `date.weekday()` counts.
# Source: CLDR 47, th.xml, days/format/wide, which begin with วัน.
WEEKDAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

BUDDHIST_ERA: Final = "พ.ศ."
