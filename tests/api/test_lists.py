"""What a list can be asked: portions, filters, facets; and what it refuses, by name."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from policies.models import Coding
from tests import factories as f

pytestmark = pytest.mark.django_db
LISTS = ("documents", "measures", "agencies", "sources", "statements")


def slugs(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [row["slug"] for row in answer.json()["results"]]


def errors(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    body = answer.json()
    assert body["type"] == "/api/docs/#wrong-parameter"
    assert "results" not in body
    return body["errors"]


def walk(client, address, onward="next"):
    """The slugs of every portion, from this one onward."""
    portions = []
    while address:
        body = client.get(address).json()
        portions.append([row["slug"] for row in body["results"]])
        address = body[onward]
    return portions


# Portions


def test_portions_together_are_the_list_though_all_have_one_date(client):
    f.catalogue(measures=7)
    whole = slugs(client, "/api/v1/measures/")
    assert len(whole) == len(set(whole)) == 7
    portions = walk(client, "/api/v1/measures/?limit=3")
    assert [len(portion) for portion in portions] == [3, 3, 1]
    assert [slug for portion in portions for slug in portion] == whole


@pytest.mark.parametrize("sort", ["date", "-date", "title", "relevance"])
def test_portions_are_the_list_in_every_order(client, sort):
    f.catalogue(measures=5)
    whole = slugs(client, f"/api/v1/measures/?sort={sort}")
    portions = walk(client, f"/api/v1/measures/?sort={sort}&limit=2")
    assert [slug for portion in portions for slug in portion] == whole


def test_previous_leads_back_to_the_beginning(client):
    f.catalogue(measures=5)
    last = "/api/v1/measures/?limit=2"
    while (body := client.get(last).json())["next"]:
        last = body["next"]
    back = walk(client, last, "previous")
    assert [slug for portion in reversed(back) for slug in portion] == slugs(client, "/api/v1/measures/")


def test_addresses_of_portions_are_absolute_and_keep_the_query(client):
    f.catalogue(measures=3)
    found = urlsplit(client.get("/api/v1/measures/?instrument=subsidy&limit=2&fields=slug&lang=en").json()["next"])
    assert (found.scheme, found.netloc, found.path) == ("http", "testserver", "/api/v1/measures/")
    query = dict(parse_qsl(found.query))
    assert query.pop("cursor")
    assert query == {"instrument": "subsidy", "limit": "2", "fields": "slug", "lang": "en"}


def test_the_public_address_of_the_site_is_used_where_it_is_set(client, settings):
    settings.BASE_URL = "https://policy.example.org"
    f.catalogue(measures=2)
    found = client.get("/api/v1/measures/?limit=1").json()["next"]
    assert found.startswith("https://policy.example.org/api/v1/measures/?limit=1&cursor=")


def test_a_record_published_meanwhile_neither_repeats_nor_hides_another(client):
    made = f.catalogue(measures=3)
    first = client.get("/api/v1/measures/?limit=2&sort=title").json()
    f.publish(f.measure(made["source"], made["document"], title_en="A first title"))
    seen = [row["slug"] for row in first["results"]] + slugs(client, first["next"])
    assert seen == [row.slug for row in made["measures"]]


# Filters


def catalogue_of_two():
    """Two documents of two agencies, and two measures that differ in everything that can be chosen."""
    source = f.source()
    agencies = [f.agency(source, slug="first-agency"), f.agency(source, slug="second-agency")]
    documents = [
        f.document(source, agencies[0], "2015-08", slug="first-document"),
        f.document(source, agencies[1], "2016", slug="second-document", type=f.term("document-type", "NOTICE")),
    ]
    first = f.measure(
        source, documents[0], slug="first-measure", title_en="Loans", targets_not_stated=False, levels_not_stated=False
    )
    second = f.measure(source, documents[1], "CREDIT", slug="second-measure", title_en="Shops", actors_not_stated=False)
    f.code(first, "beneficiary", "target", "TG-POOR")
    f.code(first, "place", "target", "TG-PLACE")
    f.code(first, "level", "level", "county")
    f.code(first, "sector", "sector", "SEC-ECOM")
    f.code(second, "actor", "actor", "ACT-POST")
    f.publish(source, *agencies, *documents, first, second)


FOUND_BY = {
    "q=loans": ["first-measure"],
    "q=equipment delivery": ["first-measure", "second-measure"],
    "q=nowhere": [],
    "instrument=CREDIT": ["second-measure"],
    "instrument=credit": ["second-measure"],
    "instrument=CREDIT&instrument=SUBSIDY": ["first-measure", "second-measure"],
    "target=TG-POOR": ["first-measure"],
    "place=TG-PLACE": ["first-measure"],
    "level=county": ["first-measure"],
    "sector=SEC-ECOM": ["first-measure"],
    "actor=ACT-POST": ["second-measure"],
    "strength=plans": ["first-measure", "second-measure"],
    "agency=second-agency": ["second-measure"],
    "document=first-document": ["first-measure"],
    "document=first-document&agency=second-agency": [],
    "year=2015": ["first-measure"],
    "year=2016": ["second-measure"],
    "from=2015-08-31&to=2016-01-01": ["first-measure", "second-measure"],
    "from=2015-08-31&to=2016-01-01&dates=certainly": [],
    "from=2016&dates=certainly": ["second-measure"],
    "to=2015": ["first-measure"],
    "stance=supports": ["first-measure", "second-measure"],
    "stance=contradicts": [],
    "sort=-date": ["second-measure", "first-measure"],
    "sort=title": ["first-measure", "second-measure"],
}


def test_every_filter_of_measures_keeps_what_it_should(client):
    catalogue_of_two()
    assert {query: slugs(client, f"/api/v1/measures/?{query}") for query in FOUND_BY} == FOUND_BY


def test_every_filter_of_documents_keeps_what_it_should(client):
    catalogue_of_two()
    expected = {
        "type=NOTICE": ["second-document"],
        "agency=first-agency": ["first-document"],
        "document=second-document": ["second-document"],
        "year=2015": ["first-document"],
        "status=unknown": ["first-document", "second-document"],
        "status=in_force": [],
    }
    assert {query: slugs(client, f"/api/v1/documents/?{query}") for query in expected} == expected


def test_every_filter_of_statements_keeps_what_it_should(client):
    made = f.catalogue()
    coded = f.statement(made["source"], "poor households", slug="coded", statement_kind="trend")
    Coding.objects.create(statement=coded, role="theme", term=f.term("theme", "TRADE"))
    f.publish(coded)
    expected = {
        "kind=trend": ["coded"],
        "kind=ROLE": [made["statement"].slug],
        "theme=TRADE": ["coded"],
        f"source={made['source'].slug}": ["coded", made["statement"].slug],
    }
    assert {query: slugs(client, f"/api/v1/statements/?{query}") for query in expected} == expected


def test_every_filter_of_sources_keeps_what_it_should(client):
    source = f.source(slug="dated", edtf="2024-02-27", wording="27 February 2024")
    other = f.source(slug="official", trust=f.term("trust", "official-text"))
    f.publish(source, other)
    expected = {
        "trust=official-text": ["official"],
        "year=2024": ["dated"],
        "source=dated": ["dated"],
    }
    assert {query: slugs(client, f"/api/v1/sources/?{query}") for query in expected} == expected


def test_a_record_can_be_named_by_its_id(client):
    made = f.catalogue()
    assert slugs(client, f"/api/v1/measures/?document={made['document'].id}") == [made["measures"][0].slug]


# Facets


def test_facets_are_counted_only_where_they_are_asked_for(client):
    catalogue_of_two()
    assert "facets" not in client.get("/api/v1/measures/").json()
    assert "facets" not in client.get("/api/v1/measures/?facets=0").json()
    assert client.get("/api/v1/measures/?facets=1").json()["facets"]["instrument"] == [
        {"code": "CREDIT", "label": {"en": "credit"}, "count": 1},
        {"code": "SUBSIDY", "label": {"en": "subsidy"}, "count": 1},
    ]


@pytest.mark.parametrize("query", ["---", "%22%22", "%22zeppelin+shops%22"])
def test_nothing_is_counted_of_words_that_cannot_be_found(client, query):
    f.catalogue()
    answer = client.get(f"/api/v1/documents/?facets=1&q={query}")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["count"], body["results"]) == (0, [])
    assert not any(body["facets"].values())


def test_choosing_a_facet_value_gives_as_many_records_as_it_said(client):
    catalogue_of_two()
    facets = client.get("/api/v1/measures/?facets=1").json()["facets"]
    said = {(name, row["code"]): row["count"] for name, rows in facets.items() for row in rows}
    assert said == {
        (name, code): client.get(f"/api/v1/measures/?{urlencode({name: code})}").json()["count"] for name, code in said
    }
    assert said["agency", "first-agency"] == 1


def test_a_chosen_facet_still_counts_its_other_values(client):
    catalogue_of_two()
    facets = client.get("/api/v1/measures/?facets=1&instrument=CREDIT").json()["facets"]
    assert [(row["code"], row["count"]) for row in facets["instrument"]] == [("CREDIT", 1), ("SUBSIDY", 1)]
    assert [(row["code"], row["count"]) for row in facets["document"]] == [("second-document", 1)]


# Refusals


@pytest.mark.parametrize("plural", LISTS)
def test_an_unknown_parameter_is_refused_by_name_and_nothing_is_listed(client, plural):
    f.catalogue()
    [error] = errors(client, f"/api/v1/{plural}/?agencyy=x")
    assert error["parameter"] == "agencyy"
    assert error["detail"].startswith("“agencyy” is not a parameter of this list.")


def test_the_refusal_names_every_parameter_and_the_one_that_was_meant(client):
    assert errors(client, "/api/v1/measures/?instrumnt=PILOT") == [
        {
            "parameter": "instrumnt",
            "detail": (
                "“instrumnt” is not a parameter of this list. Did you mean instrument? Parameters are: q, from, to, "
                "dates, as_of, sort, instrument, target, place, level, sector, actor, strength, agency, document, "
                "year, type, theme, status, source, stance, agency_lineage, cursor, limit, facets, fields, expand, "
                "lang."
            ),
        }
    ]


NOT_A_LIMIT = "“{}” is no limit. Write a number from 1 to 1000."
REFUSED = {
    ("limit", "0"): NOT_A_LIMIT.format("0"),
    ("limit", "1001"): NOT_A_LIMIT.format("1001"),
    ("limit", "-1"): NOT_A_LIMIT.format("-1"),
    ("limit", "1e3"): NOT_A_LIMIT.format("1e3"),
    ("limit", "٥"): NOT_A_LIMIT.format("٥"),
    ("limit", "9" * 40): NOT_A_LIMIT.format("9" * 40),
    ("facets", "yes"): "“yes” is neither 1 (with facets) nor 0 (without).",
    ("lang", "fr"): "“fr” is not a language of this API. Languages are: en, zh-hans.",
    ("expand", "measure"): "“measure” cannot be expanded here. Did you mean measures? Possible: measures, agencies.",
    ("cursor", "garbage"): "“garbage” is no cursor of this list. Take the one from `next`, or start without one.",
    ("cursor", "\x00"): "“\x00” is no cursor of this list. Take the one from `next`, or start without one.",
    ("from", "٢٠١٥"): "“٢٠١٥” is no date. Write a year, a month or a day: 2015, 2015-11 or 2015-11-09.",
    ("to", "2015-13"): "“2015-13” has no such month as 13: write one from 01 to 12, such as 2015-11.",
    ("year", "٢٠١٥"): "“٢٠١٥” is no year. Write four digits: 2015.",
    ("dates", "maybe"): "“maybe” is not a way to take dates. Write possibly or certainly.",
    ("sort", "state"): "“state” is not an order. Orders are: date, -date, title, relevance.",
    ("as_of", "noon"): "“noon” is no moment. Write it as ISO 8601: 2026-11-24 or 2026-11-24T10:00:00Z.",
    ("agency", "9" * 40): (f"“{'9' * 40}” is no published agency. Give the last part of its address, or its id."),
    ("status", "alive"): (
        "“alive” is not a value of “status”. The values are: planned, in_force, ended, superseded, unknown."
    ),
}


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_wrong_value_is_refused_with_a_sentence(client, name, value):
    f.catalogue()
    assert errors(client, f"/api/v1/documents/?{urlencode({name: value})}") == [
        {"parameter": name, "detail": REFUSED[name, value]}
    ]


def test_an_agency_with_a_nul_in_its_name_is_none(client):
    assert errors(client, "/api/v1/documents/?agency=%00") == [
        {
            "parameter": "agency",
            "detail": "“\x00” is no published agency. Give the last part of its address, or its id.",
        }
    ]


def test_a_page_with_a_nul_in_its_address_is_none(client):
    assert client.get("/documents/%00/").status_code == 404


def test_an_unknown_field_is_refused_by_name(client):
    [error] = errors(client, "/api/v1/agencies/?fields=slug,nam")
    assert error == {
        "parameter": "fields",
        "detail": (
            "“nam” is not a field of this record. Did you mean name? Fields are: kind, id, slug, url, edition, title, "
            "name, other_names, classification, parent, successors, predecessors, documents_count, evidence, agencies."
        ),
    }


def test_what_the_api_alone_has_is_given_once(client):
    assert errors(client, "/api/v1/measures/?limit=1&limit=2") == [
        {"parameter": "limit", "detail": "Give it once: there were 2 of it."}
    ]


def test_all_that_is_wrong_is_said_at_once(client):
    found = errors(client, "/api/v1/measures/?limit=0&foo=1&sort=x")
    assert [error["parameter"] for error in found] == ["foo", "sort", "limit"]


def test_a_cursor_of_another_order_is_refused(client):
    f.catalogue(measures=2)
    cursor = dict(parse_qsl(urlsplit(client.get("/api/v1/measures/?limit=1").json()["next"]).query))["cursor"]
    [error] = errors(client, f"/api/v1/measures/?sort=title&cursor={cursor}")
    assert error["parameter"] == "cursor"


def test_an_ordering_by_anything_else_is_refused(client):
    for name in ("-review_note", "approval__by__password", "search_text", "sequence", "title_key"):
        assert errors(client, f"/api/v1/measures/?sort={name}") == [
            {"parameter": "sort", "detail": f"“{name}” is not an order. Orders are: date, -date, title, relevance."}
        ]


def test_a_refused_list_asks_the_database_for_no_rows(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        errors(client, "/api/v1/measures/?foo=1")
