"""What curators do with a correction from the public: take it up, accept or decline it with an answer, discard it."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import CorrectionState as State
from policies.content.records import record_of
from policies.domain import thread
from policies.domain.locking import locked
from policies.models.correction import MOST_ANSWER, Correction, has_control_characters
from policies.values import VALUES

OPEN = (State.RECEIVED, State.IN_WORK)
CLOSED = (State.ACCEPTED, State.DECLINED, State.DISCARDED)
# What stands where a sender's words were.
REMOVED = "–"


@transaction.atomic
def take_up(correction: Correction, *, by: Any) -> Correction:
    """Afterwards the public reads that it is being looked into, and curators read by whom."""
    return _move(_held(correction, State.RECEIVED), State.IN_WORK, by=by)


@transaction.atomic
def accept(correction: Correction, answer: str, *, by: Any) -> Correction:
    """Afterwards the public reads that it was right, with the answer; reviewers read it in the thread of the record.

    The record itself is changed on its own page, and published like any other change.
    """
    correction = _held(correction, *OPEN)
    answer = _checked(answer)
    _note(correction, _("A correction from the public was accepted: %(answer)s") % {"answer": answer}, by=by)
    return _move(correction, State.ACCEPTED, answer, by=by)


@transaction.atomic
def decline(correction: Correction, answer: str, *, by: Any) -> Correction:
    """Afterwards the public reads that nothing is changed, with the answer."""
    return _move(_held(correction, *OPEN), State.DECLINED, _checked(answer), by=by)


@transaction.atomic
def discard(correction: Correction, *, by: Any) -> Correction:
    """Afterwards the public sees nothing of it: for what was never meant as a correction."""
    return _move(_held(correction, *OPEN), State.DISCARDED, by=by)


@transaction.atomic
def reopen(correction: Correction, *, by: Any) -> Correction:
    """Afterwards it is being looked into again; the earlier answer is not public until it is decided anew."""
    correction = _held(correction, *CLOSED)
    if correction.state == State.ACCEPTED:
        _note(correction, _("A correction from the public that had been accepted is looked into again."), by=by)
    return _move(correction, State.IN_WORK, by=by)


@transaction.atomic
def forget_sender(correction: Correction) -> Correction:
    """Afterwards nothing is left of what its sender wrote or is; the state and the answer stay."""
    correction = _held(correction, *CLOSED)
    correction.text, correction.source, correction.contact, correction.sender = REMOVED, "", "", ""
    correction.save(update_fields=["text", "source", "contact", "sender"])
    return correction


def _held(correction: Correction, *states: str) -> Correction:
    """The correction as it is now, locked. Refused if it is in none of these states."""
    correction = locked(correction)
    if correction.state not in states:
        raise ValidationError(
            _("This correction is %(state)s; this needs it to be %(needed)s.")
            % {
                "state": correction.get_state_display(),
                "needed": _(" or ").join(str(State(state).label) for state in states),
            }
        )
    return correction


def _checked(answer: str) -> str:
    answer = answer.replace("\r\n", "\n").strip()
    if not answer:
        raise ValidationError(_("Write an answer: the public reads why."))
    if len(answer) > MOST_ANSWER:
        raise ValidationError(
            _("The answer has %(length)d characters; %(most)d are kept. Say it shorter.")
            % {"length": len(answer), "most": MOST_ANSWER}
        )
    if has_control_characters(answer):
        raise ValidationError(_("It contains control characters, which cannot be read. Take them out."))
    return answer


def _move(correction: Correction, state: str, answer: str | None = None, *, by: Any) -> Correction:
    correction.state, correction.handled_by, correction.handled_at = state, by, timezone.now()
    if answer is not None:
        correction.answer = answer
    correction.save(update_fields=["state", "answer", "handled_by", "handled_at"])
    return correction


def _note(correction: Correction, text: str, *, by: Any) -> None:
    """Put it into the thread of the record, without the sender's words: a thread is for ever."""
    try:
        record = record_of(correction.kind, correction.record_id)
    except ObjectDoesNotExist:
        return
    value = correction.value if correction.value in VALUES else ""
    thread.comment(record, f"{text}\n/corrections/{correction.pk}/", by=by, value=value)
