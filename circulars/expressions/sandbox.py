"""The sandbox: what a template from a stranger may do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Undefined, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from circulars.expressions import rewriting
from circulars.expressions.builtins import all_filters, text_of
from circulars.expressions.filters import Verbatim, as_text
from circulars.expressions.undefined import RecordingUndefined
from circulars.expressions.work import MAX_BITS, MAX_TEXT, STEP, WorkContext, size, weight
from circulars.expressions.xml_text import XmlText, to_xml_line, xml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from jinja2 import Template, nodes
    from jinja2.compiler import Frame

# Filters around values that are not printed as the text of a run; the renderer puts them there.
AS_XML: Final = "_xml"
AS_LINE: Final = "_line"

_MAX_POWER: Final = 100
_RELATION: Final = re.compile(r"\sr:\w+=")
# Letters of a run have most of their values in common: short ones are written out once.
_REMEMBERED: Final = 4096
_SHORT: Final = 400  # characters


class _Generator(CodeGenerator):
    """Leaves the escaping of what is printed to the sandbox's `finalize`, which does it once.

    Knows afterwards which names are `taken` from outside the template.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.taken: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        """Begin a scope; names that are resolved in it are taken from outside."""
        super().enter_frame(frame)
        wanted = {name for how, name in frame.symbols.loads.values() if how == VAR_LOAD_RESOLVE}
        self.taken |= wanted - self.environment.globals.keys()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 with names from mappings only, our filters, exact decimals and bounded work."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    context_class = WorkContext
    code_generator_class = _Generator

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``: a key of a mapping, or what a loop tells of itself."""
        if type(obj) is dict and attribute in obj:  # by far the most
            return obj[attribute]
        if isinstance(obj, RecordingUndefined):
            return obj
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, (LoopContext, Namespace, Cycler)) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return ``obj[argument]`` of a mapping or a sequence."""
        if isinstance(obj, RecordingUndefined):
            return obj
        if isinstance(argument, tuple):  # no key of ours, and long ones take long to look up
            return self.undefined(obj=obj, name=type(argument).__name__)
        if isinstance(obj, (Mapping, Sequence)) and not isinstance(obj, Markup):
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

    def call(self, context: Any, obj: Any, /, *arguments: Any, **options: Any) -> Any:
        """Return ``obj(…)``; SecurityError for what a template may not call."""
        context.spend(STEP * (1 + len(arguments) + len(options)))
        if not self.is_safe_callable(obj):
            raise SecurityError(f"เรียกใช้ “{type(obj).__name__}” ไม่ได้")
        return context.call(obj, *arguments, **options)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return ``left operator right``; SecurityError where the result could be huge."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return super().call_binop(context, operator, left, right)
        context.spend(STEP + size(left) + size(right))
        if isinstance(left, Sequence) or isinstance(right, Sequence):
            _refuse_long_sequence(operator, left, right)
        elif operator == "**":
            _refuse_high_power(left, right)
        if operator in {"/", "**"} and isinstance(left, int) and isinstance(right, int):
            left = Decimal(left) if operator == "/" or right < 0 else left
        return context.bounded(super().call_binop(context, operator, left, right))

    def translated(self, tree: nodes.Template) -> tuple[CodeType, frozenset[str]]:
        """Return the Python of `tree`, and the names that it takes from the letter.

        The tree is another one afterwards; the code is the same for every sandbox.  Raises
        :exc:`TemplateSyntaxError` for what may not be in a template.
        """
        python = StringIO()
        generator = _Generator(self, None, None, python)
        with _readable():
            generator.visit(rewriting.rewrite(tree, self))
        code = self._compile(python.getvalue(), "<template>")
        return code, frozenset(generator.taken)

    def template(self, code: CodeType) -> Template:
        """Return the template of which `code` is the Python."""
        return self.template_class.from_code(self, code, self.make_globals(None))

    def _parse(self, *arguments: Any, **options: Any) -> nodes.Template:
        with _readable():
            return super()._parse(*arguments, **options)

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        with _readable():
            return super()._generate(rewriting.rewrite(source, self), *arguments, **options)

    def _compile(self, source: str, filename: str) -> CodeType:
        with _readable():
            return super()._compile(source, filename)


