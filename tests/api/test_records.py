"""Lists and records, whole."""

import json

import pytest

from policies.domain import publishing
from policies.models import Document, Edition
from tests import factories as f
from tests.api import expected

pytestmark = pytest.mark.django_db

WRITERS = {
    "documents": expected.document,
    "measures": lambda made: expected.measure(made, made["measures"][0]),
    "agencies": expected.agency,
    "sources": expected.source,
    "statements": expected.statement,
}


def record_of(made, plural):
    singular = {"documents": "document", "agencies": "agency", "sources": "source", "statements": "statement"}
    return made["measures"][0] if plural == "measures" else made[singular[plural]]


@pytest.mark.parametrize("plural", WRITERS)
def test_a_list_has_its_records_whole(client, plural):
    made = f.catalogue()
    assert client.get(f"/api/v1/{plural}/").json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [WRITERS[plural](made)],
    }


@pytest.mark.parametrize("plural", WRITERS)
def test_a_record_is_found_by_its_slug_and_by_its_id(client, plural):
    made = f.catalogue()
    record = record_of(made, plural)
    assert client.get(f"/api/v1/{plural}/{record.slug}/").json() == WRITERS[plural](made)
    assert client.get(f"/api/v1/{plural}/{record.id}/").json() == WRITERS[plural](made)


@pytest.mark.parametrize("plural", WRITERS)
def test_a_record_has_its_fields_in_the_order_that_the_schema_names(client, plural):
    made = f.catalogue()
    address = f"/api/v1/{plural}/{record_of(made, plural).slug}/"
    schema = client.get("/api/v1/openapi.json").json()
    answer = schema["paths"][f"/api/v1/{plural}/{{name}}/"]["get"]["responses"]["200"]
    shape = answer["content"]["application/json"]["schema"]["anyOf"][0]["$ref"].rsplit("/", 1)[-1]
    named = [
        name for name in schema["components"]["schemas"][shape]["properties"] if name not in {"measures", "agencies"}
    ]
    assert list(json.loads(client.get(address).content)) == named


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("plural", WRITERS)
def test_a_list_takes_three_queries_however_long(client, django_assert_num_queries, plural, rows):
    for _row in range(rows):
        f.catalogue()
    # 1. How many there are. 2. The rows. 3. The moment of the last edition.
    with django_assert_num_queries(3):
        assert client.get(f"/api/v1/{plural}/").json()["count"] == rows


@pytest.mark.parametrize("plural", WRITERS)
def test_a_record_takes_two_queries(client, django_assert_num_queries, plural):
    record = record_of(f.catalogue(), plural)
    # 1. The last edition that had this address. 2. The last edition of that record.
    with django_assert_num_queries(2):
        client.get(f"/api/v1/{plural}/{record.slug}/")


def test_drafts_are_in_no_list_and_at_no_address(client):
    made = f.catalogue()
    draft = f.measure(made["source"], made["document"])
    assert [row["slug"] for row in client.get("/api/v1/measures/").json()["results"]] == [made["measures"][0].slug]
    assert client.get(f"/api/v1/measures/{draft.slug}/").status_code == 404
    assert client.get(f"/api/v1/measures/{draft.id}/").status_code == 404


def test_a_record_that_never_was_is_a_404_that_says_where_they_are(client):
    answer = client.get("/api/v1/agencies/no-such-agency/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": "/api/docs/#no-such-record",
        "title": "There is no such record",
        "status": 404,
        "detail": "No agency is published as “no-such-agency”. All of them: /api/v1/agencies/",
        "instance": "/api/v1/agencies/no-such-agency/",
    }


def renamed(made, slug):
    Document.objects.filter(pk=made["document"].pk).update(slug=slug, state="draft")
    f.publish(made["document"])


def test_an_old_address_leads_to_the_present_one_with_its_parameters(client):
    made = f.catalogue()
    old = made["document"].slug
    renamed(made, "another-name")
    answer = client.get(f"/api/v1/documents/{old}/?fields=slug")
    assert (answer.status_code, answer["Location"]) == (
        308,
        "http://testserver/api/v1/documents/another-name/?fields=slug",
    )
    assert client.get(answer["Location"]).json() == {"slug": "another-name"}


