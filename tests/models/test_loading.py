import json

import pytest
from django.core.management import call_command

from policies.models import Agency, Document, Issuer
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    def load(model, **fields):
        path = tmp_path / "rows.json"
        path.write_text(json.dumps([{"model": f"policies.{model}", "fields": fields}]), encoding="utf-8")
        call_command("loaddata", str(path), verbosity=0)

    return load


def test_a_record_that_is_not_there_is_made_as_a_draft(load):
    load("agency", slug="trade", name_en="Ministry of Trade")
    made = Agency.objects.get()
    assert (made.name_en, made.state, made.version) == ("Ministry of Trade", "draft", 1)


def test_a_record_loaded_again_keeps_state_version_stamps_and_what_was_added_since(load):
    load("agency", slug="trade", name_en="Ministry of Trade")
    Agency.objects.update(state="published", version=7, name_zh="商务部", note="Ask them.")
    before = Agency.objects.values().get()
    load("agency", slug="trade", name_en="Ministry of Trade")
    assert Agency.objects.values().get() == before


def test_a_record_that_a_fixture_changes_is_a_draft_again(load):
    load("agency", slug="trade", name_en="Ministry of Trade")
    Agency.objects.update(state="published", version=7)
    load("agency", slug="trade", name_en="Ministry of Commerce")
    made = Agency.objects.get()
    assert (made.name_en, made.state, made.version) == ("Ministry of Commerce", "draft", 7)


def test_a_claim_that_is_no_longer_preferred_stays_so(load):
    document, agency = f.bare_document(slug="opinions"), f.bare_agency(slug="trade")
    Issuer.objects.create(document=document, agency=agency, role="sole", preferred=False)
    load("issuer", document=["opinions"], agency=["trade"], role="sole")
    assert Issuer.objects.get().preferred is False


def test_loading_does_not_touch_what_is_saved_in_any_other_way():
    made = f.bare_document(title_en="First", title_zh="一")
    made.title_zh = ""
    made.save()
    assert Document.objects.get().title_zh == ""
