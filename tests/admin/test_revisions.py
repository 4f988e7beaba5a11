"""The history of a record at the desk: what each change did, two states compared, one brought back."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from policies.choices import Scheme
from policies.domain import history
from policies.models import Measure, Revision
from tests import factories
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db
# What a screen reader says before a word that is marked.
REMOVED, ADDED = (f'<span class="hidden">{said} </span>' for said in ("[removed:]", "[added:]"))


@pytest.fixture
def client():
    return client_of(factories.user("curator", username="hong"))


@pytest.fixture
def measure():
    """A measure that li made and changed twice."""
    made = factories.bare_measure(title_en="Delivery subsidies", verb="proposed")
    li = factories.user(username="li")
    history.note_change(made, by=li, reason="Found it.")
    factories.change(made, by=li, title_en="Delivery credit")
    factories.change(made, by=li, verb="urged", title_zh="信贷", product="shops")
    return made


def _page(measure) -> str:
    return address("history", "measure", measure)


def _compare(client, measure, one, other):
    return client.get(f"{_page(measure)}compare/", {"one": one, "other": other})


def _bring_back(client, measure, number: int, **typed):
    return client.post(f"{_page(measure)}{number}/bring-back/", typed)


def _words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_every_revision_says_who_why_and_what_it_changed(client, measure):
    answer = client.get(_page(measure))
    assert [(row.number, row.by.username, row.reason, words) for row, words in answer.context["rows"]] == [
        (3, "li", "Put right.", "title, verb, product"),
        (2, "li", "Put right.", "title"),
        (1, "li", "Found it.", ""),
    ]
    page = _words(answer)
    assert "changed: title, verb, product" in page
    assert '<td data-label="What happened"> entered </td>' in page


def test_two_states_are_compared_in_words_the_earlier_first(client, measure):
    for one, other in ((1, 3), (3, 1)):
        page = _words(_compare(client, measure, one, other))
        assert f"Delivery <del>{REMOVED}subsidies</del>" in page
        assert f"Delivery <ins>{ADDED}credit</ins>" in page
        assert page.index("State 1") < page.index("State 3")


def test_a_state_compared_with_itself_says_the_same(client, measure):
    assert "Revisions 2 and 2 say the same." in _words(_compare(client, measure, 2, 2))


@pytest.mark.parametrize("number", ["", "0", "99", "no", "9" * 40, "²"])
def test_there_is_no_page_for_a_revision_that_is_not_there(client, measure, number):
    assert _compare(client, measure, 1, number).status_code == 404


def test_a_state_is_brought_back_as_a_new_change(client, measure):
    answer = _bring_back(client, measure, 1, reason="The first was right.")
    assert (answer.status_code, answer.url) == (302, address("change", "measure", measure))
    last = Revision.objects.of("measure", measure.pk).first()
    assert (last.number, last.act, last.reason, last.by.username) == (4, "brought_back", "The first was right.", "hong")
    assert Measure.objects.get().title_en == "Delivery subsidies"


def test_without_a_reason_nothing_is_brought_back(client, measure):
    answer = _bring_back(client, measure, 1, reason=" ")
    assert messages(answer) == ["Say why this state is brought back."]
    assert Measure.objects.get().title_en == "Delivery credit"


def test_a_state_that_names_what_is_gone_is_refused_with_a_sentence(client, measure):
    instrument = measure.instrument_id
    Measure.objects.update(instrument=factories.term(Scheme.INSTRUMENT, "CREDIT"))
    measure.instrument.delete()
    answer = _bring_back(client, measure, 1, reason="The first was right.")
    assert (answer.status_code, len(messages(answer))) == (302, 1)
    assert Measure.objects.get().title_en == "Delivery credit"
    assert Measure.objects.get().instrument_id != instrument


def test_whoever_may_only_look_compares_and_brings_nothing_back(measure):
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_measure"))
    client = client_of(looker)
    answers = [client.get(_page(measure)), _compare(client, measure, 1, 2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "bring-back" not in answers[1].content.decode()
    assert _bring_back(client, measure, 1, reason="Mine.").status_code == 403


def test_whoever_may_not_see_such_records_sees_no_past_of_them(measure):
    client = client_of(factories.user(is_staff=True))
    answers = [client.get(_page(measure)), _compare(client, measure, 1, 2), _bring_back(client, measure, 1)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_bringing_back_needs_a_post_with_a_token(measure):
    user = factories.user("curator")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.get(f"{_page(measure)}1/bring-back/").status_code == 405
    assert _bring_back(client, measure, 1, reason="Mine.").status_code == 403
    assert Measure.objects.get().title_en == "Delivery credit"


def test_a_deleted_record_is_compared_and_comes_back(client, measure):
    history.delete(measure, by=factories.user(username="wu"), reason="Twice.")
    page = _words(client.get(_page(measure)))
    assert "This record was deleted." in page
    assert "deleted" in page
    assert f"Delivery <ins>{ADDED}credit</ins>" in _words(_compare(client, measure, 1, 4))
    _bring_back(client, measure, 2, reason="Still needed.")
    assert (Measure.objects.get().pk, Measure.objects.get().verb) == (measure.pk, "proposed")


def test_there_is_no_history_of_what_never_was(client, measure):
    page = _page(measure)
    assert client.get(page.replace(str(measure.pk), "no-id")).status_code == 404
    assert client.get(page.replace(str(measure.pk), "00000000-0000-0000-0000-000000000000")).status_code == 404


def test_a_term_has_a_history_too():
    term = factories.term(Scheme.THEME, "TRADE")
    factories.change(term, label_en="Barter")
    factories.change(term, label_en="Trade")
    client = client_of(factories.user("administrator"))
    page = client.get(address("change", "term", term).replace("/change/", "/history/"))
    assert [row.number for row, _words in page.context["rows"]] == [2, 1]


# Session, user, permissions of the user and of the groups, the record, how many revisions, the revisions with who made
# them, and where there are more of them the one before.
@pytest.mark.parametrize("number", [1, 3])
def test_the_history_asks_as_often_for_three_revisions_as_for_one(client, number, django_assert_num_queries):
    made = factories.bare_measure()
    for row in range(number):
        factories.change(made, product=f"Product {row}")
    with django_assert_num_queries(7):
        assert len(client.get(_page(made)).context["rows"]) == number
