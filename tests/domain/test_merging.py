"""Two records become one: value by value, with all that named the lesser, on the desk and in public."""

import json

import pytest
from django.core.exceptions import ValidationError

from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import history, merging, publishing, review
from policies.models import Agency, Approval, Edition, Issuer, Log, Merge, Revision, StatementDocument, Succession
from tests import factories as f
from tests import replaying

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WORDS = "the Ministry of Trade"


@pytest.fixture
@replaying.kept
def made():
    """Two agencies that are one: the lesser issued a document, is part of another agency, and acts in a measure."""
    source = f.source()
    kept = f.agency(source, slug="ministry-of-trade", name_en="Ministry of Trade")
    lesser = f.agency(source, slug="trade-ministry", name_en="Trade Ministry", name_zh="商务部")
    document = f.document(source, lesser)
    measure = f.measure(source, document)
    part = f.agency(source, slug="bureau", name_en="Bureau", parent=lesser)
    statement = f.statement(source)
    StatementDocument.objects.create(statement=statement, document=document)
    f.publish(source, kept, lesser, document, measure, part, statement)
    return {"source": source, "kept": kept, "lesser": lesser, "document": document, "measure": measure, "part": part}


def merge(kept, lesser, **values):
    proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.", **values)
    merging.decide(proposed, by=f.user())
    for record in (kept, lesser):
        record.refresh_from_db()
    proposed.refresh_from_db()
    return proposed


def refused(act):
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.messages


def names(record):
    return [(row["language"], row["text"], row["kind"]) for row in record["other_names"]]


def test_the_kept_record_has_the_name_of_the_other_and_all_its_citations(made):
    merge(made["kept"], made["lesser"])
    public = f.public(made["kept"])
    assert public["name"] == {"en": "Ministry of Trade", "zh-Hans": "商务部"}
    assert names(public) == [("en", "Trade Ministry", "other")]
    # Both cited the same words for the same value.
    assert [entry["quote"] for entry in public["evidence"]] == [WORDS]
    assert public["documents_count"] == 1


def test_all_that_named_the_lesser_names_the_kept_one_on_the_desk_and_in_public(made):
    merge(made["kept"], made["lesser"])
    name = str(made["kept"].id)
    for record, at in (
        (made["document"], lambda content: content["issuers"][0]["agency"]),
        (made["measure"], lambda content: content["document"]["issuers"][0]["agency"]),
        (made["part"], lambda content: content["parent"]),
    ):
        row = type(record).objects.get(pk=record.pk)
        assert at(f.public(row))["id"] == at(dump(row))["id"] == name
        assert row.state == "published"


def test_what_the_log_says_of_a_merge(made):
    before = Log.objects.get().sequence
    merge(made["kept"], made["lesser"])
    rows = Edition.objects.filter(sequence__gt=before).order_by("sequence")
    said = [(row.action, row.slug, row.into, row.reason) for row in rows]
    documents = [("renewed", made["document"].slug, None, ""), ("renewed", made["measure"].slug, None, "")]
    assert said[:2] == [("published", "ministry-of-trade", None, ""), ("renewed", "bureau", None, "")]
    assert said[2:4] == documents
    assert said[-1] == ("merged", "trade-ministry", made["kept"].id, "Entered twice.")


def test_each_changed_record_has_a_revision_of_who_proposed_it_and_why(made):
    done = merge(made["kept"], made["lesser"])
    for record in (made["kept"], made["document"], made["part"]):
        last = history.latest(record)
        assert (last.by, last.reason) == (
            done.proposed_by,
            "Trade Ministry merged into Ministry of Trade: Entered twice.",
        )


def test_what_comes_of_it_is_approved_by_the_one_who_decided(made):
    done = merge(made["kept"], made["lesser"])
    edition = Edition.objects.current().get(record_id=made["kept"].id)
    assert (edition.approval.by, edition.approval.content_hash) == (done.decided_by, own_hash(dump(made["kept"])))


