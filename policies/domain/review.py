"""A second person's look: submitting a record, and saying yes to exactly one content of it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policies.choices import ApprovalBasis, State
from policies.content.encoding import own_hash
from policies.content.records import dump, public_id
from policies.domain.locking import locked
from policies.domain.readiness import obstacles
from policies.domain.texts import cited_texts
from policies.models.approval import Approval
from policies.models.edition import Edition
from policies.models.revision import Revision


@transaction.atomic
def submit(record: Any) -> None:
    """Afterwards the record waits for a second person. A record that could not be published is refused, with why."""
    record = locked(record)
    _refuse_unless(record, State.DRAFT, State.WITHDRAWN)
    content = dump(record)
    if found := obstacles(content, cited_texts([content])):
        raise ValidationError([_("%(record)s: %(obstacle)s") % {"record": record, "obstacle": text} for text in found])
    _set_state(record, State.IN_REVIEW)


@transaction.atomic
def return_to_draft(record: Any) -> None:
    """Afterwards the record is a draft again: changes were asked for."""
    record = locked(record)
    _refuse_unless(record, State.IN_REVIEW)
    _set_state(record, State.DRAFT)


@transaction.atomic
def approve(record: Any, *, by: Any, seen_hash: str | None = None) -> Approval:
    """Afterwards this content of the record, and no other, may be published.

    Refused: a record not in review, a content other than the one seen or than the last one kept as a revision, and
    anybody who changed the record since its words were last published.
    """
    record = locked(record)
    _refuse_unless(record, State.IN_REVIEW)
    found = own_hash(dump(record))
    if seen_hash is not None and seen_hash != found:
        raise ValidationError(
            _("%(record)s was changed after you opened it. Read it again before you approve it.") % {"record": record}
        )
    _refuse_unknown_changes(record, found)
    if by.pk in contributors(record):
        raise ValidationError(
            _("%(record)s: you changed it yourself since its last edition. Somebody else has to approve it.")
            % {"record": record}
        )
    return _approve(record, found, basis=ApprovalBasis.REVIEW, by=by)


def approve_seed(records: Iterable[Any]) -> list[Approval]:
    """Afterwards the contents that the software itself ships may be published."""
    return [_approve(record, own_hash(dump(record)), basis=ApprovalBasis.SEED, by=None) for record in records]


def contributors(record: Any) -> set[Any]:
    """Everybody who changed the record since its words were last published, as user ids.

    A renewal with another record and a withdrawal publish no words of its own: they do not begin a new count.
    """
    revisions = Revision.objects.of(record.kind, public_id(record))
    approved = Edition.objects.filter(record_id=public_id(record), approval__isnull=False)
    published = revisions.filter(content_hash__in=approved.order_by("-sequence").values("own_hash")[:1]).first()
    if published:
        revisions = revisions.filter(number__gt=published.number)
    return set(revisions.values_list("by_id", flat=True)) - {None}


def _refuse_unknown_changes(record: Any, found: str) -> None:
    last = Revision.objects.of(record.kind, public_id(record)).first()
    if last is None or last.content_hash != found:
        raise ValidationError(
            _(
                "%(record)s was changed by somebody unknown since its last revision. "
                "Save it once, so that it is known who answers for it."
            )
            % {"record": record}
        )


def _approve(record: Any, content_hash: str, *, basis: str, by: Any) -> Approval:
    return Approval.objects.create(
        kind=record.kind, record_id=public_id(record), content_hash=content_hash, basis=basis, by=by
    )


def _refuse_unless(record: Any, *states: str) -> None:
    if record.state not in states:
        raise ValidationError(
            _("%(record)s is %(state)s; this needs it to be %(needed)s.")
            % {
                "record": record,
                "state": record.get_state_display(),
                "needed": _(" or ").join(str(State(state).label) for state in states),
            }
        )


def _set_state(record: Any, state: str) -> None:
    record.state = state
    record.save(update_fields=["state"])
