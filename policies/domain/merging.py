"""Two records that are one: proposed by one person, decided by another, and done in one transaction.

A merge puts a duplicate right. What became of an agency (renamed, absorbed …) is a succession and keeps both records.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import MergeState, ReviewAct, State
from policies.content.encoding import Content, own_hash
from policies.content.records import dump, public_id, record_of
from policies.content.references import reference
from policies.domain import merged, review, schedule, thread
from policies.domain.locking import all_locked
from policies.domain.log import tombstone, write
from policies.domain.naming import named_by, public_mentions
from policies.domain.publishing import checked_reason, open_log
from policies.domain.readiness import obstacles
from policies.domain.renewal import Renewal, current_contents
from policies.domain.rewriting import Rewritten, rewrite, set_state
from policies.domain.texts import cited_texts
from policies.models.edition import Edition, Log
from policies.models.merging import Merge
from policies.text.differences import Change, Path, changes
from policies.text.uniting import choices, renamed, united


@dataclass(frozen=True)
class Outcome:
    """What a merge would do. `citations` is how many of the lesser record's come to the kept one."""

    content: Content
    changes: list[Change]
    citations: int
    named_by: list[Any]


def default_paths(kept: Any, lesser: Any) -> list[Path]:
    """What is taken of the lesser record if nobody chooses: its rows, and values that the kept one has not."""
    return [choice.path for choice in choices(dump(kept), dump(lesser)) if choice.is_taken]


def preview(kept: Any, lesser: Any, chosen: Collection[Path] | None = None) -> Outcome:
    """What the kept record would say, and who would name it; nothing is changed."""
    before, other = dump(kept), dump(lesser)
    paths = default_paths(kept, lesser) if chosen is None else chosen
    content = united(before, other, paths)
    moved = len(content["evidence"]) - len(before["evidence"])
    return Outcome(content, changes(before, content), moved, [row for row in named_by(lesser) if row.pk != kept.pk])


@transaction.atomic
def propose(kept: Any, lesser: Any, *, chosen: Collection[Path] | None = None, by: Any, reason: str) -> Merge:
    """Afterwards the merge waits for a second person.

    Each of the two must be settled: public with nothing unpublished, or a draft that was never public. One in review,
    with unpublished changes, withdrawn or merged is refused, because a merge would publish, or lose, what somebody
    else has not finished. A public record does not go into one that is not.
    """
    kept, lesser = (record_of(record.kind, public_id(record)) for record in (kept, lesser))
    refuse_unfit(kept, lesser)
    made = Merge(
        kind=kept.kind,
        kept_id=public_id(kept),
        lesser_id=public_id(lesser),
        chosen=[list(path) for path in _known_paths(kept, lesser, chosen)],
        kept_hash=own_hash(dump(kept)),
        lesser_hash=own_hash(dump(lesser)),
        reason=checked_reason(reason),
        proposed_by=by,
    )
    made.full_clean(exclude=["proposed_by", "decided_by", "undone_by"])
    made.save()
    return made


def _known_paths(kept: Any, lesser: Any, chosen: Collection[Path] | None) -> list[Path]:
    if chosen is None:
        return default_paths(kept, lesser)
    paths = [choice.path for choice in choices(dump(kept), dump(lesser))]
    if unknown := [path for path in chosen if path not in paths]:
        raise ValidationError(
            _("“%(value)s” is no value in which the two differ. Open the comparison again.") % {"value": unknown[0][0]}
        )
    return [path for path in paths if path in chosen]


def chosen_paths(merge: Merge) -> list[Path]:
    return [tuple(path) for path in merge.chosen]


def records_of(merge: Merge) -> tuple[Any, Any]:
    """The kept and the lesser record; refused if one of them is no longer there."""
    try:
        return record_of(merge.kind, merge.kept_id), record_of(merge.kind, merge.lesser_id)
    except ObjectDoesNotExist as error:
        raise ValidationError(_("One of the two records is no longer there. Decline this merge.")) from error


