"""LibreOffice dies, hangs or grows: the file is laid out by a new one, and nothing is left."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from running_office import (
    is_gone,
    running,
    signal_group,
    signal_program,
    signal_worker,
    wait_until,
)
from sample_documents import SENTENCE, add_annex, add_body, letter, saved

from circulars.layout import TRIES, Converter, OfficeFailedError, lent_converter
from circulars.layout import converter as converter_module
from circulars.layout import memory as memory_module
from circulars.layout.converter import FILE_LIMIT
from circulars.layout.leftovers import clear
from circulars.layout.memory import resident
from circulars.model.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circulars.layout.office import Office

    Strike = Callable[[Office, signal.Signals], None]

pytestmark = pytest.mark.usefixtures("warm_office")
STAMP = dt.date(2025, 1, 2)
KILLED = [
    pytest.param(signal_program, signal.SIGKILL, id="LibreOffice killed"),
    pytest.param(signal_group, signal.SIGKILL, id="all of LibreOffice killed"),
    pytest.param(signal_worker, signal.SIGKILL, id="the worker killed"),
]
HANGING = [
    pytest.param(signal_program, signal.SIGSTOP, id="LibreOffice hangs"),
    pytest.param(signal_worker, signal.SIGSTOP, id="the worker hangs"),
]


@pytest.fixture(scope="module")
def docx() -> bytes:
    """Return a short letter."""
    document = letter()
    add_body(document, [SENTENCE * 3])
    return saved(document)


@pytest.fixture(scope="module")
def long_docx() -> bytes:
    """Return a letter that takes LibreOffice a second or more."""
    document = letter()
    add_annex(document, rows=400)
    return saved(document)


def broken_xml() -> bytes:
    """Return a package with a main part that is no XML."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    return buffer.getvalue()


@contextmanager
def warm(*, limit: float = FILE_LIMIT, tries: int = TRIES) -> Iterator[Converter]:
    """Return a converter that may have worked for other tests, and is kept for the next."""
    with lent_converter(tries=tries) as converter:
        converter._limit = limit
        try:
            yield converter
        finally:
            converter._limit = FILE_LIMIT


@pytest.mark.parametrize(("strike", "number"), KILLED + HANGING)
def test_a_blow_in_the_middle_of_a_file(
    docx: bytes, long_docx: bytes, strike: Strike, number: signal.Signals
) -> None:
    """A file on which LibreOffice dies or hangs is laid out as ever by a new one, once."""
    with Converter() as converter:
        began = time.monotonic()
        whole = converter.convert(long_docx, stamp=STAMP)
        struck = running(converter)
        if number is signal.SIGSTOP:  # a hang is waited out: not long, and long for this computer
            converter._limit = 3 * (time.monotonic() - began)
        threading.Timer(0.3, strike, [struck, number]).start()
        assert whole == converter.convert(long_docx, stamp=STAMP)
        later = running(converter)
        assert struck is not later
        converter.convert(docx, stamp=STAMP)
        assert later is running(converter)
    assert is_gone(struck.work)
    assert is_gone(later.work)


@pytest.mark.parametrize(("strike", "number"), KILLED)
def test_a_blow_between_two_files(docx: bytes, strike: Strike, number: signal.Signals) -> None:
    """The file after LibreOffice has died is laid out as ever by a new one."""
    with warm() as converter:
        before = converter.convert(docx, stamp=STAMP)
        strike(running(converter), number)
        assert before == converter.convert(docx, stamp=STAMP)


@pytest.mark.parametrize(("strike", "number"), [KILLED[0], HANGING[0]])
def test_one_try_alone(
    docx: bytes, long_docx: bytes, strike: Strike, number: signal.Signals
) -> None:
    """Who asks for one try is told at once that another may help; the next file is done."""
    with warm(tries=1) as converter:
        before = converter.convert(docx, stamp=STAMP)
        struck = running(converter)
        if number is signal.SIGSTOP:
            converter._limit = 3
        threading.Timer(0.2, strike, [struck, number]).start()
        with pytest.raises(OfficeFailedError) as caught:
            converter.convert(long_docx, stamp=STAMP, name="ภาคผนวก.docx")
        assert is_gone(struck.work)
        converter._limit = FILE_LIMIT
        assert before == converter.convert(docx, stamp=STAMP)
    (finding,) = caught.value.findings
    expected = "layout-timeout" if number is signal.SIGSTOP else "layout-failed"
    assert (expected, "ภาคผนวก.docx") == (finding.code, finding.where)
    assert "ที่ลอง" not in finding.message


@pytest.mark.parametrize(("tries", "said"), [(1, ""), (2, " ทั้ง 2 ครั้งที่ลอง"), (3, " ทั้ง 3 ครั้งที่ลอง")])
def test_a_file_over_the_limit_is_refused(long_docx: bytes, tries: int, said: str) -> None:
    """A file that takes too long stops with a finding that names it and says how often it was."""
    with (
        warm(limit=0.05, tries=tries) as converter,
        pytest.raises(OfficeFailedError) as caught,
    ):
        converter.convert(long_docx, stamp=STAMP, name="ภาคผนวก.docx")
    (finding,) = caught.value.findings
    assert ("layout-timeout", "ภาคผนวก.docx") == (finding.code, finding.where)
    assert finding.message.endswith(f"0.05 วินาที{said}")


