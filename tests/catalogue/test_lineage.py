import pytest

from policies.catalogue.lineage import lineage
from policies.models import Succession
from tests import factories as f
from tests import replaying
from tests.catalogue.asking import ask, slugs

pytestmark = pytest.mark.django_db


def succeed(source, first, second, kind="renamed"):
    row = Succession.objects.create(predecessor=first, successor=second, kind=kind)
    f.cite(first, "the Ministry of Trade", source, "succession", succession=row)


@pytest.fixture
@replaying.kept
def made():
    """MOFTEC and the bureau became the ministry, which became the department; a fifth has nothing to do with them."""
    source = f.source()
    names = ("moftec", "bureau", "ministry", "department", "other")
    agencies = {name: f.agency(source, slug=name) for name in names}
    succeed(source, agencies["moftec"], agencies["ministry"], "merged")
    succeed(source, agencies["bureau"], agencies["ministry"], "absorbed")
    succeed(source, agencies["ministry"], agencies["department"])
    documents = [f.document(source, agency, slug=f"of-{name}") for name, agency in agencies.items()]
    f.publish(source, *agencies.values(), *documents)
    return {name: str(agency.id) for name, agency in agencies.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("department", ["department", "ministry", "moftec", "bureau"]),
        ("ministry", ["ministry", "moftec", "bureau"]),
        ("moftec", ["moftec"]),
        ("other", ["other"]),
    ],
)
def test_an_agency_has_those_that_came_before_it_however_far_back_but_none_after(made, name, expected):
    assert lineage([made[name]]) == sorted(made[row] for row in expected)
    assert sorted(slugs("document", f"agency_lineage={name}")) == sorted(f"of-{row}" for row in expected)


def test_lineages_of_several_agencies_are_taken_together(made):
    assert lineage([made["ministry"], made["other"]]) == sorted(
        made[row] for row in ("ministry", "moftec", "bureau", "other")
    )


def test_each_agency_with_predecessors_is_counted_with_them_and_no_other_is(made):
    counted = {row["code"]: row["count"] for row in ask("document").facets()["agency_lineage"]}
    assert counted == {"department": 4, "ministry": 3}
    for name, number in counted.items():
        assert ask("document", f"agency_lineage={name}").count == number
    assert (
        ask("document", "agency_lineage=ministry").facets()["agency_lineage"]
        == ask("document").facets()["agency_lineage"]
    )


def test_of_no_agency_there_is_no_lineage(made, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lineage([]) == []


def test_each_step_back_costs_one_query(made, django_assert_num_queries):
    # The department; the ministry; what came before it.
    with django_assert_num_queries(3):
        lineage([made["department"]])


def test_an_agency_that_does_not_exist_is_refused_by_name(made):
    assert ask("document", "agency_lineage=nobody").complaints == {
        "agency_lineage": ["“nobody” is no published agency. Give the last part of its address, or its id."]
    }
