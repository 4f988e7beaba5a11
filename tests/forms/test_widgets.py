"""Autocompletes that know what is chosen."""

import pytest
from django.forms import modelform_factory

from policies.choices import Scheme
from policies.forms.records import MeasureForm
from policies.models import Agency, Measure
from tests import factories

pytestmark = pytest.mark.django_db


def _options(name: str, *chosen: str) -> list[tuple[str, str, bool]]:
    form = modelform_factory(Measure, form=MeasureForm, fields=[])()
    bound = form.fields[name].widget
    bound.known = {"sector:SHOPS": "Shops", "sector:ROADS": "Roads"}
    [(_group, options, _index)] = bound.optgroups(name, list(chosen))
    return [(option["value"], option["label"], bool(option["selected"])) for option in options]


def test_what_is_known_is_shown_without_asking(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _options("sectors", "sector:ROADS", "sector:SHOPS") == [
            ("sector:ROADS", "Roads", True),
            ("sector:SHOPS", "Shops", True),
        ]


def test_nothing_chosen_is_nothing_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _options("sectors") == []


def test_what_is_not_known_is_looked_up(django_assert_num_queries):
    factories.term(Scheme.SECTOR, "MILLS")
    with django_assert_num_queries(1):
        assert _options("sectors", "sector:MILLS") == [("sector:MILLS", "mills (MILLS)", True)]


def test_a_record_is_known_by_its_id():
    agency = factories.agency(factories.source())
    assert _options("agencies", str(agency.pk)) == [(agency.pk, str(Agency.objects.get()), True)]


@pytest.mark.parametrize(
    ("name", "chosen"), [("agencies", "no id"), ("agencies", "\x00"), ("sectors", "\x00"), ("sectors", "no:key")]
)
def test_what_cannot_be_is_not_chosen(name, chosen):
    assert _options(name, chosen) == []
