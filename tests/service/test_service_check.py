"""Files checked for somebody: findings with what stands there, and copies with comments."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from sent_files import LETTER, WRONG_DAY, letter, workbook
from support import EXAMPLES

from circulars.data.finding_codes import finding_codes
from circulars.inspection import inspect_paths
from circulars.layout import Converter
from circulars.service.tasks.check import CheckedFile, Quoted, check_uploads

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.layout import LaidOut
    from circulars.model.findings import Finding

ROWS = (
    ("ที่", "อำเภอ", "ม.ค.-68", "ก.พ.-68", "รวม"),
    ("1", "จุน", 1203, 2411, 3614),
    ("2", "ปง", 3127, 1590, 4771),  # 4717
    ("3", "แม่ใจ", 2044, 2981, 5025),
    ("4", "ภูซาง", 1876, 1305, 3181),
    ("", "รวม", 8250, 8287, 16537),
)


def check(folder: Path, **files: bytes) -> tuple[CheckedFile, ...]:
    """Return what is found in `files`, by name and ending with an underscore before it."""
    paths = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / str(number) / ".".join(name.rsplit("_", 1))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return check_uploads(tuple(paths), EXAMPLES / "phayao.toml", folder, layout=False)


def found(file: CheckedFile, code: str) -> tuple[Finding, Quoted]:
    """Return the only finding of `code` in the file, and what stands at its place."""
    pairs = zip(file.findings, file.quotes, strict=True)
    (pair,) = (pair for pair in pairs if pair[0].code == code)
    return pair


def test_the_sentence_is_shown_with_the_offence(tmp_path: Path) -> None:
    """A wrong weekday is shown in its sentence, itself marked."""
    (file,) = check(tmp_path, หนังสือ_docx=letter())
    finding, quote = found(file, "weekday-mismatch")
    assert "หนังสือ.docx" == file.name
    assert (WRONG_DAY, "") == (quote.offence, quote.after)
    assert quote.before.endswith("ภายใน")
    assert str(tmp_path) not in finding.where


def test_a_long_paragraph_is_cut(tmp_path: Path) -> None:
    """Of a long paragraph so much is shown as lets the place be found."""
    lines = [*LETTER[:5], f"{'ด้วยจังหวัดพะเยา ' * 40}{LETTER[5]}{' และอำเภอ' * 60}", *LETTER[6:]]
    (file,) = check(tmp_path, หนังสือ_docx=letter(lines))
    _, quote = found(file, "weekday-mismatch")
    assert WRONG_DAY == quote.offence
    assert quote.before.startswith("…")
    assert quote.after.endswith("…")
    assert len(quote.before) + len(quote.after) < 300


def test_a_row_of_a_workbook(tmp_path: Path) -> None:
    """A wrong sum is shown in its row, the cell marked."""
    (file,) = check(tmp_path, ยอด_xlsx=workbook(ROWS))
    _, quote = found(file, "row-total-mismatch")
    assert ("2 | ปง | 3127 | 1590 | ", "4771") == (quote.before, quote.offence)
    assert "" == file.copy


def test_the_copy_has_the_comments(tmp_path: Path) -> None:
    """A letter with findings has a copy with a comment for each of them."""
    (file,) = check(tmp_path, หนังสือ_docx=letter())
    with zipfile.ZipFile(tmp_path / file.copy) as copy:
        comments = copy.read("word/comments.xml").decode()
    assert len(file.findings) == comments.count("<w:comment ")
    assert "weekday-mismatch" in comments


def test_the_sentence_is_marked_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark of a fault lies on its words, on one line of the page; a file of tables has none.

    The letter is laid out once, for its findings and for its pictures.
    """
    laid_out: list[bytes | Path] = []
    convert = Converter.convert

    def counted(self: Converter, docx: bytes | Path, **options: Any) -> LaidOut:
        laid_out.append(docx)
        return convert(self, docx, **options)

    monkeypatch.setattr(Converter, "convert", counted)
    paths = tmp_path / "หนังสือ.docx", tmp_path / "ยอด.xlsx"
    paths[0].write_bytes(letter())
    paths[1].write_bytes(workbook(ROWS))
    file, book = check_uploads(paths, EXAMPLES / "phayao.toml", tmp_path)
    number = next(n for n, each in enumerate(file.findings) if each.code == "weekday-mismatch")
    assert (1, ()) == (file.page_of(number), book.pages)
    (page,) = file.pages
    mark = next(each for each in page.marks if each.finding == number)
    with Image.open(tmp_path / page.image) as picture:
        assert (page.width, page.height) == picture.size
        edges = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        shades = picture.convert("L").crop(edges).histogram()
    assert any(shades[:128])  # ink
    assert any(shades[128:])  # on paper
    assert mark.height < page.height / 30
    assert mark.width < page.width / 2
    assert 1 == len(laid_out)


def test_the_same_as_on_the_command_line(tmp_path: Path) -> None:
    """The findings are those of `circulars check` for the same files."""
    book = tmp_path / "ยอด.xlsx"
    shutil.copyfile(EXAMPLES / "phayao-otop-2568.xlsx", book)
    (file,) = check_uploads((book,), None, tmp_path)
    (inspected,) = inspect_paths([book])
    assert inspected.findings == file.findings
    assert inspected.as_read() == [file.findings[number] for number in file.as_read]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    """Files that are called the same are both checked, each by itself."""
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "หนังสือ.docx").write_bytes(letter())
    paths = tuple(tmp_path / folder / "หนังสือ.docx" for folder in "ab")
    files = check_uploads(paths, None, tmp_path, layout=False)
    assert ["หนังสือ.docx", "หนังสือ.docx"] == [file.name for file in files]
    assert ["0.docx", "1.docx"] == [file.copy for file in files]


def test_a_profile_with_faults_is_told(tmp_path: Path) -> None:
    """Where office.toml cannot be read its faults are told, without where it lies."""
    profile = tmp_path / "office.toml"
    profile.write_text("issuer = 7", encoding="utf-8")
    path = tmp_path / "หนังสือ.docx"
    path.write_bytes(letter())
    files = check_uploads((path,), profile, tmp_path, layout=False)
    (told,) = (file for file in files if file.name == "office.toml")
    assert told.findings
    assert not [each for each in told.findings if str(tmp_path) in f"{each.where}{each.message}"]


@pytest.mark.parametrize("code", ["weekday-mismatch", "row-total-mismatch", "template-syntax"])
def test_every_code_is_explained(code: str) -> None:
    """A code has a meaning, an example and a section, without the marks of the page's tables."""
    known = finding_codes()[code]
    assert known.meaning
    assert known.example
    assert known.section
    assert "\\" not in known.meaning + known.example
