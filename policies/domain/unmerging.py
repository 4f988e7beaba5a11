"""Undoing a merge: both records again, and everything that was changed by it back to what it said before.

One person undoes it, so nothing becomes public by it but words that were approved before. What was changed since the
merge, and now says something that nobody has approved, waits for a second person; until then it is public as it is.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import MergeState, ReviewAct, State
from policies.content.encoding import Content, own_hash
from policies.content.records import dump, public_id, record_of
from policies.domain import merged, review, schedule, thread
from policies.domain.locking import all_locked
from policies.domain.log import write
from policies.domain.merging import held, records_of
from policies.domain.publishing import checked_reason, open_log
from policies.domain.readiness import obstacles
from policies.domain.renewal import Renewal, current_contents, said
from policies.domain.rewriting import rewrite, set_state
from policies.domain.texts import cited_texts
from policies.models.approval import Approval
from policies.models.edition import Edition, Log
from policies.models.merging import Merge
from policies.models.revision import Revision
from policies.models.schedule import Schedule
from policies.models.thread import ThreadEntry
from policies.text.joining import differences, mixed, undecided
from policies.values import VALUES


class Touched(NamedTuple):
    """A record that a merge changed: its revisions and its editions before and after; see `Merge.touched`."""

    kind: str
    id: str
    before: int | None
    after: int | None
    state: str
    edition: int | None
    renewed: int | None
    scheduled: int | None = None


class Undone(NamedTuple):
    """What an undoing wrote, and the records that wait for a second person after it."""

    editions: list[Edition]
    waiting: list[Any]


@transaction.atomic
def undo(merge: Merge, *, by: Any, reason: str) -> Undone:
    """Afterwards all that the merge changed says what it said before, on the desk and in public.

    What was changed since stays, where it is another value, and waits for review; where it is the same value, the
    undoing is refused whole and says which. Refused too while one of the records is merged further: that is undone
    first.
    """
    reason = checked_reason(reason)
    log = open_log()
    merge = held(merge, MergeState.DONE)
    rows = [Touched(**row) for row in merge.touched]
    _held_records(merge, rows)
    contents = [content for row in reversed(rows) if (content := _on_the_desk(row))]
    rewrite(contents, by=by, reason=_("Merge undone: %(reason)s") % {"reason": reason})
    public, joined = _in_public(merge, rows)
    editions = _publish(log, merge, public)
    _have_settled(rows, public)
    kept, lesser = records_of(merge)
    _settle(lesser, rows)
    merge.state, merge.undone_by, merge.undone_at = MergeState.UNDONE, by, timezone.now()
    merge.save(update_fields=["state", "undone_by", "undone_at"])
    thread.note([kept, lesser], ReviewAct.UNMERGED, by=by, text=reason)
    waiting = _have_reviewed(joined, by=by, reason=reason)
    _schedule_again(merge, rows, by=by)
    return Undone(editions, waiting)


def _held_records(merge: Merge, rows: Iterable[Touched]) -> None:
    records = all_locked(_still_there(rows))
    for record in records:
        further = merged.standing(record)
        if further and further.pk != merge.pk:
            raise ValidationError(
                _("%(record)s was merged into another record since. Undo that merge first.") % {"record": record}
            )


def _still_there(rows: Iterable[Touched]) -> list[Any]:
    found = []
    for row in rows:
        # A draft that was deleted since does not come back by this.
        with suppress(ObjectDoesNotExist):
            found.append(record_of(row.kind, row.id))
    return found


def _on_the_desk(row: Touched) -> Content | None:
    """What the working record is to say; nothing for one that the merge did not change, or that is gone."""
    if row.after is None:
        return None
    try:
        now = dump(record_of(row.kind, row.id))
    except ObjectDoesNotExist:
        return None
    revisions = {revision.number: revision for revision in Revision.objects.of(row.kind, row.id)}
    before, after = (json.loads(revisions[number].content) for number in (row.before, row.after) if number)
    return _back(before, after, now)


def _back(before: Content, after: Content, now: Content) -> Content:
    """What stands now, without what the merge did to it."""
    if own_hash(now) == own_hash(after):
        return before
    # To who undoes, the content before is theirs, and what somebody made of the merged one since is the other's.
    if conflicts := undecided(differences(after, before, now), {}):
        raise ValidationError([_conflict(now, str(difference.path[0])) for difference in conflicts])
    return mixed(after, before, now, {})


def _conflict(content: Content, value: str) -> str:
    return _("%(record)s: “%(value)s” was changed after the merge. Change it back first, or leave the two merged.") % {
        "record": said(content),
        "value": VALUES.get(value, value),
    }


def _publish(log: Log, merge: Merge, contents: dict[str, Content]) -> list[Edition]:
    if not contents:
        return []
    lesser, kept = str(merge.lesser_id), contents.get(str(merge.kept_id))
    approval = _approval(kept) if kept else None
    approvals = {str(merge.kept_id): approval} if approval else {}
    unmerged = [lesser] if lesser in contents else []
    return write(log, Renewal(contents).settled(), approvals, unmerged=unmerged)


def _in_public(merge: Merge, rows: Sequence[Touched]) -> tuple[dict[str, Content], list[Content]]:
    """What each record that the merge changed in public is to say there, by its id, and what nobody has approved.

    Not of one that is withdrawn since.
    """
    touched = {row.id: (row.edition, row.renewed) for row in rows if row.edition and row.renewed}
    numbers = [number for pair in touched.values() for number in pair]
    found = Edition.objects.filter(pk__in=numbers).exclude(content="").values_list("sequence", "content")
    said_then = {sequence: json.loads(content) for sequence, content in found}
    now, kinds = current_contents(touched), {row.id: row.kind for row in rows}
    contents: dict[str, Content] = {}
    joined: list[Content] = []
    for name, (before, after) in touched.items():
        if name == str(merge.lesser_id):
            contents[name] = said_then[before]
        elif name in now:
            content = _back(said_then[before], said_then[after], now[name])
            if own_hash(content) == own_hash(said_then[before]):
                contents[name] = _before_others(merge, kinds[name], name) or content
            elif _approval(content):
                contents[name] = _ready(content)
            else:
                joined.append(content)
    return contents, joined


def _before_others(merge: Merge, kind: str, name: str) -> Content | None:
    """What the desk says, where it is what was public before an earlier merge that was undone while this one stood.

    In public the change by that merge still stood in the way, and waited for a second person. Now nothing does. Not
    where anything but merges was published of the record since: what a second person approved stays.
    """
    now = dump(record_of(kind, name))
    earlier = _undone_while_it_stood(merge, name)
    by_merges = {row["renewed"] for row in (*earlier, *merge.touched)}
    published = Edition.objects.filter(record_id=name, approval__isnull=False).exclude(pk__in=by_merges)
    last = published.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    before = [row["edition"] for row in earlier if row["edition"] >= last]
    is_that = Edition.objects.filter(pk__in=before, own_hash=own_hash(now)).exists()
    return _ready(now) if is_that and _approval(now) else None


def _undone_while_it_stood(merge: Merge, name: str) -> list[dict[str, Any]]:
    """What merges that came before this one, and were undone after it, did to the record in public."""
    undone = Merge.objects.filter(decided_at__lt=merge.decided_at, undone_at__gt=merge.decided_at)
    rows = [row for touched in undone.values_list("touched", flat=True) for row in touched]
    return [row for row in rows if row["id"] == name and row["edition"] and row["renewed"]]


def _have_settled(rows: Iterable[Touched], contents: Mapping[str, Content]) -> None:
    """Afterwards nobody is asked to review what is public."""
    for row in rows:
        if row.id in contents:
            record = record_of(row.kind, row.id)
            if record.state == State.IN_REVIEW and own_hash(dump(record)) == own_hash(contents[row.id]):
                set_state(record, State.PUBLISHED)


def _approval(content: Content) -> Approval | None:
    """The approval under which a record may say exactly this, if somebody gave one."""
    given = Approval.objects.filter(record_id=content["id"], content_hash=own_hash(content))
    return given.order_by("-pk").first()


def _ready(content: Content) -> Content:
    """The content, which was approved at some time, and must be fit to be public now."""
    if found := obstacles(content, cited_texts([content])):
        raise ValidationError(
            [_("%(record)s: %(obstacle)s") % {"record": said(content), "obstacle": text} for text in found]
        )
    return content


def _have_reviewed(contents: Iterable[Content], *, by: Any, reason: str) -> list[Any]:
    """Afterwards each of these records waits for a second person; one that cannot, or that was a draft, is a draft."""
    records = [record_of(content["kind"], content["id"]) for content in contents]
    for record in records:
        if record.state != State.PUBLISHED:
            continue
        set_state(record, State.DRAFT)
        # What lacks evidence, or anything else, stays a draft: it is said when somebody submits it.
        with suppress(ValidationError), transaction.atomic():
            review.submit(record, by=by, text=_("Merge undone: %(reason)s") % {"reason": reason})
    return records


def _schedule_again(merge: Merge, rows: Iterable[Touched], *, by: Any) -> None:
    for row in rows:
        with suppress(ObjectDoesNotExist):
            if row.scheduled:
                record = record_of(row.kind, row.id)
                counts = not _was_sent_back(merge, record) and not _is_by_a_contributor(row.scheduled, record)
                schedule.resume(row.scheduled, record, by=by, counts=counts)


def _was_sent_back(merge: Merge, record: Any) -> bool:
    """Whether somebody said, while the merge stood, that the record is not to be published as it is."""
    said_no = (ReviewAct.RETURNED, ReviewAct.TAKEN_BACK)
    entries = ThreadEntry.objects.of(record.kind, public_id(record))
    return entries.filter(act__in=said_no, at__gt=merge.decided_at).exists()


def _is_by_a_contributor(number: int, record: Any) -> bool:
    """Whether who approved it had a part in the merge or its undoing: then the approval is of words of their own."""
    return Schedule.objects.filter(pk=number, approval__by__in=review.contributors(record)).exists()


def _settle(lesser: Any, rows: Sequence[Touched]) -> None:
    """The lesser record stands again where it stood, unless somebody has worked on it meanwhile."""
    [row] = [row for row in rows if row.id == public_id(lesser)]
    public = Edition.objects.current().filter(record_id=row.id).first()
    is_as_public = public is None or public.own_hash == own_hash(dump(lesser))
    set_state(lesser, State(row.state) if is_as_public else State.DRAFT)
