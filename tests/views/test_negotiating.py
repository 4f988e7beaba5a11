"""The address of a page in another form: what `Accept` asks for, the ending has."""

import pytest
from django.db import transaction
from django.test import Client

from policies.domain import publishing
from policies.views.formats import FORMS, OF_A_RECORD
from tests import factories as f

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup, django_db_blocker):
    """A catalogue in which a document has another address than before, and a statement was withdrawn."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue(measures=2)
        made["old"] = made["document"].slug
        f.change(made["document"], slug="opinions")
        f.publish(made["document"])
        publishing.withdraw([made["statement"]], by=None, reason="Entered twice.")
        yield made
        transaction.set_rollback(True)


def asked(address, accept, **more):
    return Client().get(address, headers={"accept": accept}, **more)


def body(answer):
    return answer.getvalue()


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "", "image/png", "text/*", "application/rdf+xml", "nonsense"])
@pytest.mark.parametrize("address", ["/documents/", "/documents/opinions/", "/documents/opinions/editions/1/"])
def test_who_likes_none_of_the_forms_better_gets_the_page(address, accept):
    answer = asked(address, accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Accept" in answer["Vary"].split(", ")


@pytest.mark.parametrize("accept", [BROWSER, "application/json", "text/csv", "application/ld+json"])
def test_an_address_that_was_never_one_is_not_found_in_any_form(accept):
    answer = asked("/documents/never/", accept, follow=True)
    assert (answer.status_code, "Accept" in answer.get("Vary", "").split(", ")) == (404, False)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_list_is_led_to(form):
    answer = asked("/documents/?year=2015&page=1&page_size=5", FORMS[form][1])
    assert (answer.status_code, answer["Location"]) == (303, f"/documents.{form}?year=2015")
    assert (answer["Vary"], answer["Cache-Control"]) == ("Accept, Accept-Language", "no-store")


def test_a_feed_is_led_to_without_an_order():
    answer = asked("/documents/?year=2015&sort=title", "application/atom+xml")
    assert (answer.status_code, answer["Location"]) == (303, "/documents.atom?year=2015")
    assert asked(answer["Location"], "*/*")["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize("form", OF_A_RECORD)
@pytest.mark.parametrize(
    "address", ["/documents/opinions", "/documents/opinions/editions/1", "/zh-hans/documents/opinions"]
)
def test_every_form_of_a_record_and_of_an_edition_is_led_to_and_is_what_the_ending_has(address, form):
    answer = asked(f"{address}/", FORMS[form][1], follow=True)
    assert answer.redirect_chain == [(f"{address}.{form}", 303)]
    assert answer.status_code == 200
    assert body(answer) == body(Client().get(f"{address}.{form}"))


def test_the_moment_comes_along_and_what_is_of_the_page_alone_does_not(made):
    address = f"/sources/{made['source'].slug}"
    answer = asked(f"{address}/?as_of=2099-01-01&snapshot=1&spans=1-2", "application/ld+json")
    assert answer["Location"] == f"{address}.jsonld?as_of=2099-01-01"


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("application/json;q=0.5, application/ld+json;q=0.9, text/html;q=0.1", "/documents.jsonld"),
        ("text/turtle, application/ld+json, */*;q=0.1", "/documents.jsonld"),
        ("application/json, text/javascript, */*; q=0.01", "/documents.json"),
        ("text/html;q=0.9, application/json", "/documents.json"),
    ],
)
def test_what_is_liked_best_decides(accept, location):
    assert asked("/documents/", accept)["Location"] == location


@pytest.mark.parametrize("accept", ["text/html, application/json;q=0.9", "application/json;q=0, text/html"])
def test_a_page_that_is_liked_best_is_answered(accept):
    assert asked("/documents/", accept).status_code == 200


@pytest.mark.parametrize("address", ["/vocabularies/instrument", "/vocabularies/instrument/SUBSIDY"])
def test_vocabularies_are_there_as_skos(address):
    answer = asked(f"{address}/", "application/ld+json", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(f"{address}.jsonld", 303)], 200)
    assert answer.json()["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"


def last(address, accept):
    """By which ways an address leads to the last one, and what is answered there."""
    ways, answer = [], asked(address, accept)
    while answer.has_header("Location"):
        ways.append(answer.status_code)
        answer = asked(answer["Location"], accept)
    return ways, answer.status_code, answer.request["PATH_INFO"]


@pytest.mark.parametrize("form", OF_A_RECORD)
def test_an_old_address_leads_to_the_same_form_at_the_present_one(made, form):
    assert last(f"/documents/{made['old']}/", FORMS[form][1]) == ([303, 308], 200, f"/documents/opinions.{form}")
    edition = f"/documents/{made['old']}/editions/1/"
    assert last(edition, FORMS[form][1]) == ([303, 308], 200, f"/documents/opinions/editions/1.{form}")


@pytest.mark.parametrize("form", OF_A_RECORD)
def test_what_was_withdrawn_is_gone_and_what_never_was_is_not_found_in_every_form(made, form):
    statement = f"/statements/{made['statement'].slug}"
    assert last(f"{statement}/", FORMS[form][1]) == ([303], 410, f"{statement}.{form}")
    assert last("/statements/never/", FORMS[form][1]) == ([303], 404, f"/statements/never.{form}")


def test_what_is_wrong_is_refused_where_the_form_is():
    answer = asked("/documents/?nonsense=1", "application/json", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([("/documents.json?nonsense=1", 303)], 400)


def test_leading_elsewhere_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        asked("/documents/opinions/", "application/ld+json")
