"""Invented offices in real provinces: codes and postcodes are those of the provinces."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = ROOT / "circulars" / "data" / "provinces.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A province with what its letters need; districts and area code are public facts."""

    name: str
    code: str
    postcode: str
    area: str  # first three digits of its telephones
    road: str
    districts: tuple[str, ...]


# Roads are common names. Districts and area codes: Department of Provincial Administration, NBTC.
_FACTS: Final = (
    ("ลำปาง", "52000", "054", "ถนนบุญวาทย์",
     "เมืองลำปาง แม่เมาะ เกาะคา เสริมงาม งาว แจ้ห่ม วังเหนือ เถิน แม่พริก แม่ทะ สบปราบ ห้างฉัตร"),
    ("น่าน", "55000", "054", "ถนนสุริยพงษ์",
     ("เมืองน่าน แม่จริม บ้านหลวง นาน้อย ปัว ท่าวังผา เวียงสา ทุ่งช้าง เชียงกลาง นาหมื่น "
     "สันติสุข บ่อเกลือ สองแคว")),
    ("ขอนแก่น", "40000", "043", "ถนนศูนย์ราชการ",
     ("เมืองขอนแก่น บ้านฝาง พระยืน หนองเรือ ชุมแพ สีชมพู น้ำพอง อุบลรัตน์ กระนวน บ้านไผ่ "
     "เปือยน้อย พล แวงใหญ่ แวงน้อย")),
    ("ตรัง", "92000", "075", "ถนนพัทลุง",
     "เมืองตรัง กันตัง ย่านตาขาว ปะเหลียน สิเกา ห้วยยอด วังวิเศษ นาโยง รัษฎา หาดสำราญ"),
    ("ระยอง", "21150", "038", "ถนนสุขุมวิท",
     "เมืองระยอง บ้านฉาง แกลง วังจันทร์ บ้านค่าย ปลวกแดง เขาชะเมา นิคมพัฒนา"),
    ("สุพรรณบุรี", "72000", "035", "ถนนมาลัยแมน",
     "เมืองสุพรรณบุรี เดิมบางนางบวช ด่านช้าง บางปลาม้า ศรีประจันต์ ดอนเจดีย์ สองพี่น้อง สามชุก"),
    ("พิษณุโลก", "65000", "055", "ถนนวังจันทน์",
     "เมืองพิษณุโลก นครไทย ชาติตระการ บางระกำ บางกระทุ่ม พรหมพิราม วัดโบสถ์ วังทอง เนินมะปราง"),
    ("อุดรธานี", "41000", "042", "ถนนอธิบดี",
     ("เมืองอุดรธานี กุดจับ หนองวัวซอ กุมภวาปี โนนสะอาด หนองหาน ทุ่งฝน ไชยวาน ศรีธาตุ วังสามหมอ "
     "บ้านดุง บ้านผือ น้ำโสม")),
)  # fmt: skip


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Return the two letters of every province, as the table of the provinces has them."""
    lines = [
        line
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return {row["province"]: row["code"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return the provinces in which the invented offices are."""
    return tuple(
        Place(
            name=name,
            code=codes()[name],
            postcode=postcode,
            area=area,
            road=road,
            districts=tuple(districts.split()),
        )
        for name, postcode, area, road, districts in _FACTS
    )


@lru_cache(maxsize=1)
def large_places() -> tuple[Place, ...]:
    """Return the provinces with so many districts that each of four levels occurs thrice."""
    return tuple(place for place in places() if len(place.districts) >= 12)
