"""What an edition or a sentence is found by, read off a content or a text. Nothing is asked of the database."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from policies.choices import Kind
from policies.content.encoding import Content
from policies.text import pinyin, tokens
from policies.text.parts import NAME, TEXT, WHOLE, Part, parts
from policies.text.segment import paragraphs, sentences
from policies.text.tokens import SEPARATOR, comparable, name_token, search_text

# Of a sentence there are no better and worse parts.
ONLY = TEXT


class Entry(NamedTuple):
    """Columns of a search entry, and the words that the vocabulary of the search must have."""

    tokens: str
    readings: str
    text_id: str | None
    words: set[str]


def text_of(content: Content) -> str:
    """The text in which a record is searched."""
    return search_text(*(part.text for part in parts(content)))


def entry(content: Content) -> Entry:
    """What an edition of this content is found by."""
    found = parts(content)
    # The names of an agency are its own; those of others that it carries are known by their part.
    at, own = (NAME, ("title", "other_name")) if content["kind"] == Kind.AGENCY else (TEXT, ())
    readings = dict(_readings(found, ("agency", *own)))
    read = {token for syllables in readings.values() for token in pinyin.tokens(syllables)}
    levels = {**dict.fromkeys(read, at), **_levels(found)}
    whole = {name_token(comparable(part.text)) for part in found if part.level == NAME}
    snapshots = content.get("snapshots") or [{"sha256": None}]
    return Entry(
        _joined([*levels.items(), *((token, WHOLE) for token in whole)]),
        "\n".join("\t".join([name, *syllables]) for name, syllables in readings.items()),
        snapshots[-1]["sha256"],
        {token for token in levels if tokens.is_word(token)},
    )


def _levels(found: list[Part]) -> dict[str, int]:
    """Every token once, at its best level. Around the key words of a quote stands what is no more than text."""
    levels: dict[str, int] = {}
    own = [(text, part.level) for part in found for text in part.own]
    around = [(part.text, TEXT) for part in found if part.own != (part.text,)]
    for text, level in [*sorted(own, key=lambda row: row[1]), *around]:
        for token in tokens.tokens(comparable(text)):
            levels.setdefault(token, level)
    return levels


def _readings(found: list[Part], names: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The syllables of every Chinese name of an agency: of one character there is nothing to spell."""
    for part in found:
        syllables = pinyin.syllables(part.text) if part.name in names else []
        if len(syllables) > 1:
            yield part.text, syllables


def _joined(levels: Iterable[tuple[str, int]]) -> str:
    return " ".join(sorted(f"{level}{token}" for token, level in levels))


class SentenceEntry(NamedTuple):
    start: int
    end: int
    search_text: str
    tokens: str
    words: set[str]


def sentence_entries(text: str) -> Iterator[SentenceEntry]:
    """The sentences of a text, and the lines of it that are none, such as headings."""
    inside = sentences(text)
    starts = {start for start, _end in inside}
    lines = [line for line in paragraphs(text) if not any(line[0] <= start < line[1] for start in starts)]
    for start, end in sorted([*inside, *lines]):
        folded = comparable(text[start:end]).replace(SEPARATOR, " ")
        if folded:
            levels = ((token, ONLY) for token in tokens.tokens(folded))
            yield SentenceEntry(start, end, folded, _joined(levels), tokens.words(folded))
