"""Deleting at the desk: with a reason, never what was public, and nothing that cannot be brought back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from policies.models import Agency, Measure, Revision
from tests import factories
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db
NAMED = "{} is named by other records: {}. Change those first."


@pytest.fixture
def client():
    return client_of(factories.user("curator", username="hong"))


def _delete(client, record, **typed):
    return client.post(address("delete", record.kind, record), {"post": "yes", "reason": "Twice.", **typed})


def _delete_chosen(client, *records, **typed):
    chosen = [str(record.pk) for record in records]
    fields = {"action": "delete_selected", "_selected_action": chosen, **typed}
    return client.post(address("changelist", records[0].kind), fields)


def test_a_deleted_record_leaves_its_last_state_with_who_and_why(client):
    measure = factories.bare_measure(title_en="Shops")
    assert _delete(client, measure).status_code == 302
    last = Revision.objects.of("measure", measure.pk).first()
    assert (last.act, last.by.username, last.reason) == ("deleted", "hong", "Twice.")
    assert (Measure.objects.count(), LogEntry.objects.get().object_repr) == (0, "Shops")


def test_what_others_name_is_refused_with_a_sentence_and_stays(client):
    agency = factories.bare_agency(name_en="Ministry")
    other = factories.bare_agency(name_en="Office", parent=agency)
    answer = _delete(client, agency)
    page = answer.content.decode()
    assert (answer.status_code, str(other) in page, Agency.objects.count()) == (200, True, 2)
    assert Revision.objects.count() == LogEntry.objects.count() == 0


def test_what_was_public_is_not_deleted(client):
    made = factories.catalogue()
    assert _delete(client, made["measures"][0]).status_code == 403
    chosen = _delete_chosen(client, made["measures"][0], post="yes", reason="Twice.")
    assert messages(chosen) == [f"{made['measures'][0]} has been public: withdraw it instead."]
    assert Measure.objects.count() == 1


def test_several_are_asked_for_first_and_then_deleted_each_by_itself(client):
    measures = [factories.bare_measure() for _row in range(3)]
    asked = _delete_chosen(client, *measures)
    assert (asked.status_code, Measure.objects.count()) == (200, 3)
    assert 'name="reason"' in asked.content.decode()
    done = _delete_chosen(client, *measures, post="yes", reason="Twice.")
    assert (messages(done), Measure.objects.count()) == (["3 records were deleted."], 0)
    assert set(Revision.objects.values_list("act", "reason")) == {("deleted", "Twice.")}


def test_of_several_those_that_are_refused_stay_and_it_is_said_why(client):
    agency, free = factories.bare_agency(name_en="Ministry"), factories.bare_agency(name_en="Bureau")
    factories.bare_agency(name_en="Office", parent=agency)
    done = _delete_chosen(client, agency, free, post="yes", reason="Twice.")
    assert sorted(messages(done)) == ["1 record was deleted.", NAMED.format("Ministry", "Office")]
    assert sorted(Agency.objects.values_list("name_en", flat=True)) == ["Ministry", "Office"]


def test_the_list_of_deleted_records_leads_to_the_history_of_each(client):
    measure = factories.bare_measure(title_en="Shops")
    _delete(client, measure)
    page = client.get("/admin/policies/measure/deleted/")
    assert [title for _revision, title in page.context["rows"]] == ["Shops"]
    assert f'href="{address("history", "measure", measure)}"' in page.content.decode()
    assert 'href="/admin/policies/measure/deleted/"' in client.get(address("changelist", "measure")).content.decode()


def test_one_that_was_brought_back_is_in_the_list_no_longer(client):
    measure = factories.bare_measure(title_en="Shops")
    _delete(client, measure)
    client.post(f"{address('history', 'measure', measure)}1/bring-back/", {"reason": "Still needed."})
    assert client.get("/admin/policies/measure/deleted/").context["rows"] == []


def test_whoever_may_not_see_such_records_sees_none_that_were_deleted(client):
    _delete(client, factories.bare_measure())
    stranger = client_of(factories.user(is_staff=True))
    assert stranger.get("/admin/policies/measure/deleted/").status_code == 403


def test_whoever_may_not_delete_deletes_nothing():
    measure = factories.bare_measure()
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=["view_measure", "change_measure"]))
    client = client_of(looker)
    assert _delete(client, measure).status_code == 403
    _delete_chosen(client, measure, post="yes", reason="Twice.")
    assert Measure.objects.count() == 1


# Session, user, permissions of the user and of the groups; how many were deleted, and these with who did it.
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_records_as_for_one(client, number, django_assert_num_queries):
    for _row in range(number):
        _delete(client, factories.bare_measure())
    with django_assert_num_queries(6):
        assert len(client.get("/admin/policies/measure/deleted/").context["rows"]) == number
