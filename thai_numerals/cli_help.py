"""What --help says of each command, with examples and the Thai words around it.

A line that holds only the sign for backspace makes click keep the lines after it as they are.
"""

from __future__ import annotations

from typing import Final

MAIN: Final = """\
วันที่และตัวเลขแบบที่สำนักงานไทยเขียนและอ่าน

ทุกคำสั่งรับค่าต่อท้าย หรือรับทางอินพุตมาตรฐานบรรทัดละค่า และตอบบรรทัดละหนึ่งผล
"""

DIGITS: Final = """\
แปลงเลขอารบิกเป็นเลขไทย หรือกลับกัน

ที่อยู่เว็บ อีเมล ชื่อแฟ้ม และรหัสที่มีอักษรละติน เช่น OTOP68 คงไว้ตามเดิม

\b
thai-numerals digits 2568              ๒๕๖๘
thai-numerals digits --arabic ๒๕๖๘     2568
"""

DATE: Final = """\
พิมพ์วันที่ เดือน ปี หรือช่วง แบบหนังสือราชการ จากที่เขียนแบบใดก็ได้

\b
thai-numerals date 2025-03-11                 ๑๑ มีนาคม ๒๕๖๘
thai-numerals date --style full 11/3/2568     วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘
"""

PARSE: Final = """\
อ่านวันที่ เดือน หรือปี ตอบเป็น ค.ศ. แบบ ปี-เดือน-วัน

เมื่อต้องเดา เช่น ปีสองหลัก จะบอกไว้เป็นหมายเหตุ

\b
thai-numerals parse '11 มี.ค. 68'     2025-03-11
thai-numerals parse มีค.68            2025-03
thai-numerals parse '2 - 5 มี.ค. 68'     2025-03-02/2025-03-05
"""

YEAR: Final = """\
แปลงปี พ.ศ. เป็น ค.ศ. หรือ ค.ศ. เป็น พ.ศ.

ก่อน พ.ศ. 2484 ปีเริ่ม 1 เมษายน จึงตอบปีที่เดือนเมษายนนั้นอยู่

\b
thai-numerals year 2568     2025
thai-numerals year 2025     2568
"""

WORDS: Final = """\
เขียนจำนวนเป็นตัวหนังสือ หรืออ่านกลับ

\b
thai-numerals words 21                    ยี่สิบเอ็ด
thai-numerals words --as percent 87.29    ร้อยละแปดสิบเจ็ดจุดสองเก้า
thai-numerals words --back ยี่สิบเอ็ด       21
"""

BAHT: Final = """\
เขียนจำนวนเงินเป็นตัวหนังสือ ปัดครึ่งขึ้นเป็นสตางค์ หรืออ่านกลับ

\b
thai-numerals baht 10.01               สิบบาทหนึ่งสตางค์
thai-numerals baht --back สิบบาทถ้วน     10.00
"""

FISCAL: Final = """\
ตอบปีงบประมาณของวันหรือเดือน (ไตรมาสและรอบการประเมินดูได้ด้วย --json)

\b
thai-numerals fiscal 2024-10-01     ๒๕๖๘
"""

CONVERT: Final = """\
แปลงเลขในแฟ้ม .docx .xlsx .txt ทั้งแฟ้ม โดยไม่แตะต้องอย่างอื่น

แฟ้มเป็น - คือข้อความจากอินพุตมาตรฐาน  สิ่งที่คงไว้ตามเดิมจะแสดงเป็นรายการ

\b
thai-numerals convert letter.docx -o letter-thai.docx
thai-numerals convert report.xlsx --dry-run
"""

USAGE: Final = "วิธีใช้: "
OPTIONS: Final = "ตัวเลือก"
COMMANDS: Final = "คำสั่ง"
SHOW_HELP: Final = "แสดงวิธีใช้"
SHOW_VERSION: Final = "แสดงรุ่น"
