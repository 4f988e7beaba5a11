"""What waits on the desk: for one person, for anybody, and what is missing.

Every set is said here once, as a condition on the records of a kind: the first page counts it, and a list shows it.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import StrIndex
from django.utils import timezone

from policies.choices import Action, CitedValue, Kind, MergeState, ReviewAct, ScheduleState, Stance, State
from policies.content.records import MODELS
from policies.models.citation import Citation
from policies.models.coding import Coding
from policies.models.document import Document, DocumentDate
from policies.models.edition import Edition
from policies.models.measure import Measure
from policies.models.merging import Merge
from policies.models.presence import SetAside
from policies.models.revision import Revision
from policies.models.schedule import Schedule
from policies.models.source import Snapshot, Source, SourceKeyword
from policies.models.term import Term
from policies.models.thread import ThreadEntry

Condition = Any  # what `filter` takes: a Q, or an Exists
LATELY = timedelta(days=7)
RECORD_KINDS = (Kind.SOURCE, Kind.AGENCY, Kind.DOCUMENT, Kind.MEASURE, Kind.STATEMENT)

USES_OF_TERMS: tuple[tuple[Any, str], ...] = (
    (Coding, "term"),
    (SourceKeyword, "term"),
    (Document, "type"),
    (Measure, "instrument"),
    (Measure, "strength"),
    (Source, "trust"),
)


def contributed(kind: str, person: Any) -> Condition:
    """Records that the person changed since their words were last published: not theirs to approve."""
    spoken = Edition.objects.filter(kind=kind, record_id=OuterRef("record_id"), approval__isnull=False)
    words = spoken.order_by("-sequence").values("own_hash")[:1]
    published = Revision.objects.filter(kind=kind, record_id=OuterRef("record_id"), content_hash=Subquery(words))
    last = Subquery(published.order_by("-number").values("number")[:1])
    mine = Revision.objects.filter(kind=kind, record_id=OuterRef("pk"), by=person).annotate(published=last)
    return Exists(mine.filter(Q(published=None) | Q(number__gt=F("published"))))


def mine(kind: str, person: Any) -> Condition:
    """Drafts that the person has worked on and nobody has submitted."""
    return Q(state=State.DRAFT) & contributed(kind, person)


def sent_back(kind: str, person: Any) -> Condition:
    """Drafts of the person that a reviewer sent back, and nobody has submitted since."""
    entries = ThreadEntry.objects.filter(kind=kind, record_id=OuterRef("pk")).exclude(act=ReviewAct.COMMENTED)
    last = Subquery(entries.order_by("-pk").values("act")[:1])
    return mine(kind, person) & Q(pk__in=MODELS[kind].objects.alias(last=last).filter(last=ReviewAct.RETURNED))


def for_review(kind: str, person: Any) -> Condition:
    """Records in review that this person may look at as a second one."""
    return Q(state=State.IN_REVIEW) & ~contributed(kind, person) & ~scheduled(kind, person)


def scheduled(kind: str, _person: Any) -> Condition:
    """Approved, and waiting for their time."""
    return Exists(Schedule.objects.waiting().filter(kind=kind, record_id=OuterRef("pk")))


def refused(kind: str, _person: Any) -> Condition:
    """Their time came and they were refused; nobody has changed, published or scheduled them since."""
    rows = Schedule.objects.filter(kind=kind, record_id=OuterRef("pk"), state=ScheduleState.REFUSED)
    unchanged = Exists(rows.filter(at__gte=OuterRef("updated_at")))
    return Q(state=State.IN_REVIEW) & unchanged & ~scheduled(kind, _person)


def lately(kind: str, _person: Any) -> Condition:
    """Public, with words that became so in the last days."""
    editions = Edition.objects.of(kind).filter(record_id=OuterRef("pk"))
    new = editions.filter(action__in=[Action.PUBLISHED, Action.RESTORED], published_at__gte=timezone.now() - LATELY)
    return Exists(new) & Exists(editions.current())


def without_evidence(kind: str, _person: Any) -> Condition:
    return ~Exists(Citation.objects.filter(**{kind: OuterRef("pk")}))


SETS: dict[str, Callable[[str, Any], Condition]] = {
    "sent_back": sent_back,
    "mine": mine,
    "for_review": for_review,
    "scheduled": scheduled,
    "refused": refused,
    "lately": lately,
    "without_evidence": without_evidence,
}


def of_set(queryset: QuerySet, name: str, person: Any) -> QuerySet:
    """The records of the queryset that are in the set, for this person."""
    return queryset.filter(SETS[name](queryset.model.kind, person))


def counts(kind: str, names: Iterable[str], person: Any) -> dict[str, int]:
    """How many records of the kind are in each of the sets, and how many there are in `all`, in one query."""
    wanted = {f"in_{name}": Count("pk", filter=SETS[name](kind, person)) for name in names}
    found = MODELS[kind].objects.order_by().aggregate(in_all=Count("pk"), **wanted)
    return {name.removeprefix("in_"): number for name, number in found.items()}


# What is missing, beyond single records


def conflicting_dates() -> QuerySet[Document]:
    """Documents of which two dates of one kind cannot both be, or a source contradicts a date."""
    later = DocumentDate.objects.filter(
        document=OuterRef("document"), kind=OuterRef("kind"), earliest__gt=OuterRef("latest")
    )
    apart = DocumentDate.objects.filter(Exists(later), document=OuterRef("pk"))
    contradicted = Citation.objects.filter(document=OuterRef("pk"), value=CitedValue.DATE, stance=Stance.CONTRADICTS)
    return Document.objects.filter(Exists(apart) | Exists(contradicted))


def snapshots_that_lost_words() -> QuerySet[Snapshot]:
    """The latest snapshots of sources that do not have all the words cited from an earlier one, to the character."""
    earlier = Citation.objects.filter(snapshot__source=OuterRef("source"), snapshot__number__lt=OuterRef("number"))
    lost = earlier.alias(place=StrIndex(OuterRef("text"), F("quote"))).filter(place=0)
    return _latest_snapshots().filter(Exists(lost))


def _latest_snapshots() -> QuerySet[Snapshot]:
    newer = Snapshot.objects.filter(source=OuterRef("source"), number__gt=OuterRef("number"))
    return Snapshot.objects.filter(~Exists(newer))


def proposed_merges() -> QuerySet[Merge]:
    """Merges that wait for a second person's yes or no."""
    return Merge.objects.filter(state=MergeState.PROPOSED)


