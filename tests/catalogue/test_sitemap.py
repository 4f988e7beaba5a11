"""What a search engine is told of: what is public, when it was last published, in parts of bounded size."""

import pytest

from policies.catalogue import sitemap
from policies.catalogue.sitemap import Entry, Part
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


def published(record):
    return Edition.objects.current().get(record_id=record.pk).published_at


def test_a_part_has_the_records_of_a_kind_with_the_moment_of_their_last_edition():
    made = f.catalogue(measures=2)
    first, second = made["measures"]
    f.publish(f.change(first, title_en="Another title"))
    assert sitemap.entries("measure", 1) == [
        Entry(f"/measures/{second.slug}/", published(second)),
        Entry(f"/measures/{first.slug}/", published(first)),
    ]
    assert published(first) > published(second)


def test_what_is_withdrawn_or_was_never_published_is_in_no_part():
    made = f.catalogue(measures=3)
    f.measure(made["source"], made["document"], title_en="A draft")
    withdrawn, kept, _last = made["measures"]
    publishing.withdraw([withdrawn], by=None, reason="Entered twice.")
    paths = [entry.path for entry in sitemap.entries("measure", 1)]
    assert len(paths) == 2
    assert f"/measures/{kept.slug}/" in paths
    publishing.withdraw([made["statement"]], by=None, reason="Entered twice.")
    assert "statement" not in [part.kind for part in sitemap.parts()]


def test_a_part_holds_so_many_and_no_more(monkeypatch):
    monkeypatch.setattr(sitemap, "IN_A_PART", 2)
    made = f.catalogue(measures=3)
    numbers = [len(sitemap.entries("measure", number)) for number in (1, 2, 3)]
    assert numbers == [2, 1, 0]
    last = published(made["measures"][2])
    assert [part for part in sitemap.parts() if part.kind == "measure"] == [
        Part("measure", 1, None),
        Part("measure", 2, last),
    ]


def test_pages_of_a_kind_change_when_one_is_withdrawn_too():
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Entered twice.")
    last = Edition.objects.get(record_id=made["statement"].pk, number=2).published_at
    found = {entry.path: entry.changed for entry in sitemap.pages()}
    assert found["/"] == found["/statements/"] == last
    assert found["/agencies/"] == published(made["agency"]) < last
    assert found["/method/"] is None


def test_nothing_is_published_yet():
    assert sitemap.parts() == []
    assert next(sitemap.pages()) == Entry("/", None)


@pytest.mark.parametrize("number", [1, 3])
def test_each_is_one_query(django_assert_num_queries, number):
    f.catalogue(measures=number)
    # 1. The parts. 2. The records of one. 3. The last editions by kind.
    with django_assert_num_queries(3):
        assert len(sitemap.parts()) == 6
        assert len(sitemap.entries("measure", 1)) == number
        list(sitemap.pages())
