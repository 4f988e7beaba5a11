"""Finds which record somebody means by a name or a number of their own list: exactly, or the likeliest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from policies.catalogue.search import Search
from policies.catalogue.search_suggestions import fewer
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet
from policies.models.search import SearchEntry
from policies.text.normalise import fold
from policies.text.numbers import normalise_number
from policies.text.parts import NAME, WHOLE, parts
from policies.text.tokens import comparable, name_token

Record = dict[str, Any]
# What can be meant by a name: a statement and a measure are told by their words.
KINDS = (Kind.DOCUMENT, Kind.AGENCY, Kind.MEASURE, Kind.SOURCE, Kind.TERM)
# A database is asked for so many names at once.
AT_ONCE = 200
MOST_CANDIDATES = 25
# A candidate that says something else than is asked is less likely by so much, for each.
CONTRADICTED = 0.6
WHOLLY = 100.0


@dataclass(frozen=True)
class Match:
    """A record, which of its texts was met, and how well: 100 is to the letter, as far as letters are told apart."""

    edition: Edition
    part: str
    score: float

    @property
    def is_exact(self) -> bool:
        return self.score == WHOLLY


def exactly(names: Sequence[str], kinds: Iterable[str] = KINDS) -> dict[str, list[Match]]:
    """For each of the names the public records that have it: as title, number, code or other name, in any language,
    however brackets, letters and characters are written. One query for each AT_ONCE names.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for name in names:
        wanted[_normal(name)].append(name)
    found: dict[str, list[Match]] = {name: [] for name in names}
    for edition in _having([normal for normal in wanted if normal], kinds):
        for normal, part in _names(edition.record).items():
            for name in wanted.get(normal, ()):
                found[name].append(Match(edition, part, WHOLLY))
    return found


def likeliest(name: str, kinds: Sequence[str], said: Mapping[str, str], limit: int) -> list[Match]:
    """The records that may be meant, the likeliest first; what else is `said` of it speaks for and against each.

    Some queries, whatever is found.
    """
    candidates = {edition.pk: edition for edition in (*_having([_normal(name)], kinds), *_found(name, kinds))}
    matches = [_match(edition, name, said) for edition in candidates.values()]
    return sorted(matches, key=lambda match: (-match.score, match.edition.sequence))[:limit]


def is_id(name: str) -> bool:
    """Whether this can be the id of a record."""
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def contradicting(record: Record, said: Mapping[str, str]) -> int:
    """How many of the things said of it the record says otherwise. What it does not know it does not contradict."""
    return sum(SAID[name](record, fold(value)) is False for name, value in said.items() if value)


def _normal(name: str) -> str:
    return comparable(normalise_number(name)).strip()


def _public(kinds: Iterable[str]) -> EditionQuerySet:
    return Edition.objects.current().filter(kind__in=list(kinds)).defer("search_text")


def _having(normal: Sequence[str], kinds: Iterable[str]) -> Iterator[Edition]:
    """The records one of whose names is one of these; in the order of the log."""
    tokens = [f"{WHOLE}{name_token(name)}" for name in normal if name]
    for start in range(0, len(tokens), AT_ONCE):
        having = SearchEntry.objects.having([tokens[start : start + AT_ONCE]])
        yield from _public(kinds).filter(pk__in=having).order_by("sequence")


def _found(name: str, kinds: Iterable[str]) -> list[Edition]:
    """What a search finds first; where it finds nothing, what it does for all words but one."""
    search = Search(name)
    best = _best(search, kinds)
    if not best and (others := fewer(search)):
        best = _best(Search(others[0][0]), kinds)
    return best


def _best(search: Search, kinds: Iterable[str]) -> list[Edition]:
    ranked = search.ranked(search.narrow(_public(kinds)))
    return list(ranked.order_by("rank", "sequence")[:MOST_CANDIDATES])


def _names(record: Record) -> dict[str, str]:
    """Each of its names as it is compared, with what it is of the record."""
    return {_normal(part.text): part.name for part in reversed(parts(record)) if part.level == NAME}


def _match(edition: Edition, name: str, said: Mapping[str, str]) -> Match:
    record, wanted = edition.record, _normal(name)
    scores = {known: _likeness(wanted, known) for known in _names(record)}
    best = max(scores, key=lambda known: scores[known], default="")
    score = scores.get(best, 0.0) * CONTRADICTED ** contradicting(record, said)
    return Match(edition, _names(record).get(best, ""), round(score, 1))


def _likeness(one: str, other: str) -> float:
    """0 to 100; 100 only for the same."""
    return WHOLLY if one == other else min(99.9, 100 * SequenceMatcher(None, one, other, autojunk=False).ratio())


def _has_number(record: Record, value: str) -> bool | None:
    number = record.get("number")
    return None if not number else _normal(number) == _normal(value)


def _is_of_year(record: Record, value: str) -> bool | None:
    date = record.get("date") or (record.get("document") or {}).get("date")
    if not date or not (date["earliest"] and date["latest"]):
        return None
    return date["earliest"][:4] <= value[:4] <= date["latest"][:4]


def _is_issued_by(record: Record, value: str) -> bool | None:
    issuers = record.get("issuers") or (record.get("document") or {}).get("issuers") or ()
    names = {_normal(name) for row in issuers for name in row["agency"]["name"].values()}
    return None if not names else _normal(value) in names


# What else can be said of a record that is looked for, besides its name.
SAID = {"number": _has_number, "year": _is_of_year, "agency": _is_issued_by}
