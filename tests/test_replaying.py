"""What most tests begin with, put back as it was made."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction

from policies.domain import merging
from policies.domain.verifying import Tally, verify
from policies.models import Edition, JournalEntry, Log
from tests import factories as f
from tests import replaying
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(replaying, "_kept", {})


@contextmanager
def undone():
    """Whatever is done within is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows(*, but=()):
    """All rows; of who is in which group without the numbers of the rows, which nobody refers to."""
    found = {model.__name__: sorted(map(str, held.by_key.values())) for model, held in replaying._all_rows().items()}
    for model in (replaying.MEMBERSHIP, *but):
        found.pop(model.__name__)
    return found


def changed_and_merged():
    """A catalogue with what its guards let in only in the order in which it came about."""
    made = f.catalogue()
    f.publish(f.change(made["document"], title_en="Another title"))
    other = f.agency(made["source"], name_en="The same agency")
    f.publish(other)
    merging.decide(merging.propose(made["agency"], other, by=f.user(), reason="One agency."), by=f.user())
    f.change(made["measures"][0], verb="suggested")
    return made


def test_what_is_put_back_is_what_was_made_to_the_last_row():
    with undone():
        made, before = f.catalogue(), rows(but=[JournalEntry])
    again = f.catalogue()
    # The guards and the journal were at work, where the rows could be put back so.
    assert rows(but=[JournalEntry]) == before
    assert {name: getattr(record, "pk", record) for name, record in again.items()} == {
        name: getattr(record, "pk", record) for name, record in made.items()
    }
    assert list(replaying._kept) == [(replaying.connection.vendor, f._catalogue, (1,))]


def test_a_history_is_put_back_to_the_last_row_and_what_keeps_it_is_there_again():
    with undone():
        made, before = replaying.once(changed_and_merged), rows()
    again = replaying.once(changed_and_merged)
    assert rows() == before
    assert again["document"].title_en == made["document"].title_en == "Another title"
    assert list(verify(Tally())) == []
    entries = JournalEntry.objects.count()
    f.publish(f.change(again["measures"][0], verb="demanded"))
    assert JournalEntry.objects.count() > entries
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Edition.objects.all()._raw_delete(using="default")


def test_a_fixture_of_a_test_is_put_back_by_itself():
    make = replaying.kept(changed_and_merged)
    with undone():
        first = make()
    assert make()["document"].pk == first["document"].pk
    assert make.__name__ == "changed_and_merged"


def test_what_is_put_back_proves_what_it_says_and_can_be_worked_on():
    with undone():
        f.catalogue()
    made = f.catalogue()
    assert list(verify(Tally())) == []
    assert JournalEntry.objects.exists()
    f.publish(f.change(made["measures"][0], verb="suggested"))
    assert Log.objects.get().sequence == Edition.objects.count()


def test_it_is_made_anew_where_something_is_public_already():
    first, second = f.catalogue(), f.catalogue()
    assert first["document"].pk != second["document"].pk


def test_what_was_made_by_a_clock_that_a_test_set_is_not_kept(monkeypatch):
    Clock(monkeypatch.setattr)
    f.catalogue()
    assert replaying._kept == {}
    assert Log.objects.get().published_at >= NOON
