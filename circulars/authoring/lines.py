"""Lines of the letter that are a list: one paragraph stays, and is repeated."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from circulars.authoring.manuscript import drop, frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written_letter import Passage

END_FOR: Final = "{%p endfor %}"


def loop_over(
    script: Manuscript, lines: Sequence[Passage], name: str, what: str, *, item: str = "บรรทัด"
) -> None:
    """Make the first of `lines` the one that is repeated for each of `name`; the others go.

    Lines that share a paragraph, or stand where it cannot be repeated, stay as they are typed.
    """
    if not lines:
        return
    elements = [script.element(line.paragraph.order) for line in lines]
    alone = len({id(each) for each in elements}) == len(lines)
    if not alone or any(each is None for each in elements):
        for line in lines:
            script.leave(line.paragraph, line.text, f"{what}: หลายบรรทัดในย่อหน้าเดียว")
        return
    first = lines[0]
    if not script.put(first, f"{{{{ {item} }}}}", what):
        return
    for line in lines[1:]:
        script.note(line.paragraph, line.text, f"{{{{ {item} }}}}", what)
    kept, *others = [each for each in elements if each is not None]
    for each in others:
        script.later(partial(drop, each))
    script.later(partial(frame, kept, kept, [f"{{%p for {item} in {name} %}}"], [END_FOR]))


def repeat_items(script: Manuscript, elements: Sequence[etree._Element], loop: str) -> None:
    """Make the first item stand for the first, the second for all others; the rest goes.

    A list of one item is repeated as it is.
    """
    first, *others = elements
    if not others:
        script.later(partial(frame, first, first, [loop], [END_FOR]))
        return
    for each in others[1:]:
        script.later(partial(drop, each))
    script.later(partial(frame, first, first, [loop, "{%p if loop.first %}"], ["{%p else %}"]))
    script.later(partial(_close, first, others[0]))


def _close(first: etree._Element, second: etree._Element) -> None:
    """Put the second item behind the first one's `else`, and end what was opened."""
    middle = first.getnext()
    if middle is not None:
        middle.addnext(second)
    frame(second, second, [], ["{%p endif %}", END_FOR])
