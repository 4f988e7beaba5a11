"""From draft to the public and back: two people, and a sentence for every refusal."""

import pytest
from django.urls import reverse

from policies.choices import Scheme, State
from policies.content.records import public_id
from policies.domain import history
from policies.models import Edition, Measure
from tests import factories
from tests.admin.filling import address, client_of, complaints, messages, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return factories.catalogue()


@pytest.fixture
def author():
    return client_of(factories.user("curator"))


@pytest.fixture
def reviewer():
    return client_of(factories.user("reviewer"))


def _page(made) -> str:
    return address("change", "measure", made["measures"][0])


def _state() -> str:
    return Measure.objects.get().state


def _draft(made, **values) -> Measure:
    measure = factories.measure(made["source"], made["document"], **values)
    history.note_change(measure, by=factories.user())
    return measure


def _act(client, action: str, *records) -> list[str]:
    chosen = {"action": action, "_selected_action": [str(record.pk) for record in records]}
    return messages(client.post(address("changelist", records[0].kind), chosen))


def test_one_person_submits_and_another_publishes(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    assert _state() == State.IN_REVIEW
    send(reviewer, _page(made), _approve="1")
    edition = Edition.objects.current().get(record_id=made["measures"][0].pk)
    assert (_state(), edition.number, edition.record["verb"]) == (State.PUBLISHED, 2, "suggested")


def test_the_author_cannot_approve(made, reviewer):
    send(reviewer, _page(made), verb="suggested", _submit="1")
    answer = send(reviewer, _page(made), _approve="1")
    assert messages(answer)[-1] == (
        f"{made['measures'][0]}: you changed it yourself since its last edition. Somebody else has to approve it."
    )
    assert _state() == State.IN_REVIEW


def test_a_curator_cannot_forge_the_button_or_the_action(made, author):
    other = client_of(factories.user("curator"))
    send(author, _page(made), verb="suggested", _submit="1")
    assert send(other, _page(made), _approve="1").status_code == 403
    assert _act(other, "approve_and_publish", made["measures"][0]) == ["No action selected."]
    assert _state() == State.IN_REVIEW


def test_a_reviewer_who_changes_words_while_approving_becomes_an_author(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    answer = send(reviewer, _page(made), verb="urged", _approve="1")
    assert messages(answer)[-1] == f"{made['measures'][0]} is draft; this needs it to be in review."
    assert Edition.objects.current().get(record_id=made["measures"][0].pk).number == 1


def test_what_is_missing_is_said_when_submitting(made, author):
    answer = send(author, _page(made), targets_not_stated=None, _submit="1")
    assert messages(answer)[-1] == (
        f"{made['measures'][0]}: The target groups are empty. Give them, or tick that the source does not state them."
    )
    assert _state() == State.DRAFT


def test_a_reviewer_returns_a_record(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    send(reviewer, _page(made), _return="1")
    assert _state() == State.DRAFT


def test_actions_say_how_many_and_why_not(made, author, reviewer):
    first = made["measures"][0]
    second, third = _draft(made), _draft(made, targets_not_stated=False)
    first.verb = "suggested"
    first.save()
    history.note_change(first, by=factories.user())
    assert _act(author, "submit_for_review", first, second, third) == [
        f"{third}: The target groups are empty. Give them, or tick that the source does not state them.",
        "2 records wait for review.",
    ]
    assert _act(reviewer, "approve_and_publish", first, second, third) == [
        f"{third} is draft; this needs it to be in review.",
        "2 records were approved and are public.",
    ]


def test_records_that_name_each_other_are_published_together(made, author, reviewer):
    parent = _draft(made, title_en="Zebra")
    child = _draft(made, title_en="Ant", parent=parent)
    _act(author, "submit_for_review", parent, child)
    assert _act(reviewer, "approve_and_publish", child, parent) == ["2 records were approved and are public."]


def test_withdrawing_asks_for_a_reason_and_leaves_a_tombstone(made, reviewer):
    page = reviewer.get(_page(made)).context
    assert page["can_withdraw"]
    url = f"{address('withdraw', 'measure')}?ids={made['measures'][0].pk}"
    assert reviewer.post(url, {"reason": ""}).context["form"].errors == {"reason": ["This field is required."]}
    assert _state() == State.PUBLISHED
    assert messages(reviewer.post(url, {"reason": "Counted twice."})) == ["1 record was withdrawn."]
    tombstone = Edition.objects.latest().get(record_id=made["measures"][0].pk)
    assert (tombstone.action, tombstone.reason, _state()) == ("withdrawn", "Counted twice.", State.WITHDRAWN)


def test_withdrawing_what_others_name_is_refused_with_why(made, reviewer):
    url = f"{address('withdraw', 'document')}?ids={made['document'].pk}"
    [sentence] = reviewer.post(url, {"reason": "Counted twice."}).context["form"].non_field_errors()
    assert str(made["document"].slug) in sentence
    assert Edition.objects.current().filter(record_id=made["document"].pk).exists()


def test_a_curator_cannot_withdraw(made, author):
    url = f"{address('withdraw', 'measure')}?ids={made['measures'][0].pk}"
    assert (author.get(url).status_code, author.post(url, {"reason": "x"}).status_code) == (403, 403)


def test_an_address_that_names_no_record_is_not_found(reviewer):
    assert reviewer.get(address("withdraw", "measure") + "?ids=nonsense").status_code == 404


def test_what_was_public_cannot_be_deleted(made, author):
    url = address("delete", "measure", made["measures"][0])
    assert (author.get(url).status_code, author.post(url, {"post": "yes"}).status_code) == (403, 403)
    chosen = {"action": "delete_selected", "_selected_action": [str(made["measures"][0].pk)]}
    page = author.post(address("changelist", "measure"), {**chosen, "post": "yes"})
    assert page.context["protected"] == [f"{made['measures'][0]} has been public: withdraw it instead."]
    assert Measure.objects.count() == 1


def test_a_draft_nobody_saw_can_be_deleted(made, author):
    draft = _draft(made)
    author.post(address("delete", "measure", draft), {"post": "yes"})
    assert not Measure.objects.filter(pk=draft.pk).exists()


def test_view_on_site_leads_to_the_public_page_while_there_is_one(made, author):
    draft = _draft(made)
    first = author.get(_page(made)).context["absolute_url"]
    assert first == f"/measures/{made['measures'][0].slug}/"
    assert author.get(address("change", "measure", draft)).context["absolute_url"] is None


def test_the_history_lists_every_revision(made, author):
    send(author, _page(made), verb="suggested", reason="As the text has it")
    page = author.get(address("history", "measure", made["measures"][0]))
    assert [(row.number, row.reason) for row in page.context["revisions"]] == [(2, "As the text has it"), (1, "")]


def test_an_invalid_form_is_not_approved(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    answer = send(reviewer, _page(made), verb="", _approve="1")
    assert complaints(answer) == ["This field is required."]
    assert _state() == State.IN_REVIEW


@pytest.mark.parametrize(("role", "status"), [("curator", 403), ("reviewer", 403), ("administrator", 302)])
def test_only_who_changes_terms_withdraws_them(role, status):
    term = factories.term(Scheme.THEME, "UNUSED")
    factories.publish(term)
    url = reverse("admin:policies_term_withdraw") + f"?ids={term.pk}"
    answer = client_of(factories.user(role)).post(url, {"reason": "Nothing uses it."})
    assert answer.status_code == status
    assert Edition.objects.current().filter(record_id=public_id(term)).exists() == (status == 403)
