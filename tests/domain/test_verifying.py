import re

import pytest
from django.db import connection

from policies.domain.verifying import Tally, verify
from policies.models import Citation, Document, Edition, EvidenceCheck, FacetCount, Snapshot, Text, triggers
from policies.models.search import SearchEntry, Sentence
from tests import factories as f

pytestmark = pytest.mark.django_db


def failures():
    return [(failure.where, failure.record) for failure in verify(Tally())]


def test_a_good_reference_has_no_failures_and_everything_was_looked_at():
    f.catalogue(measures=2)
    tally = Tally()
    assert list(verify(tally)) == []
    # Agency 1, document 4, measures 2, statement 1.
    terms = Edition.objects.filter(kind="term").count()
    assert tally == Tally(citations=8, editions=terms + 6, evidence=8, failed=0)


def test_an_empty_reference_has_no_failures():
    tally = Tally()
    assert (list(verify(tally)), tally) == ([], Tally())


def test_a_check_is_remembered_with_its_figures():
    f.catalogue()
    list(verify(Tally()))
    check = EvidenceCheck.objects.latest()
    assert (check.citations, check.evidence, check.failed) == (7, 7, 0)


@pytest.fixture
def made():
    return f.catalogue()


def damage(model, place, character):
    """One character of a text changed, as no code could."""
    text = f"{f.TEXT[:place]}{character}{f.TEXT[place + 1 :]}"
    with triggers.dropped():
        model.objects.update(text=text)


def test_one_character_changed_in_a_snapshot_names_every_record_on_the_desk_that_cites_it(made):
    damage(Snapshot, f.TEXT.index("Trade"), "t")
    found = list(verify(Tally()))
    assert sorted((failure.where, failure.record) for failure in found) == [
        ("desk", f"agency {made['agency'].slug}, name"),
        ("desk", f"document {made['document'].slug}, date"),
        ("desk", f"document {made['document'].slug}, issuer"),
        ("desk", f"document {made['document'].slug}, record"),
        ("desk", f"document {made['document'].slug}, type"),
        ("desk", f"measure {made['measures'][0].slug}, record"),
        ("desk", f"statement {made['statement'].slug}, record"),
    ]
    start = f.TEXT.index("the Ministry")
    complaints = {failure.record: failure.complaint for failure in found}
    assert complaints[f"agency {made['agency'].slug}, name"] == (
        f"“the Ministry of Trade” is no longer at {start} to {start + 21}; there is “the Ministry of trade”."
    )
    assert complaints[f"statement {made['statement'].slug}, record"] == (
        f"its snapshot {made['source'].title_en} #1 is not the text that was taken: the checksum differs."
    )


def test_one_character_changed_in_a_public_text_names_every_edition_that_quotes_it(made):
    damage(Text, f.TEXT.index("Trade"), "t")
    found = list(verify(Tally()))
    assert {failure.where for failure in found} == {"edition"}
    assert sorted(failure.record for failure in found) == [
        f"agency {made['agency'].slug}, name",
        f"document {made['document'].slug}, date",
        f"document {made['document'].slug}, issuer",
        f"document {made['document'].slug}, record",
        f"document {made['document'].slug}, type",
        f"measure {made['measures'][0].slug}, record",
        f"statement {made['statement'].slug}, record",
    ]
    complaints = {failure.record: failure.complaint for failure in found}
    assert complaints[f"statement {made['statement'].slug}, record"] == (
        f"the public text {f.sha256(f.TEXT)} is not the one that was taken."
    )


def test_a_character_put_in_before_all_quotes_breaks_every_one(made):
    with triggers.dropped():
        Snapshot.objects.update(text=f" {f.TEXT}")
        Text.objects.update(text=f" {f.TEXT}")
    assert len(failures()) == 7 + 7


def test_a_public_text_that_is_gone_is_a_failure_of_all_that_cite_it(made):
    with triggers.dropped():
        SearchEntry.objects.all().delete()
        Sentence.objects.all().delete()
        Text.objects.all().delete()
    found = list(verify(Tally()))
    assert len(found) == 7
    assert found[0].complaint.endswith("whose text is not there.")


def test_spans_outside_their_quote_are_a_failure(made):
    Citation.objects.filter(value="name").update(spans=[[0, 3]])
    failure, past_the_desk = verify(Tally())
    assert past_the_desk.record == f"agency {made['agency'].slug}"
    start = f.TEXT.index("the Ministry")
    assert str(failure) == (
        f"desk agency {made['agency'].slug}, name: The span 0–3 is outside the quote, which is at {start}–{start + 21}."
    )


def test_a_change_past_the_desk_is_a_failure_and_says_what_was_done(made):
    Document.objects.update(title_en="Orders")
    (failure,) = verify(Tally())
    assert re.sub(r"[0-9a-f]{8} changed, .+ \(", "… changed (", str(failure)) == (
        f"desk document {made['document'].slug}: changed past the desk, and no revision has it: "
        "Document … changed (title_en)."
    )


def test_a_trigger_that_is_gone_is_a_failure(made):
    with connection.cursor() as cursor:
        on = " ON policies_text" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER policies_text_no_delete{on}")
    (failure,) = verify(Tally())
    triggers.create(connection)
    assert str(failure) == (
        "database policies_text_no_delete: the trigger is not there, or says something else than it should. "
        "Migrate to have it back."
    )


def test_superseded_editions_are_not_looked_at(made):
    made["statement"].citations.update(stance="imprecise")
    f.publish(made["statement"])
    tally = Tally()
    list(verify(tally))
    assert tally.editions == Edition.objects.current().count() < Edition.objects.count()


def test_failures_are_counted_and_remembered(made):
    damage(Text, 0, "i")
    tally = Tally()
    assert len(list(verify(tally))) == tally.failed == EvidenceCheck.objects.latest().failed == 7


@pytest.mark.parametrize("altered", ["{title}x", '"'])
def test_a_character_changed_in_an_edition_is_found_though_it_is_superseded(made, altered):
    f.publish(f.change(made["measures"][0], title_en="Market halls"))
    superseded = Edition.objects.get(record_id=made["measures"][0].pk, number=1)
    title = superseded.record["title"]["en"]
    with triggers.dropped():
        content = superseded.content.replace(title, altered.format(title=title))
        Edition.objects.filter(pk=superseded.pk).update(content=content)
    (failure,) = verify(Tally())
    assert str(failure) == (
        f"edition measure {superseded.slug}, 1: its content is not the one that was published: the hash differs."
    )


def test_a_count_that_is_not_what_the_editions_say_is_named(made):
    FacetCount.objects.filter(kind="measure", facet="").update(number=7)
    found = [str(failure) for failure in verify(Tally())]
    complaint = "this is not what the editions say. `manage.py recount` makes it anew."
    assert found == [f"counts policies_facetcount: measure {number}: {complaint}" for number in (1, 7)]
