"""Thai words of a text, for places where a line may break."""

from __future__ import annotations

import os
from functools import lru_cache


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return `text` cut into words and blanks; joined they give `text` again.

    >>> words("รวมทั้งสิ้น 5")
    ('รวม', 'ทั้งสิ้น', ' ', '5')
    """
    # PyThaiNLP would make a folder in the home directory, and fail where it cannot.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize import word_tokenize

    return tuple(word_tokenize(text, engine="newmm", keep_whitespace=True))
