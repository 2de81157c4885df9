"""A new letter type that is a copy of another one."""

from __future__ import annotations

import re
from typing import Final

from circulars.authoring.model import Authored
from circulars.authoring.refinement import toml_text
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.kinds import DocumentKind

_TITLE: Final = re.compile(r"^title\s*=.*$", re.MULTILINE)
_FILES: Final = ("letter.docx", "letter.toml", "example.xlsx")
# The starting type of each kind of document.
_STARTING: Final = {
    DocumentKind.EXTERNAL: "external_letter",
    DocumentKind.MEMO: "memo",
    DocumentKind.SEALED: "sealed_letter",
    DocumentKind.ORDER: "order",
    DocumentKind.ANNOUNCEMENT: "announcement",
    DocumentKind.CERTIFICATE: "certificate",
}


def copied_type(source: str, title: str) -> Authored:
    """Return a copy of the letter type `source`, called `title`; its approved text stays behind.

    Raises :exc:`LetterTypeError` when there is no such type, or when its letter.toml is at fault.
    """
    kind = load_letter_type(find_letter_type(source))
    files = {name: path.read_bytes() for name in _FILES if (path := kind.folder / name).is_file()}
    if refinement := files.get("letter.toml"):
        files["letter.toml"] = _titled(refinement.decode(), title).encode()
    return Authored(files=files, takings=())


def starting_type(kind: DocumentKind, title: str) -> Authored:
    """Return a copy of the starting type for a kind of document."""
    return copied_type(_STARTING[kind], title)


def _titled(text: str, title: str) -> str:
    line = f"title = {toml_text(title)}"
    if _TITLE.search(text):
        return _TITLE.sub(lambda _: line, text, count=1)
    return f"{line}\n{text}"
