"""What stands beside a list to narrow it."""

from typing import Any

import pytest
from django.http import QueryDict

from policies.catalogue import counting, other_dates
from policies.catalogue.listing import Listing
from policies.catalogue.vocabulary import Vocabulary
from policies.models import Succession
from policies.views import narrowing
from policies.views.narrowing import Address, at_sight, chosen, fields, is_a_choice, offered
from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


def beside(kind: str, query: str = "") -> dict[str, list[dict[str, Any]]]:
    listing = Listing(kind, QueryDict(query))
    return offered(listing, Address(f"/{kind}s/", listing.data), Vocabulary.read())


def named(facets: list[dict[str, Any]]) -> list[str]:
    return [facet["name"] for facet in facets]


def options(number: int, chosen: int = -1) -> list[dict[str, Any]]:
    return [{"label": at, "chosen": at == chosen, "count": 1, "depth": 0} for at in range(number)]


@pytest.mark.parametrize(
    ("number", "chosen_at", "first", "more"),
    [(11, -1, 11, 0), (12, -1, 9, 3), (12, 11, 10, 2), (12, 0, 9, 3)],
)
def test_a_long_facet_is_folded_but_for_its_first_values_and_what_is_chosen(number, chosen_at, first, more):
    found = at_sight(options(number, chosen_at))
    assert (len(found["options"]), len(found["more"])) == (first, more)


def test_of_many_terms_the_broadest_are_seen_and_what_is_narrower_is_folded_below_them_but_for_what_is_chosen():
    terms = [{"label": at, "chosen": at == 6, "count": 1, "depth": min(at % 4, 2)} for at in range(16)]
    found = at_sight(terms)
    assert [(row["label"], [entry["label"] for entry in row["below"]]) for row in found["options"]] == [
        (0, [1, 2, 3]),
        (4, [5, 7]),
        (6, []),
        (8, [9, 10, 11]),
        (12, [13, 14, 15]),
    ]
    assert found["more"] == []


def test_every_family_of_many_instruments_is_at_sight(client):
    made = f.catalogue()
    families = [f.term("instrument", f"FAMILY-{at}") for at in range(6)]
    narrower = [f.term("instrument", f"{family.code}-NARROWER", broader=family) for family in families]
    f.publish(*(f.measure(made["source"], made["document"], term.code) for term in narrower))
    assert words(client.get("/measures/")).count(": 1 narrower") == 6
    page = client.get("/measures/?instrument=FAMILY-2-NARROWER")
    assert words(page).count(": 1 narrower") == 5
    assert ("/measures/", "Remove: family 2 narrower") in links(page)


@pytest.mark.parametrize(
    ("name", "counts", "records", "expected"),
    [
        ("instrument", [], 3, False),
        ("instrument", [3], 3, False),
        ("instrument", [2], 3, True),
        ("instrument", [3, 3], 3, True),
        ("agency_lineage", [3], 3, True),
    ],
)
def test_what_would_change_nothing_is_not_offered(name, counts, records, expected):
    rows = [{"count": number, "chosen": False} for number in counts]
    assert is_a_choice(name, rows, records) is expected


def test_the_first_facets_are_at_sight_and_one_that_is_chosen_is_too(monkeypatch):
    monkeypatch.setattr(narrowing, "FACETS_AT_SIGHT", 1)
    made = f.catalogue()
    other = f.document(made["source"], made["agency"], type=f.term("document-type", "PLAN"), status="in_force")
    f.publish(other, f.measure(made["source"], other, "PILOT"))
    found = beside("document")
    assert (named(found["first"]), named(found["more"])) == (["type"], ["instrument", "status"])
    found = beside("document", "status=in_force")
    assert (named(found["first"]), named(found["more"])) == (["status"], [])


@pytest.mark.parametrize(("module", "name"), [(counting, "MOST_RECORDS"), (narrowing, "MOST_OFFERED")])
@pytest.mark.parametrize(("most", "is_said"), [(1, True), (2, False)])
def test_a_facet_says_that_there_are_more_values_only_where_there_are(monkeypatch, module, name, most, is_said):
    monkeypatch.setattr(module, name, most)
    made = f.catalogue()
    other = f.document(made["source"], made["agency"])
    f.publish(other, f.measure(made["source"], other, "PILOT"))
    found = beside("measure")
    # With one told it is the only one, and is offered because not every record has it.
    (documents,) = [facet for facet in (*found["first"], *found["more"]) if facet["name"] == "document"]
    assert (len(documents["options"]), documents["untold"]) == (most, is_said)