def test_a_record_that_named_both_names_the_kept_one_once_with_the_evidence_of_both():
    source = f.source()
    kept, lesser = f.agency(source), f.agency(source)
    document = f.document(source, kept)
    Issuer.objects.filter(document=document).update(role="joint")
    second = Issuer.objects.create(document=document, agency=lesser, role="joint")
    f.cite(document, "Ministry", source, "issuer", issuer=second)
    f.publish(source, kept, lesser, document)
    merge(kept, lesser)
    [issuer] = f.public(document)["issuers"]
    assert issuer["agency"]["id"] == str(kept.id)
    assert [entry["quote"] for entry in issuer["evidence"]] == [WORDS, "Ministry"]


def test_the_same_words_cited_for_both_rows_are_cited_once():
    source = f.source()
    kept, lesser = f.agency(source), f.agency(source)
    document = f.document(source, kept)
    Issuer.objects.filter(document=document).update(role="joint")
    second = Issuer.objects.create(document=document, agency=lesser, role="joint")
    f.cite(document, WORDS, source, "issuer", issuer=second)
    f.publish(source, kept, lesser, document)
    merge(kept, lesser)
    [issuer] = f.public(document)["issuers"]
    assert [entry["quote"] for entry in issuer["evidence"]] == [WORDS]


def test_what_the_two_said_of_each_other_falls_away():
    source = f.source()
    kept, lesser = f.agency(source), f.agency(source)
    row = Succession.objects.create(predecessor=lesser, successor=kept, kind="renamed")
    f.cite(lesser, WORDS, source, "succession", succession=row)
    kept.parent = lesser
    kept.save()
    f.publish(source, kept, lesser)
    merge(kept, lesser)
    public = f.public(kept)
    assert (public["parent"], public["successors"], public["predecessors"]) == (None, [], [])


def test_measures_and_their_parts_go_together_to_the_kept_document():
    source = f.source()
    agency = f.agency(source)
    kept, lesser = f.document(source, agency), f.document(source, agency)
    whole = f.measure(source, lesser)
    part = f.measure(source, lesser, parent=whole)
    f.publish(source, agency, kept, lesser, whole, part)
    merge(kept, lesser)
    assert [f.public(row)["document"]["id"] for row in (whole, part)] == [str(kept.id)] * 2
    assert f.public(kept)["measures_count"] == 2


def test_values_are_chosen_one_by_one_and_the_number_goes_to_the_kept_document():
    source = f.source()
    agency = f.agency(source)
    kept = f.document(source, agency, title_en="Opinions on shops")
    lesser = f.document(
        source, agency, title_en="Opinions on village shops", number="国办发〔2015〕78号", status="ended"
    )
    f.cite(lesser, "opinions", source, "number")
    f.publish(source, agency, kept, lesser)
    done = merge(kept, lesser, chosen=[("title", "en"), ("number",)])
    public = f.public(kept)
    assert (public["title"], public["number"], public["status"]) == (
        {"en": "Opinions on village shops"},
        "国办发〔2015〕78号",
        "unknown",
    )
    assert names(public) == [("en", "Opinions on shops", "other")]
    assert lesser.number == ""
    assert done.chosen == [["title", "en"], ["number"]]


def test_of_two_preferred_dates_that_of_the_kept_record_stays_preferred():
    source = f.source()
    agency = f.agency(source)
    kept, lesser = f.document(source, agency), f.document(source, agency, edtf="2015-09")
    f.publish(source, agency, kept, lesser)
    merge(kept, lesser)
    assert [(row["edtf"], row["preferred"]) for row in f.public(kept)["dates"]] == [
        ("2015-08", True),
        ("2015-09", False),
    ]


def test_a_supplied_title_is_no_name_of_anything():
    source = f.source()
    document = f.document(source, f.agency(source))
    kept, lesser = f.measure(source, document), f.measure(source, document, title_supplied=True)
    assert "other_names" not in merging.preview(kept, lesser).content
    other = f.document(source, f.agency(source), title_en="Of ours", title_supplied=True)
    assert merging.preview(document, other).content["other_names"] == []


def test_a_draft_goes_into_a_public_record_without_a_trace_in_the_log_but_the_new_words(made):
    draft = f.agency(made["source"], name_en="Commerce Ministry")
    history.note_change(draft, by=f.user(), reason=f.REASON)
    before = Log.objects.get().sequence
    merge(made["kept"], draft)
    assert names(f.public(made["kept"])) == [("en", "Commerce Ministry", "other")]
    assert not Edition.objects.filter(sequence__gt=before, action="merged").exists()
    assert draft.state == "withdrawn"


