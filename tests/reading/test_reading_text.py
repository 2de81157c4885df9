"""A paragraph is read as it stands on the page."""

from __future__ import annotations

import pytest
from word_files import only, p, r, texts, written

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
PICTURE = "<w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing>"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        pytest.param("<w:tab/>", "ก\tข", id="tab"),
        pytest.param("<w:ptab/>", "ก\tข", id="tab to a margin"),
        pytest.param("<w:br/>", "ก\nข", id="line break"),
        pytest.param("<w:cr/>", "ก\nข", id="carriage return"),
        pytest.param("<w:noBreakHyphen/>", "ก-ข", id="hyphen that does not break"),
        pytest.param("<w:softHyphen/>", "กข", id="hyphen that is seldom seen"),
        pytest.param('<w:sym w:font="Wingdings" w:char="F0FE"/>', "ก☑ข", id="ticked box"),
        pytest.param('<w:sym w:font="Webdings" w:char="F061"/>', "กข", id="unknown sign"),
        pytest.param('<w:sym w:font="Symbol" w:char="ไม่ใช่"/>', "กข", id="no sign"),
        pytest.param("<w:t>\u00a0</w:t>", "ก ข", id="no-break space"),
        pytest.param("<w:t>\u200b\u200d\u2060</w:t>", "กข", id="joiners"),
        pytest.param("<w:delText>ลบ</w:delText>", "กข", id="deleted text"),
        pytest.param("<w:instrText>PAGE</w:instrText>", "กข", id="instruction"),
        pytest.param("<w:lastRenderedPageBreak/>", "กข", id="where a page ended once"),
        pytest.param(
            f"<w:ruby><w:rt>{r('อ่าน')}</w:rt><w:rubyBase>{r('คำ')}</w:rubyBase></w:ruby>",
            "กคำข",
            id="reading above a word",
        ),
    ],
)
def test_characters(run: str, text: str) -> None:
    """What stands in a run is the character that is seen; what only Word sees is none."""
    assert text == only(p(f"{r('ก')}<w:r>{run}</w:r>{r('ข')}")).text


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param("<w:hyperlink>{}</w:hyperlink>", id="link"),
        pytest.param("<w:smartTag>{}</w:smartTag>", id="smart tag"),
        pytest.param("<w:ins>{}</w:ins>", id="insertion"),
        pytest.param("<w:moveTo>{}</w:moveTo>", id="moved here"),
        pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", id="control"),
        pytest.param('<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>', id="simple field"),
        pytest.param('<w:bdo w:val="ltr"><w:customXml>{}</w:customXml></w:bdo>', id="nested"),
    ],
)
def test_wrapped_runs(wrapped: str) -> None:
    """Links, content controls, insertions and simple fields are read as the text in them."""
    assert only(p(r("วันที่ ") + wrapped.format(r("๑๑ มีนาคม")) + r(" ๒๕๖๘"))).text == (
        "วันที่ ๑๑ มีนาคม ๒๕๖๘"
    )


@pytest.mark.parametrize("gone", ["<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>"])
def test_deleted_runs(gone: str) -> None:
    """Deleted and moved text is not read, and the document tells that changes wait in it."""
    document = written(p(r("ก") + gone.format(r("ข")) + r("ค")))
    assert ["กค"] == [each.text for each in document.paragraphs]
    assert document.has_revisions


def test_deleted_end_of_paragraph() -> None:
    """Where the end of a paragraph is deleted the next one goes on with it."""
    mark = "<w:rPr><w:del/></w:rPr>"
    assert ["กข", "ค"] == texts(p("ก", mark) + p("ข") + p("ค"))


def test_a_document_without_changes() -> None:
    """Where nothing waits to be accepted there are no revisions."""
    assert not written(p("ก")).has_revisions


