"""The check before signing of files that somebody sent; runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.inspection import inspect_paths
from circulars.inspection.comments import with_comments
from circulars.inspection.places import BETWEEN_CELLS
from circulars.service.tasks.check_pages import CheckedPage, checked_pages
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from circulars.inspection import Inspected
    from circulars.model.findings import Finding, Level

_BEFORE: Final = 100  # characters of a paragraph before what a finding is about
_AFTER: Final = 160
_CUT: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What is written at the place of a finding, in three parts: the middle is what it is about."""

    before: str = ""
    offence: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What was found in one file."""

    name: str
    findings: tuple[Finding, ...]  # the weightiest first
    quotes: tuple[Quoted, ...]  # of each finding
    as_read: tuple[int, ...]  # the findings in the order of their places
    copy: str = ""  # name of its copy with comments; empty where there is none
    pages: tuple[CheckedPage, ...] = ()  # of a letter with findings, as pictures

    def of(self, level: Level) -> list[tuple[int, Finding, Quoted]]:
        """Return the findings of `level` as one reads, each with its number and its quote."""
        every = ((n, self.findings[n], self.quotes[n]) for n in self.as_read)
        return [found for found in every if found[1].level is level]

    def page_of(self, finding: int) -> int:
        """Return the page, from 1, on which that finding is marked; 0: on none."""
        marked = (
            number
            for number, page in enumerate(self.pages, start=1)
            if any(mark.finding == finding for mark in page.marks)
        )
        return next(marked, 0)


def check_uploads(
    paths: tuple[Path, ...], office: Path | None, folder: Path | None, *, layout: bool = True
) -> tuple[CheckedFile, ...]:
    """Return what the check finds in the files at `paths`; `office` is the profile for them all.

    The copies of letters with comments, and the pictures of their pages, are written into
    `folder`; without it there are none.  Without `layout` pages are neither checked nor shown.
    """
    names = {str(path): path.name for path in paths}
    checked = []
    pictured = layout and folder is not None
    inspected = inspect_paths(paths, office=office, layout=layout, keep_pdf=pictured)
    for number, each in enumerate(inspected):
        file = _checked(each, names.get(each.file, Path(each.file).name))
        if folder is not None and each.letter is not None and each.findings:
            copy = f"{number}.docx"
            put_whole(folder / copy, with_comments(Path(each.file).read_bytes(), each))
            pages = checked_pages(each, folder, str(number))
            file = replace(file, copy=copy, pages=pages)
        checked.append(file)
    return tuple(checked)


def _checked(inspected: Inspected, name: str) -> CheckedFile:
    findings = inspected.findings
    places = {id(finding): place for place, finding in enumerate(inspected.as_read())}
    order = sorted(range(len(findings)), key=lambda number: places[id(findings[number])])
    quotes = tuple(quoted(inspected, finding) for finding in findings)
    return CheckedFile(name=name, findings=findings, quotes=quotes, as_read=tuple(order))


def quoted(inspected: Inspected, finding: Finding) -> Quoted:
    """Return what stands at the place of `finding`, cut around what it is about."""
    quote = inspected.quote(finding)
    if quote is None or not quote.text:
        return Quoted()
    start, end = quote.offence(finding) or (0, 0)
    joint = BETWEEN_CELLS if quote.cell is not None else " "
    return Quoted(
        before=_end(quote.text[:start], joint),
        offence=quote.text[start:end],
        after=_beginning(quote.text[end:], joint),
    )


def _end(text: str, joint: str) -> str:
    """Return the end of a long `text`, from a `joint` on where there is one."""
    if len(text) <= _BEFORE:
        return text
    kept = text[-_BEFORE:]
    return f"{_CUT} {kept.partition(joint)[2]}" if joint in kept else f"{_CUT}{kept}"


def _beginning(text: str, joint: str) -> str:
    """Return the beginning of a long `text`, up to a `joint` where there is one."""
    if len(text) <= _AFTER:
        return text
    kept = text[:_AFTER]
    return f"{kept.rpartition(joint)[0] or kept} {_CUT}"
