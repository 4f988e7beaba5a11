import pytest

from policies.domain.coverage import coverage
from tests import factories as f

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (
    "In August 2015, the Ministry of Trade issued opinions on village shops.",
    "It proposed equipment and delivery subsidies for poor households.",
    "Village shops matter to the countryside.",
)


def words(spans):
    return [f.TEXT[start:end] for start, end in spans]


def test_a_snapshot_that_nothing_cites_is_bare():
    found = coverage(f.source().snapshots.get())
    assert words(found.sentences) == words(found.bare) == [FIRST, SECOND, THIRD]
    assert (found.cited, found.excused) == (0, [])


def test_a_sentence_is_cited_when_a_record_cites_some_of_its_characters_drafts_included():
    source = f.source()
    f.agency(source)
    found = coverage(source.snapshots.get())
    assert (words(found.bare), found.cited) == ([SECOND, THIRD], 1)


def test_a_sentence_that_is_excused_is_neither_cited_nor_bare():
    source = f.source()
    start = f.TEXT.index(THIRD)
    source.snapshots.get().excuses.create(start=start, end=start + 5, reason="A general remark.")
    found = coverage(source.snapshots.get())
    assert (words(found.bare), words(found.excused), found.cited) == ([FIRST, SECOND], [THIRD], 0)


def test_a_sentence_that_is_cited_needs_no_excuse():
    source = f.source()
    f.statement(source)
    start = f.TEXT.index(THIRD)
    source.snapshots.get().excuses.create(start=start, end=start + 5, reason="A general remark.")
    found = coverage(source.snapshots.get())
    assert (found.cited, found.excused) == (1, [])


def test_citations_of_another_snapshot_do_not_count():
    f.statement(f.source())
    assert coverage(f.source().snapshots.get()).cited == 0
