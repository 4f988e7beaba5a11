"""What the catalogue is searched by, written in the transaction that writes an edition or makes a text public.

The log is locked then, so nobody else writes here.
"""

from collections.abc import Collection, Iterable
from itertools import islice

from policies.content import searching
from policies.content.encoding import Content
from policies.models.edition import Edition, Text
from policies.models.search import SearchEntry, Sentence, Word
from policies.text.stems import stem

AT_ONCE = 500


def write(written: Iterable[tuple[Edition, Content]]) -> None:
    """Afterwards the editions are found by what these contents of theirs say."""
    found = [(edition, searching.entry(content)) for edition, content in written]
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(edition=edition, tokens=row.tokens, readings=row.readings, text_id=row.text_id)
            for edition, row in found
        ],
        batch_size=AT_ONCE,
    )
    _learn({word for _edition, row in found for word in row.words})


def write_sentences(texts: Iterable[Text]) -> None:
    """Afterwards the sentences of the texts are found by their words."""
    found = [(text, row) for text in texts for row in searching.sentence_entries(text.text)]
    Sentence.objects.bulk_create(
        [
            Sentence(text=text, start=row.start, end=row.end, search_text=row.search_text, tokens=row.tokens)
            for text, row in found
        ],
        batch_size=AT_ONCE,
    )
    _learn({word for _text, row in found for word in row.words})


def _learn(words: Collection[str]) -> None:
    """Afterwards the vocabulary of the search has these words."""
    waiting = iter(sorted(words))
    while portion := list(islice(waiting, AT_ONCE)):
        known = set(Word.objects.filter(text__in=portion).values_list("text", flat=True))
        new = [Word(text=word, stem=stem(word)) for word in portion if word not in known]
        Word.objects.bulk_create(new)
