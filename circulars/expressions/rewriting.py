"""What Jinja's tree becomes before it is compiled: bounded, with exact decimals, in Thai too."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError

from circulars.expressions.work import STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

# Filters of the sandbox that stand around what is bounded; nobody needs to type them.
STEPS: Final = "_steps"
WORK: Final = "_work"
JOINED: Final = "_joined"
SMALL: Final = "_small"
PLAIN: Final = "_plain"
WEIGHED: Final = "_weighed"

_EXPRESSION: Final = 8  # what each node in the body of a loop costs, beside the text
# Statements that reach outside the template, switch escaping off, or work on XML as on text.
_REFUSED: Final[dict[type[nodes.Node], str]] = {
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.FilterBlock: "filter",
    nodes.ScopedEvalContextModifier: "autoescape",
}
_CHANGES: Final[dict[type[nodes.Node], Callable[[Any], nodes.Node]]] = {}


def rewrite(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """Return `tree` with bounds in it; TemplateAssertionError for what may not be there."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known: Mapping[str, Any] = environment.tests
        if isinstance(node, nodes.Filter):
            known = environment.filters
        if node.name not in known:  # Jinja itself says so only outside an if
            kind = type(node).__name__.lower()
            raise TemplateAssertionError(f"No {kind} named {node.name!r}.", node.lineno)
    _rewritten(tree)
    tree.set_environment(environment)
    return tree


def _rewritten(node: nodes.Node) -> nodes.Node:
    if word := _REFUSED.get(type(node)):
        raise TemplateAssertionError(f"ใช้คำสั่ง {word} ไม่ได้", node.lineno)
    for field, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(node, field, _rewritten(value))
        elif isinstance(value, list):
            value[:] = [_rewritten(v) if isinstance(v, nodes.Node) else v for v in value]
    change = _CHANGES.get(type(node))
    return change(node) if change else node


def _changes(
    *kinds: type[nodes.Node],
) -> Callable[[Callable[[Any], nodes.Node]], Callable[[Any], nodes.Node]]:
    """Register the function as what nodes of `kinds` are replaced by."""

    def register(function: Callable[[Any], nodes.Node]) -> Callable[[Any], nodes.Node]:
        _CHANGES.update(dict.fromkeys(kinds, function))
        return function

    return register


def _filter(node: Any, name: str, *arguments: int) -> nodes.Filter:
    constants: list[nodes.Expr] = [nodes.Const(value, lineno=node.lineno) for value in arguments]
    return nodes.Filter(node, name, constants, [], None, None, lineno=node.lineno)


@_changes(nodes.Const)
def _decimal(node: nodes.Const) -> nodes.Node:
    """Make ``1.04`` mean the decimal 1.04: figures never become floats."""
    if not isinstance(node.value, float):
        return node
    text: nodes.Expr = nodes.Const(repr(node.value), lineno=node.lineno)
    return _filter(text, "ทศนิยม")


@_changes(nodes.For)
def _loop(node: nodes.For) -> nodes.Node:
    if node.recursive:
        raise TemplateAssertionError("ใช้ recursive ไม่ได้", node.lineno)
    node.iter = _filter(node.iter, STEPS, _weight(node.body))
    return node


@_changes(nodes.Macro, nodes.CallBlock)
def _macro(node: nodes.Macro | nodes.CallBlock) -> nodes.Node:
    weight = nodes.Const(_weight(node.body), lineno=node.lineno)
    node.body.insert(0, nodes.ExprStmt(_filter(weight, WORK), lineno=node.lineno))
    return node


def _weight(body: list[nodes.Node]) -> int:
    """Return what going through `body` once costs, without the loops and macros in it."""
    total = STEP
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        total += len(node.data) if isinstance(node, nodes.TemplateData) else _EXPRESSION
        counted_there = isinstance(node, (nodes.For, nodes.Macro, nodes.CallBlock))
        waiting += node.iter_child_nodes(exclude=("body",) if counted_there else None)
    return total


@_changes(nodes.Concat)
def _concat(node: nodes.Concat) -> nodes.Node:
    return _filter(nodes.List(node.nodes, lineno=node.lineno), JOINED)


@_changes(nodes.Output)
def _output(node: nodes.Output) -> nodes.Node:
    """Print the pieces of ``a ~ b`` one by one, each in its own digits."""
    pieces: list[nodes.Expr] = []
    for child in node.nodes:
        if isinstance(child, nodes.Filter) and child.name == JOINED:
            assert isinstance(child.node, nodes.List)
            pieces += child.node.items
        else:
            pieces.append(child)
    node.nodes = pieces
    return node


@_changes(nodes.List, nodes.Tuple, nodes.Dict)
def _display(node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Node:
    is_target = isinstance(node, nodes.Tuple) and node.ctx != "load"
    if is_target or all(isinstance(item, nodes.Const) for item in node.items):
        return node
    return _filter(node, SMALL)


@_changes(nodes.Getitem)
def _slice(node: nodes.Getitem) -> nodes.Node:
    if isinstance(node.arg, nodes.Slice):  # Jinja slices without asking the sandbox
        node.node = _filter(node.node, PLAIN)
    return node


@_changes(nodes.Compare)
def _compare(node: nodes.Compare) -> nodes.Node:
    node.expr = _weighed(node.expr)
    for operand in node.ops:
        operand.expr = _weighed(operand.expr)
    return node


@_changes(nodes.Test)
def _test(node: nodes.Test) -> nodes.Node:
    if node.args:
        node.node = _weighed(node.node)
        node.args[:] = [_weighed(each) for each in node.args]
    return node


def _weighed(node: nodes.Expr) -> nodes.Expr:
    """Return `node` so that comparing it is counted."""
    return node if isinstance(node, nodes.Const) else _filter(node, WEIGHED)


@_changes(nodes.Call, nodes.Filter)
def _keywords(node: nodes.Call | nodes.Filter) -> nodes.Node:
    """Pass keywords such as จำนวน by a dict: Python would take its สระอำ apart (NFKC)."""
    words: list[Any] = list(node.kwargs)
    split = [word for word in words if unicodedata.normalize("NFKC", word.key) != word.key]
    if split and node.dyn_kwargs is None:
        node.kwargs[:] = [word for word in words if word not in split]
        pairs = [
            nodes.Pair(nodes.Const(word.key, lineno=node.lineno), word.value, lineno=node.lineno)
            for word in split
        ]
        node.dyn_kwargs = nodes.Dict(pairs, lineno=node.lineno)
    return node
