"""Saving a record: one revision for the whole page, nothing of anybody's lost."""

import pytest

from policies.choices import CodingRole, Scheme, State
from policies.models import Coding, Measure, Revision, Statement
from tests import factories
from tests.admin.filling import address, client_of, complaints, send, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return factories.catalogue()


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


def _page(made) -> str:
    return address("change", "measure", made["measures"][0])


def _revisions(measure: Measure) -> int:
    return Revision.objects.of("measure", measure.pk).count()


def test_a_save_of_form_and_inlines_writes_one_revision(made, client):
    measure = made["measures"][0]
    before = _revisions(measure)
    words = "delivery subsidies"
    answer = send(client, _page(made), title_en="Delivery", citations__1__words=words, reason="Title put right")
    last = Revision.objects.of("measure", measure.pk).first()
    assert (answer.status_code, _revisions(measure) - before) == (302, 1)
    assert (last.reason, last.by.username) == ("Title put right", last.by.username)
    assert '"quote":"delivery subsidies"' in last.content


def test_a_save_without_a_change_writes_no_revision_and_touches_nothing(made, client):
    measure = Measure.objects.get(pk=made["measures"][0].pk)
    before = _revisions(measure)
    send(client, _page(made))
    after = Measure.objects.get(pk=measure.pk)
    assert (_revisions(measure), after.version, after.updated_at, after.state) == (
        before,
        measure.version,
        measure.updated_at,
        State.PUBLISHED,
    )


def test_a_changed_record_is_a_draft_again(made, client):
    send(client, _page(made), verb="suggested")
    assert Measure.objects.get().state == State.DRAFT


def test_a_record_that_was_public_is_changed_with_a_reason_only(made, client):
    of_itself = send(client, _page(made), verb="suggested", reason=None)
    of_a_row = send(client, _page(made), citations__1__words="delivery subsidies", reason=None)
    sentence = "The public sees this record, or has seen it: say why you change it."
    assert (complaints(of_itself), complaints(of_a_row)) == ([sentence], [sentence])
    assert (Measure.objects.get().verb, _revisions(Measure.objects.get())) == ("proposed", 1)


def test_nobody_is_asked_why_who_changes_nothing_or_only_a_note_or_what_was_never_public(made, client):
    nothing = send(client, _page(made), reason=None)
    note = send(client, _page(made), note="Ask the ministry.", reason=None)
    draft = factories.measure(made["source"], made["document"])
    changed = send(client, address("change", "measure", draft), verb="suggested", reason=None)
    assert [answer.status_code for answer in (nothing, note, changed)] == [302, 302, 302]


def test_a_reason_alone_is_no_change(made, client):
    before = Measure.objects.values("version", "updated_at").get()
    send(client, _page(made), reason="No reason at all.")
    assert Measure.objects.values("version", "updated_at").get() == before


def test_with_a_reason_alone_somebody_answers_for_what_was_changed_past_the_desk(made, client):
    Measure.objects.update(verb="suggested")
    before = _revisions(Measure.objects.get())
    send(client, _page(made), reason="Read, and right.")
    last = Revision.objects.of("measure", Measure.objects.get().pk).first()
    assert (last.number, last.reason, last.by.username[:7]) == (before + 1, "Read, and right.", "curator")
    assert Measure.objects.get().state == State.DRAFT


def test_a_forged_state_changes_nothing(made, client):
    send(client, _page(made), verb="suggested", state="published", version="99")
    measure = Measure.objects.get()
    assert (measure.state, measure.verb) == (State.DRAFT, "suggested")


def test_terms_are_written_as_rows_of_their_role(made, client):
    target, sector = factories.term(Scheme.TARGET, "POOR"), factories.term(Scheme.SECTOR, "SHOPS")
    send(client, _page(made), targets=[target.key], sectors=[sector.key], targets_not_stated=None)
    assert _codings() == [("beneficiary", "target:POOR"), ("sector", "sector:SHOPS")]


def test_a_row_that_stays_is_the_same_row_and_one_taken_out_is_gone(made, client):
    kept = factories.code(made["measures"][0], CodingRole.SECTOR, Scheme.SECTOR, "SHOPS")
    factories.code(made["measures"][0], CodingRole.SECTOR, Scheme.SECTOR, "ROADS")
    new = factories.term(Scheme.SECTOR, "MILLS")
    send(client, _page(made), sectors=[kept.term_id, new.key])
    assert _codings() == [("sector", "sector:MILLS"), ("sector", "sector:SHOPS")]
    assert Coding.objects.filter(pk=kept.pk).exists()


def _codings() -> list[tuple[str, str]]:
    return sorted(Coding.objects.values_list("role", "term"))


def test_a_term_of_another_vocabulary_is_refused(made, client):
    sector = factories.term(Scheme.SECTOR, "SHOPS")
    answer = send(client, _page(made), targets=[sector.key])
    assert complaints(answer) == [
        "Select a valid choice. sector:SHOPS is not one of the available choices.",
    ]


def test_agencies_that_act_are_rows(made, client):
    send(client, _page(made), agencies=[str(made["agency"].pk)], actors_not_stated=None)
    assert list(Measure.objects.get().acting_agencies.all()) == [made["agency"]]


def test_a_new_statement_is_made_on_one_page(made, client):
    factories.term(Scheme.THEME, "TRADE")
    answer = send(
        client,
        address("add", "statement") + f"?snapshot={made['source'].snapshots.get().pk}",
        source=str(made["source"].pk),
        statement_kind="role",
        slug="shops-matter",
        about_documents=[str(made["document"].pk)],
        themes=["theme:TRADE"],
        citations__0__words="Village shops matter",
    )
    assert answer.status_code == 302
    statement = Statement.objects.get(slug="shops-matter")
    assert [citation.quote for citation in statement.citations.all()] == ["Village shops matter"]
    assert list(statement.documents.all()) == [made["document"]]
    assert Revision.objects.of("statement", statement.pk).count() == 1


def test_the_next_measure_starts_with_the_same_document_and_snapshot(made, client):
    answer = send(
        client,
        address("add", "measure") + f"?snapshot={made['source'].snapshots.get().pk}",
        document=str(made["document"].pk),
        title_en="Shops",
        slug="shops",
        instrument="instrument:SUBSIDY",
        strength="strength:plans",
        verb="proposed",
        citations__0__words="It proposed equipment",
        _addanother="1",
    )
    fields = shown(client, answer.url)
    assert (fields["document"], fields["citations-0-snapshot"]) == (
        str(made["document"].pk),
        str(made["source"].snapshots.get().pk),
    )


STRAY = ["²", "9" * 40, "-1", "no id", "\x00", "意见"]


@pytest.mark.parametrize("value", STRAY)
def test_an_address_with_stray_values_opens_an_empty_form(made, client, value):
    stray = {"snapshot": value, "document": value, "source": value, "instrument": value}
    answers = [client.get(address("add", model), stray) for model in ("measure", "document", "statement", "snapshot")]
    answers.append(client.get(_page(made), stray))
    assert [answer.status_code for answer in answers] == [200] * 5


@pytest.mark.parametrize("value", STRAY)
def test_stray_values_in_a_form_are_refused_by_name(made, client, value):
    answer = send(client, _page(made), document=value, instrument=value, citations__0__snapshot=value)
    assert answer.status_code == 200
    assert complaints(answer) != []
