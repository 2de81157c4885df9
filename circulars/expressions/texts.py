"""Texts with tags, such as ``เป้าหมาย ปี {{ ปีงบประมาณ }}``, outside of the Word template."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from circulars.expressions.rules import Expression
from circulars.expressions.rules import compiled as compiled_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_TAG: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def compiled(text: str) -> Expression:
    """Return the expression that gives `text` with its tags printed.

    Raises :exc:`ExpressionError` where a tag cannot be read.

    >>> compiled("ปี {{ ปี + 1 }} ของ “{{ ชื่อ }}”").evaluate({"ปี": 2567, "ชื่อ": "ก"})
    'ปี 2568 ของ “ก”'
    """
    return compiled_expression(" ~ ".join(_operands(text)))


def printed(text: str, names: Mapping[str, Any]) -> str:
    """Return `text` with its tags printed; :exc:`ExpressionError` where a name is missing."""
    return str(compiled(text).evaluate(names)) if "{{" in text else text


def _operands(text: str) -> Iterator[str]:
    yield '""'  # so that a lone tag is text too
    end = 0
    for tag in _TAG.finditer(text):
        yield json.dumps(text[end : tag.start()], ensure_ascii=False)
        yield f"({tag[1]})"
        end = tag.end()
    yield json.dumps(text[end:], ensure_ascii=False)
