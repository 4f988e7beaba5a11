"""What a query asks for, with all the words that answer it: endings, parts of words, other names, readings."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from policies.choices import Kind
from policies.models.edition import Edition
from policies.models.search import SearchEntry, Word
from policies.text import pinyin, synonyms
from policies.text.found import Way
from policies.text.parts import NAME, WHOLE, parts
from policies.text.stems import stem
from policies.text.tokens import Lookup, Piece, comparable, is_chinese, lookup, name_token

# A run of letters that is inside more words than this tells too little for an index: the texts are looked through.
MOST_WORDS = 2000
# So many words in a row can be a name, and so many other names are looked for in place of one.
LONGEST_NAME = 6
MOST_NAMES = 24
# Chinese words are of two characters as a rule.
CHINESE_WORD = 2
# A code is a name, but nobody's other word for anything.
CALLED = ("title", "label", "other_name")


@dataclass(frozen=True)
class Clause:
    """A text answers if it has, of each group, any word or pair, and contains the check, if there is one."""

    way: Way
    groups: tuple[frozenset[str], ...]
    check: str = ""
    # The words as they are looked for in a text, to mark them.
    said: tuple[str, ...] = ()
    # Of another name, the name.
    name: str = ""

    @property
    def is_one_group(self) -> bool:
        return len(self.groups) == 1 and not self.check


@dataclass(frozen=True)
class Wanted:
    """A piece of the query and what answers it: `near` the words themselves, `wide` all else."""

    piece: Piece
    near: tuple[Clause, ...]
    wide: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What the database knows: other names of pieces, the words of a stem, the words that contain others."""

    names: Mapping[str, list[str]]
    forms: Mapping[str, set[str]]
    inside: Mapping[str, set[str] | None]


def wanted(pieces: list[Piece], as_of: datetime | None) -> list[Wanted]:
    """Each piece with what answers it; at most three queries, and one where a word is inside too many others."""
    names = _names(pieces, as_of)
    lookups = {piece: lookup(piece.text) for piece in pieces}
    alike = {word for others in names.values() for word in others} | {piece.text for piece in pieces}
    readings = {reading for piece in pieces if (reading := _reading([piece]))}
    inside = _inside({word for found in lookups.values() for word in found.insides}, readings)
    known = _Known(names, _forms(alike), inside)
    return [_wanted(piece, lookups[piece], known) for piece in pieces]


def read_together(pieces: list[Piece]) -> Clause | None:
    """The name that several words spell together, if they can: shang wu bu; at most one query."""
    reading = _reading(pieces) if len(pieces) > 1 else ""
    return _read(reading, _inside(set(), {reading})) if reading else None


def _wanted(piece: Piece, found: Lookup, known: _Known) -> Wanted:
    literal, inner = list(_literal(piece, found, known)), list(_inner(piece, found, known))
    if piece.is_literal:
        return Wanted(piece, (*literal, *inner))
    forms = list(_spelt(piece, known))
    if piece.is_excluded:
        return Wanted(piece, (*literal, *forms, *inner))
    wide = [*inner, *_apart(piece), *_called(piece, known)]
    if reading := _reading([piece]):
        wide.append(_read(reading, known.inside))
    return Wanted(piece, (*literal, *forms), tuple(wide))


def _literal(piece: Piece, found: Lookup, known: _Known) -> Iterator[Clause]:
    """The piece as it stands."""
    if not found.check:
        yield Clause(Way.EXACT, (frozenset({piece.text}),), said=(piece.text,))
        return
    inside = [known.inside[word] for word in found.insides]
    groups = (*({token} for token in found.tokens), *(words for words in inside if words is not None))
    yield Clause(Way.EXACT, tuple(map(frozenset, groups)), found.check, (piece.text,))


def _inner(piece: Piece, found: Lookup, known: _Known) -> Iterator[Clause]:
    """A word inside others."""
    if found.insides and not found.check:
        words = known.inside[piece.text]
        if words is None:
            yield Clause(Way.INSIDE, (), piece.text, (piece.text,))
        elif more := frozenset(words - {piece.text}):
            yield Clause(Way.INSIDE, (more,), said=(piece.text,))


def _spelt(piece: Piece, known: _Known) -> Iterator[Clause]:
    """A word with another ending; one with a hyphen in one word or in two."""
    if forms := known.forms.get(stem(piece.text), set()) - {piece.text}:
        yield Clause(Way.FORM, (frozenset(forms),), said=tuple(sorted(forms)))
    parts_of_word = [part for part in piece.text.split("-") if part]
    if len(parts_of_word) > 1 and "".join(parts_of_word).isalnum():
        joined, spaced = "".join(parts_of_word), " ".join(parts_of_word)
        yield Clause(Way.FORM, (frozenset({joined}),), said=(joined,))
        yield _as_whole_words(spaced, Way.FORM, {})


