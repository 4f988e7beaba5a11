"""What was taken down of a release since it was made."""

import pytest

from policies.catalogue.releases import Hidden
from policies.domain import publishing
from policies.models import Edition, Log, Release
from tests import factories as f

pytestmark = pytest.mark.django_db


def release(hidden=()):
    log = Log.objects.get(pk=1)
    return Release(number=1, moment=log.published_at, hidden=list(hidden))


def sequences(record):
    return list(Edition.objects.standing().filter(record_id=record.pk).values_list("sequence", flat=True))


def test_where_nothing_is_taken_down_one_query_says_so(django_assert_num_queries):
    f.catalogue()
    # 1. The records that are taken down.
    with django_assert_num_queries(1):
        assert Hidden.read() == Hidden([])


@pytest.mark.parametrize("number", [1, 3])
def test_editions_are_found_in_two_queries_however_many(number, django_assert_num_queries):
    made = f.catalogue(measures=3)
    before = release()
    publishing.withdraw(made["measures"][:number], reason="A court.", by=f.user("reviewer"), takedown=True)
    # 1. The records that are taken down. 2. Their editions, and those that carry words of theirs.
    with django_assert_num_queries(2):
        found = Hidden.read()
    assert set(found.at(before.moment)) == {row for record in made["measures"][:number] for row in sequences(record)}
    assert found.at(release().moment) == []


def test_a_release_is_withheld_while_it_has_what_is_hidden_and_outdated_when_that_comes_back():
    made = f.catalogue()
    with_words = release()
    publishing.withdraw([made["statement"]], reason="A court.", by=f.user("reviewer"), takedown=True)
    without = Release(number=1, moment=with_words.moment, hidden=sequences(made["statement"]))
    now = Hidden.read()
    assert [(now.withholds(row), now.outdates(row)) for row in (with_words, without)] == [(True, True), (False, False)]
    f.publish(f.change(made["statement"]))
    then = Hidden.read()
    assert [(then.withholds(row), then.outdates(row)) for row in (with_words, without)] == [
        (False, False),
        (False, True),
    ]
