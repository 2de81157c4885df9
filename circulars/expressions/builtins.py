"""Jinja's own filters that a template may use, and how every filter is bounded."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Undefined, pass_context, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter
from markupsafe import Markup

from circulars.expressions.filters import (
    BLANK_FILTERS,
    MONTH_FILTERS,
    TEMPLATE_FILTERS,
    Blank,
    as_number,
    as_text,
)
from circulars.expressions.work import MAX_TEXT, STEP, size, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from circulars.expressions.sandbox import Sandbox
    from circulars.expressions.work import WorkContext

# Names of Jinja's own filters that neither reach Python objects, nor switch escaping off,
# nor make floats or text of unbounded length.
_SAFE: Final = (
    "abs",
    "batch",
    "capitalize",
    "count",
    "d",
    "default",
    "dictsort",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
)
_OF_MISSING: Final = frozenset({"d", "default"})  # the filters that expect a missing value
# What may be done with text that is XML already, such as what a macro printed.
_OF_XML: Final = frozenset({"count", "d", "default", "e", "escape", "length", "string"})
# Comparing the items with one another, or each of them with what the test is given.
_ORDERING: Final = frozenset({"dictsort", "groupby", "max", "min", "sort", "unique"})
_TESTING: Final = frozenset({"reject", "rejectattr", "select", "selectattr"})
_COUNTING: Final = frozenset({"batch", "slice"})  # their argument says how much they make


def all_filters() -> dict[str, Callable[..., Any]]:
    """Return every filter of the sandbox by name, each bounded."""
    functions = JINJA_FILTERS | TEMPLATE_FILTERS
    return {name: _bounded(name, function) for name, function in functions.items()}


def _bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function` as a filter that passes missing values on and counts its work."""
    # Jinja keeps here what a filter wants as its first argument.
    wanted = getattr(getattr(function, "jinja_pass_arg", None), "name", "")
    keeps_blank = name in TEMPLATE_FILTERS

    @pass_context
    @wraps(function)
    def bounded(context: WorkContext, value: Any, /, *arguments: Any, **options: Any) -> Any:
        if isinstance(value, Undefined) and name not in _OF_MISSING:
            str(value)  # recorded as missing; nothing to compute
            return value
        if keeps_blank and isinstance(value, Blank):
            if name in BLANK_FILTERS:
                return BLANK_FILTERS[name](value)
            if value.month is None or name not in MONTH_FILTERS:
                return value
            value = value.month
        if isinstance(value, Markup) and name not in _OF_XML:
            raise SecurityError(f"ใช้ตัวกรอง {name} กับข้อความที่พิมพ์แล้วไม่ได้")
        given = (*arguments, *options.values())
        if name in _COUNTING and any(isinstance(n, int) and n > MAX_TEXT for n in given):
            raise SecurityError(f"ใช้ {name} กับจำนวนมากเช่นนี้ไม่ได้")
        context.spend(STEP * (1 + len(given)) + size(value) + sum(map(size, given)))
        if name in _ORDERING or (name in _TESTING and len(given) > 1):
            context.spend(_compared(name, value, given))
        first = _first(context, wanted) if wanted else ()
        try:
            return context.bounded(function(*first, value, *arguments, **options))
        except (
            AttributeError,
            AssertionError,
        ) as error:  # of another kind of value
            raise TypeError(f"ใช้ตัวกรอง {name} กับค่านี้ไม่ได้") from error

    return bounded


def _compared(name: str, value: Any, given: tuple[Any, ...]) -> int:
    """Return what the comparisons of a filter may cost beside one step for each item."""
    if name in _ORDERING:
        return weight(value) if isinstance(value, (list, tuple, dict)) else 0
    count = len(value) if isinstance(value, (list, tuple, dict, range, str)) else MAX_TEXT
    return count * sum(weight(each) for each in given if isinstance(each, (str, list, tuple, dict)))


def _first(context: WorkContext, wanted: str) -> tuple[Any, ...]:
    if wanted == "context":
        return (context,)
    if wanted == "eval_context":
        return (context.eval_ctx,)
    return (context.environment,) if wanted == "environment" else ()


@pass_environment
def _join(
    environment: Sandbox, values: Iterable[Any], separator: str = "", attribute: str | None = None
) -> str:
    """Return the texts of `values`, each as a letter prints it, with `separator` between."""
    if attribute is not None:
        values = map(make_attrgetter(environment, attribute), values)
    texts = [text_of(value) for value in values]
    if sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT:
        raise SecurityError("ข้อความยาวเกินไป")
    return str(separator).join(texts)


def _replace(text: Any, old: str, new: str, count: int = -1) -> str:
    """Return `text` with `old` replaced by `new`, at most `count` times."""
    whole = as_text(text)
    times = whole.count(old) if count < 0 else min(count, whole.count(old))
    if len(whole) + times * len(new) > MAX_TEXT:
        raise SecurityError("ข้อความยาวเกินไป")
    return whole.replace(old, new, count)


@pass_environment
def _sum(
    environment: Sandbox, values: Iterable[Any], attribute: str | None = None, start: int = 0
) -> Decimal:
    """Return the exact sum of `values`, or of their `attribute`."""
    if attribute is not None:
        values = map(make_attrgetter(environment, attribute), values)
    numbers = (value for value in values if not isinstance(value, Undefined) or str(value))
    return sum(map(as_number, numbers), as_number(start))


def _as_it_is(value: Any) -> Any:
    """Return the value: every value is escaped where it is printed."""
    return value


def text_of(value: object) -> str:
    """Return `value` as a piece of a longer text; SecurityError for what is XML already."""
    if isinstance(value, Markup):
        raise SecurityError("ต่อข้อความที่พิมพ์แล้วกับข้อความอื่นไม่ได้")
    return as_text(value)


_OWN: Final[dict[str, Callable[..., Any]]] = {
    "join": _join,
    "replace": _replace,
    "sum": _sum,
    "e": _as_it_is,
    "escape": _as_it_is,
}
JINJA_FILTERS: Final = {name: FILTERS[name] for name in _SAFE} | _OWN
