"""QR codes: drawn exactly, put into the package as Word expects, refused with a reason."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
import segno
from lxml import etree
from PIL import Image
from render_documents import letter, package, paragraph, part, places, refused, schema_errors, table

from circulars import Template
from circulars.layout import lent_converter, page_images
from circulars.model.errors import TemplateError
from circulars.model.lengths import cm

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("warm_office")

URL: Final = "https://example.go.th/แนบ?ปี=๒๕๖๘&n=<1>"
DPI: Final = 300
RELATIONS: Final = "word/_rels/document.xml.rels"


def matrix(text: str) -> list[list[bool]]:
    """Return the modules of the code of `text` as segno draws them, without the quiet zone."""
    encoding = None if text.isascii() else "utf-8"
    code = segno.make(text, error="m", micro=False, encoding=encoding)
    return [[bool(module) for module in row] for row in code.matrix]


def media(docx: bytes) -> dict[str, bytes]:
    """Return the PNG files of the package by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".png")]
        return {name: archive.read(name) for name in names}


def is_dark(level: object) -> bool:
    """Return whether a pixel of a grey image is nearer to black than to white."""
    assert isinstance(level, int)
    return level < 128


def edges(image: Image.Image) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is black in `image`."""
    box = image.convert("L").point(lambda level: 255 if level < 128 else 0).getbbox()
    assert box is not None
    return box


def read(image: Image.Image, size: int) -> list[list[bool]]:
    """Return whether the middle of each module of the code in `image` is black.

    The code is `size` modules wide and bordered by what is white.
    """
    grey = image.convert("L")
    left, top, right, bottom = edges(image)
    module = ((right - left) / size, (bottom - top) / size)
    middles = [number + 0.5 for number in range(size)]
    across = [int(left + middle * module[0]) for middle in middles]
    down = [int(top + middle * module[1]) for middle in middles]
    return [[is_dark(grey.getpixel((x, y))) for x in across] for y in down]


@pytest.mark.parametrize("text", [URL, "https://example.go.th", "saraban@example.go.th " * 4])
def test_the_printed_page_shows_the_code(text: str) -> None:
    """Module by module, the PDF shows what the standard makes of the text, in its true size."""
    docx = Template(letter("{{r ลิงก์ | คิวอาร์(3) }}")).render({"ลิงก์": text})
    with lent_converter() as converter:
        pdf = converter.convert(docx, stamp=dt.date(2025, 3, 11)).pdf
    image = Image.open(io.BytesIO(page_images(pdf, dpi=DPI)[0]))
    expected = matrix(text.strip())
    page = image.crop((0, 0, image.width, image.height // 2))  # without the page's foot
    assert expected == read(page, len(expected))
    left, _, right, _ = edges(page)
    width = (right - left) / DPI * 2.54 / len(expected) * (len(expected) + 8)
    assert 3 == pytest.approx(width, abs=0.05)


def test_the_file_has_whole_pixels_and_a_quiet_zone() -> None:
    """Each module is a square of whole pixels; four modules around the code are white."""
    docx = Template(letter("{{r x | qr_code }}")).render({"x": "https://example.go.th"})
    [png] = media(docx).values()
    image = Image.open(io.BytesIO(png)).convert("1")
    expected = matrix("https://example.go.th")
    pixels, rest = divmod(image.width, len(expected) + 8)
    assert (0, image.width) == (rest, image.height)
    assert pixels >= 4
    rows = [
        [image.getpixel((x * pixels, y * pixels)) == 0 for x in range(len(expected) + 8)]
        for y in range(len(expected) + 8)
    ]
    assert expected == [row[4:-4] for row in rows[4:-4]]
    assert not any(any(row) for row in rows[:4] + rows[-4:])
    assert not any(any(row[:4] + row[-4:]) for row in rows)


def test_any_number_of_codes_in_one_letter(tmp_path: Path) -> None:
    """In loops and tables too each is a drawing of its own; what is alike is there once."""
    template = package(
        paragraph("{%p for ลิงก์ in ทั้งหมด %}")
        + paragraph("{{r ลิงก์ | คิวอาร์ }}")
        + paragraph("{%p endfor %}")
        + table(("{{r หนึ่ง | คิวอาร์(2) }}", "ก"))
        + paragraph("ก")
    )
    values = {"ทั้งหมด": ["ก", "ข", "ก"], "หนึ่ง": "ก"}
    docx = Template(template).render(values)
    xml = part(docx, "word/document.xml")
    numbers = re.findall(r'<wp:docPr id="(\d+)"', xml)
    assert 4 == len(set(numbers))
    related = dict(re.findall(r'Id="(qr\w+)"[^>]*Target="([^"]+)"', part(docx, RELATIONS)))
    assert set(related) == set(re.findall(r'r:embed="(\w+)"', xml))
    assert {f"word/{target}" for target in related.values()} == set(media(docx))
    # ก at 2.5 cm, ข at 2.5 cm, ก at 2 cm, which has other pixels
    assert 3 == len(media(docx))
    plain = Template(package(paragraph("ก"))).render({})
    assert schema_errors(plain, tmp_path) == schema_errors(docx, tmp_path)
    assert docx == Template(template).render(values)


def test_a_letter_without_a_code_has_no_trace_of_it() -> None:
    """Codes of one letter are not in the next one of the same template."""
    template = Template(letter("{% if มี %}{{r 'ก' | คิวอาร์ }}{% endif %}จบ"))
    with_code, without = (template.render({"มี": there}) for there in (True, False))
    assert 1 == len(media(with_code))
    assert {} == media(without)
    assert "image/png" not in part(without, "[Content_Types].xml")


def test_a_code_in_a_header(tmp_path: Path) -> None:
    """A header has relationships of its own."""
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    header = f'<w:hdr xmlns:w="{ns}">{paragraph("{{r x | คิวอาร์ }}")}</w:hdr>'
    body = (
        paragraph("ก") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    )
    docx = Template(package(body, {"header1": header})).render({"x": "https://example.go.th"})
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        relations = [name for name in archive.namelist() if name.startswith("word/_rels/header")]
        codes = [name for name in relations if b"media/qr" in archive.read(name)]
    assert codes
    assert "media/qr" not in part(docx, RELATIONS)
    plain = Template(package(paragraph("ก"))).render({})
    assert schema_errors(plain, tmp_path) == schema_errors(docx, tmp_path)


def test_what_a_reader_hears() -> None:
    """The alternative text says in Thai what the code is, whatever signs are in it."""
    docx = Template(letter("{{r x | คิวอาร์(2.5) }}")).render({"x": f'"{URL}'})
    root = etree.fromstring(part(docx, "word/document.xml").encode())
    [drawing] = root.iter("{*}docPr")
    assert f'คิวอาร์โค้ด: "{URL}' == drawing.get("descr")
    [extent] = root.iter("{*}extent")
    assert (str(cm(2.5)), str(cm(2.5))) == (extent.get("cx"), extent.get("cy"))


@pytest.mark.parametrize(
    ("tag", "value", "reason"),
    [
        ("{{r x | คิวอาร์ }}", "", "ไม่มีข้อความ"),
        ("{{r x | คิวอาร์ }}", "ก" * 3000, "ยาวเกินกว่าจะทำเป็นคิวอาร์ได้"),
        ("{{r x | คิวอาร์(1) }}", "ก" * 60, "ต้องกว้างอย่างน้อย 1.5 ซม."),
        ("{{r x | คิวอาร์(0.5) }}", "ก", "1 ถึง 10 ซม."),
        ("{{r x | คิวอาร์(11) }}", "ก", "1 ถึง 10 ซม."),
        ("{{r x | คิวอาร์('กว้าง') }}", "ก", "ไม่ใช่จำนวน"),
        ("{{ x | คิวอาร์ }}", "ก", "ใช้ {{r … }}"),
    ],
)
def test_codes_that_cannot_be_drawn(tag: str, value: str, reason: str) -> None:
    """A text that no camera could read is refused at its tag, with the way out."""
    found = refused(letter("ก", tag), x=value)
    assert [("template-value", "letter.docx ย่อหน้าที่ 2")] == places(found)
    assert reason in found[0].message


def test_no_letter_of_codes_without_end() -> None:
    """A template cannot draw codes without end: some twenty are the most of one letter."""
    template = Template(letter("{% for n in range(60) %}{{r n ~ ลิงก์ | คิวอาร์ }}{% endfor %}"))
    with pytest.raises(TemplateError) as caught:
        template.render({"ลิงก์": URL})
    assert {"template-unsafe"} == {finding.code for finding in caught.value.findings}
