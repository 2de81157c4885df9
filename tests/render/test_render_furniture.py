"""Page furniture: ours where the template has none, its own where it was, valid in any case."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from PIL import Image
from render_documents import letter, schema_errors

from circulars import Template
from circulars.model.office import Emblem, EmblemKind
from circulars.render import Furniture, Letterhead

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Furniture(continuation=("/๕. กรม...", "/6 & 7..."))
KINDS = ("first_page_header", "even_page_header", "header")
FEET = ("first_page_footer", "even_page_footer", "footer")


def stories(docx: bytes, names: tuple[str, ...]) -> list[str]:
    """Return the text of headers or footers of the first section."""
    section = Document(io.BytesIO(docx)).sections[0]
    return [
        "\n".join(each.text for each in getattr(section, name).paragraphs).strip() for name in names
    ]


def with_stories(*, first: bool = False, even: bool = False, **texts: str) -> bytes:
    """Return a template whose first section has the headers and footers given."""
    document = Document(io.BytesIO(letter("{{ ก }}")))
    section = document.sections[0]
    section.different_first_page_header_footer = first
    document.settings.odd_and_even_pages_header_footer = even
    for name, text in texts.items():
        getattr(section, name).paragraphs[0].text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def rendered(source: bytes, furniture: Furniture = WORDS) -> bytes:
    """Return the letter of `source`."""
    return Template(source).render({"ก": "๑", "หัว": "หัว & ๑"}, furniture=furniture)


def test_furniture_of_a_plain_template() -> None:
    """Page 1 has no number, pages 2 and 3 have Thai ones; the words stand at the foot."""
    docx = rendered(letter("{{ ก }}"))
    assert ["", "- ๒ -", "- ๓ -"] == stories(docx, KINDS)
    assert ["/๕. กรม...", "/6 & 7...", ""] == stories(docx, FEET)


def test_numbers_of_a_long_letter() -> None:
    """A letter of more than three pages has page number fields in place of literals."""
    docx = rendered(letter("{{ ก }}"), Furniture(long=True))
    section = Document(io.BytesIO(docx)).sections[0]
    assert r" PAGE \* ThaiArabic" in section.header._element.xml
    assert (
        r" PAGE \* ThaiArabic"
        not in Document(io.BytesIO(rendered(letter("{{ ก }}")))).sections[0].header._element.xml
    )


def test_a_long_letter_has_the_first_word_in_its_footer() -> None:
    """The footer of page 1 never repeats, so its word stands there however long the letter is."""
    docx = rendered(letter("{{ ก }}"), Furniture(continuation=("/๕. กรม...", ""), long=True))
    assert ["/๕. กรม...", "", ""] == stories(docx, FEET)


@pytest.mark.parametrize("own", [False, True])
def test_further_sections_go_on(own: bool) -> None:
    """A section within the letter shows no first page again, unless that is its own."""
    document = Document(io.BytesIO(letter("{{ ก }}")))
    document.sections[0].different_first_page_header_footer = True
    section = document.add_section()
    assert section.different_first_page_header_footer
    if own:
        section.first_page_header.is_linked_to_previous = False
        section.first_page_header.paragraphs[0].text = "ส่วนที่สอง"
    made = io.BytesIO()
    document.save(made)
    docx = rendered(made.getvalue())
    first, second = Document(io.BytesIO(docx)).sections
    assert (True, own) == (
        first.different_first_page_header_footer,
        second.different_first_page_header_footer,
    )


@pytest.mark.parametrize(
    ("own", "headers", "footers"),
    [
        pytest.param({"header": "{{ หัว }}"}, ["หัว & ๑"] * 3, ["", "", ""], id="running header"),
        pytest.param(
            {"first": True, "header": "H"}, ["", "H", "H"], ["", "", ""], id="but on page 1"
        ),
        pytest.param(
            {"first": True, "first_page_header": "{{ หัว }}"},
            ["หัว & ๑", "- ๒ -", "- ๓ -"],
            ["", "", ""],
            id="letterhead on page 1 only",
        ),
        pytest.param(
            {"first_page_header": "old", "header": "H"}, ["H"] * 3, ["", "", ""], id="a stale one"
        ),
        pytest.param(
            {"first": True, "even": True, "even_page_header": "E", "header": "O"},
            ["", "E", "O"],
            ["", "", ""],
            id="even and odd",
        ),
        pytest.param({"footer": "F"}, ["", "- ๒ -", "- ๓ -"], ["F", "F", "F"], id="running footer"),
        pytest.param(
            {"first": True, "first_page_footer": "คำขวัญ"},
            ["", "- ๒ -", "- ๓ -"],
            ["คำขวัญ", "", ""],
            id="slogan on page 1",
        ),
    ],
)
def test_a_templates_own_stories_stay(
    own: dict[str, Any], headers: list[str], footers: list[str]
) -> None:
    """What a template's headers and footers showed on a page, they show there still."""
    docx = rendered(with_stories(**own), Furniture())
    assert headers == stories(docx, KINDS)
    assert footers == stories(docx, FEET)


