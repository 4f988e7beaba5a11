"""The Reconciliation Service API, as OpenRefine and a client that was written elsewhere speak it."""

import json

import pytest
import reconciler.main
from pandas import Series

from tests import factories as f

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reconcile/"


@pytest.fixture
def made():
    return f.catalogue()


def asked(client, **queries):
    answer = client.post(ADDRESS, {"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.content
    return {name: row["result"] for name, row in answer.json().items()}


def test_the_service_says_what_it_is(client):
    answer = client.get(ADDRESS).json()
    assert answer["versions"] == ["0.1", "0.2"]
    assert answer["view"] == {"url": "http://testserver/id/{{id}}/"}
    assert [row["id"] for row in answer["defaultTypes"]] == ["document", "agency", "measure", "source", "term"]


def test_a_name_that_is_ours_is_a_match_and_one_that_is_nearly_is_a_candidate(client, made):
    agency = made["agency"]
    found = asked(client, q0={"query": agency.name_en, "type": "agency"}, q1={"query": f"{agency.name_en}s"})
    [first, *_others] = found["q0"]
    assert first == {
        "id": str(agency.pk),
        "name": agency.name_en,
        "description": "",
        "type": [{"id": "agency", "name": "agency"}],
        "score": 100.0,
        "match": True,
    }
    assert {row["match"] for row in found["q1"]} <= {False}


def test_two_of_one_name_are_no_match(client, made):
    other = f.document(made["source"], made["agency"], title_en=made["document"].title_en)
    f.publish(other)
    found = asked(client, q={"query": other.title_en, "type": "document"})["q"]
    assert [(row["score"], row["match"]) for row in found[:2]] == [(100.0, False), (100.0, False)]


def test_properties_tell_them_apart(client, made):
    other = f.document(made["source"], made["agency"], "2019", title_en=made["document"].title_en)
    f.publish(other)
    query = {"query": other.title_en, "type": "document", "properties": [{"pid": "year", "v": "2019"}]}
    found = asked(client, q=query)["q"]
    assert (found[0]["id"], found[0]["match"], found[1]["score"]) == (str(other.pk), True, 60.0)


def test_values_are_fetched_by_the_names_of_our_columns(client, made):
    document = made["document"]
    wanted = {"ids": [str(document.pk), "nothing"], "properties": [{"id": "date_edtf"}, {"id": "measures_count"}]}
    answer = client.post(ADDRESS, {"extend": json.dumps(wanted)}).json()
    assert answer == {
        "meta": [{"id": "date_edtf", "name": "date_edtf"}, {"id": "measures_count", "name": "measures_count"}],
        "rows": {
            str(document.pk): {"date_edtf": [{"str": "2015-08"}], "measures_count": [{"int": 1}]},
            "nothing": {"date_edtf": [], "measures_count": []},
        },
    }
    offered = client.get(f"{ADDRESS}properties/?type=document").json()["properties"]
    assert {"id": "measures_count", "name": "measures_count"} in offered


def test_what_somebody_types_is_suggested(client, made):
    found = client.get(f"{ADDRESS}suggest/entity/", {"prefix": made["agency"].name_en}).json()["result"]
    assert found[0]["id"] == str(made["agency"].pk)
    assert client.get(f"{ADDRESS}suggest/type/?prefix=ag").json() == {"result": [{"id": "agency", "name": "agency"}]}
    assert client.get(f"{ADDRESS}suggest/property/?prefix=ye").json() == {"result": [{"id": "year", "name": "year"}]}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Send `queries` or `extend` in the form of the protocol."),
        ({"queries": "{"}, "`queries` and `extend` must be JSON."),
        ({"queries": "[]"}, "`queries` must be an object of at most 50 queries."),
        ({"queries": '{"q": {}}'}, "A query needs the words to look for in `query`."),
        ({"queries": '{"q": {"query": "a", "limit": 0}}'}, "`limit` must be a number from 1 to 25."),
        ({"queries": '{"q": {"query": "a", "type": "person"}}'}, "`type` must be of these: "),
        ({"queries": '{"q": {"query": "a", "properties": [{"pid": "x"}]}}'}, "`properties` must be of these: "),
        ({"extend": "{}"}, "`extend` needs `ids` and `properties`."),
        ({"extend": '{"ids": [], "properties": [{"id": "x"}]}'}, "“x” is no property: "),
    ],
)
def test_what_is_not_of_the_protocol_is_refused_with_a_sentence(client, data, sentence):
    answer = client.post(ADDRESS, data)
    assert (answer.status_code, answer.json()["detail"][: len(sentence)]) == (400, sentence)


@pytest.mark.filterwarnings("ignore")
def test_the_client_of_others_finds_what_is_meant(client, made, monkeypatch):
    """It asks by its own library for HTTP, whose one call is answered here."""

    class Answer:
        def __init__(self, answer):
            self.answer, self.ok, self.status_code = answer, answer.status_code == 200, answer.status_code

        def json(self):
            return self.answer.json()

        def raise_for_status(self):
            assert self.ok

    asked_for = []

    def post(_address, data=None, **_options):
        asked_for.append(data)
        return Answer(client.post(ADDRESS, data))

    monkeypatch.setattr("reconciler.webutils.http.post", post)
    # It was written for an earlier numpy.
    monkeypatch.setattr("numpy.NaN", float("nan"), raising=False)
    names = Series([made["agency"].name_en, made["document"].title_en, "zzz"])
    found = reconciler.main.reconcile(names, reconciliation_endpoint=f"http://testserver{ADDRESS}", top_res=1)
    by_name = {row["input_value"]: (row["id"], row["match"]) for row in found.to_dict("records")}
    assert by_name[made["agency"].name_en] == (str(made["agency"].pk), True)
    assert by_name[made["document"].title_en] == (str(made["document"].pk), True)
    assert asked_for


@pytest.mark.parametrize("kind", ["document", "agency"])
def test_an_id_leads_to_the_page_of_the_record(client, made, kind):
    answer = client.get(f"/id/{made[kind].pk}/?as_of=2100-01-01")
    folder = {"document": "documents", "agency": "agencies"}[kind]
    assert (answer.status_code, answer["Location"]) == (303, f"/{folder}/{made[kind].slug}/?as_of=2100-01-01")
    assert client.get(f"/zh-hans/id/{made[kind].pk}/")["Location"] == f"/zh-hans/{folder}/{made[kind].slug}/"


def test_the_id_of_a_draft_leads_nowhere(client, made):
    assert client.get(f"/id/{f.statement(made['source']).pk}/").status_code == 404
