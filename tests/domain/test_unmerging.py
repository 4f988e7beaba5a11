"""A merge undone: all that it changed says what it said before, and what was changed since stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from policies.catalogue.changes import since
from policies.content.encoding import encode, own_hash
from policies.content.records import MODELS, dump
from policies.domain import history, merging, publishing, review, schedule
from policies.domain.unmerging import undo
from policies.models import Agency, AgencyName, Edition, Merge, Schedule, ThreadEntry
from tests import factories as f
from tests import replaying

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WORDS = "the Ministry of Trade"


@pytest.fixture
@replaying.kept
def made():
    source = f.source()
    kept = f.agency(source, slug="ministry-of-trade", name_en="Ministry of Trade")
    lesser = f.agency(source, slug="trade-ministry", name_en="Trade Ministry", name_zh="商务部")
    AgencyName.objects.create(agency=lesser, language="en", text="MOT", kind="short")
    document = f.document(source, lesser)
    other = f.document(source, kept)
    measure = f.measure(source, document)
    part = f.agency(source, slug="bureau", name_en="Bureau", parent=lesser)
    f.publish(source, kept, lesser, document, other, measure, part)
    return {"source": source, "kept": kept, "lesser": lesser, "document": document, "other": other, "part": part}


def merge(kept, lesser):
    proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    merging.decide(proposed, by=f.user())
    return Merge.objects.get(pk=proposed.pk)


def unmerge(done, by=None):
    return undo(done, by=by or f.user(), reason="They are two.")


def refused(act):
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.messages


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def catalogue():
    """Every public record without what counts its editions."""
    rows = Edition.objects.current().exclude(kind="term").order_by("record_id")
    return [(row.content, row.content_hash, row.own_hash, row.search_text) for row in rows]


def desk():
    """Every working record: what it says, and where it stands."""
    rows = [row for model in MODELS.values() for row in model.objects.order_by("pk")]
    return [(str(row.pk), row.state, encode(dump(row))) for row in rows]


def test_all_is_as_it_was_on_the_desk_and_in_public(made):
    before = (catalogue(), desk())
    done = merge(made["kept"], made["lesser"])
    assert (catalogue(), desk()) != before
    unmerge(done)
    assert (catalogue(), desk()) == before


def test_what_the_log_says_of_an_undoing(made):
    done = merge(made["kept"], made["lesser"])
    after = since("", 1000).next_after
    unmerge(done)
    said = {(change["action"], change["url"]) for change in since(after, 100).changes}
    assert said >= {
        ("unmerged", f"/api/v1/agencies/{made['lesser'].id}/"),
        ("published", f"/api/v1/agencies/{made['kept'].id}/"),
        ("renewed", f"/api/v1/documents/{made['document'].id}/"),
    }


def test_who_undid_it_and_why_is_in_the_revisions_and_in_the_threads(made):
    person, done = f.user(), merge(made["kept"], made["lesser"])
    unmerge(done, person)
    last = history.latest(made["document"])
    assert (last.by, last.reason) == (person, "Merge undone: They are two.")
    done.refresh_from_db()
    assert (done.state, done.undone_by) == ("undone", person)
    for record in (made["kept"], made["lesser"]):
        entry = ThreadEntry.objects.of("agency", record.pk).order_by("-pk")[0]
        assert (entry.act, entry.by, entry.text) == ("unmerged", person, "They are two.")


def test_the_kept_record_is_approved_as_it_was_before(made):
    approval = Edition.objects.current().get(record_id=made["kept"].id).approval
    unmerge(merge(made["kept"], made["lesser"]))
    assert Edition.objects.current().get(record_id=made["kept"].id).approval == approval


def test_both_can_be_merged_again_the_other_way_round(made):
    unmerge(merge(made["kept"], made["lesser"]))
    merge(fresh(made["lesser"]), fresh(made["kept"]))
    assert Edition.objects.latest().get(record_id=made["kept"].id).into == made["lesser"].id


def test_what_was_changed_since_stays_and_becomes_public_with_the_rest_when_a_second_person_approves_it(made):
    done, person = merge(made["kept"], made["lesser"]), f.user()
    f.publish(f.change(fresh(made["kept"]), classification="ministry"))
    f.publish(f.change(fresh(made["document"]), status="ended"))
    f.change(fresh(made["part"]), name_zh="局")
    before = [f.public(made[name]) for name in ("kept", "document")]
    assert set(unmerge(done, person).waiting) == {made["kept"], made["document"]}
    assert f.public(made["lesser"])["name"] == {"en": "Trade Ministry", "zh-Hans": "商务部"}
    own = [(own_hash(f.public(made[name])), fresh(made[name]).state) for name in ("kept", "document")]
    assert own == [(own_hash(content), "in_review") for content in before]
    waiting = [fresh(made["kept"]), fresh(made["document"])]
    for record in waiting:
        assert refused(lambda record=record: review.approve(record, by=person)) == [
            f"{record}: you changed it yourself since its last edition. Somebody else has to approve it."
        ]
    publishing.approve_and_publish(waiting, by=f.user())
    assert (f.public(made["kept"])["classification"], f.public(made["kept"])["other_names"]) == ("ministry", [])
    document = f.public(made["document"])
    assert (document["status"], document["issuers"][0]["agency"]["id"]) == ("ended", str(made["lesser"].id))
    part, public = fresh(made["part"]), f.public(made["part"])
    assert (public["name"], public["parent"]["id"]) == ({"en": "Bureau"}, str(made["lesser"].id))
    assert (part.name_zh, part.parent, part.state) == ("局", made["lesser"], "draft")


def test_evidence_added_to_a_row_that_changed_with_the_merge_goes_back_with_it(made):
    done = merge(made["kept"], made["lesser"])
    document = fresh(made["document"])
    f.cite(document, "Ministry", made["source"], "issuer", issuer=document.issuers.get())
    f.publish(f.change(document))
    unmerge(done)
    publishing.approve_and_publish([fresh(document)], by=f.user())
    [issuer] = f.public(document)["issuers"]
    assert (issuer["agency"]["id"], [entry["quote"] for entry in issuer["evidence"]]) == (
        str(made["lesser"].id),
        [WORDS, "Ministry"],
    )


def test_nothing_becomes_public_by_one_person_that_was_not_public_or_approved_before(made):
    known = set(Edition.objects.values_list("own_hash", flat=True))
    done = merge(made["kept"], made["lesser"])
    f.publish(f.change(fresh(made["kept"]), classification="ministry"))
    f.publish(f.change(fresh(made["document"]), status="ended"))
    known |= set(Edition.objects.exclude(approval=None).values_list("own_hash", flat=True))
    assert {edition.own_hash for edition in unmerge(done).editions} - known == set()


def test_what_waits_after_an_undoing_says_so_in_its_thread(made):
    done = merge(made["kept"], made["lesser"])
    f.publish(f.change(fresh(made["kept"]), classification="ministry"))
    unmerge(done)
    entries = ThreadEntry.objects.of("agency", made["kept"].pk).order_by("-pk")
    assert [(entry.act, entry.text) for entry in entries][:2] == [
        ("submitted", "Merge undone: They are two."),
        ("unmerged", "They are two."),
    ]


def scheduled(record, hours=1):
    """The record, changed and approved for a moment to come."""
    record = f.change(fresh(record), title_en="Not yet")
    review.submit(record, by=f.user())
    row = publishing.approve_for(fresh(record), datetime.now(UTC) + timedelta(hours=hours), by=f.user())
    return fresh(record), row


def acts(record):
    return [(entry.act, entry.text) for entry in ThreadEntry.objects.of(record.kind, record.pk).order_by("pk")]


def test_what_waited_for_its_time_waits_for_it_again(made):
    document, row = scheduled(made["document"])
    before = desk()
    done = merge(made["kept"], made["lesser"])
    assert schedule.waiting(document) is None
    unmerge(done)
    assert (schedule.waiting(document), desk()) == (row, before)
    assert acts(document)[-2:] == [("unscheduled", "It was changed."), ("scheduled", row.due_at.isoformat())]
    Schedule.objects.update(due_at=datetime.now(UTC) - timedelta(seconds=1))
    publishing.publish_due()
    assert f.public(document)["title"] == {"en": "Not yet"}


def test_what_was_changed_since_must_be_scheduled_anew_and_its_thread_says_so(made):
    document, row = scheduled(made["document"])
    done = merge(made["kept"], made["lesser"])
    f.change(fresh(document), status="ended")
    unmerge(done)
    moment = row.due_at.isoformat(timespec="minutes")
    assert schedule.waiting(document) is None
    assert acts(document)[-1] == (
        "unscheduled",
        f"It does not wait for {moment} again, because it was changed meanwhile: schedule it anew.",
    )


def test_a_time_that_has_passed_meanwhile_does_not_come_back(made):
    document, _row = scheduled(made["document"])
    done = merge(made["kept"], made["lesser"])
    Schedule.objects.update(due_at=datetime(2026, 11, 24, 10, tzinfo=UTC))
    unmerge(done)
    assert schedule.waiting(document) is None
    assert acts(document)[-1] == (
        "unscheduled",
        "It does not wait for 2026-11-24T10:00+00:00 again, because that is past: schedule it anew.",
    )


def test_the_same_value_changed_since_is_refused_with_the_record_and_the_value(made):
    done = merge(made["kept"], made["lesser"])
    f.publish(f.change(fresh(made["kept"]), name_zh="贸易部"))
    before = (catalogue(), desk())
    assert refused(lambda: unmerge(done)) == [
        "agency ministry-of-trade: “name” was changed after the merge. Change it back first, or leave the two merged."
    ]
    assert (catalogue(), desk()) == before


def test_a_merge_further_on_is_undone_first(made):
    third = f.agency(made["source"], name_en="Commerce Ministry")
    f.publish(third)
    before = (catalogue(), desk())
    first = merge(made["kept"], made["lesser"])
    second = merge(third, fresh(made["kept"]))
    assert f.public(made["document"])["issuers"][0]["agency"]["id"] == str(third.id)
    assert refused(lambda: unmerge(first)) == [
        "Ministry of Trade was merged into another record since. Undo that merge first."
    ]
    unmerge(second)
    unmerge(first)
    assert (catalogue(), desk()) == before


def test_what_was_withdrawn_since_stays_withdrawn(made):
    done = merge(made["kept"], made["lesser"])
    publishing.withdraw([fresh(made["part"])], by=f.user(), reason="Not an agency.")
    unmerge(done)
    part = fresh(made["part"])
    assert (part.state, part.parent) == ("withdrawn", made["lesser"])
    assert not Edition.objects.current().filter(record_id=part.pk).exists()


def test_a_draft_that_was_deleted_since_stays_deleted(made):
    part = f.agency(made["source"], name_en="Section", parent=made["lesser"])
    history.note_change(part, by=f.user(), reason=f.REASON)
    done = merge(made["kept"], made["lesser"])
    history.delete(fresh(part), by=f.user(), reason="Twice.")
    unmerge(done)
    assert not Agency.objects.filter(pk=part.pk).exists()


def test_two_drafts_are_two_drafts_again():
    source = f.source()
    kept, lesser = f.bare_document(), f.bare_document(number="国办发〔2015〕78号")
    f.bare_measure(document=lesser)
    f.cite(lesser, "opinions", source)
    before = desk()
    unmerge(merge(kept, lesser))
    assert (desk(), Edition.objects.count()) == (before, 0)


def test_what_waited_for_review_waits_still(made):
    document = f.change(fresh(made["document"]), title_en="Not yet")
    review.submit(document, by=f.user())
    before = (catalogue(), desk())
    unmerge(merge(made["kept"], made["lesser"]))
    assert (catalogue(), desk()) == before
    publishing.approve_and_publish([fresh(document)], by=f.user())
    assert f.public(document)["title"] == {"en": "Not yet"}


def test_it_is_undone_once_and_for_a_reason(made):
    done = merge(made["kept"], made["lesser"])
    assert refused(lambda: undo(done, by=f.user(), reason=" ")) == ["Say why. The reason is public."]
    unmerge(done)
    assert refused(lambda: unmerge(done)) == ["This merge is “undone”: nothing was done."]


def test_afterwards_whoever_undid_it_may_approve_what_is_changed_next(made):
    person = f.user()
    unmerge(merge(made["kept"], made["lesser"]), person)
    assert review.contributors(fresh(made["kept"])) == review.contributors(fresh(made["document"])) == set()


def test_own_words_in_public_are_those_on_the_desk(made):
    def own():
        records = [fresh(made[name]) for name in ("kept", "document", "part")]
        editions = [Edition.objects.current().get(record_id=record.pk) for record in records]
        return [edition.own_hash for edition in editions], [own_hash(dump(record)) for record in records]

    done = merge(made["kept"], made["lesser"])
    public, desks = own()
    assert public == desks
    unmerge(done)
    public, desks = own()
    assert public == desks


def test_of_who_approved_it_and_undid_the_merge_the_approval_counts_no_longer(made):
    document, row = scheduled(made["document"])
    done = merge(made["kept"], made["lesser"])
    unmerge(done, by=row.approval.by)
    assert schedule.waiting(document) is None
    moment = row.due_at.isoformat(timespec="minutes")
    assert acts(document)[-1] == (
        "unscheduled",
        f"It does not wait for {moment} again, because its approval counts no longer: have it approved anew.",
    )


def test_what_was_sent_back_meanwhile_does_not_wait_again_though_it_says_the_same(made):
    document, _row = scheduled(made["document"])
    done = merge(made["kept"], made["lesser"])
    review.ask_for_changes(fresh(document), by=f.user(), text="Do not publish this.")
    review.submit(fresh(document), by=f.user())
    unmerge(done)
    assert schedule.waiting(document) is None
    assert acts(document)[-1][1].endswith("because its approval counts no longer: have it approved anew.")


def test_what_was_approved_since_an_earlier_merge_stays_though_the_desk_says_what_was_public_before_it(made):
    before = history.latest(made["document"])
    unmerge(merge(made["kept"], made["lesser"]))
    f.publish(f.change(fresh(made["document"]), status="ended"))
    alone = f.user()
    history.bring_back(before, by=alone, reason="As it was.")
    unmerge(merge(made["kept"], made["lesser"]), by=alone)
    assert f.public(made["document"])["status"] == "ended"


def test_what_was_approved_between_two_merges_stays_whichever_is_undone_first(made):
    before = history.latest(made["document"])
    first = merge(made["kept"], made["lesser"])
    second = merge(made["document"], made["other"])
    f.publish(f.change(fresh(made["document"]), status="ended"))
    alone = f.user()
    unmerge(first, by=alone)
    history.bring_back(before, by=alone, reason="As it was.")
    unmerge(second, by=alone)
    assert f.public(made["document"])["status"] == "ended"
