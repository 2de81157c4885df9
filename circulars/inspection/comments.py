"""A copy of the letter with a Word comment (ข้อคิดเห็น) at each finding; nothing else changes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.inspection.comment_parts import CommentParts, is_marked
from circulars.inspection.kinds import FileError, Kind, kind_of, read_bytes
from circulars.model.errors import reason_of
from circulars.model.findings import Finding, Level
from circulars.paths import is_folder, is_there

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from circulars.inspection.inspected import Inspected

AUTHOR: Final = "circulars"
INITIALS: Final = "c"
LEVEL_NAMES: Final = {Level.BLOCK: "ต้องแก้", Level.WARN: "ควรตรวจ", Level.NOTE: "ข้อสังเกต"}


def with_comments(docx: bytes, inspected: Inspected) -> bytes:
    """Return `docx` with a comment at the paragraph of each finding of it, `inspected`.

    A finding about no paragraph of the text, such as one about a footer, stands at the first.
    Comments that are there stay; text and all other parts are those of `docx`.  Comments
    have no date: the same letter gives the same bytes.
    """
    parts = CommentParts.of(docx)
    paragraphs = list(parts.main.iter(f"{W}p"))
    placed = sorted(
        ((_order(inspected, finding, len(paragraphs)), finding) for finding in inspected.findings),
        key=lambda pair: pair[0],
    )
    for order, finding in placed:
        text = _text(finding, elsewhere=inspected.place(finding) not in inspected.orders)
        number = parts.add(text, author=AUTHOR, initials=INITIALS)
        _anchor(_commentable(paragraphs[order]), number)
    return parts.package()


def _order(inspected: Inspected, finding: Finding, count: int) -> int:
    order = inspected.orders.get(inspected.place(finding), 0)
    return order if order < count else 0


def _text(finding: Finding, *, elsewhere: bool) -> str:
    """Return the comment; with its place where it cannot stand there, such as in a header."""
    level = LEVEL_NAMES[finding.level]
    place = f"{finding.where}: " if elsewhere else ""
    text = f"[{level}] {place}{finding.message} → {finding.hint} [{finding.code}]"
    # XML holds no control characters, such as those of a file's name.
    return "".join(character for character in text if character.isprintable())


def _commentable(paragraph: etree._Element) -> etree._Element:
    """Return `paragraph`, or of a text box the paragraph that it hangs on.

    Word has no comments inside text boxes.
    """
    boxes = list(paragraph.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}p"), paragraph) if boxes else paragraph


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Tie comment `number` to `paragraph`: w:commentRangeStart, -End and w:commentReference.

    Source: ISO/IEC 29500-1:2008, 17.13.4.3 to 17.13.4.5.
    """
    given = {f"{W}id": str(number)}
    start = paragraph.makeelement(f"{W}commentRangeStart", given)
    paragraph.insert(0 if paragraph.find(f"{W}pPr") is None else 1, start)
    run = paragraph.makeelement(f"{W}r")
    run.append(run.makeelement(f"{W}commentReference", given))
    paragraph.append(paragraph.makeelement(f"{W}commentRangeEnd", given))
    paragraph.append(run)


def comments_refusal(out: Path, paths: Sequence[Path]) -> str | None:
    """Return why the commented copy of `paths` cannot be written to `out`; None when it can."""
    letters = [path for path in paths if kind_of(path) is Kind.LETTER]
    if len(letters) != 1 or any(map(is_folder, paths)):
        return "ใช้ได้เมื่อตรวจหนังสือ .docx ฉบับเดียว (กับสมุดงานกี่แฟ้มก็ได้)"
    if out.suffix.casefold() != ".docx":
        return f"ชื่อสำเนา “{out.name}” ต้องลงท้ายด้วย .docx"
    if is_there(out) and is_there(letters[0]) and out.samefile(letters[0]):
        return "สำเนาต้องเป็นคนละแฟ้มกับหนังสือที่ตรวจ"
    if is_there(out) and not _is_copy_of_ours(out):
        return f"มีแฟ้ม “{out}” อยู่แล้ว และอาจมีผู้แก้ไว้ ให้ตั้งชื่ออื่นหรือลบแฟ้มนั้นก่อน"
    return None


def _is_copy_of_ours(path: Path) -> bool:
    """Return whether `path` is a commented copy whose text nobody has touched since."""
    try:
        return is_marked(path.read_bytes())
    except Exception:  # noqa: BLE001  # whatever it is, it is no copy of ours
        return False


def write_comments(out: Path, letter: Inspected) -> tuple[Finding, ...]:
    """Write the commented copy of `letter` to `out`, whole or not at all.

    Returns what kept the copy from being written; nothing where it was.
    """
    try:
        _write_whole(out, with_comments(read_bytes(Path(letter.file)), letter))
    except FileError as error:
        return error.findings
    except OSError as error:
        return (_unwritable(out, error),)
    return ()


def _write_whole(path: Path, content: bytes) -> None:
    """Write `content` aside and then rename it to `path`, with the rights of a new file."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        aside = Path(folder, path.name)
        aside.write_bytes(content)
        aside.replace(path)


def _unwritable(path: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(path),
        message=f"เขียนสำเนาพร้อมข้อคิดเห็นไม่ได้: {reason_of(error)}",
        hint="ตรวจเนื้อที่ว่างของดิสก์และสิทธิ์ในการเขียน หรือเลือกที่อื่นด้วย --comments",
    )