@contextmanager
def _readable() -> Iterator[None]:
    """Make a syntax error of what only a template beyond all measure makes Python raise."""
    try:
        yield
    except (RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as error:
        raise TemplateSyntaxError("ยาวหรือซ้อนกันมากเกินไป", 1) from error


def _refuse_long_sequence(operator: str, left: Any, right: Any) -> None:
    if isinstance(left, Markup) or isinstance(right, Markup) or operator not in {"+", "*"}:
        raise SecurityError(f"ใช้เครื่องหมาย {operator} กับข้อความนี้ไม่ได้")
    if operator == "+":
        length = len(left) + len(right)
    else:
        items, times = (left, right) if isinstance(left, Sequence) else (right, left)
        length = len(items) * times if isinstance(times, int) else 0
    if length > MAX_TEXT:
        raise SecurityError("ข้อความที่ต่อกันยาวเกินไป")


def _refuse_high_power(base: Any, power: Any) -> None:
    bits = base.bit_length() if isinstance(base, int) else 0
    if not abs(power) <= _MAX_POWER or bits * power > MAX_BITS:
        raise SecurityError("เลขยกกำลังใหญ่เกินไป")


def bounded_range(*arguments: int) -> range:
    """Return ``range(*arguments)``; SecurityError when it has more than `MAX_TEXT` steps."""
    result = range(*arguments)
    if len(result[: MAX_TEXT + 1]) > MAX_TEXT:
        raise SecurityError("range() ยาวเกินไป")
    return result


@pass_context
def _steps(context: WorkContext, values: Any, weight: int) -> Iterable[Any]:
    """Return what a loop goes through, its steps counted before the first one is taken."""
    if isinstance(values, Undefined):
        return iter(values)
    try:
        length = len(values)
    except TypeError:
        if not isinstance(values, Iterable):
            raise TypeError(f"“{as_text(values)}” ไม่ใช่รายการ จึงวนซ้ำไม่ได้") from None
        values = list(islice(values, MAX_TEXT + 1))
        length = len(values)
        if length > MAX_TEXT:
            raise SecurityError("รายการยาวเกินไป") from None
    context.spend(length * weight)
    return values  # type: ignore[no-any-return] # it has a length: a list of some kind


@pass_context
def _work(context: WorkContext, amount: int) -> None:
    context.spend(amount)


@pass_context
def _joined(context: WorkContext, pieces: list[Any]) -> str:
    text = "".join([text_of(piece) for piece in pieces])
    context.spend(STEP + len(text))
    return str(context.bounded(text))


@pass_context
def _small(context: WorkContext, made: Any) -> Any:
    return context.bounded(made)


@pass_context
def _plain(context: WorkContext, value: Any) -> Any:
    if isinstance(value, Markup):
        raise SecurityError("ตัดข้อความที่พิมพ์แล้วไม่ได้")
    context.spend(STEP + size(value))
    return value


@pass_context
def _weighed(context: WorkContext, value: Any) -> Any:
    """Return what is to be compared, its text and all items in it counted."""
    if isinstance(value, (str, list, tuple, dict)):
        context.spend(weight(value))
    return value


def _as_xml(value: Any) -> str:
    """Return `value` as it stands between runs; SecurityError for what is no XML of ours."""
    if isinstance(value, (XmlText, Undefined)):
        return Markup(value)  # noqa: S704 - ours
    if hasattr(value, "__html__") and not isinstance(value, str):
        return Markup(_without_relations(value))  # noqa: S704 - such as docxtpl's RichText
    raise SecurityError("{{r …}} {{p …}} ใช้กับข้อความไม่ได้ ใช้ {{ … }}")


def _without_relations(value: Any) -> str:
    """Return the XML of an object; SecurityError where it needs parts of another package."""
    try:
        xml = str(value.__html__())
    except AttributeError:  # an InlineImage asks its own template for the part being rendered
        xml = ""
    if not xml or _RELATION.search(xml):
        raise SecurityError(
            "ภาพ ลิงก์ และเอกสารย่อยของ docxtpl ใช้ไม่ได้ วางภาพไว้ในแบบ หรือใช้ตัวกรอง คิวอาร์"
        )
    return xml


def _as_line(value: Any) -> Markup:
    return Markup(to_xml_line(as_text(value)))  # noqa: S704 - escaped there


_BOUNDS: Final[dict[str, Callable[..., Any]]] = {
    rewriting.STEPS: _steps,
    rewriting.WORK: _work,
    rewriting.JOINED: _joined,
    rewriting.SMALL: _small,
    rewriting.PLAIN: _plain,
    rewriting.WEIGHED: _weighed,
    AS_XML: _as_xml,
    AS_LINE: _as_line,
}


def make_sandbox(printed: Callable[[str], str] = str) -> Sandbox:
    """Return a new sandbox that prints each text value through `printed` and escapes it.

    `printed` is the digit policy of the region, such as `to_thai_digits`.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def remembered(text: str) -> str:
        return xml_text(printed(text))

    def as_printed(value: object) -> str:
        if isinstance(value, XmlText):  # runs or paragraphs, and this is the text of a run
            raise TypeError("ใช้ {{r … }} แทน {{ … }}")
        if isinstance(value, Markup):  # ours, or what a macro printed
            return value
        if isinstance(value, Verbatim):
            return xml_text(value)
        text = as_text(value)
        return remembered(text) if len(text) <= _SHORT else xml_text(printed(text))

    @pass_context  # constants too are then printed when rendered, not when compiled
    def finalize(context: WorkContext, value: object) -> str:
        is_short = type(value) is str and len(value) <= _SHORT  # by far the most
        text = remembered(value) if is_short else as_printed(value)
        context.left -= len(text)  # as spend() does, which is called too often otherwise
        if context.left < 0:
            context.spend(0)
        return text

    sandbox = Sandbox(autoescape=True, undefined=RecordingUndefined, finalize=finalize)
    sandbox.filters = all_filters() | _BOUNDS
    sandbox.globals = {"range": bounded_range, "cycler": Cycler, "joiner": Joiner}
    sandbox.globals["namespace"] = Namespace
    return sandbox


# For templates that are only read: whatever one sandbox can read, all can.
READER: Final = make_sandbox()
