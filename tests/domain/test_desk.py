from datetime import timedelta

import pytest

from policies.choices import CodingRole, Kind, Scheme
from policies.content.records import MODELS
from policies.domain import desk, history, publishing, review, schedule
from policies.domain.coverage import bare_snapshots
from policies.models import DocumentDate, Edition, Excuse, Measure, Schedule, SetAside, Snapshot, Source, Term
from tests import factories as f
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db
NAMES = tuple(desk.SETS)


@pytest.fixture
def person():
    return f.user("reviewer")


@pytest.fixture
def source(person):
    """A draft that the person wrote."""
    made = f.source()
    f.change(made, by=person)
    return made


def sets_of(record, person):
    """The sets that the record is in, for this person; a count says the same as the list."""
    records = type(record).objects.all()
    sets = {name: list(desk.of_set(records, name, person)) for name in NAMES}
    assert desk.counts(record.kind, NAMES, person) == {
        "all": records.count(),
        **{name: len(found) for name, found in sets.items()},
    }
    return [name for name, found in sets.items() if record in found]


# Whose it is


def test_a_draft_is_on_the_desk_of_whoever_changed_it_and_of_nobody_else(source, person):
    assert sets_of(source, person) == ["mine", "without_evidence"]
    assert sets_of(source, f.user("reviewer")) == ["without_evidence"]


def test_submitted_it_waits_for_others_and_not_for_its_author(source, person):
    review.submit(source, by=person)
    assert sets_of(source, person) == ["without_evidence"]
    assert sets_of(source, f.user("reviewer")) == ["for_review", "without_evidence"]


def test_sent_back_it_waits_for_its_author(source, person):
    review.submit(source, by=person)
    review.ask_for_changes(source, by=f.user("reviewer"), text="Which section?")
    assert sets_of(source, person) == ["sent_back", "mine", "without_evidence"]


def test_a_remark_and_a_change_leave_it_sent_back_and_submitting_again_does_not(source, person):
    review.submit(source, by=person)
    review.ask_for_changes(source, by=f.user("reviewer"), text="Which section?")
    review.thread.comment(source, "The second.", by=person)
    f.change(source, by=person, section="Second")
    assert "sent_back" in sets_of(source, person)
    review.submit(source, by=person)
    assert sets_of(source, person) == ["without_evidence"]


def test_taken_back_it_was_not_sent_back(source, person):
    review.submit(source, by=person)
    review.take_back(source, by=person)
    assert sets_of(source, person) == ["mine", "without_evidence"]


def test_what_one_wrote_for_an_earlier_edition_is_somebody_else_s_draft_now(source, person):
    f.publish(source, by=person)
    f.change(source, title_en="By somebody else")
    assert "mine" not in sets_of(source, person)
    review.submit(source, by=None)
    assert "for_review" in sets_of(source, person)


def test_what_one_changed_back_to_the_public_words_is_no_contribution(source, person):
    title = source.title_en
    f.publish(source)
    f.change(source, by=person, title_en="Another")
    f.change(source, by=person, title_en=title)
    assert "mine" not in sets_of(source, person)


# On its way


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


def scheduled(record, person):
    history.note_change(record, by=person, reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=person)
    publishing.approve_for(record, NOON + timedelta(hours=1), by=f.user())


def test_approved_for_a_moment_it_waits_for_that_and_for_no_reviewer(clock, source, person):
    scheduled(source, person)
    assert sets_of(source, f.user("reviewer")) == ["scheduled", "without_evidence"]
    assert [(row.due_at, record) for row, record in desk.coming([Kind.SOURCE], 5)] == [
        (NOON + timedelta(hours=1), source)
    ]
    assert desk.coming([Kind.AGENCY], 5) == []


def test_refused_at_its_moment_it_is_said_until_somebody_acts(clock, person):
    source = f.source()
    f.publish(source)
    document = f.document(source, f.agency(source))
    f.publish(*Term.objects.exclude(state="published"))
    scheduled(document, person)
    clock.at(14)
    publishing.publish_due()
    assert sets_of(document, f.user("reviewer")) == ["for_review", "refused"]
    # The test's clock ran ahead of the one that stamps changes.
    Schedule.objects.update(at=document.updated_at - timedelta(seconds=1))
    assert sets_of(document, f.user("reviewer")) == ["for_review"]


def test_published_it_is_new_for_some_days(source, person, monkeypatch):
    f.publish(source)
    assert sets_of(source, person) == ["lately", "without_evidence"]
    assert [edition.record_id for edition in desk.published_last([Kind.SOURCE], 5)] == [source.pk]
    monkeypatch.setattr(desk, "LATELY", timedelta())
    assert sets_of(source, person) == ["without_evidence"]


def test_a_renewal_is_no_news_and_a_withdrawn_record_none_either(monkeypatch, person):
    made = f.catalogue()
    monkeypatch.setattr(desk, "LATELY", timedelta())
    f.change(made["agency"], name_en="New name")
    monkeypatch.setattr(desk, "LATELY", timedelta(days=7))
    f.publish(made["agency"])
    assert Edition.objects.current().get(record_id=made["document"].pk).action == "renewed"
    assert made["document"].pk not in {row.record_id for row in desk.published_last(MODELS, 50)}
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert "lately" not in sets_of(made["statement"], person)


# What is missing


def test_a_record_with_a_citation_is_not_without_evidence(person):
    source = f.source()
    assert sets_of(f.agency(source), person) == []
    assert sets_of(f.bare_agency(), person) == ["without_evidence"]