def test_two_drafts_become_one_draft():
    source = f.source()
    kept, lesser = f.bare_document(), f.bare_document()
    measure = f.bare_measure(document=lesser)
    f.cite(lesser, "opinions", source)
    merge(kept, lesser)
    measure.refresh_from_db()
    assert (kept.state, measure.document, Edition.objects.count()) == ("draft", kept, 0)
    assert [row.quote for row in kept.citations.all()] == ["opinions"]


def test_unpublished_changes_of_others_stay_unpublished_and_their_public_words_name_the_kept_one(made):
    author = f.user()
    document = f.change(type(made["document"]).objects.get(pk=made["document"].pk), by=author, title_en="Not yet")
    merge(made["kept"], made["lesser"])
    document.refresh_from_db()
    public = f.public(document)
    assert (public["title"], public["issuers"][0]["agency"]["id"]) == (
        {"en": made["document"].title_en},
        str(made["kept"].id),
    )
    desk = dump(document)
    assert (desk["title"], desk["issuers"][0]["agency"]["id"]) == ({"en": "Not yet"}, str(made["kept"].id))
    assert document.state == "draft"


def test_a_record_in_review_that_named_the_lesser_stays_in_review_with_the_new_name(made):
    document = f.change(type(made["document"]).objects.get(pk=made["document"].pk), title_en="Not yet")
    review.submit(document, by=f.user())
    seen = own_hash(dump(document))
    merge(made["kept"], made["lesser"])
    document.refresh_from_db()
    assert document.state == "in_review"
    assert refused(lambda: publishing.approve_and_publish([document], by=f.user(), seen={str(document.id): seen})) == [
        "Not yet was changed after you opened it. Read it again before you approve it."
    ]


# What is refused


def test_who_proposed_it_cannot_decide(made):
    author = f.user()
    proposed = merging.propose(made["kept"], made["lesser"], by=author, reason="Entered twice.")
    assert refused(lambda: merging.decide(proposed, by=author)) == [
        "You proposed this merge. Somebody else has to decide on it."
    ]


def test_who_wrote_one_of_the_two_cannot_decide(made):
    author = f.user()
    draft = f.agency(made["source"], name_en="Commerce Ministry")
    history.note_change(draft, by=author, reason=f.REASON)
    proposed = merging.propose(made["kept"], draft, by=f.user(), reason="Entered twice.")
    assert refused(lambda: merging.decide(proposed, by=author)) == [
        "Commerce Ministry: you changed it yourself since its last edition. Somebody else has to decide on it."
    ]


@pytest.mark.parametrize("which", ["kept", "lesser"])
def test_a_change_of_either_voids_the_proposal(made, which):
    proposed = merging.propose(made["kept"], made["lesser"], by=f.user(), reason="Entered twice.")
    f.change(Agency.objects.get(pk=made[which].pk), name_en="Another")
    before = Revision.objects.count()
    assert refused(lambda: merging.decide(proposed, by=f.user())) == [
        "Another was changed after this merge was proposed. Decline it, and compare the two again."
    ]
    assert Revision.objects.count() == before


def test_a_record_that_is_not_settled_is_not_merged(made):
    kept, lesser = made["kept"], made["lesser"]
    f.change(kept, name_en="Another")
    assert refused(lambda: merging.propose(kept, lesser, by=f.user(), reason="x")) == [
        "Another has changes that are not public. Publish them, or undo them, before you merge it."
    ]
    review.submit(kept, by=f.user())
    kept.refresh_from_db()
    assert refused(lambda: merging.propose(kept, lesser, by=f.user(), reason="x")) == [
        "Another is in review. Have it approved, or take it back, before you merge it."
    ]
    publishing.withdraw([made["part"]], by=f.user(), reason="Not an agency.")
    made["part"].refresh_from_db()
    assert refused(lambda: merging.propose(made["part"], lesser, by=f.user(), reason="x")) == [
        "Bureau is withdrawn. Restore it before you merge it."
    ]


