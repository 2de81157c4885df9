"""A folder is checked file by file, against the manifest that stands in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES, FORM
from typed_letters import LETTER, TABLE, docx, with_cell, wrong_day_letter, xlsx

from circulars import generate
from circulars.inspection import inspect_paths
from circulars.model.findings import Level

if TYPE_CHECKING:
    from pathlib import Path


def found(*paths: Path, office: Path | None = None) -> dict[str, list[str]]:
    """Return the codes found in each file, by its name; without layout."""
    inspected = inspect_paths(paths, office=office, layout=False)
    return {each.file.rsplit("/")[-1]: [f.code for f in each.findings] for each in inspected}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return a folder with a letter as `generate` leaves it."""
    out = tmp_path / "out"
    workbook, office = EXAMPLES / "phayao-otop-2568.xlsx", EXAMPLES / "phayao.toml"
    generate("otop_monthly_sales", workbook, out, office=office, values=FORM, pdf=False)
    return out


def test_each_letter_and_workbook_of_a_folder(tmp_path: Path) -> None:
    """Letters and workbooks are checked, by name; other files and folders are not."""
    (tmp_path / "ข.docx").write_bytes(docx())
    (tmp_path / "ก.xlsx").write_bytes(xlsx())
    for name in ("~$ข.docx", ".ซ่อน.docx", "อ่าน.txt", "รูป.png"):
        (tmp_path / name).write_bytes(b"?")
    (tmp_path / "ปีก่อน").mkdir()
    (tmp_path / "ปีก่อน" / "ค.docx").write_bytes(b"?")
    assert ["ก.xlsx", "ข.docx"] == list(found(tmp_path))


def test_a_folder_without_letters(tmp_path: Path) -> None:
    """Nothing to check is told, for else a script would take the folder for clean."""
    assert {tmp_path.name: ["nothing-to-check"]} == found(tmp_path)


def test_a_file_is_checked_once(tmp_path: Path) -> None:
    """A file that is named twice, or by itself and by its folder, stands once."""
    path = tmp_path / "ก.docx"
    path.write_bytes(docx())
    assert 1 == len(inspect_paths([path, tmp_path, path], layout=False))


def test_our_own_output(made: Path) -> None:
    """A letter as it was made has nothing that blocks, nor anything about its manifest."""
    (inspected,) = inspect_paths([made], office=EXAMPLES / "phayao.toml", layout=False)
    assert [] == [each for each in inspected.findings if each.level is Level.BLOCK]
    assert not {"output-changed", "output-missing"} & {each.code for each in inspected.findings}


def test_our_own_output_without_its_office(made: Path) -> None:
    """Whether garuda paper is used was known when the letter was made: nothing is said again."""
    assert "emblem-missing" not in found(made)[next(made.glob("*.docx")).name]
    (path,) = made.glob("*.docx")
    path.write_bytes(docx(wrong_day_letter()))  # somebody else's letter now
    assert "emblem-missing" in found(made)[path.name]


def test_a_letter_edited_since(made: Path) -> None:
    """A file that is not as the manifest says was edited: a note, beside what is found in it."""
    (path,) = made.glob("*.docx")
    path.write_bytes(docx(wrong_day_letter()))
    codes = found(made)[path.name]
    assert {"output-changed", "weekday-mismatch"} <= set(codes)


def test_a_letter_gone(made: Path) -> None:
    """A file of the manifest that is not there is told."""
    (path,) = made.glob("*.docx")
    path.unlink()
    assert {path.name: ["output-missing"]} == found(made)


def test_waivers_hold_for_what_was_made(made: Path) -> None:
    """What was let pass when the letter was made passes again, until somebody edits the file."""
    (path,) = made.glob("*.docx")
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["waived"] = ["weekday-mismatch"]
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (inspected,) = inspect_paths([made], layout=False)
    assert {"weekday-mismatch"} == inspected.waived
    path.write_bytes(docx(wrong_day_letter()))
    (inspected,) = inspect_paths([made], layout=False)
    assert frozenset() == inspected.waived


