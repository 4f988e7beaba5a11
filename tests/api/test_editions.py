"""The editions of a record in the API."""

import pytest

from policies.domain import publishing
from policies.models import Edition
from tests import factories as f
from tests import replaying
from tests.api import expected

pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def made():
    made = f.catalogue()
    made["first"] = expected.document(made)
    made["address"] = f"/api/v1/documents/{made['document'].id}/editions/"
    f.publish(f.change(made["document"], title_en="Opinions on shops"))
    return made


def row(made, number, **more):
    edition = Edition.objects.get(record_id=made["document"].id, number=number)
    return {
        "number": number,
        "sequence": edition.sequence,
        "action": "published",
        "published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
        "superseded_at": None,
        "hash": edition.content_hash,
        "reason": None,
        "into": None,
        "url": f"{made['address']}{number}/",
        **more,
    }


def test_all_editions_are_listed_the_first_one_first(client, made):
    second = row(made, 2)
    assert client.get(made["address"]).json() == {
        "count": 2,
        "results": [row(made, 1, superseded_at=second["published_at"]), second],
    }


def test_a_withdrawn_record_lists_its_editions_with_the_reason(client, made):
    statement = made["statement"]
    publishing.withdraw([statement], by=f.user(), reason="It was found twice.")
    rows = client.get(f"/api/v1/statements/{statement.slug}/editions/").json()["results"]
    told = [(entry["number"], entry["action"], entry["hash"] is None, entry["reason"]) for entry in rows]
    assert told == [(1, "published", False, None), (2, "withdrawn", True, "It was found twice.")]


def test_an_edition_is_its_record_for_ever(client, made):
    first = made["first"]
    first["edition"]["superseded_at"] = row(made, 2)["published_at"]
    assert client.get(f"{made['address']}1/").json() == first
    assert client.get(f"{made['address']}2/").json()["title"] == {"en": "Opinions on shops"}
    assert client.get(f"{made['address']}1/?fields=slug&lang=en").json() == {"slug": first["slug"]}


def test_an_edition_that_is_not_there_is_a_problem(client, made):
    address = f"{made['address']}3/"
    assert client.get(address).json() == {
        "type": "/api/docs/#no-such-record",
        "title": "There is no such record",
        "status": 404,
        "detail": f"This document has no edition 3. All of them: {made['address']}",
        "instance": address,
    }
    unknown = client.get("/api/v1/documents/nothing/editions/")
    assert (unknown.status_code, unknown.json()["title"]) == (404, "There is no such record")


def test_the_edition_of_a_tombstone_is_gone_with_its_reason(client, made):
    statement = made["statement"]
    publishing.withdraw([statement], by=f.user(), reason="It was found twice.")
    answer = client.get(f"/api/v1/statements/{statement.slug}/editions/2/")
    assert (answer.status_code, answer.json()["reason"]) == (410, "It was found twice.")


def test_a_parameter_they_do_not_have_is_refused(client, made):
    assert client.get(f"{made['address']}?as_of=2026-11-24").json()["detail"] == (
        "“as_of” is not a parameter of this address: it has none."
    )
    assert client.get(f"{made['address']}1/?as_of=2026-11-24").json()["errors"][0]["parameter"] == "as_of"


def test_an_old_address_leads_to_the_editions_at_the_present_one(client, made):
    old = made["document"].slug
    f.publish(f.change(made["document"], slug="new-address"))
    asked = [f"/api/v1/documents/{old}/editions/{end}" for end in ("", "1/", "1/?lang=en")]
    there = [f"http://testserver/api/v1/documents/new-address/editions/{end}" for end in ("", "1/", "1/?lang=en")]
    assert [client.get(path).headers["Location"] for path in asked] == there


# The record by its name, and its last edition; the editions.
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_however_many_there_are(client, django_assert_num_queries, number):
    made = f.catalogue()
    for place in range(1, number):
        f.publish(f.change(made["document"], title_en=f"Name {place}"))
    with django_assert_num_queries(3):
        assert client.get(f"/api/v1/documents/{made['document'].slug}/editions/").json()["count"] == number
