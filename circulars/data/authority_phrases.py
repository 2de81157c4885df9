"""Phrases under a signature and the posts they fit, from authority_phrases.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from circulars.data.tables import toml_table
from circulars.model.findings import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossiblePair:
    """Phrases that cannot stand before posts."""

    phrases: tuple[str, ...]
    posts: tuple[str, ...]  # patterns of their first words
    level: Level  # how sure that is
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityPhrases:
    """What authority_phrases.toml says."""

    phrases: dict[str, str]  # "ปฏิบัติราชการแทน": "delegated"
    impossible: tuple[ImpossiblePair, ...]
    principals: dict[str, str]  # "ศาลากลางจังหวัด": "ผู้ว่าราชการจังหวัด"


@cache
def authority_phrases() -> AuthorityPhrases:
    """Return the phrases and rules of authority_phrases.toml.

    >>> authority_phrases().phrases["รักษาราชการแทน"]
    'acting'
    """
    table = toml_table("authority_phrases.toml")
    pairs = (
        ImpossiblePair(
            phrases=tuple(pair["phrases"]),
            posts=tuple(pair["posts"]),
            level=Level(pair["level"]),
            reason=pair["reason"],
        )
        for pair in table["impossible"]
    )
    return AuthorityPhrases(
        phrases=table["phrases"], impossible=tuple(pairs), principals=table["principals"]
    )


def phrase_at_end(line: str) -> str | None:
    """Return the phrase that ends the line, None without one.

    >>> phrase_at_end("พัฒนาการจังหวัด ปฏิบัติราชการแทน")
    'ปฏิบัติราชการแทน'
    """
    found = _at_end().search(line)
    return found[1] if found else None


def has_phrase(line: str) -> bool:
    """Return whether a phrase stands anywhere in the line.

    >>> has_phrase("รักษาราชการแทนผู้ว่าราชการจังหวัดพะเยา")
    True
    """
    return any(phrase in line for phrase in authority_phrases().phrases)


@cache
def _at_end() -> re.Pattern[str]:
    phrases = sorted(authority_phrases().phrases, key=len, reverse=True)
    return re.compile(rf"({'|'.join(phrases)})\s*$")