def dated(*dates):
    document = f.bare_document()
    for kind, edtf in dates:
        DocumentDate.objects.create(document=document, kind=kind, edtf=edtf, wording=edtf)
    return document


@pytest.mark.parametrize(
    ("dates", "conflict"),
    [
        ([("signed", "2015-11-01"), ("signed", "2015-11-09")], True),
        ([("signed", "2015-12"), ("signed", "2015-11-09")], True),
        ([("signed", "2015"), ("signed", "2015-11-09")], False),
        ([("signed", "2015-11-01"), ("published", "2015-11-09")], False),
        ([("signed", "2015-11-01")], False),
        ([], False),
    ],
)
def test_two_dates_of_a_kind_that_have_no_day_in_common_conflict(dates, conflict):
    document = dated(*dates)
    dated(("signed", "2016"))
    assert list(desk.conflicting_dates()) == ([document] if conflict else [])


def test_a_date_that_a_source_contradicts_conflicts():
    source = f.source()
    document = f.document(source, f.agency(source))
    f.cite(document, "August", source, "type", stance="contradicts", stated="a month")
    assert list(desk.conflicting_dates()) == []
    f.cite(document, "2015", source, "date", date=document.dates.get(), stance="contradicts", stated="2015")
    assert list(desk.conflicting_dates()) == [document]


def newer(source, text):
    number = source.snapshots.count() + 1
    return Snapshot.objects.create(source=source, number=number, text=text, taken_on="2026-11-25")


def test_a_text_that_lost_words_cited_before_is_found_by_the_character():
    kept, lost = f.source(), f.source()
    for source in (kept, lost):
        f.agency(source)
    assert list(desk.snapshots_that_lost_words()) == []
    newer(kept, f"New head. {f.TEXT}")
    latest = newer(lost, f.TEXT.replace("the Ministry of Trade", "the ministry of trade"))
    assert list(desk.snapshots_that_lost_words()) == [latest]
    assert list(desk.snapshots_that_lost_words().filter(source=kept)) == []
    newer(lost, f"Newer head. {f.TEXT}")
    assert list(desk.snapshots_that_lost_words()) == []


def test_a_text_with_a_sentence_that_is_neither_cited_nor_excused_is_found():
    source = f.source("One sentence. Another.")
    snapshot = source.snapshots.get()
    assert bare_snapshots() == {source.pk: snapshot.pk}
    f.cite(f.bare_agency(), "One sentence.", source, "name")
    assert bare_snapshots() == {source.pk: snapshot.pk}
    Excuse.objects.create(snapshot=snapshot, start=14, end=22, reason="Says nothing.")
    assert bare_snapshots() == {}


def test_a_term_out_of_use_is_found_while_anything_carries_it():
    measure = f.bare_measure()
    f.code(measure, CodingRole.SECTOR, Scheme.SECTOR, "FARMING")
    f.term(Scheme.THEME, "UNUSED")
    assert list(desk.retired_but_carried()) == []
    Term.objects.update(is_retired=True)
    carried = {"document-type:OPINIONS", "instrument:SUBSIDY", "sector:FARMING", "strength:plans"}
    assert {term.key for term in desk.retired_but_carried()} == carried
    Measure.objects.all().delete()
    assert {term.key for term in desk.retired_but_carried()} == {"document-type:OPINIONS"}


def aside(record, person):
    return SetAside.objects.create(kind=record.kind, record_id=record.pk, by=person, base=1, content="{}")


def test_changes_set_aside_are_their_writer_s_until_settled(person):
    source, agency = f.source(), f.bare_agency()
    rows = [aside(agency, person), aside(source, person)]
    assert desk.set_aside(person, desk.RECORD_KINDS) == [(rows[0], agency), (rows[1], source)]
    assert desk.set_aside(person, [Kind.SOURCE]) == [(rows[1], source)]
    assert desk.set_aside(f.user(), desk.RECORD_KINDS) == []
    agency.delete()
    assert desk.set_aside(person, [Kind.AGENCY]) == [(rows[0], None)]
    SetAside.objects.update(settled_at=NOON)
    assert desk.set_aside(person, desk.RECORD_KINDS) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_set_aside_is_two_queries_for_records_of_one_kind(person, django_assert_num_queries, rows):
    for _row in range(rows):
        aside(f.source(), person)
    with django_assert_num_queries(2):
        assert len(desk.set_aside(person, desk.RECORD_KINDS)) == rows


# One query for all numbers of a kind, however many records there are.
@pytest.mark.parametrize("rows", [1, 3])
def test_all_numbers_of_a_kind_are_one_query(person, django_assert_num_queries, rows):
    for _row in range(rows):
        f.change(f.source(), by=person)
    with django_assert_num_queries(1):
        assert desk.counts(Kind.SOURCE, NAMES, person)["mine"] == rows


# The schedule, and the records of one kind.
@pytest.mark.parametrize("rows", [1, 3])
def test_what_comes_next_is_two_queries_for_records_of_one_kind(clock, person, django_assert_num_queries, rows):
    for _row in range(rows):
        scheduled(f.source(), person)
    with django_assert_num_queries(2):
        assert len(desk.coming([Kind.SOURCE], 5)) == rows
    assert len(desk.coming([Kind.SOURCE], 1)) == 1
    assert schedule.waiting(Source.objects.all()[0]) is not None
