"""Thai behind a bracket or Latin letters, marked so that LibreOffice lays it out rightly."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from circulars.data.words import words

_RUN: Final = re.compile(
    rb"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</?w:r[ >]).)*?</w:rPr>)?)((?:(?!</?w:r[ >]).)*)</w:r>"
)
_TEXT: Final = re.compile(rb"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)")
_SIGN: Final = rb"(?:[(\[{\"']|&quot;|&#34;|\xe2\x80[\x98\x9c])"
_THAI: Final = rb"\xe0[\xb8\xb9]"
# A syllable with a vowel or tone mark above or below: it must not be left alone behind a change.
_MARKED_SYLLABLE: Final = (
    rb"(?:\xe0\xb9[\x80-\x84])?\xe0\xb8[\x81-\xae](?:\xe0\xb8[\xb1\xb4-\xba]|\xe0\xb9[\x87-\x8e])"
)
# Thai with a bracket or quotation mark that a blank or a run's start is ahead of;
# or behind Latin letters and the signs and blanks that follow them.
_MARKED: Final = re.compile(
    rb"((?:(?<= )|^)(?=%b)|[A-Za-z][^\xe0<]{0,99})(%b?%b[^<&A-Za-z]*)" % (_SIGN, _SIGN, _THAI)
)
_OPENED: Final = re.compile(_SIGN)
_BEGINS_MARKED: Final = re.compile(_MARKED_SYLLABLE)
_ANYWHERE: Final = re.compile(rb"[ >]%b%b|[A-Za-z][^\xe0<]{0,99}%b" % (_SIGN, _THAI, _THAI))
_LANGUAGE: Final = re.compile(rb"<w:lang\b[^>]*/>")
# In Thai LibreOffice 7.4 finds no place for a line to end around such a bracket, and cuts any
# letter off.  And it spaces out the letters of a line: where a change of script leaves one
# syllable alone at the line's end, vowels and tone marks move off the page; that is rarer so.  In
# other languages of complex script it looks up the same dictionary of Thai, and spaces out
# blanks alone.
_PRESERVED: Final = b'<w:t xml:space="preserve">'
_LAO: Final = b'<w:lang w:bidi="lo-LA"/>'


def with_brackets_marked(xml: bytes) -> bytes:
    """Return the WordprocessingML `xml` with Thai behind brackets and Latin as runs in Lao."""
    return _RUN.sub(_marked_run, xml)


def _marked_run(run: re.Match[bytes]) -> bytes:
    properties, content = run.groups()
    if not _ANYWHERE.search(content):
        return run.group()
    plain = _LANGUAGE.sub(b"", properties) or b"<w:rPr></w:rPr>"
    lao = plain.replace(b"</w:rPr>", _LAO + b"</w:rPr>")

    def parted(text: re.Match[bytes]) -> bytes:
        pieces: list[bytes] = []
        place = 0
        while found := _MARKED.search(text[2], place):
            start = found.start(2)
            end = start + _end_of_marked(found[2])
            word = lao + _PRESERVED + text[2][start:end]
            pieces += (text[2][place:start], _between(word), _between(properties + _PRESERVED))
            place = end
        return b"".join((_PRESERVED, *pieces, text[2][place:]))

    return run.group()[: run.start(2) - run.start()] + _TEXT.sub(parted, content) + b"</w:r>"


@lru_cache(maxsize=1024)
def _end_of_marked(text: bytes) -> int:
    """Return where in `text` the first word ends, or with a bracket before it the first blank.

    Words behind it that begin with a syllable with a mark belong to it.  The rest stays Thai,
    for a line must have letters that can be spaced out.
    """
    opened = _OPENED.match(text)
    end = taken = len(text.split(b" ")[0] if opened else words(text.decode())[0].encode())
    for word in words(text[end:].decode()):
        if not word.isspace() and not _BEGINS_MARKED.match(word.encode()):
            break
        taken += len(word.encode())
        end = end if word.isspace() else taken
    return end


def _between(run: bytes) -> bytes:
    """Return the end of a run's text, and the start of the next `run`."""
    return b"</w:t></w:r><w:r>" + run
