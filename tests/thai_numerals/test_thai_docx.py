"""Converting Word documents: digits change, and nothing else in the whole package."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from thai_documents import (
    MAKERS,
    WRITER_SOURCES,
    changed_parts,
    own_templates,
    packing,
    parts_of,
    skeleton,
    text_of,
)

from thai_numerals import to_arabic_digits
from thai_numerals.files.docx import convert_docx
from thai_numerals.files.report import Conversion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thai_numerals.files.report import Report

THAI = Conversion()
ARABIC = Conversion(to="arabic")


def run_writer(sources: list[Path], kind: str, target: Path) -> list[Path]:
    """Return the files LibreOffice makes of `sources`, in a profile of its own."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{target}/profile"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [target / f"{source.stem}.{kind.partition(':')[0]}" for source in sources]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return every document by the way it was made."""
    folder = tmp_path_factory.mktemp("made")
    made: dict[str, bytes] = {maker.__name__: maker() for maker in MAKERS}
    made |= {path.parent.name: path.read_bytes() for path in own_templates()}
    sources = []
    for name, text in WRITER_SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
        sources.append(folder / name)
    (folder / "libreoffice-again.docx").write_bytes(made["paragraphs"])
    sources.append(folder / "libreoffice-again.docx")
    written = run_writer(sources, "docx:MS Word 2007 XML", folder)
    return made | {path.stem: path.read_bytes() for path in written}


@pytest.fixture(scope="module")
def converted(documents: dict[str, bytes]) -> dict[str, tuple[bytes, Report]]:
    """Return every document converted, with the report."""
    return {name: convert_docx(name, source, THAI) for name, source in documents.items()}


def test_ten_ways_and_more(documents: dict[str, bytes]) -> None:
    """The documents come from python-docx, docxtpl, LibreOffice, by hand, and from this project."""
    assert len(documents) >= 10
    assert own_templates()


def test_only_digits_change_in_any_part(
    documents: dict[str, bytes], converted: dict[str, tuple[bytes, Report]]
) -> None:
    """Every part keeps its place, time and packing; only digits of paragraphs differ."""
    for name, source in documents.items():
        result, report = converted[name]
        assert packing(source) == packing(result), name
        pairs = list(changed_parts(source, result))
        assert bool(pairs) == bool(report.changes), name
        for old, new in pairs:
            assert skeleton(old) == skeleton(new), name


def test_bytes_differ_in_digits_only(
    documents: dict[str, bytes], converted: dict[str, tuple[bytes, Report]]
) -> None:
    """With Thai digits read as Arabic ones, changed parts are the same byte for byte."""
    for name in documents.keys() - {"character_references"}:  # &#50; becomes a digit itself
        for old, new in changed_parts(documents[name], converted[name][0]):
            assert to_arabic_digits(old.decode()) == to_arabic_digits(new.decode()), name


def test_there_and_back(
    documents: dict[str, bytes], converted: dict[str, tuple[bytes, Report]]
) -> None:
    """Converted to Thai and back to Arabic, a document all in Arabic digits is as it was."""
    for name, source in documents.items():
        if name == "character_references" or any("๐" <= s <= "๙" for s in text_of(source)):
            continue
        back, _ = convert_docx(name, converted[name][0], ARABIC)
        assert parts_of(source) == parts_of(back), name


def test_a_second_conversion_changes_nothing(converted: dict[str, tuple[bytes, Report]]) -> None:
    """What is converted stays as it is, to the byte."""
    for name, (result, _) in converted.items():
        again, report = convert_docx(name, result, THAI)
        assert result == again, name
        assert () == report.changes, name


def test_results_are_valid(
    documents: dict[str, bytes], converted: dict[str, tuple[bytes, Report]], tmp_path: Path
) -> None:
    """openxml-audit finds nothing in a result that it did not find in the original."""
    for name, source in documents.items():
        (tmp_path / "old.docx").write_bytes(source)
        (tmp_path / "new.docx").write_bytes(converted[name][0])
        old, new = (
            list(map(str, OpenXmlValidator().validate(path).errors))
            for path in (tmp_path / "old.docx", tmp_path / "new.docx")
        )
        assert old == new, name


def test_libreoffice_opens_every_result(
    converted: dict[str, tuple[bytes, Report]], tmp_path: Path
) -> None:
    """LibreOffice reads every result and finds the same text in it."""
    sources = []
    for name, (result, _) in converted.items():
        (tmp_path / f"{name}.docx").write_bytes(result)
        sources.append(tmp_path / f"{name}.docx")
    texts = run_writer(sources, "txt:Text (encoded):UTF8", tmp_path)
    assert all(path.stat().st_size > 3 for path in texts)
    assert "กค ๐๔๐๒.๕/ว ๑๒๓" in (tmp_path / "paragraphs.txt").read_text(encoding="utf-8-sig")


EXPECTED_TEXT = {
    "paragraphs": "สรุปผล ปีงบประมาณ พ.ศ. ๒๕๖๘ที่ กค ๐๔๐๒.๕/ว ๑๒๓ ลงวันที่ ๑๑ มีนาคม ๒๕๖๘"
    "ดู https://example.go.th/2568/a1 หรือ saraban01@example.go.th แบบ OTOP68"
    "ต.ค.-๖๗พ.ย.-๖๗๓๘,๑๘๘,๒๕๐.๐๐-๓๑,๕๓๗,๘๘๗",
    "split_runs": "ปี ๒๕๖๘ ที่ https://example.go.th/2568 และวันที่ ๑๑ มีนาคม ๒๕๖๘",
    "fields": "หน้า 1 จาก ๙ 22ดู ข้อ ๗",
    "nested_fields": "78ข้อ ๕บท 1บท 2ข้อ ๓",
    "comments": "ข้อ ๕",
    "hyperlinks": "ระบบ ข้อ ๑๒ example.go.th/9 ",
    "footnotes": "ตามมติ ๕ ข้อ",
    "character_references": " ๒๕๖๘ & <๔%> ",
    "other_prefix": "ปี\n๒๕๖๘",
    "text_boxes": "นอก ๓กล่อง ๑๒กล่อง ๑๒",
    "tracked_changes": "เพิ่ม ๕ย้าย 7 คง ๘",
    "content_controls": "๑๑ มีนาคม ๒๕๖๘ผูก 99",
    "breaks_and_tabs": "A4๕B๖",
    "rendered": "ที่ พย ๐๐๑๙.๒/ว ๑๑๗๕ วันที่ ๑๑ มีนาคม ๒๕๖๘",
    "latin_fonts": "๑๑ มีนาคม ๒๕๖๘",
    "libreoffice-html": "ข้อ ๑ปี ๒๕๖๘ ข้อ ๕ต.ค.-๖๗๑๒.๕๐ก ๑",
}


@pytest.mark.parametrize("name", EXPECTED_TEXT)
def test_text_of_results(name: str, converted: dict[str, tuple[bytes, Report]]) -> None:
    """Words are seen whole over runs; addresses, codes, computed fields and deleted text stay."""
    assert EXPECTED_TEXT[name] == text_of(converted[name][0])


@pytest.mark.parametrize(
    ("name", "part", "expected"),
    [
        ("footnotes", "word/footnotes.xml", "มติเมื่อ ๒ พฤษภาคม ๒๕๔๓"),
        ("footnotes", "word/endnotes.xml", "มติเมื่อ ๒ พฤษภาคม ๒๕๔๓"),
        ("headers_and_footers", "word/header1.xml", "- ๒ -"),
        ("headers_and_footers", "word/footer1.xml", "/๕. กรมการ..."),
        ("libreoffice-notes", "word/footnotes.xml", "มติเมื่อ ๒ พฤษภาคม ๒๕๔๓"),
    ],
)
def test_other_parts(
    name: str, part: str, expected: str, converted: dict[str, tuple[bytes, Report]]
) -> None:
    """Headers, footers, footnotes and endnotes are converted too."""
    assert expected in text_of(converted[name][0], part)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("fields", "1", "PAGE"),
        ("fields", "22", "NUMPAGES"),
        ("nested_fields", "บท 1", "TOC"),
        ("comments", "", "ข้อคิดเห็น"),
        ("paragraphs", "OTOP68", "รหัส"),
        ("paragraphs", "saraban01@example.go.th", "อีเมล"),
        ("tracked_changes", "ลบ 6ย้าย 7", "ลบแล้ว"),
        ("content_controls", "ผูก 99", "ข้อมูลของแฟ้ม"),
        ("formulas_and_lists", "x=12", "สูตร"),
        ("formulas_and_lists", "", "เลขลำดับอัตโนมัติ"),
    ],
)
def test_what_stays_is_listed(
    name: str, text: str, reason: str, converted: dict[str, tuple[bytes, Report]]
) -> None:
    """What is left alone by policy is listed with its reason."""
    kept = [(k.text, k.reason) for k in converted[name][1].kept]
    assert any(text == stayed and reason in why for stayed, why in kept), kept


def test_changes_name_their_place(converted: dict[str, tuple[bytes, Report]]) -> None:
    """Each change names part and paragraph, and a text box counts once."""
    places = {(c.where, c.before, c.after) for c in converted["headers_and_footers"][1].changes}
    assert ("เนื้อความ ย่อหน้าที่ 1", "1", "๑") in places
    assert ("ท้ายกระดาษ1 ย่อหน้าที่ 1", "5", "๕") in places
    boxes = [c for c in converted["text_boxes"][1].changes if c.before == "12"]
    assert len(boxes) == 1


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_era_keeps_everything_else(maker: Callable[[], bytes]) -> None:
    """With the era converted too, the elements still are the same ones."""
    source = maker()
    result, _ = convert_docx("x", source, Conversion(buddhist_era=True))
    for old, new in changed_parts(source, result):
        assert [n.tag for n in etree.fromstring(old).iter()] == [
            n.tag for n in etree.fromstring(new).iter()
        ]
