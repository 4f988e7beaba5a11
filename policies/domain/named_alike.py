"""Agencies and documents that may be two of one, by their numbers, names and titles."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.utils.translation import gettext as _

from policies.choices import Predicate
from policies.domain.pairing import Both, Found, Id, both
from policies.models.agency import Agency, AgencyName, Succession
from policies.models.document import Document, DocumentDate, DocumentName, Issuer, Relation
from policies.text.likeness import ALIKE, SHORTEST, alike, comparable, likeness, parts
from policies.text.numbers import normalise_number
from policies.text.variants import simplified

MOST_AT_ONCE = 10
# What is being written has no id yet.
NEW = Id(int=0)


class Named(NamedTuple):
    """What is compared of an agency or a document."""

    pk: Id
    names: frozenset[str]
    number: str
    year: int | None
    issuers: frozenset[Id]


def _named_pairs(rows: list[Named], *, by_likeness: bool) -> Found:
    found: Found = defaultdict(list)
    for key, sentence in ((lambda row: {row.number} - {""}, _same_number), (lambda row: row.names, _same_name)):
        for two in _sharing(rows, key):
            found[two].append(sentence())
    if by_likeness:
        known = {row.pk: row for row in rows}
        for one, other, share in _alike(rows):
            if both(one, other) not in found and (why := _alike_because(known[one], known[other], share)):
                found[both(one, other)].append(why)
    return dict(found)


def _sharing(rows: Iterable[Named], key: Callable[[Named], Iterable[str]]) -> Iterator[Both]:
    having: dict[str, list[Id]] = defaultdict(list)
    for row in rows:
        for value in key(row):
            having[value].append(row.pk)
    yield from dict.fromkeys(pair for group in having.values() for pair in _pairs_of(list(dict.fromkeys(group))))


def _pairs_of(group: list[Id]) -> Iterator[Both]:
    """Every two of a few; of many that are called the same, each with the one before it, or it would be thousands."""
    two = combinations(group, 2) if len(group) <= MOST_AT_ONCE else pairwise(group)
    return (both(*pair) for pair in two)


def _alike(rows: Iterable[Named]) -> Iterator[tuple[Id, Id, float]]:
    texts = {(row.pk, name): name for row in rows for name in row.names}
    for (one, _name), (other, _other_name), share in alike(texts):
        if one != other:
            yield one, other, share


def _alike_because(one: Named, other: Named, share: float) -> str:
    """A title that is nearly the same says something only of two documents of one year, or one issuer."""
    percent = int(share * 100)
    if one.year and one.year == other.year:
        return _("Titles alike by %(percent)d%%, and the same year") % {"percent": percent}
    if one.issuers & other.issuers:
        return _("Titles alike by %(percent)d%%, and the same issuer") % {"percent": percent}
    return ""


def _same_number() -> str:
    return _("The same number")


def _same_name() -> str:
    return _("The same title or name")


def documents() -> Found:
    return _without(_named_pairs(_document_rows(), by_likeness=True), _related())


def _document_rows() -> list[Named]:
    names = _by_record(DocumentName.objects.values_list("document_id", "text"))
    dates = DocumentDate.objects.filter(preferred=True, earliest__year__gt=1)
    years = {pk: earliest.year for pk, earliest in dates.values_list("document_id", "earliest")}
    issuers = _by_record(Issuer.objects.filter(preferred=True).values_list("document_id", "agency_id"))
    rows = Document.objects.order_by("created_at", "pk").values_list("pk", "title_en", "title_zh", "number")
    return [
        Named(pk, _compared(en, zh, *names[pk]), _number(number), years.get(pk), frozenset(issuers[pk]))
        for pk, en, zh, number in rows
    ]


def agencies() -> Found:
    names = _by_record(AgencyName.objects.values_list("agency_id", "text"))
    rows = Agency.objects.order_by("created_at", "pk").values_list("pk", "name_en", "name_zh")
    named = [Named(pk, _compared(en, zh, *names[pk]), "", None, frozenset()) for pk, en, zh in rows]
    return _without(_named_pairs(named, by_likeness=False), _succeeding())


def _by_record(rows: Iterable[tuple[Id, Any]]) -> dict[Id, list[Any]]:
    found: dict[Id, list[Any]] = defaultdict(list)
    for pk, value in rows:
        found[pk].append(value)
    return found


def _compared(*texts: str) -> frozenset[str]:
    return frozenset(text for text in map(comparable, texts) if text)


def _number(number: str) -> str:
    """A number is the same with and without its closing 号, in whatever brackets and characters."""
    return normalise_number(simplified(number)).removesuffix("号") if number else ""


def _related() -> set[Both]:
    """Documents that stand in a relation are two; but for one that says that they are the same."""
    rows = Relation.objects.exclude(predicate=Predicate.SAME_AS)
    return {both(*pair) for pair in rows.values_list("document_id", "object_id")}


def _succeeding() -> set[Both]:
    """Agencies of which one became the other are two, with one name maybe."""
    rows = Succession.objects.values_list("predecessor_id", "successor_id")
    return {both(*pair) for pair in rows}


def _without(found: Found, two: set[Both]) -> Found:
    return {pair: why for pair, why in found.items() if pair not in two}


def like_document(titles: Iterable[str], number: str) -> dict[Id, list[str]]:
    """The documents that may be the one that somebody is writing, with why: one query.

    Nothing is known yet of its date and its issuers, so titles that are nearly the same are enough.
    """
    columns = ("pk", "title_en", "title_zh", "number", Value(""), Value(False), "names__text")
    written = Named(NEW, _compared(*titles), _number(number), None, frozenset())
    return _like(written, _gathered(Document.objects.values_list(*columns), NEW), by_likeness=True)


def like_agency(names: Iterable[str]) -> dict[Id, list[str]]:
    """The same for agencies, which are one only if a name is the same."""
    columns = ("pk", "name_en", "name_zh", Value(""), Value(""), Value(False), "names__text")
    written = Named(NEW, _compared(*names), "", None, frozenset())
    return _like(written, _gathered(Agency.objects.values_list(*columns), NEW), by_likeness=False)


def _like(written: Named, named: dict[Id, Named], *, by_likeness: bool) -> dict[Id, list[str]]:
    found = {}
    for other in named.values():
        why = _same(written, other)
        if not why and by_likeness and (share := _likest(written.names, other.names)) >= ALIKE:
            why = [_("Titles alike by %(percent)d%%") % {"percent": int(share * 100)}]
        if why:
            found[other.pk] = why
    return found


def of_document(pk: Id) -> Found:
    """One query."""
    own = Issuer.objects.filter(document=pk, preferred=True).values("agency")
    preferred = DocumentDate.objects.filter(document=OuterRef("pk"), preferred=True, earliest__year__gt=1)
    relations = Relation.objects.exclude(predicate=Predicate.SAME_AS)
    to_it = relations.filter(Q(document=pk, object=OuterRef("pk")) | Q(object=pk, document=OuterRef("pk")))
    rows = Document.objects.annotate(
        issued_alike=Exists(Issuer.objects.filter(document=OuterRef("pk"), preferred=True, agency__in=own)),
        day=Subquery(preferred.values("earliest")[:1]),
    ).exclude(Exists(to_it))
    columns = ("pk", "title_en", "title_zh", "number", "day", "issued_alike", "names__text")
    return _beside(pk, _gathered(rows.values_list(*columns), pk), by_likeness=True)


def of_agency(pk: Id) -> Found:
    """One query."""
    to_it = Q(predecessor=pk, successor=OuterRef("pk")) | Q(successor=pk, predecessor=OuterRef("pk"))
    rows = Agency.objects.exclude(Exists(Succession.objects.filter(to_it)))
    columns = ("pk", "name_en", "name_zh", Value(""), Value(""), Value(False), "names__text")
    return _beside(pk, _gathered(rows.values_list(*columns), pk), by_likeness=False)


def _gathered(rows: Iterable[tuple[Any, ...]], of: Id) -> dict[Id, Named]:
    """From one row for each further name. Of issuers it is known only whether one of them is also that record's."""
    found = _by_record((pk, rest) for pk, *rest in rows)
    return {
        pk: Named(
            pk,
            _compared(*same[0][:2], *(rest[5] or "" for rest in same)),
            _number(same[0][2]),
            same[0][3].year if same[0][3] else None,
            frozenset([of] if same[0][4] else []),
        )
        for pk, same in found.items()
    }


def _beside(pk: Id, named: dict[Id, Named], *, by_likeness: bool) -> Found:
    found: Found = {}
    own = named.pop(pk)
    for other in named.values():
        why = _same(own, other)
        if not why and by_likeness:
            why = _alike_beside(own, other)
        if why:
            found[both(own.pk, other.pk)] = why
    return found


def _same(own: Named, other: Named) -> list[str]:
    why = [_same_number()] if own.number and own.number == other.number else []
    return why + ([_same_name()] if own.names & other.names else [])


def _alike_beside(own: Named, other: Named) -> list[str]:
    if not _alike_because(own, other, ALIKE):
        return []
    share = _likest(own.names, other.names)
    return [_alike_because(own, other, share)] if share >= ALIKE else []


def _likest(names: Iterable[str], others: Iterable[str]) -> float:
    long = [name for name in others if len(name) >= SHORTEST]
    shares = [likeness(parts(name), parts(other)) for name in names if len(name) >= SHORTEST for other in long]
    return max(shares, default=0.0)
