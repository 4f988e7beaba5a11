"""Every way that somebody who changed a record could take to make that change public alone; none leads there.

Each test tries one way, as a reviewer, as somebody with every right there is, and as a superuser.
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers import serialize

from policies.choices import State
from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import history, merging, publishing, reanchoring, review, seeding, unmerging
from policies.domain.log import database_clock
from policies.models import Approval, Edition, Excuse, Measure, Schedule, Snapshot
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WORDS = "Words of one person alone"
SELF = "{}: you changed it yourself since its last edition. Somebody else has to approve it."
NOT_APPROVED = "{} is not approved as it is now. Submit it for review and have somebody else approve it."
CHANGED = "{} was changed since it was withdrawn. Submit it for review and have somebody else approve it."
UNKNOWN = (
    "{} was changed by somebody unknown since its last revision. "
    "Save it once, with a reason, so that it is known who answers for it."
)


@pytest.fixture(params=["reviewer", "every right", "superuser"])
def author(request):
    made = f.user("reviewer", is_superuser=request.param == "superuser")
    if request.param == "every right":
        made.user_permissions.set(Permission.objects.all())
    return made


@pytest.fixture
def made():
    return f.catalogue()


@pytest.fixture
def measure(made, author):
    """A public measure with a change by the author that waits for review."""
    record = f.change(made["measures"][0], by=author, title_en=WORDS)
    review.submit(record, by=author)
    return fresh(record)


@pytest.fixture(autouse=True)
def nothing_gets_out(request, db):
    """Whatever a test tried: no edition says what the author alone answers for."""
    yield
    assert not Edition.objects.filter(content__contains=WORDS).exists()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def refused(act, *arguments, **values):
    """The sentences of the refusal, which wrote no edition."""
    before = Edition.objects.count()
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    assert Edition.objects.count() == before
    return refusal.value.messages


def soon(**more):
    return database_clock() + timedelta(**(more or {"days": 1}))


# The verbs


def test_an_author_cannot_approve_it(measure, author):
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_an_author_cannot_approve_it_by_naming_the_right_hash(measure, author):
    seen = own_hash(dump(measure))
    assert refused(review.approve, measure, by=author, seen_hash=seen) == [SELF.format(WORDS)]


def test_an_author_cannot_approve_and_publish_it(measure, author):
    assert refused(publishing.approve_and_publish, [measure], by=author) == [SELF.format(WORDS)]


def test_an_author_cannot_slip_it_in_among_records_of_others(made, measure, author):
    agency = f.change(made["agency"], name_en="Renamed")
    review.submit(agency, by=None)
    assert refused(publishing.approve_and_publish, [agency, measure], by=author) == [SELF.format(WORDS)]
    assert f.public(agency)["name"] != {"en": "Renamed"}


def test_an_author_cannot_put_it_on_the_schedule(measure, author):
    assert refused(publishing.approve_for, measure, soon(), by=author) == [SELF.format(WORDS)]
    assert not Schedule.objects.exists()


def test_an_author_cannot_publish_it_without_an_approval(measure):
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(WORDS)]


def test_an_author_who_takes_it_back_and_submits_it_again_is_still_its_author(measure, author):
    review.take_back(measure, by=author)
    review.submit(measure, by=author)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_an_author_whom_a_reviewer_sent_it_back_is_still_its_author(measure, author):
    review.ask_for_changes(measure, by=f.user(), text="Say more.")
    review.submit(measure, by=f.user())
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_a_change_by_somebody_else_on_top_does_not_free_the_author(measure, author):
    f.change(measure, by=f.user(), verb="suggested")
    review.submit(measure, by=None)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_an_author_cannot_undo_the_change_of_somebody_else_and_approve_the_rest(measure, author):
    first = history.latest(measure)
    f.change(measure, by=f.user(), verb="suggested")
    history.bring_back(first, by=author, reason=f.REASON)
    review.submit(measure, by=None)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_whoever_brings_the_words_of_another_back_answers_for_them_too(measure):
    first, second = history.latest(measure), f.user("reviewer")
    f.change(measure, by=f.user(), title_en="Other words")
    history.bring_back(first, by=second, reason=f.REASON)
    review.submit(measure, by=None)
    assert refused(review.approve, measure, by=second) == [SELF.format(WORDS)]


def test_putting_a_whole_content_makes_an_author(made, author):
    measure = made["measures"][0]
    history.put({**dump(measure), "title": {"en": WORDS}}, by=author, reason="As the text has it")
    review.submit(measure, by=author)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_all_that_a_source_brought_is_submitted_and_none_of_it_approved_by_its_author(made, author):
    drafts = [f.measure(made["source"], made["document"], title_en=WORDS) for _row in range(3)]
    for draft in drafts:
        history.note_change(draft, by=author, reason=f.REASON)
    assert review.submit_brought(made["source"], by=author) == (3, [])
    assert [refused(review.approve, draft, by=author) for draft in drafts] == [[SELF.format(WORDS)]] * 3


def test_a_term_has_two_people_as_well(author):
    term = f.term("theme", "TRADE")
    f.publish(term)
    f.change(term, by=author, label_en=WORDS)
    review.submit(term, by=author)
    assert refused(publishing.approve_and_publish, [term], by=author) == [SELF.format(fresh(term))]


# Going round by what is public, withdrawn or deleted


def test_an_author_cannot_withdraw_the_public_words_and_restore_their_own(measure, author):
    publishing.withdraw([measure], by=author, reason="Wrong.")
    assert refused(publishing.restore, [measure], by=author, reason="Right.") == [CHANGED.format(WORDS)]


def test_an_author_cannot_change_what_is_withdrawn_and_restore_it(made, author):
    measure = made["measures"][0]
    publishing.withdraw([measure], by=author, reason="Wrong.")
    f.change(fresh(measure), by=author, title_en=WORDS)
    measure = fresh(measure)
    assert refused(publishing.restore, [measure], by=author, reason="Right.") == [CHANGED.format(WORDS)]
    review.submit(measure, by=author)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


def test_an_author_who_deletes_a_draft_and_brings_it_back_is_still_its_author(made, author):
    draft = f.measure(made["source"], made["document"], title_en=WORDS)
    history.note_change(draft, by=author, reason=f.REASON)
    history.delete(draft, by=author, reason="Twice.")
    draft = history.bring_back(history.deleted("measure").get(), by=author, reason=f.REASON)
    review.submit(draft, by=author)
    assert refused(review.approve, draft, by=author) == [SELF.format(WORDS)]


def test_an_author_whose_draft_somebody_else_brought_back_is_still_its_author(made, author):
    draft, second = f.measure(made["source"], made["document"], title_en=WORDS), f.user("reviewer")
    history.note_change(draft, by=author, reason=f.REASON)
    history.delete(draft, by=author, reason="Twice.")
    draft = history.bring_back(history.deleted("measure").get(), by=second, reason=f.REASON)
    review.submit(draft, by=second)
    assert [refused(review.approve, draft, by=by) for by in (author, second)] == [[SELF.format(WORDS)]] * 2


def test_the_approval_of_an_older_edition_does_not_publish_its_words_again(made, author):
    """Somebody approved those words once, as the author of the next edition knows; nobody approves them now."""
    measure = made["measures"][0]
    earlier = history.latest(measure)
    f.change(measure, verb="suggested")
    f.publish(measure)
    history.bring_back(earlier, by=author, reason=f.REASON)
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(measure)]
    review.submit(measure, by=author)
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(measure)]
    assert refused(review.approve, measure, by=author) == [SELF.format(measure)]


def test_an_approval_does_not_outlive_a_change_that_its_giver_made_since(made, author):
    measure = f.change(made["measures"][0], by=f.user(), verb="suggested")
    review.submit(measure, by=None)
    review.approve(measure, by=author)
    approved = history.latest(measure)
    f.change(measure, by=author, verb="urged")
    history.bring_back(approved, by=author, reason=f.REASON)
    review.submit(measure, by=author)
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(measure)]


# What is small is a change too


def cite(made):
    f.cite(made["measures"][0], "In August 2015", made["source"])
    return made["measures"][0]


def take_a_citation_away(made):
    f.publish(f.change(cite(made)))
    made["measures"][0].citations.latest("pk").delete()
    return fresh(made["measures"][0])


def move_a_key_word(made):
    citation = made["measures"][0].citations.get()
    citation.spans = [[citation.start, citation.start + 2]]
    citation.save()
    return made["measures"][0]


def doubt(made):
    made["measures"][0].citations.update(stance="imprecise")
    return made["measures"][0]


def date(made):
    made["document"].dates.update(wording="in August 2015")
    return made["document"]


def issue(made):
    made["document"].issuers.update(role="lead")
    return made["document"]


def code(made):
    f.publish(f.term("level", "COUNTY"))
    f.code(made["measures"][0], "level", "level", "COUNTY")
    Measure.objects.update(levels_not_stated=False)
    return fresh(made["measures"][0])


def name(made):
    made["agency"].names.create(text="MoT", kind="short", language="en")
    return made["agency"]


def excuse(made):
    Excuse.objects.create(snapshot=made["source"].snapshots.get(), start=0, end=5, reason="heading")
    return made["source"]


def snapshot(made):
    Snapshot.objects.create(source=made["source"], number=2, text=f"{f.TEXT} More.", taken_on="2026-11-25")
    return made["source"]


SMALL = [cite, take_a_citation_away, move_a_key_word, doubt, date, issue, code, name, excuse, snapshot]


@pytest.mark.parametrize("change", SMALL, ids=lambda change: change.__name__.replace("_", " "))
def test_a_reviewer_who_changes_only_one_row_becomes_an_author(made, change):
    author, record = f.user(is_superuser=True), change(made)
    history.note_change(record, by=author, reason=f.REASON)
    review.submit(record, by=f.user())
    assert refused(publishing.approve_and_publish, [record], by=author) == [SELF.format(fresh(record))]


@pytest.mark.parametrize("change", SMALL, ids=lambda change: change.__name__.replace("_", " "))
def test_a_row_that_nobody_is_known_to_have_changed_is_published_by_nobody(made, change):
    author, record = f.user(is_superuser=True), change(made)
    type(record).objects.filter(pk=record.pk).update(state=State.IN_REVIEW)
    assert refused(publishing.approve_and_publish, [record], by=author) == [UNKNOWN.format(fresh(record))]
    assert refused(publishing.publish, [record]) == [NOT_APPROVED.format(fresh(record))]


def test_a_note_for_curators_is_no_change_because_nobody_else_reads_it(made, author):
    measure = f.change(made["measures"][0], verb="suggested")
    review.submit(measure, by=None)
    history.put_note(measure, WORDS)
    publishing.approve_and_publish([measure], by=author)
    assert f.public(measure)["verb"] == "suggested"


def test_whoever_moves_citations_to_a_newer_snapshot_is_an_author(made, author):
    newer = snapshot(made).snapshots.get(number=2)
    f.publish(f.change(made["source"]))
    reanchoring.reanchor(newer, made["measures"][0].citations.all(), by=author)
    review.submit(made["measures"][0], by=f.user())
    assert refused(review.approve, made["measures"][0], by=author) == [SELF.format(made["measures"][0])]


# Time


def test_what_was_approved_for_a_time_and_changed_since_does_not_become_public(made, author):
    measure = f.change(made["measures"][0], verb="suggested")
    review.submit(measure, by=None)
    publishing.approve_for(measure, soon(seconds=1), by=f.user())
    f.change(measure, by=author, title_en=WORDS)
    Schedule.objects.update(due_at=database_clock())
    assert publishing.publish_due() == (0, 0, [])
    review.submit(measure, by=author)
    assert publishing.publish_due() == (0, 0, [])


def test_what_was_changed_past_every_form_is_refused_when_its_time_comes(made):
    measure = f.change(made["measures"][0], verb="suggested")
    review.submit(measure, by=None)
    publishing.approve_for(measure, soon(), by=f.user())
    Measure.objects.update(title_en=WORDS)
    Schedule.objects.update(due_at=database_clock())
    [row] = publishing.publish_due().refused
    assert row.why == NOT_APPROVED.format(WORDS)


def test_an_author_cannot_write_their_words_into_the_schedule(measure, author):
    other = Approval.objects.filter(kind="measure").latest("pk")
    due = {"due_at": database_clock(), "approval": other, "by": author}
    Schedule.objects.create(kind="measure", record_id=measure.pk, **due)
    [row] = publishing.publish_due().refused
    assert row.why == NOT_APPROVED.format(WORDS)


# Commands


@pytest.mark.parametrize("command", [["publish_scheduled"], ["verify_evidence"], ["seed"]])
def test_no_command_publishes_what_waits_for_review(measure, command, capsys):
    before = Edition.objects.count()
    call_command(*command)
    assert Edition.objects.count() == before


def test_the_seed_takes_nothing_along_that_somebody_wrote(author, monkeypatch):
    # What it brings itself is published or not in the same way.
    monkeypatch.setattr(seeding, "PUBLISHED", ("nothing",))
    history.note_change(f.source(title_en=WORDS), by=author, reason=f.REASON)
    sentence = (
        f"{WORDS} was changed by somebody: it is no part of the seed. "
        "Publish it by a review, or load the seed before anything else."
    )
    assert refused(seeding.seed, lambda _sentence: None) == [sentence]
    with pytest.raises(CommandError, match=sentence):
        call_command("seed", stdout=StringIO())


def test_loading_a_fixture_over_a_record_publishes_nothing(measure, author, tmp_path):
    review.take_back(measure, by=author)
    f.publish(f.change(measure, by=author, title_en="Harmless"))
    Measure.objects.update(title_en=WORDS, state="published")
    path = tmp_path / "measure.json"
    path.write_text(serialize("json", Measure.objects.all()))
    Measure.objects.update(title_en="Harmless")
    call_command("loaddata", str(path), verbosity=0)
    measure = fresh(measure)
    assert (measure.title_en, measure.state) == (WORDS, "draft")
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(WORDS)]
    review.submit(measure, by=author)
    assert refused(review.approve, measure, by=author) == [UNKNOWN.format(WORDS)]
    history.note_change(measure, by=author, reason=f.REASON)
    review.submit(measure, by=author)
    assert refused(review.approve, measure, by=author) == [SELF.format(WORDS)]


# Rights


def take_every_right_away(author):
    author.groups.clear()
    author.user_permissions.clear()


def become_an_administrator(author):
    author.groups.add(Group.objects.get(name="administrator"))


def take_another_name(author):
    type(author).objects.filter(pk=author.pk).update(username="somebody-else", is_superuser=True)


@pytest.mark.parametrize("change", [take_every_right_away, become_an_administrator, take_another_name])
def test_other_rights_or_another_name_make_nobody_a_second_person(measure, author, change):
    change(author)
    assert refused(review.approve, measure, by=fresh(author)) == [SELF.format(WORDS)]


def test_a_state_written_past_the_verbs_makes_nothing_public(measure):
    Measure.objects.update(state=State.PUBLISHED)
    assert f.public(measure)["title"] != {"en": WORDS}
    assert refused(publishing.publish, [measure]) == [NOT_APPROVED.format(WORDS)]


# Merging


def two_agencies(made):
    """The public agency that issued everything, and another public one."""
    other = f.agency(made["source"], name_en="Ministry of Trade")
    f.publish(other)
    return other, made["agency"]


def test_whoever_proposed_a_merge_cannot_decide_on_it(made, author):
    merge = merging.propose(*two_agencies(made), by=author, reason="One ministry.")
    assert refused(merging.decide, merge, by=author) == ["You proposed this merge. Somebody else has to decide on it."]


def test_whoever_wrote_a_draft_cannot_have_its_words_made_public_by_a_merge_proposed_by_somebody_else(made, author):
    draft = f.agency(made["source"], name_en=WORDS)
    history.note_change(draft, by=author, reason=f.REASON)
    merge = merging.propose(made["agency"], draft, by=f.user(), reason="One ministry.")
    assert refused(merging.decide, merge, by=author) == [
        f"{WORDS}: you changed it yourself since its last edition. Somebody else has to decide on it."
    ]


def test_a_merge_takes_along_no_change_that_waits_for_review(made, author):
    """What names the lesser agency is published anew, in the words it had, and not in those it has on the desk."""
    kept, lesser = two_agencies(made)
    document = f.change(made["document"], by=author, title_en=WORDS)
    review.submit(document, by=author)
    merging.decide(merging.propose(kept, lesser, by=f.user(), reason="One ministry."), by=f.user())
    assert f.public(document)["issuers"][0]["agency"]["id"] == str(kept.id)
    assert refused(review.approve, document, by=author) == [SELF.format(WORDS)]


def test_undoing_a_merge_publishes_no_change_made_since(made, author):
    kept, lesser = two_agencies(made)
    merge = merging.propose(kept, lesser, by=f.user(), reason="One ministry.")
    merging.decide(merge, by=f.user())
    f.change(fresh(made["document"]), by=author, title_en=WORDS)
    unmerging.undo(merge, by=author, reason="Two ministries.")
    assert refused(publishing.publish, [fresh(made["document"])]) == [NOT_APPROVED.format(WORDS)]
