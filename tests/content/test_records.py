import pytest

from policies.choices import Kind
from policies.content.records import MODELS, dump, load, public_id
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


def test_every_kind_of_record_has_a_model_and_says_its_kind_in_its_content():
    made = making.everything()
    assert {kind: type(made[kind]) for kind in Kind} == MODELS
    assert {kind: dump(made[kind])["kind"] for kind in Kind} == {kind: kind.value for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_every_content_begins_with_kind_id_and_addresses(kind):
    record = making.everything()[kind]
    content = dump(record)
    assert list(content)[:4] == ["kind", "id", "slug", "url"]
    assert content["id"] == public_id(record)


@pytest.mark.parametrize("kind", Kind)
def test_evidence_comes_last(kind):
    content = dump(making.everything()[kind])
    assert "evidence" not in content or list(content)[-1] == "evidence"


def test_the_public_id_of_a_term_is_not_that_of_its_row():
    term = f.term("theme", "TRADE")
    assert public_id(term) == "4320396c-15f7-55b6-a458-a1b829d024ac" != str(term.pk)


def test_a_content_that_cannot_be_loaded_leaves_the_record_as_it_was():
    made = making.everything()
    content = dump(made["document"])
    broken = {**content, "title": {"en": "Half loaded"}, "evidence": [{**content["evidence"][0], "snapshot": {}}]}
    with pytest.raises(KeyError):
        load(broken)
    made["document"].refresh_from_db()
    assert dump(made["document"]) == content
