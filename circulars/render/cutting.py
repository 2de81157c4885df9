"""Where a text can be cut so that nothing kept together reaches over the cut.

Text of a template stands between values that are not known yet.  Where it can be cut, its inner
part is gone through once for all letters, and around a value only what is near it.
"""

from __future__ import annotations

from itertools import pairwise

from circulars.data import line_breaks
from circulars.render.keeping import PARTED, SHORT, shape, spaced


def cuts(text: str) -> list[int]:
    """Return the spaces at which `text` can be cut, whatever stands around it.

    Its first and its last stretch may go on in what stands there.

    >>> cuts("บาท จัดเก็บได้ ณ วันที่ 5 มีนาคม 2568 จำนวน ")
    [14, 37]
    """
    stretches = shape(text).split(" ")
    inside = stretches[1:-1]
    place = len(stretches[0])
    found = []
    for number, (left, right) in enumerate(pairwise(inside), start=2):
        place += 1 + len(left)
        behind = inside[number] if number < len(inside) else ""
        # Behind a short stretch a rule looks at the next one, which must be known then.
        is_known = number < len(inside) or len(right) > SHORT
        if is_known and _is_free(left, right, behind):
            found.append(place)
    return found


def _is_free(left: str, right: str, behind: str) -> bool:
    """Return whether nothing is kept together over the space between two stretches.

    What stands before `left` is not known: by the rules it can only hinder a match.
    """
    if len(left) <= SHORT and _reaches_over(left, right):
        return False
    if not left or not right or left[-1] == PARTED or right[0] == PARTED:
        return True
    return spaced("", left, right, behind if len(right) <= SHORT else "") is None


def _reaches_over(left: str, right: str) -> bool:
    """Return whether what is kept with the stretch before `left` may reach into `right`."""
    found = line_breaks().afters.match(f"{left} {right}")
    return found is not None and any(end > len(left) for _, end in found.regs[1:])
