"""From draft to the public and back: two people, and a sentence for every refusal."""

import pytest
from django.contrib.auth.models import Permission
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
    history.note_change(measure, by=factories.user(), reason=factories.REASON)
    return measure


def _review(client, record, **typed):
    """The answer to the review page with what was typed and pressed; what it showed is sent back."""
    url = address("review", record.kind, record)
    seen = client.get(url).context["proposal"].hash
    return client.post(url, {"seen": seen, **{name.replace("__", "-"): value for name, value in typed.items()}})


def _read_and_approve(client, *records) -> list[str]:
    """What is said after the action on the list, and the page it leads to, sent as it was shown."""
    page = _choose(client, "review_chosen", *records)
    shown = client.get(page.url).context["proposals"]
    return messages(client.post(page.url, {f"seen-{row.record.pk}": row.hash for row in shown}))


def _choose(client, action: str, *records):
    chosen = {"action": action, "_selected_action": [str(record.pk) for record in records]}
    return client.post(address("changelist", records[0].kind), chosen)


def _act(client, action: str, *records) -> list[str]:
    return messages(_choose(client, action, *records))


def test_one_person_submits_and_another_publishes(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    assert _state() == State.IN_REVIEW
    _review(reviewer, made["measures"][0], _approve="1")
    edition = Edition.objects.current().get(record_id=made["measures"][0].pk)
    assert (_state(), edition.number, edition.record["verb"]) == (State.PUBLISHED, 2, "suggested")


def test_the_author_cannot_approve(made, reviewer):
    send(reviewer, _page(made), verb="suggested", _submit="1")
    answer = _review(reviewer, made["measures"][0], _approve="1")
    assert answer.context["form"].non_field_errors() == [
        f"{made['measures'][0]}: you changed it yourself since its last edition. Somebody else has to approve it."
    ]
    assert _state() == State.IN_REVIEW


def test_a_curator_cannot_forge_the_button_or_the_action(made, author):
    other = client_of(factories.user("curator"))
    send(author, _page(made), verb="suggested", _submit="1")
    assert _review(other, made["measures"][0], _approve="1").status_code == 403
    assert _act(other, "review_chosen", made["measures"][0]) == ["No action selected."]
    url = address("review_chosen", "measure") + f"?ids={made['measures'][0].pk}"
    assert (other.get(url).status_code, other.post(url).status_code) == (403, 403)
    assert _state() == State.IN_REVIEW


def test_a_reviewer_who_changes_words_while_approving_becomes_an_author(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    send(reviewer, _page(made), verb="urged")
    answer = _review(reviewer, made["measures"][0], _approve="1")
    assert answer.status_code == 403
    assert Edition.objects.current().get(record_id=made["measures"][0].pk).number == 1


def test_what_is_missing_is_said_when_submitting(made, author):
    answer = send(author, _page(made), targets_not_stated=None, _submit="1")
    assert messages(answer)[-1] == (
        f"{made['measures'][0]}: The target groups are empty. Give them, or tick that the source does not state them."
    )
    assert _state() == State.DRAFT


def test_a_reviewer_asks_for_changes_of_a_value_and_of_the_whole(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    _review(reviewer, made["measures"][0], _return="1", remark__verb="The text says “proposed”.", text="Nearly there.")
    assert _state() == State.DRAFT
    thread = author.get(address("review", "measure", made["measures"][0])).context["thread"]
    assert [(entry.act, entry.value, entry.text) for entry in thread][-3:] == [
        ("submitted", "", ""),
        ("commented", "verb", "The text says “proposed”."),
        ("returned", "", "Nearly there."),
    ]


def test_asking_for_changes_without_saying_which_is_refused_and_the_page_stays(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    answer = _review(reviewer, made["measures"][0], _return="1")
    assert answer.context["form"].non_field_errors() == [
        "Say what should be changed, about a value or about the whole."
    ]
    assert _state() == State.IN_REVIEW


def test_an_author_takes_a_record_back(made, author):
    send(author, _page(made), verb="suggested", _submit="1")
    send(author, _page(made), _take_back="1")
    assert _state() == State.DRAFT


def test_what_was_changed_after_the_page_was_opened_is_not_approved_and_what_was_typed_stays(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    url = address("review", "measure", made["measures"][0])
    seen = reviewer.get(url).context["proposal"].hash
    send(author, _page(made), verb="urged", _submit="1")
    answer = reviewer.post(url, {"seen": seen, "text": "Well done.", "_approve": "1"})
    assert answer.context["form"].non_field_errors() == [
        f"{made['measures'][0]} was changed after you opened it. Read it again before you approve it."
    ]
    assert answer.context["form"]["text"].value() == "Well done."
    assert "Well done." not in [entry.text for entry in answer.context["thread"]]
    assert Edition.objects.current().get(record_id=made["measures"][0].pk).number == 1


def test_a_reviewer_sees_each_value_that_changed_with_what_it_rests_on(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    proposal = reviewer.get(address("review", "measure", made["measures"][0])).context["proposal"]
    [row] = proposal.rows
    assert (row.change.path, row.change.before, row.change.after) == (("verb",), "proposed", "suggested")
    assert [entry["quote"] for entry in row.evidence] == [
        "It proposed equipment and delivery subsidies for poor households."
    ]


def test_an_approval_for_a_time_makes_it_public_then(made, author, reviewer):
    send(author, _page(made), verb="suggested", _submit="1")
    answer = _review(reviewer, made["measures"][0], _approve="1", due_at="2099-01-01T10:00")
    assert messages(answer)[-1] == "Approved. It becomes public at 1 January 2099, 10:00 UTC."
    page = reviewer.get(address("review", "measure", made["measures"][0]))
    assert (page.context["waiting"].due_at.isoformat(), _state()) == ("2099-01-01T10:00:00+00:00", State.IN_REVIEW)
    assert Edition.objects.current().get(record_id=made["measures"][0].pk).number == 1
    _review(reviewer, made["measures"][0], _take_off="1")
    assert reviewer.get(address("review", "measure", made["measures"][0])).context["waiting"] is None


def test_a_comment_alone_changes_nothing_but_the_thread(made, author):
    _review(author, made["measures"][0], _comment="1", text="Is “proposed” the right word?")
    [*_earlier, last] = author.get(address("review", "measure", made["measures"][0])).context["thread"]
    assert (last.act, last.text, _state()) == ("commented", "Is “proposed” the right word?", State.PUBLISHED)


def test_whoever_may_only_look_reads_the_thread_and_finds_no_form(made):
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_measure"))
    page = client_of(looker).get(address("review", "measure", made["measures"][0]))
    assert (page.status_code, "review-form" in page.content.decode()) == (200, False)


def test_a_reviewer_without_the_right_to_see_a_kind_cannot_approve_it(made, author):
    stranger = factories.user(is_staff=True)
    stranger.user_permissions.set(Permission.objects.filter(codename__in=["publish_record", "view_agency"]))
    send(author, _page(made), verb="suggested", _submit="1")
    assert client_of(stranger).get(address("review", "measure", made["measures"][0])).status_code == 403


def test_all_that_a_source_brought_is_submitted_in_one_go(made, author):
    _draft(made)
    _draft(made, targets_not_stated=False, title_en="Half done")
    assert _act(author, "submit_brought", made["source"]) == [
        "Half done: The target groups are empty. Give them, or tick that the source does not state them.",
        "1 record waits for review.",
    ]


def test_a_withdrawn_record_is_restored_in_the_very_words_it_had(made, reviewer):
    url = f"{address('withdraw', 'measure')}?ids={made['measures'][0].pk}"
    reviewer.post(url, {"reason": "Counted twice."})
    restore = _choose(reviewer, "restore", made["measures"][0]).url
    assert messages(reviewer.post(restore, {"reason": "It was not."}))[-1] == "1 record is public again."
    edition = Edition.objects.current().get(record_id=made["measures"][0].pk)
    assert (edition.action, edition.number, _state()) == ("restored", 3, State.PUBLISHED)


def test_actions_say_how_many_and_why_not(made, author, reviewer):
    first = made["measures"][0]
    second, third = _draft(made), _draft(made, targets_not_stated=False)
    first.verb = "suggested"
    first.save()
    history.note_change(first, by=factories.user(), reason=factories.REASON)
    assert _act(author, "submit_for_review", first, second, third) == [
        f"{third}: The target groups are empty. Give them, or tick that the source does not state them.",
        "2 records wait for review.",
    ]
    assert _read_and_approve(reviewer, first, second, third) == [
        f"{third} is draft; this needs it to be in review.",
        "2 records were approved and are public.",
    ]


def test_records_that_name_each_other_are_published_together(made, author, reviewer):
    parent = _draft(made, title_en="Zebra")
    child = _draft(made, title_en="Ant", parent=parent)
    _act(author, "submit_for_review", parent, child)
    assert _read_and_approve(reviewer, child, parent) == ["2 records were approved and are public."]


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
    asked = author.post(address("changelist", "measure"), chosen)
    assert asked.context["protected"] == [f"{made['measures'][0]} has been public: withdraw it instead."]
    assert Measure.objects.count() == 1


def test_a_draft_nobody_saw_can_be_deleted(made, author):
    draft = _draft(made)
    author.post(address("delete", "measure", draft), {"post": "yes", "reason": "Twice."})
    assert not Measure.objects.filter(pk=draft.pk).exists()


def test_view_on_site_leads_to_the_public_page_while_there_is_one(made, author):
    draft = _draft(made)
    first = author.get(_page(made)).context["absolute_url"]
    assert first == f"/measures/{made['measures'][0].slug}/"
    assert author.get(address("change", "measure", draft)).context["absolute_url"] is None


def test_an_invalid_form_is_not_submitted(made, author):
    answer = send(author, _page(made), verb="", _submit="1")
    assert complaints(answer) == ["This field is required."]
    assert _state() == State.PUBLISHED


@pytest.mark.parametrize(("role", "status"), [("curator", 403), ("reviewer", 403), ("administrator", 302)])
def test_only_who_changes_terms_withdraws_them(role, status):
    term = factories.term(Scheme.THEME, "UNUSED")
    factories.publish(term)
    url = reverse("admin:policies_term_withdraw") + f"?ids={term.pk}"
    answer = client_of(factories.user(role)).post(url, {"reason": "Nothing uses it."})
    assert answer.status_code == status
    assert Edition.objects.current().filter(record_id=public_id(term)).exists() == (status == 403)
