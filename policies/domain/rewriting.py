"""Several working records changed together, where each would be refused by itself while the others are as they were."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from policies.choices import State
from policies.content.encoding import Content, own_hash
from policies.content.records import dump, load, public_id, record_of
from policies.domain import history


class Rewritten(NamedTuple):
    """A working record, and the numbers of its revisions before and after; none after if it says the same still."""

    record: Any
    before: int
    after: int | None


def rewrite(contents: Sequence[Content], *, by: Any, reason: str) -> list[Rewritten]:
    """Afterwards each working record says its content, checked like anything that is typed, and it is noted who did.

    The caller holds the records. Each keeps its state: what is said of another record is no work on this one. One
    that waited for its time on the schedule does so no longer, because it was changed.
    """
    records = [record_of(content["kind"], content["id"]) for content in contents]
    numbers = [_known(record) for record in records]
    _load_all(contents)
    return [_noted(record, number, by=by, reason=reason) for record, number in zip(records, numbers, strict=True)]


def _known(record: Any) -> int:
    """The revision that says what the record says; made, by nobody known, where it was changed past the desk."""
    content = dump(record)
    last = history.latest(record)
    if last is None or last.content_hash != own_hash(content):
        last = history.keep(record, content, by=None, reason=_("Changed past the desk."))
    return last.number


def _load_all(contents: Sequence[Content]) -> None:
    try:
        # A savepoint: what the database refuses leaves a transaction that can go on.
        with transaction.atomic():
            for content in contents:
                load(content)
            complaints = [sentence for content in contents for sentence in _complaints(content)]
    except (IntegrityError, KeyError, ObjectDoesNotExist) as error:
        raise ValidationError(
            _("These values do not go together, or name something that is no longer there: %(why)s") % {"why": error}
        ) from error
    if complaints:
        raise ValidationError(complaints)


def _complaints(content: Content) -> list[str]:
    record = record_of(content["kind"], content["id"])
    try:
        history.check(record)
    except ValidationError as error:
        return [_("%(record)s: %(obstacle)s") % {"record": record, "obstacle": text} for text in error.messages]
    return []


def _noted(record: Any, before: int, *, by: Any, reason: str) -> Rewritten:
    state = State(record.state)
    fresh = record_of(record.kind, public_id(record))
    noted = history.note_change(fresh, by=by, reason=reason[:300])
    if fresh.state != state:
        set_state(fresh, state)
    return Rewritten(fresh, before, noted.number if noted else None)


def set_state(record: Any, state: State) -> None:
    record.state = state
    type(record).objects.filter(pk=record.pk).update(state=state)