def test_a_public_record_does_not_go_into_a_draft(made):
    draft = f.agency(made["source"], name_en="Commerce Ministry")
    assert refused(lambda: merging.propose(draft, made["kept"], by=f.user(), reason="x")) == [
        "The public sees Ministry of Trade, and not Commerce Ministry: keep Ministry of Trade."
    ]


def test_records_of_two_kinds_or_of_a_kind_that_does_not_merge_are_refused(made):
    assert refused(lambda: merging.propose(made["kept"], made["document"], by=f.user(), reason="x")) == [
        "Only records of one kind can be merged."
    ]
    assert refused(lambda: merging.propose(made["kept"], made["kept"], by=f.user(), reason="x")) == [
        "A record cannot be merged with itself."
    ]


def test_a_merge_needs_a_reason_and_known_values(made):
    assert refused(lambda: merging.propose(made["kept"], made["lesser"], by=f.user(), reason=" ")) == [
        "Say why. The reason is public."
    ]
    wrong = [("slug",)]
    assert refused(lambda: merging.propose(made["kept"], made["lesser"], chosen=wrong, by=f.user(), reason="x")) == [
        "“slug” is no value in which the two differ. Open the comparison again."
    ]


def test_a_merge_that_cannot_be_leaves_all_as_it_was(made):
    """A part of the lesser measure is of another document than the measure that is kept."""
    source = made["source"]
    other = f.document(source, made["kept"])
    kept, lesser = f.measure(source, made["document"]), f.measure(source, other)
    part = f.measure(source, other, parent=lesser)
    f.publish(other, kept, lesser, part)
    proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    before = (Edition.objects.count(), Revision.objects.count(), Approval.objects.count())
    assert refused(lambda: merging.decide(proposed, by=f.user())) == [
        f"{kept}: “{part}” is a part of this measure and of another document.",
        f"{part}: The parent measure must be of the same document.",
    ]
    proposed.refresh_from_db()
    assert (Edition.objects.count(), Revision.objects.count(), Approval.objects.count()) == before
    assert proposed.state == "proposed"


def test_a_merged_record_is_neither_submitted_nor_restored_nor_merged_again(made):
    merge(made["kept"], made["lesser"])
    lesser = made["lesser"]
    sentence = "Trade Ministry was merged into another record. Undo the merge first, or work on the other one."
    assert refused(lambda: review.submit(lesser, by=f.user())) == [sentence]
    assert refused(lambda: publishing.restore([lesser], by=f.user(), reason="x")) == [sentence]
    assert refused(lambda: merging.propose(made["part"], lesser, by=f.user(), reason="x")) == [sentence]


def test_a_draft_that_is_part_of_a_merge_is_not_deleted():
    kept, lesser = f.bare_document(title_en="One"), f.bare_document(title_en="Two")
    merge(kept, lesser)
    assert refused(lambda: history.delete(kept, by=f.user(), reason="Twice.")) == [
        "One is part of a merge. Undo the merge first."
    ]
    assert refused(lambda: history.delete(lesser, by=f.user(), reason="Twice.")) == [
        "Two is part of a merge. Undo the merge first."
    ]


def test_a_declined_merge_can_be_proposed_again(made):
    proposed = merging.propose(made["kept"], made["lesser"], by=f.user(), reason="Entered twice.")
    merging.decline(proposed, by=f.user(), text="They are two.")
    assert refused(lambda: merging.decide(proposed, by=f.user())) == ["This merge is “declined”: nothing was done."]
    assert merge(made["kept"], made["lesser"]).state == "done"


def test_a_preview_changes_nothing_and_counts_what_would_move(made):
    before = (json.dumps(dump(made["kept"])), Merge.objects.count())
    outcome = merging.preview(made["kept"], made["lesser"])
    assert (json.dumps(dump(made["kept"])), Merge.objects.count()) == before
    assert [change.path for change in outcome.changes] == [
        ("name", "zh-Hans"),
        ("other_names", '["en","Trade Ministry"]'),
    ]
    assert (outcome.citations, outcome.named_by) == (0, [made["part"], made["document"]])
