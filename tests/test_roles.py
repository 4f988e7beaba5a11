"""Every address there is, asked for by everybody: nothing falls over, and nobody changes what they may not."""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from policies.domain import history, merging, review
from policies.models import Correction
from tests import factories as f
from tests.admin.filling import client_of
from tests.admin.test_access import pages_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# What only looking may write: who is signed in, and who has which form open.
LOOKING = {"django_session", "policies_presence"}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
STAFF = ["nobody", "curator", "reviewer", "administrator"]
# Harvesters ask by POST too, from anywhere; they change nothing.
READ_BY_POST = {"/oai"}
# What only a review, or somebody who looks after people, may change.
BEYOND_A_CURATOR = {
    "policies_edition",
    "policies_approval",
    "policies_schedule",
    "policies_log",
    "policies_term",
    "auth_user",
    "auth_group",
    "auth_user_groups",
    "auth_group_permissions",
    "auth_user_user_permissions",
}
# All buttons, fields and marks at once that somebody might send who has read the code.
FORGED = {
    **dict.fromkeys(
        ("_save", "_submit", "_approve", "_return", "_publish", "_take_back", "_restore", "_saveasnew"), "1"
    ),
    **dict.fromkeys(("_decide", "_undo", "_decline", "_propose", "post", "takedown", "is_superuser", "is_staff"), "on"),
    "action": "delete_selected",
    "select_across": "1",
    "state": "published",
    "reason": "Because.",
    "text": "Forged.",
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "0",
    "form-0-id": "",
    "citations-TOTAL_FORMS": "1",
    "citations-INITIAL_FORMS": "0",
    "citations-0-id": "",
    "citations-0-words": "opinions",
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One row of everything, for all tests: each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same rows."""


def everything():
    """What is public, and for the desk a draft, one in review, a proposal to merge and a correction."""
    made = f.catalogue()
    made["draft"] = f.measure(made["source"], made["document"], title_en="Secret draft")
    other = f.agency(made["source"], name_en="Secret agency")
    for record in (made["draft"], other):
        history.note_change(record, by=f.user(), reason=f.REASON)
    review.submit(made["draft"], by=None)
    made["merge"] = merging.propose(made["agency"], other, by=f.user(), reason="One ministry.")
    made["correction"] = Correction.objects.create(
        kind="document", record_id=made["document"].pk, edition=1, value="title", text="Secret words"
    )
    made["term"] = f.term("instrument", "SUBSIDY")
    made["group"], made["user"] = f.user("administrator").groups.get(), f.user("administrator")
    made["measure"] = made["measures"][0]
    return made


def routes(resolver=None, before=""):
    """Every address pattern of the site, with its name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, whole)
        else:
            yield whole, pattern.name or ""


def addresses(made):
    """An address for each pattern, of something that is there."""
    found = []
    for pattern, name in routes():
        model = pattern.split("/")[2] if pattern.startswith("admin/") and pattern.count("/") > 2 else ""
        filled = pattern.replace("<path:object_id>", str(key(model, made))).replace("<id>", str(made["user"].pk))
        kind = str(name).split("-", maxsplit=1)[0]
        slug = getattr(made.get(kind), "slug", made["source"].slug)
        for part, value in {
            r"<str:slug>|<slug:name>|\(\?P<slug>[^)]*\)": slug,
            r"<int:number>": str(made["source"].snapshots.get().pk if "/move/" in filled else 1),
            r"<int:citation>": str(made["measure"].citations.get().pk),
            r"<\w+:scheme>": "instrument",
            r"<\w+:code>": "SUBSIDY",
            r"<uuid:pk>": str(made["correction"].pk),
            r"<path:content_type_id>/": "1/",
            r"\(\?P<app_label>[^)]*\)": "policies",
            r"\(\?P<plural>[^)]*\)": "documents",
            r"\(\?P<number>[^)]*\)": "1",
            r"\(\?P<suffix>[^)]*\)": "json",
            r"\(\?:/\.\*\)\?|\(\?P<url>\.\*\)": "/nothing",
            r"[\^$\\]": "",
        }.items():
            filled = re.sub(part, value, filled)
        found.append(f"/{filled}".replace("documents/" + made["source"].slug, "documents/" + made["document"].slug))
    return [
        *found,
        f"/admin/policies/measure/review/?ids={made['draft'].pk}",
        f"/admin/policies/measure/{made['draft'].pk}/review/",
    ]


def key(model, made):
    """The key of a row of this model; of one that has none, that of nothing."""
    if model in made:
        return made[model].pk
    row = apps.get_model("policies", model).objects.first() if model in apps.all_models["policies"] else None
    return row.pk if row else 999999


