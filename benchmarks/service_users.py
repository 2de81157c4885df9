"""Simulated users of the service: each does one thing after the other, as people and systems do."""

from __future__ import annotations

import http.client
import io
import itertools
import json
import random
import re
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ROOT: Final = Path(__file__).resolve().parents[1]
_BOOK: Final = (_ROOT / "examples" / "phayao-otop-2568.xlsx").read_bytes()
_BOOK_OF_MANY: Final = (_ROOT / "templates" / "otop_district_sales" / "example.xlsx").read_bytes()
_TYPE: Final = "otop_monthly_sales"
_MANY: Final = "otop_district_sales"
LETTERS_IN_A_JOB: Final = 9  # districts of the example
_ANSWERS: Final = {"วันที่": "2025-03-11"}
_PAUSE: Final = (0.05, 0.4)  # seconds between two things that a user does
_TEXTS: Final = ("11/3/2568", "1234567.89", "1,175 บาท", "มี.ค. 68", "๒๕๖๘", "ไม่ใช่วันที่")


@dataclass(slots=True)
class Tally:
    """What all users did."""

    wanted: int  # letters
    letters: int = 0
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, seconds: float, fault: str = "") -> None:
        """Count a request."""
        with self.lock:
            self.times[what].append(seconds)
            if fault:
                self.failures.append(fault)

    def made(self, count: int) -> None:
        """Count letters."""
        with self.lock:
            self.letters += count

    @property
    def is_over(self) -> bool:
        """Whether enough letters are made, or nothing works."""
        return self.letters >= self.wanted or len(self.failures) > 50


