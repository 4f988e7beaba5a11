"""The change feed: every change once, in order, deletions included, contents never."""

import itertools
from threading import BoundedSemaphore
from types import SimpleNamespace

import pytest

from policies.api import changes
from policies.catalogue.kinds import PLURALS
from policies.domain import publishing
from policies.models import Edition, Log, Measure
from tests import factories as f

pytestmark = pytest.mark.django_db


def feed(client, **parameters):
    answer = client.get("/api/v1/changes/", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def epoch():
    return Log.objects.get().epoch


def test_a_change_says_what_happened_to_which_record_and_not_what_the_record_says(client, django_assert_num_queries):
    made = f.catalogue()
    measure = made["measures"][0]
    row = Edition.objects.get(record_id=measure.id)
    after = f"{epoch()}:{row.sequence - 1}"
    # 1. The log. 2. Its rows.
    with django_assert_num_queries(2):
        found = feed(client, after=after, limit=1)
    assert found == {
        "next_after": f"{epoch()}:{row.sequence}",
        "last": str(Log.objects.get()),
        "results": [
            {
                "sequence": row.sequence,
                "action": "published",
                "kind": "measure",
                "id": str(measure.id),
                "edition": 1,
                "at": row.published_at.isoformat().replace("+00:00", "Z"),
                "hash": row.content_hash,
                "url": f"/api/v1/measures/{measure.id}/",
                "into": None,
                "reason": None,
            }
        ],
    }


def test_from_the_beginning_every_sequence_comes_once(client):
    f.catalogue(measures=3)
    after, seen = "", []
    while (found := feed(client, limit=4, **({"after": after} if after else {})))["results"]:
        seen += [change["sequence"] for change in found["results"]]
        after = found["next_after"]
    assert seen == list(range(1, Edition.objects.count() + 1))
    assert after == str(Log.objects.get())


def test_nothing_new_gives_the_same_cursor_and_no_results(client):
    f.catalogue()
    end = str(Log.objects.get())
    assert feed(client, after=end) == {"next_after": end, "last": end, "results": []}


def test_of_an_empty_log_the_beginning_is_the_end(client):
    assert feed(client) == {"next_after": f"{epoch()}:0", "last": str(Log.objects.get()), "results": []}


def test_a_withdrawal_comes_with_its_reason_and_what_it_renewed(client):
    made = f.catalogue()
    end = str(Log.objects.get())
    publishing.withdraw([made["measures"][0]], by=None, reason="Entered twice.")
    found = feed(client, after=end)["results"]
    assert [(row["action"], row["kind"], row["reason"]) for row in found] == [
        ("renewed", "source", None),
        ("renewed", "document", None),
        ("withdrawn", "measure", "Entered twice."),
    ]
    assert found[2]["hash"] is None


def test_the_addresses_of_the_feed_lead_to_the_records(client):
    f.catalogue()
    found = feed(client)["results"]
    assert {row["kind"] for row in found} == {*PLURALS, "term"}
    for row in found:
        record = client.get(row["url"]).json()
        assert (record["kind"], record["id"], record["edition"]["hash"]) == (row["kind"], row["id"], row["hash"])


def test_a_partner_who_follows_has_what_the_lists_have(client):
    made = f.catalogue(measures=2)
    publishing.withdraw([made["measures"][0]], by=None, reason="Entered twice.")
    Measure.objects.filter(pk=made["measures"][1].pk).update(title_en="Renamed", state="draft")
    f.publish(made["measures"][1])
    copy = {}
    for row in feed(client)["results"]:
        copy.pop(row["id"], None)
        if row["action"] != "withdrawn":
            copy[row["id"]] = row["hash"]
    lists = {
        record["id"]: record["edition"]["hash"]
        for plural in PLURALS.values()
        for record in client.get(f"/api/v1/{plural}/").json()["results"]
    }
    assert {name: copy[name] for name in lists} == lists
    assert str(made["measures"][0].id) not in copy


@pytest.mark.parametrize("sequence", ["beyond", "of another epoch", "of forty digits"])
def test_a_cursor_of_another_log_is_gone_with_the_way_to_the_whole(client, sequence):
    f.catalogue()
    log = Log.objects.get()
    after = {
        "beyond": f"{log.epoch}:{log.sequence + 1}",
        "of another epoch": "another:1",
        "of forty digits": f"{log.epoch}:{'9' * 40}",
    }[sequence]
    answer = client.get("/api/v1/changes/", {"after": after})
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    body = answer.json()
    assert (body["type"], body["next_after"]) == ("/api/docs/#cursor-out-of-log", str(log))
    assert body["full_export"][:2] == ["/documents.ndjson", "/measures.ndjson"]
    assert {client.get(address).status_code for address in body["full_export"]} == {200}


@pytest.mark.parametrize("after", ["57", "x", ":", "3f9c:٥", "3f9c:-1", "3f9c:1:2", "\x00:1", "a" * 5000])
def test_what_is_no_cursor_is_refused(client, after):
    answer = client.get("/api/v1/changes/", {"after": after})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "parameter": "after",
            "detail": (
                f"“{after[:60]}” is no cursor of changes. Take `next_after` of the last answer, or start without "
                "`after`."
            ),
        }
    ]


