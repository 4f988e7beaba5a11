"""Numbers of documents that are looked for and that no document has."""

import pytest

from policies.catalogue.search import Search
from policies.catalogue.search_numbers import Number, nearest, number_of, sought
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("国办发[2015]78号", "国办发〔2015〕78号"),
        ("国办发〔2015〕078", "国办发〔2015〕78号"),
        ('"国办发（2015）78号"', "国办发〔2015〕78号"),
        ("国办发[2015]78号 农村", None),
        ("-国办发[2015]78号", None),
        ("国办发[2015]", None),
        ("78", None),
        ("", None),
    ],
)
def test_a_number_is_looked_for_where_it_is_all_that_is_looked_for(query, found):
    number = sought(Search(query))
    assert (number and str(number)) == found


@pytest.mark.parametrize(
    ("number", "read"), [("商建发〔2015〕306号", Number("商建发", 2015, 306)), (None, None), ("78", None)]
)
def test_the_number_of_a_document_is_read(number, read):
    assert number_of({"number": number}) == read


NUMBERS = ("国办发〔2015〕79号", "国办发〔2018〕129号", "国办发〔2016〕1号", "商建发〔2015〕306号", "国发〔2017〕78号")


def numbered(how_many=None):
    made = f.catalogue()
    for number in NUMBERS[:how_many]:
        document = f.document(made["source"], made["agency"], number=number)
        f.cite(document, "opinions on village shops", made["source"], "number")
        f.publish(document)


def near(query):
    search = Search(query)
    return [document["number"] for document in nearest(sought(search), search)]


def test_the_nearest_have_the_same_sign_or_then_the_same_year():
    numbered()
    assert near("国办发[2015]78号") == ["国办发〔2015〕79号", "国办发〔2016〕1号", "国办发〔2018〕129号"]
    assert near("国发[2015]64号") == ["国发〔2017〕78号", "国办发〔2015〕79号", "商建发〔2015〕306号"]
    assert near("农发[1999]1号") == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_they_cost_the_same_with_one_document_and_with_three(how_many, django_assert_num_queries):
    numbered(how_many)
    search = Search("国办发[2015]78号")
    number = sought(search)
    # Those with sign and year, with the sign, and of the year.
    with django_assert_num_queries(3):
        assert len(nearest(number, search)) == how_many
