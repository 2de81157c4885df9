"""What stands around figures that look like a date, and shows that they are none."""

from __future__ import annotations

import re
from typing import Final

# Words that count things: a number before one is no year.  Those of the second list also begin
# other words (รายงาน, ครั้งที่, วันศุกร์), so nothing may be joined to them.
_AMOUNTS: Final = "บาท|สตางค์|ชั่วโมง|นาที|ล้าน|กิโลเมตร|กิโลกรัม|%"
_COUNTED: Final = (
    "วัน|เดือน|ปี|คน|ราย|แห่ง|ต้น|ครั้ง|ชิ้น|อัน|ฉบับ|เล่ม|แผ่น|ชุด|คัน|ไร่|ตัว|ตัน|ลิตร|เมตร|ครัวเรือน|หลัง"
)
_COUNTING: Final = re.compile(f" ?(?:{_AMOUNTS}|(?:{_COUNTED})(?![ก-๎]))")

# Words before a number in parts (ข้อ 1.1.2568, โทร 02-11-2568).
_NUMBERED: Final = re.compile(
    r"(?:มาตรา|ข้อ|หมวด|บทที่|รุ่น|เวอร์ชัน|เวอร์ชั่น|version|ver\.?|โทร\.?|โทรศัพท์|โทรสาร|fax)"
    r"(?:ที่)? {0,2}:? {0,2}$",
    re.IGNORECASE,
)
_NUMBERED_LENGTH: Final = 20  # signs the longest of these takes
_FIRST_DAY: Final = re.compile(r"(?:^|[^\d/.,-])\d{1,2}-$")
_FIRST_DAY_LENGTH: Final = 5


def is_counted(line: str, end: int) -> bool:
    """Return whether a word for things counted follows the number that ends at `end`.

    >>> is_counted("1500 บาท", 4), is_counted("2568 รายงาน", 4)
    (True, False)
    """
    return _COUNTING.match(line, end) is not None


def is_numbered(line: str, start: int) -> bool:
    """Return whether a word such as ข้อ or โทร stands before `start`."""
    return _NUMBERED.search(line[max(0, start - _NUMBERED_LENGTH) : start]) is not None


def follows_day(line: str, start: int) -> bool:
    """Return whether the first day of a range, with a hyphen, stands right before `start`.

    >>> follows_day("15-17 มีนาคม 2568", 3)
    True
    """
    return _FIRST_DAY.search(line[max(0, start - _FIRST_DAY_LENGTH) : start]) is not None
