"""Fitting a list of somebody else's to ours, many names at once."""

import json

import pytest

from policies.api import matching
from tests import factories as f

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/match/"


@pytest.fixture
def made():
    return f.catalogue()


def row(record, kind, title, by):
    url = {"document": "documents", "agency": "agencies"}[kind]
    return {
        "kind": kind,
        "id": str(record.pk),
        "slug": record.slug,
        "url": f"/{url}/{record.slug}/",
        "title": {"en": title},
        "number": None,
        "by": by,
    }


def test_each_name_has_the_records_that_are_called_so(client, made):
    document, agency = made["document"], made["agency"]
    answer = client.get(ADDRESS, {"name": [agency.name_en, "Nothing", document.title_en.upper()]})
    assert answer.json() == {
        "results": [
            {"given": agency.name_en, "found": [row(agency, "agency", agency.name_en, "title")]},
            {"given": "Nothing", "found": []},
            {"given": document.title_en.upper(), "found": [row(document, "document", document.title_en, "title")]},
        ]
    }


def test_more_can_be_posted_and_the_answer_is_the_same(client, made):
    names = {"name": [made["agency"].name_en], "kind": ["agency"]}
    posted = client.post(ADDRESS, json.dumps(names), content_type="application/json")
    assert posted.json() == client.get(ADDRESS, names).json()
    assert posted["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    assert "Content-Type" in client.options(ADDRESS)["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("given", "parameter", "sentence"),
    [
        ({}, "name", "Give a name or a number to look for, or several."),
        ({"name": ["a"], "kind": ["agencie"]}, "kind", "“agencie” is no kind that has names. Did you mean agency? "),
        ({"name": ["a"] * (matching.MOST + 1)}, "name", "At most 1000 names come at once; there were 1001."),
        ({"nam": ["a"]}, "nam", "“nam” is not a parameter of this address. Did you mean name? "),
    ],
)
def test_what_is_wrong_is_said_by_parameter_in_both_ways(client, given, parameter, sentence):
    for answer in (
        client.get(ADDRESS, given),
        client.post(ADDRESS, json.dumps(given), content_type="application/json"),
    ):
        errors = {row["parameter"]: row["detail"] for row in answer.json()["errors"]}
        assert (answer.status_code, errors[parameter][: len(sentence)]) == (400, sentence)


@pytest.mark.parametrize("body", ["", "[]", "{", '{"name": "a"}', '{"name": [1]}', "\x00"])
def test_a_body_that_is_not_in_order_is_refused(client, body):
    answer = client.post(ADDRESS, body, content_type="application/json")
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["parameter"], error["detail"][:22]) == (400, "body", "The body must be JSON:")


def test_a_post_has_no_tag_and_is_no_conditional_request(client, made):
    answer = client.post(ADDRESS, '{"name": ["a"]}', content_type="application/json", headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.get("ETag")) == (200, None)