@transaction.atomic
def decline(merge: Merge, *, by: Any, text: str = "") -> None:
    """Afterwards nothing of the proposal is done; it can be made again."""
    merge = held(merge, MergeState.PROPOSED)
    merge.state, merge.decided_by, merge.decided_at = MergeState.DECLINED, by, timezone.now()
    merge.save(update_fields=["state", "decided_by", "decided_at"])
    if text.strip():
        for record in records_of(merge):
            thread.comment(record, text, by=by)


@transaction.atomic
def decide(merge: Merge, *, by: Any) -> list[Edition]:
    """Afterwards the two are one, on the desk and in public, and all that named the lesser record names the kept one.

    Refused whole: for who proposed it or changed one of the two since its last edition, after a change of either, and
    where anything that follows cannot be. Returns the editions written.
    """
    log = open_log()
    merge = held(merge, MergeState.PROPOSED)
    kept, lesser, others = _held_records(*records_of(merge))
    _refuse_changed(merge, kept, lesser)
    refuse_unfit(kept, lesser)
    _refuse_decider(merge, kept, lesser, by)
    before = _Before(kept, lesser, others)
    rewritten = _rewrite(merge, kept, lesser, others)
    kept = record_of(merge.kind, merge.kept_id)
    editions = _publish(log, merge, kept, lesser, by) if before.is_public(kept) else []
    _settle(kept, lesser, before)
    merge.touched = _touched(rewritten, before, editions)
    merge.state, merge.decided_by, merge.decided_at = MergeState.DONE, by, timezone.now()
    merge.full_clean(exclude=["proposed_by", "decided_by", "undone_by"])
    merge.save()
    thread.note([kept, lesser], ReviewAct.MERGED, by=by, text=merge.reason)
    return editions


def held(merge: Merge, state: MergeState) -> Merge:
    """The merge as it is, held until the transaction ends; refused if it is in another state."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.state != state:
        raise ValidationError(
            _("This merge is “%(state)s”: nothing was done.") % {"state": MergeState(merge.state).label}
        )
    return merge


def _held_records(kept: Any, lesser: Any) -> tuple[Any, Any, list[Any]]:
    """Both, and all that name the lesser, as they are, locked. Somebody may have begun to name it a moment ago."""
    others = [row for row in named_by(lesser) if row.pk != kept.pk]
    fresh = {row.pk: row for row in all_locked([kept, lesser, *others])}
    if {row.pk for row in named_by(lesser)} - set(fresh):
        raise ValidationError(
            _("%(record)s is being named by another record just now. Try again.") % {"record": lesser}
        )
    return fresh[kept.pk], fresh[lesser.pk], [fresh[row.pk] for row in others]


class _Before:
    """The editions that stood, the states that the two records had, and what waited for its time, before a merge."""

    def __init__(self, kept: Any, lesser: Any, others: Sequence[Any]) -> None:
        self.scheduled = schedule.waiting_among(others)
        self.states = {public_id(record): record.state for record in (kept, lesser)}
        carrying = {name: sequence for name, (sequence, _content) in public_mentions(lesser).items()}
        both = Edition.objects.current().filter(record_id__in=list(self.states))
        self.editions = carrying | {str(name): number for name, number in both.values_list("record_id", "sequence")}

    def is_public(self, record: Any) -> bool:
        return public_id(record) in self.editions


def _rewrite(merge: Merge, kept: Any, lesser: Any, others: Sequence[Any]) -> list[Rewritten]:
    """The lesser record first: it may have to give up a number that only one can have. Noted as the proposer's work."""
    content = united(dump(kept), dump(lesser), chosen_paths(merge))
    contents = [_given_up(dump(lesser), content), content]
    contents += [renamed(dump(row), public_id(lesser), reference(content)) for row in others]
    reason = _("%(lesser)s merged into %(kept)s: %(reason)s") % {
        "lesser": lesser,
        "kept": kept,
        "reason": merge.reason,
    }
    return rewrite(contents, by=merge.proposed_by, reason=reason)


def _given_up(lesser: Content, content: Content) -> Content:
    """A number belongs to one working document only."""
    number = lesser.get("number")
    return {**lesser, "number": None} if number and number == content["number"] else lesser


