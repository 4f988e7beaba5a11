"""Limits on what is asked of the API and of exports."""

import pytest

from policies.catalogue.keys import hand_over
from policies.catalogue.limits import Limits
from policies.domain import keys
from policies.models import Tally
from policies.views import limiting
from tests import factories as f
from tests.keys import a_key, bearing, expire

pytestmark = pytest.mark.django_db
LIST = "/api/v1/measures/"


class Clock:
    at = 1_800_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    """A process that has just begun to count, with small limits."""
    clock = Clock()
    monkeypatch.setattr(limiting, "LIMITS", Limits(clock))
    settings.LIMIT, settings.LIMIT_WITH_KEY = 3, 5
    return clock


def ask(client, address=LIST, words="", **headers):
    return client.get(address, headers={**(bearing(words) if words else {}), **headers})


def standing(answer):
    return answer.status_code, answer.headers.get("RateLimit-Policy"), answer.headers.get("RateLimit")


def seconds(answer):
    return int(answer["RateLimit"].rpartition("t=")[2])


def test_every_answer_says_what_is_left_and_the_one_too_many_when_to_go_on(client, clock):
    rows = [standing(ask(client)) for _time in range(3)]
    refused = ask(client)
    wait = seconds(refused)
    assert rows == [(200, '"default";q=3;w=60', f'"default";r={left};t={wait}') for left in (2, 1, 0)]
    assert standing(refused) == (429, '"default";q=3;w=60', f'"default";r=0;t={wait}')
    assert (refused["Content-Type"], refused["Retry-After"]) == ("application/problem+json", str(wait))
    assert refused.json() == {
        "type": "/api/docs/#too-many-requests",
        "title": "Too many requests",
        "status": 429,
        "detail": f"3 requests a minute are answered to one network without a key. Go on in {wait} seconds, "
        "or ask for a key at /data/key/.",
        "instance": LIST,
    }
    assert (refused["Cache-Control"], refused["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert "Authorization" in refused["Vary"]
    clock.at += wait
    assert ask(client).status_code == 200


def test_a_key_has_a_limit_of_its_own_wherever_it_is_used(client):
    _key, words = a_key()
    for _time in range(4):
        ask(client)
    rows = [client.get(LIST, headers=bearing(words), REMOTE_ADDR=f"192.0.2.{row}").status_code for row in range(6)]
    assert rows == [200] * 5 + [429]
    refused = ask(client, words=words)
    assert refused.json()["detail"] == f"This key may ask 5 times a minute. Go on in {refused['Retry-After']} seconds."
    _other, others = a_key("Another institute")
    assert ask(client, words=others).status_code == 200


def test_another_network_has_a_limit_of_its_own_and_one_of_ipv6_has_one(client):
    asked = ["192.0.2.1"] * 3 + ["192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4", "192.0.2.1"]
    assert [client.get(LIST, REMOTE_ADDR=address).status_code for address in asked] == [200] * 7 + [429] * 2


def test_what_a_sender_says_of_its_address_counts_behind_a_proxy_of_ours_alone(client, settings):
    def told(address):
        return client.get(LIST, headers={"X-Forwarded-For": address}).status_code

    assert [told(f"192.0.2.{row}") for row in range(4)] == [200, 200, 200, 429]
    settings.PROXIES = 1
    assert told("192.0.2.1") == 200


def test_no_address_is_written_down(client):
    client.get(LIST, REMOTE_ADDR="192.0.2.77")
    limiting.LIMITS.share()
    [tally] = Tally.objects.all()
    assert (tally.used, "192.0.2" in tally.who) == (10, False)


@pytest.mark.parametrize(
    ("address", "left"),
    [(LIST, 19), ("/measures.csv", 10), ("/measures.ndjson?q=x", 10), ("/matrix.csv", 19), ("/api/v1/none/", 19)],
)
def test_a_whole_list_as_a_file_counts_as_ten(client, settings, address, left):
    settings.LIMIT = 20
    assert standing(ask(client, address))[2].startswith(f'"default";r={left};')


def test_records_and_editions_as_files_count_as_one(client, settings):
    settings.LIMIT = 20
    made = f.catalogue()
    address = f"/documents/{made['document'].slug}"
    ask(client, f"{address}.json")
    assert "r=18;" in ask(client, f"{address}/editions/1.json")["RateLimit"]


@pytest.mark.parametrize(
    "address",
    ["/", "/measures/", "/measures.atom", "/oai?verb=Identify", "/api/docs/", "/sitemap.xml", "/healthz/live"],
)
def test_pages_feeds_and_harvesting_are_not_limited(client, address):
    for _time in range(4):
        answer = ask(client, address)
    assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)


def test_what_had_not_changed_counts_as_a_tenth(client):
    tag = ask(client)["ETag"]
    rows = [ask(client, **{"If-None-Match": tag}) for _time in range(21)]
    assert ([row.status_code for row in rows], rows[-2]["RateLimit"][:13]) == ([304] * 20 + [429], '"default";r=0')


def test_what_was_asked_for_in_case_it_had_changed_and_has_counts_in_full(client):
    rows = [ask(client, **{"If-None-Match": '"of old"'}) for _time in range(4)]
    assert [row.status_code for row in rows] == [200, 200, 200, 429]


def test_waiting_for_changes_that_do_not_come_counts_as_a_tenth(client):
    f.catalogue()
    after = ask(client, "/api/v1/changes/").json()["next_after"]
    rows = [ask(client, f"/api/v1/changes/?after={after}") for _time in range(20)]
    assert [row.status_code for row in rows] == [200] * 20


def test_asking_what_may_be_asked_costs_nothing(client):
    answer = client.options(LIST)
    assert (answer.status_code, "RateLimit" in answer.headers) == (204, False)
    assert answer["Access-Control-Allow-Headers"] == "If-None-Match, Content-Type, Authorization"


def test_programs_of_other_sites_can_read_how_they_stand(client, settings):
    settings.LIMIT = 100
    for address in (LIST, "/measures.csv"):
        exposed = ask(client, address)["Access-Control-Expose-Headers"]
        assert exposed.endswith(", RateLimit, RateLimit-Policy, Retry-After")


def test_without_a_limit_nothing_is_said_of_one(client, settings):
    settings.LIMIT = 0
    rows = [standing(ask(client)) for _time in range(5)]
    assert rows == [(200, None, None)] * 5


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer x", "Bearer a b", "Token {words}", "{words}", "ApiKey"]
)
def test_what_is_no_key_is_refused_and_not_taken_for_none(client, header):
    _key, words = a_key()
    answer = client.get(LIST, headers={"Authorization": header.format(words=words)})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == 'Bearer realm="policy reference", error="invalid_token"'
    assert answer.json()["type"] == "/api/docs/#wrong-key"
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert words not in answer.content.decode()


