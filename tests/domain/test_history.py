import json

import pytest
from django.core.exceptions import ValidationError

from policies.content.encoding import encode, own_hash
from policies.content.records import dump
from policies.domain import history
from policies.models import Agency, Edition, Revision, Source
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_a_change_is_kept_with_who_why_and_the_whole_content():
    source, author = f.source(), f.user()
    revision = history.note_change(source, by=author, reason="Found it.")
    assert {
        "kind": revision.kind,
        "record": str(revision.record_id),
        "number": revision.number,
        "content": revision.content,
        "hash": revision.content_hash,
        "reason": revision.reason,
        "by": revision.by,
    } == {
        "kind": "source",
        "record": str(source.id),
        "number": 1,
        "content": encode(dump(source)),
        "hash": own_hash(dump(source)),
        "reason": "Found it.",
        "by": author,
    }


def test_saving_without_a_change_is_no_revision_and_raises_no_version():
    source = f.source()
    history.note_change(source, by=f.user())
    source.refresh_from_db()
    version = source.version
    assert history.note_change(source, by=f.user()) is None
    source.refresh_from_db()
    assert (source.version, Revision.objects.count()) == (version, 1)


def test_a_note_for_curators_is_no_change_of_content():
    source = f.source()
    history.note_change(source, by=f.user())
    f.change(source, note="Ask the ministry.")
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    "touch",
    [
        lambda made: made["document"].dates.update(wording="Aug. 2015"),
        lambda made: made["document"].issuers.update(role="lead"),
        lambda made: made["document"].citations.filter(value="type").delete(),
        lambda made: f.code(made["document"], "theme", "theme", "TRADE"),
    ],
)
def test_a_change_of_a_row_is_a_change_of_its_record(touch):
    made = f.catalogue()
    touch(made)
    assert history.note_change(made["document"], by=f.user(), reason="Put right.").number == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_what_has_been_public_is_changed_for_a_reason_only(reason):
    made = f.catalogue()
    source = made["source"]
    source.title_en = "New title"
    source.save()
    with pytest.raises(ValidationError) as refusal:
        history.note_change(source, by=f.user(), reason=reason)
    assert refusal.value.messages == ["The public sees this record, or has seen it: say why you change it."]
    assert Revision.objects.of("source", source.pk).count() == 1


def test_what_has_been_public_is_brought_back_for_a_reason_only():
    source = f.catalogue()["source"]
    first = history.latest(source)
    f.change(source, title_en="New title")
    with pytest.raises(ValidationError) as refusal:
        history.bring_back(first, by=f.user())
    assert refusal.value.messages == ["The public sees this record, or has seen it: say why you change it."]
    assert Source.objects.get(pk=source.pk).title_en == "New title"


def test_a_draft_that_never_was_public_is_changed_without_one():
    source = f.source()
    assert history.note_change(source, by=f.user()).reason == ""


def test_another_records_new_name_is_no_change():
    made = f.catalogue()
    f.change(made["agency"], name_en="New name")
    assert history.note_change(made["document"], by=f.user()) is None


def test_each_real_change_is_one_revision_and_one_version():
    source = f.source()
    for title in ("One", "Two", "Two", "Three"):
        f.change(source, title_en=title)
    rows = Revision.objects.of("source", source.id)
    assert [(row.number, json.loads(row.content)["title"]["en"]) for row in rows] == [
        (3, "Three"),
        (2, "Two"),
        (1, "One"),
    ]
    assert Source.objects.get().version == 4


def test_a_published_record_that_changes_is_a_draft_beside_its_edition():
    made = f.catalogue()
    f.change(made["source"], title_en="New title")
    made["source"].refresh_from_db()
    assert made["source"].state == "draft"
    assert f.public(made["source"])["title"] != {"en": "New title"}
    assert Edition.objects.filter(record_id=made["source"].id).count() == 1


def test_a_record_in_review_that_changes_is_a_draft_again_and_a_withdrawn_one_stays_so():
    waiting, gone = f.source(state="in_review"), f.source(state="withdrawn")
    for source in (waiting, gone):
        history.note_change(source, by=f.user())
    states = [Source.objects.get(pk=row.pk).state for row in (waiting, gone)]
    assert states == ["draft", "withdrawn"]


def test_a_change_is_noted_without_writing_back_what_the_form_did_not_save():
    source = f.source()
    old = Source.objects.get(pk=source.pk)
    Source.objects.update(note="Saved by somebody else.")
    history.note_change(old, by=f.user())
    assert Source.objects.get().note == "Saved by somebody else."


def test_the_latest_revision_of_a_term_is_found_by_its_public_id():
    term = f.term("theme", "TRADE")
    revision = history.note_change(term, by=None)
    assert (history.latest(term), str(revision.record_id)) == (revision, f.public_id(term))


def test_the_deleted_records_of_a_kind_are_those_not_brought_back_the_latest_first():
    kept, first, second, back = (f.bare_agency() for _row in range(4))
    for agency in (kept, first, second, back):
        history.note_change(agency, by=f.user())
    for agency in (first, back, second):
        history.delete(agency, by=f.user(), reason="Twice.")
    history.bring_back(Revision.objects.of("agency", back.pk).first(), by=f.user())
    history.delete(f.bare_document(), by=f.user(), reason="Twice.")
    rows = history.deleted("agency")
    assert [json.loads(row.content)["slug"] for row in rows] == [second.slug, first.slug]
    assert {row.reason for row in rows} == {"Twice."}


def test_whether_the_public_has_ever_seen_a_record():
    made = f.catalogue()
    assert history.was_public(made["source"].pk)
    assert not history.was_public(f.source().pk)


def test_the_number_of_the_last_revision():
    source = f.source()
    assert history.latest_number(source) is None
    f.change(source, title_en="One")
    f.change(source, title_en="Two")
    assert history.latest_number(source) == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_deleted_without_a_reason(reason):
    agency = f.bare_agency()
    with pytest.raises(ValidationError) as refusal:
        history.delete(agency, by=f.user(), reason=reason)
    assert refusal.value.messages == ["Say why it is deleted: the reason stands beside it among the deleted records."]
    assert Agency.objects.filter(pk=agency.pk).exists()
