"""What waits for its time is a draft like any other: until then no public address knows of it."""

from datetime import timedelta

import pytest
from django.test import Client

from policies.domain import history, publishing, review
from tests import factories as f
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db
SECRET = "Embargoed"
LISTS = [
    f"{at}{end}"
    for kind in ("documents", "measures", "agencies", "sources", "statements")
    for at, end in ((f"/{kind}", "/"), (f"/{kind}", ".json"), (f"/{kind}", ".csv"), (f"/api/v1/{kind}", "/?facets=1"))
]
ADDRESSES = [
    *LISTS,
    "/",
    "/zh-hans/measures/",
    f"/search/?q={SECRET}",
    f"/api/v1/measures/?q={SECRET}",
    "/measures/?as_of=2099-01-01T23:00:00Z",
    "/documents/?as_of=2098-01-01",
    "/api/v1/changes/",
    "/api/v1/vocabularies/",
    "/measures/embargoed/",
    "/api/v1/measures/embargoed/",
    "/documents/known/history/",
]


def seen():
    """Status and body of every address; what a page says of the moment it was made is no part of it."""
    client = Client()
    answers = {address: client.get(address) for address in ADDRESSES}
    return {address: (answer.status_code, b"".join(answer)) for address, answer in answers.items()}


def scheduled(record):
    history.note_change(record, by=f.user(), reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=None)
    publishing.approve_for(record, NOON + timedelta(hours=1), by=f.user())


def test_until_its_moment_no_address_says_anything_of_it_and_from_then_on_each_does(monkeypatch):
    clock = Clock(monkeypatch.setattr)
    made = f.catalogue()
    f.change(made["document"], slug="known")
    f.publish(made["document"])
    before = seen()
    f.change(made["document"], title_en=f"{SECRET} document")
    measure = f.measure(made["source"], made["document"], title_en=f"{SECRET} measure", slug="embargoed")
    for record in (made["document"], measure):
        scheduled(record)
    clock.now = NOON + timedelta(hours=1, microseconds=-1)
    publishing.publish_due()
    assert seen() == before
    # A search says back what was asked for.
    assert not [address for address in ADDRESSES if "?q=" not in address and SECRET.encode() in before[address][1]]
    clock.now = NOON + timedelta(hours=1)
    publishing.publish_due()
    after = seen()
    assert (before["/measures/embargoed/"][0], after["/measures/embargoed/"][0]) == (404, 200)
    assert SECRET.encode() in after["/measures.csv"][1]
