"""Numbers reserved by other systems: a request sent twice reserves once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from circulars.service.people import Role

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from web.conftest import LogIn

PATH = "/api/v1/register/reserve"
ASKED = {"count": 3, "holder": "งานการเงิน", "reason": "หนังสือด่วน"}
KEY = {"Idempotency-Key": "march-2568"}


def numbers(answer: Any) -> list[str]:
    """Return the numbers that are answered."""
    return [entry["number"] for entry in answer.json()["entries"]]


def test_sent_twice_with_a_key(client: TestClient) -> None:
    """The same request with the same key gives the same lines, as they are by then."""
    first = client.post(PATH, json=ASKED, headers=KEY)
    assert (201, ["พย 0019.2/1", "พย 0019.2/2", "พย 0019.2/3"]) == (
        first.status_code,
        numbers(first),
    )
    cancelled = {"numbers": ["2"], "reason": "ไม่ใช้แล้ว"}
    assert 200 == client.post("/api/v1/register/cancel", json=cancelled).status_code
    again = client.post(PATH, json=ASKED, headers=KEY)
    assert (200, numbers(first)) == (again.status_code, numbers(again))
    assert ["reserved", "cancelled", "reserved"] == [
        entry["status"] for entry in again.json()["entries"]
    ]
    assert 3 == client.get("/api/v1/register").json()["total"]


def test_without_a_key(client: TestClient) -> None:
    """Without a key a request sent twice reserves twice, as the description says."""
    assert numbers(client.post(PATH, json=ASKED)) != numbers(client.post(PATH, json=ASKED))


def test_a_key_for_something_else(client: TestClient) -> None:
    """A key that stands for one request is refused for another, and nothing is reserved."""
    client.post(PATH, json=ASKED, headers=KEY)
    for other in ({**ASKED, "count": 4}, {**ASKED, "holder": "งานพัสดุ"}):
        answer = client.post(PATH, json=other, headers=KEY)
        assert (409, "service-repeat") == (
            answer.status_code,
            answer.json()["findings"][0]["code"],
        )
    assert 3 == client.get("/api/v1/register").json()["total"]


def test_what_is_refused_uses_no_key(client: TestClient) -> None:
    """A request that was refused can be sent again, mended, with the same key."""
    wrong = client.post(PATH, json={**ASKED, "unit": "ไม่มี"}, headers=KEY)
    assert 422 == wrong.status_code
    assert 201 == client.post(PATH, json=ASKED, headers=KEY).status_code


def test_at_the_same_moment(client: TestClient) -> None:
    """Of requests with one key that come together one reserves, and all get its numbers."""
    with ThreadPoolExecutor(4) as threads:
        answers = [*threads.map(lambda _: client.post(PATH, json=ASKED, headers=KEY), range(4))]
    assert [200, 200, 200, 201] == sorted(answer.status_code for answer in answers)
    assert 1 == len({tuple(numbers(answer)) for answer in answers})
    assert 3 == client.get("/api/v1/register").json()["total"]


def test_keys_are_each_ones_own(accounts_client: LogIn) -> None:
    """A key means nothing for another account, nor for another office."""
    first, other = (accounts_client(role) for role in (Role.SECRETARY, Role.EDITOR))
    there = accounts_client(Role.SECRETARY, office="0" * 15 + "2")
    answers = [client.post(PATH, json=ASKED, headers=KEY) for client in (first, other, there)]
    assert [201] * 3 == [answer.status_code for answer in answers]
    assert ["พย 0019.2/1", "พย 0019.2/4", "พย 0019.2/1"] == [numbers(each)[0] for each in answers]
