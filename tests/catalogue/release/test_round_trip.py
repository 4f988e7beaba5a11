"""What a release says is what was published, whatever signs it is made of."""

import frictionless
import pytest

from policies.catalogue.release import building
from policies.catalogue.release.tables import Plan
from policies.models import Log
from tests.catalogue.release import round_trip

pytestmark = pytest.mark.django_db


def test_texts_of_every_kind_of_sign_come_back_from_every_form_and_none_is_a_formula(tmp_path):
    round_trip.publish(40, seed=15)
    log = Log.objects.get(pk=1)
    building.build(Plan(1, log.epoch, log.sequence, log.published_at), tmp_path)
    assert round_trip.differences(tmp_path) == []
    assert round_trip.formulas(tmp_path) == 0
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
