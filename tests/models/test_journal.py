from datetime import UTC, datetime

import pytest

from policies.models import JournalEntry
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def an_entry(**values):
    return JournalEntry(**{"table": "policies_issuer", "row_id": "3", "act": "changed", "at": NOON, **values})


BROKEN = {"journalentry_act_known": Broken(lambda: an_entry(act="other"), None)}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert refused_by(BROKEN[name].row()) == {name}


def test_an_entry_says_what_it_is():
    assert str(an_entry()) == "policies_issuer 3: changed"