def test_a_file_that_is_too_long_is_not_tried_again(
    docx: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body of thousands of paragraphs that took too long would do so with the next try too."""
    monkeypatch.setattr(converter_module, "_LONG", 0)
    with (
        warm(limit=0.001, tries=2) as converter,
        pytest.raises(OfficeFailedError) as caught,
    ):
        converter.convert(docx, stamp=STAMP)
    (finding,) = caught.value.findings
    assert ("layout-timeout", False) == (finding.code, "ที่ลอง" in finding.message)


def test_a_file_that_a_new_office_cannot_read(docx: bytes) -> None:
    """Nonsense inside a whole package is the file's fault: no try more, and the next is done."""
    with Converter(limit=20) as converter:
        with pytest.raises(LayoutError) as caught:
            converter.convert(broken_xml(), stamp=STAMP, name="เสีย.docx")
        assert not isinstance(caught.value, OfficeFailedError)
        assert ["docx-unreadable"] == [finding.code for finding in caught.value.findings]
        assert 1 == len(converter.convert(docx, stamp=STAMP).pages)


def test_what_a_used_office_cannot_read_is_tried_by_a_new_one(docx: bytes) -> None:
    """After other files LibreOffice itself may be what is wrong: one try alone does not tell."""
    with warm(limit=20, tries=1) as converter:
        converter.convert(docx, stamp=STAMP)
        with pytest.raises(OfficeFailedError):
            converter.convert(broken_xml(), stamp=STAMP)
        with pytest.raises(LayoutError) as caught:
            converter.convert(broken_xml(), stamp=STAMP)
        assert not isinstance(caught.value, OfficeFailedError)


@pytest.mark.parametrize(("limit", "most"), [("RECYCLE_AFTER", 1), ("RECYCLE_OVER", 1000)])
def test_a_worn_office_is_replaced(
    docx: bytes, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    """LibreOffice grows: after a number of files, or of bytes, a new one takes over."""
    monkeypatch.setattr(converter_module, limit, most)
    with Converter() as converter:
        before = converter.convert(docx, stamp=STAMP)
        worn = running(converter)
        assert before == converter.convert(docx, stamp=STAMP)
        assert worn is not running(converter)
    assert is_gone(worn.work)


def test_an_office_is_kept_where_its_memory_is_not_told(
    docx: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a system without /proc only files are counted."""
    monkeypatch.setattr(memory_module, "_PROC", tmp_path)
    monkeypatch.setattr(converter_module, "RECYCLE_OVER", 1000)
    with warm() as converter:
        converter.convert(docx, stamp=STAMP)
        assert 0 == running(converter).memory()
        before = running(converter)
        converter.convert(docx, stamp=STAMP)
        assert before is running(converter)


def test_a_folder_that_somebody_cleared_away(docx: bytes) -> None:
    """Without its folder, as after a sweep of /tmp, LibreOffice is replaced by a new one."""
    with warm() as converter:
        before = converter.convert(docx, stamp=STAMP)
        shutil.rmtree(running(converter).work)
        assert before == converter.convert(docx, stamp=STAMP)


def test_memory_is_that_of_the_children_too(docx: bytes) -> None:
    """LibreOffice runs under a process that starts it: what counts is both."""
    with Converter() as converter:
        converter.convert(docx, stamp=STAMP)
        office = running(converter)
        assert 50_000_000 < office.memory() < 1_000_000_000
    assert 0 == office.memory()
    assert resident(os.getpid()) > 10_000_000


@pytest.mark.parametrize("error", [None, KeyboardInterrupt])
def test_nothing_is_left_behind(docx: bytes, error: type[BaseException] | None) -> None:
    """When the block ends, however it ends, processes, folder and sockets are gone."""
    offices = []

    def work() -> None:
        with Converter() as converter:
            converter.convert(docx, stamp=STAMP)
            offices.append(running(converter))
            if error is not None:
                raise error

    if error is None:
        work()
    else:
        with pytest.raises(error):
            work()
    (office,) = offices
    assert is_gone(office.work)


def test_a_folder_is_cleared_while_somebody_still_writes(tmp_path: Path) -> None:
    """What a dying LibreOffice writes into its folder while that is removed goes too."""
    work = tmp_path / "work"
    work.mkdir()
    script = (
        "import sys, pathlib, time\nfor n in range(2000): pathlib.Path(sys.argv[1], str(n)).touch()"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, work], stderr=subprocess.DEVNULL)
    assert wait_until(lambda: any(work.iterdir()))
    clear(work, None)
    writer.wait()
    assert not work.exists()


DYING_PARENT = """
import datetime as dt, os, signal, sys, threading
from pathlib import Path
from circulars.layout import Converter
converter = Converter()
converter.convert(Path(sys.argv[1]), stamp=dt.date(2025, 1, 2))
print(converter._office.work, flush=True)
threading.Timer(float(sys.argv[2]), os.kill, [os.getpid(), signal.SIGKILL]).start()
while True:
    converter.convert(Path(sys.argv[1]), stamp=dt.date(2025, 1, 2))
"""


@pytest.mark.parametrize("moment", [0, 0.3])
def test_nothing_outlives_a_killed_parent(long_docx: bytes, tmp_path: Path, moment: float) -> None:
    """If the program itself is killed, the worker ends LibreOffice and removes its folder."""
    path = tmp_path / "letter.docx"
    path.write_bytes(long_docx)
    parent = subprocess.run(
        [sys.executable, "-c", DYING_PARENT, path, str(moment)], capture_output=True, check=False
    )
    assert -signal.SIGKILL == parent.returncode
    work = Path(parent.stdout.decode().strip())
    assert is_gone(work)
