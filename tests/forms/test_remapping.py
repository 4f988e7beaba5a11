"""A form that was filled in over rows that were made anew since."""

import pytest
from django.forms import inlineformset_factory
from django.utils.datastructures import MultiValueDict

from policies.forms.remapping import remapped
from policies.models import Document, Relation
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["relation", "object"])
def test_a_quote_for_either_end_of_a_relation_stays_with_it_when_its_row_was_made_anew(name):
    document, other = f.bare_document(), f.bare_document()
    before = Relation.objects.create(document=document, object=other, predicate="cites")
    before_pk = before.pk
    before.delete()
    relation = Relation.objects.create(pk=before_pk + 1, document=document, object=other, predicate="cites")
    data = MultiValueDict(
        {
            "relations-TOTAL_FORMS": ["1"],
            "relations-INITIAL_FORMS": ["1"],
            "relations-0-id": [str(before_pk)],
            "citations-0-bears_on": [f"{name}/{before_pk}"],
            "citations-1-bears_on": ["record"],
        }
    )
    factory = inlineformset_factory(Document, Relation, fk_name="document", fields=["predicate", "object"])
    found = remapped(data, [factory(data, instance=document, prefix="relations")])
    assert (found["relations-0-id"], found["citations-0-bears_on"], found["citations-1-bears_on"]) == (
        str(relation.pk),
        f"{name}/{relation.pk}",
        "record",
    )
