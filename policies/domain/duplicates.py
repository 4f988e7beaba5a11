"""Records that may be two of one. They are shown to people; nothing is ever done about them by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import Kind, MergeState
from policies.content.records import MODELS
from policies.domain import cited_alike, merged, named_alike
from policies.domain.pairing import Both, Found, Id, both
from policies.models.merging import MERGED_KINDS, Merge, NotSame


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, the older first, and why."""

    kind: str
    first: Any
    second: Any
    why: list[str]

    def other(self, record: Any) -> Any:
        return self.second if record.pk == self.first.pk else self.first


def pairs(kind: str | None = None) -> list[Pair]:
    """Every two records that may be one, without those known to be two, or merged or proposed to be merged already."""
    found: list[Pair] = []
    for one in MERGED_KINDS if kind is None else [kind]:
        found += _pairs(one, _FOUND[one](), _settled(one))
    return found


def in_pairs(kind: str) -> set[Id]:
    """The ids of all records of the kind that may be one with another; the records themselves are not read."""
    settled = _settled(kind)
    return {pk for two in _FOUND[kind]() if not settled(two) for pk in two}


def of(record: Any) -> list[Pair]:
    """The same for one record: one query, and two more where there are any."""
    if record.kind not in MERGED_KINDS:
        return []
    found = _OF[record.kind](record.pk)
    return _pairs(record.kind, found, _settled(record.kind, record.pk)) if found else []


def like(kind: str, names: Sequence[str], number: str = "") -> list[tuple[Any, list[str]]]:
    """The records that may be the one that somebody is writing under these names, with why, without merged ones.

    Two queries, or none where too little is written yet. Nothing for a kind that is not told by its names.
    """
    if kind not in _LIKE or not any(text.strip() for text in (*names, number)):
        return []
    found = _LIKE[kind](names, number)
    records = merged.without_merged(MODELS[kind].objects.filter(pk__in=found)) if found else []
    return sorted(((record, found[record.pk]) for record in records), key=lambda row: (str(row[0]), str(row[0].pk)))


def is_told_by_names(kind: str) -> bool:
    return kind in _LIKE


def not_same(one: Any, other: Any, *, by: Any, reason: str = "") -> NotSame:
    """Afterwards the two are known to be two, and are not shown as possible duplicates again."""
    if one.kind != other.kind or one.pk == other.pk:
        raise ValidationError(_("Choose two different records of one kind."))
    first, second = sorted((one.pk, other.pk), key=str)
    made = NotSame(kind=one.kind, first_id=first, second_id=second, reason=reason.strip()[:300], by=by)
    made.full_clean(exclude=["by"])
    made.save()
    return made


@transaction.atomic
def take_back(pair: NotSame, *, by: Any) -> None:
    """Afterwards the two may be one again, and are shown as such; who said that they are two stays known."""
    held = NotSame.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if held.taken_back_at:
        raise ValidationError(_("This was taken back already."))
    held.taken_back_by, held.taken_back_at = by, timezone.now()
    held.save(update_fields=["taken_back_by", "taken_back_at"])


def known_to_be_two(kind: str) -> int:
    return NotSame.objects.standing().filter(kind=kind).count()


def _pairs(kind: str, found: Found, settled: Callable[[Both], bool]) -> list[Pair]:
    left = {two: why for two, why in found.items() if not settled(two)}
    records = MODELS[kind].objects.in_bulk({pk for two in left for pk in two}) if left else {}
    made = [Pair(kind, *_older_first(records[one], records[other]), why) for (one, other), why in left.items()]
    return sorted(made, key=lambda pair: (str(pair.first), str(pair.second), str(pair.first.pk)))


def _older_first(one: Any, other: Any) -> tuple[Any, Any]:
    first, second = sorted((one, other), key=lambda record: (record.created_at, str(record.pk)))
    return first, second


def _settled(kind: str, pk: Id | None = None) -> Callable[[Both], bool]:
    """Whether it is known of two that they are two, or that they are one, or somebody has to say so: one query."""
    # The two halves of a union have no order of their own.
    two = NotSame.objects.standing().filter(kind=kind).order_by()
    merges = Merge.objects.filter(kind=kind, state__in=[MergeState.PROPOSED, MergeState.DONE]).order_by()
    if pk:
        two = two.filter(Q(first_id=pk) | Q(second_id=pk))
    rows = two.values_list("first_id", "second_id", F("kind")).union(
        merges.values_list("lesser_id", "kept_id", F("state")), all=True
    )
    known: set[Both] = set()
    gone: set[Id] = set()
    for one, other, state in rows:
        known.add(both(one, other))
        gone |= {one} if state == MergeState.DONE else set()
    return lambda two: two in known or bool(gone & set(two))


_FOUND: dict[str, Callable[[], Found]] = {
    Kind.AGENCY: named_alike.agencies,
    Kind.DOCUMENT: named_alike.documents,
    Kind.MEASURE: cited_alike.measures,
}
_OF: dict[str, Callable[[Id], Found]] = {
    Kind.AGENCY: named_alike.of_agency,
    Kind.DOCUMENT: named_alike.of_document,
    Kind.MEASURE: cited_alike.of_measure,
}
_LIKE: dict[str, Callable[[Sequence[str], str], dict[Id, list[str]]]] = {
    Kind.AGENCY: lambda names, _number: named_alike.like_agency(names),
    Kind.DOCUMENT: named_alike.like_document,
}
