"""The zip of a run: names, order and bytes that every system reads, at any size."""

from __future__ import annotations

import tracemalloc
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest

from circulars.model.errors import OutputError
from circulars.runs import archive
from circulars.runs.archive import write_zip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = {
    "พย0019.2-ว1201-จุน.docx": b"PK docx" * 1000,
    "พย0019.2-ว1201-จุน.pdf": b"%PDF" * 1000,
    "manifest.json": b'{"a": 1}' * 100_000,
    "empty.txt": b"",
}


def filled(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Return `folder` with `files` in it."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def zipped(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    """Return a zip of `files`."""
    target = tmp_path / "all.zip"
    write_zip(filled(tmp_path / "files", files), files, target)
    return target


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    """The zip holds the files with their bytes, in the order given."""
    with zipfile.ZipFile(zipped(tmp_path, FILES)) as opened:
        assert [*FILES.items()] == [(name, opened.read(name)) for name in opened.namelist()]


def test_packed_files_are_stored(tmp_path: Path) -> None:
    """DOCX and PDF are deflated inside: once more costs time and gains nothing."""
    with zipfile.ZipFile(zipped(tmp_path, FILES)) as opened:
        methods = [info.compress_type for info in opened.infolist()]
    assert [zipfile.ZIP_STORED] * 2 + [zipfile.ZIP_DEFLATED] * 2 == methods


def test_names_are_composed_and_marked_as_utf8(tmp_path: Path) -> None:
    """Windows shows names as they are only in UTF-8 with its flag, composed."""
    name = unicodedata.normalize("NFD", "Café ก่ำ.txt")
    with zipfile.ZipFile(zipped(tmp_path, {name: b"x"})) as opened:
        (info,) = opened.infolist()
    assert (unicodedata.normalize("NFC", name), 0x800) == (info.filename, info.flag_bits & 0x800)


def test_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    """Neither the clock nor the files' own times and modes show in the zip."""
    first = zipped(tmp_path, FILES).read_bytes()
    (tmp_path / "files" / "manifest.json").chmod(0o600)
    assert first == zipped(tmp_path, FILES).read_bytes()
    with zipfile.ZipFile(tmp_path / "all.zip") as opened:
        told = {(info.date_time, info.external_attr >> 16) for info in opened.infolist()}
    assert {((1980, 1, 1, 0, 0, 0), 0o100644)} == told


def test_more_files_than_a_plain_zip_counts(tmp_path: Path) -> None:
    """From 65,535 files on the number stands in the records of zip64."""
    names = ["a.txt"] * 65_536
    write_zip(filled(tmp_path / "files", {"a.txt": b"x"}), names, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as opened:
        last = opened.infolist()[-1]
        assert (names, b"x") == (opened.namelist(), opened.read(last))


def test_sizes_beyond_the_plain_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes and places from the limit on stand in the extra fields of zip64."""
    # The limit itself, 4 GB, stays what readers look for; only the sizes that reach it are less.
    monkeypatch.setattr(archive, "_is_long", lambda size: size >= 5_000)
    with zipfile.ZipFile(zipped(tmp_path, FILES)) as opened:
        assert [*FILES.items()] == [(name, opened.read(name)) for name in opened.namelist()]


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    """Ten times the files take no more memory: the directory is kept on the disk."""
    folder = filled(tmp_path / "files", {"a.txt": b"x"})

    def peak(count: int) -> int:
        tracemalloc.start()
        write_zip(folder, ("a.txt" for _ in range(count)), tmp_path / "all.zip")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    few, many = peak(500), peak(5_000)
    assert many < few + 100_000


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.txt", "C:\\a.txt", "\\a.txt", "a/../../b"])
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    """No name leads out of the folder into which the zip is unpacked, on any system."""
    with pytest.raises(ValueError, match="leads out of the folder"):
        write_zip(tmp_path, [name], tmp_path / "all.zip")


def test_missing_files_are_all_named_and_no_zip_stays(tmp_path: Path) -> None:
    """All files that are gone are told at once, and there is no zip without them."""
    names = ["ไม่มี.pdf", "a.txt", "ไม่มี.docx"]
    with pytest.raises(OutputError) as caught:
        write_zip(filled(tmp_path, {"a.txt": b"x"}), names, tmp_path / "all.zip")
    told = [(finding.code, finding.where) for finding in caught.value.findings]
    assert [("made-file-unreadable", "ไม่มี.pdf"), ("made-file-unreadable", "ไม่มี.docx")] == told
    assert ["a.txt"] == [path.name for path in tmp_path.iterdir()]
