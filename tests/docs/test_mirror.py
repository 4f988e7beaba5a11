"""The client of the documentation keeps an exact copy, whatever happens, and however it is interrupted."""

import http.client
import importlib.util
import io
import json
import sqlite3
import subprocess
import sys
import urllib.error
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings

from policies.domain import merging, publishing
from policies.models import Edition, Log
from tests import factories as f

FILE = Path(settings.BASE_DIR, "docs", "mirror.py")
spec = importlib.util.spec_from_file_location("mirror", FILE)
mirror = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mirror)
pytestmark = pytest.mark.django_db


class Site:
    """What urllib's `urlopen` is to the client: it asks this application, and can be made to fail."""

    def __init__(self, client):
        self.client, self.asked, self.failures = client, [], []

    def __call__(self, address, timeout):
        path = address.removeprefix("https://the.site")
        self.asked.append(path)
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        answer = self.client.get(path, follow=True)
        body = answer.getvalue()
        headers = Message()
        for name, value in answer.items():
            headers[name] = value
        if answer.status_code >= 400:
            raise urllib.error.HTTPError(address, answer.status_code, "", headers, io.BytesIO(body))
        found = io.BytesIO(body)
        found.headers = headers
        return found


@pytest.fixture
def site(client, monkeypatch):
    found = Site(client)
    monkeypatch.setattr(mirror.urllib.request, "urlopen", found)
    return found


@pytest.fixture
def copy(tmp_path):
    return mirror.Mirror("https://the.site/", tmp_path / "copy.sqlite3", pauses=(0, 0))


def whole():
    """What the public sees, as the copy is to have it."""
    return {str(edition.record_id): edition.record for edition in Edition.objects.current()}


def held(copy):
    return {record["id"]: record for record in map(json.loads, copy.dump())}


def test_the_first_time_the_whole_is_taken_with_the_texts_of_the_sources(site, copy):
    f.catalogue(measures=3)
    assert copy.update() == Edition.objects.current().count()
    assert held(copy) == whole()
    assert copy.after == str(Log.objects.get())
    assert copy.db.execute("SELECT text FROM text").fetchall() == [(f.TEXT,)]


def test_then_only_what_changed_is_fetched_deletions_merges_and_returns_included(site, copy):
    made = f.catalogue(measures=3)
    copy.update()
    site.asked.clear()
    first, second, third = made["measures"]
    f.change(first, title_en="Another title")
    f.publish(first)
    publishing.withdraw([second], by=None, reason="Wrong.")
    assert copy.update() > 0
    assert held(copy) == whole()
    assert str(second.pk) not in held(copy)
    assert not any(path.endswith(".ndjson") for path in site.asked)
    publishing.restore([second], by=f.user("reviewer"), reason="Right.")
    merging.merge(first, third, by=f.user("reviewer"), reason="One and the same.") if hasattr(
        merging, "merge"
    ) else None
    copy.update()
    assert held(copy) == whole()


def test_nothing_new_changes_nothing_and_asks_once(site, copy):
    f.catalogue()
    copy.update()
    site.asked.clear()
    assert copy.update() == 0
    assert [path.partition("?")[0] for path in site.asked] == ["/api/v1/changes/"]


def test_what_changes_while_the_whole_is_taken_is_told_again(site, copy):
    made = f.catalogue()
    taken = copy.list_of

    def and_meanwhile(kind):
        found = taken(kind)
        if kind == "measures":
            f.change(made["measures"][0], title_en="Another title")
            f.publish(made["measures"][0])
        return found

    copy.list_of = and_meanwhile
    copy.update()
    assert held(copy) != whole()
    copy.update()
    assert held(copy) == whole()


def test_stopped_half_way_it_keeps_what_it_had_and_does_the_rest_again(site, copy):
    made = f.catalogue(measures=3)
    copy.update()
    before = held(copy)
    publishing.withdraw(made["measures"][:2], by=None, reason="Wrong.")
    keep = copy.go_on_after

    def dies(_after):
        raise KeyboardInterrupt

    copy.go_on_after = dies
    with pytest.raises(KeyboardInterrupt):
        copy.update()
    assert held(copy) == before
    copy.go_on_after = keep
    copy.update()
    assert held(copy) == whole()


def test_a_site_that_fails_for_a_moment_is_asked_again_and_one_that_goes_on_is_given_up(site, copy):
    f.catalogue()
    broken_off = http.client.IncompleteRead(b"{", 1274)
    site.failures = [ConnectionRefusedError(), urllib.error.HTTPError("", 503, "", Message(), None)]
    copy.update()
    assert held(copy) == whole()
    f.publish(f.source())
    site.failures = [broken_off, broken_off]
    copy.update()
    assert held(copy) == whole()
    site.failures = [TimeoutError()] * 3
    with pytest.raises(mirror.UnreachableError):
        copy.update()


def test_an_answer_that_breaks_off_is_asked_for_again(site, copy, monkeypatch):
    f.catalogue(measures=3)
    get, cut = copy.get, ["once"]

    def breaks_off(path):
        headers, body = get(path)
        return headers, body[: body.index(b"\n") + 1] if path == "/measures.ndjson" and cut and cut.pop() else body

    copy.get = breaks_off
    copy.update()
    assert held(copy) == whole()


def test_a_text_that_is_not_what_was_cited_is_refused(site, copy):
    f.catalogue()
    get = copy.get
    copy.get = lambda path: (get(path)[0], b"other") if path.endswith(".txt") else get(path)
    with pytest.raises(ValueError, match="is not the text that was cited"):
        copy.update()
    assert held(copy) == {}


def test_after_a_restore_the_whole_is_taken_again(site, copy):
    f.catalogue()
    copy.update()
    copy.db.execute("DELETE FROM record")
    Log.objects.update(epoch="another")
    copy.update()
    assert held(copy) == whole()


def test_it_runs_by_itself_and_dumps_a_copy_in_order(site, copy, tmp_path):
    f.catalogue()
    copy.update()
    command = [sys.executable, "-I", FILE, "https://the.site", tmp_path / "copy.sqlite3", "--dump"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == list(copy.dump())
    with sqlite3.connect(tmp_path / "copy.sqlite3") as db:
        assert db.execute("SELECT count(*) FROM record").fetchone() == (len(whole()),)
