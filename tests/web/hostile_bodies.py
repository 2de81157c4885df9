"""Bodies, headers and addresses made to harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from web.hostile_house import BOOK, TYPE, House, asgi
from web.hostile_requests import Attack, endless, letters

if TYPE_CHECKING:
    from httpx2 import Response

    from web.hostile_requests import Ask

_API: Final = "/api/v1"
_INVALID: Final = "service-request-invalid"
_JSON: Final = {"Content-Type": "application/json"}


def _json(body: bytes, path: str = "/convert", **headers: str) -> Ask:
    def ask(house: House) -> Response:
        sent = house.bearer(**_JSON) | headers
        return house.nobody.post(_API + path, content=body, headers=sent)

    return ask


def _multipart(body: bytes, kind: str = "multipart/form-data; boundary=x") -> Ask:
    def ask(house: House) -> Response:
        headers = house.bearer(**{"Content-Type": kind})
        return house.nobody.post(f"{_API}/letters", content=body, headers=headers)

    return ask


def _part(name: str, content: bytes = b"x", extra: str = "") -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def _endless(path: bytes, kind: bytes) -> Ask:
    def ask(house: House) -> int:
        headers = [(b"content-type", kind), (b"authorization", f"Bearer {house.token}".encode())]
        return asgi(house.app, "POST", b"/api/v1" + path, headers=headers, body=endless())

    return ask


def _get(path: str, **asked: Any) -> Ask:
    return lambda house: house.nobody.get(_API + path, headers=house.bearer(), **asked)


def _attack(name: str, ask: Ask, *status: int, code: str = "") -> Attack:
    return Attack(name=name, ask=ask, status=status, code=code)


JSON: Final = [
    _attack("no JSON", _json(b"{"), 422, code=_INVALID),
    _attack("JSON a hundred thousand deep", _json(b"[" * 100_000), 400, 422, code=_INVALID),
    _attack("object a hundred thousand deep", _json(b'{"text":' * 99_999), 400, 422, code=_INVALID),
    _attack("not a number", _json(b'{"text": NaN}'), 422, code=_INVALID),
    _attack("infinity", _json(b'{"text": Infinity}'), 422, code=_INVALID),
    _attack("number of a million digits", _json(b'{"text": ' + b"9" * 900_000 + b"}"), 400, 422),
    _attack("half a character", _json(b'{"text": "\\ud800"}'), 422, code=_INVALID),
    _attack("field of one's own", _json(b'{"text": "1", "__proto__": {}}'), 422, code=_INVALID),
    _attack("list for an object", _json(b"[]"), 422, code=_INVALID),
    _attack("bytes that are no UTF-8", _json(b'{"text": "\xff\xfe"}'), 400, 422),
    _attack("no body", _json(b""), 422, code=_INVALID),
    _attack("text too long", _json(b'{"text": "' + b"1" * 900_000 + b'"}'), 422, code=_INVALID),
    _attack("two million bytes", _json(b" " * 2_000_000), 413, code="service-body-too-large"),
    _attack(
        "form for JSON", _json(b"text=1", **{"Content-Type": "application/x-www-form-urlencoded"}),
        415, 422),
    _attack("XML for JSON", _json(b"<a/>", **{"Content-Type": "text/xml"}), 415, 422),
    _attack(
        "type of the body that is no type", _json(b"{}", **{"Content-Type": "\\\x01;;charset=x"}),
        400, 415, 422),
    _attack(
        "number of a register that is not there",
        _json(b'{"numbers": ["\\u0000\\u202e"], "reason": "x"}', "/register/cancel"), 404, 422),
    _attack(
        "a billion numbers at once",
        _json(b'{"count": 1000000000, "holder": "x", "reason": "x"}', "/register/reserve"),
        422, code=_INVALID),
]  # fmt: skip

FORMS: Final = [
    _attack("form without an end", _multipart(_part("type")), 400, 422),
    _attack("form without a boundary", _multipart(b"x", "multipart/form-data"), 400, 422),
    _attack("boundary that is not there", _multipart(b"--y\r\n\r\n--y--"), 400, 422),
    _attack("part without a name", _multipart(b"--x\r\n\r\n1\r\n--x--"), 400, 422),
    _attack("a hundred thousand fields", _multipart(
        b"".join(_part(f"f{n}") for n in range(20_000)) + b"--x--"), 400, 413, 422),
    _attack("thousands of files", _multipart(
        b"".join(_part("workbook", b"x", '; filename="a.xlsx"') for _ in range(5_000)) + b"--x--"),
        400, 413, 422),
    _attack("field of megabytes", _multipart(_part("type", b"x" * 3_000_000) + b"--x--"),
            400, 413, 422),
    _attack("header of a part of megabytes", _multipart(
        _part("x" * 2_000_000) + b"--x--"), 400, 413, 422),
    _attack("a hundred million bytes", lambda h: h.nobody.post(
        f"{_API}/letters", data={"type": TYPE}, headers=h.bearer(),
        files={"workbook": ("a.xlsx", bytes(100_000_000))}), 413, code="service-body-too-large"),
    _attack("one file too large", lambda h: h.nobody.post(
        f"{_API}/letters", data={"type": TYPE}, headers=h.bearer(),
        files={"workbook": ("a.xlsx", b"PK\3\4" + bytes(21_000_000))}),
        413, code="upload-too-large"),
    _attack(
        "body without an end", _endless(b"/letters", b"multipart/form-data; boundary=x"), 400, 413),
    _attack("JSON without an end", _endless(b"/convert", b"application/json"), 413),
    _attack("length that is no number", lambda h: asgi(
        h.app, "POST", b"/api/v1/convert", headers=[
            (b"content-length", b"-1"), (b"content-type", b"application/json"),
            (b"authorization", f"Bearer {h.token}".encode())]), 400, 422),
    _attack("no workbook", lambda h: h.nobody.post(
        f"{_API}/letters", data={"type": TYPE}, headers=h.bearer()), 422, code=_INVALID),
    _attack("text for a file", lambda h: h.nobody.post(
        f"{_API}/letters", data={"type": TYPE, "workbook": "/etc/passwd"}, headers=h.bearer()),
        422, code=_INVALID),
    _attack("answers that are no object", letters(answers="[1]"), 422, code=_INVALID),
    _attack("answers a hundred thousand deep", letters(answers="[" * 100_000), 422, code=_INVALID),
    _attack("answers with half a character", letters(answers='{"a": "\\ud800"}'), 422),
    _attack("answers with nothing for a number", letters(answers='{"a": NaN}'), 422, code=_INVALID),
    _attack("answers to what nobody asked", letters(answers='{"__class__": "x"}'), 422),
    _attack("answers with control characters",
            letters(answers='{"วันที่": "\\u0000\\u0007", "เลขที่": "1"}'), 422),
    _attack("letter type that climbs", letters(type="../../../etc"), 404, code="service-not-found"),
    _attack("letter type by its path", letters(type="/srv/templates/memo"), 404),
    _attack("letter type of null bytes", letters(type="memo\0"), 404, 422),
    _attack("waiver of what cannot be waived", letters(allow="workbook-damaged"), 422),
    _attack("waiver of everything", letters(allow="*"), 422, code=_INVALID),
    _attack("wait for ever", letters(wait="1e308"), 422, code=_INVALID),
    _attack("wait for no number", letters(wait="NaN"), 422, code=_INVALID),
    _attack("key with a line end", lambda h: h.nobody.post(
        f"{_API}/letters", headers=h.bearer(**{"Idempotency-Key": "a b\t"}),
        data={"type": TYPE}, files={"workbook": ("a.xlsx", BOOK.read_bytes())}),
        422, code=_INVALID),
]  # fmt: skip

ADDRESSES: Final = [
    _attack("address of a megabyte", _get("/jobs", params={"limit": "9" * 60_000}), 414, 422),
    _attack("limit beyond everything", _get("/jobs", params={"limit": "1" + "0" * 400}), 422,
            code=_INVALID),
    _attack("limit of 5,000 digits", _get("/jobs", params={"limit": "9" * 5_000}), 422),
    _attack("offset below nothing", _get("/jobs", params={"offset": "-1"}), 422, code=_INVALID),
    _attack("offset that is SQL", _get("/jobs", params={"offset": "1;DROP TABLE x"}), 422,
            code=_INVALID),
    _attack("year that is a table", _get("/register", params={"year": "0x7e9"}), 422,
            code=_INVALID),
    _attack("search a hundred thousand long", _get("/register", params={"text": "%" * 15_000}),
            422, code=_INVALID),
    _attack("page beyond everything", lambda h: h.admin.get("/jobs", params={"page": "9" * 30}),
            422, code=_INVALID),
    _attack("address that is no UTF-8", lambda h: asgi(
        h.app, "GET", b"/api/v1/jobs?limit=%ff%fe", headers=[
            (b"authorization", f"Bearer {h.token}".encode())]), 422),
    _attack("cookies of a megabyte", lambda h: h.nobody.get(
        "/register", headers={"Cookie": "a=b; " * 20_000}, follow_redirects=False),
        303, 400, 431),
    _attack("token of a megabyte", lambda h: h.nobody.get(
        f"{_API}/jobs", headers={"Authorization": "Bearer " + "x" * 900_000}), 401),
    _attack("token that is no text", lambda h: asgi(
        h.app, "GET", b"/api/v1/jobs", headers=[(b"authorization", b"Bearer \xff\xfe\x00")]), 401),
]  # fmt: skip
