"""What curators do with a correction from the public."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from policies.domain import correcting
from policies.models import Correction, ThreadEntry
from tests import factories as f

pytestmark = pytest.mark.django_db
CLOSED = ("accepted", "declined", "discarded")
VERBS = {
    "take_up": lambda row, by: correcting.take_up(row, by=by),
    "accept": lambda row, by: correcting.accept(row, "The gazette says so.", by=by),
    "decline": lambda row, by: correcting.decline(row, "The gazette says otherwise.", by=by),
    "discard": lambda row, by: correcting.discard(row, by=by),
    "reopen": lambda row, by: correcting.reopen(row, by=by),
    "forget": lambda row, _by: correcting.forget_sender(row),
}
ALLOWED = {
    "take_up": {"received": "in_work"},
    "accept": {"received": "accepted", "in_work": "accepted"},
    "decline": {"received": "declined", "in_work": "declined"},
    "discard": {"received": "discarded", "in_work": "discarded"},
    "reopen": {"accepted": "in_work", "declined": "in_work", "discarded": "in_work"},
    "forget": {"accepted": "accepted", "declined": "declined", "discarded": "discarded"},
}


def sent_in(record=None, **values):
    return Correction.objects.create(
        **{
            "kind": record.kind if record else "measure",
            "record_id": record.pk if record else uuid.UUID(int=1),
            "edition": 1,
            "value": "dates",
            "text": "Secret words",
            "source": "Secret source",
            "contact": "secret@example.org",
            "sender": "abc",
            "answer": "An earlier answer." if values.get("state") in {"accepted", "declined"} else "",
            **values,
        }
    )


@pytest.mark.parametrize("state", ["received", "in_work", *CLOSED])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_for_some_states_and_refused_in_the_others(verb, state):
    correction, by = sent_in(state=state), f.user("curator")
    if state in ALLOWED[verb]:
        VERBS[verb](correction, by)
    else:
        with pytest.raises(ValidationError, match=r"^\['This correction is .*; this needs it to be .*\.'\]$"):
            VERBS[verb](correction, by)
    assert Correction.objects.get().state == ALLOWED[verb].get(state, state)


def test_a_refusal_says_what_it_is_and_what_it_would_have_to_be():
    with pytest.raises(ValidationError) as refused:
        correcting.accept(sent_in(state="discarded"), "Yes.", by=f.user("curator"))
    assert refused.value.messages == [
        "This correction is discarded; this needs it to be received or being looked into."
    ]


@pytest.mark.parametrize("verb", ["take_up", "accept", "decline", "discard", "reopen"])
def test_who_did_it_and_when_is_kept(verb):
    correction, by = sent_in(state=next(iter(ALLOWED[verb]))), f.user("curator")
    VERBS[verb](correction, by)
    stored = Correction.objects.get()
    assert stored.handled_by == by
    assert stored.handled_at >= stored.sent_at


@pytest.mark.parametrize("decide", [correcting.accept, correcting.decline])
@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Write an answer: the public reads why."),
        (" \r\n ", "Write an answer: the public reads why."),
        ("x" * 2001, "The answer has 2001 characters; 2000 are kept. Say it shorter."),
        ("a\x00b", "It contains control characters, which cannot be read. Take them out."),
    ],
)
def test_a_decision_needs_an_answer_that_can_be_read(decide, answer, sentence):
    correction = sent_in()
    with pytest.raises(ValidationError) as refused:
        decide(correction, answer, by=f.user("curator"))
    assert refused.value.messages == [sentence]
    assert (Correction.objects.get().state, ThreadEntry.objects.count()) == ("received", 0)


def test_an_accepted_correction_stands_in_the_thread_of_the_record_without_the_words_of_its_sender():
    document, by = f.catalogue()["document"], f.user("curator")
    correction = sent_in(document)
    correcting.accept(correction, "The gazette says so.\r\nThanks.", by=by)
    entry = ThreadEntry.objects.of("document", document.pk).last()
    assert (entry.act, entry.value, entry.by) == ("commented", "dates", by)
    assert entry.text == (
        f"A correction from the public was accepted: The gazette says so.\nThanks.\n/corrections/{correction.pk}/"
    )
    assert not ThreadEntry.objects.filter(text__icontains="secret").exists()


def test_the_longest_answer_fits_into_the_thread():
    correcting.accept(sent_in(f.catalogue()["document"]), "x" * 2000, by=f.user("curator"))
    assert Correction.objects.get().answer == "x" * 2000


def test_what_is_something_else_is_said_of_the_whole_record():
    document = f.catalogue()["document"]
    correcting.accept(sent_in(document, value="other"), "Yes.", by=f.user("curator"))
    assert ThreadEntry.objects.of("document", document.pk).last().value == ""


@pytest.mark.parametrize("verb", ["take_up", "decline", "discard"])
def test_the_thread_hears_of_nothing_that_changes_no_record(verb):
    document = f.catalogue()["document"]
    before = ThreadEntry.objects.count()
    VERBS[verb](sent_in(document), f.user("curator"))
    assert ThreadEntry.objects.count() == before


def test_an_accepted_correction_that_is_opened_again_is_said_in_the_thread_too():
    document = f.catalogue()["document"]
    correcting.reopen(sent_in(document, state="accepted"), by=f.user("curator"))
    last = ThreadEntry.objects.of("document", document.pk).last()
    assert last.text.startswith("A correction from the public that had been accepted is looked into again.")


def test_an_answer_is_kept_while_it_is_decided_anew():
    correction, by = sent_in(state="declined", answer="No."), f.user("curator")
    again = correcting.reopen(correction, by=by)
    assert (again.state, again.answer) == ("in_work", "No.")
    assert correcting.accept(again, "Yes.", by=by).answer == "Yes."


def test_a_correction_of_a_record_that_is_no_longer_on_the_desk_can_be_decided():
    correction = correcting.accept(sent_in(), "It was right.", by=f.user("curator"))
    assert (correction.state, ThreadEntry.objects.count()) == ("accepted", 0)


def test_of_two_curators_the_second_is_told_that_it_was_decided():
    correction = sent_in()
    same = Correction.objects.get()
    correcting.accept(correction, "Yes.", by=f.user("curator"))
    with pytest.raises(ValidationError, match="This correction is accepted"):
        correcting.decline(same, "No.", by=f.user("curator"))
    assert Correction.objects.get().answer == "Yes."


def test_nothing_is_left_of_a_sender_who_is_forgotten_but_the_state_and_the_answer():
    by = f.user("curator")
    correction = correcting.decline(sent_in(), "No.", by=by)
    correcting.forget_sender(correction)
    stored = Correction.objects.get()
    assert {name: getattr(stored, name) for name in ("text", "source", "contact", "sender")} == {
        "text": "–",
        "source": "",
        "contact": "",
        "sender": "",
    }
    assert (stored.state, stored.answer, stored.handled_by, stored.handled_at) == (
        "declined",
        "No.",
        by,
        correction.handled_at,
    )
