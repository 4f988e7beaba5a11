import pytest

from tests import factories as f
from tests.catalogue.asking import ask, slugs

pytestmark = pytest.mark.django_db


def test_by_date_the_earliest_first_and_of_those_the_one_that_is_over_first():
    f.publish(
        *[
            f.source(slug=edtf.replace("/", "-to-"), edtf=edtf)
            for edtf in ("2016", "2015", "2015-01", "2015-01/2015-06")
        ]
    )
    assert slugs("source", "sort=date") == ["2015-01", "2015-01-to-2015-06", "2015", "2016"]
    assert slugs("source", "sort=-date") == ["2016", "2015", "2015-01-to-2015-06", "2015-01"]


def test_by_title_in_the_same_order_on_every_database():
    titles = ["zebra", "Apple", "apple pie", "Éclair", "意见", "_under", "10", "9"]
    f.publish(*[f.source(title_en=title, slug=f"s{number}") for number, title in enumerate(titles)])
    ordered = [titles[int(slug[1:])] for slug in slugs("source", "sort=title")]
    assert ordered == ["10", "9", "_under", "Apple", "apple pie", "zebra", "Éclair", "意见"]


def test_what_has_the_words_in_its_title_comes_first():
    f.publish(f.source(slug="text", title_en="News", publisher="Trade press"), f.source(slug="title", title_en="Trade"))
    assert slugs("source", "q=trade") == ["title", "text"]


def test_by_relevance_without_a_word_is_by_date():
    f.publish(*(f.source(slug=slug, edtf=edtf) for slug, edtf in (("b", "2015"), ("a", "2016"), ("c", "2014"))))
    assert slugs("source", "sort=relevance") == ["c", "b", "a"]
    # Of these two columns too, as an export reads them.
    rows = ask("source", "sort=relevance").ordered.values_list("sequence", "slug")
    assert [slug for _sequence, slug in rows] == ["c", "b", "a"]
