"""The public's form for what is wrong in a record, and the page of what became of it."""

import re
import uuid

import pytest
from django.test import Client

from policies.domain import publishing
from policies.forms import stamp
from policies.models import Correction, Edition
from policies.models.correction import MOST_CHARACTERS
from tests import factories as f
from tests.views.reading import links, words
from tests.views.test_past import tombstone_of

pytestmark = pytest.mark.django_db
KINDS = {"document": "documents", "measure": "measures", "agency": "agencies", "source": "sources"}
KINDS |= {"statement": "statements"}
TYPED = {"text": "It was in September.", "source": "The gazette, p. 3", "contact": "reader@example.org"}


def published(kind):
    made = f.catalogue()
    return made["measures"][0] if kind == "measure" else made[kind]


def address(record):
    return f"/{KINDS[record.kind]}/{record.slug}/"


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock of stamps, in seconds."""

    def set_to(seconds):
        monkeypatch.setattr(stamp.time, "time", lambda: float(seconds))

    set_to(1_000_000)
    return set_to


@pytest.fixture
def document(clock):
    return published("document")


def options(page):
    return dict(page.context["form"].fields["value"].choices)


def filled(page, **typed):
    """What a browser sends from this form, as the test filled it in."""
    signed = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]
    return {"stamp": signed, "value": "dates", "homepage": "", **TYPED, **typed}


def send(client, record, clock, seconds=10, **typed):
    """The answer to a form that was filled in within these seconds."""
    clock(1_000_000)
    page = client.get(f"{address(record)}correct/")
    clock(1_000_000 + seconds)
    return client.post(f"{address(record)}correct/", filled(page, **typed))


def complaints(page):
    return [error for errors in page.context["form"].errors.values() for error in errors]


def typed_in(page):
    form = page.context["form"]
    return {name: form[name].value() for name in ("value", "text", "source", "contact")}


# The form


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["", "/zh-hans"])
def test_every_record_leads_to_its_form(client, kind, language):
    record = published(kind)
    form = f"{language}{address(record)}correct/"
    assert form in [href for href, _words in links(client.get(f"{language}{address(record)}"))]
    page = client.get(form)
    assert (page.status_code, page.context["record"]["id"]) == (200, str(record.pk))
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_the_form_offers_the_values_that_the_record_has_with_what_they_say(client, document):
    page = client.get(f"{address(document)}correct/")
    assert options(page) == {
        "": "Choose …",
        "title": f"Title: {document.title_en}",
        "type": "Type: opinions",
        "dates": "Date: August 2015 [one day from 1 August 2015 to 31 August 2015], as stated by the source…",
        "issuers": f"Issuer: {document.issuers.get().agency.name_en}, sole issuer",
        "unnamed_issuers": "Unnamed joint issuers: 0",
        "status": "Status: not known",
        "evidence": options(page)["evidence"],
        "other": "Something else, or something that is missing",
    }
    assert options(page)["evidence"].startswith("Quote: In August 2015, the Ministry of Trade issued opinions")
    assert max(map(len, options(page).values())) == 90


def test_what_a_measure_leaves_open_can_be_spoken_of_too(client, clock):
    assert options(client.get(f"{address(published('measure'))}correct/"))["not_stated"] == (
        "Not stated: carried out by; target group; level"
    )


@pytest.mark.parametrize(
    ("asked", "chosen"), [("dates", "dates"), ("date", "dates"), ("type", "type"), ("number", ""), ("<x>", "")]
)
def test_a_link_can_choose_the_value(client, document, asked, chosen):
    page = client.get(f"{address(document)}correct/", {"value": asked})
    assert (page.status_code, page.context["form"]["value"].value()) == (200, chosen)


def test_markup_in_a_value_is_text_in_the_form(client, clock):
    made = f.catalogue()
    record = made["document"]
    f.publish(f.change(record, title_en="<script>alert(1)</script> & <b>bold"))
    page = client.get(f"{address(record)}correct/")
    assert "<script>alert" not in page.content.decode()
    assert "Title: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold" in page.content.decode()


def test_the_form_works_without_scripts_and_says_what_belongs_together(client, document):
    html = client.get(f"{address(document)}correct/").content.decode()
    form = html[html.index('<form class="correction"') : html.index("</form>", html.index('<form class="correction"'))]
    assert "csrfmiddlewaretoken" in form
    for name in ("value", "text", "source", "contact", "homepage"):
        assert f'<label for="id_{name}">' in form
        assert f'id="id_{name}"' in form
    for described in re.findall(r'aria-describedby="([^"]+)"', form):
        assert all(f'id="{name}"' in form for name in described.split())
    assert re.search(r"<(script|style)|style=|onclick", form) is None


def test_what_is_public_is_said_before_anything_is_sent(client, document):
    said = words(client.get(f"{address(document)}correct/"))
    assert "Never public are your words and your e-mail address: only curators read them. No mail is sent." in said
    assert "Public are: the record, the value, the day, how far it has come, and the answer." in said


# Sending


def test_what_is_sent_is_stored_and_thanked_for_with_the_address_of_its_state(client, document, clock):
    page = send(client, document, clock)
    stored = Correction.objects.get()
    kept = {name: getattr(stored, name) for name in ("kind", "record_id", "edition", "value", "state", "answer")}
    assert kept == {
        "kind": "document",
        "record_id": document.pk,
        "edition": 1,
        "value": "dates",
        "state": "received",
        "answer": "",
    }
    assert {name: getattr(stored, name) for name in TYPED} == TYPED
    assert page.status_code == 200
    assert (f"/corrections/{stored.pk}/", f"http://testserver/corrections/{stored.pk}/") in links(page)


def test_only_what_is_wrong_and_in_which_value_must_be_said(client, document, clock):
    send(client, document, clock, source="", contact="")
    stored = Correction.objects.get()
    assert (stored.source, stored.contact) == ("", "")


def test_lines_are_kept_as_they_were_typed(client, document, clock):
    send(client, document, clock, text="One.\r\nTwo.\rThree.\n四。")
    assert Correction.objects.get().text == "One.\nTwo.\nThree.\n四。"


def test_it_speaks_of_the_edition_that_was_read(client, document, clock):
    page = client.get(f"{address(document)}correct/")
    clock(1_000_010)
    f.publish(f.change(document, title_en="Another title"))
    client.post(f"{address(document)}correct/", filled(page))
    assert (Correction.objects.get().edition, Edition.objects.current().get(record_id=document.pk).number) == (1, 2)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": ""}, "Choose which value is wrong."),
        ({"value": "number"}, "Select a valid choice. number is not one of the available choices."),
        ({"text": "  \n "}, "Say what is wrong."),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "Ensure this value has at most 4000 characters (it has 4001)."),
        ({"source": "x" * 1001}, "Ensure this value has at most 1000 characters (it has 1001)."),
        (
            {"text": "http://a.b http://c.d www.e.f"},
            "It contains 3 links; 2 are taken. Say in words what the others show.",
        ),
        ({"text": "a\x07b"}, "It contains control characters, which cannot be read. Take them out."),
        ({"source": "a\x1bb"}, "It contains control characters, which cannot be read. Take them out."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"contact": "nobody"}, "Enter a valid email address."),
        ({"contact": "a@b.example\r\nBcc: c@d.example"}, "Enter a valid email address."),
        ({"contact": f"{'a' * 250}@b.example"}, "Ensure this value has at most 254 characters (it has 260)."),
    ],
)
def test_what_is_wrong_with_the_form_is_said_and_nothing_typed_is_lost(client, document, clock, typed, sentence):
    page = send(client, document, clock, **typed)
    assert (page.status_code, sentence in complaints(page), Correction.objects.count()) == (400, True, 0)
    assert typed_in(page) == {"value": "dates", **TYPED, **typed}
    assert sentence in words(page)


def test_a_field_that_is_wrong_says_so_to_a_screen_reader(client, document, clock):
    html = send(client, document, clock, text="").content.decode()
    assert '<div class="problem" role="alert">' in html
    assert '<a href="#id_text">What is wrong with it?</a>' in html
    assert re.search(r'<textarea name="text"[^>]*aria-describedby="[^"]+" aria-invalid="true"', html) or re.search(
        r'<textarea name="text"[^>]*aria-invalid="true"', html
    )


def test_fields_that_nobody_offered_are_not_written(client, document, clock):
    forged = {"state": "accepted", "answer": "Yes", "kind": "measure", "edition": "9", "sender": "x", "record_id": "1"}
    send(client, document, clock, **forged)
    stored = Correction.objects.get()
    assert (stored.state, stored.answer, stored.kind, stored.edition) == ("received", "", "document", 1)


# Robots and floods


def test_a_robot_reads_the_thanks_and_nothing_is_stored(client, document, clock):
    page = send(client, document, clock, homepage="https://buy.example")
    assert (page.status_code, Correction.objects.count()) == (200, 0)
    assert "Thank you" in words(page)
    [href] = [href for href, _words in links(page) if href.startswith("/corrections/")]
    person = send(client, document, clock)
    assert words(page).replace(href, "") == words(person).replace(f"/corrections/{Correction.objects.get().pk}/", "")


def test_a_robot_is_thanked_whatever_else_it_did_wrong(client, document, clock):
    assert send(client, document, clock, homepage="x", text="", seconds=0).status_code == 200
    assert Correction.objects.count() == 0


def test_the_trap_is_out_of_the_way_of_people(client, document):
    html = client.get(f"{address(document)}correct/").content.decode()
    trap = html[html.index('<div class="unseen"') :]
    assert trap.startswith('<div class="unseen" aria-hidden="true">')
    field = re.search(r'<input type="text" name="homepage"[^>]*>', trap)[0]
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field


TOO_QUICK = "That was too quick for us to know you from a robot. Wait some seconds and send it again."
TOO_LATE = "This page was open for more than a day. Nothing you typed is lost: look it over and send it again."


@pytest.mark.parametrize(("seconds", "stored"), [(0, 0), (2, 0), (3, 1), (86400, 1)])
def test_a_form_takes_three_seconds_at_least(client, document, clock, seconds, stored):
    page = send(client, document, clock, seconds=seconds)
    assert Correction.objects.count() == stored
    if not stored:
        assert (page.status_code, complaints(page), typed_in(page)) == (400, [TOO_QUICK], {"value": "dates", **TYPED})


def test_who_was_too_quick_waits_and_sends_it_again(client, document, clock):
    page = send(client, document, clock, seconds=1)
    clock(1_000_003)
    client.post(f"{address(document)}correct/", filled(page))
    assert Correction.objects.count() == 1


def test_a_form_that_was_open_for_longer_than_a_day_comes_back_with_all_that_was_typed(client, document, clock):
    page = send(client, document, clock, seconds=86401)
    assert (page.status_code, complaints(page), typed_in(page)) == (400, [TOO_LATE], {"value": "dates", **TYPED})
    clock(1_000_000 + 86405)
    client.post(f"{address(document)}correct/", filled(page))
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "x", "WyJhIiwxLDFd:1x:abc"])
def test_a_stamp_that_is_not_ours_stores_nothing(client, document, clock, forged):
    page = send(client, document, clock, stamp=forged)
    assert (page.status_code, complaints(page), Correction.objects.count()) == (400, [TOO_LATE], 0)


def test_the_stamp_of_one_record_opens_no_other(client, clock):
    made = f.catalogue()
    page = client.get(f"{address(made['document'])}correct/")
    clock(1_000_010)
    answer = client.post(f"{address(made['agency'])}correct/", filled(page, value="name"))
    assert (answer.status_code, complaints(answer), Correction.objects.count()) == (400, [TOO_LATE], 0)


def test_the_sixth_in_an_hour_is_refused_with_the_time_to_wait(client, document, clock):
    for number in range(5):
        assert send(client, document, clock, text=f"Text {number}").status_code == 200
    page = send(client, document, clock, text="One more")
    assert (page.status_code, Correction.objects.count()) == (429, 5)
    assert 3500 < int(page["Retry-After"]) <= 3600
    assert "5 corrections came from your network in the last hour" in words(page)
    assert typed_in(page)["text"] == "One more"


def test_a_thousand_posts_store_no_more_than_the_limit(client, document, clock):
    given = filled(client.get(f"{address(document)}correct/"))
    clock(1_000_010)
    answers = [client.post(f"{address(document)}correct/", {**given, "text": f"Text {n}"}) for n in range(1000)]
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(429), Correction.objects.count()) == (5, 995, 5)


def test_a_made_up_forwarded_address_does_not_open_the_limit(document, clock):
    for number in range(7):
        send(Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"), document, clock, text=f"Text {number}")
    assert Correction.objects.count() == 5


def test_behind_a_proxy_each_sender_has_a_limit(document, clock, settings):
    settings.PROXIES = 1
    for number in range(7):
        send(Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"), document, clock, text=f"Text {number}")
    assert Correction.objects.count() == 7


def test_the_same_words_twice_are_refused_kindly_with_the_way_to_the_first(client, document, clock):
    send(client, document, clock)
    page = send(client, document, clock)
    assert (page.status_code, Correction.objects.count()) == (400, 1)
    assert complaints(page) == ["These very words about this record have been sent already: once is enough."]
    assert (f"/corrections/{Correction.objects.get().pk}/", "See how far it has come") in links(page)


def test_the_same_words_as_discarded_ones_are_refused_without_a_way_to_them(client, document, clock):
    send(client, document, clock)
    Correction.objects.update(state="discarded")
    assert "/corrections/" not in send(client, document, clock).content.decode()


def test_a_form_of_another_site_sends_nothing(document, clock):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{address(document)}correct/")
    clock(1_000_010)
    assert client.post(f"{address(document)}correct/", filled(page)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    assert Correction.objects.count() == 0
    assert client.post(f"{address(document)}correct/", filled(page, csrfmiddlewaretoken=token)).status_code == 200


def test_nothing_else_public_can_be_written_to(client, document, clock):
    send(client, document, clock)
    paths = ["/", address(document), f"{address(document)}history/", f"/corrections/{Correction.objects.get().pk}/"]
    assert [client.post(path).status_code for path in paths] == [405] * 4
    refused = [client.generic(method, f"{address(document)}correct/") for method in ("PUT", "PATCH", "DELETE")]
    assert [(answer.status_code, answer["Allow"]) for answer in refused] == [(405, "GET, HEAD, POST")] * 3


# Where there is nothing to correct


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_of_a_withdrawn_record_answers_as_the_record_does(client, method):
    record = published("statement")
    publishing.withdraw([record], by=None, reason="It was found twice.")
    page = getattr(client, method)(f"{address(record)}correct/")
    assert page.status_code == 410
    assert "The reason given: It was found twice." in words(page)


def test_the_form_of_a_record_that_moved_leads_to_the_new_address(client, document):
    old = address(document)
    f.publish(f.change(document, slug="new-address"))
    answer = client.post(f"{old}correct/?value=date", TYPED)
    assert (answer.status_code, answer.url) == (308, "/documents/new-address/correct/?value=date")


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_of_a_merged_record_leads_to_that_of_the_other(client, document, method):
    other = f.document(f.source(), document.issuers.get().agency)
    f.publish(other.citations.first().snapshot.source, other)
    tombstone_of(document, into=other.id)
    answer = getattr(client, method)(f"{address(document)}correct/")
    assert (answer.status_code, answer.url) == (308, f"{address(other)}correct/")


@pytest.mark.parametrize("path", ["/documents/none/correct/", "/measures/{slug}/correct/", "/documents/%00/correct/"])
def test_the_form_of_no_record_is_not_there(client, document, path):
    assert client.get(path.format(slug=document.slug)).status_code == 404


def test_a_draft_has_no_form(client, clock):
    assert client.get(f"{address(f.bare_document())}correct/").status_code == 404


@pytest.mark.parametrize("query", ["as_of=2026-11-24", "values=date", "value=date&value=type"])
def test_what_the_form_cannot_be_asked_is_refused(client, document, query):
    assert client.get(f"{address(document)}correct/?{query}").status_code == 400


def test_past_pages_and_editions_have_no_form(client, document, clock):
    send(client, document, clock)
    published_at = Edition.objects.current().get(record_id=document.pk).block["published_at"]
    for path in (f"{address(document)}editions/1/", f"{address(document)}?as_of={published_at}"):
        page = client.get(path)
        assert (page.status_code, "/correct" in page.content.decode()) == (200, False)


# What became of it


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
