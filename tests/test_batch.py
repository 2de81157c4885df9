"""Files on disk: whole or not at all, whatever fails, whoever else writes."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from circulars.batch import MANIFEST, place_files, sha256, write_aside
from circulars.model.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

STEM = "พย0019.2-ว1175"
LETTER = {f"{STEM}.docx": b"letter", f"{STEM}.pdf": b"print", f"{STEM}-หน้า1.png": b"image"}


def place(
    folder: Path, files: Mapping[str, bytes], manifest: dict[str, Any] | None = None
) -> tuple[list[Path], list[Path]]:
    """Write `files` aside on the same disk, place them in `folder`, and return what that gives."""
    disk = next(each for each in folder.parents if each.is_dir())
    with tempfile.TemporaryDirectory(dir=disk) as aside:
        lying = (Path(aside, str(number)) for number in range(len(files)))
        outputs = {
            name: write_aside(path, data)
            for path, (name, data) in zip(lying, files.items(), strict=True)
        }
        return place_files(folder, outputs, manifest or {})


def content(folder: Path) -> dict[str, bytes]:
    """Return every file and folder under `folder`, hidden ones too, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"<folder>"
        for path in folder.rglob("*")
    }


def assert_manifest_tells_the_truth(folder: Path, *, alone: bool = True) -> None:
    """Assert that the manifest lists what is in `folder`, with the right sizes and hashes."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    listed = {entry["file"]: (entry["size"], entry["sha256"]) for entry in manifest["outputs"]}
    there = {name: (len(data), sha256(data)) for name, data in content(folder).items()}
    del there[MANIFEST]
    assert listed == (there if alone else {name: there[name] for name in listed})


def refuse(folder: Path, files: Mapping[str, bytes]) -> OutputError:
    """Return the error of writing `files` into `folder`, which must fail."""
    with pytest.raises(OutputError) as caught:
        place(folder, files)
    return caught.value


def test_files_and_manifest_are_there(tmp_path: Path) -> None:
    """All files are written under their Thai names, the manifest last, with their hashes."""
    paths, _ = place(tmp_path / "ก" / "ข", LETTER, {"pages": 2})
    assert [*LETTER, MANIFEST] == [path.name for path in paths]
    assert LETTER == {
        name: data for name, data in content(tmp_path / "ก" / "ข").items() if name != MANIFEST
    }
    assert_manifest_tells_the_truth(tmp_path / "ก" / "ข")


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """The manifest depends on the input alone, not on folder or time."""
    place(tmp_path / "a", LETTER, {"pages": 2})
    place(tmp_path / "b", LETTER, {"pages": 2})
    assert content(tmp_path / "a") == content(tmp_path / "b")


@pytest.mark.parametrize("below", ["", "new", "new/deep"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, below: str) -> None:
    """An output folder that is a file, or lies under one, is refused and the file stays."""
    (tmp_path / "file").write_bytes(b"mine")
    error = refuse(tmp_path / "file" / below, LETTER)
    assert ["output-unwritable"] == [finding.code for finding in error.findings]
    assert "เป็นแฟ้ม ไม่ใช่โฟลเดอร์" in error.findings[0].message
    assert {"file": b"mine"} == content(tmp_path)


LIMITED = """
import resource, sys
from pathlib import Path
from circulars.batch import place_files, write_aside
from circulars.model.errors import OutputError
folder, aside, title = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
outputs = {"a.docx": write_aside(aside / "1", b"a" * 900)}
outputs["b.pdf"] = write_aside(aside / "2", b"b" * 2000)
if title == "no links":
    def refused(*_): raise PermissionError
    Path.hardlink_to = refused
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    place_files(folder, outputs, {"title": title})
except OutputError as error:
    print(error.findings[0].message)
