"""Exports by their addresses: the list's query string with another ending."""

import csv
import io
import json

import pytest

from policies.catalogue.kinds import PLURALS
from policies.domain import publishing
from policies.models import Document, Edition
from tests import factories as f
from tests.catalogue.sheets import cells, opened

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.getvalue().decode()


def rows(answer):
    return list(csv.DictReader(io.StringIO(body(answer)[1:], newline="")))


@pytest.mark.parametrize("plural", PLURALS.values())
def test_every_list_has_three_other_endings_with_the_rows_of_the_api(client, plural):
    f.catalogue(measures=3)
    whole = client.get(f"/api/v1/{plural}/").json()
    exported = client.get(f"/{plural}.json")
    assert json.loads(body(exported)) == {"count": whole["count"], "results": whole["results"]}
    lines = body(client.get(f"/{plural}.ndjson")).splitlines()
    assert [json.loads(line) for line in lines] == whole["results"]
    table = rows(client.get(f"/{plural}.csv"))
    assert [(row["id"], row["edition_hash"]) for row in table] == [
        (record["id"], record["edition"]["hash"]) for record in whole["results"]
    ]


@pytest.mark.parametrize(
    ("suffix", "content_type", "disposition"),
    [
        ("csv", "text/csv; charset=utf-8; header=present", 'attachment; filename="measures.csv"'),
        ("json", "application/json", 'inline; filename="measures.json"'),
        ("ndjson", "application/x-ndjson", 'attachment; filename="measures.ndjson"'),
    ],
)
def test_a_file_has_a_name_a_type_and_a_number_of_rows(client, suffix, content_type, disposition):
    f.catalogue(measures=2)
    answer = client.get(f"/measures.{suffix}")
    assert answer.streaming
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["X-Total-Count"]) == (
        content_type,
        disposition,
        "2",
    )


def test_a_workbook_is_a_file_like_the_others(client):
    f.catalogue(measures=2)
    answer = client.get("/zh-hans/measures.xlsx?sort=title")
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["X-Total-Count"]) == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        'attachment; filename="measures.xlsx"',
        "2",
    )
    assert [row[2] for row in cells(opened([answer.getvalue()])["measures"])[1:]] == [
        record["slug"] for record in client.get("/api/v1/measures/?sort=title").json()["results"]
    ]


def test_a_row_can_be_a_citation_and_nothing_else_but_a_record(client):
    made = f.catalogue()
    answer = client.get("/documents.csv?rows=citations")
    assert (answer["X-Total-Count"], answer["Content-Disposition"]) == (
        "4",
        'attachment; filename="documents-citations.csv"',
    )
    assert [(row["slug"], row["citation_number"]) for row in rows(answer)] == [
        (made["document"].slug, str(number)) for number in range(1, 5)
    ]
    for address, complaint in (
        ("/documents.csv?rows=sentences", "“sentences” is nothing that a row can be. Write records or citations."),
        ("/documents.json?rows=citations", "Only csv, xlsx, ndjson have rows. Leave `rows` out."),
    ):
        refused = client.get(address)
        assert (refused.status_code, refused.json()["errors"]) == (400, [{"parameter": "rows", "detail": complaint}])
    assert client.get("/documents/?rows=citations").status_code == 400


def test_a_page_asked_for_as_a_table_leads_to_the_file_with_its_rows(client):
    f.catalogue()
    answer = client.get("/documents/?rows=citations", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer["Location"]) == (303, "/documents.csv?rows=citations")


def test_the_codebook_has_an_address_in_every_language(client):
    answer = client.get("/codebook.csv")
    assert (answer["Content-Disposition"], answer["Link"]) == (
        'attachment; filename="codebook.csv"',
        '<http://testserver/data/>; rel="collection"; type="text/html"',
    )
    assert {row["table"] for row in rows(answer)} == {*PLURALS.values(), "terms"}
    assert body(client.get("/zh-hans/codebook.csv")) == body(client.get("/codebook.csv"))
    assert client.get("/codebook.csv?as_of=2026-01-01").status_code == 400


