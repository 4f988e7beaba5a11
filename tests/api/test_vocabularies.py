"""Vocabularies and terms."""

import pytest

from policies.content.references import term_id
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


def published(*terms):
    f.publish(*terms)


def term_content(code, label, position=0):
    return {
        "kind": "term",
        "id": term_id("level", code),
        "slug": f"level/{code}",
        "url": f"/vocabularies/level/{code}/",
        "title": label,
        "scheme": "level",
        "code": code,
        "label": label,
        "label_supplied": [],
        "other_labels": [],
        "definition": {},
        "broader": [],
        "mappings": [],
        "position": position,
        "retired": False,
    }


def test_every_vocabulary_is_listed_with_its_number_of_terms(client, django_assert_num_queries):
    published(f.term("level", "county"), f.term("level", "village"), f.term("actor", "ACT-POST"))
    # 1. The numbers of terms.
    with django_assert_num_queries(1):
        body = client.get("/api/v1/vocabularies/").json()
    assert body["count"] == 10
    assert {row["scheme"]: row["terms"] for row in body["results"]} == {
        "instrument": 0,
        "strength": 0,
        "target": 0,
        "level": 2,
        "sector": 0,
        "theme": 0,
        "keyword": 0,
        "document-type": 0,
        "actor": 1,
        "trust": 0,
    }
    [level] = [row for row in body["results"] if row["scheme"] == "level"]
    assert (level["url"], level["label"]["en"]) == ("/api/v1/vocabularies/level/", "Geographic levels")


def test_a_vocabulary_has_its_terms_in_order(client, django_assert_num_queries):
    published(f.term("level", "village", position=2), f.term("level", "county", position=1, label_zh="县"))
    # 1. The terms.
    with django_assert_num_queries(1):
        body = client.get("/api/v1/vocabularies/level/").json()
    assert (body["scheme"], body["label"]["en"], body["count"]) == ("level", "Geographic levels", 2)
    assert body["results"] == [
        term_content("county", {"en": "county", "zh-Hans": "县"}, 1),
        term_content("village", {"en": "village"}, 2),
    ]


def test_a_term_is_a_record_with_its_edition(client):
    published(f.term("level", "county"))
    row = Edition.objects.get()
    content = term_content("county", {"en": "county"})
    head = {name: content.pop(name) for name in ("kind", "id", "slug", "url")}
    edition = {
        "number": 1,
        "sequence": 1,
        "published_at": row.published_at.isoformat().replace("+00:00", "Z"),
        "hash": row.content_hash,
        "superseded_at": None,
    }
    assert client.get("/api/v1/vocabularies/level/county/").json() == {**head, "edition": edition, **content}


def test_a_term_can_be_asked_for_in_one_language_and_with_some_fields(client):
    published(f.term("level", "county", label_zh="县"))
    answer = client.get("/api/v1/vocabularies/level/county/?lang=zh-hans&fields=code,label")
    assert answer.json() == {"code": "county", "label": {"zh-Hans": "县"}}


def test_a_code_in_another_case_leads_to_the_right_one(client):
    published(f.term("level", "county"))
    answer = client.get("/api/v1/vocabularies/level/COUNTY/?lang=en")
    assert (answer.status_code, answer["Location"]) == (
        308,
        "http://testserver/api/v1/vocabularies/level/county/?lang=en",
    )


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("colour/", "There is no vocabulary “colour”. All of them: /api/v1/vocabularies/"),
        ("colour/red/", "There is no vocabulary “colour”. All of them: /api/v1/vocabularies/"),
        ("level/moon/", "The vocabulary level has no term “moon”. All of them: /api/v1/vocabularies/level/"),
    ],
)
def test_what_is_no_vocabulary_or_term_is_a_404_that_says_where_they_are(client, address, detail):
    answer = client.get(f"/api/v1/vocabularies/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize("address", ["", "level/", "level/county/"])
def test_an_unknown_parameter_is_refused(client, address):
    published(f.term("level", "county"))
    answer = client.get(f"/api/v1/vocabularies/{address}?page=2")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "page"
