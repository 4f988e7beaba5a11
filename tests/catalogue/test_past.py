"""What lists say of a past moment: labels, values and lineages are those of the moment, not of now."""

import pytest

from policies.domain import publishing
from policies.models import Succession
from tests import factories as f
from tests.catalogue.asking import ask, now, slugs

pytestmark = pytest.mark.django_db


def values(kind, facet, query=""):
    return [(row["code"], row["label"], row["count"]) for row in ask(kind, query).facets()[facet]]


def complaints(kind, query):
    return ask(kind, query).complaints


def test_facets_have_the_labels_and_addresses_of_the_moment():
    made = f.catalogue()
    agency, slug, name = made["agency"], made["agency"].slug, made["agency"].name_en
    before = now()
    f.publish(f.change(f.term("instrument", "SUBSIDY"), label_en="Grants"))
    f.publish(f.change(agency, slug="new-address", name_en="New name"))
    subsidy, issuer = [("SUBSIDY", {"en": "subsidy"}, 1)], [(slug, {"en": name}, 1)]
    assert (values("measure", "instrument", f"as_of={before}"), values("document", "agency", f"as_of={before}")) == (
        subsidy,
        issuer,
    )
    assert (values("measure", "instrument"), values("document", "agency")) == (
        [("SUBSIDY", {"en": "Grants"}, 1)],
        [("new-address", {"en": "New name"}, 1)],
    )


def test_facets_count_what_carried_a_term_that_was_withdrawn_since():
    made = f.catalogue()
    term = f.term("theme", "TRADE")
    f.code(made["statement"], "theme", "theme", "TRADE")
    f.publish(f.change(made["statement"]), term)
    before = now()
    made["statement"].codings.all().delete()
    f.publish(f.change(made["statement"]))
    publishing.withdraw([term], reason="Entered twice.", by=f.user())
    assert values("statement", "theme", f"as_of={before}") == [("TRADE", {"en": "trade"}, 1)]
    assert values("statement", "theme") == []


def test_a_code_can_be_given_where_it_was_known_and_only_there():
    f.catalogue()
    before = now()
    term = f.term("instrument", "CREDIT")
    f.publish(term)
    after = now()
    publishing.withdraw([term], reason="Entered twice.", by=f.user())
    refused = {
        "instrument": [
            "“CREDIT” is not a value of “instrument”. The values are: SUBSIDY.",
        ]
    }
    asked = {moment: complaints("measure", f"instrument=CREDIT{moment}") for moment in ("", f"&as_of={after}")}
    assert asked == {"": refused, f"&as_of={after}": {}}
    assert complaints("measure", f"instrument=CREDIT&as_of={before}") == refused


def test_a_record_can_be_given_by_the_address_it_had_then_or_has_now():
    made = f.catalogue()
    old, before = made["agency"].slug, now()
    f.publish(f.change(made["agency"], slug="new-address"))
    found = [slugs("document", f"agency={name}&as_of={before}") for name in (old, "new-address", made["agency"].id)]
    assert found == [[made["document"].slug]] * 3


def test_a_record_that_came_later_is_none_of_that_moment():
    made = f.catalogue()
    before = now()
    later = f.agency(made["source"], slug="later")
    f.publish(later)
    sentence = "“later” is no published agency. Give the last part of its address, or its id."
    assert complaints("document", f"agency=later&as_of={before}") == {"agency": [sentence]}
    assert complaints("document", "agency=later") == {}


def test_an_address_is_that_of_the_record_that_had_it_at_the_moment():
    made = f.catalogue()
    first, second = f.agency(made["source"], slug="ministry"), f.agency(made["source"], slug="office")
    of_first = f.document(made["source"], first, slug="of-first")
    of_second = f.document(made["source"], second, slug="of-second")
    f.publish(first, second, of_first, of_second)
    before = now()
    f.publish(f.change(first, slug="old-ministry"))
    f.publish(f.change(second, slug="ministry"))
    assert slugs("document", f"agency=ministry&as_of={before}") == ["of-first"]
    assert slugs("document", "agency=ministry") == ["of-second"]


def test_the_lineage_of_an_agency_is_what_was_known_of_it():
    source = f.source()
    first, second = f.agency(source, slug="first"), f.agency(source, slug="second")
    documents = [f.document(source, agency, slug=f"of-{agency.slug}") for agency in (first, second)]
    f.publish(source, first, second, *documents)
    before = now()
    row = Succession.objects.create(predecessor=first, successor=second, kind="renamed")
    f.cite(first, "the Ministry of Trade", source, "succession", succession=row)
    f.publish(f.change(first), f.change(second))
    assert slugs("document", f"agency_lineage=second&as_of={before}") == ["of-second"]
    assert sorted(slugs("document", "agency_lineage=second")) == ["of-first", "of-second"]


def test_today_is_one_moment_for_the_whole_list():
    f.catalogue()
    today = now()[:10]
    listing = ask("measure", f"as_of={today}")
    assert listing.filter.moment == listing.filter.form.cleaned_data["as_of"] == listing.as_of


# The count; the editions; the facets that measures have themselves, through documents, and without the instrument
# chosen; agencies with predecessors; all terms; agencies, documents and sources.
@pytest.mark.parametrize("measures", [1, 3])
def test_a_past_list_costs_the_queries_of_a_present_one(django_assert_num_queries, measures):
    f.catalogue(measures=measures)
    before = now()
    f.publish(f.change(f.term("instrument", "SUBSIDY"), label_en="Grants"))
    for query in ("instrument=SUBSIDY", f"instrument=SUBSIDY&as_of={before}"):
        listing = ask("measure", query)
        with django_assert_num_queries(8):
            _read = (listing.count, listing.records(listing.page(1).editions), listing.facets())