def asked(client, url, **data):
    """Status, body and the tables written by one request, of which nothing stays."""
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        answer = client.post(url, data) if data else client.get(url)
        body = answer.getvalue()
        transaction.set_rollback(True)
    return answer.status_code, body, {found[1] for query in captured if (found := WRITES.match(query["sql"]))}


def somebody(role, **values):
    if role == "visitor":
        return Client(**values)
    client = Client(**values)
    client.force_login(f.user(is_staff=True) if role == "nobody" else f.user(role))
    return client


def is_desk(url):
    return url.startswith("/admin/")


@pytest.fixture(scope="module")
def read(made, django_db_blocker):
    """What somebody in this role reads at an address: asked for once, however many tests want to know."""
    answers = {}
    # Signed in before the first test, which would undo it.
    with django_db_blocker.unblock():
        clients = {role: somebody(role) for role in ["visitor", *STAFF]}

    def read(role, url):
        if (role, url) not in answers:
            answers[role, url] = asked(clients[role], url)
        return answers[role, url]

    return read


@pytest.mark.parametrize("role", ["visitor", *STAFF])
def test_reading_any_address_changes_nothing_and_never_fails(made, read, role):
    wrong = {}
    urls = [url for url in addresses(made) if role == "visitor" or is_desk(url)]
    for url in urls:
        status, body, written = read(role, url)
        if status >= 500 or written - LOOKING or (role in {"visitor", "nobody"} and b"Secret" in body):
            wrong[url] = (status, written)
    assert wrong == {}
    assert len(urls) > 150


@pytest.mark.parametrize("role", STAFF[1:])
def test_each_role_sees_every_page_of_the_desk(made, read, role):
    pages = pages_of(made)
    assert {name: read(role, url)[0] for name, url in pages.items()} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("role", ["visitor", *STAFF])
def test_a_form_sent_from_a_foreign_page_changes_nothing(made, role):
    client, wrong = somebody(role, enforce_csrf_checks=True), {}
    for url in addresses(made):
        status, _body, written = asked(client, url, **FORGED)
        if (status < 300 and url not in READ_BY_POST) or status >= 500 or written - LOOKING:
            wrong[url] = (status, written)
    assert wrong == {}


@pytest.mark.parametrize("role", ["visitor", "nobody"])
def test_a_forged_form_of_somebody_without_a_role_changes_nothing(made, role):
    client, wrong = somebody(role), {}
    for url in addresses(made):
        chosen = {"_selected_action": str(made["draft"].pk), "ids": str(made["draft"].pk)}
        status, body, written = asked(client, url, **FORGED, **chosen)
        if status >= 500 or written - LOOKING or b"Secret" in body:
            wrong[url] = (status, written)
    assert wrong == {}


def test_a_forged_form_of_a_curator_reaches_no_edition_approval_term_or_account(made):
    client, wrong = client_of(f.user("curator")), {}
    for url in addresses(made):
        chosen = {"_selected_action": str(made["draft"].pk), "ids": str(made["draft"].pk)}
        status, _body, written = asked(client, url, **FORGED, **chosen)
        if status >= 500 or written & BEYOND_A_CURATOR:
            wrong[url] = (status, written)
    assert wrong == {}


@pytest.mark.parametrize("role", STAFF[1:])
def test_no_page_of_the_desk_offers_a_link_that_would_be_refused(made, read, role):
    offered = {}
    for url in filter(is_desk, addresses(made)):
        status, body, _written = read(role, url)
        if status == 200:
            offered |= dict.fromkeys(re.findall(r'href="(/admin/[^"#]*)"', body.decode()), url)
    refused = {link: page for link, page in offered.items() if read(role, link.replace("&amp;", "&"))[0] >= 400}
    assert refused == {}
    assert len(offered) > 60


@pytest.mark.parametrize("role", STAFF[1:])
def test_no_page_of_a_record_has_a_button_that_would_be_refused(made, read, role):
    client, refused = somebody(role), []
    for kind in ("source", "agency", "document", "measure", "statement"):
        for page in ("change", "review"):
            url = f"/admin/policies/{kind}/{made[kind].pk}/{page}/"
            body = read(role, url)[1].decode()
            buttons = set(re.findall(r'<(?:button|input)[^>]*?name="(_\w+)"', body)) - {"_popup", "_to_field"}
            refused += [(url, name) for name in buttons if asked(client, url, **{name: "1"})[0] in {403, 500}]
    assert refused == []
