"""Tags as they are written: braces, expressions, blocks that open and close."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.linting.rules import template_rule
from circulars.linting.walking import SANDBOX, names_given
from circulars.model.findings import Finding, Level
from circulars.render.faults import STATEMENTS, WORDS, match_blocks, tag_faults
from circulars.render.tags import TAG, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.linting.draft import Draft
    from circulars.render.tags import Paragraph

_TORN: Final = re.compile(r"\{%-?(?:(?:tr|tc|p|r)\b)?\s*(\w+)")

_NAME: Final = r"[^\W\d][\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.]*"  # letters, with Thai marks
_LOOKALIKE: Final = re.compile(
    rf"(?<!_)(?:\{{\s*\{{?|｛\s*｛?|\[\[|<<)\s*({_NAME})\s*(?:\}}\s*\}}?|｝\s*｝?|\]\]|>>)(?!_)"
)


@template_rule
def tags_that_cannot_be_read(draft: Draft) -> Iterator[Finding]:
    """Find everything that the renderer finds wrong in tags, part by part.

    Tags that are torn or misspelt count as what they were meant to be where blocks are
    matched: one fault is told once.
    """
    for part in draft.tagged:
        lines = [line for line in part.lines if line.has_braces]
        yield from tag_faults(lines, SANDBOX)
        yield from match_blocks(tag for line in lines for tag in _meant(line)).faults


@template_rule
def lookalikes(draft: Draft) -> Iterator[Finding]:
    """Find names in braces that make no tag, such as ``{ เรื่อง }``: they print as they stand."""
    for part in draft.parts:
        every = [(line, found) for line in part.lines for found in lookalikes_in(line)]
        names = {*draft.known, *names_given(part)} if every else set()
        for line, found in every:
            if found[1].split(".")[0] in names:
                yield Finding(
                    code="template-tag-lookalike",
                    level=Level.WARN,
                    where=line.where,
                    message=f"“{found[0]}” ไม่ใช่แท็ก จะออกมาตามตัวในหนังสือ",
                    hint=f"ถ้าต้องการให้พิมพ์ค่า ให้พิมพ์ {{{{ {found[1]} }}}}",
                )


def lookalikes_in(line: Paragraph) -> Iterator[re.Match[str]]:
    """Yield what may have been meant as a tag that prints group 1."""
    yield from _LOOKALIKE.finditer(TAG.sub("", line.text))


def _meant(line: Paragraph) -> Iterator[Tag]:
    """Yield the tags of `line`, those that cannot be read as they were meant."""
    end = 0
    for found in TAG.finditer(line.text):
        yield from _torn(line, line.text[end : found.start()])
        yield _mended(Tag(found.group(), line.where, line.number))
        end = found.end()
    yield from _torn(line, line.text[end:])


def _torn(line: Paragraph, text: str) -> Iterator[Tag]:
    for found in _TORN.finditer(text):
        yield _mended(Tag(f"{{% {found[1]} %}}", line.where, line.number))


def _mended(tag: Tag) -> Tag:
    """Return a statement with its first word as it was meant, any other tag as it is."""
    if tag.sign != "%" or tag.word.removeprefix("end") in STATEMENTS:
        return tag
    close = difflib.get_close_matches(tag.word, WORDS, n=1, cutoff=0.5)
    return replace(tag, text=f"{{% {close[0]} %}}") if close else tag
