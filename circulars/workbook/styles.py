"""Cell styles of a workbook (ลักษณะเซลล์): the number format of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.workbook.number_format import BUILT_IN
from circulars.workbook.parts import MAIN, safe_parser

if TYPE_CHECKING:
    from collections.abc import Sequence

GENERAL: Final = "General"

# Formats known by number only.  Source: ECMA-376 part 1, 18.8.30; 5 to 8 and 41 to 44, which
# it leaves to each language, as Excel writes them in English.
_EVERYWHERE: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip


def read_styles(xml: bytes | None) -> Sequence[str]:
    """Return the number format code of each cell style, in their order in the part styles.xml.

    Formats known by number only are those of Thai Excel.  Without the part, or without a style
    in it, every cell is General.
    """
    if xml is None:
        return (GENERAL,)
    root = etree.fromstring(xml, safe_parser())
    own = {
        item.get("numFmtId", "0"): item.get("formatCode", GENERAL)
        for item in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
    }
    styles = root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
    return tuple(_code(style.get("numFmtId", "0"), own) for style in styles) or (GENERAL,)


def _code(number: str, own: dict[str, str]) -> str:
    if code := own.get(number):
        return code
    return BUILT_IN.get(int(number)) or _EVERYWHERE.get(int(number), GENERAL)
