"""Tags read many at a time: what Jinja does with each alone takes most of its time to set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.expressions import Sandbox

_BETWEEN: Final = "\0"  # what stands in no XML, and so in no tag
_FEW: Final = 24  # read together where not all can be


def readable(sources: Sequence[str], sandbox: Sandbox) -> Iterator[str]:
    """Yield those of `sources`, each a tag, that are known to be in order; others may be too.

    >>> from circulars.expressions import make_sandbox
    >>> list(readable(["{{ ก }}", "{{ ข | ตัวอักษร }}"], make_sandbox()))
    []
    """
    if _are_in_order(sources, sandbox):
        yield from sources
    elif len(sources) > _FEW:
        for start in range(0, len(sources), _FEW):
            few = sources[start : start + _FEW]
            if _are_in_order(few, sandbox):
                yield from few


def _are_in_order(sources: Sequence[str], sandbox: Sandbox) -> bool:
    """Return whether Jinja reads `sources` in a row, and each of them by itself."""
    text = _BETWEEN.join(sources)
    gaps = len(sources) - 1
    try:
        tree = sandbox.parse(text)
        # A text that one of them does not close would reach into the next.
        if not gaps == text.count(_BETWEEN) == _gaps(tree):
            return False
        sandbox.translated(tree)
    except (TemplateSyntaxError, RecursionError):
        return False
    return True


def _gaps(tree: nodes.Template) -> int:
    """Return how often what parts the tags stands outside all of them."""
    outputs = (node for node in tree.body if isinstance(node, nodes.Output))
    pieces = (piece for node in outputs for piece in node.nodes)
    return sum(
        piece.data.count(_BETWEEN) for piece in pieces if isinstance(piece, nodes.TemplateData)
    )
