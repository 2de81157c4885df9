"""The check of all files that a command line names: letters, workbooks, folders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.checks import settled
from circulars.checks.agreement import counterpart, differences
from circulars.inspection.folders import Folder, read_folder
from circulars.inspection.inspected import Inspected
from circulars.inspection.kinds import FileError, Kind, kind_of, read_bytes
from circulars.inspection.letters import inspect_letter
from circulars.inspection.offices import Offices
from circulars.inspection.pages import Layout, open_layout
from circulars.inspection.workbooks import inspect_workbook
from circulars.model.findings import by_weight
from circulars.model.setting import Setting
from circulars.paths import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
    from pathlib import Path

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding


def inspect_paths(
    paths: Sequence[Path],
    *,
    office: Path | None = None,
    layout: bool = True,
    keep_pdf: bool = False,
) -> tuple[Inspected, ...]:
    """Return what the check finds in the files at `paths`, and in those of folders among them.

    Each file stands once, in the order given.  `office` is the profile of them all; without it
    each has office.toml beside it, if that is there.  Without `layout` rules about pages are
    left out; with `keep_pdf` those that were laid out come back.  Nothing is written.
    """
    folders = [read_folder(path) for path in dict.fromkeys(paths) if is_folder(path)]
    files = list(_files(paths, folders))
    wanted = layout and any(kind_of(path) is Kind.LETTER for path in files)
    offices = Offices(given=office)
    with open_layout(wanted=wanted, keep_pdf=keep_pdf) as opened:
        checked = {path: _inspected(path, offices, opened, folders) for path in files}
    checked |= _with_differences(checked, offices, named=set(paths))
    told = [each for folder in folders for each in folder.found]
    return tuple(_together([*offices.faulty, *checked.values(), *told]))


def _files(paths: Sequence[Path], folders: Iterable[Folder]) -> Iterable[Path]:
    """Return the files to be checked, each once however it is named."""
    of_folders = iter(folders)
    known: dict[Path, Path] = {}
    for path in dict.fromkeys(paths):
        for file in next(of_folders).files if is_folder(path) else (path,):
            known.setdefault(_resolved(file), file)
    return known.values()


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # told where the file is read
        return path


def _inspected(
    path: Path, offices: Offices, layout: Layout, folders: Iterable[Folder]
) -> Inspected:
    try:
        data = read_bytes(path)
    except FileError as error:
        return Inspected(file=str(path), findings=error.findings)
    setting = Setting(
        office=offices.of(path),
        is_draft=is_draft(path.name),
        is_ours=any(path in folder.waived for folder in folders),
    )
    if kind_of(path) is Kind.WORKBOOK:
        found = inspect_workbook(data, path.name, setting)
    else:
        found = inspect_letter(data, path.name, setting, layout=layout)
    waived = (folder.waived.get(path, frozenset()) for folder in folders)
    return replace(found, file=str(path), waived=frozenset().union(*waived))


def _with_differences(
    checked: Mapping[Path, Inspected], offices: Offices, named: Set[Path]
) -> dict[Path, Inspected]:
    """Return the letters with what their tables and those of workbooks differ in.

    The workbooks are those in the letter's folder, and those that the command line named.
    """
    compared = {}
    for path, letter in checked.items():
        books = [
            dataset
            for other, book in checked.items()
            if book.letter is None and (other in named or other.parent == path.parent)
            for dataset in book.datasets
        ]
        if letter.letter is not None and books:
            office = offices.of(path)
            found = (*letter.findings, *_differences(letter, books))
            settled_found = settled(found, office.levels if office else {})
            compared[path] = replace(letter, findings=settled_found)
    return compared


def _differences(letter: Inspected, books: Sequence[Dataset]) -> Iterator[Finding]:
    for dataset in letter.datasets:
        if book := counterpart(dataset, books):
            yield from differences(dataset, book)


def is_draft(name: str) -> bool:
    """Return whether the name of a file says that it is a draft (ร่าง).

    >>> is_draft("ร่าง-พย0019.2.docx"), is_draft("Letter DRAFT 2.docx"), is_draft("พย0019.2.docx")
    (True, True, False)
    """
    return name.startswith("ร่าง") or "draft" in name.casefold()


def _together(inspected: Iterable[Inspected]) -> Iterable[Inspected]:
    """Return each file once, with all that was found of it, the weightiest first."""
    found: dict[str, Inspected] = {}
    for each in inspected:
        first = found.get(each.file)
        both = (*first.findings, *each.findings) if first else each.findings
        found[each.file] = replace(first or each, findings=by_weight(both))
    return found.values()
