"""The copy of a DOCX that LibreOffice gets in place of the original."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars import ooxml
from circulars.layout.package import office_copy
from circulars.model.errors import LayoutError


def package(**parts: str) -> bytes:
    """Return a package with `parts` in its folder word/."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"document": "<w:document/>", **parts}.items():
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    """Return the text of a part of a package."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(f"word/{name}.xml").decode()


@pytest.mark.parametrize(
    ("original", "expected", "thai"),
    [
        ('<w:jc w:val="thaiDistribute"/>', '<w:jc w:val="both"/>', ()),
        (
            '<w:pgNumType w:start="1" w:fmt="thaiNumbers"/>',
            '<w:pgNumType w:start="1" w:fmt="hebrew1"/>',
            ("sections",),
        ),
        ('<w:numFmt w:val="thaiNumbers"/>', '<w:numFmt w:val="hebrew1"/>', ("lists",)),
        ("PAGE \\* THAIARABIC", "PAGE \\* ThaiArabic", ("fields",)),
        ('<w:jc w:val="both"/>', '<w:jc w:val="both"/>', ()),
        ("<w:t>thaiNumbers thaiDistribute</w:t>", "<w:t>thaiNumbers thaiDistribute</w:t>", ()),
    ],
)
def test_what_office_does_not_know_is_said_otherwise(
    original: str, expected: str, thai: tuple[str, ...]
) -> None:
    """Justification and Thai numbering are put in words LibreOffice knows; text is not touched."""
    copy = office_copy(package(header1=original), "a.docx")
    assert (expected, thai) == (part(copy.data, "header1"), copy.thai)


def test_comments_are_left_out() -> None:
    """LibreOffice dies of comments when its pages are walked through, and prints none."""
    text = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>1</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"></w:commentReference></w:r></w:p>'
    )
    copy = office_copy(package(header1=text), "a.docx")
    assert "<w:p><w:r><w:t>1</w:t></w:r><w:r></w:r></w:p>" == part(copy.data, "header1")


def test_other_parts_are_passed_as_they_are() -> None:
    """A part that says nothing of the kind comes to LibreOffice byte for byte."""
    header = "<w:hdr >&#3585;</w:hdr>"
    assert header == part(office_copy(package(header1=header), "a.docx").data, "header1")


def test_a_package_without_a_document_is_refused() -> None:
    """A ZIP file that holds no Word document is refused by name."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("photo.jpg", b"")
    with pytest.raises(LayoutError) as caught:
        office_copy(buffer.getvalue(), "รูป.docx")
    assert ["รูป.docx"] == [finding.where for finding in caught.value.findings]


def test_a_package_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that unpacks to more than the limit (a ZIP bomb) is refused unread."""
    assert 256 * 1024 * 1024 == ooxml.MAX_UNPACKED
    monkeypatch.setattr(ooxml, "MAX_UNPACKED", 1000)
    with pytest.raises(LayoutError) as caught:
        office_copy(package(bomb="0" * 1001), "ใหญ่.docx")
    assert "ขนาด" in caught.value.findings[0].message


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_any_damage_is_either_harmless_or_refused(place: int, bytes_: bytes) -> None:
    """Whatever bytes of a DOCX are overwritten, the worst that comes is a finding."""
    docx = package(header1='<w:jc w:val="thaiDistribute"/>', styles="<w:styles/>" * 50)
    place %= len(docx)
    damaged = docx[:place] + bytes_ + docx[place + len(bytes_) :]
    try:
        codes = {"whole"} if office_copy(damaged, "a.docx").data else set()
    except LayoutError as error:
        codes = {finding.code for finding in error.findings}
    assert codes in ({"whole"}, {"docx-unreadable"})
