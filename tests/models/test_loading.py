"""What loading a fixture does to records that are there already."""

import json

import pytest
from django.core.management import call_command

from policies.models import Term

pytestmark = pytest.mark.django_db
SUBSIDY = {"key": "instrument:SUBSIDY", "scheme": "instrument", "code": "SUBSIDY", "label_en": "Subsidy"}


@pytest.fixture
def load(tmp_path):
    def load(**values):
        path = tmp_path / "terms.json"
        path.write_text(json.dumps([{"model": "policies.term", "fields": {**SUBSIDY, **values}}]))
        call_command("loaddata", path, verbosity=0)
        return Term.objects.get(key="instrument:SUBSIDY")

    return load


def kept(term):
    return (term.pk, term.state, term.version, term.is_retired, term.created_at, term.updated_at)


def test_a_record_that_is_not_there_is_made_as_a_draft(load):
    term = load()
    assert (term.state, term.version, term.label_en) == ("draft", 1, "Subsidy")


def test_what_a_fixture_leaves_out_stays_as_it_was(load):
    load()
    Term.objects.update(state="published", version=7, is_retired=True, definition_en="Payment toward a cost.")
    before = Term.objects.get()
    assert kept(load()) == kept(before)
    assert load().definition_en == "Payment toward a cost."


def test_a_record_whose_values_change_is_a_draft_again(load):
    load()
    Term.objects.update(state="published", version=7)
    before = Term.objects.get()
    after = load(label_en="Grant")
    assert (after.label_en, after.state, after.version) == ("Grant", "draft", 7)
    assert after.created_at == before.created_at
    assert after.updated_at > before.updated_at


def test_saving_otherwise_than_by_loading_is_left_alone(load):
    term = load(definition_en="Payment toward a cost.")
    term.definition_en = ""
    term.save()
    assert Term.objects.get().definition_en == ""
