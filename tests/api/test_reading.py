"""What all addresses of the API have in common: methods, headers, problems."""

import pytest
from django.test import Client
from django.utils.http import http_date

from policies.api import records
from policies.models import Log
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_the_entrance_names_every_address(client):
    assert client.get("/api/v1/").json() == {
        "documents": "http://testserver/api/v1/documents/",
        "measures": "http://testserver/api/v1/measures/",
        "agencies": "http://testserver/api/v1/agencies/",
        "sources": "http://testserver/api/v1/sources/",
        "statements": "http://testserver/api/v1/statements/",
        "vocabularies": "http://testserver/api/v1/vocabularies/",
        "changes": "http://testserver/api/v1/changes/",
        "match": "http://testserver/api/v1/match/",
        "reconcile": "http://testserver/api/v1/reconcile/",
        "usage": "http://testserver/api/v1/usage/",
        "webhooks": "http://testserver/api/v1/webhooks/",
        "openapi": "http://testserver/api/v1/openapi.json",
        "docs": "http://testserver/api/docs/",
    }
    for name, address in client.get("/api/v1/").json().items():
        expected = 401 if name in {"usage", "webhooks"} else 200
        assert client.get(address, {"name": "a"} if name == "match" else {}).status_code == expected


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/measures/", "/api/v1/changes/", "/api/v1/nothing/"])
def test_nothing_can_be_changed(client, method, address):
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (
        405,
        "application/problem+json",
        "GET, HEAD, OPTIONS",
    )
    assert answer.json() == {
        "type": "/api/docs/#reading-only",
        "title": "This address is for reading only",
        "status": 405,
        "detail": "Use GET, HEAD or OPTIONS: nothing can be changed here.",
        "instance": address,
    }


@pytest.mark.parametrize("address", ["/api/v1/nothing/", "/api/v1/nothing", "/api/v1/measures/a/b/", "/api/v1/%00/"])
def test_an_unknown_address_is_a_problem_too(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "/api/docs/#no-such-address"


@pytest.mark.parametrize("address", ["/api/v1/measures", "/api/v1", "/api/v1/vocabularies/level"])
def test_an_address_that_lacks_its_last_slash_leads_to_the_right_one(client, address):
    answer = client.get(f"{address}?limit=1")
    assert (answer.status_code, answer["Location"]) == (308, f"http://testserver{address}/?limit=1")


def test_an_error_of_ours_is_a_problem_that_says_nothing_of_the_inside(monkeypatch, caplog):
    def fail(*_arguments):
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(records, "Listing", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/measures/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json() == {
        "type": "/api/docs/#failure",
        "title": "Something went wrong here",
        "status": 500,
        "detail": "Something went wrong here. It was noted; please try again later.",
        "instance": "/api/v1/measures/",
    }
    assert "secret of the inside" in caplog.text


def test_a_request_with_thousands_of_parameters_is_refused(client):
    answer = client.get("/api/v1/measures/?" + "&".join(f"a{number}=1" for number in range(6000)))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_programs_of_other_sites_may_read(client):
    for address in ("/api/v1/measures/", "/api/v1/measures/nothing/", "/api/v1/?x=1"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    answer = client.options("/api/v1/measures/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_head_has_the_headers_of_get_and_no_body(client):
    f.catalogue()
    head, get = client.head("/api/v1/measures/"), client.get("/api/v1/measures/")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])


def test_the_same_answer_is_not_sent_twice(client):
    made = f.catalogue()
    address = f"/api/v1/measures/{made['measures'][0].slug}/"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{address}?lang=en&fields=title", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "no-cache"


def test_a_new_edition_has_another_tag_and_its_own_moment(client):
    made = f.catalogue()
    address = f"/api/v1/documents/{made['document'].id}/"
    first = client.get(address)
    f.publish(f.measure(made["source"], made["document"]))
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert second.headers["Last-Modified"].endswith("GMT")


def test_what_a_client_says_it_prefers_changes_nothing(client):
    assert client.get("/api/v1/", headers={"Accept": "text/html"})["Content-Type"] == "application/json"


def test_no_cookie_is_set(client):
    assert not client.get("/api/v1/measures/").cookies


@pytest.mark.parametrize("address", ["/api/v1/measures/", "/measures.csv"])
def test_a_list_has_the_moment_of_the_last_edition_of_all(client, address):
    f.catalogue()
    moment = Log.objects.get().published_at
    assert client.get(address)["Last-Modified"] == http_date(moment.timestamp())
