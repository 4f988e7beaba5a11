"""A withdrawal for legal reasons: the words are gone from every public view, past ones too, for as long as it lasts."""

import re

import pytest
from django.test import Client

from policies.choices import Kind
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f
from tests import replaying

pytestmark = pytest.mark.django_db
WORDS = "Village shops matter to the countryside."
REASON = "A court ordered it."


@pytest.fixture
@replaying.kept
def made():
    """A statement with two editions, and a document that was published beside it."""
    made = f.catalogue()
    f.publish(f.change(made["statement"], statement_kind="trend"))
    return made


def take_down(*records):
    return publishing.withdraw(records, by=f.user("reviewer"), reason=REASON, takedown=True)


def at(edition):
    return edition.published_at.isoformat().replace("+00:00", "Z")


def first(record):
    return Edition.objects.filter(record_id=record.pk).earliest("sequence")


def addresses(record):
    """Every public address at which words of a statement stood, now and on a past day."""
    then = at(first(record))
    path = f"/statements/{record.slug}"
    return [
        f"{path}/",
        f"{path}/?as_of={then}",
        f"{path}.json?as_of={then}",
        f"{path}/editions/1/",
        f"{path}/editions/2/",
        f"{path}/history/",
        f"/api/v1/statements/{record.slug}/?as_of={then}",
        f"/statements/?as_of={then}",
        f"/statements.ndjson?as_of={then}",
        f"/statements.csv?as_of={then}",
        f"/api/v1/statements/?as_of={then}",
        f"/statements/?q=countryside&as_of={then}",
    ]


def test_its_words_stood_at_every_one_of_these_addresses(made):
    assert [address for address in addresses(made["statement"]) if WORDS not in read(address)[1]] == []


def read(address):
    """What stands there; a search marks words among others, which are the same words."""
    answer = Client().get(address)
    return answer.status_code, re.sub(r"</?mark[^>]*>", "", b"".join(answer).decode())


def test_a_plain_withdrawal_leaves_the_past_as_it_was(made):
    publishing.withdraw([made["statement"]], by=f.user("reviewer"), reason="Wrong.")
    assert WORDS in read(f"/statements/{made['statement'].slug}/editions/1/")[1]


def test_a_search_leads_to_it_no_more_though_its_source_which_is_not_taken_down_still_has_the_words(made):
    asked, leads = (
        f"/search/?q=countryside&as_of={at(first(made['statement']))}",
        f"/statements/{made['statement'].slug}/",
    )
    assert leads in read(asked)[1]
    take_down(made["statement"])
    assert leads not in read(asked)[1]
    assert WORDS in read(f"/sources/{made['source'].slug}/")[1]


def test_after_a_takedown_they_stand_nowhere_and_the_reason_stands_in_their_place(made):
    then = addresses(made["statement"])
    take_down(made["statement"])
    answers = {address: read(address) for address in then}
    assert [address for address, (_status, body) in answers.items() if WORDS in body] == []
    gone = {address: body for address, (status, body) in answers.items() if status == 410}
    assert set(gone) == set(then[:7])
    assert all(REASON in body for body in gone.values())


def test_an_edition_that_carries_the_words_of_what_is_taken_down_is_hidden_with_it(made):
    measure, statement = made["measures"][0], made["statement"]
    publishing.withdraw([measure], by=None, reason="Its document goes.")
    take_down(made["document"])
    assert read(f"/measures/{measure.slug}/editions/1/")[0] == 410
    assert read(f"/statements/{statement.slug}/editions/1/")[0] == 200
    assert list(Edition.objects.as_of(first(measure).published_at).of(Kind.MEASURE)) == []


def test_restored_the_past_can_be_read_again(made):
    take_down(made["statement"])
    publishing.restore([made["statement"]], by=f.user("reviewer"), reason="The order was lifted.")
    assert WORDS in read(f"/statements/{made['statement'].slug}/editions/1/")[1]
    assert Edition.objects.current().get(record_id=made["statement"].pk).action == "restored"
