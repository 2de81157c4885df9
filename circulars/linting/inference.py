"""What an expression gives, and what is wrong with it, before there are any values."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from circulars.linting.filter_shapes import demanded, given
from circulars.linting.shapes import ANY, FLAG, NUMBER, TEXT, Shape, Sort, either, list_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Trouble(StrEnum):
    """What can be wrong with an expression."""

    NAME = "name"  # nothing of that name
    PART = "part"  # a value that has no parts at all
    CALL = "call"  # a method of Python, which is not reached
    LOOP = "loop"  # through what is no list
    UNLIKE = "unlike"  # two sorts of value computed or compared
    VALUE = "value"  # a filter given another sort of value than it takes
    PRINTED = "printed"  # a list as text, text as runs, runs as text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong; `name` is what was asked for, `near` what there is instead."""

    trouble: Trouble
    name: str
    shape: Shape = ANY
    near: tuple[str, ...] = ()


class Inference:
    """Goes through one expression after another, with the names known at each."""

    def __init__(self, names: Mapping[str, Shape], *, assumed: Shape | None = None) -> None:
        self.names = names
        self.problems: list[Problem] = []
        self._assumed = assumed  # of names that nothing gives; None: they are a problem
        self._quiet = 0

    @singledispatchmethod
    def shape(self, node: nodes.Node) -> Shape:
        """Return what `node` gives; problems are added to :attr:`problems`."""
        return self._plain(node, ANY)

    def loop_item(self, node: nodes.Node) -> Shape:
        """Return what a loop over `node` goes through."""
        shape = self.shape(node)
        if shape.sort is Sort.LIST:
            return shape.item or ANY
        if shape.is_single or shape.sort in {Sort.RECORD, Sort.RUNS}:
            self._tell(Problem(trouble=Trouble.LOOP, name=_shown(node), shape=shape))
        return ANY

    def _tell(self, problem: Problem) -> None:
        if not self._quiet:
            self.problems.append(problem)

    @contextmanager
    def _silence(self) -> Iterator[None]:
        """Let parts be missing, for which there is a default."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    @shape.register
    def _name(self, node: nodes.Name) -> Shape:
        if node.name in self.names:
            return self.names[node.name]
        if self._assumed is not None:
            return self._assumed
        # A name at the top has to be there, also where a default is given.
        known = tuple(name for name in self.names if not name.startswith("_"))
        self.problems.append(Problem(trouble=Trouble.NAME, name=node.name, near=known))
        return ANY

    def _part(self, owner: Shape, name: str) -> Shape:
        if owner.sort is Sort.RECORD and owner.parts is not None:
            if name in owner.parts:
                return owner.parts[name]
            self._tell(Problem(trouble=Trouble.NAME, name=name, near=tuple(owner.parts)))
        elif owner.sort is not Sort.ANY and owner.sort is not Sort.RECORD:
            self._tell(Problem(trouble=Trouble.PART, name=name, shape=owner))
        return ANY

    @shape.register
    def _attribute(self, node: nodes.Getattr) -> Shape:
        before = len(self.problems)
        owner = self.shape(node.node)
        if node.attr.startswith("_"):
            if len(self.problems) == before:  # one way to what is hidden is one problem
                self._tell(Problem(trouble=Trouble.CALL, name=node.attr))
            return ANY
        return self._part(owner, node.attr)

    @shape.register
    def _entry(self, node: nodes.Getitem) -> Shape:
        owner = self.shape(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(owner, node.arg.value)
        self.shape(node.arg)
        if isinstance(node.arg, nodes.Slice):
            return owner
        if owner.is_single and owner.sort is not Sort.TEXT:
            self._tell(Problem(trouble=Trouble.PART, name=_shown(node.arg), shape=owner))
        return owner.item or ANY if owner.sort is Sort.LIST else ANY

    @shape.register
    def _filter(self, node: nodes.Filter) -> Shape:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.shape(child)
        if node.node is None:  # {% filter … %}
            return ANY
        if node.name in {"d", "default"}:
            with self._silence():
                shape = self.shape(node.node)
            return ANY if node.args[1:] else shape
        shape = self.shape(node.node)
        if shape.sort is not Sort.ANY and shape.sort not in demanded(node.name):
            self._tell(Problem(trouble=Trouble.VALUE, name=node.name, shape=shape))
        return given(node.name, shape)

    @shape.register
    def _call(self, node: nodes.Call) -> Shape:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.shape(child)
        if isinstance(node.node, nodes.Getattr):
            owner = self.shape(node.node.node)
            if owner.sort is not Sort.ANY:
                self._tell(Problem(trouble=Trouble.CALL, name=node.node.attr))
        elif not (isinstance(node.node, nodes.Name) and node.node.name in _FUNCTIONS):
            self.shape(node.node)
        elif node.node.name == "range":
            return list_of(NUMBER)
        return ANY

    @shape.register
    def _test(self, node: nodes.Test) -> Shape:
        with self._silence():
            self.shape(node.node)
        for child in node.args:
            self.shape(child)
        return FLAG

    @shape.register
    def _choice(self, node: nodes.CondExpr) -> Shape:
        self.shape(node.test)
        first = self.shape(node.expr1)
        return either(first, self.shape(node.expr2)) if node.expr2 is not None else first

    @shape.register
    def _logic(self, node: nodes.And | nodes.Or) -> Shape:
        return either(self.shape(node.left), self.shape(node.right))

    def _plain(self, node: nodes.Node, shape: Shape) -> Shape:
        for child in node.iter_child_nodes():
            self.shape(child)
        return shape

    @shape.register
    def _joined(self, node: nodes.Concat) -> Shape:
        return self._plain(node, TEXT)

    @shape.register
    def _negated(self, node: nodes.Not) -> Shape:
        return self._plain(node, FLAG)

    @shape.register
    def _compared(self, node: nodes.Compare) -> Shape:
        first = self.shape(node.expr)
        for operand in node.ops:
            other = self.shape(operand.expr)
            ordered = operand.op in _ORDERING and first.is_single and other.is_single
            if ordered and first != other:
                self._tell(Problem(trouble=Trouble.UNLIKE, name=operand.op, shape=other))
        return FLAG

    @shape.register
    def _computed(self, node: nodes.BinExpr) -> Shape:
        left, right = self.shape(node.left), self.shape(node.right)
        if left == right and left.sort in _ADDED.get(node.operator, _FIGURES):
            return left
        known = left.sort is not Sort.ANY and right.sort is not Sort.ANY
        if known and not (node.operator == "*" and Sort.NUMBER in {left.sort, right.sort}):
            other = left if right.sort is Sort.NUMBER else right
            self._tell(Problem(trouble=Trouble.UNLIKE, name=node.operator, shape=other))
        return ANY

    @shape.register
    def _list(self, node: nodes.List | nodes.Tuple) -> Shape:
        shapes = [self.shape(item) for item in node.items]
        same = bool(shapes) and all(shape == shapes[0] for shape in shapes)
        return list_of(shapes[0] if same else ANY)

    @shape.register
    def _constant(self, node: nodes.Const) -> Shape:
        if isinstance(node.value, bool):
            return FLAG
        if isinstance(node.value, str):
            return TEXT
        return ANY if node.value is None else NUMBER


_ORDERING: Final = frozenset({"gt", "gteq", "lt", "lteq"})
_FIGURES: Final = frozenset({Sort.NUMBER, Sort.FLAG})
_ADDED: Final = {"+": _FIGURES | {Sort.TEXT, Sort.LIST}}
_FUNCTIONS: Final = frozenset({"range", "cycler", "joiner", "namespace"})


def _shown(node: nodes.Node) -> str:
    """Return the expression as far as it is names: ``ยอด.แถวรวม``."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_shown(node.node)}.{node.attr}"
    return "…"
