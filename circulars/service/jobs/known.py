"""What is known of an office's jobs without opening their folders.

A file of the office has a line for each job that is over.  It can be made again at any time: a job
whose line is missing, garbled or of a folder that is gone is looked at in its folder.  So pages
take the same time whether an office has made ten jobs or ten thousand.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict

from circulars.service.jobs.folder import JobFolder, is_job
from circulars.service.jobs.orders import JobState
from circulars.service.places import is_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from circulars.service.jobs.orders import Job

_LOG: Final = logging.getLogger(__name__)
FILE: Final = "jobs-over.jsonl"  # in the office's folder
_LETTER: Final = ".docx"
_LIKELY: Final = 20  # jobs that are looked at for one file


class _Line(BaseModel):
    """The last part of a line, so that one which was cut off has none.

    Before it come, with a tab between, the names of the letters.
    """

    model_config = ConfigDict(strict=True, frozen=True)

    id: str
    ordered: AwareDatetime
    type: str
    version: str
    state: JobState
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A job, as far as lists and look-ups need it."""

    id: str
    ordered: dt.datetime
    letter_type: str
    version: str
    state: JobState  # that in which its folder is; one under way is queued there
    letters: int = 0


def known(job: Job) -> Known:
    """Return what lists and look-ups need of `job`."""
    return Known(
        id=job.id,
        ordered=job.ordered,
        letter_type=job.order.letter_type,
        version=job.order.version,
        state=job.state,
        letters=len(_letters(job)),
    )


def _letters(job: Job) -> list[str]:
    return [name for name in job.files if name.endswith(_LETTER)]


class KnownJobs:
    """The jobs of one office; not to be used by several threads at once."""

    def __init__(self, jobs: Path) -> None:
        self._jobs = jobs
        self._file = jobs.parent / FILE
        found = sorted(self._read(), key=lambda each: each.ordered)
        self._known = {each.id: each for each in found}

    def newest_first(self) -> list[Known]:
        """Return the jobs, those ordered last first."""
        return [*reversed(self._known.values())]

    def note(self, job: Job) -> None:
        """Know `job` as it is now; one that is over is known to the next service too."""
        self._known[job.id] = known(job)
        if job.state.is_over and not job.is_damaged:
            self._write([job])

    def makers_of(self, name: str) -> list[str]:
        """Return the ids of jobs that may have made the letter file `name`, the last first."""
        wanted = _quoted(name)
        try:
            text = self._file.read_bytes()
        except OSError:
            return []
        found: dict[str, None] = {}
        end = len(text)
        while len(found) < _LIKELY and (at := text.rfind(wanted, 0, end)) >= 0:
            line = text[at : (text.find(b"\n", at) + 1) or len(text)]
            end = text.rfind(b"\n", 0, at) + 1
            with suppress(ValueError):
                found[_line(line).id] = None
        places = {id_: place for place, id_ in enumerate(self._known)}  # lines may stand otherwise
        return sorted(found.keys() & places.keys(), key=places.__getitem__, reverse=True)

    def _read(self) -> Iterator[Known]:
        """Yield what is known of every job: by its line, or else by its folder."""
        there = {name for name in _names(self._jobs) if is_id(name)}
        told = {line.id: line for line in self._lines()}
        yield from (_known_by(told[name]) for name in there & told.keys())
        looked_at = [
            JobFolder(self._jobs / name).load()
            for name in sorted(there - told.keys())
            if is_job(self._jobs / name)
        ]
        yield from map(known, looked_at)
        for job in looked_at:
            if job.is_damaged:
                _LOG.error("a job cannot be read", extra={"job": job.id})
        self._write(job for job in looked_at if job.state.is_over and not job.is_damaged)

    def _lines(self) -> Iterator[_Line]:
        """Yield the lines; one that is garbled counts for nothing."""
        try:
            text = self._file.read_bytes()
        except OSError:
            return
        for line in text.splitlines():
            with suppress(ValueError):
                yield _line(line)

    def _write(self, jobs: Iterable[Job]) -> None:
        """Add a line for each of `jobs`, at once; what is not written is found in their folders."""
        text = "".join(map(_written, jobs)).encode()
        if not text:
            return
        try:
            with self._file.open("ab") as file:
                if file.tell() and not _ends_a_line(self._file):
                    file.write(b"\n")
                file.write(text)
        except OSError:
            _LOG.warning("the list of jobs that are over could not be written")


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _line(line: bytes) -> _Line:
    return _Line.model_validate_json(line.rpartition(b"\t")[2])


def _known_by(line: _Line) -> Known:
    return Known(
        id=line.id,
        ordered=line.ordered,
        letter_type=line.type,
        version=line.version,
        state=line.state,
        letters=line.letters,
    )


def _written(job: Job) -> str:
    names = _letters(job)
    line = _Line(
        id=job.id,
        ordered=job.ordered,
        type=job.order.letter_type,
        version=job.order.version,
        state=job.state,
        letters=len(names),
    )
    return f"{json.dumps(names, ensure_ascii=False)}\t{line.model_dump_json()}\n"


def _quoted(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
