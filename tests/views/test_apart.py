"""Places and target groups are kept apart, and a list of the one leads to the same words as the other."""

import pytest

from policies.choices import CodingRole
from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas():
    """One measure is for areas, two have them as their place, and nothing has counties as its place."""
    made = f.catalogue()
    measures = [f.measure(made["source"], made["document"], targets_not_stated=False) for _row in range(3)]
    for measure, role in zip(measures, (CodingRole.BENEFICIARY, CodingRole.PLACE, CodingRole.PLACE), strict=True):
        f.code(measure, role, "target", "AREA")
    f.code(measures[0], CodingRole.BENEFICIARY, "target", "COUNTY")
    f.publish(*measures)


@pytest.mark.parametrize(
    ("query", "said", "href", "number"),
    [
        ("target=AREA", "As a place, the same words have 2 measures.", "/measures/?place=AREA", "2 measures"),
        ("place=AREA", "As a target group, the same words have 1 measure.", "/measures/?target=AREA", "1 measure"),
    ],
)
@pytest.mark.usefixtures("areas")
def test_a_list_by_one_role_leads_to_the_same_words_in_the_other(client, query, said, href, number):
    page = client.get(f"/measures/?{query}")
    assert said in words(page)
    assert (href, number) in links(page)


@pytest.mark.parametrize("query", ["", "?target=COUNTY", "?target=AREA&place=AREA", "?target=NONE", "?target="])
@pytest.mark.usefixtures("areas")
def test_where_the_other_role_finds_nothing_or_was_asked_for_nothing_is_said(client, query):
    assert "the same words have" not in words(client.get(f"/measures/{query}"))


@pytest.mark.usefixtures("areas")
def test_a_term_lists_what_carries_it_by_its_role(client):
    text = words(client.get("/vocabularies/target/AREA/"))
    assert "Whom something is meant for and the place it is aimed at are kept apart" in text
    assert "Measures: Target group 1" in text
    assert "Measures: Place it is aimed at 2" in text


@pytest.mark.usefixtures("areas")
def test_the_matrix_by_target_groups_says_where_places_are(client):
    said = "A place that a measure is aimed at is no target group, also where the words are the same: the list"
    assert said in words(client.get("/matrix/?across=target"))
    assert said not in words(client.get("/matrix/?across=year"))


@pytest.mark.usefixtures("areas")
def test_facets_say_what_their_label_alone_does_not(client):
    text = words(client.get("/measures/"))
    assert "Target group Whom it is meant for. Places stand apart." in text
    assert "Place it is aimed at Where it is meant to work. Target groups stand apart." in text
