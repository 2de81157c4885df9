"""One running LibreOffice with its worker: started, asked over a pipe, and ended without traces."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.layout.leftovers import clear, kill, profile
from circulars.layout.memory import resident
from circulars.layout.parts import find_office, find_uno_python

if TYPE_CHECKING:
    from circulars.layout.fonts import FontSetup

WORKER: Final = Path(__file__).with_name("uno_worker.py")
START_LIMIT: Final = 60.0  # seconds; a cold start takes one, on a loaded machine ten
# A profile that asks nothing, starts no Java, and fetches nothing that a document links to.
SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>th-TH</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse">\
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class OfficeFailure(Exception):  # noqa: N818  # not an error yet: the file is tried once more
    """LibreOffice or its worker died, hung, or did not do what it was asked."""


class OfficeTimeout(OfficeFailure):
    """No answer within the time limit."""


class OfficeRefusal(OfficeFailure):
    """LibreOffice is well, and says that it cannot read the file."""


class Office:
    """A LibreOffice of our own: own profile, own process group, own folder for everything."""

    def __init__(self, fonts: FontSetup) -> None:
        soffice, python = find_office(), find_uno_python()
        self.work = Path(tempfile.mkdtemp(prefix="circulars-"))
        self.files = 0  # asked for so far
        self._ready = False
        self._lines = b""
        self._office: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        atexit.register(self.end)  # of a process whose owner never ends it, such as a worker
        try:
            self._office = self._start_office(soffice, fonts)
            self._worker = self._start_worker(python, self._office.pid)
        except BaseException:
            self.end()
            raise

    def _start_office(self, soffice: Path, fonts: FontSetup) -> subprocess.Popen[bytes]:
        """Start LibreOffice; it listens on a pipe that has the name of the folder."""
        user = self.work / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        return subprocess.Popen(  # noqa: S603  # the program was found by us, nothing is quoted
            [
                soffice,
                *options,
                f"--accept=pipe,name={self.work.name};urp;",
                f"-env:UserInstallation={profile(self.work)}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # its own group, so that it is killed with all its children
            env=os.environ | self._settings(fonts),
        )

    def _settings(self, fonts: FontSetup) -> dict[str, str]:
        """Return the environment that makes the same input give the same PDF everywhere."""
        return {
            "FONTCONFIG_FILE": str(fonts.config),
            "TMPDIR": str(self.work),
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        }

    def _start_worker(self, python: Path, office: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # the program was found by us, nothing is quoted
            [python, "-B", WORKER, self.work, str(office)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal must reach us alone
            bufsize=0,
        )

    def _answer(self, limit: float) -> dict[str, Any]:
        """Return the next line the worker says, at most `limit` seconds from now."""
        assert self._worker is not None
        assert self._worker.stdout is not None
        end = time.monotonic() + limit
        poll = select.poll()
        poll.register(self._worker.stdout, select.POLLIN)
        while b"\n" not in self._lines:
            if not poll.poll(max(0, end - time.monotonic()) * 1000):
                raise OfficeTimeout(f"no answer in {limit:g} seconds")
            chunk = self._worker.stdout.read(65536)
            if not chunk:
                raise OfficeFailure("the worker ended")
            self._lines += chunk
        line, _, self._lines = self._lines.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        if "error" in message:
            raise (OfficeRefusal if message["refused"] else OfficeFailure)(message["error"])
        return message

    def ask(self, job: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return the worker's answer to `job`; raises :exc:`OfficeFailure`."""
        assert self._worker is not None
        assert self._worker.stdin is not None
        if not self._ready:
            self._answer(START_LIMIT)
            self._ready = True
        self.files += 1
        try:
            self._worker.stdin.write(json.dumps(job).encode() + b"\n")
        except BrokenPipeError as error:
            raise OfficeFailure("the worker ended") from error
        return self._answer(limit)

    def memory(self) -> int:
        """Return the bytes of memory that LibreOffice takes, 0 where the system does not tell."""
        return resident(self._office.pid) if self._office else 0

    def end(self) -> None:
        """Kill LibreOffice and the worker, and remove all they wrote."""
        atexit.unregister(self.end)
        if self._office is not None:
            kill(self._office.pid)  # first: who is killed from here on leaves it to the worker
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
        clear(self.work, self._office.pid if self._office else None)
        if self._office is not None:
            self._office.wait()