def _publish(log: Log, merge: Merge, kept: Any, lesser: Any, by: Any) -> list[Edition]:
    content = dump(kept)
    if found := obstacles(content, cited_texts([content])):
        raise ValidationError([_("%(record)s: %(obstacle)s") % {"record": kept, "obstacle": text} for text in found])
    now = current_contents([public_id(kept)])[public_id(kept)]
    approvals = {}
    if own_hash(now) != own_hash(content):
        approvals[public_id(kept)] = review.approve_merged(kept, by=by)
    last = Edition.objects.current().filter(record_id=public_id(lesser)).first()
    batch: dict[str, Content | None] = {public_id(kept): content}
    if last is None:
        return write(log, Renewal(batch).settled(), approvals)
    for name, (_sequence, carrying) in public_mentions(lesser).items():
        batch.setdefault(name, renamed(carrying, public_id(lesser), reference(content)))
    batch[public_id(lesser)] = None
    ended = tombstone(last, merge.reason, into=public_id(kept))
    return write(log, Renewal(batch).settled(), approvals, tombstones=[ended])


def _settle(kept: Any, lesser: Any, before: _Before) -> None:
    if before.is_public(kept):
        set_state(kept, State.PUBLISHED)
    set_state(lesser, State.WITHDRAWN)


def _touched(rewritten: Sequence[Rewritten], before: _Before, editions: Sequence[Edition]) -> list[dict[str, Any]]:
    """What undoing needs of every record that was changed, on the desk or in its own words in public."""
    written = {str(edition.record_id): edition for edition in editions}
    desk = {public_id(row.record): row for row in rewritten}
    own = Edition.objects.in_bulk(list(before.editions.values()))
    public = [
        name
        for name, edition in written.items()
        if name in before.editions and edition.own_hash != own[before.editions[name]].own_hash
    ]
    kinds = {name: edition.kind for name, edition in written.items()}
    return [
        {
            "kind": desk[name].record.kind if name in desk else kinds[name],
            "id": name,
            "before": desk[name].before if name in desk else None,
            "after": desk[name].after if name in desk else None,
            "state": before.states.get(name, ""),
            "edition": before.editions[name] if name in public else None,
            "renewed": written[name].sequence if name in public else None,
            "scheduled": before.scheduled.get(name),
        }
        for name in dict.fromkeys([*desk, *public])
    ]


def refuse_unfit(kept: Any, lesser: Any) -> None:
    """Raises ValidationError with the first reason why the one cannot go into the other as they are now."""
    if kept.kind != lesser.kind:
        raise ValidationError(_("Only records of one kind can be merged."))
    public = current_contents([public_id(kept), public_id(lesser)])
    for record in (kept, lesser):
        merged.refuse_merged(record)
        _refuse_unsettled(record, public.get(public_id(record)))
    if public_id(lesser) in public and public_id(kept) not in public:
        raise ValidationError(
            _("The public sees %(lesser)s, and not %(kept)s: keep %(lesser)s.") % {"lesser": lesser, "kept": kept}
        )


def _refuse_unsettled(record: Any, public: Content | None) -> None:
    if record.state == State.IN_REVIEW:
        sentence = _("%(record)s is in review. Have it approved, or take it back, before you merge it.")
    elif record.state == State.WITHDRAWN:
        sentence = _("%(record)s is withdrawn. Restore it before you merge it.")
    elif public and own_hash(public) != own_hash(dump(record)):
        sentence = _("%(record)s has changes that are not public. Publish them, or undo them, before you merge it.")
    else:
        return
    raise ValidationError(sentence % {"record": record})


def _refuse_changed(merge: Merge, kept: Any, lesser: Any) -> None:
    for record, proposed in ((kept, merge.kept_hash), (lesser, merge.lesser_hash)):
        if own_hash(dump(record)) != proposed:
            raise ValidationError(
                _("%(record)s was changed after this merge was proposed. Decline it, and compare the two again.")
                % {"record": record}
            )


def _refuse_decider(merge: Merge, kept: Any, lesser: Any, by: Any) -> None:
    if by.pk == merge.proposed_by_id:
        raise ValidationError(_("You proposed this merge. Somebody else has to decide on it."))
    for record in (kept, lesser):
        if by.pk in review.contributors(record):
            raise ValidationError(
                _("%(record)s: you changed it yourself since its last edition. Somebody else has to decide on it.")
                % {"record": record}
            )
