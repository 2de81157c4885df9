"""Work on a text done once: letters of a batch repeat their paragraphs."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_Thing = TypeVar("_Thing")

_MOST: Final = 4096  # answers of one function
_LONGEST: Final = 2000  # characters; a longer text is no paragraph that comes again


def remembered(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """Return the pure `function` with its last answers kept, but for those about long texts.

    So what is kept is bounded in bytes too, whatever stands in the letters.

    >>> from circulars.checks.remembered import remembered
    >>> count = remembered(len)
    >>> count("จุน"), count("จุน" * 1000)
    (3, 3000)
    """
    kept = cast("Callable[_Asked, _Answer]", lru_cache(maxsize=_MOST)(function))

    @wraps(function)
    def remembering(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Answer:
        length = 0
        for value in args:
            length += len(value) if type(value) is str else _length(value)
        return (kept if length < _LONGEST else function)(*args, **kwargs)

    return remembering


def last_remembered(function: Callable[[_Thing], _Answer]) -> Callable[[_Thing], _Answer]:
    """Return the pure `function` with its answer kept about what it was asked about last.

    For what many rules ask about one letter after another: known by being the same object, so
    that no letter is compared or hashed as a whole.

    >>> from circulars.checks.remembered import last_remembered
    >>> names = ["จุน", "ปง"]
    >>> joined = last_remembered(" ".join)
    >>> joined(names) is joined(names)
    True
    """
    kept: tuple[_Thing, _Answer] | None = None

    @wraps(function)
    def remembering(thing: _Thing) -> _Answer:
        nonlocal kept
        last = kept  # another thread may set it meanwhile
        if last is not None and last[0] is thing:
            return last[1]
        answer = function(thing)
        kept = (thing, answer)
        return answer

    return remembering


def _length(value: object) -> int:
    """Return how many characters `value` holds, if it is a text or a tuple of texts."""
    if isinstance(value, str):
        return len(value)
    return sum(map(_length, value)) if isinstance(value, tuple) else 0
