import pytest

from policies.catalogue.facets import FACETS, OF_KIND, WITH_LINEAGE, counted_facets, own_facets, value_labels
from policies.catalogue.through import THROUGH
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_every_facet_of_every_kind_is_declared():
    assert {name for kind in OF_KIND for name in counted_facets(kind)} == set(FACETS)


@pytest.mark.parametrize("kind", OF_KIND)
def test_what_a_kind_has_itself_and_through_others_is_all_it_has(kind):
    assert sorted([*own_facets(kind), *THROUGH[kind]]) == sorted(OF_KIND[kind])
    assert kind in WITH_LINEAGE or "agency" in THROUGH[kind]


@pytest.mark.parametrize(
    ("facet", "values", "queries"),
    [
        ("instrument", ["PILOT"], 1),
        ("kind", ["role"], 0),
        ("year", ["2015"], 0),
        ("source", [], 0),
        ("actor", ["POST"], 1),
    ],
)
def test_labels_of_any_number_of_values_cost_at_most_one_query(facet, values, queries, django_assert_num_queries):
    f.publish(f.term("instrument", "PILOT"), f.term("actor", "POST"))
    # The terms of the vocabulary, or the records.
    with django_assert_num_queries(queries):
        assert list(value_labels(FACETS[facet], values)) == values


def test_labels_of_actors_cost_a_query_for_terms_and_one_for_agencies(django_assert_num_queries):
    made = f.catalogue()
    f.publish(f.term("actor", "POST"))
    values = ["POST", str(made["agency"].pk)]
    with django_assert_num_queries(2):
        assert value_labels(FACETS["actor"], values) == {
            "POST": {"code": "POST", "label": {"en": "post"}},
            values[1]: {"code": made["agency"].slug, "label": {"en": made["agency"].name_en}},
        }
