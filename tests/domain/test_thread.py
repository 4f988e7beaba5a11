"""The thread of a record: comments and decisions in order, each with who, when and of which content."""

import pytest
from django.core.exceptions import ValidationError

from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import history, publishing, review, thread
from policies.models import ThreadEntry
from tests import factories as f

pytestmark = pytest.mark.django_db


def said(record):
    return [(row.act, row.value, row.text, row.by) for row in ThreadEntry.objects.of(record.kind, record.pk)]


def submitted(author):
    source = f.source()
    history.note_change(source, by=author, reason=f.REASON)
    review.submit(source, by=author, text="Please look at the date.")
    return source


def refused(act, *arguments, **values):
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    return refusal.value.messages


def test_a_record_has_one_thread_from_submission_to_withdrawal():
    author, reviewer = f.user(), f.user()
    source = submitted(author)
    review.ask_for_changes(source, by=reviewer, text="Nearly.", remarks={"title": "Whose title?", "number": " "})
    review.submit(source, by=author)
    review.take_back(source, by=author)
    review.submit(source, by=author)
    f.publish(*f.Term.objects.all())
    publishing.approve_and_publish([source], by=reviewer)
    publishing.withdraw([source], by=reviewer, reason="Wrong.")
    publishing.restore([source], by=reviewer, reason="Right.")
    publishing.withdraw([source], by=reviewer, reason="A court ordered it.", takedown=True)
    assert said(source) == [
        ("submitted", "", "Please look at the date.", author),
        ("commented", "title", "Whose title?", reviewer),
        ("returned", "", "Nearly.", reviewer),
        ("submitted", "", "", author),
        ("taken_back", "", "", author),
        ("submitted", "", "", author),
        ("approved", "", "", reviewer),
        ("withdrawn", "", "Wrong.", reviewer),
        ("restored", "", "Right.", reviewer),
        ("taken_down", "", "A court ordered it.", reviewer),
    ]


def test_an_entry_says_which_content_it_speaks_of():
    source = submitted(f.user())
    assert ThreadEntry.objects.get().content_hash == own_hash(dump(source))


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_comment_is_refused(text):
    assert refused(thread.comment, f.source(), text, by=f.user()) == ["Write what you want to say."]


def test_a_comment_too_long_to_keep_is_refused_with_its_length():
    assert refused(thread.comment, f.source(), "x" * 4001, by=f.user()) == [
        "The comment has 4001 characters; 4000 are kept. Say it shorter."
    ]


def test_a_comment_on_what_is_no_value_is_refused():
    assert refused(thread.comment, f.source(), "Why?", by=f.user(), value="colour") == [
        "“colour” is no value of a record."
    ]
    assert not ThreadEntry.objects.exists()


def test_asking_for_changes_without_a_word_is_refused_and_changes_nothing():
    source = submitted(f.user())
    assert refused(review.ask_for_changes, source, by=f.user(), remarks={"title": ""}) == [
        "Say what should be changed, about a value or about the whole."
    ]
    source.refresh_from_db()
    assert (source.state, ThreadEntry.objects.count()) == ("in_review", 1)
