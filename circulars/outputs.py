"""What a run leaves: the files of every letter by name, and the manifest."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from circulars.batch import Batch, write_files
from circulars.model.findings import Finding, blocking
from circulars.model.reference_number import safe_name
from circulars.render import form_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.inputs import Job
    from circulars.model.letter import Letter
    from circulars.prints import Prints


def write_letters(
    job: Job,
    letters: Sequence[Letter],
    prints: Sequence[Prints],
    findings: tuple[Finding, ...],
    out: Path,
) -> Batch:
    """Write the files of `letters` and their manifest into the folder `out`.

    Raises :exc:`OutputError` when a file cannot be written: then nothing is.
    """
    files: dict[str, bytes] = {}
    for stem, letter, printed in zip(_stems(letters), letters, prints, strict=True):
        files |= _files(stem, letter, printed)
    paths, kept = write_files(out, files, _manifest(job, letters, prints, findings))
    return Batch(
        folder=out,
        files=tuple(paths),
        findings=findings,
        pages=_pages(prints),
        kept=tuple(kept),
    )


def _stems(letters: Sequence[Letter]) -> list[str]:
    """Return the file name of each letter without its ending: number and recipient."""
    stems = [
        "-".join(filter(None, [letter.number.file_stem, safe_name(letter.recipient)]))
        for letter in letters
    ]
    repeated = Counter(stem.casefold() for stem in stems)
    return [
        f"{stem}-{place}" if repeated[stem.casefold()] > 1 else stem
        for place, stem in enumerate(stems, start=1)
    ]


def _files(stem: str, letter: Letter, prints: Prints) -> dict[str, bytes]:
    """Return the files of one letter by name: DOCX, PDF, page images, forms to fill in."""
    files = {f"{stem}.docx": prints.docx}
    if prints.pdf is not None:
        files[f"{stem}.pdf"] = prints.pdf
    width = len(str(len(prints.images)))
    for number, image in enumerate(prints.images, start=1):
        files[f"{stem}-หน้า{number:0{width}}.png"] = image
    for annex in letter.annexes:
        if annex.as_workbook:
            files[f"{stem}-{safe_name(annex.title)}.xlsx"] = form_workbook(annex)
    return files


def _pages(prints: Sequence[Prints]) -> int | None:
    pages = [each.pages for each in prints]
    return None if None in pages else sum(filter(None, pages))


def _manifest(
    job: Job,
    letters: Sequence[Letter],
    prints: Sequence[Prints],
    findings: tuple[Finding, ...],
) -> dict[str, Any]:
    """Return the manifest without its outputs; no clock, no folder: the same for the same input."""
    waived = blocking(findings, allowed=frozenset())
    return {
        "circulars": version("circulars"),
        "letter_type": {"name": job.letter_type.name, "version": job.letter_type.version},
        "inputs": [{"file": name, "sha256": digest} for name, digest in job.digests.items()],
        "values": dict(job.values),
        "letters": [
            {"file": stem, "recipient": letter.recipient, "pages": printed.pages}
            for stem, letter, printed in zip(_stems(letters), letters, prints, strict=True)
        ],
        "pages": _pages(prints),
        "fonts": sorted({font for each in prints for font in each.fonts}),
        "findings": [finding.as_dict() for finding in findings],
        "waived": sorted({finding.code for finding in waived}),
    }
