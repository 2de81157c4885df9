"""The service under load: 20 simulated users on this computer, who do all that people do.

``python benchmarks/service.py 2000`` starts ``circulars serve`` with a data folder of its own,
lets the users work until so many letters are made, and prints a section of docs/benchmarks.md.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service_users import LETTERS_IN_A_JOB, Tally, User

from circulars.service.places import FIRST_OFFICE, DataFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

_USERS: Final = 20
_PROFILE: Final = Path(__file__).resolve().parents[1] / "examples" / "phayao.toml"
_COMMAND: Final = str(Path(sys.executable).with_name("circulars"))
_EVERY: Final = 5.0  # seconds between two looks at the memory
_MIB: Final = 1 << 20


@dataclass(slots=True)
class Memory:
    """What the service takes, looked at now and then: resident bytes, by kind of process."""

    web: int
    seen: list[tuple[int, dict[str, int]]] = field(default_factory=list)  # letters, bytes

    def look(self, letters: int) -> None:
        """Note what is taken now."""
        taken: dict[str, int] = defaultdict(int)
        for pid, command in _family(self.web):
            kind = "web" if pid == self.web else "soffice" if "soffice" in command else "workers"
            taken[kind] += _resident(pid)
        self.seen.append((letters, dict(taken)))

    def at(self, part: float) -> tuple[int, dict[str, int]]:
        """Return the median of what was taken around this part of the way, by kind."""
        middle = round(part * (len(self.seen) - 1))
        near = self.seen[max(0, middle - 2) : middle + 3]
        kinds = ("web", "workers", "soffice")
        usual = {kind: int(statistics.median(m.get(kind, 0) for _, m in near)) for kind in kinds}
        return self.seen[middle][0], usual


def _family(root: int) -> Iterator[tuple[int, str]]:
    """Yield the process and all that it started, with their commands."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(
                int(path.parent.name)
            )
        except OSError:
            continue
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        waiting += children[pid]
        try:
            yield pid, Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue


def _resident(pid: int) -> int:
    """Return the bytes that the process alone has in memory, and its share of what is common."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def running(data: Path) -> Iterator[tuple[str, int]]:
    """Give the address and the process of a service over `data`."""
    profile = DataFolder(data).office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_PROFILE, profile)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [_COMMAND, "serve", "--port", str(port), "--data", str(data)]
    with (data.parent / "log").open("w") as log:
        started = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _until_it_answers(address, started)
            yield address, started.pid
        finally:
            started.terminate()
            started.wait(60)


def _until_it_answers(address: str, started: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert started.poll() is None, "the service did not start"
        try:
            with urllib.request.urlopen(f"{address}/readyz"):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def worked(address: str, web: int, wanted: int) -> tuple[Tally, Memory, float]:
    """Return what the users did until `wanted` letters were made, and how long that took."""
    tally, memory, begun = Tally(wanted), Memory(web), time.perf_counter()
    users = [User(address, number, tally) for number in range(_USERS)]
    threads = [threading.Thread(target=user.work) for user in users]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        memory.look(tally.letters)
        time.sleep(_EVERY)
    return tally, memory, time.perf_counter() - begun


def report(tally: Tally, memory: Memory, seconds: float) -> None:
    """Print what was measured."""
    load, count = os.getloadavg()[0], sum(map(len, tally.times.values()))
    print(f"\n# The service under load of {_USERS} users\n")
    print(f"{tally.letters:,} letters and {count:,} requests in {seconds:,.0f} s:", end=" ")
    print(f"{60 * tally.letters / seconds:,.0f} letters a minute, {count / seconds:,.0f}", end=" ")
    print(f"requests a second.  Failed: {len(tally.failures)}.  Load of the computer: {load:.1f}.")
    pages = [
        each for what, times in tally.times.items() if what.startswith("page") for each in times
    ]
    print(f"Median of all {len(pages):,} pages: {1000 * statistics.median(pages):,.0f} ms.")
    print(f"Many letters are ordered {LETTERS_IN_A_JOB} at a time.\n")
    print("| what is asked | times | median ms | p95 ms | longest ms |\n|---|---|---|---|---|")
    for what, times in sorted(tally.times.items()):
        ms = sorted(1000 * each for each in times)
        p95 = ms[min(len(ms) - 1, int(0.95 * len(ms)))]
        print(f"| {what} | {len(ms):,} | {statistics.median(ms):,.0f} | {p95:,.0f} |", end="")
        print(f" {ms[-1]:,.0f} |")
    print("\n| letters made | web process MB | workers MB | LibreOffice MB |\n|---|---|---|---|")
    for part in (0.1, 0.25, 0.5, 0.75, 1.0):
        letters, taken = memory.at(part)
        megabytes = [taken[kind] / _MIB for kind in ("web", "workers", "soffice")]
        print(f"| {letters:,} | " + " | ".join(f"{each:,.0f}" for each in megabytes) + " |")
    for failure in tally.failures[:20]:
        print("failed:", failure, file=sys.stderr)


def main() -> None:
    """Measure, print, and fail where a request did."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        with running(Path(folder) / "data") as (address, web):
            tally, memory, seconds = worked(address, web, wanted)
        report(tally, memory, seconds)
        if tally.failures:
            print((Path(folder) / "log").read_text()[-3000:], file=sys.stderr)
    sys.exit(bool(tally.failures))


if __name__ == "__main__":
    main()
