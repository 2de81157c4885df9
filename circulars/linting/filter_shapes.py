"""What filters take and give, as far as it is sure.

Filters that are not named here take anything and give what nobody knows.
"""

from __future__ import annotations

from typing import Final

from circulars.expressions import TEMPLATE_FILTERS
from circulars.linting.shapes import (
    ANY,
    DATE,
    FLAG,
    MONTH,
    NUMBER,
    RUNS,
    TEXT,
    Shape,
    Sort,
    list_of,
)

_EVERYTHING: Final = frozenset(Sort)
_DAY: Final = frozenset({Sort.DATE})
_DAY_OR_MONTH: Final = frozenset({Sort.DATE, Sort.MONTH})
_FIGURE: Final = frozenset({Sort.NUMBER, Sort.TEXT})  # a text may be a figure
_SINGLE: Final = frozenset({Sort.TEXT, Sort.NUMBER, Sort.DATE, Sort.MONTH})
_LIST: Final = frozenset({Sort.LIST})
# By the Thai name: what the filter takes, and what it gives.  Source: their signatures in
# circulars/expressions/filters.py.
_THAI: Final = {
    "วันที่ไทย": (_DAY, TEXT),
    "วันที่เต็ม": (_DAY, TEXT),
    "วันที่ย่อ": (_DAY, TEXT),
    "วันที่พศ": (_DAY, TEXT),
    "วันทำการ": (_DAY, DATE),
    "เดือนปี": (_DAY_OR_MONTH, TEXT),
    "ชื่อเดือน": (_DAY_OR_MONTH, TEXT),
    "ช่วงเดือน": (_LIST, TEXT),
    "ปีงบประมาณ": (_DAY_OR_MONTH, NUMBER),
    "ไตรมาส": (_DAY_OR_MONTH, NUMBER),
    "รอบการประเมิน": (_DAY_OR_MONTH, NUMBER),
    "เดือนของไตรมาส": (_DAY_OR_MONTH, list_of(MONTH)),
    "เดือนของปีงบประมาณ": (_DAY_OR_MONTH, list_of(MONTH)),
    "เดือนของ": (_DAY_OR_MONTH, MONTH),
    "เลื่อนเดือน": (_DAY_OR_MONTH, MONTH),
    "วันที่ของเดือน": (_DAY_OR_MONTH, DATE),
    "วันสิ้นเดือน": (_DAY_OR_MONTH, DATE),
    "ปัดเศษ": (_FIGURE, NUMBER),
    "ปัดขึ้น": (_FIGURE, NUMBER),
    "ปัดลง": (_FIGURE, NUMBER),
    "จำนวน": (_FIGURE, TEXT),
    "จำนวนเงิน": (_FIGURE, TEXT),
    "บาทตัวอักษร": (_FIGURE, TEXT),
    "คำอ่านจำนวน": (_FIGURE, TEXT),
    "ทศนิยม": (_FIGURE, NUMBER),
    "ผลรวม": (_LIST, NUMBER),
    "ย่อหน้า": (_SINGLE, list_of(TEXT)),
    "เลขไทย": (_SINGLE, TEXT),
    "เลขอารบิก": (_SINGLE, TEXT),
    "เว้นจุด": (_SINGLE, TEXT),
    "คิวอาร์": (_SINGLE, RUNS),
    "อ้างแนบ": (frozenset({Sort.TEXT, Sort.LIST}), TEXT),
    "มีแนบ": (frozenset({Sort.TEXT}), FLAG),
}
_BY_FUNCTION: Final = {
    TEMPLATE_FILTERS[name]: rule for name, rule in _THAI.items() if name in TEMPLATE_FILTERS
}
_MANY: Final = frozenset({Sort.TEXT, Sort.LIST, Sort.RECORD})
# Jinja's own filters: what they take, where that is not everything.
_TAKEN: Final = {
    **dict.fromkeys(("join", "sum"), _LIST),
    **dict.fromkeys(("dictsort", "items"), frozenset({Sort.RECORD})),
    **dict.fromkeys(("abs", "int", "float"), frozenset({Sort.NUMBER, Sort.TEXT, Sort.FLAG})),
    **dict.fromkeys(
        (
            "batch", "first", "groupby", "last", "list", "map", "max", "min", "reject",
            "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "unique",
        ),
        _MANY,
    ),
}  # fmt: skip
# What they give: an item of the list, a list of the same items, a text, a number, a list.
_ITEM: Final = frozenset({"first", "last", "min", "max"})
_SAME: Final = frozenset(
    {"list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr"}
)
_TEXT: Final = frozenset(
    {"capitalize", "join", "lower", "replace", "string", "title", "trim", "truncate", "upper"}
)
_NUMBER: Final = frozenset({"abs", "count", "float", "int", "length", "sum"})
_LISTS: Final = frozenset({"dictsort", "groupby", "items", "map"})


def demanded(name: str) -> frozenset[Sort]:
    """Return the sorts of value that the filter `name` takes."""
    rule = _rule(name)
    return rule[0] if rule else _TAKEN.get(name, _EVERYTHING)


def given(name: str, shape: Shape) -> Shape:
    """Return what the filter `name` gives for a value of this `shape`."""
    if rule := _rule(name):
        return rule[1]
    if name in _ITEM:
        return TEXT if shape.sort is Sort.TEXT else shape.item or ANY
    if name in _SAME:
        return shape if shape.sort is Sort.LIST else ANY
    if name in {"batch", "slice"}:
        return list_of(list_of(shape.item or ANY))
    if name in _LISTS:
        return list_of(ANY)
    return TEXT if name in _TEXT else NUMBER if name in _NUMBER else ANY


def _rule(name: str) -> tuple[frozenset[Sort], Shape] | None:
    function = TEMPLATE_FILTERS.get(name)
    return _BY_FUNCTION.get(function) if function else None
