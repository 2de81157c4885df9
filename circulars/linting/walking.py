"""Going through the tags of a part in order, with the names that tags around them give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes

from circulars.expressions import make_sandbox
from circulars.linting.inference import Inference, Problem, Trouble
from circulars.linting.shapes import ANY, Shape, Sort
from circulars.render.faults import BLOCKS, tag_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.linting.draft import Part
    from circulars.render.tags import Tag

SANDBOX: Final = make_sandbox()
_INNER: Final = ("loop", "caller", "varargs", "kwargs")
# Names that a tag gives which nobody can read: they are not to be missed as well.
_GIVEN_THERE: Final = re.compile(
    r"\b\w*(?:for|fro|set|with|macro)\w*\s+(.*?)(?:\bin\b|=|\(|$|%\})", re.DOTALL
)
_IDENTIFIER: Final = re.compile(r"[^\W\d][\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*")  # with Thai marks
_RUNS: Final = frozenset({"r", "p", "tr", "tc"})  # tags that print XML: {{r … }}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem in one tag."""

    tag: Tag
    problem: Problem


class _Names:
    """The names known at a tag: of the letter, and of the blocks around it."""

    def __init__(self, letter: Mapping[str, Shape], part: Part) -> None:
        self._scopes: list[tuple[str, dict[str, Shape]]] = [("", {**letter, **_unread(part)})]

    def all(self) -> dict[str, Shape]:
        """Return every name known here."""
        return {name: shape for _, names in self._scopes for name, shape in names.items()}

    def is_inside(self, word: str) -> bool:
        """Return whether a block of that kind is open."""
        return any(opened == word for opened, _ in self._scopes)

    def give(self, names: Mapping[str, Shape]) -> None:
        """Add names to the innermost scope."""
        self._scopes[-1][1].update(names)

    def open(self, word: str, names: Mapping[str, Shape]) -> None:
        """Begin a block with names of its own."""
        self._scopes.append((word, {**names, **dict.fromkeys(_INNER, ANY)}))

    def close(self, word: str) -> None:
        """End the innermost block of that kind; those left open in it are told elsewhere."""
        if self.is_inside(word):
            while self._scopes.pop()[0] != word:
                pass


def problems(part: Part, letter: Mapping[str, Shape], assumed: Shape | None) -> Iterator[Found]:
    """Yield what is wrong with the names in the tags of `part`, a letter having those of `letter`.

    Names that nothing gives are `assumed` to be so, or are a problem.
    """
    names = _Names(letter, part)
    for tag in part.tags:
        if tag.sign == "%" and tag.word.startswith("end"):
            names.close(tag.word[3:])
            continue
        body = read_tag(tag)
        inference = Inference(names.all(), assumed=assumed)
        for node in body:
            _read(node, tag, inference, names)
        yield from (Found(tag=tag, problem=problem) for problem in inference.problems)
        if tag.sign == "%" and tag.word in BLOCKS and not body:
            names.open(tag.word, {})


def read_tag(tag: Tag) -> list[nodes.Node]:
    """Return the tree of one tag; nothing for one that only ends a block, or cannot be read."""
    source = tag_source(tag)
    try:
        return list(SANDBOX.parse(source).body) if source else []
    except TemplateSyntaxError:  # told where tags are read one by one
        return []


def _read(node: nodes.Node, tag: Tag, inference: Inference, names: _Names) -> None:
    """Find the problems of one tag's tree, and give the names that it gives."""
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                _printed(child, tag, inference)
    elif isinstance(node, nodes.For):
        _loop(node, inference, names)
    elif isinstance(node, nodes.If):
        inference.shape(node.test)
        if tag.word == "if":
            names.open("if", {})
    elif isinstance(node, nodes.Assign):
        shape = inference.shape(node.node)
        names.give(
            {
                name: shape if isinstance(node.target, nodes.Name) else ANY
                for name in _targets(node.target)
            }
        )
    elif isinstance(node, nodes.AssignBlock):
        names.give(dict.fromkeys(_targets(node.target), ANY))
    else:
        _other(node, tag, inference, names)


def _other(node: nodes.Node, tag: Tag, inference: Inference, names: _Names) -> None:
    own: dict[str, Shape] = {}
    if isinstance(node, nodes.With):
        shapes = [inference.shape(value) for value in node.values]
        own = {
            name: shape
            for target, shape in zip(node.targets, shapes, strict=False)
            for name in _targets(target)
        }
    elif isinstance(node, nodes.Macro):
        names.give({node.name: ANY})
        own = dict.fromkeys((each.name for each in node.args), ANY)
        for default in node.defaults:
            inference.shape(default)
    else:
        inference.shape(node)
    if tag.word in BLOCKS:
        names.open(tag.word, own)


def _loop(node: nodes.For, inference: Inference, names: _Names) -> None:
    item = inference.loop_item(node.iter)
    is_one = isinstance(node.target, nodes.Name)
    own = dict.fromkeys(_targets(node.target), item if is_one else ANY)
    names.open("for", own)
    if node.test is not None:
        inference.names = names.all()
        inference.shape(node.test)


def _printed(node: nodes.Expr, tag: Tag, inference: Inference) -> None:
    """Find whether a value is printed as what it is: text in {{ … }}, runs in {{r … }}."""
    shape = inference.shape(node)
    if tag.sign != "{":
        return
    as_runs = tag.replaces in _RUNS
    wrong = shape.is_single if as_runs else shape.sort is Sort.RUNS
    if wrong or shape.sort in {Sort.LIST, Sort.RECORD}:
        inference.problems.append(Problem(trouble=Trouble.PRINTED, name="", shape=shape))


def _targets(target: nodes.Node) -> list[str]:
    own = [target.name] if isinstance(target, nodes.Name) else []
    return own + [name.name for name in target.find_all(nodes.Name)]


def names_given(part: Part) -> frozenset[str]:
    """Return the names that loops and assignments in the tags of `part` give."""
    every = (node for tag in part.tags for node in read_tag(tag))
    return frozenset(
        name
        for node in every
        if isinstance(node, (nodes.For, nodes.Assign))
        for name in _targets(node.target)
    )


def _unread(part: Part) -> dict[str, Shape]:
    """Return names that loops and assignments give which cannot be read."""
    texts = [line.text for line in part.lines if line.loose_braces()]
    texts += [tag.inside for tag in part.tags if tag_source(tag) and not read_tag(tag)]
    given = " ".join(found[1] for text in texts for found in _GIVEN_THERE.finditer(text))
    names = identifiers(given)
    return dict.fromkeys((*names, *_INNER) if names else (), ANY)


def identifiers(text: str) -> list[str]:
    """Return everything in `text` that may be a name.

    >>> identifiers("{{ ชั้นความเร็ว | upper }}")
    ['ชั้นความเร็ว', 'upper']
    """
    return _IDENTIFIER.findall(text)
