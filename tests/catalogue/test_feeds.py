"""What a feed tells: the news of the records of a list, and the ends of those that were on it."""

import pytest
from django.http import QueryDict

from policies.catalogue import feeds
from policies.catalogue.feeds import Feed, entry_id
from policies.catalogue.listing import Listing
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f
from tests.catalogue.asking import now
from tests.catalogue.keeping import kept


def make():
    source = f.source(slug="news")
    agency = f.agency(source, slug="trade")
    document = f.document(source, agency, slug="opinions")
    subsidy, pilot = (f.measure(source, document, code, slug=code.lower()) for code in ("SUBSIDY", "PILOT"))
    f.publish(source, agency, document, subsidy, pilot)
    return {"source": source, "agency": agency, "document": document, "subsidy": subsidy, "pilot": pilot}


once, made = kept(make)


def feed(kind, query=""):
    return Feed(Listing(kind, QueryDict(query), besides=["before"]))


def told(kind, query=""):
    return [(row.slug, row.number, row.action) for row in feed(kind, query).entries]


def stated(made):
    """A public statement about the document."""
    statement = f.statement(made["source"], slug="role")
    statement.documents.add(made["document"])
    f.publish(statement)
    return statement


def test_the_latest_edition_stands_first_and_a_renewal_is_none(made):
    f.change(made["subsidy"], verb="supports")
    f.publish(made["subsidy"])
    f.change(made["document"], title_en="Another title")
    f.publish(made["document"])
    assert Edition.objects.filter(record_id=made["pilot"].pk).last().action == "renewed"
    assert told("measure") == [
        ("subsidy", 2, "published"),
        ("pilot", 1, "published"),
        ("subsidy", 1, "published"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["pilot", "subsidy"]),
        ("instrument=PILOT", ["pilot"]),
        ("instrument=PILOT&type=PLAN", []),
        ("from=2016", []),
        ("q=equipment&sort=title", ["pilot", "subsidy"]),
    ],
)
def test_a_feed_has_the_records_of_its_list(made, query, expected):
    f.term("document-type", "PLAN")
    f.publish()
    assert [slug for slug, _number, _action in told("measure", query)] == expected


def test_a_withdrawn_record_is_told_by_its_end_alone_in_the_feeds_of_the_lists_it_was_on(made):
    f.change(made["pilot"], verb="supports")
    f.publish(made["pilot"])
    publishing.withdraw([made["pilot"]], by=None, reason="Wrong.")
    (end,) = told("measure", "instrument=PILOT")
    assert end == ("pilot", 3, "withdrawn")
    assert end in told("measure", "q=equipment&year=2015&agency=trade&type=OPINIONS")
    assert told("measure", "instrument=SUBSIDY") == [("subsidy", 1, "published")]
    assert told("measure", "year=2016") == []
    found = feed("measure", "instrument=PILOT")
    assert found.gone() == {found.entries[0]: [entry_id(made["pilot"].pk, number) for number in (1, 2)]}


def test_the_measures_that_ended_with_a_document_still_say_on_which_lists_it_was(made):
    f.publish(f.term("instrument", "TRAINING"))
    publishing.withdraw([made["document"], made["subsidy"], made["pilot"]], by=None, reason="Wrong.")
    assert told("document", "instrument=PILOT") == [("opinions", 2, "withdrawn")]
    assert told("document", "instrument=TRAINING") == []
    assert told("document", "from=2015&to=2015&agency=trade") == told("document", "instrument=PILOT")
    assert told("document", "from=2016") == []


@pytest.mark.parametrize(
    ("query", "is_told"),
    [
        ("type=OPINIONS", True),
        ("year=2015", True),
        ("agency=trade&from=2015&to=2015", True),
        ("type=PLAN", False),
        ("year=2016", False),
        ("from=2016", False),
    ],
)
def test_a_statement_that_ended_was_on_the_lists_of_its_document_though_that_stays(made, query, is_told):
    f.publish(f.document(made["source"], made["agency"], "2016", type=f.term("document-type", "PLAN")))
    ended = stated(made)
    publishing.withdraw([ended], by=None, reason="Wrong.")
    assert Edition.objects.of("document").latest().filter(slug="opinions", action="published").exists()
    assert told("statement", query) == ([("role", 2, "withdrawn")] if is_told else [])
    # What the document became later is not what it was when the statement ended.
    f.change(made["document"], type=f.term("document-type", "PLAN"))
    f.publish(made["document"])
    assert told("statement", query) == ([("role", 2, "withdrawn")] if is_told else [])


def test_a_statement_that_ended_was_on_no_list_that_its_document_had_left_by_then(made):
    ended = stated(made)
    f.change(made["document"], type=f.term("document-type", "PLAN"))
    f.publish(made["document"])
    publishing.withdraw([ended], by=None, reason="Wrong.")
    assert told("statement", "type=OPINIONS") == []
    assert told("statement", "type=PLAN") == [("role", 2, "withdrawn")]


