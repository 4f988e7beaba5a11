from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from policies.content.encoding import content_hash, own_hash
from policies.content.records import dump
from policies.domain import publishing
from policies.domain.log import database_clock
from policies.domain.verifying import Tally, verify
from policies.models import (
    Approval,
    Citation,
    Edition,
    Facet,
    Issuer,
    Log,
    Mention,
    Passage,
    Snapshot,
    Source,
    Term,
    Text,
)
from tests import factories as f

pytestmark = pytest.mark.django_db


def log():
    """What the log says of each edition, in order."""
    return list(Edition.objects.order_by("sequence").values_list("action", "kind", "slug", "number"))


def everything():
    """The whole catalogue, and the states on the desk, to see that nothing has moved."""
    tables = (Edition, Facet, Mention, Passage, Text, Log)
    return [list(model.objects.order_by("pk").values()) for model in tables] + [
        list(model.objects.order_by("pk").values_list("pk", "state")) for model in (Source, Term)
    ]


def refused(records, verb=publishing.publish, **values):
    """The sentences of a refusal, which left nothing behind."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        verb(records, **values)
    assert everything() == before
    return refusal.value.messages


# Publishing


def test_what_is_published_is_the_approved_content_with_its_figures():
    source = f.source()
    content = dump(source)
    edition = f.publish(source)[-1]
    coverage = {"sentences": 3, "cited": 0, "excused": 0}
    evidence = content.pop("evidence")
    assert edition.record == {
        **{name: content[name] for name in ("kind", "id", "slug", "url")},
        "edition": {
            "number": 1,
            "sequence": edition.sequence,
            "published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
            "hash": content_hash({**content, "coverage": coverage, "evidence": evidence}),
            "superseded_at": None,
        },
        **content,
        "coverage": coverage,
        "evidence": evidence,
    }
    assert list(edition.record) == [*list(edition.record)[:-2], "coverage", "evidence"]


def test_an_edition_carries_the_approval_of_exactly_its_own_content():
    source = f.source()
    reviewer = f.user()
    edition = f.publish(source, reviewer=reviewer)[-1]
    assert edition.own_hash == own_hash(dump(source)) == edition.approval.content_hash
    assert edition.approval.by == reviewer


def test_publishing_puts_the_records_into_the_state_published():
    made = f.catalogue()
    made["document"].refresh_from_db()
    assert made["document"].state == "published"


def test_named_records_are_written_before_those_that_name_them_whatever_the_order_given():
    made = {"source": f.source()}
    made["agency"] = f.agency(made["source"])
    made["document"] = f.document(made["source"], made["agency"])
    made["measure"] = f.measure(made["source"], made["document"])
    made["statement"] = f.statement(made["source"])
    f.publish(*reversed(made.values()))
    kinds = [kind for _action, kind, _slug, _number in log()]
    assert kinds == ["term"] * 4 + ["agency", "source", "document", "measure", "statement"]


def test_the_next_publication_has_the_next_number_and_closes_the_one_before_at_its_own_moment():
    source = f.source()
    first = f.publish(source)[-1]
    f.change(source, title_en="Another title")
    second = f.publish(source)[-1]
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert (first.superseded_at, second.superseded_at) == (second.published_at, None)


def test_sequence_has_no_gaps_and_moments_never_stand_still():
    source = f.source()
    f.publish(source)
    for number in range(5):
        f.change(source, title_en=f"Title {number}")
        f.publish(source)
    rows = list(Edition.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    ours = [row.published_at for row in rows if row.kind == "source"]
    assert all(earlier < later for earlier, later in pairwise(ours))
    assert (Log.objects.get().sequence, Log.objects.get().published_at) == (rows[-1].sequence, ours[-1])


def test_one_publication_happens_at_one_moment():
    f.catalogue(measures=3)
    assert Edition.objects.values("published_at").distinct().count() == 1


def test_a_clock_that_went_back_does_not_take_the_log_with_it():
    source = f.source()
    future = datetime(2999, 1, 1, tzinfo=UTC)
    Log.objects.update(published_at=future)
    assert f.publish(source)[-1].published_at == future + timedelta(microseconds=1)


def test_the_moment_is_that_of_the_database_and_not_of_the_transaction():
    earlier, later = database_clock(), database_clock()
    assert earlier <= later
    assert abs(later - datetime.now(UTC)) < timedelta(minutes=1)
    assert later.utcoffset() == timedelta(0)


def test_publishing_what_is_public_already_writes_nothing():
    made = f.catalogue()
    before = log()
    assert publishing.publish([made["source"], made["document"]]) == []
    assert log() == before


def test_a_rejected_publication_takes_no_number():
    source = f.source()
    refused([source])
    f.publish(source)
    assert [sequence for (sequence,) in Edition.objects.order_by("sequence").values_list("sequence")] == [1, 2]


def test_the_text_of_a_published_snapshot_is_public_under_its_checksum():
    f.publish(f.source())
    assert list(Text.objects.values_list("sha256", "text")) == [(f.sha256(f.TEXT), f.TEXT)]


def test_two_sources_with_one_text_share_it():
    f.publish(f.source(), f.source())
    assert Text.objects.count() == 1


def test_the_passages_of_an_edition_are_its_evidence():
    source = f.source()
    statement = f.statement(source)
    statement.citations.update(spans=[[106, 111]], start=106, end=122, quote=f.TEXT[106:122], stance="imprecise")
    f.publish(source, statement)
    passage = Passage.objects.get()
    assert [
        passage.edition.slug,
        str(passage.source_id),
        passage.sha256,
        passage.value,
        passage.stance,
        passage.start,
        passage.end,
        passage.spans,
    ] == [statement.slug, str(source.id), f.sha256(f.TEXT), "record", "imprecise", 106, 122, [[106, 111]]]


def test_a_published_record_mentions_all_that_it_names_at_any_depth():
    made = f.catalogue()
    edition = Edition.objects.current().get(kind="measure")
    mentioned = {str(name) for name in edition.mentions.values_list("record_id", flat=True)}
    named = {str(made[name].id) for name in ("source", "agency", "document")}
    assert mentioned == named | {
        f.public_id(term) for term in Term.objects.filter(scheme__in=["instrument", "strength"])
    }


# Refusals


def test_a_record_that_nobody_approved_is_refused():
    source = f.source()
    f.publish(*Term.objects.all())
    assert refused([source]) == [
        f"{source} is not approved as it is now. Submit it for review and have somebody else approve it."
    ]


def test_a_record_changed_after_its_approval_is_refused():
    source = f.source()
    f.publish(*Term.objects.all())
    f.approve(source)
    Source.objects.filter(pk=source.pk).update(title_en="Something else")
    assert len(refused([source])) == 1


def test_an_approval_of_another_record_with_the_same_words_does_not_count():
    source, other = f.source(), f.source()
    f.publish(*Term.objects.all())
    f.approve(source)
    hashed = Approval.objects.get(record_id=source.id).content_hash
    Approval.objects.create(kind="source", record_id=other.id, content_hash=hashed, basis="seed")
    assert len(refused([other])) == 1


def test_one_record_that_may_not_be_published_holds_back_the_others():
    good, bad = f.source(), f.source()
    f.publish(*Term.objects.all())
    f.approve(good)
    assert len(refused([good, bad])) == 1


def drafts():
    """A document and what it needs, approved, with all that could go wrong still to do."""
    source = f.source()
    agency = f.agency(source)
    document = f.document(source, agency)
    f.publish(source, agency)
    f.approve(document)
    return source, agency, document


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("record", "The record as a whole has no evidence. Cite the words it rests on."),
        ("date", "The date “August 2015” has no evidence. Cite the words that give it."),
        ("type", "The type has no evidence. Cite the word, or choose “not stated”."),
    ],
)
def test_a_required_value_without_evidence_is_refused(value, sentence):
    _source, _agency, document = drafts()
    document.citations.filter(value=value).delete()
    assert refused([document]) == [f"{document}: {sentence}"]


def test_an_issuer_without_evidence_is_refused_by_name():
    _source, agency, document = drafts()
    document.citations.filter(value="issuer").delete()
    assert refused([document]) == [f"{document}: The issuer “{agency}” has no evidence. Cite the words that name it."]


def test_all_obstacles_of_all_records_are_told_at_once():
    _source, _agency, document = drafts()
    Citation.objects.all().delete()
    other = f.bare_measure(document=document)
    assert len(refused([document, other])) == 4 + 5


def test_a_quote_that_the_snapshot_does_not_have_is_refused_with_its_place():
    source, _agency, document = drafts()
    Citation.objects.filter(value="type").update(quote="opinionz")
    start = f.TEXT.index("opinions")
    assert refused([document]) == [
        (
            f"{document}: The quote for “type” is not what /sources/{source.slug}/snapshots/1.txt has at {start} to "
            f"{start + 8}. Find the words again."
        )
    ]


def test_a_record_that_names_one_not_public_is_refused_by_both_names():
    source = f.source()
    agency = f.agency(source)
    document = f.document(source, agency)
    f.publish(source)
    f.approve(document)
    assert refused([document]) == [
        f"document {document.slug} names {agency.slug}, which is not public. Publish both together, or change the one."
    ]


def test_a_record_that_names_a_term_not_public_is_refused():
    source = f.source()
    f.approve(source)
    assert refused([source]) == [
        f"source {source.slug} names trust/summary, which is not public. Publish both together, or change the one."
    ]


def cite_a_new_snapshot(source):
    """An agency whose evidence stands in a snapshot that its source has on the desk only."""
    text = "The Bureau of Tea was founded."
    snapshot = Snapshot.objects.create(source=source, number=2, text=text, taken_on="2026-11-25")
    agency = f.bare_agency()
    Citation.objects.create(agency=agency, value="name", snapshot=snapshot, start=0, end=17, quote=text[:17])
    f.approve(agency)
    return agency


def test_a_record_that_cites_a_snapshot_not_public_is_refused():
    source = f.source()
    f.publish(source)
    agency = cite_a_new_snapshot(source)
    assert refused([agency]) == [
        (
            f"agency {agency.slug} cites snapshot 2 of {source.slug}, which is not public. "
            "Publish its source as it is now first, or both together."
        )
    ]


def test_a_record_and_the_new_snapshot_it_cites_are_published_together():
    source = f.source()
    f.publish(source)
    agency = cite_a_new_snapshot(source)
    f.approve(source)
    publishing.publish([agency, source])
    assert [failure.record for failure in verify(Tally())] == []
    assert f.public(agency)["evidence"][0]["snapshot"]["number"] == 2


def test_an_address_is_free_only_when_its_record_is_public_at_another():
    source = f.source()
    first = f.agency(source, slug="trade")
    f.publish(source, first)
    f.change(first, slug="old-trade")
    second = f.agency(source, slug="trade")
    f.approve(first, second)
    assert refused([second]) == [
        (
            "agency trade: another record is still public at the address /agencies/trade/. "
            "Publish that one at its new address first, or both together."
        )
    ]
    publishing.publish([second, first])
    assert [f.public(record)["slug"] for record in (first, second)] == ["old-trade", "trade"]


def test_the_address_of_a_withdrawn_record_is_free():
    source = f.source()
    first = f.agency(source, slug="trade")
    f.publish(source, first)
    publishing.withdraw([first], by=None, reason="Wrong.")
    f.change(first, slug="old-trade")
    second = f.agency(source, slug="trade")
    f.publish(second)
    assert f.public(second)["slug"] == "trade"


def test_a_record_deleted_meanwhile_is_refused_and_takes_no_number():
    source = f.source()
    f.publish(source)
    gone = f.bare_agency()
    type(gone).objects.filter(pk=gone.pk).delete()
    with pytest.raises(type(gone).DoesNotExist):
        publishing.publish([gone])
    assert Log.objects.get().sequence == Edition.objects.count()


# Withdrawing


def test_a_withdrawn_record_leaves_a_tombstone_with_the_reason():
    made = f.catalogue()
    statement = made["statement"]
    editions = publishing.withdraw([statement], by=None, reason=" Not in the source. ")
    stone = editions[-1]
    assert {
        "action": stone.action,
        "kind": stone.kind,
        "record_id": stone.record_id,
        "number": stone.number,
        "slug": stone.slug,
        "content": stone.content,
        "content_hash": stone.content_hash,
        "reason": stone.reason,
        "approval": stone.approval,
        "search_text": stone.search_text,
    } == {
        "action": "withdrawn",
        "kind": "statement",
        "record_id": statement.id,
        "number": 2,
        "slug": statement.slug,
        "content": "",
        "content_hash": "",
        "reason": "Not in the source.",
        "approval": None,
        "search_text": "",
    }
    assert list(stone.facets.all()) == list(stone.mentions.all()) == list(stone.passages.all()) == []
    statement.refresh_from_db()
    assert statement.state == "withdrawn"
    assert list(Edition.objects.current().of("statement")) == []


def test_figures_of_others_are_renewed_when_a_record_goes():
    made = f.catalogue(measures=2)
    publishing.withdraw([made["measures"][0]], by=None, reason="Twice.")
    assert f.public(made["document"])["measures_count"] == 1
    before = log()
    publishing.withdraw([made["measures"][1], made["statement"]], by=None, reason="Wrong.")
    assert log()[len(before) :] == [
        ("renewed", "source", made["source"].slug, 2),
        ("renewed", "document", made["document"].slug, 3),
        ("withdrawn", "measure", made["measures"][1].slug, 2),
        ("withdrawn", "statement", made["statement"].slug, 2),
    ]
    assert f.public(made["source"])["coverage"] == {"sentences": 3, "cited": 1, "excused": 0}


def test_a_record_that_others_name_is_not_withdrawn_alone():
    made = f.catalogue()
    measure = made["measures"][0]
    assert refused([made["document"]], publishing.withdraw, by=None, reason="Wrong.") == [
        (
            f"measure {measure.slug} names {made['document'].slug}, which is not public. "
            "Publish both together, or change the one."
        )
    ]


def test_records_that_name_each_other_are_withdrawn_together():
    made = f.catalogue()
    publishing.withdraw([made["document"], *made["measures"]], by=None, reason="Wrong.")
    assert [row.kind for row in Edition.objects.current().exclude(kind="term").order_by("kind")] == [
        "agency",
        "source",
        "statement",
    ]
    assert f.public(made["agency"])["documents_count"] == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_withdrawn_without_a_reason(reason):
    made = f.catalogue()
    assert refused([made["statement"]], publishing.withdraw, by=None, reason=reason) == [
        "Say why. The reason is public."
    ]


def test_a_reason_too_long_to_keep_is_refused():
    made = f.catalogue()
    assert refused([made["statement"]], publishing.withdraw, by=None, reason="x" * 301) == [
        "The reason has 301 characters; 300 are kept. Say it shorter."
    ]


def test_a_draft_is_not_withdrawn():
    made = f.source()
    assert refused([made], publishing.withdraw, by=None, reason="Wrong.") == [
        f"{made} is not public; there is nothing to withdraw."
    ]


def test_a_record_is_not_withdrawn_twice():
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert len(refused([made["statement"]], publishing.withdraw, by=None, reason="Wrong.")) == 1


def test_a_withdrawn_record_that_is_published_again_has_the_next_number():
    made = f.catalogue()
    statement = made["statement"]
    publishing.withdraw([statement], by=None, reason="Wrong.")
    f.publish(statement)
    assert [(action, number) for action, kind, _slug, number in log() if kind == "statement"] == [
        ("published", 1),
        ("withdrawn", 2),
        ("restored", 3),
    ]


def test_a_withdrawn_record_does_not_come_back_on_its_old_approval():
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert len(refused([made["statement"]])) == 1


# The lock


@pytest.mark.parametrize(
    "act",
    [
        lambda made: publishing.publish([made["source"]]),
        lambda made: publishing.withdraw([made["statement"]], by=None, reason="Wrong."),
    ],
)
def test_the_log_is_locked_before_anything_else_is_read(act, django_assert_max_num_queries):
    made = f.catalogue()
    with django_assert_max_num_queries(100) as queries:
        act(made)
    statements = [row["sql"] for row in queries.captured_queries if "SAVEPOINT" not in row["sql"]]
    assert "policies_log" in statements[0]
    if connection.vendor == "postgresql":
        assert statements[0].endswith("FOR UPDATE")


def test_issuers_that_are_not_preferred_do_not_count():
    made = f.catalogue()
    second = f.agency(made["source"])
    claim = Issuer.objects.create(document=made["document"], agency=second, role="sole", preferred=False)
    f.cite(made["document"], "the Ministry of Trade", made["source"], "issuer", issuer=claim)
    f.publish(second, made["document"])
    assert (f.public(made["agency"])["documents_count"], f.public(second)["documents_count"]) == (1, 0)
