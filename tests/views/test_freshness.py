"""Whoever holds an answer asks before giving it to anybody, and gets it again only where it says something new."""

import pytest
from django.test import Client

from policies.domain import publishing
from policies.views import freshness
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue(measures=2)


def again(address, tag, **headers):
    return Client().get(address, headers={"If-None-Match": tag, **headers})


PAGES = ["/", "/measures/", "/search/?q=equipment", "/timeline/", "/measures.atom", "/sitemap.xml", "/robots.txt"]
LISTS = [f"/measures.{suffix}" for suffix in ("csv", "json", "ndjson", "xlsx", "jsonld", "bib", "ris", "csl.json")]


@pytest.mark.parametrize("address", [*PAGES, *LISTS, "/matrix.csv", "/codebook.csv"])
def test_what_has_not_changed_is_not_sent_again(client, made, address):
    first = client.get(address)
    body = first.getvalue()
    assert (first.status_code, first["Cache-Control"], len(body) > 0) == (200, "no-cache", True)
    same = again(address, first["ETag"])
    assert (same.status_code, same.getvalue(), same["ETag"], same["Cache-Control"]) == (
        304,
        b"",
        first["ETag"],
        "no-cache",
    )
    assert again(address, f"W/{first['ETag']}").status_code == 304
    assert (again(address, '"another"').getvalue(), client.head(address)["ETag"]) == (body, first["ETag"])


@pytest.mark.parametrize("address", ["{}", "{}history/", "{}editions/1/"])
@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
def test_no_page_of_a_record_is_sent_again_either(client, made, kind, address):
    record = made["measures"][0] if kind == "measure" else made[kind]
    plural = {"agency": "agencies"}.get(kind, f"{kind}s")
    page = address.format(f"/{plural}/{record.slug}/")
    assert again(page, client.get(page)["ETag"]).status_code == 304
    file = f"/{plural}/{record.slug}.csv"
    assert again(file, client.get(file)["ETag"]).status_code == 304


@pytest.mark.parametrize("address", ["/measures/", "/measures.csv", "/measures.xlsx"])
def test_what_has_changed_is_sent(client, made, address):
    before = client.get(address)["ETag"]
    publishing.withdraw([made["measures"][1]], by=None, reason="Wrong.")
    after = again(address, before)
    assert (after.status_code, after["ETag"] != before) == (200, True)


def test_other_answers_have_other_tags(client, made):
    addresses = ("measures.json", "measures.csv", "measures.csv?sort=title", "zh-hans/measures.csv", "documents.csv")
    assert len({client.get(f"/{address}")["ETag"] for address in addresses}) == len(addresses)


def test_each_site_and_each_software_has_tags_of_its_own(client, made, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["*"]
    tags = {client.get("/measures.json", headers={"host": host})["ETag"] for host in ("a.example", "b.example")}
    monkeypatch.setattr(freshness, "software", lambda: "another")
    assert len({*tags, client.get("/measures.json", headers={"host": "a.example"})["ETag"]}) == 3


def test_nothing_is_read_where_nothing_is_new(client, made, django_assert_num_queries):
    tag = client.get("/measures.csv")["ETag"]
    # How far the log has come.
    with django_assert_num_queries(1):
        assert again("/measures.csv", tag).status_code == 304


def test_what_depends_on_a_cookie_is_for_one_reader_alone(client, made):
    form = client.get(f"/measures/{made['measures'][0].slug}/correct/")
    assert (form["Cache-Control"], "ETag" in form) == ("private, no-cache", False)
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]


def test_what_is_refused_or_not_there_has_no_tag(client, made):
    for address in ("/measures/?instrument=NOTHING", "/measures/nothing/", "/measures.csv?instrument=NOTHING"):
        answer = client.get(address)
        assert (answer["Cache-Control"], "ETag" in answer) == ("no-cache", False)


def test_no_answer_is_held_back_by_the_moment_that_somebody_has(client, made):
    page = f"/measures/{made['measures'][0].slug}/"
    late = client.get(page, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert late.status_code == 200
