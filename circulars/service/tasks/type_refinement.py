"""Tasks about letter.toml: what a form on a page says is written into it, all else stays."""

from __future__ import annotations

import tomlkit
from tomlkit.exceptions import TOMLKitError

from circulars.letter_types.loading import REFINEMENT
from circulars.model.errors import LetterTypeError
from circulars.model.findings import Finding


def with_title(text: str, title: str, kind: str, circular: bool) -> str:
    r"""Return letter.toml `text` with title, kind and whether it is a circular; comments stay.

    Raises :exc:`LetterTypeError` where `text` cannot be read.

    >>> with_title('# ของเรา\ntitle = "ก"\n', "ข", "memo", False)
    '# ของเรา\ntitle = "ข"\nkind = "memo"\ncircular = false\n'
    """
    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise LetterTypeError(_unreadable()) from error
    for name, value in {"title": title, "kind": kind, "circular": circular}.items():
        if document.get(name) != value:
            document[name] = value
    return tomlkit.dumps(document)


def _unreadable() -> Finding:
    return Finding(
        code="letter-type",
        where=REFINEMENT,
        message=f"อ่าน {REFINEMENT} ไม่ได้ จึงยังไม่ได้เปลี่ยนชื่อและชนิดของหนังสือ",
        hint=f"แก้ข้อผิดใน {REFINEMENT} ก่อน ดูบรรทัดที่ผิดในหน้าเดียวกัน",
    )
