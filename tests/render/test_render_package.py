"""The package: what does not change is copied, in any zip that Word or LibreOffice makes."""

from __future__ import annotations

import io
import subprocess
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import letter, lines

from circulars import Template
from circulars.render.package import (
    deflated,
    deflated_pieces,
    packed,
    read_members,
    whole,
    write_package,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from circulars.render.package import Piece

NAMES = st.text("กขab/._-", min_size=1, max_size=9).filter(lambda name: name[-1] != "/")


class Stream(io.RawIOBase):
    """Takes bytes one after the other and cannot go back, as a pipe."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, data: object) -> int:
        """Take `data`; return its length."""
        self.taken += bytes(cast("bytes", data))
        return len(cast("bytes", data))


def repacked(docx: bytes, target: IO[bytes], *, method: int, large: bool = False) -> None:
    """Write the members of `docx` into a new zip on `target`."""
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=large) as member:
                member.write(old.read(name))


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(NAMES, st.binary(max_size=300)))
def test_what_is_packed_is_read_back(contents: dict[str, bytes]) -> None:
    """Members under any name are in the zip in their order, whole, as zipfile reads them."""
    made = write_package(deflated(name, content) for name, content in contents.items())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert list(contents) == archive.namelist()
        assert list(contents.values()) == [archive.read(name) for name in contents]
    again = write_package(read_members(made))
    assert made == again


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(NAMES, st.binary(max_size=300)), st.integers(0, 9))
def test_what_many_letters_share_is_written_once(contents: dict[str, bytes], shared: int) -> None:
    """A package of which the first members were packed before has the same bytes."""
    members = [deflated(name, content) for name, content in contents.items()]
    first = packed(members[:shared])
    assert write_package(members) == write_package(members[shared:], first)


@pytest.mark.parametrize("size", [0, 1, 100_000, 100_001, 400_000])
def test_what_is_deflated_is_read_by_others(size: int) -> None:
    """Small and large members alike are deflate streams as zlib reads them."""
    content = ("<w:t>ที่ ๑</w:t>" * (size // 10 + 1)).encode()[:size]
    member = deflated("word/document.xml", content)
    assert content == zlib.decompress(member.data, -zlib.MAX_WBITS)
    assert (zlib.crc32(content), size) == (member.crc, member.size)


def test_pieces_made_when_written_are_one_member() -> None:
    """A part of which some pieces are made only when they are written is the same part."""
    every = [f"<w:t>{number}</w:t>".encode() * 1000 for number in range(100)]
    made: list[Piece] = [
        partial(bytes, each) if place % 3 else each for place, each in enumerate(every)
    ]
    member = deflated_pieces("word/document.xml", made)
    at_once = deflated("word/document.xml", b"".join(every))
    assert b"".join(every) == zlib.decompress(member.data, -zlib.MAX_WBITS) == whole(made)
    assert (at_once.crc, at_once.size) == (member.crc, member.size)


def test_streamed_stored_and_large_zips() -> None:
    """A template whose zip was streamed, stored, or written for more than 4 GB is a template."""
    source = letter("{{ ก }}")
    stream = Stream()
    repacked(source, cast("IO[bytes]", stream), method=zipfile.ZIP_DEFLATED)
    stored, large = io.BytesIO(), io.BytesIO()
    repacked(source, stored, method=zipfile.ZIP_STORED)
    repacked(source, large, method=zipfile.ZIP_DEFLATED, large=True)
    expected = Template(source).render({"ก": 1})
    for package in (bytes(stream.taken), stored.getvalue(), large.getvalue()):
        assert expected == Template(package).render({"ก": 1})


def test_members_that_do_not_change_are_copied() -> None:
    """Every letter has the compressed bytes of the styles that the template has."""
    template = Template(letter("{{ ก }}"))
    first, second = (read_members(template.render({"ก": text})) for text in ("๑", "ยาวกว่า" * 50))
    changed = {one.name for one, two in zip(first, second, strict=True) if one != two}
    assert {"word/document.xml"} == changed


def test_content_types_come_first() -> None:
    """The list of content types is the first member, where readers of streams look for it."""
    docx = Template(letter("{{ ก }}")).render({"ก": 1})
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert "[Content_Types].xml" == archive.namelist()[0]
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}


def test_a_template_saved_by_libreoffice(tmp_path: Path) -> None:
    """LibreOffice reads what we write, and what it writes is a template."""
    source = tmp_path / "ของเรา.docx"
    source.write_bytes(Template(letter("เรียน {_{ ก }_}")).render({}))
    converted = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(converted), str(source)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except FileNotFoundError:
        pytest.fail("LibreOffice is missing: see the requirements in the README")
    docx = Template(converted / source.name).render({"ก": "นายอำเภอ"})
    assert "เรียน นายอำเภอ" in lines(docx)


def test_thai_member_names() -> None:
    """An image under a Thai name inside the package stays where it is."""
    source = letter("{{ ก }}")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                link = (
                    '<Relationship Id="rIdก" Target="media/ภาพ.png" Type="http://schemas.'
                    'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", link.encode())
            elif name == "[Content_Types].xml":
                default = b'<Default Extension="png" ContentType="image/png"/></Types>'
                content = content.replace(b"</Types>", default)
            new.writestr(name, content)
        new.writestr("word/media/ภาพ.png", b"\x89PNG")
    docx = Template(made.getvalue()).render({"ก": 1})
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert b"\x89PNG" == archive.read("word/media/ภาพ.png")
