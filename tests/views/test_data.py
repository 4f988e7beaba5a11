"""The page of all ways to take the data, the pages of releases, and their files."""

import csv
import io
import json
import re
import shutil
import urllib.request
from html import unescape

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from policies.catalogue.releases import folder_of
from policies.domain import publishing
from policies.models import Log, Release
from tests import factories as f
from tests.catalogue import graphs

pytestmark = pytest.mark.django_db
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker, tmp_path_factory):
    """A catalogue and a release of it, for all tests: what each does is undone."""
    folder = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(VAR_DIR=folder, BASE_URL=""):
        made = f.catalogue()
        call_command("release", verbosity=0)
        yield made, folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def made(released, db, settings, tmp_path):
    made, folder = released
    settings.VAR_DIR, settings.BASE_URL = tmp_path, ""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return made


def file(client, name="measures.csv", number=1, **headers):
    return client.get(f"/data/releases/{number}/{name}", headers=headers)


def body(answer):
    return answer.getvalue()


def data_blocks(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return [json.loads(unescape(block)) for block in found]


@pytest.mark.parametrize("releases", [1, 3])
def test_the_page_has_every_release_at_the_same_number_of_queries(client, made, releases, django_assert_num_queries):
    for number in range(1, releases):
        f.publish(f.change(made["agency"], name_en=f"Ministry {number}"))
        call_command("release", verbosity=0)
    # 1. What is taken down. 2. The releases. 3. The last day.
    with django_assert_num_queries(3):
        page = client.get("/data/").content.decode()
    assert re.findall(r'href="(/data/releases/\d+/)"', page) == [
        f"/data/releases/{number}/" for number in range(releases, 0, -1)
    ]


def test_without_a_release_the_page_says_so(client):
    Release.objects.all().delete()
    page = client.get("/data/").content.decode()
    assert "No release has been made yet." in page
    assert "Datasette" not in page


def test_every_address_on_the_page_is_there(client, made):
    page = unescape(client.get("/data/").content.decode())
    main = page[page.index("<main") : page.index("</main>")]
    addresses = {*re.findall(r'href="(/[^"]*)"', main), *re.findall(r"http://testserver(/[^'\"\s<]+)", main)}
    assert len(addresses) > 40
    static = {address for address in addresses if address.startswith("/static/")}
    assert [address for address in static if not find(address.removeprefix("/static/"))] == []
    statuses = {address: client.get(address).status_code for address in addresses - static}
    assert {address: status for address, status in statuses.items() if status != 200} == {}


def test_the_example_in_python_works_as_it_stands(client, made, monkeypatch, capsys):
    page = unescape(client.get("/data/").content.decode())
    code = re.search(r'<code id="python">(.*?)</code>', page, re.DOTALL)[1]
    monkeypatch.setattr(
        urllib.request,
        "urlopen",
        lambda address: io.BytesIO(body(client.get(address.removeprefix("http://testserver")))),
    )
    exec(code, {})  # noqa: S102 - it is what is tested
    quote = "It proposed equipment and delivery subsidies for poor households."
    assert capsys.readouterr().out == f"2015-08 {made['measures'][0].title_en} {quote}\n"


def test_what_the_page_says_of_files_is_true(client, made):
    page = unescape(client.get("/data/").content.decode())
    purposes = page[page.index("<dl>") : page.index("</dl>")]
    # Each form leads to all measures in it, as the sentence above says.
    assert re.findall(r'href="([^"]*)"', purposes) == [
        f"/measures.{name}" for name in ("csv", "xlsx", "ndjson", "json", "jsonld", "bib")
    ]
    heads = {body(client.get(address)).split(b"\r\n")[0] for address in ("/measures.csv", "/measures.csv?year=1999")}
    assert len(heads) == 1
    # The day of the example is one that has data.
    [day] = re.findall(r"/measures\.csv\?as_of=([0-9-]+)", page)
    assert len(body(client.get(f"/measures.csv?as_of={day}")).splitlines()) == 2


def test_addresses_for_programs_are_links(client, made):
    page = unescape(client.get("/data/").content.decode())
    assert '<a href="/oai?verb=Identify"><code>http://testserver/oai</code></a>' in page
    assert '<a href="/api/v1/reconcile/"><code>http://testserver/api/v1/reconcile/</code></a>' in page


def test_webhooks_are_asked_for_by_mail_or_with_the_form_for_keys(client, made, settings):
    settings.CONTACT = ""
    assert '<a href="/data/key/">the form for keys</a>' in client.get("/data/").content.decode()
    settings.CONTACT = "data@example.org"
    page = client.get("/data/").content.decode()
    assert '<a href="mailto:data@example.org">' in page
    assert "the form for keys" not in page


def test_the_page_is_in_chinese_too(client, made):
    page = client.get("/zh-hans/data/").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert "/zh-hans/data/releases/1/" in page


def test_a_parameter_that_it_does_not_have_is_refused(client, made):
    assert client.get("/data/?as_of=2026-01-01").status_code == 400
    assert client.get("/data/releases/1/?x=1").status_code == 400
    assert file(client, "measures.csv?x=1").status_code == 400


def test_programs_are_told_of_the_lists_the_releases_and_the_licence(client, made):
    answer = client.get("/data/")
    assert answer["Link"] == f'<{LICENCE}>; rel="license"'
    [block] = data_blocks(answer.content.decode())
    assert [found["@id"] for found in block["dataset"]] == [
        "http://testserver/data/#now",
        "http://testserver/data/releases/1/",
    ]
    graph = graphs.graph(block)
    kept = graphs.URIRef("http://testserver/data/releases/1/")
    assert graph.value(kept, graphs.SDO.license) == graphs.URIRef(LICENCE)
    files = graph.objects(graphs.URIRef("http://testserver/data/#now"), graphs.SDO.distribution)
    assert graphs.URIRef("http://testserver/measures.xlsx") in {
        graph.value(file, graphs.SDO.contentUrl) for file in files
    }


def test_the_page_of_a_release_has_its_files_with_size_rows_and_checksum(client, made):
    answer = client.get("/data/releases/1/")
    page = answer.content.decode()
    for row in Release.objects.get().files:
        assert f'<a href="/data/releases/1/{row["name"]}">{row["name"]}</a>' in page
        assert f"<code>{row['sha256']}</code>" in page
        assert f'<http://testserver/data/releases/1/{row["name"]}>; rel="item"' in answer["Link"]
    log = Log.objects.get(pk=1)
    assert f"/api/v1/changes/?after={log.epoch}:{log.sequence}" in page
    [block] = data_blocks(page)
    assert {row["sha256"] for row in block["distribution"]} == {row["sha256"] for row in Release.objects.get().files}


def test_what_came_after_a_release_is_told_from_its_cursor(client, made):
    page = unescape(client.get("/data/releases/1/").content.decode())
    changes = re.search(r"/api/v1/changes/\?after=[0-9a-f]+:[0-9]+", page)[0]
    assert client.get(changes).json()["results"] == []
    f.publish(f.change(made["statement"], statement_kind="trend"))
    assert [row["action"] for row in client.get(changes).json()["results"]] == ["published"]


@pytest.mark.parametrize("address", ["/data/releases/2/", "/data/releases/0/", "/data/releases/1/x/"])
def test_a_release_that_is_not_there(client, made, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("number", "name"), [(2, "measures.csv"), (1, "nothing.csv"), (1, ".lock")])
def test_only_files_of_releases_can_be_had(client, made, number, name):
    answer = file(client, name, number)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_file_is_whole_and_named_by_its_checksum(client, made):
    answer = file(client)
    data = (folder_of(1) / "measures.csv").read_bytes()
    assert body(answer) == data
    tag = f'"{Release.objects.get().file("measures.csv")["sha256"]}"'
    names = ("Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Cache-Control", "Content-Disposition", "Link")
    assert {name: answer[name] for name in names} == {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Length": str(len(data)),
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Content-Disposition": 'attachment; filename="measures.csv"',
        "Link": f'<http://testserver/data/releases/1/>; rel="collection"; type="text/html", <{LICENCE}>; rel="license"',
    }
    again = file(client, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert [row["kind"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))] == ["measure"]


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-999999999", 5, None)],
)
def test_a_part_of_a_file(client, made, wanted, start, end):
    data = (folder_of(1) / "measures.csv").read_bytes()
    answer = file(client, Range=wanted)
    part = data[start:end]
    first = start if start >= 0 else len(data) + start
    assert (answer.status_code, body(answer), answer["Content-Length"], answer["Content-Range"]) == (
        206,
        part,
        str(len(part)),
        f"bytes {first}-{first + len(part) - 1}/{len(data)}",
    )


@pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=5-2", "bytes=-0", "bytes=-"])
def test_a_part_that_is_not_there(client, made, wanted):
    size = Release.objects.get().file("measures.csv")["bytes"]
    answer = file(client, Range=wanted)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "headers", [{"Range": "lines=1-2"}, {"Range": "bytes=0-1,3-4"}, {"Range": "bytes=0-1", "If-Range": '"old"'}]
)
def test_who_asks_for_parts_otherwise_gets_the_whole(client, made, headers):
    answer = file(client, **headers)
    assert (answer.status_code, body(answer)) == (200, (folder_of(1) / "measures.csv").read_bytes())


def test_a_release_with_words_that_were_taken_down_is_withheld_until_it_is_without_them(client, made):
    publishing.withdraw([made["statement"]], reason="A court ordered it.", by=f.user("reviewer"), takedown=True)
    answer = file(client, "statements.csv")
    assert (answer.status_code, answer.json()["type"], answer.json()["detail"]) == (
        451,
        "/api/docs/#withheld",
        "Words in this release were taken down. Its files can be had again when they are without them.",
    )
    page = client.get("/data/releases/1/").content.decode()
    assert "Words in these files were taken down." in page
    assert 'href="/data/releases/1/statements.csv"' not in page
    assert "withheld" in client.get("/data/").content.decode()
    call_command("release", fewer=True)
    assert made["statement"].slug.encode() not in body(file(client, "statements.csv"))
    assert file(client, "measures.csv").status_code == 200


def test_another_withdrawal_withholds_nothing(client, made):
    publishing.withdraw([made["statement"]], reason="Wrong.", by=f.user("reviewer"))
    assert made["statement"].slug.encode() in body(file(client, "statements.csv"))


def test_a_file_that_was_lost_is_no_half_answer(client, made):
    (folder_of(1) / "measures.csv").unlink()
    answer = file(client)
    assert (answer.status_code, answer.json()["type"]) == (500, "/api/docs/#failure")
