"""Expressions of letter.toml: default values of fields, and what must hold between columns."""

from __future__ import annotations

from decimal import localcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, meta
from jinja2.exceptions import TemplateError

from circulars.expressions.reasons import in_thai
from circulars.expressions.sandbox import make_sandbox
from circulars.expressions.undefined import collect_missing
from circulars.expressions.work import ARITHMETIC

if TYPE_CHECKING:
    from collections.abc import Mapping

_SANDBOX = make_sandbox()


class ExpressionError(Exception):
    """An expression cannot be read or computed; the text is a Thai sentence."""


class Expression:
    """A compiled expression over names, such as ``เป้าหมาย - รวม``.

    >>> from decimal import Decimal
    >>> Expression("เป้าหมาย - รวม").evaluate({"เป้าหมาย": Decimal(5), "รวม": Decimal(7)})
    Decimal('-2')
    """

    def __init__(self, source: str, shown: str = "") -> None:
        self.source = shown or source  # as messages show it
        try:
            tree = _SANDBOX.parse("{{ (" + source + ") }}")
            self._compiled = _SANDBOX.compile_expression(source, undefined_to_none=False)
        except TemplateError as error:
            raise ExpressionError(f"อ่านสูตร “{self.source}” ไม่ได้: {in_thai(error)}") from error
        self.names = frozenset(meta.find_undeclared_variables(tree)) - set(_SANDBOX.globals)

    def evaluate(self, names: Mapping[str, Any]) -> Any:
        """Return the value with `names` known; ExpressionError when it cannot be computed."""
        with collect_missing() as missing, localcontext(ARITHMETIC):
            try:
                value = self._compiled(dict(names))
            except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
                raise ExpressionError(f"คำนวณสูตร “{self.source}” ไม่ได้: {in_thai(error)}") from error
        if isinstance(value, Undefined) or missing:
            unknown = ", ".join(dict.fromkeys(name.name for name in missing)) or self.source
            raise ExpressionError(f"สูตร “{self.source}” ใช้ชื่อที่ไม่มี: {unknown}")
        return value


@lru_cache(maxsize=512)
def compiled(source: str, shown: str = "") -> Expression:
    """Return the expression of `source`, compiled once for the whole run.

    Messages show it as `shown`, where it was made of another text.
    """
    return Expression(source, shown)