def test_a_facet_through_other_records_leads_to_the_list_it_counts(client):
    made = f.catalogue()
    other = f.document(made["source"], made["agency"], slug="other")
    f.publish(other, f.measure(made["source"], other, "PILOT"))
    assert ("/documents/?instrument=PILOT", "pilot") in links(client.get("/documents/"))
    assert "1 document" in words(client.get("/documents/?instrument=PILOT"))


def test_an_agency_is_offered_with_those_before_it_where_there_are_any(client):
    made = f.catalogue()
    new = f.agency(made["source"], slug="new", name_en="New Ministry")
    succession = Succession.objects.create(predecessor=made["agency"], successor=new, kind="renamed")
    f.cite(made["agency"], "the Ministry of Trade", made["source"], "succession", succession=succession)
    f.publish(made["agency"], new)
    assert ("/measures/?agency_lineage=new", "New Ministry") in links(client.get("/measures/"))
    page = client.get("/agencies/new/")
    assert "With those that came before it" in words(page)
    assert (f"/documents/?agency_lineage={new.slug}", "1 document in all") in links(page)


def test_the_form_asks_for_the_dates_of_its_documents_where_a_record_has_none():
    assert [row["label"] for row in fields("agency", QueryDict())][-1] == "A document of it is dated in the period"
    assert [row["label"] for row in fields("document", QueryDict())][-1] == "Its date lies in the period"


def test_whether_dates_are_certain_is_said_in_words():
    listing = Listing("document", QueryDict("from=2015&dates=certainly"))
    found = [(row["label"], row["value"]) for row in chosen(listing, Address("/documents/", listing.data))]
    assert found == [("From", "2015"), ("Dates", "certainly")]


def test_a_list_marks_what_lies_in_its_period_only_possibly_and_leads_to_the_rest(client):
    made = f.catalogue()
    f.publish(f.document(made["source"], made["agency"], "2015", title_en="Of some month"))
    page = client.get("/documents/?from=2015-08&to=2015-08")
    assert words(page).count("possibly in the period") == 1
    assert "1 of them may lie outside the period: its date is not exact." in words(page)
    assert ("/documents/?from=2015-08&to=2015-08&dates=certainly", "Only those that certainly lie in it") in links(page)
    assert "possibly in the period" not in words(client.get("/documents/?from=2015"))


def test_an_agency_is_marked_where_only_possibly_a_document_of_it_is_dated_in_the_period(client):
    made = f.catalogue()
    unsure = f.agency(made["source"], name_en="Agency of some month")
    f.publish(unsure, f.document(made["source"], unsure, "2015"))
    page = words(client.get("/agencies/?from=2015-08&to=2015-08"))
    assert page.count("possibly in the period") == 1
    assert "2 agencies" in page


def test_documents_with_another_date_in_the_period_are_named_though_the_list_has_none(client, monkeypatch):
    made = f.catalogue()
    document = f.document(made["source"], made["agency"], title_en="Signed before")
    date = document.dates.create(kind="signed", edtf="2014-12", wording="August 2015")
    f.cite(document, "August 2015", made["source"], "date", date=date)
    f.publish(document)
    page = client.get("/documents/?from=2014&to=2014")
    assert "1 document has another date in this period: signed, published, or as another source has it." in words(page)
    assert (f"/documents/{document.slug}/#dates", "Signed before") in links(page)
    assert "another date in this period" not in words(client.get("/documents/?from=2015"))
    monkeypatch.setattr(other_dates, "MOST_READ", 1)
    assert "A document is found by the date that is held." in words(client.get("/documents/?from=2014&to=2014"))


# With a period: how many of its records lie in it only possibly, and which of those shown; who has another date in it.
@pytest.mark.parametrize("more", [1, 3])
def test_a_period_costs_three_queries_however_many_are_marked(client, django_assert_num_queries, more):
    made = f.catalogue()
    f.publish(*(f.document(made["source"], made["agency"], "2015") for _number in range(more)))
    with django_assert_num_queries(12):
        client.get("/documents/?from=2015-08")
