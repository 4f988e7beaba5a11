"""Which record is meant by a name or a number of somebody else's list."""

import pytest

from policies.catalogue import matching
from policies.catalogue.matching import exactly, likeliest
from policies.domain import publishing
from tests import factories as f
from tests import replaying

pytestmark = pytest.mark.django_db
TITLE = "关于促进农村电子商务加快发展的指导意见"


@pytest.fixture
@replaying.kept
def made():
    """A document with a number and a Chinese title of 2015, another of 2016 called nearly the same, and an agency."""
    source = f.source(f"{f.TEXT} Its number is 国办发〔2015〕78号.")
    agency = f.agency(source, name_en="Ministry of Trade", name_zh="商务部")
    first = f.document(source, agency, "2015-11", title_zh=TITLE, number="国办发〔2015〕78号")
    f.cite(first, "国办发〔2015〕78号", source, "number")
    second = f.document(source, agency, "2016-02", title_en="Guiding opinions on village shops")
    f.publish(source, agency, first, second)
    return {"source": source, "agency": agency, "first": first, "second": second}


def slugs(found):
    return {name: [(match.edition.slug, match.part) for match in matches] for name, matches in found.items()}


def test_names_and_numbers_are_met_however_they_are_written(made):
    first, agency = made["first"], made["agency"]
    names = [
        "国办发[2015]78号",
        "国办发（2015）第78号",
        "關於促進農村電子商務加快發展的指導意見",
        "ministry of TRADE",
        "商务部",
    ]
    assert slugs(exactly([*names, "国办发〔2015〕79号", "", "农村"])) == {
        **{name: [(first.slug, "number")] for name in names[:2]},
        names[2]: [(first.slug, "title")],
        **{name: [(agency.slug, "title")] for name in names[3:]},
        "国办发〔2015〕79号": [],
        "": [],
        "农村": [],
    }


def test_only_records_of_the_kinds_asked_for_are_met(made):
    assert slugs(exactly(["商务部"], ["document"])) == {"商务部": []}


def test_what_was_withdrawn_is_not_met(made):
    publishing.withdraw([made["second"]], by=None, reason="Wrong.")
    assert slugs(exactly(["Guiding opinions on village shops"])) == {"Guiding opinions on village shops": []}


@pytest.mark.parametrize("number", [1, 3])
def test_so_many_names_cost_one_query(made, number, django_assert_num_queries):
    with django_assert_num_queries(1):
        exactly([f"Name {n}" for n in range(number)])
    with django_assert_num_queries(2):
        exactly([f"Name {n}" for n in range(matching.AT_ONCE + 1)])


def test_the_likeliest_come_first_with_how_likely_they_are(made):
    found = likeliest("Guiding opinion on village shops", ["document"], {}, 5)
    assert found[0].edition.slug == made["second"].slug
    assert 90 < found[0].score < 100
    assert not found[0].is_exact
    assert likeliest("国办发[2015]78号", ["document"], {}, 5)[0].is_exact


def test_a_word_that_nobody_has_does_not_hide_the_record(made):
    found = likeliest("Guiding opinions on village zeppelins", ["document"], {}, 5)
    assert [match.edition.slug for match in found][:1] == [made["second"].slug]


@pytest.mark.parametrize(
    ("said", "contradicts"),
    [
        ({"year": "2016"}, False),
        ({"year": "2016-02"}, False),
        ({"year": "2015"}, True),
        ({"agency": "商务部"}, False),
        ({"agency": "Ministry of Agriculture"}, True),
        ({"number": "国办发〔2015〕78号"}, False),
        ({"number": ""}, False),
    ],
)
def test_what_else_is_said_speaks_against_only_where_the_record_says_otherwise(made, said, contradicts):
    [match, *_others] = likeliest("Guiding opinions on village shops", ["document"], said, 5)
    assert (match.edition.slug, match.is_exact) == (made["second"].slug, not contradicts)


def test_what_is_no_id_is_none():
    assert [matching.is_id(text) for text in ("x", "776f8bec-06bf-4a0f-a0b0-47f64fa827cf", "776F8BEC" * 4)] == [
        *(False, True, False),
    ]