@pytest.mark.parametrize(("name", "value"), [("limit", "0"), ("limit", "1001"), ("since", "1")])
def test_a_wrong_parameter_is_refused(client, name, value):
    answer = client.get("/api/v1/changes/", {name: value})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [name]


def test_who_waits_is_answered_at_once_where_there_is_something(client, monkeypatch):
    f.catalogue()
    monkeypatch.setattr(changes.time, "sleep", lambda _seconds: pytest.fail("nothing to wait for"))
    assert feed(client, wait=30, limit=1)["results"][0]["sequence"] == 1


def test_who_waits_is_answered_as_soon_as_something_changes(client, monkeypatch):
    made = f.catalogue()
    present, slept = str(Log.objects.get()), []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            publishing.withdraw([made["statement"]], by=None, reason="Wrong.")

    monkeypatch.setattr(changes.time, "sleep", sleep)
    found = feed(client, after=present, wait=30)
    assert [change["action"] for change in found["results"]] == ["renewed", "withdrawn"]
    assert slept == [changes.LOOK_EVERY] * 3


def test_who_waited_in_vain_is_told_so_and_the_place_is_free_again(client, monkeypatch):
    f.catalogue()
    present = str(Log.objects.get())
    monkeypatch.setattr(changes, "LOOK_EVERY", 2)
    clock = itertools.count(step=0.6)
    monkeypatch.setattr(changes, "time", SimpleNamespace(monotonic=lambda: next(clock), sleep=lambda _seconds: None))
    monkeypatch.setattr(changes, "WAITING", places := BoundedSemaphore(1))
    for _time in range(3):
        assert feed(client, after=present, wait=1) == {"next_after": present, "last": present, "results": []}
    assert places.acquire(blocking=False)


def test_where_too_many_wait_others_are_told_to_come_again(client, monkeypatch):
    f.catalogue()
    monkeypatch.setattr(changes, "WAITING", BoundedSemaphore(1))
    changes.WAITING.acquire()
    present = str(Log.objects.get())
    answer = client.get("/api/v1/changes/", {"after": present, "wait": 30})
    assert (answer.json()["results"], answer["Retry-After"]) == ([], "5")


@pytest.mark.parametrize("given", ["31", "-1", "1.5", "soon", "100"])
def test_what_is_no_time_to_wait_is_refused(client, given):
    answer = client.get("/api/v1/changes/", {"wait": given})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "parameter": "wait",
            "detail": f"“{given}” is no time to wait. Write a number of seconds from 0 to 30.",
        }
    ]


def test_since_a_moment_it_goes_on_from_there_and_then_by_cursor(client, django_assert_num_queries):
    made = f.catalogue(measures=3)
    last = Log.objects.get()
    publishing.withdraw(made["measures"][:2], by=None, reason="Entered twice.")
    # 1. The log. 2. Where it was. 3. Its rows.
    with django_assert_num_queries(3):
        found = feed(client, since=last.published_at.isoformat(), limit=1)
    assert [row["sequence"] for row in found["results"]] == [last.sequence + 1]
    rest = feed(client, after=found["next_after"])["results"]
    assert rest == feed(client, after=str(last))["results"][1:]
    # Several came at one moment: none of them is told again, and none is left out.
    assert Edition.objects.filter(published_at=last.published_at).count() > 1
    assert feed(client, since="2000-01-01") == feed(client)
    # With both it is what is after both.
    before, after = f"{last.epoch}:1", f"{last.epoch}:{last.sequence + 2}"
    at = last.published_at.isoformat()
    assert feed(client, since=at, after=before) == feed(client, since=at)
    assert feed(client, since=at, after=after) == feed(client, after=after)
    now = f"{Log.objects.get().published_at:%Y-%m-%d}"
    assert feed(client, since=now)["results"] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=yesterday", "is no moment"),
        ("since=2026-11-24&since=2026-11-25", "Give it once: there were 2 of it."),
    ],
)
def test_a_moment_that_is_none_is_refused(client, query, sentence):
    answer = client.get(f"/api/v1/changes/?{query}")
    assert answer.status_code == 400
    assert [row["parameter"] for row in answer.json()["errors"]] == ["since"]
    assert sentence in answer.json()["detail"]
