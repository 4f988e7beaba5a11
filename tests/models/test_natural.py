"""Natural keys: rows of a record are found by the record's address."""

import pytest

from policies.models import DocumentDate, Issuer

pytestmark = pytest.mark.django_db


def test_a_row_without_its_record_has_nothing_in_its_place():
    assert DocumentDate(kind="stated", edtf="2015").natural_key() == (None, "stated", "2015")


def test_a_key_that_no_row_has_is_not_found():
    with pytest.raises(Issuer.DoesNotExist):
        Issuer.objects.get_by_natural_key("no-such-document", "no-such-agency", "sole")


def test_a_key_of_too_few_values_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        Issuer.objects.get_by_natural_key("no-such-document")
