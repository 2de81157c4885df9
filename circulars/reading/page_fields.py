"""Numbers of pages that Word puts in (PAGE): shown as it will print them, not as they were saved.

What a field holds in the file is what somebody's program saw last; python-docx and Google Docs
write “2” whatever the section asks for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.reading.counting import count
from circulars.reading.markup import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# ISO/IEC 29500-1, 17.16.5.43 `PAGE`: not NUMPAGES, not PAGEREF.
_PAGE: Final = re.compile(r"\bPAGE\b", re.IGNORECASE)
# Its switch goes before what the section says.  17.16.4.3.1; MERGEFORMAT is about fonts.
_SWITCH: Final = re.compile(r"\\\* *(?!MERGEFORMAT)(\w+)", re.IGNORECASE)
_FORMS: Final = {"thaiarabic": "thaiNumbers", "thailetter": "thaiLetters", "arabic": "decimal"}
_MARK: Final = f"{W}fldChar"
_INSTRUCTION: Final = f"{W}instrText"
_SIMPLE: Final = f"{W}fldSimple"
_NUMBER: Final = f"{W}pgNum"


def has_page_field(root: etree._Element) -> bool:
    """Return whether Word puts the number of the page into this header or footer."""
    if next(root.iter(_NUMBER), None) is not None:
        return True
    simple = (field.get(f"{W}instr", "") for field in root.iter(_SIMPLE))
    typed = "".join(text.text or "" for text in root.iter(_INSTRUCTION))
    return any(map(_PAGE.search, (*simple, typed)))


def show_page_numbers(root: etree._Element, form: str) -> None:
    """Write the page numbers in `root` as their field, or else the section's `form`, has them.

    `form` is a `w:numFmt` ("thaiNumbers"), empty where the section names none: then the number
    stays as it is.
    """
    for instruction, text in (*_simple_results(root), *_complex_results(root)):
        number = (text.text or "").strip()
        switch = _SWITCH.search(instruction)
        wanted = _FORMS.get(switch[1].lower(), "") if switch else form
        if _PAGE.search(instruction) and number.isdecimal() and wanted:
            text.text = count(int(number), wanted)


def _simple_results(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for field in root.iter(_SIMPLE):
        yield from ((field.get(f"{W}instr", ""), text) for text in field.iter(TEXT))


def _complex_results(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the texts that stand in results of fields, each with the field's instruction."""
    fields: list[tuple[list[str], list[bool]]] = []  # of each open one; whether its result began
    for each in root.iter(_MARK, _INSTRUCTION, TEXT):
        kind = each.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append(([], []))
        elif fields and kind == "separate":
            fields[-1][1].append(True)
        elif fields and kind == "end":
            fields.pop()
        elif fields and each.tag == _INSTRUCTION:
            fields[-1][0].append(each.text or "")
        elif fields and fields[-1][1]:
            yield "".join(fields[-1][0]), each
