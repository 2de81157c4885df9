"""Work on a text done once: letters of a batch repeat their paragraphs."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

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
        if sum(map(_length, args)) < _LONGEST:
            return kept(*args, **kwargs)
        return function(*args, **kwargs)

    return remembering


def _length(value: object) -> int:
    """Return how many characters `value` holds, if it is a text or a tuple of texts."""
    if isinstance(value, str):
        return len(value)
    return sum(map(_length, value)) if isinstance(value, tuple) else 0
