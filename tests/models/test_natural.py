import io

import pytest
from django.core.management import call_command

from policies.models import Agency, AgencyName, Citation, Coding, Document, Source, SourceKeyword, TermLabel
from tests import factories as f

pytestmark = pytest.mark.django_db
EVERYTHING = ("term", "source", "agency", "document", "measure", "statement", "citation", "coding", "sourcekeyword")


def test_a_key_reaches_through_relations_to_the_address_of_a_record():
    assert AgencyName(agency=Agency(slug="trade"), language="en", text="Trade").natural_key() == (
        "trade",
        "en",
        "Trade",
    )


def test_a_key_is_empty_where_a_relation_on_the_way_is():
    assert AgencyName(language="en", text="Trade").natural_key() == (None, "en", "Trade")


def test_a_row_is_found_by_its_key():
    made = TermLabel.objects.create(term=f.term("theme", "TRADE"), language="en", text="commerce")
    assert TermLabel.objects.get_by_natural_key("theme:TRADE", "en", "commerce") == made


def test_what_is_dumped_with_natural_keys_loads_again_and_again_without_a_second_row(tmp_path):
    source = f.source()
    document = f.document(source, f.agency(source))
    SourceKeyword.objects.create(source=source, term=f.term("keyword", "TRADE"))
    f.code(f.measure(source, document), "level", "level", "COUNTY")
    f.statement(source)
    path = tmp_path / "all.json"
    # The database writes its journal by itself, of this loading too.
    options = {"natural_foreign": True, "natural_primary": True, "exclude": ["policies.journalentry"]}
    call_command("dumpdata", "policies", output=str(path), verbosity=0, **options)
    before = numbers()
    for _time in range(2):
        call_command("loaddata", str(path), verbosity=0)
    assert numbers() == before


def numbers():
    return {model: model.objects.count() for model in (Agency, Citation, Coding, Document, Source, SourceKeyword)}


def test_a_fixture_names_records_by_address_and_terms_by_vocabulary_and_code():
    source = f.source(slug="trade-news")
    f.cite(f.bare_document(slug="opinions"), "opinions", source)
    out = io.StringIO()
    call_command("dumpdata", "policies.citation", natural_foreign=True, format="yaml", stdout=out)
    assert "document:\n    - opinions" in out.getvalue()
    assert "snapshot:\n    - trade-news\n    - 1" in out.getvalue()