def test_a_source_that_ended_was_on_the_lists_of_what_cited_it_then(made):
    ended = f.source(slug="ended")
    f.publish(ended)
    f.cite(made["document"], "August 2015", ended, "date", stance="contradicts", stated="July 2015")
    f.publish(made["document"])
    publishing.withdraw([ended, made["document"], made["pilot"], made["subsidy"]], by=None, reason="Wrong.")
    assert [slug for slug, *_ in told("source", "stance=contradicts")] == ["ended"]


def test_the_end_of_a_statement_says_nothing_of_a_document_that_is_taken_down(made):
    ended = stated(made)
    publishing.withdraw([ended], by=None, reason="Wrong.")
    measures = [made["pilot"], made["subsidy"]]
    publishing.withdraw([made["document"], *measures], by=None, reason="By order of a court.", takedown=True)
    # Its end is in every feed, so that none says what the document was.
    for query in ("", "type=OPINIONS", "year=2015", "year=1999"):
        assert [slug for slug, *_ in told("statement", query)] == ["role"]


def test_what_is_public_again_is_told_with_its_history(made):
    publishing.withdraw([made["pilot"]], by=None, reason="Wrong.")
    before = now()
    publishing.restore([made["pilot"]], by=f.user("reviewer"), reason="Right after all.")
    assert told("measure", "instrument=PILOT") == [
        ("pilot", 3, "restored"),
        ("pilot", 2, "withdrawn"),
        ("pilot", 1, "published"),
    ]
    assert feed("measure", "instrument=PILOT").gone() == {}
    assert told("measure", f"instrument=PILOT&as_of={before}") == [("pilot", 2, "withdrawn")]
    assert len(feed("measure", f"as_of={before}").gone()) == 1


def test_at_a_moment_nothing_later_is_told(made):
    before = now()
    f.change(made["pilot"], instrument=f.term("instrument", "TRAINING"))
    f.publish(made["pilot"])
    publishing.withdraw([made["subsidy"]], by=None, reason="Wrong.")
    assert told("measure", f"as_of={before}") == [("pilot", 1, "published"), ("subsidy", 1, "published")]
    assert told("measure", f"as_of={before}&instrument=PILOT") == [("pilot", 1, "published")]


def test_a_takedown_is_told_in_every_feed_of_the_kind_so_that_none_says_what_it_was(made):
    before = now()
    publishing.withdraw([made["pilot"]], by=None, reason="By order of a court.", takedown=True)
    for query in ("", "instrument=PILOT", "year=1999", "q=nothing", "q=equipment"):
        assert ("pilot", 2, "withdrawn") in told("measure", query)
        assert ("pilot", 1, "published") not in told("measure", query)
    assert feed("measure").entries[0].is_hidden
    assert told("measure", f"as_of={before}") == [("subsidy", 1, "published")]


def test_a_withdrawn_record_with_words_of_what_is_taken_down_is_told_in_every_feed_too(made):
    publishing.withdraw([made["pilot"], made["subsidy"]], by=None, reason="Wrong.")
    publishing.withdraw([made["document"]], by=None, reason="By order of a court.", takedown=True)
    assert len(told("measure", "instrument=PILOT")) == len(told("measure", "q=equipment")) == 2


def test_older_parts_follow_on_one_another_without_a_gap(made, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 1)
    first = feed("measure")
    second = feed("measure", f"before={first.next}")
    assert [row.slug for row in (*first.entries, *second.entries)] == ["pilot", "subsidy"]
    assert second.next is None


@pytest.mark.parametrize("before", ["x", "-1", "1&before=2", "٣", "9999999999999999999"])
def test_what_is_no_place_in_a_feed_is_refused(made, before):
    found = feed("measure", f"before={before}")
    assert list(found.complaints) == ["before"]
    assert found.entries == []


def test_a_feed_is_as_old_as_its_last_entry_and_an_empty_one_as_the_log(made):
    old = feed("agency").updated
    f.publish(f.source())
    assert feed("agency").updated == old == Edition.objects.get(slug="trade").published_at
    assert feed("statement").updated == Edition.objects.last().published_at


def test_an_empty_feed_of_a_moment_is_no_younger_than_the_moment(made):
    before = f"as_of={now()}"
    then = feed("statement", before).updated
    f.publish(f.source())
    assert feed("statement", before).updated == then == Edition.objects.get(slug="trade").published_at
    assert feed("statement").updated > then


@pytest.mark.parametrize("more", [1, 3])
def test_a_feed_costs_the_same_queries_however_much_it_tells(made, django_assert_num_queries, more):
    others = [f.measure(made["source"], made["document"]) for _number in range(2 * more)]
    f.publish(*others)
    publishing.withdraw(others[:more], by=None, reason="Wrong.")
    # The entries; which were told of what has ended.
    with django_assert_num_queries(2):
        found = feed("measure")
        assert len(found.entries) == 2 + 2 * more
        assert len(found.gone()) == more
        assert found.merged_into() == {}
