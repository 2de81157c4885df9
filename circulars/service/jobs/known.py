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

from pydantic import AwareDatetime, TypeAdapter

from circulars.service.jobs.finding import is_found, wanted, words_of
from circulars.service.jobs.folder import JobFolder, is_job
from circulars.service.jobs.orders import JobState  # noqa: TC001 - read by pydantic
from circulars.service.jobs.told import Told, told_by
from circulars.service.places import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from circulars.service.jobs.orders import Job

_LOG: Final = logging.getLogger(__name__)
FILE: Final = "jobs-over.jsonl"  # in the office's folder
_LETTER: Final = ".docx"
_LIKELY: Final = 20  # jobs that are looked at for one file


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A job, as far as lists and look-ups need it.

    It is the last part of a line, so that a line which was cut off has none.  Before it come, with
    a tab between, the names of the letters.  A line of an earlier release lacks parts: its job is
    looked at in its folder once more.
    """

    id: str
    ordered: AwareDatetime
    letter_type: str
    version: str
    state: JobState  # that in which its folder is; one under way is queued there
    letters: int
    title: str
    actor: str
    told: Told


_KNOWN: Final = TypeAdapter(Known)


def known(job: Job, folder: JobFolder) -> Known:
    """Return what lists and look-ups need of `job`, which lies in `folder`."""
    return Known(
        id=job.id,
        ordered=job.ordered,
        letter_type=job.order.letter_type,
        version=job.order.version,
        state=job.state,
        letters=len(_letters(job)),
        title=job.order.title,
        actor=job.actor,
        told=told_by(folder.out, job),
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
        self._words: dict[str, tuple[Known, str]] = {}  # by which jobs were looked for

    def newest_first(self) -> list[Known]:
        """Return the jobs, those ordered last first."""
        return [*reversed(self._known.values())]

    def get(self, job: str) -> Known | None:
        """Return what is known of a job; None of one that is none of the office's."""
        return self._known.get(job)

    def among(self, jobs: Iterable[Known], words: str) -> list[Known]:
        """Return those of `jobs` that have all of `words`; other threads may go on meanwhile."""
        looked_for = wanted(words)
        return [
            job
            for job in jobs
            if all(is_found(word, self._words_of(job), job.told.spans) for word in looked_for)
        ]

    def _words_of(self, job: Known) -> str:
        said, words = self._words.get(job.id, (None, ""))
        if said is not job:  # not looked for yet, or changed since
            words = words_of(job)
            self._words[job.id] = (job, words)
        return words

    def note(self, job: Job) -> None:
        """Know `job` as it is now; one that is over is known to the next service too."""
        self._known[job.id] = known(job, self._folder(job))
        if job.state.is_over and not job.is_damaged:
            self._write([(job, self._known[job.id])])

    def _folder(self, job: Job) -> JobFolder:
        return JobFolder(self._jobs / job.id)

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
        told = {each.id: each for each in self._lines()}
        yield from (told[name] for name in there & told.keys())
        looked_at = [
            JobFolder(self._jobs / name).load()
            for name in sorted(there - told.keys())
            if is_job(self._jobs / name)
        ]
        found = [(job, known(job, self._folder(job))) for job in looked_at]
        yield from (each for _, each in found)
        for job in looked_at:
            if job.is_damaged:
                _LOG.error("a job cannot be read", extra={"job": job.id})
        self._write((job, k) for job, k in found if job.state.is_over and not job.is_damaged)

    def _lines(self) -> Iterator[Known]:
        """Yield what the lines tell; one that is garbled counts for nothing."""
        try:
            text = self._file.read_bytes()
        except OSError:
            return
        for line in text.splitlines():
            with suppress(ValueError):
                yield _line(line)

    def _write(self, jobs: Iterable[tuple[Job, Known]]) -> None:
        """Add a line for each of `jobs`, at once; what is not written is found in their folders."""
        text = "".join(_written(job, known) for job, known in jobs).encode()
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


def _line(line: bytes) -> Known:
    return _KNOWN.validate_json(line.rpartition(b"\t")[2], strict=True)


def _written(job: Job, known: Known) -> str:
    return f"{json.dumps(_letters(job), ensure_ascii=False)}\t{_KNOWN.dump_json(known).decode()}\n"


def _quoted(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
