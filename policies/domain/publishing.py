"""The door between the desk and the catalogue, and the only writer of editions.

Every function here locks the log as its first act and holds it to the commit. So the order of sequence numbers is the
order of commits, without gaps, and publishers cannot deadlock.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from policies.choices import Action, Kind, State
from policies.content import indexing
from policies.content.encoding import Content, content_hash, encode, own_hash
from policies.content.records import dump, public_id
from policies.content.references import mentions
from policies.domain.locking import locked
from policies.domain.readiness import obstacles
from policies.domain.renewal import Renewal, said
from policies.domain.review import approve
from policies.domain.texts import cited_texts
from policies.models.approval import Approval
from policies.models.edition import TOMBSTONES, Edition, Facet, Log, Mention, Passage, Text

LONGEST_REASON = 300  # as many as an edition keeps
ORDER = [Kind.TERM, Kind.AGENCY, Kind.SOURCE, Kind.DOCUMENT, Kind.MEASURE, Kind.STATEMENT]


@transaction.atomic
def publish(records: Sequence[Any]) -> list[Edition]:
    """Afterwards each record's approved content is its current edition, and all that others carry of it is renewed.

    Refused as a whole when any record is not approved exactly as it is, lacks evidence, names one or cites a snapshot
    that is not public, or has the address of another public one.
    """
    log = lock_log()
    records = _locked(records)
    contents = {public_id(record): dump(record) for record in records}
    texts = cited_texts(contents.values())
    _refuse_obstacles(records, contents, texts)
    approvals = {public_id(record): _approval(record, contents[public_id(record)]) for record in records}
    _keep_texts(contents.values(), texts)
    editions = _write(log, Renewal(contents).settled(), approvals)
    for record in records:
        type(record).objects.filter(pk=record.pk).update(state=State.PUBLISHED)
    return editions


@transaction.atomic
def approve_and_publish(records: Iterable[Any], *, by: Any) -> list[Edition]:
    """Afterwards all the records are approved and public; one that is refused leaves all as they were."""
    # The log first, and the records after it: in another order two publishers could wait for each other for ever.
    lock_log()
    records = list(records)
    for record in records:
        approve(record, by=by)
    return publish(records)


@transaction.atomic
def withdraw(records: Sequence[Any], *, reason: str) -> list[Edition]:
    """Afterwards a tombstone with the reason stands in place of each record; no other public record names it."""
    _refuse_reason(reason.strip())
    log = lock_log()
    records = _locked(records)
    names = [public_id(record) for record in records]
    present = {str(edition.record_id): edition for edition in Edition.objects.current().filter(record_id__in=names)}
    for record in records:
        if public_id(record) not in present:
            raise ValidationError(_("%(record)s is not public; there is nothing to withdraw.") % {"record": record})
    renewed = Renewal(dict.fromkeys(names)).settled()
    editions = _write(log, renewed, {}, tombstones=list(present.values()), reason=reason.strip())
    for record in records:
        type(record).objects.filter(pk=record.pk).update(state=State.WITHDRAWN)
    return editions


def _refuse_reason(reason: str) -> None:
    if not reason:
        raise ValidationError(_("Say why the record is withdrawn. The reason is public."))
    if len(reason) > LONGEST_REASON:
        raise ValidationError(
            _("The reason has %(length)d characters; %(most)d are kept. Say it shorter.")
            % {"length": len(reason), "most": LONGEST_REASON}
        )


def lock_log() -> Log:
    """The log, locked until the transaction ends, its clock set to the moment of this transaction.

    The moment is the database's own, taken under the lock and always later than the one before.
    """
    log = Log.objects.select_for_update().get(pk=1)
    log.published_at = max(database_clock(), log.published_at + timedelta(microseconds=1))
    return log


def database_clock() -> datetime:
    """The time of day by the database, not the time its transaction began."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)


def _locked(records: Iterable[Any]) -> list[Any]:
    """The records as they are now, locked always in the same order; named records before those that name them."""
    records = list(records)
    fresh = {}
    for record in sorted(records, key=lambda record: (record.kind, str(record.pk))):
        fresh[record.pk] = locked(record)
    return [fresh[record.pk] for record in sorted(records, key=lambda record: ORDER.index(record.kind))]


def _refuse_obstacles(records: list[Any], contents: dict[str, Content], texts: dict[str, str]) -> None:
    complaints = [
        _("%(record)s: %(obstacle)s") % {"record": record, "obstacle": obstacle}
        for record in records
        for obstacle in obstacles(contents[public_id(record)], texts)
    ]
    if complaints:
        raise ValidationError(complaints)


