"""The blank document of python-docx without what no test looks at.

Of its 900 kB all but 50 are a hundred table styles, written twice: to read, check, convert and
pack them again costs more than what a test is about.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Final

import docx
import docx.api

_TABLE_STYLES: Final = ("TableNormal", "TableGrid")  # that tests ask for


def begin_with_slim_documents() -> None:
    """Have `docx.Document()` begin with a slim document from now on, in this process."""
    slim = _slim()
    docx.api._default_docx_path = lambda: io.BytesIO(slim)


@cache
def _slim() -> bytes:
    """Return the blank document, without other table styles and the copy for Word 2007."""
    document = docx.Document()
    styles = document.styles.element
    for style in styles.xpath('w:style[@w:type="table"]'):
        if style.styleId not in _TABLE_STYLES:
            styles.remove(style)
    relations = document.part.rels
    for key in [key for key, each in relations.items() if "stylesWithEffects" in each.reltype]:
        del relations[key]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
