"""What is wrong in a tag or an expression, in Thai."""

from __future__ import annotations

import re
from decimal import DivisionByZero, InvalidOperation
from typing import Final

_THAI: Final = re.compile("[ก-๛]")
# What Jinja and Python say, and what it means to a template editor.
# Source: Jinja2 3.1, parser.py, lexer.py and compiler.py; CPython 3.11, Objects/abstract.c.
_MEANINGS: Final = (
    (r"No filter named '(?P<name>.+?)'", "ไม่มีตัวกรองชื่อ “{name}”"),
    (r"No test named '(?P<name>.+?)'", "ไม่มีเงื่อนไขชื่อ “{name}”"),
    (r"Encountered unknown tag '(?P<name>.+?)'", "ไม่มีคำสั่งชื่อ “{name}”"),
    (r"unsupported operand|not supported between", "ค่าสองชนิดนี้คำนวณหรือเปรียบเทียบกันไม่ได้"),
)


def in_thai(error: Exception) -> str:
    """Return in Thai why `error` was raised while an expression was read or computed.

    >>> in_thai(TypeError("unsupported operand type(s) for -: 'date' and 'int'"))
    'ค่าสองชนิดนี้คำนวณหรือเปรียบเทียบกันไม่ได้'
    """
    if isinstance(error, (ZeroDivisionError, DivisionByZero, InvalidOperation)):
        return "หารด้วยศูนย์หรือคำนวณไม่ได้ผลลัพธ์"
    text = str(error)
    if _THAI.search(re.sub("'.*?'", "", text)):
        return text
    for pattern, meaning in _MEANINGS:
        if found := re.search(pattern, text):
            return meaning.format(**found.groupdict())
    return "ตรวจวงเล็บ เครื่องหมายคำพูด และชื่อหลังเครื่องหมาย |"
