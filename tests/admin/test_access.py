"""Who may enter the desk, and what each role finds there."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from policies.choices import Scheme
from policies.models import Approval, Edition, Revision, Term
from tests import factories
from tests.admin.filling import address, client_of, send

pytestmark = pytest.mark.django_db
RECORDS = ("source", "agency", "document", "measure", "statement")
LOGS = ("edition", "revision", "approval")


def pages_of(made):
    """The pages of the desk that everybody of the staff may see, by name."""
    records = {**{kind: made[kind] for kind in RECORDS if kind != "measure"}, "measure": made["measures"][0]}
    records["snapshot"] = made["source"].snapshots.get()
    records["term"] = factories.term(Scheme.THEME, "TRADE")
    records |= {model._meta.model_name: model.objects.first() for model in (Edition, Revision, Approval)}
    kinds = [*RECORDS, "snapshot", "term", *LOGS]
    addable = {f"add {kind}": address("add", kind) for kind in (*RECORDS, "snapshot")}
    return {
        "index": reverse("admin:index"),
        **{f"list {kind}": address("changelist", kind) for kind in kinds},
        **{f"change {kind}": address("change", kind, records[kind]) for kind in kinds},
        **{f"{page} {kind}": address(page, kind, records[kind]) for page in ("history", "review") for kind in RECORDS},
        **{f"deleted {kind}": address("deleted", kind) for kind in RECORDS},
        **{f"compare {kind}": f"{address('compare', kind, records[kind])}?one=1&other=1" for kind in RECORDS},
        **addable,
    }


@pytest.fixture
def pages():
    return pages_of(factories.catalogue())


def test_a_visitor_is_sent_to_log_in_from_every_page(pages):
    answers = {name: Client().get(url) for name, url in pages.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(pages, 302)
    assert {answer.url.split("?")[0] for answer in answers.values()} == {reverse("admin:login")}


@pytest.mark.parametrize(("role", "status"), [("curator", 403), ("reviewer", 403), ("administrator", 200)])
def test_only_administrators_add_terms(role, status):
    assert client_of(factories.user(role)).get(address("add", "term")).status_code == status


@pytest.mark.parametrize("model", LOGS)
def test_nobody_adds_changes_or_deletes_what_happened(pages, model):
    client = client_of(factories.user(is_staff=True, is_superuser=True))
    change = pages[f"change {model}"]
    urls = [address("add", model), change.replace("/change/", "/delete/")]
    assert [client.get(url).status_code for url in urls] == [403, 403]
    assert client.post(change, {"_save": "Save"}).status_code == 403


def test_a_curator_finds_no_button_or_action_that_would_be_refused(pages):
    found = _actions(client_of(factories.user("curator")))
    assert found == ["", "submit_for_review", "take_back", "delete_selected", "merge_chosen"]


def test_a_reviewer_finds_approval_and_withdrawal(pages):
    found = _actions(client_of(factories.user("reviewer")))
    assert found == _order


def _actions(client: Client) -> list[str]:
    form = client.get(address("changelist", "measure")).context["action_form"]
    return sorted((name for name, _label in form.fields["action"].choices), key=_order.index)


_order = [
    "",
    "submit_for_review",
    "review_chosen",
    "take_back",
    "withdraw",
    "restore",
    "delete_selected",
    "merge_chosen",
]


def test_the_first_page_lists_records_in_the_order_of_the_work(pages):
    page = client_of(factories.user("curator")).get(pages["index"]).content.decode()
    headings = ["Sources", "Snapshots", "Agencies", "Documents", "Measures", "Statements", "Terms", "Editions"]
    assert sorted(headings, key=lambda name: page.index(f">{name}</a>")) == headings


def test_a_curator_cannot_change_a_term():
    term = factories.term(Scheme.THEME, "TRADE")
    client = client_of(factories.user("curator"))
    assert client.post(address("change", "term", term), {"label_en": "Barter"}).status_code == 403
    assert Term.objects.get(pk=term.pk).label_en == "trade"


def test_the_address_of_a_term_cannot_be_forged():
    term = factories.term(Scheme.THEME, "TRADE")
    send(client_of(factories.user("administrator")), address("change", "term", term), label_en="Barter", code="BARTER")
    changed = Term.objects.get(pk=term.pk)
    assert (changed.label_en, changed.key) == ("Barter", "theme:TRADE")


def test_whoever_may_only_look_sees_the_quotes_and_no_form(pages):
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=["view_measure", "view_citation"]))
    page = client_of(looker).get(pages["change measure"])
    assert (page.status_code, page.context["state_buttons"]) == (200, [])
    assert "<q>It proposed equipment and delivery subsidies for poor households.</q>" in page.content.decode()
    assert "Correct this quote" not in page.content.decode()


def test_who_signs_in_from_elsewhere_comes_to_the_desk():
    account = factories.user("curator")
    account.set_password("a long new word")
    account.save()
    signing_in = {"username": account.username, "password": "a long new word", "next": "https://evil.example/"}
    answer = Client().post(reverse("admin:login"), signing_in)
    assert (answer.status_code, answer.url) == (302, reverse("admin:index"))
