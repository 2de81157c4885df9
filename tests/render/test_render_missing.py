"""Missing names: all of them at once, each at its place, with the nearest name there is."""

from __future__ import annotations

import io
import zipfile

from render_documents import (
    letter,
    lines,
    package,
    paragraph,
    places,
    printed,
    refused,
    story,
    table,
)

from circulars import Template

MISSING = "template-missing-name"
NOTE = paragraph("{{ โน้ต }}")


def test_every_missing_name_is_reported() -> None:
    """Names missing in the body, in a table, a header, a footer and a note are one error."""
    document = package(
        paragraph("{{ เรียน }}")
        + paragraph("{{ เรือง }} {{ มี }}")
        + table(("{{ มี }}", "ก"), ("ข", "{{ แถว }}"))
        + paragraph("{{ ท้าย }}"),
        {
            "header1": story("hdr", paragraph("{{ หัว }}")),
            "footer1": story("ftr", paragraph("ก"), paragraph("{{ ล่าง }}")),
            "footnotes": story(
                "footnotes", "<w:footnote>", paragraph("{{ โน้ต }}"), "</w:footnote>"
            ),
        },
    )
    document = with_references(document)
    found = refused(document, มี="1", เรื่อง="ก")
    assert sorted(
        [
            (MISSING, "letter.docx ย่อหน้าที่ 1"),
            (MISSING, "letter.docx ย่อหน้าที่ 2"),
            (MISSING, "letter.docx ตารางที่ 1 แถวที่ 2"),
            (MISSING, "letter.docx ย่อหน้าที่ 3"),
            (MISSING, "letter.docx หัวกระดาษ ย่อหน้าที่ 1"),
            (MISSING, "letter.docx ท้ายกระดาษ ย่อหน้าที่ 2"),
            (MISSING, "letter.docx เชิงอรรถ ย่อหน้าที่ 1"),
        ]
    ) == sorted(places(found))
    nearest = next(finding for finding in found if "เรือง" in finding.message)
    assert "“เรื่อง”" in nearest.hint


def with_references(document: bytes) -> bytes:
    """Return `document` with a section that shows its header and footer."""
    made = io.BytesIO()
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr></w:body>'
    )
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/document.xml":
                content = content.replace("</w:body>", section)
            new.writestr(name, content)
    return made.getvalue()


def test_a_nested_name_is_asked_where_it_is_missing() -> None:
    """Only the tag whose owner lacks the name is reported, with the names its owner has."""
    found = refused(
        letter("{{ อำเภอ.โทร }}", "{{ ผู้ลงนาม.โทร }} {{ อำเภอ.โทร }}"),
        อำเภอ={"โทร": "1"},
        ผู้ลงนาม={"โทรสาร": "2"},
    )
    assert [(MISSING, "letter.docx ย่อหน้าที่ 2")] == places(found)
    assert "{{ ผู้ลงนาม.โทร }}" in found[0].message
    assert "“โทรสาร”" in found[0].hint


def test_names_in_brackets() -> None:
    """A key in quotes and a number out of range are missing names too."""
    found = refused(letter('{{ ก["ข"] }}', "{{ ค[3] }}"), ก={"ง": 1}, ค=[1])
    assert [(MISSING, "letter.docx ย่อหน้าที่ 1"), (MISSING, "letter.docx ย่อหน้าที่ 2")] == places(found)


def test_names_in_loops() -> None:
    """A name missing in each row is reported once, at the tag in the loop."""
    rows = package(table(("{%tr for แถว in แถวทั้งหมด %}",), ("{{ แถว.ชือ }}",), ("{%tr endfor %}",)))
    found = refused(rows, แถวทั้งหมด=[{"ชื่อ": "ก"}, {"ชื่อ": "ข"}])
    assert [(MISSING, "letter.docx ตารางที่ 1 แถวที่ 2")] == places(found)
    assert "“ชื่อ”" in found[0].hint


def test_names_in_branches_not_taken() -> None:
    """A name that this letter happens not to print is missing all the same."""
    found = refused(letter("{% if ก %}{{ ข }}{% else %}{{ ค }}{% endif %}"), ก=True, ค=1)
    assert ["{{ ข }}"] == [f.message.split("ที่แท็ก ")[1].split(" ขอ")[0] for f in found]