def test_a_withdrawn_record_is_gone_with_the_reason_and_without_its_words(client):
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Entered twice.")
    day = Edition.objects.latest().get(record_id=made["statement"].id).published_at.date().isoformat()
    for name in (made["statement"].slug, made["statement"].id):
        answer = client.get(f"/api/v1/statements/{name}/")
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert answer.json() == {
            "type": "/api/docs/#withdrawn",
            "title": "The record was withdrawn",
            "status": 410,
            "detail": f"This statement was withdrawn on {day}: Entered twice.",
            "instance": f"/api/v1/statements/{name}/",
            "reason": "Entered twice.",
        }
    assert client.get("/api/v1/statements/").json()["count"] == 0


def test_as_of_gives_list_and_record_as_they_stood(client):
    made = f.catalogue()
    first = expected.document(made)
    renamed(made, "another-name")
    # It has ended since, but at that moment nobody knew when it would.
    at = first["edition"]["published_at"]
    assert client.get(f"/api/v1/documents/?as_of={at}").json()["results"] == [first]
    assert client.get(f"/api/v1/documents/{first['slug']}/?as_of={at}").json() == first
    assert client.get(f"/api/v1/documents/{first['id']}/?as_of={at}").json() == first
    assert client.get(f"/api/v1/documents/{first['id']}/").json()["edition"]["number"] == 2


def test_as_of_before_the_first_edition_there_is_nothing(client):
    made = f.catalogue()
    assert client.get("/api/v1/documents/?as_of=2001-01-01").json() == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }
    assert client.get(f"/api/v1/documents/{made['document'].slug}/?as_of=2001-01-01").status_code == 404


def test_fields_gives_these_fields_in_the_order_of_the_record(client):
    made = f.catalogue()
    slug = made["measures"][0].slug
    answer = client.get("/api/v1/measures/?fields=title,slug&fields=verb").json()
    assert answer["results"] == [{"slug": slug, "title": {"en": made["measures"][0].title_en}, "verb": "proposed"}]


def test_a_document_can_be_expanded_by_its_measures_and_agencies(client, django_assert_num_queries):
    made = f.catalogue(measures=2)
    # 1. How many there are. 2. The rows. 3. Their measures. 4. The agencies they name. 5. When the last one was made.
    with django_assert_num_queries(5):
        found = client.get("/api/v1/documents/?expand=measures,agencies").json()["results"]
    by_place = sorted(made["measures"], key=lambda row: str(row.id))
    assert found == [
        {
            **expected.document(made),
            "measures": [expected.measure(made, row) for row in by_place],
            "agencies": [expected.agency(made)],
        }
    ]


def test_a_measure_can_be_expanded_by_the_agencies_it_names(client):
    made = f.catalogue()
    answer = client.get(f"/api/v1/measures/{made['measures'][0].slug}/?expand=agencies&fields=agencies").json()
    assert answer == {"agencies": [expected.agency(made)]}


def test_an_expansion_as_of_a_moment_is_of_that_moment(client):
    made = f.catalogue()
    at = expected.edition(made["document"])["published_at"]
    publishing.withdraw([made["measures"][0]], by=None, reason="Entered twice.")
    then = client.get(f"/api/v1/documents/?expand=measures&fields=measures&as_of={at}").json()["results"]
    now = client.get("/api/v1/documents/?expand=measures&fields=measures").json()["results"]
    assert [row["slug"] for row in then[0]["measures"]] == [made["measures"][0].slug]
    assert now == [{"measures": []}]


def test_an_expansion_comes_in_smaller_portions(client):
    answer = client.get("/api/v1/documents/?expand=measures&limit=101")
    assert answer.json()["errors"] == [
        {
            "parameter": "limit",
            "detail": "With `expand` at most 100 records come at once. Give a smaller limit.",
        }
    ]


def test_one_language_or_the_next_best(client):
    made = f.catalogue()
    Document.objects.filter(pk=made["document"].pk).update(title_zh="意见", state="draft")
    f.publish(made["document"])
    address = f"/api/v1/documents/{made['document'].slug}/?fields=title,type&lang="
    assert client.get(f"{address}zh-hans").json() == {
        "title": {"zh-Hans": "意见"},
        "type": expected.term("document-type", "OPINIONS", "opinions"),
    }
    assert client.get(f"{address}en").json()["title"] == {"en": made["document"].title_en}
    assert client.get(f"{address}ZH-Hans").json()["title"] == {"zh-Hans": "意见"}
    assert client.get(f"/api/v1/documents/{made['document'].slug}/?fields=title").json() == {
        "title": {"en": made["document"].title_en, "zh-Hans": "意见"}
    }