def _approval(record: Any, content: Content) -> Approval:
    """The last approval of exactly this content. One that an edition had before it was withdrawn counts no more."""
    name = public_id(record)
    editions = Edition.objects.filter(record_id=name)
    ended = Exists(editions.latest().filter(action__in=TOMBSTONES)) & Exists(editions.filter(approval=OuterRef("pk")))
    given = Approval.objects.filter(kind=record.kind, record_id=name, content_hash=own_hash(content)).exclude(ended)
    approval = given.order_by("-pk").first()
    if approval is None:
        raise ValidationError(
            _("%(record)s is not approved as it is now. Submit it for review and have somebody else approve it.")
            % {"record": record}
        )
    return approval


def _keep_texts(contents: Iterable[Content], texts: dict[str, str]) -> None:
    """Afterwards the text of every snapshot of a source among the contents is public under its checksum."""
    sums = {row["sha256"] for content in contents for row in content.get("snapshots", ())}
    Text.objects.bulk_create([Text(sha256=name, text=texts[name]) for name in sorted(sums)], ignore_conflicts=True)


def _write(
    log: Log,
    contents: dict[str, Content],
    approvals: dict[str, Approval],
    *,
    tombstones: Sequence[Edition] = (),
    reason: str = "",
) -> list[Edition]:
    """Afterwards the log has one edition more for each content and tombstone, and the ones before them are closed."""
    ended = {str(edition.record_id) for edition in tombstones}
    _refuse_taken_addresses(contents, ended)
    before = _latest([*contents, *ended])
    editions = [_edition(content, before, approvals) for content in _sorted(contents)]
    editions += [_tombstone(edition, reason) for edition in tombstones]
    for edition in editions:
        log.sequence += 1
        edition.sequence, edition.published_at = log.sequence, log.published_at
    Edition.objects.filter(pk__in=[edition.pk for edition in before.values()]).update(superseded_at=log.published_at)
    Edition.objects.bulk_create(editions, batch_size=500)
    _index(editions, contents)
    log.save(update_fields=["sequence", "published_at"])
    return editions


def _refuse_taken_addresses(contents: dict[str, Content], ended: set[str]) -> None:
    """An address that a record gave up on the desk is still its own in public, until it is published again."""
    public = Edition.objects.current().filter(slug__in={content["slug"] for content in contents.values()})
    taken = set(public.exclude(record_id__in=[*contents, *ended]).values_list("kind", "slug"))
    if complaints := [_taken(content) for content in contents.values() if (content["kind"], content["slug"]) in taken]:
        raise ValidationError(complaints)


def _taken(content: Content) -> str:
    return _(
        "%(record)s: another record is still public at the address %(address)s. "
        "Publish that one at its new address first, or both together."
    ) % {"record": said(content), "address": content["url"]}


def _sorted(contents: dict[str, Content]) -> list[Content]:
    return sorted(contents.values(), key=lambda content: ORDER.index(content["kind"]))


def _latest(names: Iterable[str]) -> dict[str, Edition]:
    rows = Edition.objects.latest().filter(record_id__in=list(names)).defer("content", "search_text")
    return {str(edition.record_id): edition for edition in rows}


def _edition(content: Content, before: dict[str, Edition], approvals: dict[str, Approval]) -> Edition:
    name = content["id"]
    last = before.get(name)
    return Edition(
        action=Action.PUBLISHED if name in approvals else Action.RENEWED,
        kind=content["kind"],
        record_id=name,
        number=last.number + 1 if last else 1,
        slug=content["slug"],
        content=encode(content),
        content_hash=content_hash(content),
        own_hash=own_hash(content),
        approval=approvals.get(name),
        **indexing.columns(content),
    )


def _tombstone(edition: Edition, reason: str) -> Edition:
    return Edition(
        action=Action.WITHDRAWN,
        kind=edition.kind,
        record_id=edition.record_id,
        number=edition.number + 1,
        slug=edition.slug,
        reason=reason,
    )


def _index(editions: list[Edition], contents: dict[str, Content]) -> None:
    """Afterwards the editions can be filtered, renewed with what they carry, and found from their sources."""
    written = [(edition, contents[str(edition.record_id)]) for edition in editions if edition.content]
    Facet.objects.bulk_create(
        [
            Facet(edition=edition, facet=row.facet, value=row.value, direct=row.direct)
            for edition, content in written
            for row in indexing.facets(content)
        ],
        batch_size=1000,
    )
    Mention.objects.bulk_create(
        [Mention(edition=row, record_id=name) for row, content in written for name in sorted(mentions(content))],
        batch_size=1000,
    )
    Passage.objects.bulk_create(
        [_passage(edition, entry) for edition, content in written for entry in content.get("evidence", ())],
        batch_size=1000,
    )


def _passage(edition: Edition, entry: Content) -> Passage:
    return Passage(
        edition=edition,
        source_id=entry["source"]["id"],
        sha256=entry["snapshot"]["sha256"],
        value=entry["value"],
        stance=entry["stance"],
        stated=entry["stated"] or "",
        start=entry["start"],
        end=entry["end"],
        spans=entry["spans"],
    )
