"""Lists of words that come with PyThaiNLP, read without loading it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def corpus(name: str) -> str:
    """Return the list called `name` as it stands: a word on each line.

    >>> "หนังสือ" in corpus("words_th.txt").splitlines()
    True
    """
    package = find_spec("pythainlp")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("corpus").joinpath(name).read_text(encoding="utf-8-sig")
