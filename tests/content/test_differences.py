"""Contents of every kind, cut into units and put together again."""

import pytest

from policies.content.records import dump
from policies.text.differences import FOLLOWS, FOR_EVER, assembled, changes, units
from policies.values import VALUES
from tests.content import making

pytestmark = pytest.mark.django_db
MAKERS = ("source", "agency", "document", "measure", "statement", "term")


def filled(kind):
    """The content of a record of that kind with every value filled in."""
    of = making.source()
    by = making.agency(of)
    about = making.document(of, by)
    made = {
        "source": lambda: of,
        "agency": lambda: by,
        "document": lambda: about,
        "measure": lambda: making.measure(of, about, by),
        "statement": lambda: making.statement(of, about),
        "term": making.term,
    }
    return dump(made[kind]())


@pytest.mark.parametrize("kind", MAKERS)
def test_the_units_of_a_content_put_together_are_the_content(kind):
    content = filled(kind)
    assert assembled(units(content), content) == content
    assert changes(content, content) == []


@pytest.mark.parametrize("kind", MAKERS)
def test_every_value_has_a_name_that_people_can_read(kind):
    content = filled(kind)
    named = {name for name in content if name not in FOR_EVER | FOLLOWS[kind]}
    assert named - set(VALUES) == set()