def retired_but_carried() -> QuerySet[Term]:
    """Terms out of use that records still carry."""
    carried = Q()
    for model, column in USES_OF_TERMS:
        carried |= Q(Exists(model._default_manager.filter(**{column: OuterRef("key")})))
    return Term.objects.filter(carried, is_retired=True)


# A few records by name


def coming(kinds: Iterable[str], most: int) -> list[tuple[Schedule, Any]]:
    """What becomes public next, with the record of each; at most one query for each kind besides."""
    rows = list(Schedule.objects.waiting().filter(kind__in=list(kinds)).order_by("due_at", "pk")[:most])
    records = _records(rows)
    return [(row, records[row.record_id]) for row in rows if row.record_id in records]


def set_aside(person: Any, kinds: Iterable[str]) -> list[tuple[SetAside, Any]]:
    """What the person typed and could not save, because somebody else had saved, and has not settled; oldest first.

    With the record of each, None where it was deleted meanwhile; at most one query for each kind besides.
    """
    rows = list(SetAside.objects.filter(by=person, settled_at=None, kind__in=list(kinds)).order_by("pk"))
    records = _records(rows)
    return [(row, records.get(row.record_id)) for row in rows]


def _records(rows: Iterable[Any]) -> dict[Any, Any]:
    """The working records that the rows are about, by id."""
    wanted: dict[str, list[Any]] = {}
    for row in rows:
        wanted.setdefault(row.kind, []).append(row.record_id)
    return {pk: record for kind in wanted for pk, record in MODELS[kind].objects.in_bulk(wanted[kind]).items()}


def published_last(kinds: Iterable[str], most: int) -> list[Edition]:
    """The last words that became public and still are, the latest first."""
    editions = Edition.objects.current().filter(action__in=[Action.PUBLISHED, Action.RESTORED], kind__in=list(kinds))
    return list(editions.defer("search_text").order_by("-sequence")[:most])
