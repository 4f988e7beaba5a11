"""What became of a correction: its page, and what the pages of its record say."""

import re
import uuid

import pytest

from policies.domain import publishing
from policies.models import Correction
from tests.views.reading import links, words
from tests.views.sending import address, published

pytestmark = pytest.mark.django_db


def sent_in(record, **values):
    return Correction.objects.create(
        **{
            "kind": record.kind,
            "record_id": record.pk,
            "edition": 1,
            "value": "dates",
            "text": "Secret words",
            "source": "Secret source",
            "contact": "secret@example.org",
            **values,
        }
    )


def test_the_page_of_a_correction_says_how_far_it_has_come(client, document):
    correction = sent_in(document)
    page = client.get(f"/corrections/{correction.pk}/")
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert "Date: received" in words(page)
    assert (address(document), document.title_en) in links(page)
    assert (f"{address(document)}editions/1/", "Edition 1") in links(page)


@pytest.mark.parametrize("state", ["received", "in_work", "accepted", "declined"])
def test_what_the_sender_wrote_is_on_no_public_page(client, document, state):
    correction = sent_in(document, state=state, answer="Because <b>of it</b>.")
    for path in (f"/corrections/{correction.pk}/", address(document), f"{address(document)}history/"):
        html = client.get(path).content.decode()
        assert re.search("secret", html, re.IGNORECASE) is None
        assert "<b>of it" not in html


@pytest.mark.parametrize(("state", "shown"), [("in_work", False), ("accepted", True), ("declined", True)])
def test_the_answer_is_public_when_it_is_decided(client, document, state, shown):
    correction = sent_in(document, state=state, answer="The gazette says so.\nThanks.")
    assert ("The gazette says so. Thanks." in words(client.get(f"/corrections/{correction.pk}/"))) is shown


def test_a_discarded_correction_and_one_that_never_was_are_not_there(client, document):
    correction = sent_in(document, state="discarded")
    paths = [f"/corrections/{correction.pk}/", f"/corrections/{uuid.uuid4()}/", "/corrections/x/"]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    for path in (address(document), f"{address(document)}history/"):
        assert "Corrections" not in words(client.get(path))


def test_the_page_of_a_correction_says_no_word_of_a_record_that_was_withdrawn(client):
    record = published("statement")
    correction = sent_in(record, value="evidence")
    before = client.get(f"/corrections/{correction.pk}/")
    publishing.withdraw([record], by=None, reason="Found twice.")
    page = client.get(f"/corrections/{correction.pk}/")
    assert (address(record), "a statement that is no longer public") in links(page)
    for public in ("Village shops", f"{address(record)}editions/"):
        assert [public in answer.content.decode() for answer in (before, page)] == [True, False]


def test_a_record_and_its_history_say_how_many_corrections_have_come_how_far(client, document):
    rows = [sent_in(document, state=state, answer="x") for state in ("received", "accepted", "received", "discarded")]
    sent_in(document, record_id=uuid.uuid4())
    for path in (address(document), f"{address(document)}history/"):
        page = client.get(path)
        assert "Corrections: 2 received, 1 accepted" in words(page)
        shown = [href for href, _words in links(page) if href.startswith("/corrections/")]
        assert shown == [f"/corrections/{row.pk}/" for row in reversed(rows[:3])]


def test_of_many_corrections_the_latest_are_linked(client, document):
    for _row in range(25):
        sent_in(document)
    page = client.get(address(document))
    assert "Corrections: 25 received" in words(page)
    assert len([href for href, _words in links(page) if href.startswith("/corrections/")]) == 20
    assert "The latest 20 are shown." in words(page)


def test_the_history_of_a_withdrawn_record_shows_its_corrections_and_no_form(client):
    record = published("statement")
    sent_in(record)
    publishing.withdraw([record], by=None, reason="Found twice.")
    page = client.get(f"{address(record)}history/")
    assert "Corrections: 1 received" in words(page)
    assert "/correct/" not in page.content.decode()


# The state: the correction; its record, found: its name, its last edition. The form: found, as above. The history:
# found; its editions; its corrections.
def test_the_pages_of_corrections_cost_the_same_however_many_there_are(client, document, django_assert_num_queries):
    [correction, *_others] = [sent_in(document) for _row in range(3)]
    with django_assert_num_queries(3):
        client.get(f"/corrections/{correction.pk}/")
    with django_assert_num_queries(2):
        client.get(f"{address(document)}correct/")
    with django_assert_num_queries(4):
        client.get(f"{address(document)}history/")
