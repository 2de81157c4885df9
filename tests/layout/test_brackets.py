"""Thai behind an opening bracket is marked for LibreOffice, and stays the same text."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from circulars.layout.brackets import with_brackets_marked

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOLD: Final = '<w:rPr><w:b/><w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr>'
TEXTS: Final = st.lists(
    st.sampled_from(["(ไทย", "“ไทย", '"ไทย', "(", ")", " ", "ไทย", "OTOP", "&", "<", "๒"]),
    max_size=12,
).map("".join)


def document(*texts: str) -> bytes:
    """Return a body with each of `texts` in a bold run, and one run without properties."""
    runs = [f"<w:r>{BOLD}<w:t>{escape(text)}</w:t><w:tab/></w:r>" for text in texts]
    return f'<w:p xmlns:w="{NAMESPACE}">{"".join(runs)}<w:r><w:t>ก (ข</w:t></w:r></w:p>'.encode()


def test_words_behind_a_bracket_are_marked() -> None:
    """Words behind a bracket or Latin are in another language, and as bold as they were.

    So is what follows them, as long as it begins with a syllable that has a mark.
    """
    made = etree.fromstring(
        with_brackets_marked(document("ชุมชน (สำนักงาน ระดับอำเภอ) OTOP ที่นี่ ผู้ผลิต และ"))
    )
    texts = {
        printed(run).strip("\t"): "".join(each.tag.split("}")[1] for each in run.iter())
        for run in made.iter(f"{{{NAMESPACE}}}r")
        if run.find(f".//{{{NAMESPACE}}}lang[@{{{NAMESPACE}}}bidi='lo-LA']") is not None
    }
    assert {"(สำนักงาน": "rrPrblangt", "ที่นี่ ผู้ผลิต": "rrPrblangt", "(ข": "rrPrlangt"} == texts


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS, max_size=3))
def test_text_and_tabs_stay(texts: list[str]) -> None:
    """What is printed is the same, in the same order, and all of it in runs as before."""
    before = etree.fromstring(document(*texts))
    after = etree.fromstring(with_brackets_marked(document(*texts)))
    assert printed(before) == printed(after)
    assert {"r"} == {each.tag.split("}")[1] for each in after}


def printed(paragraph: etree._Element) -> str:
    """Return the text of `paragraph` with its tabs."""
    pieces = paragraph.iter(f"{{{NAMESPACE}}}t", f"{{{NAMESPACE}}}tab")
    return "".join("\t" if each.tag.endswith("tab") else each.text or "" for each in pieces)


def test_runs_with_a_text_box_in_them() -> None:
    """A run that holds a text box with runs of its own stays whole."""
    inner = f"<w:r>{BOLD}<w:t>ด่วน (สำเนา) คู่ฉบับ</w:t></w:r>"
    box = f"<w:pict><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></w:pict>"
    behind = "<w:r><w:t>ก (ข) OTOP ค</w:t></w:r>"
    xml = f'<w:p xmlns:w="{NAMESPACE}"><w:r>{BOLD}{box}</w:r>{behind}</w:p>'
    made = etree.fromstring(with_brackets_marked(xml.encode()))
    assert printed(etree.fromstring(xml)) == printed(made)
