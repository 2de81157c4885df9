"""Work that is measured in a process of its own: a long annex, or letters beside another process.

child.py circulars|docxtpl ROWS   -> seconds and peak megabytes of one letter
child.py letters PROCESSOR        -> letters a second, after a line on standard input
"""

from __future__ import annotations

import os
import resource
import sys
from time import perf_counter
from typing import Final

from reference import circulars_letter, docxtpl_letter
from reference_letter import JINJA, letters, template, with_annex

_LETTERS: Final = 1500


def long_annex(who: str, rows: int) -> str:
    """Return seconds and peak megabytes of the second letter of a process, with `rows` rows."""
    ours = who == "circulars"
    make = circulars_letter(template(JINJA)) if ours else docxtpl_letter(with_annex(JINJA))
    make(letters(1)[0])
    (letter,) = letters(1, rows=rows)
    started = perf_counter()
    make(letter)
    seconds = perf_counter() - started
    return f"{seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"


def many_letters(processor: int) -> str:
    """Return the letters a second of one process that has the `processor` to itself."""
    os.sched_setaffinity(0, {processor})
    make = circulars_letter(template(JINJA))
    ready = letters(_LETTERS)
    make(ready[0])
    print("ready", flush=True)
    sys.stdin.readline()
    started = perf_counter()
    for letter in ready:
        make(letter)
    return str(_LETTERS / (perf_counter() - started))


def main() -> None:
    """Do what the command line says."""
    what, number = sys.argv[1], int(sys.argv[2])
    print(many_letters(number) if what == "letters" else long_annex(what, number))


if __name__ == "__main__":
    main()
