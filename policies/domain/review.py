"""A second person's look: submitting a record, sending it back, and saying yes to exactly one content of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policies.choices import ApprovalBasis, Kind, ReviewAct, State
from policies.content.encoding import own_hash
from policies.content.records import MODELS, dump, public_id
from policies.domain import risk, schedule, thread
from policies.domain.locking import locked
from policies.domain.merged import refuse_merged
from policies.domain.readiness import obstacles
from policies.domain.texts import cited_texts
from policies.models.approval import Approval
from policies.models.citation import Citation
from policies.models.edition import Edition
from policies.models.revision import Revision


@transaction.atomic
def submit(record: Any, *, by: Any, text: str = "") -> None:
    """Afterwards the record waits for a second person, with what should make them look twice.

    A record that could not be published is refused, with why.
    """
    record = locked(record)
    _refuse_unless(record, State.DRAFT, State.WITHDRAWN)
    refuse_merged(record)
    content = dump(record)
    if found := obstacles(content, cited_texts([content])):
        raise ValidationError([_("%(record)s: %(obstacle)s") % {"record": record, "obstacle": text} for text in found])
    _set_state(record, State.IN_REVIEW)
    flags = risk.flags(record, content, by)
    thread.note([record], ReviewAct.SUBMITTED, by=by, text=text.strip(), content_hash=own_hash(content), flags=flags)


def brought(source: Any) -> list[Any]:
    """The source and every record that cites one of its snapshots, the source first."""
    cited = [
        model.objects.filter(pk__in=Citation.objects.filter(snapshot__source=source).values(kind)).order_by("slug")
        for kind, model in MODELS.items()
        if kind not in {Kind.TERM, Kind.SOURCE}
    ]
    return [source, *(record for records in cited for record in records)]


def submit_brought(source: Any, *, by: Any) -> tuple[int, list[str]]:
    """Afterwards every draft that this source brought waits for review; how many do, and why each of the others not."""
    done, refusals = 0, []
    for record in brought(source):
        if record.state == State.DRAFT:
            try:
                submit(record, by=by)
                done += 1
            except ValidationError as error:
                refusals += error.messages
    return done, refusals


@transaction.atomic
def ask_for_changes(record: Any, *, by: Any, text: str = "", remarks: Mapping[str, str] | None = None) -> None:
    """Afterwards the record is a draft again, and its thread says what is to be changed: as a whole, and by value."""
    record = locked(record)
    _refuse_unless(record, State.IN_REVIEW)
    said = {value: remark for value, remark in (remarks or {}).items() if remark.strip()}
    if not (text.strip() or said):
        raise ValidationError(_("Say what should be changed, about a value or about the whole."))
    for value, remark in said.items():
        thread.comment(record, remark, by=by, value=value)
    _set_state(record, State.DRAFT)
    schedule.void([record], by=by, why=_("It was sent back."))
    thread.note([record], ReviewAct.RETURNED, by=by, text=text.strip())


@transaction.atomic
def take_back(record: Any, *, by: Any) -> None:
    """Afterwards the record is a draft again: whoever submitted it has more to do."""
    record = locked(record)
    _refuse_unless(record, State.IN_REVIEW)
    _set_state(record, State.DRAFT)
    schedule.void([record], by=by, why=_("It was taken back."))
    thread.note([record], ReviewAct.TAKEN_BACK, by=by)


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
    _refuse_contributor(record, by)
    approval = _approve(record, found, basis=ApprovalBasis.REVIEW, by=by)
    thread.note([record], ReviewAct.APPROVED, by=by, content_hash=found)
    return approval


def approve_again(record: Any, *, by: Any) -> Approval:
    """Afterwards the very content that was public before the record was withdrawn may be published again."""
    refuse_merged(record)
    found = own_hash(dump(record))
    last = Edition.objects.filter(record_id=public_id(record), approval__isnull=False).order_by("-sequence").first()
    if last is None or last.own_hash != found:
        raise ValidationError(
            _("%(record)s was changed since it was withdrawn. Submit it for review and have somebody else approve it.")
            % {"record": record}
        )
    _refuse_unknown_changes(record, found)
    _refuse_contributor(record, by)
    return _approve(record, found, basis=ApprovalBasis.REVIEW, by=by)


def approve_merged(record: Any, *, by: Any) -> Approval:
    """Afterwards what the record says after a merge may be published, as it is in this transaction."""
    found = own_hash(dump(record))
    _refuse_unknown_changes(record, found)
    _refuse_contributor(record, by)
    return _approve(record, found, basis=ApprovalBasis.REVIEW, by=by)


def approve_seed(records: Iterable[Any]) -> list[Approval]:
    """Afterwards the contents that the software itself ships may be published; what somebody changed is refused."""
    records = list(records)
    names = {public_id(record): record for record in records}
    changed = Revision.objects.filter(record_id__in=names, by__isnull=False).order_by("record_id")
    if found := dict.fromkeys(str(name) for name in changed.values_list("record_id", flat=True)):
        raise ValidationError([_not_of_the_seed(names[name]) for name in found])
    return [_approve(record, own_hash(dump(record)), basis=ApprovalBasis.SEED, by=None) for record in records]


def _not_of_the_seed(record: Any) -> str:
    return _(
        "%(record)s was changed by somebody: it is no part of the seed. "
        "Publish it by a review, or load the seed before anything else."
    ) % {"record": record}


def contributors(record: Any) -> set[Any]:
    """Everybody who changed the record since its words were last published, as user ids.

    A renewal with another record and a withdrawal publish no words of its own: they do not begin a new count.
    """
    return set(unpublished_revisions(record).values_list("by_id", flat=True)) - {None}


def unpublished_revisions(record: Any) -> Any:
    """The revisions since the one whose words were last published, the latest first."""
    revisions = Revision.objects.of(record.kind, public_id(record))
    approved = Edition.objects.filter(record_id=public_id(record), approval__isnull=False)
    published = revisions.filter(content_hash__in=approved.order_by("-sequence").values("own_hash")[:1]).first()
    return revisions.filter(number__gt=published.number) if published else revisions


def _refuse_contributor(record: Any, by: Any) -> None:
    if by.pk in contributors(record):
        raise ValidationError(
            _("%(record)s: you changed it yourself since its last edition. Somebody else has to approve it.")
            % {"record": record}
        )


def _refuse_unknown_changes(record: Any, found: str) -> None:
    last = Revision.objects.of(record.kind, public_id(record)).first()
    if last is None or last.content_hash != found:
        raise ValidationError(
            _(
                "%(record)s was changed by somebody unknown since its last revision. "
                "Save it once, with a reason, so that it is known who answers for it."
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
