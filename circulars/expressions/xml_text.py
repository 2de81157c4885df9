"""Values as text of a WordprocessingML document."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

# All but the printable characters of XML 1.0: line ends, tabs and what XML cannot hold.
# Source: W3C XML 1.0, production [2] Char.
_SPECIAL: Final = re.compile("\r\n|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What is not written as it is.
_UNUSUAL: Final = re.compile(f"{_SPECIAL.pattern}|[&<>\"']")
_LINE: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_BREAKS: Final = {
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    "\n": _LINE,
    "\r": _LINE,
    "\r\n": _LINE,
}


class XmlText(Markup):
    """WordprocessingML made by circulars itself, printed as it is."""

    __slots__ = ()


def xml_text(text: str) -> str:
    """Return `text` as :func:`to_xml_text` does, which most often is the text itself."""
    return text if _UNUSUAL.search(text) is None else str(to_xml_text(text))


def to_xml_text(value: object) -> Markup:
    """Return `value` as content of a `w:t`: escaped, line ends as `w:br`, tabs as `w:tab`.

    Raises ValueError for a character that XML cannot hold, such as U+0000.

    >>> str(to_xml_text("A & B <c>"))
    'A &amp; B &lt;c&gt;'
    """
    text = str(value)
    if _SPECIAL.search(text) is None:
        return escape(text)
    return Markup(_SPECIAL.sub(_break, escape(text)))  # noqa: S704 - escaped here


def to_xml_line(value: object) -> Markup:
    """Return `value` escaped, on one line: for attributes and text that is not in a `w:t`.

    >>> str(to_xml_line('a"b' + chr(10) + "c"))
    'a&#34;b c'
    """
    return to_xml_text(" ".join(re.split(r"\r\n|[\r\n\t]", str(value))))


def _break(found: re.Match[str]) -> str:
    try:
        return _BREAKS[found.group()]
    except KeyError:
        code = f"U+{ord(found.group()):04X}"
        raise ValueError(f"ข้อความมีอักขระที่ใช้ในเอกสารไม่ได้ ({code})") from None
