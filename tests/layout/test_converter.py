"""The warm LibreOffice: what it refuses, survives and leaves behind (nothing)."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image
from sample_documents import SENTENCE, add_annex, add_body, letter, saved

from circulars.layout import Converter, page_images, page_texts
from circulars.layout import converter as converter_module
from circulars.layout.leftovers import pipes
from circulars.model.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.layout.office import Office

STAMP = dt.date(2025, 1, 2)


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


def running(converter: Converter) -> Office:
    """Return the LibreOffice that runs in `converter`."""
    assert converter._office is not None
    return converter._office


def signal_office(office: Office, number: signal.Signals) -> None:
    """Send `number` to LibreOffice and its children."""
    assert office._office is not None
    os.killpg(office._office.pid, number)


def processes_with(text: str) -> list[str]:
    """Return the command lines of the running processes that mention `text`."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            found += [command] if text in command else []
    return found


def wait_until(holds: Callable[[], bool]) -> bool:
    """Whether `holds` within ten seconds."""
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def test_same_input_gives_the_same_bytes(docx: bytes) -> None:
    """Two separate LibreOffice processes write the same PDF, dated by the letter alone."""
    with Converter() as first, Converter() as second:
        one = first.convert(docx, stamp=STAMP)
        two = second.convert(docx, stamp=STAMP)
        later = second.convert(docx, stamp=dt.date(2025, 1, 3))
    assert one == two
    assert one.pdf != later.pdf


def test_a_crash_while_it_works_is_survived(docx: bytes, long_docx: bytes) -> None:
    """LibreOffice killed in the middle of a file: the file is laid out by a new one."""
    with Converter() as converter:
        before = converter.convert(docx, stamp=STAMP)
        crashed = running(converter)
        threading.Timer(0.3, signal_office, [crashed, signal.SIGKILL]).start()
        laid_out = converter.convert(long_docx, stamp=STAMP)
        assert crashed is not running(converter)
        assert before == converter.convert(docx, stamp=STAMP)
    assert len(laid_out.pages) == len(page_texts(laid_out.pdf))
    assert not crashed.work.exists()


def test_a_killed_worker_is_survived(docx: bytes) -> None:
    """The worker killed between two files: the next file is laid out by a new one."""
    with Converter() as converter:
        before = converter.convert(docx, stamp=STAMP)
        worker = running(converter)._worker
        assert worker is not None
        worker.kill()
        worker.wait()
        assert before == converter.convert(docx, stamp=STAMP)


def test_a_hanging_office_is_replaced(docx: bytes) -> None:
    """LibreOffice that does not answer within the limit is killed, and the file tried again."""
    with Converter(limit=3) as converter:
        before = converter.convert(docx, stamp=STAMP)
        hanging = running(converter)
        signal_office(hanging, signal.SIGSTOP)
        assert before == converter.convert(docx, stamp=STAMP)
        assert not processes_with(hanging.work.name)


def test_a_file_over_the_limit_is_refused(long_docx: bytes) -> None:
    """A file that takes too long twice stops with a finding that names it."""
    with Converter(limit=0.05) as converter, pytest.raises(LayoutError) as caught:
        converter.convert(long_docx, stamp=STAMP, name="ภาคผนวก.docx")
    (finding,) = caught.value.findings
    assert ("layout-timeout", "ภาคผนวก.docx") == (finding.code, finding.where)
    assert "0.05 วินาที" in finding.message


def test_office_is_replaced_after_many_files(docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice grows with each file, so after a number of files a new one takes over."""
    monkeypatch.setattr(converter_module, "RECYCLE_AFTER", 1)
    with Converter() as converter:
        before = converter.convert(docx, stamp=STAMP)
        first = running(converter)
        assert before == converter.convert(docx, stamp=STAMP)
        assert first is not running(converter)


def broken_xml() -> bytes:
    """Return a package with a main part that is no XML."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    return buffer.getvalue()


def test_a_package_that_office_cannot_read_is_refused(docx: bytes) -> None:
    """A whole package with nonsense inside stops with a finding, and the next file is done."""
    with Converter(limit=20) as converter:
        with pytest.raises(LayoutError) as caught:
            converter.convert(broken_xml(), stamp=STAMP, name="เสีย.docx")
        assert ["layout-failed"] == [finding.code for finding in caught.value.findings]
        assert 1 == len(converter.convert(docx, stamp=STAMP).pages)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("note.docx", b"plain text", id="text named .docx"),
        pytest.param("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, id="old .doc"),
        pytest.param("empty.docx", b"", id="empty"),
    ],
)
def test_what_is_no_docx_is_refused_before_office_sees_it(
    tmp_path: Path, name: str, data: bytes
) -> None:
    """A file that is no DOCX gets a Thai finding with its name, and LibreOffice is not started."""
    path = tmp_path / name
    path.write_bytes(data)
    with Converter() as converter:
        with pytest.raises(LayoutError) as caught:
            converter.convert(path, stamp=STAMP)
        assert converter._office is None
    (finding,) = caught.value.findings
    assert ("docx-unreadable", name) == (finding.code, finding.where)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_docx_is_refused(docx: bytes, share: float) -> None:
    """A DOCX cut short, as by a broken download, is refused wherever the cut is."""
    with Converter() as converter, pytest.raises(LayoutError) as caught:
        converter.convert(docx[: int(len(docx) * share)], stamp=STAMP)
    assert ["docx-unreadable"] == [finding.code for finding in caught.value.findings]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that is not there gets a finding, not a traceback."""
    with Converter() as converter, pytest.raises(LayoutError) as caught:
        converter.convert(tmp_path / "หาย.docx", stamp=STAMP)
    assert ["หาย.docx"] == [finding.where for finding in caught.value.findings]


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
    assert wait_until(lambda: not processes_with(office.work.name))
    assert not office.work.exists()
    assert [] == [pipe for pipe in pipes(office.work) if pipe.exists()]


def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    """A picture linked from outside the package, by file or address, is not put into the PDF."""
    picture = tmp_path / "red.png"
    Image.new("RGB", (300, 300), "red").save(picture)
    document = letter()
    document.add_picture(str(picture))
    linked = document.part.relate_to(picture.as_uri(), RELATIONSHIP_TYPE.IMAGE, is_external=True)
    (blip,) = document.element.iter(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), linked)
    with Converter() as converter:
        (page,) = page_images(converter.convert(saved(document), stamp=STAMP).pdf, dpi=20)
    colours = {colour for _, colour in Image.open(BytesIO(page)).convert("RGB").getcolors() or ()}
    assert (255, 0, 0) not in colours


DYING_PARENT = """
import datetime as dt, json, os, signal, sys
from pathlib import Path
from circulars.layout import Converter
converter = Converter()
converter.convert(Path(sys.argv[1]), stamp=dt.date(2025, 1, 2))
print(json.dumps(str(converter._office.work)), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_outlives_a_killed_parent(docx: bytes, tmp_path: Path) -> None:
    """If the program itself is killed, the worker ends LibreOffice and removes its folder."""
    path = tmp_path / "letter.docx"
    path.write_bytes(docx)
    parent = subprocess.run(
        [sys.executable, "-c", DYING_PARENT, path], capture_output=True, check=False
    )
    assert -signal.SIGKILL == parent.returncode
    work = Path(json.loads(parent.stdout))
    assert wait_until(lambda: not work.exists() and not processes_with(work.name))
    assert [] == [pipe for pipe in pipes(work) if pipe.exists()]
