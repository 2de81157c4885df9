"""What a run leaves: the files of every letter by name, and the manifest."""

from __future__ import annotations

from importlib.metadata import version
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import Batch, sha256, write_files
from circulars.data.words import words
from circulars.model.findings import Finding, blocking
from circulars.model.names import SUBJECT
from circulars.model.reference_number import LONGEST_PART, safe_name
from circulars.render import form_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.inputs import Job
    from circulars.model.letter import Letter
    from circulars.prints import Prints

_LONGEST: Final = 240  # bytes of a file name; Linux takes 255, and a copy gets a number


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
    stems = _stems(letters)
    for stem, letter, printed in zip(stems, letters, prints, strict=True):
        files |= _files(stem, letter, printed)
    listed = [
        {
            "file": stem,
            "recipient": letter.recipient,
            "serial": letter.number.serial,
            "date": letter.date.isoformat() if letter.date else None,
            "pages": printed.pages,
        }
        for stem, letter, printed in zip(stems, letters, prints, strict=True)
    ]
    manifest = {**_manifest(job, letters, prints, findings), "letters": listed}
    paths, kept = write_files(out, files, manifest)
    return Batch(
        folder=out,
        files=tuple(paths),
        findings=findings,
        pages=_pages(prints),
        kept=tuple(kept),
    )


def _stems(letters: Sequence[Letter]) -> list[str]:
    """Return the file name of each letter without its ending: number and recipient.

    Without a number the subject tells letters apart.  No two are the same, on a system either
    that takes capital letters for small ones.
    """
    taken: set[str] = set()
    stems = []
    for letter in letters:
        subject = "" if letter.number.serial else str(letter.fields.get(SUBJECT, ""))
        parts = (letter.number.file_stem, _short(subject), safe_name(letter.recipient))
        stem = "-".join(filter(None, parts))
        names = chain([stem], (f"{stem}-{place}" for place in count(2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        stems.append(name)
    return stems


def _files(stem: str, letter: Letter, prints: Prints) -> dict[str, bytes]:
    """Return the files of one letter by name: DOCX, PDF, page images, forms to fill in."""
    files = {f"{stem}.docx": prints.docx}
    if prints.pdf is not None:
        files[f"{stem}.pdf"] = prints.pdf
    width = len(str(len(prints.images)))
    for number, image in enumerate(prints.images, start=1):
        files[f"{stem}-หน้า{number:0{width}}.png"] = image
    for attachment in letter.attachments:
        if attachment.annex and attachment.annex.as_workbook:
            title = _short(f"{attachment.number or ''} {attachment.title}")
            files[_fitted(stem, f"-{title}", ".xlsx")] = form_workbook(attachment.annex)
    return files


def _short(text: str) -> str:
    """Return the first words of `text` as part of a file name."""
    taken = ""
    for word in words(text):
        if len(taken + word) > LONGEST_PART:
            break
        taken += word
    return safe_name(taken)


def _fitted(stem: str, name: str, ending: str) -> str:
    """Return a file name that Linux takes, `name` cut where it is too long."""
    while len(f"{stem}{name}{ending}".encode()) > _LONGEST:
        name = name[:-1]
    return f"{stem}{name}{ending}"


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
    emblem = letters[0].office.emblem.image
    inputs = {**job.digests, **({emblem.name: sha256(emblem.read_bytes())} if emblem else {})}
    return {
        "circulars": version("circulars"),
        "letter_type": {"name": job.letter_type.name, "version": job.letter_type.version},
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs.items()],
        "values": dict(job.values),
        "pages": _pages(prints),
        "fonts": sorted({font for each in prints for font in each.fonts}),
        "findings": [finding.as_dict() for finding in findings],
        "waived": sorted({finding.code for finding in waived}),
    }
