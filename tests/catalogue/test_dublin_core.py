"""Records in Dublin Core."""

import pytest

from policies.catalogue.dublin_core import elements
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db
BASE = "https://example.org"


def of(record):
    return [(name, text, language) for name, text, language in elements(f.public(record), BASE)]


def test_a_measure_says_whose_when_of_what_and_in_which_words():
    made = f.catalogue()
    measure, document = made["measures"][0], made["document"]
    assert of(measure) == [
        ("title", measure.title_en, "en"),
        ("creator", made["agency"].name_en, "en"),
        ("date", "2015-08", ""),
        ("subject", "subsidy", "en"),
        ("relation", f"{BASE}/documents/{document.slug}/", ""),
        ("type", "measure", ""),
        ("publisher", "E-commerce Poverty Alleviation: a policy reference", ""),
        ("identifier", f"{BASE}/measures/{measure.slug}/", ""),
        ("identifier", f"urn:uuid:{measure.pk}", ""),
        ("description", "It proposed equipment and delivery subsidies for poor households.", ""),
        ("source", made["source"].address, ""),
    ]


def test_every_record_of_the_seed_has_a_title_a_type_and_a_way_to_it():
    f.seed()
    for edition in Edition.objects.current():
        names = [element.name for element in elements(edition.record, BASE)]
        assert {"title", "type", "identifier", "publisher"} <= set(names), edition
        assert len(names) == len(elements(edition.record, BASE))