def test_what_a_proxy_asked_for_itself_is_not_taken_for_a_key(client):
    assert client.get(LIST, headers={"Authorization": "Basic dXNlcjpwYXNz"}).status_code == 200


def test_a_key_that_was_revoked_is_refused_at_once_and_never_read_as_none(client):
    key, words = a_key()
    assert ask(client, words=words).status_code == 200
    keys.revoke(key, "It was found in a public place.")
    answer = ask(client, words=words)
    detail = "This key is not known, or was revoked. Ask for another at /data/key/."
    assert (answer.status_code, answer.json()["detail"]) == (401, detail)
    assert ask(client, f"/measures/{f.catalogue()['measures'][0].slug}.json", words).status_code == 401


def test_a_key_that_expired_is_refused(client):
    key, words = a_key()
    expire(key)
    answer = ask(client, words=words)
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("This key expired on 20")


def test_a_key_that_nobody_has_is_refused_and_counts_for_the_network_that_tries_it(client):
    rows = [ask(client, words="epa_" + "x" * 43).status_code for _time in range(4)]
    assert rows == [401, 401, 401, 429]


def test_a_key_that_was_renewed_works_for_a_week_beside_the_new_one(client):
    key, words = a_key()
    new = keys.rotate(key)
    assert ask(client, words=words).status_code == 200
    other = hand_over(new)
    assert [ask(client, words=each).status_code for each in (words, other)] == [200, 200]
    key.refresh_from_db()
    assert (key.expires_at - new.__class__.objects.get(pk=new.pk).shown_at).days == 7
    expire(key)
    assert [ask(client, words=each).status_code for each in (words, other)] == [401, 200]


@pytest.mark.parametrize("address", [LIST, "/measures.csv", "/api/v1/changes/"])
def test_a_key_in_the_address_is_refused_and_not_repeated(client, address):
    _key, words = a_key()
    answer = client.get(f"{address}?key={words}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "key")
    assert words not in answer.content.decode()


def test_no_key_is_in_any_log(client, caplog, monkeypatch):
    key, words = a_key()
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(limiting.keys, "_usable", lambda _words: 1 / 0)
        assert ask(client, words=words).status_code == 500
    keys.revoke(key, "Lost.")
    ask(client, words=words)
    client.get(f"{LIST}?key={words}")
    assert "ZeroDivisionError" in caplog.text
    assert words not in caplog.text


def test_the_same_answer_is_given_with_a_key_and_without(client, settings):
    settings.LIMIT = 100
    f.catalogue()
    _key, words = a_key()
    without, given = ask(client), ask(client, words=words)
    assert (without.content, without["ETag"]) == (given.content, given["ETag"])
    # It is asked for again each time, so that a proxy gives nobody's answer to another.
    assert (without["Cache-Control"], given["Cache-Control"]) == ("no-cache", "no-cache")
    assert ask(client, "/measures.csv")["Cache-Control"] == "no-cache"


def test_a_browser_reads_on_a_page_why_there_is_no_file(client, settings):
    settings.LIMIT = 1
    ask(client, "/measures.csv")
    page = client.get("/measures.csv", headers={"Accept": "text/html"})
    assert (page.status_code, page["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert "Too many requests" in page.content.decode()


def test_a_key_costs_one_query_and_counting_none(client, django_assert_num_queries):
    _key, words = a_key()
    ask(client)
    # The number of measures, their rows and the last edition; and the key with its partner.
    with django_assert_num_queries(3):
        ask(client)
    with django_assert_num_queries(4):
        ask(client, words=words)