def test_continuation_words_come_before_an_own_footer() -> None:
    """The continuation word stands above what the template has at the foot of the page."""
    docx = rendered(with_stories(footer="F"))
    assert ["/๕. กรม...\nF", "/6 & 7...\nF", "F"] == stories(docx, FEET)


def test_an_image_in_an_own_footer(tmp_path: Path) -> None:
    """An image in the running footer is in the footers of the first and even pages too."""
    picture(tmp_path / "logo.png")
    document = Document(io.BytesIO(letter("{{ ก }}")))
    document.sections[0].footer.paragraphs[0].add_run().add_picture(str(tmp_path / "logo.png"))
    made = io.BytesIO()
    document.save(made)
    docx = rendered(made.getvalue())
    assert [] == schema_errors(docx, tmp_path)
    section = Document(io.BytesIO(docx)).sections[0]
    for name in FEET:
        relations = getattr(section, name).part.rels.values()
        assert ["image/png"] == [each.target_part.content_type for each in relations]


def picture(path: Path, width: int = 20, height: int = 30) -> Path:
    """Save a small image at `path`."""
    Image.new("RGB", (width, height), "gray").save(path)
    return path


@pytest.mark.parametrize("furniture", [Furniture(), WORDS, Furniture(long=True)])
@pytest.mark.parametrize("kind", list(EmblemKind))
def test_word_opens_every_variant(kind: EmblemKind, furniture: Furniture, tmp_path: Path) -> None:
    """With an emblem's image, its placeholder or garuda paper, and any furniture, it is valid."""
    image = picture(tmp_path / "krut.png") if kind is EmblemKind.IMAGE else None
    letterhead = Letterhead(emblem=Emblem(kind=kind, image=image))
    template = Template(letter("{{r ตราครุฑ }}"), letterhead=letterhead)
    docx = template.render({}, furniture=furniture)
    assert [] == schema_errors(docx, tmp_path)
    inline = Document(io.BytesIO(docx)).inline_shapes
    assert (1 if image else 0) == len(inline)
    if image:
        assert 3 * 360_000 == inline[0].height
    placeholder = "ที่วางตราครุฑ" in Document(io.BytesIO(docx)).paragraphs[0].text
    assert (kind is EmblemKind.MISSING) == placeholder


@pytest.mark.parametrize(
    ("width", "height", "printed"),
    [
        pytest.param(20, 30, (2, 3), id="upright"),
        pytest.param(60, 30, (6, 3), id="as wide as may be"),
        pytest.param(300, 30, (6, 0.6), id="ten times as wide as high"),
        pytest.param(30, 300, (0.3, 3), id="ten times as high as wide"),
    ],
)
def test_an_emblem_keeps_its_proportions(
    width: int, height: int, printed: tuple[float, float], tmp_path: Path
) -> None:
    """The emblem is 3 cm high, or 6 cm wide where that would run off the page."""
    emblem = Emblem(
        kind=EmblemKind.IMAGE, image=picture(tmp_path / "krut.png", width=width, height=height)
    )
    docx = Template(letter("{{r ตราครุฑ }}"), letterhead=Letterhead(emblem=emblem)).render({})
    (shape,) = Document(io.BytesIO(docx)).inline_shapes
    assert printed == pytest.approx((shape.width / 360_000, shape.height / 360_000), abs=0.001)
    assert [] == schema_errors(docx, tmp_path)
