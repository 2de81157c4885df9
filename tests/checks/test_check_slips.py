"""Slips of the keyboard: signs in parts, words twice, open brackets."""

from __future__ import annotations

import pytest
from text_letters import told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("อำเภอเเละจังหวัด", "พิมพ์ เ สองตัวแทน แ", id="แ of two เ"),
        pytest.param("การจัดท\u0e4d\u0e32แผน", "พิมพ์ นิคหิตกับ า แทน ำ", id="ำ in two"),
        pytest.param("แม่น\u0e49\u0e4d\u0e32", "พิมพ์ นิคหิตกับ า แทน ำ", id="ำ in two behind a tone"),
        pytest.param("แม่น\u0e33\u0e49", "วรรณยุกต์อยู่หลัง ำ", id="tone behind ำ"),
        pytest.param("แห่งชาติ\u0e34 ทุกแห่ง", "พิมพ์สระหรือวรรณยุกต์ซ้ำ", id="sign twice"),
        pytest.param("ก\u0e48\u0e34น", "พิมพ์วรรณยุกต์ก่อนสระ", id="tone before vowel"),
    ],
)
def test_mistyped(text: str, what: str) -> None:
    """Signs typed in parts or in the wrong order are told with their place."""
    (said,) = told(text, "thai-typing")
    assert said.startswith(what)


def test_typed_well() -> None:
    """Clusters of consonant, vowel and tone in their order are right."""
    text = "น้ำ ทำ ที่ กิ่ง ปู่ ก็ ศิลป์ สิทธิ์ พันธุ์ แท้ ใช้ ไม้ เท่ เก๋ โต๊ะ เป๋า เหล่านี้"
    assert [] == told(text, "thai-typing")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("มีรายละเอียดดังนี้ดังนี้", 1, id="a word twice"),
        pytest.param("อำเภอและและจังหวัด", 1, id="a conjunction twice"),
        pytest.param("ขอให้ ขอให้ ดำเนินการ", 1, id="with a space between"),
        pytest.param("จังหวัดจะจะดำเนินการ", 1, id="a short word twice"),
        pytest.param("อำเภออำเภอจุน", 1, id="a sort of place twice"),
        pytest.param("มีรายได้ได้รับจัดสรรให้ให้เบิก จำเป็นเป็นลำดับ", 0, id="short words that follow"),
        pytest.param("เทศบาลเมืองเมืองพล", 0, id="a town called เมือง"),
        pytest.param("ในพื้นที่ที่กำหนด ติดตามตามแผน ข้าวของของตน", 0, id="what may follow itself"),
        pytest.param("สำนักงานพัฒนาชุมชนจังหวัด จังหวัดพะเยา", 0, id="places follow their sort"),
        pytest.param("เอกสารต่าง ๆ ทุก ๆ เดือน", 0, id="repetition sign"),
        pytest.param("ขอเชิญนายรักษ์รักษ์ รักษ์รักษ์พงษ์", 0, id="names of people"),
    ],
)
def test_doubled(text: str, count: int) -> None:
    """A word typed twice is told; Thai doubles that mean something are not."""
    assert count == len(told(text, "doubled-word"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("ผลิตภัณฑ์ชุมชน (OTOP ประจำเดือน", 1, id="not closed"),
        pytest.param("ผลิตภัณฑ์ชุมชน OTOP) ประจำเดือน", 1, id="not opened"),
        pytest.param("เมนู “Shop ชุมชน ในระบบ", 1, id="quotation"),
        pytest.param("๑) ผลิตภัณฑ์ (OTOP) ๒) เมนู “Shop ชุมชน” (แบบ ๒) ก) ข้อย่อย", 0, id="paired"),
        pytest.param("โครงการหนึ่งตำบล (OTOP\nประจำปี ๒๕๖๘) ทุกอำเภอ", 0, id="over two paragraphs"),
    ],
)
def test_brackets(text: str, count: int) -> None:
    """A bracket without its partner is told; numbers of items have one bracket."""
    assert count == len(told(text, "bracket-unpaired"))
