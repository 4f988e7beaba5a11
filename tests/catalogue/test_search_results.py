"""The results of one query over all kinds of records, and over the sentences of public sources."""

import pytest

from policies.catalogue.search import Search
from policies.catalogue.search_results import Results
from policies.domain import publishing
from policies.models import Edition, Snapshot
from tests import factories as f

pytestmark = pytest.mark.django_db


def found(query, **asked):
    return Results(Search(query, **asked))


def last():
    return Edition.objects.order_by("sequence").last().published_at


def said(results):
    return [passage.text for passage in results.passages(0, 10)]


def test_records_are_counted_by_kind_and_read_the_best_first():
    made = f.catalogue(measures=2)
    results = found("subsidies")
    assert results.counts() == {"measure": 2, "term": 1}
    assert {edition.slug for edition in results.best("measure", 0, 5)} == {row.slug for row in made["measures"]}
    assert len(results.best("measure", 1, 2)) == 1


def test_sentences_of_public_sources_are_found_where_they_stand():
    made = f.catalogue()
    f.source("A draft says: village shops.")
    results = found("village shops")
    passages = results.passages(0, 10)
    assert (results.count_passages(), len(passages)) == (2, 2)
    assert [f.TEXT[passage.start : passage.end] for passage in passages] == said(results)
    assert {passage.source["slug"] for passage in passages} == {made["source"].slug}
    assert said(found("village -countryside")) == [
        "In August 2015, the Ministry of Trade issued opinions on village shops."
    ]


def test_sentences_with_the_words_themselves_come_before_others():
    source = f.source("The impoverished come second. The poor come first.")
    f.publish(source)
    assert said(found("poor")) == ["The poor come first.", "The impoverished come second."]


def test_a_text_that_several_sources_have_is_found_once_and_leads_to_the_first():
    first, second = f.source(), f.source()
    f.publish(first)
    f.publish(second)
    results = found("countryside")
    assert [(row.text, row.source["slug"]) for row in results.passages(0, 5)] == [
        ("Village shops matter to the countryside.", first.slug)
    ]


def test_only_the_text_that_the_page_of_a_source_shows_is_searched():
    source = f.source("Old zeppelins fly.")
    f.publish(source)
    then = last()
    Snapshot.objects.create(source=source, number=2, text="New balloons fly.", taken_on="2026-11-25")
    f.change(source, title_en="Again")
    f.publish(source)
    assert (said(found("zeppelins")), said(found("fly"))) == ([], ["New balloons fly."])
    assert said(found("fly", as_of=then)) == ["Old zeppelins fly."]


def test_the_sentences_of_a_withdrawn_source_are_gone():
    source = f.source("Zeppelins fly.")
    f.publish(source)
    then = last()
    publishing.withdraw([source], by=None, reason="Wrong.")
    assert said(found("zeppelins")) == []
    assert said(found("zeppelins", as_of=then)) == ["Zeppelins fly."]


def test_the_sentences_of_a_source_that_was_taken_down_are_gone_from_past_days_too():
    source = f.source("Zeppelins fly.")
    f.publish(source)
    then = last()
    publishing.withdraw([source], by=None, reason="Law.", takedown=True)
    assert said(found("zeppelins", as_of=then)) == []


def test_names_that_are_read_are_known_of_the_editions_that_have_them():
    made = {"source": f.source()}
    agency = f.agency(made["source"], name_zh="商务部")
    f.publish(made["source"], agency)
    editions = found("swb").best("agency", 0, 5)
    assert found("swb").readings(editions) == {editions[0].pk: "商务部\tshang\twu\tbu"}