def test_hidden_text() -> None:
    """Hidden text is left out, by itself or by its style, and shown where a run says so."""
    styles = (
        '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    own = r("ก") + r("ข", "<w:vanish/>") + r("ค", '<w:rStyle w:val="Hidden"/>')
    shown = r("ง") + r("จ", '<w:vanish w:val="0"/>')
    assert ["ก", "จ"] == texts(p(own) + p(shown, '<w:pStyle w:val="Note"/>'), styles=styles)


def test_field_results() -> None:
    """A field is read as its result, a field in it too, and never as its instruction."""
    inner = FIELD.format(code="MERGEFIELD วันที่", result=r("๑๑ มีนาคม ๒๕๖๘"))
    outer = FIELD.format(code="IF", result=r("วันที่ ") + inner)
    assert only(p(r("ณ ") + outer + r(" แล้ว"))).text == "ณ วันที่ ๑๑ มีนาคม ๒๕๖๘ แล้ว"


def test_field_in_an_instruction() -> None:
    """The result of a field inside an instruction is not seen."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    rest = (
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("ผล")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert only(p(begin + FIELD.format(code="DATE", result=r("ซ่อน")) + rest)).text == "ผล"


def test_a_field_never_closed() -> None:
    """A field whose end is missing does not swallow the paragraphs behind it."""
    assert ["ต่อ"] == texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("ต่อ"))


def test_formulas() -> None:
    """A formula is read as its signs."""
    assert only(p(r("x ") + "<m:oMath><m:r><m:t>=2</m:t></m:r></m:oMath>")).text == "x =2"


@pytest.mark.parametrize("shape", [SHAPE, VML])
def test_text_boxes(shape: str) -> None:
    """A text box is read where it is anchored, as paragraphs of their own."""
    box = f"<w:r>{shape.format(p('ด่วนที่สุด'))}</w:r>"
    document = written(p(box + r("ที่ พย ๐๐๑๙")) + p(r("เรื่อง") + box))
    assert [
        ("ย่อหน้าที่ 1", "ด่วนที่สุด", True),
        ("ย่อหน้าที่ 2", "ที่ พย ๐๐๑๙", False),
        ("ย่อหน้าที่ 3", "เรื่อง", False),
        ("ย่อหน้าที่ 4", "ด่วนที่สุด", True),
    ] == [(each.place, each.text, each.in_text_box) for each in document.paragraphs]


def test_alternates_are_read_once() -> None:
    """Word writes a text box twice, for itself and for older programs; it is read once."""
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{SHAPE.format(p("ลับ"))}</mc:Choice>'
        f"<mc:Fallback>{VML.format(p('ลับ'))}</mc:Fallback></mc:AlternateContent>"
    )
    document = written(p(f"<w:r>{both}</w:r>") + p("ข"))
    assert ["ลับ", "ข"] == [each.text for each in document.paragraphs]
    assert [1, 3] == [each.order for each in document.paragraphs]  # w:p number 2 is the other


def test_alternates_that_only_the_older_form_tells() -> None:
    """Where the newer form holds nothing that can be read, the older one is."""
    both = (
        '<mc:AlternateContent><mc:Choice Requires="new"><w:drawing/></mc:Choice>'
        f"<mc:Fallback>{VML.format(p('ลับ'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert ["ลับ"] == texts(p(f"<w:r>{both}</w:r>"))


def test_word_art() -> None:
    """Word art (ด่วนที่สุด as a stamp) is read as a text box."""
    art = '<w:pict><v:shape><v:textpath string="ด่วนที่สุด"/></v:shape></w:pict>'
    assert (True, "ด่วนที่สุด") == (
        (paragraph := only(p(f"<w:r>{art}</w:r>"))).in_text_box,
        paragraph.text,
    )


def test_framed_paragraphs() -> None:
    """A paragraph in a frame is an ordinary one."""
    assert not only(p("ตรา", '<w:framePr w:w="2000"/>')).in_text_box


def test_blocks_in_content_controls() -> None:
    """Paragraphs in content controls and custom XML are read, empty ones are not counted."""
    inside = f"<w:sdt><w:sdtContent>{p('ก')}{p()}</w:sdtContent></w:sdt>"
    document = written(inside + f"<w:customXml>{p('ข')}</w:customXml>")
    assert [("ย่อหน้าที่ 1", "ก", 0), ("ย่อหน้าที่ 2", "ข", 2)] == [
        (each.place, each.text, each.order) for each in document.paragraphs
    ]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(PICTURE, True, id="picture"),
        pytest.param("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>", True, id="old picture"),
        pytest.param("<w:object><o:OLEObject/></w:object>", True, id="object"),
        pytest.param(SHAPE.format(p(f"<w:r>{PICTURE}</w:r>")), True, id="in a text box"),
        pytest.param(SHAPE.format(p("ก")), False, id="only a text box"),
    ],
)
def test_emblem(picture: str, expected: bool) -> None:
    """A picture over the first lines is the emblem; a text box without one is none."""
    assert expected == written(p(f"<w:r>{picture}</w:r>") + p("ที่")).has_emblem


def test_pictures_that_are_no_emblem() -> None:
    """A picture behind the tenth line, or on the second page, is no emblem."""
    picture = p(f"<w:r>{PICTURE}</w:r>")
    assert not written("".join(p(f"บรรทัด {n}") for n in range(10)) + picture).has_emblem
    assert not written(p("ก") + p('<w:r><w:br w:type="page"/></w:r>') + picture).has_emblem
