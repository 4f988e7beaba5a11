import uuid

import pytest

from policies.models import ThreadEntry
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def an_entry(**values):
    return ThreadEntry(**{"kind": "measure", "record_id": RECORD, "act": "approved", "by": f.user(), **values})


BROKEN = {
    "thread_act_known": Broken(lambda: an_entry(act="other"), None),
    "thread_comment_says_something": Broken(lambda: an_entry(act="commented"), "Write what you want to say."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert refused_by(BROKEN[name].row()) == {name}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_said_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


def test_a_thread_has_the_entries_of_one_record_in_order():
    first, second = an_entry(), an_entry(act="commented", text="Why?")
    for entry in (first, second, an_entry(record_id=uuid.UUID(int=2)), an_entry(kind="document")):
        entry.save()
    assert list(ThreadEntry.objects.of("measure", RECORD)) == [first, second]


def test_an_entry_says_what_it_is():
    assert str(an_entry(act="commented", text="Why?")) == "commented: Why?"
