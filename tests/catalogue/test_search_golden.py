"""The golden list: what more than 200 queries find in the seed and the official values, in which order.

Each line of golden.jsonl is a query, what it is an example of, and the addresses it finds by kind, the best first,
with the number of passages. A rank that is changed on purpose changes lines here: look at each before it is kept.

What the lines say was recorded from the search itself, and then read by eye: the order, and what is found by another
ending, another name or a reading, are right as far as a reader saw. That nothing is missing which has the words is
proved without the search, by `test_nothing_that_has_the_words_is_missing_from_the_list`; that what is listed without
having them says why, in its own text, by `test_what_is_listed_without_the_words_has_marks_that_say_why`.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from policies.catalogue.listing import ORDERS
from policies.catalogue.search import Search
from policies.catalogue.search_reasons import Marker
from policies.catalogue.search_results import Results
from policies.choices import State
from policies.content.records import MODELS
from policies.domain import publishing, review
from policies.models import Edition
from policies.text.parts import parts
from policies.text.tokens import RUN, is_chinese, pieces
from tests import factories as f

GOLDEN = [json.loads(line) for line in Path(__file__).with_name("golden.jsonl").read_text("utf-8").splitlines()]
KINDS = ("document", "measure", "agency", "source", "statement", "term")
# Of those that are in the list, the words that are not marked beside others.
SMALL_WORDS = ("of", "for")


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup, django_db_blocker):
    """The seed, with the official values approved and published over it."""
    with django_db_blocker.unblock(), transaction.atomic():
        f.seed()
        waiting = [record for model in MODELS.values() for record in model.objects.filter(state=State.IN_REVIEW)]
        reviewer = f.user("reviewer")
        for record in waiting:
            review.approve(record, by=reviewer)
        publishing.publish(waiting)
        f.count_rows()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(published, db):
    """Each test reads the same catalogue."""


def found(query):
    search = Search(query)
    editions = search.ranked(search.narrow(search.public())).order_by(*ORDERS["relevance"])
    by_kind = {}
    for kind, slug in editions.values_list("kind", "slug"):
        by_kind.setdefault(kind, []).append(slug)
    passages = Results(search).count_passages()
    return {
        **{kind: by_kind[kind] for kind in KINDS if kind in by_kind},
        **({"passages": passages} if passages else {}),
    }


def test_every_query_finds_what_it_should_in_the_order_it_should():
    wrong = {row["query"]: (row["found"], now) for row in GOLDEN if (now := found(row["query"])) != row["found"]}
    assert wrong == {}


def test_nothing_that_has_the_words_is_missing_from_the_list():
    """Independently of any index: the search texts are looked through letter by letter."""
    texts = {(row.kind, row.slug): row.search_text for row in Edition.objects.current()}
    missed = {}
    for row in GOLDEN:
        asked, refused = _literal(row["query"])
        listed = _listed(row)
        having = {key for key, text in texts.items() if _has(text, asked) and not any(word in text for word in refused)}
        # What has a word of the same stem as one that is excluded is excluded too.
        if asked and not refused and (lost := having - listed):
            missed[row["query"]] = lost
        if refused and any(any(word in texts[key] for word in refused) for key in listed):
            missed[row["query"]] = refused
    assert missed == {}


def test_what_is_listed_without_the_words_has_marks_that_say_why():
    editions = {(row.kind, row.slug): row for row in Edition.objects.current()}
    readings = Results(Search("")).readings(editions.values())
    silent, explained = {}, 0
    for row in GOLDEN:
        asked, refused = _literal(row["query"])
        others = [key for key in _listed(row) if not refused and not _has(editions[key].search_text, asked)]
        marker = Marker(Search(row["query"])) if others else None
        telling = [word for word in asked if word not in SMALL_WORDS] or asked
        said = [key for key in others if _says_why(marker, telling, editions[key], readings)]
        explained += len(said)
        if len(said) < len(others):
            silent[row["query"]] = set(others).difference(said)
    assert silent == {}
    assert explained > 900


def _says_why(marker, telling, edition, readings):
    """Whether the record has something marked for each of the pieces that tell something, or for all of them in one."""
    lines = readings.get(edition.pk, "").splitlines()
    read = {name: syllables for name, *syllables in (line.split("\t") for line in lines)}
    marked = {mark.piece for part in parts(edition.record) for mark in marker.marks(part.text, read)}
    return marked.issuperset(telling) or marker.query in marked


def _listed(row):
    return {(kind, slug) for kind, slugs in row["found"].items() if kind != "passages" for slug in slugs}


def _literal(query):
    found = pieces(query)
    return [p.text for p in found if not p.is_excluded], [p.text for p in found if p.is_excluded]


def _has(text, asked):
    return all(word in (text if len(word) > 2 or is_chinese(word) else RUN.findall(text)) for word in asked)


def test_the_list_is_long_and_of_every_sort_and_has_no_query_twice():
    sorts = Counter(row["of"] for row in GOLDEN)
    assert len(GOLDEN) >= 200
    assert len({row["query"] for row in GOLDEN}) == len(GOLDEN)
    assert {sort: number for sort, number in sorts.items() if number < 8} == {}
    assert set(sorts) == {
        *("english", "endings", "inside", "chinese", "traditional", "numbers", "pinyin", "other names"),
        *("phrases", "minus", "odd"),
    }


def test_traditional_and_simplified_find_the_same():
    by_query = {row["query"]: row["found"] for row in GOLDEN}
    for traditional, simplified in (("農村", "农村"), ("電商", "电商"), ("國務院辦公廳", "国务院办公厅")):
        assert by_query[traditional] == by_query[simplified]