@dataclass(slots=True)
class Answer:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class User:
    """One of those who use the service at the same time, on a connection of their own."""

    def __init__(self, address: str, number: int, tally: Tally) -> None:
        self._host = urlsplit(address).netloc
        self._chance = random.Random(number)
        self._number = number
        self._tally = tally
        self._csrf = ""
        self._connection = http.client.HTTPConnection(self._host, timeout=300)
        self._serial = itertools.count(1)

    def work(self) -> None:
        """Do one thing after the other until enough letters are made."""
        first = self._ask("page: first", "GET", "/")
        found = re.search(r'name="csrf" content="([^"]*)"', first.text)
        self._csrf = found[1] if found else ""
        # How often each is done: most look at pages, and now and then somebody makes letters.
        deeds: list[tuple[Callable[[], None], int]] = [
            (self._look, 8),
            (self._type_into_converter, 6),
            (self._check, 2),
            (self._fill_in, 2),
            (self._take_number, 2),
            (self._one_letter, 3),
            (partial(self._many_letters, pdf=True), 1),
            (partial(self._many_letters, pdf=False), 4),
        ]
        while not self._tally.is_over:
            [deed] = self._chance.choices(*zip(*deeds, strict=True))
            deed()
            time.sleep(self._chance.uniform(*_PAUSE))
        self._connection.close()

    def _look(self) -> None:
        page = self._chance.choice(("/", "/jobs", "/register", "/types", "/convert", "/checks"))
        self._ask(f"page: {page}", "GET", page)

    def _type_into_converter(self) -> None:
        text = self._chance.choice(_TEXTS)
        for length in range(1, len(text) + 1, 3):
            form = urlencode({"text": text[:length], "csrf": self._csrf}).encode()
            kind = "application/x-www-form-urlencoded"
            self._ask("converter, as one types", "POST", "/convert/readings", form, kind)

    def _check(self) -> None:
        body, kind = _multipart({}, "files", _BOOK)
        self._ask("check of a workbook (API)", "POST", "/api/v1/check", body, kind)

    def _fill_in(self) -> None:
        """Begin a letter on the first page, give its workbook, look at the preview."""
        form = urlencode({"type": _TYPE, "csrf": self._csrf}).encode()
        kind = "application/x-www-form-urlencoded"
        begun = self._ask("draft: begin", "POST", "/letters", form, kind, expect=303)
        draft = begun.headers.get("location", "/")
        body, kind = _multipart({"csrf": self._csrf}, "file", _BOOK)
        self._ask("draft: workbook", "POST", f"{draft}/workbook", body, kind, expect=303)
        self._ask("page: draft", "GET", draft)
        self._ask("preview of all pages", "GET", f"{draft}/parts")

    def _take_number(self) -> None:
        asked = {"subject": "ขอเชิญประชุม", "recipient": "นายอำเภอทุกอำเภอ", "key": uuid.uuid4().hex}
        body = json.dumps(asked).encode()
        kind = "application/json"
        self._ask(
            "register: take a number (API)", "POST", "/api/v1/register", body, kind, expect=201
        )
        self._ask("register: search (API)", "GET", f"/api/v1/register?text={quote('ประชุม')}")

    def _one_letter(self) -> None:
        answers = {**_ANSWERS, "เลขที่": str(self._number * 10_000 + next(self._serial))}
        form = {"type": _TYPE, "answers": json.dumps(answers), "allow": "emblem-missing"}
        form["wait"] = "120"
        body, kind = _multipart(form, "workbook", _BOOK)
        made = self._ask(
            "one letter, DOCX and PDF", "POST", "/api/v1/letters", body, kind, expect=201
        )
        if made.status == 201:
            self._tally.made(1)
            pdf = next(f for f in json.loads(made.body)["files"] if f["name"].endswith(".pdf"))
            self._ask("download of a PDF", "GET", pdf["url"])

    def _many_letters(self, *, pdf: bool) -> None:
        """Order a letter to each district, and ask until they are made."""
        what = f"{LETTERS_IN_A_JOB} letters, {'DOCX and PDF' if pdf else 'DOCX'}"
        form = {
            "type": _MANY,
            "answers": json.dumps({**_ANSWERS, "เลขที่": "1201"}),
            "allow": "emblem-missing",
        }
        body, kind = _multipart(
            form | {"wait": "0", "pdf": str(pdf).lower()}, "workbook", _BOOK_OF_MANY
        )
        made = self._ask("letters: order", "POST", "/api/v1/letters", body, kind, expect=202)
        begun, where = time.perf_counter(), made.headers.get("location", "")
        while made.status == 202 and where and time.perf_counter() - begun < 600:
            job = json.loads(self._ask("job: how far (API)", "GET", where).body)
            if job["state"] in {"done", "failed"}:
                letters = sum(file["name"].endswith(".docx") for file in job["files"])
                self._tally.made(letters)
                fault = "" if letters else f"no letters: {job['findings'][:2]}"
                self._tally.note(what, time.perf_counter() - begun, fault)
                return
            time.sleep(1)

    def _ask(
        self,
        what: str,
        method: str,
        path: str,
        body: bytes = b"",
        kind: str = "",
        *,
        expect: int = 200,
    ) -> Answer:
        headers = {"Content-Type": kind} if kind else {}
        if not path.startswith("/api/") and method == "POST":
            headers["X-CSRF-Token"] = self._csrf
        begun = time.perf_counter()
        try:
            self._connection.request(method, path, body or None, headers)
            got = self._connection.getresponse()
            answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            answer = Answer(0, {}, repr(error).encode())
        fault = "" if answer.status == expect else f"{what}: {answer.status} {answer.text[:300]}"
        self._tally.note(what, time.perf_counter() - begun, fault)
        return answer


def _multipart(form: Mapping[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    """Return the body of a form with one file, and its type."""
    mark = uuid.uuid4().hex
    out = io.BytesIO()
    for key, value in form.items():
        out.write(f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'.encode())
        out.write(value.encode() + b"\r\n")
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="a.xlsx"\r\n\r\n'
    out.write(head.encode() + content + f"\r\n--{mark}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={mark}"
