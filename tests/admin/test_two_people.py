"""Every way through the desk that the author of a change could take to make it public alone; none leads there."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import history, publishing, review
from policies.models import Approval, Citation, Edition, Excuse, Measure, Snapshot, Source
from tests import factories as f
from tests.admin.filling import address, client_of, messages, send, shown

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WORDS = "Words of one person alone"
SELF = f"{WORDS}: you changed it yourself since its last edition. Somebody else has to approve it."
FORGED = ("_approve", "_publish", "_restore", "_review", "_saveasnew", "approve", "publish", "action", "review_chosen")


@pytest.fixture
def made():
    return f.catalogue()


@pytest.fixture(params=["reviewer", "every right", "superuser"])
def author(request):
    """The browser of somebody who wrote a change."""
    user = f.user("reviewer", is_superuser=request.param == "superuser")
    if request.param == "every right":
        user.user_permissions.set(Permission.objects.all())
    browser = client_of(user)
    browser.user = user
    return browser


@pytest.fixture
def measure(made, author):
    """A public measure with a change that its author has submitted."""
    review.submit(f.change(made["measures"][0], by=author.user, title_en=WORDS), by=author.user)
    return Measure.objects.get()


@pytest.fixture(autouse=True)
def nothing_gets_out(db):
    """Whatever a test tried: no edition says what the author alone answers for."""
    yield
    assert not Edition.objects.filter(content__contains=WORDS).exists()


def seen(record):
    return own_hash(dump(type(record).objects.get(pk=record.pk)))


def approving(client, record, **typed):
    """The answer to the review page with the right hash and the button pressed, be the button there or not."""
    return client.post(address("review", record.kind, record), {"seen": seen(record), "_approve": "1", **typed})


def refusals(answer):
    return answer.context["form"].non_field_errors()


def test_what_is_typed_and_submitted_is_a_change_of_its_author(made, author):
    """As by the verbs with which the tests below begin."""
    send(author, address("change", "measure", made["measures"][0]), title_en=WORDS, _submit="1")
    measure = Measure.objects.get()
    assert (measure.title_en, measure.state) == (WORDS, "in_review")
    assert (history.latest(measure).by, review.contributors(measure)) == (author.user, {author.user.pk})


# The page of a review


def test_the_page_for_review_offers_its_author_no_button_and_refuses_the_forged_one(measure, author):
    page = author.get(address("review", "measure", measure))
    assert (page.context["may"]["approve"], page.context["may"]["wrote"]) == (False, True)
    assert b'name="_approve"' not in page.content
    assert refusals(approving(author, measure)) == [SELF]


def test_a_time_to_come_is_refused_like_now(measure, author):
    assert refusals(approving(author, measure, due_at="2099-01-01T10:00")) == [SELF]


def test_another_session_of_the_author_is_the_same_person(measure, author):
    other = client_of(author.user)
    assert refusals(approving(other, measure)) == [SELF]


def test_a_session_opened_before_the_change_is_the_same_person(made, author):
    early = client_of(author.user)
    early.get(address("review", "measure", made["measures"][0]))
    send(author, address("change", "measure", made["measures"][0]), title_en=WORDS, _submit="1")
    assert refusals(approving(early, made["measures"][0])) == [SELF]


@pytest.mark.parametrize("forged", ["", "sha256:0", "None", "*"])
def test_a_second_person_approves_only_by_the_hash_of_what_stands_there(measure, forged):
    sentence = f"{WORDS} was changed after you opened it. Read it again before you approve it."
    url = address("review", "measure", measure)
    assert refusals(client_of(f.user("reviewer")).post(url, {"seen": forged, "_approve": "1"})) == [sentence]


def test_reading_addresses_changes_nothing(measure, author):
    for page in ("review", "change", "history"):
        author.get(address(page, "measure", measure), {"_approve": "1", "seen": seen(measure), "state": "published"})
    chosen = {"ids": str(measure.pk), f"seen-{measure.pk}": seen(measure)}
    author.get(address("review_chosen", "measure"), chosen)
    assert Measure.objects.get().state == "in_review"


# Many at once


def test_the_page_of_several_refuses_its_author_and_says_why(measure, author):
    url = f"{address('review_chosen', 'measure')}?ids={measure.pk}"
    assert messages(author.post(url, {f"seen-{measure.pk}": seen(measure)})) == [SELF]


def test_the_page_of_several_publishes_those_of_others_and_not_that_of_its_author(made, measure, author):
    other = f.measure(made["source"], made["document"], title_en="Words of another")
    history.note_change(other, by=f.user(), reason=f.REASON)
    review.submit(other, by=None)
    url = f"{address('review_chosen', 'measure')}?ids={measure.pk},{other.pk}"
    answer = author.post(url, {f"seen-{record.pk}": seen(record) for record in (measure, other)})
    assert messages(answer) == [SELF, "1 record was approved and is public."]


def test_a_page_of_several_without_the_hashes_of_what_was_read_approves_nothing(measure):
    url = f"{address('review_chosen', 'measure')}?ids={measure.pk}"
    assert messages(client_of(f.user("reviewer")).post(url)) == [
        f"{WORDS} was changed after you opened it. Read it again before you approve it."
    ]


def test_no_action_of_the_list_publishes_by_itself(measure, author):
    before = Edition.objects.count()
    chosen = {"_selected_action": [str(measure.pk)], "post": "yes", f"seen-{measure.pk}": seen(measure)}
    for action in (
        "review_chosen",
        "submit_for_review",
        "restore",
        "withdraw",
        "publish",
        "delete_selected",
        "take_back",
    ):
        for across in ("0", "1"):
            typed = {"action": action, "select_across": across, "reason": "Right."}
            author.post(address("changelist", "measure"), {**chosen, **typed})
    assert (Edition.objects.count(), Measure.objects.count()) == (before, 1)


def test_a_list_takes_no_state_from_a_forged_row(measure, author):
    rows = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": str(measure.pk),
        "form-0-state": "published",
    }
    author.post(address("changelist", "measure"), {**rows, "_save": "Save"})
    assert Measure.objects.get().state == "in_review"


# The form


def test_no_forged_button_of_the_form_publishes(measure, author):
    before = Edition.objects.count()
    for button in FORGED:
        assert send(author, address("change", "measure", measure), **{button: "1"}).status_code < 500
    assert (Edition.objects.count(), Measure.objects.count()) == (before, 1)
    assert not Approval.objects.filter(content_hash=seen(measure)).exists()


def test_fields_that_no_form_has_are_ignored(measure, author):
    forged = {"state": "published", "approved_by": "1", "approval": "1", "version": "0", "by": "1", "created_at_0": "x"}
    send(author, address("change", "measure", measure), verb="urged", **forged)
    assert (Measure.objects.get().verb, Measure.objects.get().state) == ("urged", "draft")


def test_a_second_person_who_changes_one_row_cannot_approve_the_whole(measure, author):
    second = client_of(f.user("reviewer"))
    send(
        second,
        address("change", "measure", measure),
        citations__0__begins_at=None,
        targets_not_stated="on",
        verb="urged",
    )
    assert Measure.objects.get().state == "draft"
    assert approving(second, measure).status_code == 403
    send(second, address("change", "measure", measure), _submit="1")
    assert refusals(approving(second, measure)) == [SELF]
    assert refusals(approving(author, measure)) == [SELF]


def test_a_reviewer_who_only_takes_a_citation_away_cannot_approve(made, measure, author):
    f.cite(measure, "In August 2015", made["source"])
    history.note_change(measure, by=author.user, reason=f.REASON)
    review.submit(measure, by=author.user)
    second = client_of(f.user("reviewer"))
    rows = [name for name in shown(second, address("change", "measure", measure)) if name.endswith("-words")]
    send(
        second,
        address("change", "measure", measure),
        _submit="1",
        **{rows[1].replace("-words", "__DELETE").replace("-", "__"): "on"},
    )
    assert Citation.objects.filter(measure=measure).count() == 1
    assert refusals(approving(second, measure)) == [SELF]


def test_a_reviewer_who_only_changes_a_date_cannot_approve(made):
    document, second = made["document"], client_of(f.user("reviewer"))
    send(second, address("change", "document", document), dates__0__wording="in August 2015", _submit="1")
    [sentence] = refusals(approving(second, document))
    assert sentence == f"{document}: you changed it yourself since its last edition. Somebody else has to approve it."


def test_what_needs_no_record_in_a_snapshot_is_a_change_of_its_source(made, author):
    snapshot, source = made["source"].snapshots.get(), made["source"]
    row = {
        "excuses__0__words": "Village shops matter to the countryside.",
        "excuses__0__reason": "opinion",
        "excuses__TOTAL_FORMS": "1",
    }
    send(author, address("change", "snapshot", snapshot), **row)
    assert Excuse.objects.count() == 1
    review.submit(Source.objects.get(), by=None)
    [sentence] = refusals(approving(author, source))
    assert sentence == f"{source}: you changed it yourself since its last edition. Somebody else has to approve it."


def test_moving_citations_to_a_newer_snapshot_makes_an_author(made, author):
    newer = Snapshot.objects.create(source=made["source"], number=2, text=f"{f.TEXT} More.", taken_on="2026-11-25")
    f.publish(f.change(made["source"]))
    author.post(address("changelist", "snapshot"), {"action": "reanchor", "_selected_action": [str(newer.pk)]})
    measure = made["measures"][0]
    assert measure.citations.get().snapshot == newer
    review.submit(measure, by=None)
    assert len(refusals(approving(author, measure))) == 1


# Withdrawing, restoring, bringing back


def test_an_author_who_withdraws_it_cannot_restore_it_changed(measure, author):
    chosen = f"?ids={measure.pk}"
    author.post(address("withdraw", "measure") + chosen, {"reason": "Wrong."})
    answer = author.post(address("restore", "measure") + chosen, {"reason": "Right."})
    assert refusals(answer) == [
        f"{WORDS} was changed since it was withdrawn. Submit it for review and have somebody else approve it."
    ]
    send(author, address("change", "measure", measure), _submit="1")
    assert refusals(approving(author, measure)) == [SELF]


def back(client, record, number):
    url = reverse(f"admin:policies_{record.kind}_bring_back", args=[record.pk, number])
    return client.post(url, {"reason": "It was right."})


def test_bringing_back_an_older_state_is_a_change_like_any_other(measure, author):
    second = client_of(f.user("reviewer"))
    f.change(measure, by=f.user(), title_en="Other words")
    back(second, measure, 2)
    assert Measure.objects.get().title_en == WORDS
    send(second, address("change", "measure", measure), _submit="1")
    assert [refusals(approving(client, measure)) for client in (second, author)] == [[SELF], [SELF]]


def test_what_was_public_before_is_not_made_public_again_by_whoever_brings_it_back(made, author):
    measure = made["measures"][0]
    f.publish(f.change(measure, title_en="The next words"))
    back(author, measure, 1)
    send(author, address("change", "measure", measure), _submit="1")
    assert len(refusals(approving(author, measure))) == 1
    assert f.public(measure)["title"] == {"en": "The next words"}


def test_a_draft_deleted_and_brought_back_has_the_same_author(made, author):
    draft = f.measure(made["source"], made["document"], title_en=WORDS)
    history.note_change(draft, by=author.user, reason=f.REASON)
    author.post(address("delete", "measure", draft), {"post": "yes", "reason": "Twice."})
    assert not Measure.objects.filter(pk=draft.pk).exists()
    back(author, draft, 2)
    review.submit(Measure.objects.get(pk=draft.pk), by=author.user)
    assert refusals(approving(author, draft)) == [SELF]


# Approving first, and changing after


def test_a_change_after_the_approval_for_a_time_takes_it_off_the_schedule(made, author):
    measure, second = made["measures"][0], client_of(f.user("reviewer"))
    send(author, address("change", "measure", measure), verb="urged", _submit="1")
    approving(second, measure, due_at="2099-01-01T10:00")
    send(author, address("change", "measure", measure), title_en=WORDS, _submit="1")
    assert second.get(address("review", "measure", measure)).context["waiting"] is None
    assert publishing.publish_due() == (0, 0, [])


def test_terms_are_approved_by_a_second_administrator():
    term, browser = f.term("theme", "TRADE"), client_of(f.user("administrator"))
    f.publish(term)
    send(browser, address("change", "term", term), label_en=WORDS, _submit="1")
    [sentence] = refusals(approving(browser, term))
    assert sentence.endswith("you changed it yourself since its last edition. Somebody else has to approve it.")


def test_every_way_asks_for_the_token_that_a_foreign_page_cannot_have(measure):
    reviewer = Client(enforce_csrf_checks=True)
    reviewer.force_login(f.user("reviewer"))
    chosen = f"?ids={measure.pk}"
    answers = [
        approving(reviewer, measure),
        reviewer.post(address("review_chosen", "measure") + chosen, {f"seen-{measure.pk}": seen(measure)}),
        reviewer.post(address("withdraw", "measure") + chosen, {"reason": "Wrong."}),
        reviewer.post(address("restore", "measure") + chosen, {"reason": "Right."}),
        reviewer.post(address("changelist", "measure"), {"action": "take_back", "_selected_action": [str(measure.pk)]}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert Measure.objects.get().state == "in_review"
