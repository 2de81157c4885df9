"""What a run leaves: the files of every letter by name, and the manifest."""

from __future__ import annotations

from importlib.metadata import version
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import sha256
from circulars.data.words import words
from circulars.model.findings import blocking
from circulars.model.reference_number import LONGEST_PART, safe_name
from circulars.workbook import LOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.inputs import Prepared
    from circulars.model.findings import Finding
    from circulars.model.letter import Annex, Letter
    from circulars.model.reference_number import ReferenceNumber
    from circulars.model.run import Item
    from circulars.prints import Prints

_LONGEST: Final = 240  # bytes of a file name; Linux takes 255, and a copy gets a number


class Stems:
    """Gives each letter of a run its file name without ending: number and recipient.

    Without a number the subject tells letters apart, and where they come from several workbooks
    and go to nobody by name, the workbook.  No two are the same, on a system either that takes
    capital letters for small ones.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def stem(
        self, reference: ReferenceNumber, subject: str, recipient: str, workbook: str = ""
    ) -> str:
        """Return the name of one more letter."""
        told = "" if reference.serial else _short(subject)
        parts = (reference.file_stem, told, safe_name(recipient or workbook))
        stem = "-".join(filter(None, parts))
        names = chain([stem], (f"{stem}-{place}" for place in count(2)))
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name


def files_of(stem: str, letter: Letter, prints: Prints) -> dict[str, bytes]:
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
            files[_fitted(stem, f"-{title}", ".xlsx")] = _form(attachment.annex)
    return files


def _form(annex: Annex) -> bytes:
    from circulars.render.form_workbook import form_workbook  # slow to load, and few have a form

    return form_workbook(annex)


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


def manifest(
    books: Sequence[Prepared], items: Sequence[Item], findings: Sequence[Finding]
) -> dict[str, Any]:
    """Return the manifest without its outputs; no clock, no folder: the same for the same input."""
    kind, job = books[0].letter_type, books[0].job
    waived = blocking(findings, allowed=frozenset())
    made = [item for item in items if item.files]
    pages = [item.pages for item in made]
    return {
        "circulars": version("circulars"),
        "letter_type": {"name": kind.name, "version": kind.version},
        "inputs": [{"file": name, "sha256": digest} for name, digest in _inputs(books)],
        "values": dict(job.values),
        "form": dict(books[0].answers),
        "pages": None if None in pages else sum(filter(None, pages)),
        "fonts": sorted({font for item in made for font in item.fonts}),
        "findings": [finding.as_dict() for finding in findings],
        "waived": sorted({finding.code for finding in waived} & (job.allow - LOST)),
        "letters": [_listed(item) for item in made],
        **_held(items),
    }


def _inputs(books: Iterable[Prepared]) -> Iterator[tuple[str, str]]:
    """Yield each file that the letters come from with its SHA-256, once."""
    told: set[tuple[str, str]] = set()
    for book in books:
        emblem = book.composer.office.emblem.image
        own = {emblem.name: sha256(emblem.read_bytes())} if emblem else {}
        for entry in {**book.job.digests, **own}.items():
            if entry not in told:
                told.add(entry)
                yield entry


def _listed(item: Item) -> dict[str, Any]:
    return {
        "file": item.stem,
        "recipient": item.recipient,
        "serial": item.serial,
        "reference": item.number,
        "date": item.date.isoformat() if item.date else None,
        "subject": item.subject,
        "pages": item.pages,
    }


def _held(items: Iterable[Item]) -> dict[str, Any]:
    """Return who got no letter, and why, where somebody did not."""
    held = [
        {
            "workbook": item.workbook,
            "recipient": item.recipient,
            "codes": sorted({finding.code for finding in item.findings}),
        }
        for item in items
        if not item.files
    ]
    return {"held": held} if held else {}
