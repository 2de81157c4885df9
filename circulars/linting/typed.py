"""Digits typed into the template: Thai ones in a letter of Thai digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.checks.digits import styled_numbers
from circulars.letter_types.lookups import table_at
from circulars.linting.own_sections import own_lines
from circulars.linting.rules import template_rule
from circulars.model.findings import Finding, Level
from circulars.render.tags import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.linting.draft import Draft

_ARABIC: Final = re.compile("[0-9]")
_TORN: Final = re.compile(r"\{[{%][^{}]*|[^{}]*[}%]\}")  # a tag without its end or its start
_SHOWN: Final = 5  # numbers quoted in a finding


@template_rule
def arabic_digits(draft: Draft) -> Iterator[Finding]:
    """Find Arabic digits typed into a letter that prints its values in Thai ones.

    Tables and annex pages are left alone, as in letters; values are printed in Thai digits by
    themselves.
    """
    if table_at((draft.table or {}).get("digits")).get("letter", "thai") != "thai":
        return
    for part in draft.parts:
        for line in own_lines(part, draft.written):
            if next(part.elements[line.number].iterancestors(f"{W}tbl"), None) is not None:
                continue
            typed = _TORN.sub(" ", TAG.sub(" ", line.text))
            if numbers := [each for each in styled_numbers(typed) if _ARABIC.search(each)]:
                quoted = ", ".join(f"“{each}”" for each in numbers[:_SHOWN])
                yield Finding(
                    code="mixed-digits",
                    level=Level.WARN,
                    where=line.where,
                    message=f"พิมพ์เลขอารบิก {quoted} ไว้ในแบบ ซึ่งออกหนังสือเป็นเลขไทย",
                    hint="พิมพ์เป็นเลขไทย ค่าในแท็กเป็นเลขไทยเองอยู่แล้ว",
                )
