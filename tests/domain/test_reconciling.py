"""What was typed over somebody else's save is kept, and settled by its writer."""

import json

import pytest
from django.core.exceptions import ValidationError

from policies.content.records import dump
from policies.domain import history, reconciling
from policies.models import Measure, Revision, SetAside
from policies.text.joining import short
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return f.user(username="hong")


@pytest.fixture
def measure():
    made = f.bare_measure(verb="proposed")
    history.note_change(made, by=f.user(), reason=f.REASON)
    return made


def _typed_over(measure: Measure, writer, note: str = "", **values) -> SetAside:
    base = history.latest(measure)
    content = {**dump(measure), **values}
    return reconciling.set_aside(base, content, by=writer, note=note, reason="As it says.")


def _version() -> int:
    return Measure.objects.get().version


VERB = short(("verb",))


def test_what_was_typed_is_kept_whole_and_found_by_its_writer_only(measure, writer):
    aside = _typed_over(measure, writer, verb="urged", note="Ask.")
    kept = (aside.kind, aside.record_id, aside.base, json.loads(aside.content)["verb"], aside.note, aside.reason)
    assert kept == ("measure", measure.pk, 1, "urged", "Ask.", "As it says.")
    assert list(reconciling.unsettled(writer)) == [aside]
    assert list(reconciling.unsettled(f.user())) == []


def test_the_same_words_sent_twice_are_kept_once(measure, writer):
    first = _typed_over(measure, writer, verb="urged")
    assert _typed_over(measure, writer, verb="urged") == first
    assert _typed_over(measure, writer, verb="wished") != first


def test_what_was_chosen_is_saved_and_nothing_waits_any_longer(measure, writer):
    aside = _typed_over(measure, writer, verb="urged")
    f.change(measure, verb="suggested")
    saved = reconciling.settle(aside, {VERB: "mine"}, seen=_version(), by=writer, reason="Both seen.")
    last = history.latest(saved)
    assert (saved.verb, last.by, last.reason, last.act) == ("urged", writer, "Both seen.", "changed")
    assert list(reconciling.unsettled(writer)) == []


def test_what_moved_again_is_refused_and_still_kept(measure, writer):
    aside = _typed_over(measure, writer, verb="urged")
    f.change(measure, verb="suggested")
    seen = _version()
    f.change(measure, product="shops")
    with pytest.raises(ValidationError) as refused:
        reconciling.settle(aside, {VERB: "mine"}, seen=seen, by=writer, reason="")
    assert refused.value.code == "changed_meanwhile"
    assert (Measure.objects.get().verb, list(reconciling.unsettled(writer))) == ("suggested", [aside])


def test_what_does_not_go_together_is_refused_and_still_kept(measure, writer):
    aside = _typed_over(measure, writer, instrument={"scheme": "instrument", "code": "GONE"})
    f.change(measure, verb="suggested")
    with pytest.raises(ValidationError):
        reconciling.settle(aside, {}, seen=_version(), by=writer, reason="")
    assert (history.latest(measure).number, list(reconciling.unsettled(writer))) == (2, [aside])


def test_a_note_alone_raises_the_version(measure, writer):
    aside = _typed_over(measure, writer, note="Mine.")
    Measure.objects.update(note="Theirs.", version=7)
    with pytest.raises(ValidationError) as refused:
        reconciling.settle(aside, {}, seen=7, by=writer, reason="")
    assert refused.value.messages == ["1 value was changed by both of you: choose yours or theirs."]
    reconciling.settle(aside, {"note": "mine"}, seen=7, by=writer, reason="")
    assert (Measure.objects.get().note, _version()) == ("Mine.", 8)


def test_a_note_that_stays_theirs_changes_nothing(measure, writer):
    aside = _typed_over(measure, writer, note="Mine.")
    Measure.objects.update(note="Theirs.", version=7)
    reconciling.settle(aside, {"note": "theirs"}, seen=7, by=writer, reason="")
    assert (Measure.objects.get().note, _version()) == ("Theirs.", 7)


def test_a_deleted_record_is_there_again_with_what_was_typed(measure, writer):
    aside = _typed_over(measure, writer, verb="urged", note="Ask.")
    history.delete(measure, by=f.user(), reason="Twice.")
    now = reconciling.comparison(aside)
    assert (now.record, now.version, [row.path for row in now.differences]) == (None, 0, [("verb",)])
    saved = reconciling.settle(aside, {}, seen=0, by=writer, reason="Still needed.")
    assert (saved.pk, saved.verb, Measure.objects.get().note) == (measure.pk, "urged", "Ask.")
    assert history.latest(saved).act == "brought_back"


def test_a_record_that_was_public_is_settled_with_a_reason_only(writer):
    measure = f.catalogue()["measures"][0]
    measure.refresh_from_db()
    aside = _typed_over(measure, writer, verb="urged")
    f.change(measure, product="shops")
    with pytest.raises(ValidationError) as refused:
        reconciling.settle(aside, {}, seen=_version(), by=writer, reason=" ")
    assert refused.value.messages == [history.say_why()]


def test_taking_theirs_settles_it_once(measure, writer):
    aside = _typed_over(measure, writer, verb="urged")
    reconciling.take_theirs(aside)
    assert (list(reconciling.unsettled(writer)), Revision.objects.of("measure", measure.pk).count()) == ([], 1)
    with pytest.raises(ValidationError, match="This was settled already"):
        reconciling.take_theirs(aside)


def test_a_snapshot_kept_for_a_source_that_was_deleted_meanwhile_comes_with_it(writer):
    source = f.source()
    source.snapshots.all().delete()
    base = history.note_change(source, by=f.user())
    new = [{"taken_on": "2026-11-25", "is_excerpt": False, "text": "First\r\nSecond"}]
    aside = reconciling.set_aside(base, dump(source), by=writer, snapshots=new)
    assert reconciling.set_aside(base, dump(source), by=writer, snapshots=new) == aside
    assert reconciling.set_aside(base, dump(source), by=writer) != aside
    history.delete(source, by=f.user(), reason="Twice.")
    saved = reconciling.settle(aside, {}, seen=0, by=writer, reason="Still needed.")
    assert list(saved.snapshots.values_list("number", "text")) == [(1, "First\r\nSecond")]
    assert (history.latest(saved).act, saved.pk) == ("brought_back", source.pk)
