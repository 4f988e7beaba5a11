import pytest
from django.core.exceptions import ValidationError

from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import history, publishing, review
from policies.models import Approval, Source, Term
from tests import factories as f

pytestmark = pytest.mark.django_db


def refused(act, *arguments, **values):
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    return refusal.value.messages


def submitted(by=None):
    source = f.source()
    history.note_change(source, by=by or f.user(), reason=f.REASON)
    review.submit(source, by=None)
    return source


def state(record):
    return type(record).objects.get(pk=record.pk).state


# Submitting


def test_a_submitted_draft_waits_for_a_second_person():
    assert state(submitted()) == "in_review"


def test_a_record_that_could_not_be_published_is_refused_with_every_reason_and_stays_a_draft():
    document = f.bare_document(title_en="Opinions")
    assert refused(review.submit, document, by=None) == [
        "Opinions: The record as a whole has no evidence. Cite the words it rests on.",
        "Opinions: No date is preferred. Tick the one that lists are to show.",
        "Opinions: No issuer is preferred. Tick whom we hold to have issued it.",
        "Opinions: The type has no evidence. Cite the word, or choose “not stated”.",
    ]
    assert state(document) == "draft"


def test_what_is_in_review_is_not_submitted_again():
    assert refused(review.submit, source := submitted(), by=None) == [
        f"{source} is in review; this needs it to be draft or withdrawn."
    ]


def test_a_withdrawn_record_can_be_submitted_again():
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    review.submit(made["statement"], by=None)
    assert state(made["statement"]) == "in_review"


def test_submitting_changes_the_state_and_nothing_that_an_old_form_holds():
    source = f.source()
    old = Source.objects.get(pk=source.pk)
    f.change(source, title_en="Newer")
    review.submit(old, by=None)
    assert Source.objects.get().title_en == "Newer"


def test_returning_makes_it_a_draft_again_and_only_from_review():
    source = submitted()
    review.take_back(source, by=None)
    assert state(source) == "draft"
    assert refused(review.take_back, source, by=None) == [f"{source} is draft; this needs it to be in review."]


# Approving


def test_an_approval_is_bound_to_what_was_reviewed():
    source, reviewer = submitted(), f.user("reviewer")
    approval = review.approve(source, by=reviewer)
    assert {
        "kind": approval.kind,
        "record": approval.record_id,
        "hash": approval.content_hash,
        "basis": approval.basis,
        "by": approval.by,
    } == {
        "kind": "source",
        "record": str(source.id),
        "hash": own_hash(dump(source)),
        "basis": "review",
        "by": reviewer,
    }


def test_what_is_not_in_review_is_not_approved():
    source = f.source()
    assert refused(review.approve, source, by=f.user()) == [f"{source} is draft; this needs it to be in review."]


def test_the_author_cannot_approve():
    author = f.user("reviewer")
    source = submitted(by=author)
    assert refused(review.approve, source, by=author) == [
        f"{source}: you changed it yourself since its last edition. Somebody else has to approve it."
    ]
    assert not Approval.objects.exists()


def test_nobody_who_changed_anything_since_the_last_edition_can_approve():
    first, second = f.user(), f.user()
    source = f.source()
    for author, title in ((first, "One"), (second, "Two")):
        f.change(source, by=author, title_en=title)
    review.submit(source, by=None)
    assert review.contributors(source) == {first.pk, second.pk}
    assert len(refused(review.approve, source, by=first)) == 1


def test_changes_that_are_published_already_do_not_count():
    author, reviewer = f.user(), f.user()
    source = f.source()
    f.publish(source, by=author, reviewer=reviewer)
    assert review.contributors(source) == set()
    f.change(source, by=reviewer, title_en="New")
    review.submit(source, by=None)
    review.approve(source, by=author)


def test_an_edition_renewed_with_another_record_does_not_make_the_author_a_second_person():
    made, author = f.catalogue(), f.user()
    f.change(made["document"], by=author, title_en="New title")
    f.change(made["agency"], name_en="New name")
    f.publish(made["agency"])
    assert review.contributors(made["document"]) == {author.pk}


def test_a_withdrawal_does_not_make_the_author_a_second_person():
    made, author = f.catalogue(), f.user()
    statement = made["statement"]
    f.change(statement, by=author, statement_kind="trend")
    publishing.withdraw([statement], by=None, reason="Wrong.")
    review.submit(statement, by=None)
    assert len(refused(review.approve, statement, by=author)) == 1


def test_somebody_who_changed_it_back_to_the_published_words_has_contributed_nothing():
    source, author = f.source(title_en="First"), f.user()
    f.publish(source)
    f.change(source, by=author, title_en="Second")
    f.change(source, by=author, title_en="First")
    assert review.contributors(source) == set()


def test_a_term_is_under_the_same_rule():
    term, author = f.term("theme", "TRADE"), f.user()
    f.publish(term, by=author)
    f.change(term, by=author, label_en="Trade")
    review.submit(term, by=None)
    assert len(refused(review.approve, term, by=author)) == 1


def test_an_approval_of_words_changed_since_they_were_read_is_refused():
    source = submitted()
    seen = own_hash(dump(source))
    Source.objects.update(title_en="Changed meanwhile")
    assert refused(review.approve, source, by=f.user(), seen_hash=seen) == [
        "Changed meanwhile was changed after you opened it. Read it again before you approve it."
    ]


def test_the_words_that_were_read_are_approved():
    source = submitted()
    assert review.approve(source, by=f.user(), seen_hash=own_hash(dump(source))).pk


def test_a_change_that_nobody_is_known_for_is_not_approved():
    source = submitted()
    Source.objects.update(title_en="Changed past every form")
    assert refused(review.approve, source, by=f.user()) == [
        (
            "Changed past every form was changed by somebody unknown since its last revision. "
            "Save it once, with a reason, so that it is known who answers for it."
        )
    ]


def test_an_approval_lasts_no_longer_than_the_words():
    source = submitted()
    f.publish(*Term.objects.all())
    review.approve(source, by=f.user())
    f.change(source, title_en="Changed after approval")
    assert state(source) == "draft"
    assert len(refused(publishing.publish, [source])) == 1


def test_the_seed_is_approved_as_such_by_nobody():
    source = f.source()
    (approval,) = review.approve_seed([source])
    assert (approval.basis, approval.by, approval.content_hash) == ("seed", None, own_hash(dump(source)))
