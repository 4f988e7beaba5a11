import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.choices import Scheme
from policies.domain.second_coding import SCHEMES
from policies.models import SecondCoding
from tests import factories as f
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db
CODE = "/admin/policies/secondcoding/code/"
NOTHING = {f"no_{group}": "on" for group in ("targets", "actors", "sectors", "levels")}

EMPTY: dict[str, list] = {name: [] for name in SCHEMES}


@pytest.fixture
def measure():
    return f.catalogue()["measures"][0]


@pytest.fixture
def coder():
    return f.user("curator")


@pytest.fixture
def client(coder):
    return client_of(coder)


def sent(client, **codes):
    """The answer to the form as it stands on the page, with these codes chosen."""
    shown = client.get(CODE).context["form"].initial
    return client.post(CODE, {**shown, "instrument": "instrument:SUBSIDY", "strength": "strength:plans", **codes})


def test_the_page_shows_the_words_and_neither_codes_nor_our_title(client, measure):
    page = client.get(CODE).content.decode()
    assert "It proposed equipment and delivery subsidies for poor households." in page
    assert measure.document.title_en in page
    assert [word for word in (measure.title_en, "SUBSIDY", measure.slug, measure.verb + "<") if word in page] == []


def test_after_coding_both_codings_stand_side_by_side_with_a_way_to_the_record(client, measure, coder):
    f.term(Scheme.INSTRUMENT, "CREDIT", label_en="Credit")
    answer = sent(client, **NOTHING, instrument="instrument:CREDIT")
    row = SecondCoding.objects.get()
    assert (row.by, row.second["instrument"], answer.status_code) == (coder, ["CREDIT"], 302)
    assert messages(answer) == ["It was kept. Below is how the measure was coded first."]
    page = client.get(answer.headers["Location"])
    shown = page.content.decode()
    assert "<td>subsidy</td><td>Credit</td><td>no</td>" in shown
    assert "<td>not stated</td><td>not stated</td><td>yes</td>" in shown
    assert f'href="{address("change", "measure", measure)}"' in shown


def test_a_form_that_is_refused_comes_back_with_the_same_words_and_all_that_was_chosen(client, measure):
    answer = sent(client, no_targets="on", no_actors="on", no_sectors="on")
    assert answer.context["form"].errors == {"level": ["Choose what the words say, or tick that they do not say it."]}
    assert "It proposed equipment and delivery subsidies for poor households." in answer.content.decode()
    assert 'value="strength:plans" selected' in answer.content.decode()
    assert not SecondCoding.objects.exists()


@pytest.mark.parametrize("forged", ["", "nonsense", "00000000-0000-0000-0000-000000000001"])
def test_a_forged_measure_is_refused(client, measure, forged):
    answer = sent(client, **NOTHING, measure=forged)
    assert (answer.status_code, SecondCoding.objects.count()) == (200, 0)


def test_a_code_of_another_vocabulary_is_refused(client, measure):
    answer = sent(client, **NOTHING, instrument="strength:plans")
    assert list(answer.context["form"].errors) == ["instrument"]


def test_with_no_measure_left_the_page_says_so(client, measure):
    sent(client, **NOTHING)
    page = client.get(CODE)
    assert page.context["task"] is None
    assert "There is no measure left for you" in page.content.decode()


def test_whoever_wrote_it_is_not_offered_it(measure):
    author = f.user("curator")
    f.publish(f.change(measure, by=author, verb="suggested"), by=author)
    assert client_of(author).get(CODE).context["task"] is None


def test_without_the_right_there_is_neither_page_nor_button(measure):
    looker = f.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=["view_secondcoding", "view_measure"]))
    assert client_of(looker).get(CODE).status_code == 403
    assert CODE not in client_of(looker).get(address("changelist", "secondcoding")).content.decode()
    assert client_of(f.user("reviewer")).get(CODE).status_code == 200


def test_the_list_says_how_far_coders_agree_above_each_coding(client, measure):
    f.term(Scheme.INSTRUMENT, "CREDIT")
    sent(client, **NOTHING, instrument="instrument:CREDIT")
    page = client.get(address("changelist", "secondcoding"))
    figures = {figure.field: (figure.pairs, figure.percent_shown) for _label, figure in page.context["figures"]}
    assert (figures["instrument"], figures["level"]) == ((1, "0%"), (1, "100%"))
    assert "7 of 8 values alike" in page.content.decode()
    assert f'href="{CODE}"' in page.content.decode()


def test_nobody_changes_or_deletes_a_second_coding(measure):
    row = SecondCoding.objects.create(measure=measure, by=f.user(), first=EMPTY, second=EMPTY)
    administrator = client_of(f.user("administrator"))
    assert administrator.post(address("change", "secondcoding", row), {"second": "{}"}).status_code == 403
    assert administrator.post(address("delete", "secondcoding", row), {"post": "yes"}).status_code == 403


# Session, user, rights of the user and of the groups; figures; the choices of who; number of rows, the rows.
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, rows):
    for measure in f.catalogue(measures=rows)["measures"]:
        SecondCoding.objects.create(measure=measure, by=f.user(), first=EMPTY, second=EMPTY)
    url = address("changelist", "secondcoding")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).context["cl"].result_count == rows
    assert len(queries) == 8
