"""The log of editions: its lock, its clock, its chain, and the rows that are written into it.

Only the door (publishing.py) and what goes through it with more than a record's own words (merging.py) write here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from policies.choices import Action, Kind
from policies.content import indexing
from policies.content.chaining import link
from policies.content.encoding import Content, content_hash, encode, own_hash
from policies.content.references import mentions
from policies.domain import counting, searching
from policies.domain.renewal import said
from policies.models.approval import Approval
from policies.models.edition import TOMBSTONES, Edition, Facet, Log, Mention, Passage

ORDER = [Kind.TERM, Kind.AGENCY, Kind.SOURCE, Kind.DOCUMENT, Kind.MEASURE, Kind.STATEMENT]
TICK = timedelta(microseconds=1)


def lock_log() -> Log:
    """The log, locked until the transaction ends, its clock set to the moment of this transaction.

    The moment is the database's own, taken under the lock and always later than the one before.
    """
    log = Log.objects.select_for_update().get(pk=1)
    log.published_at = max(database_clock(), log.published_at + TICK)
    return log


def database_clock() -> datetime:
    """The time of day by the database, not the time its transaction began."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)


def write(
    log: Log,
    contents: Mapping[str, Content],
    approvals: Mapping[str, Approval],
    *,
    tombstones: Sequence[Edition] = (),
    unmerged: Iterable[str] = (),
) -> list[Edition]:
    """Afterwards the log has one edition more for each content and tombstone, and the ones before them are closed.

    A content with an approval is published, or restored where it was withdrawn; one whose id is in `unmerged` comes
    back as it was before a merge; any other is renewed.
    """
    ended = {str(edition.record_id) for edition in tombstones}
    _refuse_taken_addresses(contents, ended)
    before = _latest([*contents, *ended])
    come_back = set(unmerged)
    editions = [_edition(content, before.get(content["id"]), approvals, come_back) for content in _sorted(contents)]
    editions += tombstones
    for edition in editions:
        log.sequence += 1
        edition.sequence, edition.published_at = log.sequence, log.published_at
        edition.chain = log.chain = link(log.chain, edition)
    Edition.objects.filter(pk__in=[edition.pk for edition in before.values()]).update(superseded_at=log.published_at)
    Edition.objects.bulk_create(editions, batch_size=500)
    _index(editions, contents)
    counting.keep(before.values(), editions, contents)
    log.save(update_fields=["sequence", "published_at", "chain"])
    return editions


def tombstone(edition: Edition, reason: str, *, takedown: bool = False, into: str = "") -> Edition:
    """What stands for a record after this edition: no words, a reason, and where it went if it was merged."""
    return Edition(
        action=Action.MERGED if into else Action.WITHDRAWN,
        kind=edition.kind,
        record_id=edition.record_id,
        number=edition.number + 1,
        slug=edition.slug,
        reason=reason,
        is_takedown=takedown,
        into=into or None,
    )


def _refuse_taken_addresses(contents: Mapping[str, Content], ended: set[str]) -> None:
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


def _sorted(contents: Mapping[str, Content]) -> list[Content]:
    return sorted(contents.values(), key=lambda content: ORDER.index(content["kind"]))


def _latest(names: Iterable[str]) -> dict[str, Edition]:
    rows = Edition.objects.latest().filter(record_id__in=list(names)).defer("content", "search_text")
    return {str(edition.record_id): edition for edition in rows}


def _edition(content: Content, last: Edition | None, approvals: Mapping[str, Approval], come_back: set[str]) -> Edition:
    name = content["id"]
    return Edition(
        action=_action(name, last, approvals, come_back),
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


def _action(name: str, last: Edition | None, approvals: Mapping[str, Approval], come_back: set[str]) -> Action:
    if name in come_back:
        return Action.UNMERGED
    if name not in approvals:
        return Action.RENEWED
    return Action.RESTORED if last and last.action in TOMBSTONES else Action.PUBLISHED


def _index(editions: list[Edition], contents: Mapping[str, Content]) -> None:
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
    searching.write(written)


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
