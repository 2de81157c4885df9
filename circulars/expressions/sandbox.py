"""The sandbox: what a template from a stranger may do, and how values become XML text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.runtime import LoopContext, Macro
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

from circulars.expressions.filters import TEMPLATE_FILTERS, as_text
from circulars.expressions.undefined import RecordingUndefined

if TYPE_CHECKING:
    from collections.abc import Callable

# Names of Jinja's own filters that neither reach Python objects, nor switch escaping off,
# nor make text of unbounded length out of a number.
SAFE_BUILTIN_FILTERS: Final = frozenset(
    [
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
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
    ]
)
MAX_TEXT: Final = 100_000  # characters one operation may make
MAX_STEPS: Final = 100_000  # loop steps that range() may ask for in one go

# Characters that XML 1.0 cannot hold.  Source: W3C XML 1.0, production [2] Char.
_ILLEGAL_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile("\r\n|[\n\r\t]")
_BREAK_XML: Final = {"\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
_LINE_XML: Final = '</w:t><w:br/><w:t xml:space="preserve">'


class XmlText(Markup):
    """WordprocessingML made by circulars itself, printed as it is."""

    __slots__ = ()


def to_xml_text(value: object) -> Markup:
    """Return `value` as content of a `w:t`: escaped, line ends as `w:br`, tabs as `w:tab`.

    Raises ValueError for a character that XML cannot hold, such as U+0000.

    >>> str(to_xml_text("A & B <c>"))
    'A &amp; B &lt;c&gt;'
    """
    text = str(value)
    if illegal := _ILLEGAL_XML.search(text):
        raise ValueError(f"ข้อความมีอักขระที่ใช้ในเอกสารไม่ได้ (U+{ord(illegal.group()):04X})")
    escaped = escape(text)
    if _BREAKS.search(text):
        return Markup(_BREAKS.sub(lambda m: _BREAK_XML.get(m.group(), _LINE_XML), escaped))  # noqa: S704 - escaped above
    return escaped


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 with names from mappings only, our filters, exact decimals and bounded work."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``: a key of a mapping, or what a loop tells of itself."""
        if isinstance(obj, RecordingUndefined):
            return obj
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, (LoopContext, Namespace, Cycler)) and not attribute.startswith("_"):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return ``obj[argument]`` of a mapping or a sequence."""
        if isinstance(obj, RecordingUndefined):
            return obj
        if isinstance(obj, (Mapping, Sequence)):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=str(argument))
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, loop helpers and the functions of this sandbox; nothing else."""
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, (Macro, Cycler, Joiner, RecordingUndefined))
            or isinstance(owner, (LoopContext, Cycler))
            or obj in self.globals.values()
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return ``left operator right``; SecurityError where the result could be huge."""
        if isinstance(left, (str, Sequence)) or isinstance(right, (str, Sequence)):
            _refuse_long_text(operator, left, right)
        if operator == "**" and not abs(right) <= 100:
            raise SecurityError("เลขยกกำลังใหญ่เกินไป")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _use_decimals(tree)
        return tree


def _refuse_long_text(operator: str, left: Any, right: Any) -> None:
    if operator != "*":
        raise SecurityError(f"ใช้เครื่องหมาย {operator} กับข้อความไม่ได้")
    text, times = (left, right) if isinstance(left, Sequence) else (right, left)
    if not isinstance(times, int) or len(text) * times > MAX_TEXT:
        raise SecurityError("ข้อความที่ซ้ำกันยาวเกินไป")


def _use_decimals(tree: nodes.Node) -> None:
    """Make ``1.04`` in a template mean the decimal 1.04: figures never become floats."""
    for node in tree.find_all(nodes.Node):
        for field, value in node.iter_fields():
            if isinstance(value, nodes.Const) and isinstance(value.value, float):
                setattr(node, field, _decimal_node(value))
            elif isinstance(value, list):
                value[:] = [
                    _decimal_node(item)
                    if isinstance(item, nodes.Const) and isinstance(item.value, float)
                    else item
                    for item in value
                ]


def _decimal_node(constant: nodes.Const) -> nodes.Filter:
    text = nodes.Const(repr(constant.value), lineno=constant.lineno)
    return nodes.Filter(text, "ทศนิยม", [], [], None, None, lineno=constant.lineno)


def bounded_range(*arguments: int) -> range:
    """Return ``range(*arguments)``; SecurityError when it has more than `MAX_STEPS` steps."""
    result = range(*arguments)
    if len(result) > MAX_STEPS:
        raise SecurityError("range() ยาวเกินไป")
    return result


def make_sandbox(printed: Callable[[str], str] = str) -> Sandbox:
    """Return a new sandbox that prints each text value through `printed` and escapes it.

    `printed` is the digit policy of the region, such as `to_thai_digits`.
    """

    def finalize(value: object) -> object:
        if isinstance(value, Markup):  # ours, or escaped already by a macro
            return value
        if isinstance(value, RecordingUndefined):
            return str(value)
        return to_xml_text(printed(as_text(value)))

    sandbox = Sandbox(autoescape=True, undefined=RecordingUndefined, finalize=finalize)
    sandbox.filters = {
        name: function for name, function in sandbox.filters.items() if name in SAFE_BUILTIN_FILTERS
    } | TEMPLATE_FILTERS
    sandbox.globals = {"range": bounded_range, "cycler": Cycler, "joiner": Joiner}
    sandbox.globals["namespace"] = Namespace
    return sandbox