def _apart(piece: Piece) -> Iterator[Clause]:
    """Chinese is written without spaces: a long piece is several words, which need not stand together."""
    if is_chinese(piece.text) and len(piece.text) > CHINESE_WORD + 1:
        starts = [*range(0, len(piece.text) - CHINESE_WORD, CHINESE_WORD), len(piece.text) - CHINESE_WORD]
        words = tuple(dict.fromkeys(piece.text[start : start + CHINESE_WORD] for start in starts))
        yield Clause(Way.APART, tuple(frozenset({word}) for word in words), said=words)


def _called(piece: Piece, known: _Known) -> Iterator[Clause]:
    """Other names of what the piece, with those beside it, is the name of."""
    for name in known.names.get(piece.text, ()):
        yield _as_whole_words(name, Way.SYNONYM, known.forms)


def _as_whole_words(name: str, way: Way, forms: Mapping[str, set[str]]) -> Clause:
    found = lookup(name, whole_words=True)
    groups = [frozenset({token}) for token in found.tokens]
    if not found.check and not is_chinese(name):
        groups = [frozenset({name, *forms.get(stem(name), ())})]
    said = (name,) if found.check else tuple(sorted(groups[0]))
    return Clause(way, tuple(groups), found.check, said, name)


def _reading(pieces: list[Piece]) -> str:
    if any(piece.is_literal or piece.is_excluded for piece in pieces):
        return ""
    return pinyin.asked([piece.text for piece in pieces])


def _read(reading: str, inside: Mapping[str, set[str] | None]) -> Clause:
    words = frozenset({reading, *(inside.get(reading) or ())})
    return Clause(Way.READING, (words,), said=tuple(sorted(words)))


def _forms(texts: Collection[str]) -> dict[str, set[str]]:
    """The words of each stem of these."""
    stems = {stem(text) for text in texts if text.isascii() and text.isalpha()}
    found: dict[str, set[str]] = {}
    for text, its_stem in Word.objects.filter(stem__in=stems).values_list("text", "stem") if stems else ():
        found.setdefault(its_stem, set()).add(text)
    return found


def _inside(words: Collection[str], readings: Collection[str]) -> dict[str, set[str] | None]:
    """For each of these the known words that contain it; of all nothing, where they are too many. For each reading
    of some length, the names that are read so from some syllable on: how common the words are changes none of them.
    """
    long = [reading for reading in readings if len(reading) > pinyin.SHORTEST_BEGINNING]
    found = _vocabulary(words, long)
    if found is None:
        return dict.fromkeys([*words, *long]) | (_inside((), long) if words else {})
    known: dict[str, set[str] | None] = {
        word: {text for text in found if word in text and text[0] != pinyin.MARK} for word in words
    }
    return known | {reading: {text for text in found if text.startswith(reading)} for reading in long}


def _vocabulary(words: Collection[str], readings: Collection[str]) -> list[str] | None:
    """The known words that contain any of the words, and the readings that begin with any of these; None if they are
    too many; at most one query.
    """
    conditions = [Q(text__contains=word) & ~Q(text__startswith=pinyin.MARK) for word in words]
    conditions += [Q(text__startswith=reading) for reading in readings]
    if not conditions:
        return []
    found = Word.objects.filter(reduce(or_, conditions)).values_list("text", flat=True)[: MOST_WORDS + 1]
    return list(found) if len(found) <= MOST_WORDS else None


def _names(pieces: list[Piece], as_of: datetime | None) -> dict[str, list[str]]:
    """For each piece what it is also called, alone or with those beside it; one query."""
    runs = dict(_runs(pieces))
    found = {run: synonyms.others(run) for run in runs}
    for names in _public_names(runs, as_of) if runs else ():
        for run in runs.keys() & names:
            found[run] += [name for name in names if name != run]
    by_piece: dict[str, list[str]] = {}
    for run, texts in runs.items():
        for text in texts:
            by_piece.setdefault(text, []).extend(found[run])
    return {text: _useful(names) for text, names in by_piece.items()}


def _useful(names: Iterable[str]) -> list[str]:
    """A single Chinese character would be found in half of all texts."""
    return [name for name in dict.fromkeys(names) if not (is_chinese(name) and len(name) == 1)][:MOST_NAMES]


def _runs(pieces: list[Piece]) -> Iterator[tuple[str, list[str]]]:
    """Pieces that stand together and so may be a name, with what each of them is."""
    texts = [piece.text for piece in pieces]
    plain = [not (piece.is_literal or piece.is_excluded) for piece in pieces]
    for start in range(len(texts)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(texts)) + 1):
            if all(plain[start:end]):
                yield " ".join(texts[start:end]), texts[start:end]


def _public_names(runs: Collection[str], as_of: datetime | None) -> Iterator[list[str]]:
    """The names of each term and agency that one of the runs is a name of."""
    public = Edition.objects.public(as_of).filter(kind__in=[Kind.TERM, Kind.AGENCY])
    named = SearchEntry.objects.having([[f"{WHOLE}{name_token(run)}" for run in runs]])
    contents = public.filter(pk__in=named).order_by("sequence").values_list("content", flat=True)
    for content in contents[:MOST_NAMES]:
        found = parts(json.loads(content))
        yield [comparable(part.text) for part in found if part.level == NAME and part.name in CALLED]