def test_the_query_string_of_the_list_narrows_and_sorts(client):
    made = f.catalogue()
    credit = f.measure(made["source"], made["document"], "CREDIT", title_en="A loan")
    f.publish(credit)
    assert [row["slug"] for row in rows(client.get("/measures.csv?instrument=credit"))] == [credit.slug]
    assert [row["slug"] for row in rows(client.get("/measures.csv?sort=title"))] == [
        credit.slug,
        made["measures"][0].slug,
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_three_queries_however_long(client, django_assert_num_queries, number):
    f.catalogue(measures=number)
    # 1. How far the log has come. 2. The numbers of the editions. 3. Their contents, up to 500 at once.
    with django_assert_num_queries(3):
        assert len(rows(client.get("/measures.csv"))) == number


@pytest.mark.parametrize("suffix", ["csv", "json", "ndjson"])
@pytest.mark.parametrize("query", ["foo=1", "instrument=NOTHING", "from=tomorrow", "sort=state", "page=2"])
def test_what_is_wrong_is_refused_and_never_gives_all_rows(client, suffix, query):
    f.catalogue()
    answer = client.get(f"/measures.{suffix}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    [error] = answer.json()["errors"]
    assert error["parameter"] == query.split("=", maxsplit=1)[0]
    assert answer.json() == {
        "type": "/api/docs/#wrong-parameter",
        "title": "A parameter is wrong",
        "status": 400,
        "detail": error["detail"],
        "instance": f"/measures.{suffix}?{query}",
        "errors": [error],
    }


def test_a_refusal_says_what_the_api_says(client):
    said = client.get("/measures.csv?from=tomorrow").json()["errors"]
    assert said == client.get("/api/v1/measures/?from=tomorrow").json()["errors"]


def test_somebody_with_a_browser_gets_the_same_sentence_on_a_page(client):
    sentence = client.get("/measures.csv?from=tomorrow").json()["errors"][0]["detail"]
    answer = client.get("/measures.csv?from=tomorrow", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert sentence in answer.content.decode()


def test_an_export_as_of_a_moment_is_of_that_moment(client):
    made = f.catalogue()
    title = made["document"].title_en
    first = Edition.objects.current().get(record_id=made["document"].id)
    Document.objects.filter(pk=made["document"].pk).update(title_en="Renamed", state="draft")
    f.publish(made["document"])
    at = first.published_at.isoformat().replace("+00:00", "Z")
    [then] = rows(client.get(f"/documents.csv?as_of={at}"))
    [now] = rows(client.get("/documents.csv"))
    assert (then["title_en"], then["edition_number"], now["title_en"], now["edition_number"]) == (
        title,
        "1",
        "Renamed",
        "2",
    )
    # Nobody knew then that it would end.
    assert then["edition_superseded_at"] == ""


def test_a_record_is_a_file_too(client):
    made = f.catalogue()
    slug = made["document"].slug
    answer = client.get(f"/documents/{slug}.json")
    assert answer["Content-Disposition"] == f'inline; filename="document-{slug}.json"'
    assert json.loads(body(answer)) == client.get(f"/api/v1/documents/{slug}/").json()
    assert [row["slug"] for row in rows(client.get(f"/documents/{slug}.csv"))] == [slug]


def test_an_old_address_of_a_record_leads_to_the_same_form_of_the_present_one(client):
    made = f.catalogue()
    old = made["document"].slug
    Document.objects.filter(pk=made["document"].pk).update(slug="another-name", state="draft")
    f.publish(made["document"])
    answer = client.get(f"/documents/{old}.csv")
    assert (answer.status_code, answer["Location"]) == (308, "/documents/another-name.csv")


def test_a_withdrawn_record_is_no_file(client):
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Entered twice.")
    answer = client.get(f"/statements/{made['statement'].slug}.json")
    assert answer.status_code == 410
    assert answer.json()["reason"] == "Entered twice."


@pytest.mark.parametrize(
    ("address", "status"),
    [("/documents/nothing.json", 404), ("/documents/nothing.json?x=1", 400), ("/documents/nothing.json?as_of=x", 400)],
)
def test_what_is_no_record_is_a_problem(client, address, status):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_nothing_can_be_sent_to_an_export(client):
    assert client.post("/measures.csv").status_code == 405


def test_programs_of_other_sites_may_read(client):
    assert client.get("/measures.json")["Access-Control-Allow-Origin"] == "*"


def test_two_moments_at_once_are_refused(client):
    document = f.catalogue()["document"]
    answer = client.get(f"/documents/{document.slug}.json?as_of=2026-11-24&as_of=2026-11-23")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "“as_of” is given more than once. Give it once."