"""
# Neither can be written whole: a manifest of that title, a copy of a file on a disk without links.
TOO_LONG = ("ก" * 1000, "no links")


def run_limited(folder: Path, title: str) -> str:
    """Return what a run says that may write no file longer than 1,000 bytes into `folder`."""
    with tempfile.TemporaryDirectory() as aside:
        command = [sys.executable, "-c", LIMITED, str(folder), aside, title]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("title", TOO_LONG, ids=["manifest", "copy"])
def test_a_file_that_cannot_be_written_whole(tmp_path: Path, title: str) -> None:
    """When the system stops a file half-way nothing is left, not even the new folders."""
    assert "แฟ้มใหญ่เกินกว่าที่ระบบยอม" in run_limited(tmp_path / "new" / "out", title)
    assert {} == content(tmp_path)


@pytest.mark.parametrize("title", TOO_LONG, ids=["manifest", "copy"])
def test_an_earlier_run_survives_a_failed_one(tmp_path: Path, title: str) -> None:
    """What an earlier run made stays to the byte when a later one fails."""
    place(tmp_path, {"a.docx": b"old a", "b.pdf": b"old b"})
    before = content(tmp_path)
    assert "จึงไม่ได้สร้างแฟ้มใดไว้" in run_limited(tmp_path, title)
    assert before == content(tmp_path)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("earlier", [{}, LETTER], ids=["fresh", "over an earlier run"])
def test_a_rename_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, earlier: dict[str, bytes]
) -> None:
    """When one rename fails, those before it are taken back."""
    out = tmp_path / "out"
    if earlier:
        place(out, earlier)
    before = content(tmp_path)
    replace, calls = Path.replace, []

    def failing(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    refuse(out, dict.fromkeys(LETTER, b"new"))
    monkeypatch.undo()
    assert before == content(tmp_path)


def test_a_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    """A folder that bears a result's name is not touched, and nothing is written beside it."""
    (tmp_path / f"{STEM}.pdf").mkdir()
    (tmp_path / f"{STEM}.pdf" / "mine.txt").write_bytes(b"mine")
    before = content(tmp_path)
    assert "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม" in refuse(tmp_path, LETTER).findings[0].message
    assert before == content(tmp_path)


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk without hard links, such as a USB stick, a failed run is taken back as well."""

    def no_links(_path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    place(tmp_path, LETTER)
    before = content(tmp_path)
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    (tmp_path / "z").mkdir()
    refuse(tmp_path, {**dict.fromkeys(LETTER, b"new"), "z": b"in the way of a folder"})
    (tmp_path / "z").rmdir()
    assert before == content(tmp_path)
    place(tmp_path, dict.fromkeys(LETTER, b"new"))
    assert_manifest_tells_the_truth(tmp_path)


def test_what_no_longer_belongs_to_the_letter_goes(tmp_path: Path) -> None:
    """A PDF or page image of the same letter's earlier run does not stay beside the new DOCX."""
    place(tmp_path, {**LETTER, f"{STEM}-หน้า2.png": b"image"})
    place(tmp_path, {f"{STEM}.docx": b"corrected"})
    assert {f"{STEM}.docx", MANIFEST} == content(tmp_path).keys()


def test_other_letters_and_own_files_stay(tmp_path: Path) -> None:
    """Another letter's files, and files that people changed or added, are never removed."""
    other = {"พย0019.2-ว11.docx": b"other", "พย0019.2-ว11.pdf": b"other"}
    place(tmp_path, {**LETTER, **other})
    (tmp_path / f"{STEM}.pdf").write_bytes(b"signed and scanned")
    (tmp_path / f"{STEM}-บันทึก.txt").write_bytes(b"note")
    place(tmp_path, {f"{STEM}.docx": b"corrected"})
    left = content(tmp_path)
    assert {**other, f"{STEM}.pdf": b"signed and scanned"}.items() <= left.items()
    assert f"{STEM}-บันทึก.txt" in left
    assert_manifest_tells_the_truth(tmp_path, alone=False)


@pytest.mark.parametrize(
    "text", [b"", b"[]", b'{"outputs": 1}', b'{"outputs": [{"file": "../x"}]}', b"\xff"]
)
def test_a_foreign_manifest(tmp_path: Path, text: bytes) -> None:
    """A manifest.json of something else is replaced, and believed in nothing."""
    (tmp_path / MANIFEST).write_bytes(text)
    place(tmp_path, LETTER)
    assert_manifest_tells_the_truth(tmp_path)


def write_often(folder: Path, mark: bytes, barrier: Any) -> None:
    """Write the letter with `mark` in every file, again and again."""
    barrier.wait()
    for _ in range(15):
        place(folder, dict.fromkeys(LETTER, mark * 1000), {"mark": mark.decode()})


def test_two_processes_on_one_folder(tmp_path: Path) -> None:
    """Two runs at once end with the files of one of them, and its manifest."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    runs = [
        context.Process(target=write_often, args=(tmp_path / "out", mark, barrier))
        for mark in (b"a", b"b")
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [0, 0] == [run.exitcode for run in runs]
    assert_manifest_tells_the_truth(tmp_path / "out")
    assert 1 == len(
        {data[:1] for name, data in content(tmp_path / "out").items() if name in LETTER}
    )


def fail_often(folder: Path, barrier: Any) -> None:
    """Fail to write into `folder`, again and again."""
    barrier.wait()
    for _ in range(30):
        refuse(folder, {"a" * 300: b""})


def test_a_failing_run_does_not_take_the_folder_of_another(tmp_path: Path) -> None:
    """A run that fails removes the folder it made only if no other run uses it."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    out = tmp_path / "out"
    failing = context.Process(target=fail_often, args=(out, barrier))
    writing = context.Process(target=write_often, args=(out, b"a", barrier))
    failing.start()
    writing.start()
    failing.join()
    writing.join()
    assert [0, 0] == [failing.exitcode, writing.exitcode]
    assert_manifest_tells_the_truth(out)


def test_a_letter_edited_in_word_is_kept(tmp_path: Path) -> None:
    """A DOCX that somebody changed after it was made stays, under another name."""
    place(tmp_path, LETTER)
    name = next(name for name in LETTER if name.endswith(".docx"))
    (tmp_path / name).write_bytes(b"edited by hand")
    _, kept = place(tmp_path, dict.fromkeys(LETTER, b"new"))
    assert [b"edited by hand"] == [path.read_bytes() for path in kept]
    assert b"new" == (tmp_path / name).read_bytes()
    assert [] == place(tmp_path, dict.fromkeys(LETTER, b"newer"))[1]