def test_waivers_stay_with_their_letter(made: Path) -> None:
    """A later run into the folder changes nothing of what the earlier letter was let pass."""
    first = next(made.glob("*.docx"))
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["waived"] = ["weekday-mismatch"]
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    workbook, office = EXAMPLES / "phayao-otop-2568.xlsx", EXAMPLES / "phayao.toml"
    values = {**FORM, "เลขที่": "1177"}
    generate("otop_monthly_sales", workbook, made, office=office, values=values, pdf=False)
    waived = {each.file: each.waived for each in inspect_paths([made], layout=False)}
    assert {"weekday-mismatch"} == waived.pop(str(first))
    assert [frozenset()] == list(waived.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "{}",
        '{"outputs": 3}',
        '{"outputs": [{"file": "../ก.docx", "sha256": "0"}]}',
        '{"outputs": [], "waived": 1}',
        "[" * 100_000,
    ],
)
def test_a_manifest_of_something_else(tmp_path: Path, text: str) -> None:
    """A manifest.json that is none of ours, or that leads elsewhere, says nothing."""
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    (tmp_path / "ก.docx").write_bytes(docx(LETTER))
    (inspected,) = inspect_paths([tmp_path], layout=False)
    assert not {"output-changed", "output-missing"} & {each.code for each in inspected.findings}


def test_the_profile_beside_the_file(tmp_path: Path) -> None:
    """Without --office the office.toml beside a file tells whose it is, each folder its own."""
    text = (EXAMPLES / "phayao.toml").read_text(encoding="utf-8")
    quiet = text.replace("[checks]", '[checks]\nweekday-mismatch = "off"')
    for folder, profile in (("ก", text), ("ข", quiet)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "office.toml").write_text(profile, encoding="utf-8")
        (tmp_path / folder / f"{folder}.docx").write_bytes(docx(wrong_day_letter()))
    codes = found(tmp_path / "ก", tmp_path / "ข")
    assert "weekday-mismatch" in codes["ก.docx"]
    assert "weekday-mismatch" not in codes["ข.docx"]


def test_a_faulty_profile_is_told_once(tmp_path: Path) -> None:
    """The letters are checked without it."""
    (tmp_path / "office.toml").write_text("issuer = ", encoding="utf-8")
    for name in ("ก.docx", "ข.docx"):
        (tmp_path / name).write_bytes(docx(wrong_day_letter()))
    codes = found(tmp_path)
    assert ["office-profile"] == codes["office.toml"]
    assert all("weekday-mismatch" in codes[name] for name in ("ก.docx", "ข.docx"))


def test_bad_paths_do_not_stop_the_others(tmp_path: Path) -> None:
    """A file that is not there, or of another kind, is told; the rest is checked."""
    good = tmp_path / "ก.docx"
    good.write_bytes(docx())
    picture = tmp_path / "รูป.png"
    picture.write_bytes(b"?")
    codes = found(tmp_path / "ไม่มี.docx", picture, tmp_path / "x\0.docx", good)
    assert ["file-unreadable"] == codes["ไม่มี.docx"]
    assert ["file-wrong-kind"] == codes["รูป.png"]
    assert ["file-unreadable"] == codes["x\0.docx"]
    assert "ก.docx" in codes


def test_the_letter_agrees_with_its_workbook(tmp_path: Path) -> None:
    """Figures of the letter's table are those of the workbook beside it, or named with it."""
    letter, beside = tmp_path / "ก.docx", tmp_path / "ยอด.xlsx"
    letter.write_bytes(docx(LETTER, TABLE))
    beside.write_bytes(xlsx())
    assert "figure-differs" not in found(tmp_path)["ก.docx"]
    table = with_cell(2, 2, "3,172")  # 3,127 in the letter
    table[2][4], table[5][2], table[5][4] = "4,762", "8,295", "16,582"
    beside.write_bytes(xlsx(table))
    assert 4 == found(tmp_path)["ก.docx"].count("figure-differs")
    assert 4 == found(letter, beside)["ก.docx"].count("figure-differs")
    assert "figure-differs" not in found(letter)["ก.docx"]


def test_each_folder_has_its_own_workbook(tmp_path: Path) -> None:
    """A letter is not compared with a workbook that merely lies in another folder named."""
    for folder in ("ก", "ข"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ก" / "ก.docx").write_bytes(docx(LETTER, TABLE))
    (tmp_path / "ข" / "ยอด.xlsx").write_bytes(xlsx(with_cell(2, 2, "3,172")))
    assert "figure-differs" not in found(tmp_path / "ก", tmp_path / "ข")["ก.docx"]