def test_names_given_by_the_template_are_not_missing() -> None:
    """Loop variables, set names and macro arguments do not come from the letter."""
    template = letter(
        "{% for a, b in xs %}{{ loop.index }}{{ a }}{{ b }}{% endfor %}"
        "{% set c = 1 %}{{ c }}{% set d %}x{% endset %}{{ d }}"
        "{% macro m(e, f=2) %}{{ e }}{{ f }}{{ varargs | length }}{% endmacro %}{{ m(1) }}"
        "{% with g = 3 %}{{ g }}{% endwith %}"
    )
    assert "๑๑๒๑x๑๒๐๓" == printed(template, xs=[(1, 2)])[0]
    assert frozenset({"xs"}) == Template(template).names


def test_a_loop_variable_used_behind_its_loop() -> None:
    """Outside its loop a loop variable is missing there, and only there."""
    found = refused(letter("{% for r in xs %}{{ r }}{% endfor %}", "{{ r }}"), xs=[1])
    assert [(MISSING, "letter.docx ย่อหน้าที่ 2")] == places(found)


def test_missing_names_and_values_that_do_not_fit_come_together() -> None:
    """A value that cannot be printed does not hide the names that are missing."""
    found = refused(letter("{{ ก | วันที่ไทย }}", "{{ ข }}", "{{ ค | abs }}"), ก="ไม่ใช่วันที่")
    assert {"template-value", MISSING} == {finding.code for finding in found}
    assert 3 == len(found)


def test_filters_on_missing_values() -> None:
    """Whatever is done with a missing value, only the missing name is reported."""
    for expression in (
        "ก | round(2) | int",
        "ก | จำนวน(ข)",
        "ก + 1",
        "-ก",
        "ก ~ 'x'",
        "ก[0:2]",
        "ก.ข.ค",
        "ก() | upper",
        "[ก] | ผลรวม",
        "[ก] | join(', ')",
        "ก | map(attribute='x') | join",
        "ก > 3 and 'x'",
        "'x' in ก",
    ):
        found = refused(letter("{{ %s }}" % expression), ข=1)  # noqa: UP031 - braces of Jinja
        assert [MISSING] == [finding.code for finding in found], expression
        assert "“ก”" in found[0].message


def test_default_for_a_nested_name() -> None:
    """A template may say what stands for a name that its owner lacks."""
    assert "-" == printed(letter("{{ ก.ข | default('-') }}"), ก={})[0]
    assert "ไม่มี" == printed(letter("{{ 'มี' if ก.ข is defined else 'ไม่มี' }}"), ก={})[0]


def test_an_unknown_function_is_a_missing_name() -> None:
    """A function that does not exist is reported as the name it is."""
    found = refused(letter("{{ บวก(1, 2) }}"))
    assert [(MISSING, "letter.docx ย่อหน้าที่ 1")] == places(found)


def test_names_without_blanks_in_the_braces() -> None:
    """Names that begin like docxtpl's p, r, tr and tc are whole names."""
    assert "๑ ๒ ๓" == printed(letter("{{price}} {{rate}} {{track}}"), price=1, rate=2, track=3)[0]
    assert "“price”" in refused(letter("{{price}}"))[0].message


def test_the_same_name_in_two_places() -> None:
    """Each tag that asks for the name is a place to mend."""
    found = refused(letter("{{ ก }}", "ข", "{{ ก }}", "{% if ก %}{% endif %}"))
    assert [f"letter.docx ย่อหน้าที่ {n}" for n in (1, 3, 4)] == [f.where for f in found]


def test_tags_outside_the_text_have_a_place() -> None:
    """A name in a field code is reported at the paragraph that holds the field."""
    field = '<w:r><w:instrText>HYPERLINK "{{ ที่อยู่ }}"</w:instrText></w:r>'
    found = refused(package(paragraph("ก") + paragraph(field) + paragraph("ข")))
    assert [(MISSING, "letter.docx ย่อหน้าที่ 2")] == places(found)


def test_names_with_sara_am_in_two_characters() -> None:
    """A name with สระอำ is the same name whether it was typed as one character or as two."""
    two = "จ\u0e4d\u0e32นวน"
    assert "๕" == printed(letter("{{ %s }}" % two), จำนวน=5)[0]  # noqa: UP031 - braces
    assert ["๕"] == lines(Template(letter("{{ จำนวน }}")).render({two: 5}))
