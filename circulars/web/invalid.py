"""What FastAPI finds wrong with the parts of a request, as findings."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST: Final = 50  # findings in one answer: a list of a million faults helps nobody
_LONGEST: Final = 200  # characters of a place
# Kinds of fault that pydantic names, in Thai; their limits in braces.
# Source: pydantic's documentation, "Validation Errors".
_SAID: Final = {
    "missing": "ไม่มีค่านี้ในคำขอ",
    "json_invalid": "JSON อ่านไม่ได้",
    "extra_forbidden": "ไม่รู้จักชื่อนี้",
    "int_parsing": "ต้องเป็นจำนวนเต็ม",
    "int_type": "ต้องเป็นจำนวนเต็ม",
    "int_from_float": "ต้องเป็นจำนวนเต็ม",
    "int_parsing_size": "จำนวนใหญ่เกินไป",
    "float_parsing": "ต้องเป็นตัวเลข",
    "finite_number": "ต้องเป็นตัวเลขที่มีขอบเขต",
    "decimal_parsing": "ต้องเป็นตัวเลข",
    "bool_parsing": "ต้องเป็น true หรือ false",
    "bool_type": "ต้องเป็น true หรือ false",
    "string_type": "ต้องเป็นข้อความ",
    "string_unicode": "ข้อความมีอักขระที่ไม่สมบูรณ์",
    "string_too_long": "ยาวเกิน {max_length} ตัวอักษร",
    "string_too_short": "สั้นกว่า {min_length} ตัวอักษร",
    "string_pattern_mismatch": "รูปแบบไม่ถูกต้อง",
    "too_long": "มีเกิน {max_length} รายการ",
    "too_short": "มีไม่ถึง {min_length} รายการ",
    "greater_than": "ต้องมากกว่า {gt}",
    "greater_than_equal": "ต้องไม่น้อยกว่า {ge}",
    "less_than": "ต้องน้อยกว่า {lt}",
    "less_than_equal": "ต้องไม่เกิน {le}",
    "enum": "ต้องเป็นค่าหนึ่งใน {expected}",
    "literal_error": "ต้องเป็นค่าหนึ่งใน {expected}",
    "date_parsing": "ต้องเป็นวันที่แบบ 2025-03-11",
    "date_from_datetime_parsing": "ต้องเป็นวันที่แบบ 2025-03-11",
    "dict_type": "ต้องเป็นออบเจกต์ JSON",
    "model_attributes_type": "ต้องเป็นออบเจกต์ JSON",
    "list_type": "ต้องเป็นรายการ JSON",
    "recursion_loop": "ซ้อนกันลึกเกินไป",
}


def invalid(errors: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return a finding for each fault of a request; its place is the parameter.

    >>> invalid([{"type": "int_parsing", "loc": ("query", "limit")}])[0].where
    'limit'
    """
    return tuple(_finding(error) for error in errors[:_MOST])


def _finding(error: Mapping[str, Any]) -> Finding:
    return Finding(
        code="service-request-invalid",
        where=_place(error["loc"]),
        message=_said(error),
        hint="ดูค่าที่รับได้ใน /api/v1/openapi.json แล้วส่งใหม่",
    )


def _place(path: tuple[int | str, ...]) -> str:
    """Return the parameter that `path` leads to; the first step is the part of the request."""
    return ".".join(str(step) for step in path[1:])[:_LONGEST] or "คำขอ"


def _said(error: Mapping[str, Any]) -> str:
    form = _SAID.get(error["type"], "ค่านี้ใช้ไม่ได้")
    known = error.get("ctx", {})
    wanted = {name for _, name, _, _ in Formatter().parse(form) if name}
    return form.format(**known) if wanted <= known.keys() else "ค่านี้ใช้ไม่ได้"
