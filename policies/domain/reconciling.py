"""A save that was refused because somebody else had saved: what was typed is kept, and settled value by value."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.choices import RevisionAct
from policies.content.encoding import Content, encode
from policies.content.records import dump, load, record_of
from policies.domain import history
from policies.domain.locking import locked
from policies.models.presence import SetAside
from policies.models.revision import Revision
from policies.models.source import Snapshot, digest
from policies.text.joining import MINE, THEIRS, Difference, differences, mixed, undecided

NOTE = "note"


@dataclass(frozen=True)
class Comparison:
    """What was typed beside what stands now. `record` is None where it was deleted meanwhile, and `version` then 0.

    `last` is the revision that stands now: who saved it, when and why. `notes` is the note for curators as it was
    typed and as it stands, or None where they are the same.
    """

    aside: SetAside
    record: Any
    version: int
    theirs: Content
    last: Revision
    differences: list[Difference]
    notes: tuple[str, str] | None


@transaction.atomic
def set_aside(
    base: Revision, content: Content, *, by: Any, note: str = "", reason: str = "", snapshots: Sequence[Content] = ()
) -> SetAside:
    """Afterwards all that was typed over this revision is kept, new snapshots too, until its writer has settled it.

    The same words sent twice are kept once.
    """
    kept = {"kind": base.kind, "record_id": base.record_id, "base": base.number, "by": by}
    said = {"content": encode(content), "note": note, "reason": reason[:300]}
    for row in unsettled(by).filter(**kept, **said):
        if row.snapshots == list(snapshots):
            return row
    return SetAside.objects.create(**kept, **said, snapshots=list(snapshots))


def unsettled(person: Any) -> QuerySet[SetAside]:
    """What this person typed and could not save, and has not settled yet; the latest first."""
    return SetAside.objects.filter(by=person, settled_at=None)


def comparison(aside: SetAside) -> Comparison:
    """What its writer has to choose between now. Raises ValidationError if nothing is kept of where it began."""
    record = _record(aside)
    last = Revision.objects.of(aside.kind, aside.record_id).select_related("by").first()
    if last is None:
        raise ValidationError(_("There is no revision of this record: nothing can be compared."))
    mine, base = json.loads(aside.content), _base(aside)
    # Of a record that was deleted stands what it said last: all of it can be had again.
    theirs = dump(record) if record else json.loads(last.content)
    note = record.note if record else aside.note
    return Comparison(
        aside=aside,
        record=record,
        version=record.version if record else 0,
        theirs=theirs,
        last=last,
        differences=differences(base, mine, theirs),
        notes=(aside.note, note) if aside.note != note else None,
    )


@transaction.atomic
def settle(aside: SetAside, choices: Mapping[str, str], *, seen: int, by: Any, reason: str) -> Any:
    """Afterwards the record says, value by value, what was chosen, and nothing of it waits any longer.

    `choices` has "mine" or "theirs" by the name of a difference, and by "note". Refused, with all still kept, if the
    record is no longer in the version that was `seen`, or if something that both changed was not chosen.
    """
    aside = _held(aside)
    if record := _record(aside):
        locked(record)
    now = comparison(aside)
    if now.version != seen:
        raise ValidationError(_moved(now), code="changed_meanwhile")
    _refuse_undecided(now, choices)
    content = mixed(_base(aside), json.loads(aside.content), now.theirs, choices)
    act = RevisionAct.CHANGED if now.record else RevisionAct.BROUGHT_BACK
    if now.record is None and aside.snapshots:
        # What is to have them has to be there first.
        load(content)
    _add_snapshots(_record(aside), aside)
    saved = history.put(content, by=by, reason=reason, act=act)
    if now.record is None or (now.notes and choices.get(NOTE) == MINE):
        history.put_note(saved, aside.note)
    _close(aside)
    return saved


@transaction.atomic
def take_theirs(aside: SetAside) -> None:
    """Afterwards what stands now is left as it is, and what was typed no longer waits."""
    _close(_held(aside))


def refuse_settled(aside: SetAside) -> None:
    if aside.settled_at:
        raise ValidationError(_("This was settled already. Open the record to change it again."))


def everything(now: Comparison, side: str) -> dict[str, str]:
    """The choices of somebody who takes one side throughout."""
    return {**{difference.name: side for difference in now.differences}, NOTE: side}


def _add_snapshots(source: Any, aside: SetAside) -> None:
    """Afterwards the source has the new snapshots too, after those that somebody else has added; none twice."""
    for row in aside.snapshots:
        if source.snapshots.filter(sha256=digest(row["text"])).exists():
            continue
        last = source.snapshots.aggregate(last=Max("number"))["last"] or 0
        snapshot = Snapshot(source=source, number=last + 1, **row)
        snapshot.full_clean()
        snapshot.save()


def _held(aside: SetAside) -> SetAside:
    """The same, held until the transaction ends; refused if it was settled in another window."""
    held = SetAside.objects.select_for_update(of=("self",)).get(pk=aside.pk)
    refuse_settled(held)
    return held


def _record(aside: SetAside) -> Any:
    try:
        return record_of(aside.kind, aside.record_id)
    except ObjectDoesNotExist:
        return None


def _base(aside: SetAside) -> Content:
    began = Revision.objects.of(aside.kind, aside.record_id).get(number=aside.base)
    return dict(json.loads(began.content))


def _moved(now: Comparison) -> str:
    who = now.last.by.get_username() if now.last.by else _("somebody")
    return _(
        "Not saved: %(who)s saved this record again while you were choosing. What you typed is still here; "
        "look at what stands now, and choose once more."
    ) % {"who": who}


def _refuse_undecided(now: Comparison, choices: Mapping[str, str]) -> None:
    number = len(undecided(now.differences, choices))
    number += bool(now.notes and choices.get(NOTE) not in {MINE, THEIRS})
    if number:
        raise ValidationError(
            ngettext(
                "%d value was changed by both of you: choose yours or theirs.",
                "%d values were changed by both of you: choose yours or theirs for each.",
                number,
            )
            % number
        )


def _close(aside: SetAside) -> None:
    aside.settled_at = timezone.now()
    aside.save(update_fields=["settled_at"])
