"""The public's form for what is wrong in a record."""

import re

import pytest

from policies.domain import publishing
from policies.models import Correction, Edition
from policies.models.correction import MOST_CHARACTERS
from tests import factories as f
from tests.views.reading import links, words
from tests.views.sending import KINDS, TYPED, address, complaints, filled, options, published, send, typed_in
from tests.views.test_past import tombstone_of

pytestmark = pytest.mark.django_db


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
