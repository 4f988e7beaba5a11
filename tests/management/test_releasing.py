"""Making releases: whole or not at all, the same for ever but for what is taken down, and never of what is wrong."""

import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from policies.catalogue.release import building, checking
from policies.catalogue.releases import folder, folder_of
from policies.domain import merging, publishing
from policies.management import releasing
from policies.models import Edition, Log, Release, Text, triggers
from tests import factories as f
from tests.catalogue import asking

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NAMES = [
    "CITATION.cff",
    "LICENCES.csv",
    "SHA256SUMS",
    "agencies.csv",
    "agencies.ndjson",
    "catalogue.jsonld",
    "catalogue.sqlite",
    "catalogue.xlsx",
    "codebook.csv",
    "datapackage.json",
    "documents.csv",
    "documents.ndjson",
    "measures.csv",
    "measures.ndjson",
    "sources.csv",
    "sources.ndjson",
    "statements.csv",
    "statements.ndjson",
    "terms.csv",
    "terms.ndjson",
]
ANOTHER_RUN = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from policies.management import releasing
with releasing.alone():
    print("locked", flush=True)
    signal.pause()
"""


@pytest.fixture(autouse=True)
def var(tmp_path, settings, monkeypatch):
    """A folder of its own; the files that are in every release, whatever is installed."""
    monkeypatch.setattr(building.parquet, "is_installed", lambda: False)
    settings.VAR_DIR = tmp_path
    settings.BASE_URL = "https://policy.example"
    return tmp_path


def release(*options):
    call_command("release", *options)


def said(capsys):
    return capsys.readouterr().out.splitlines()


def read(number):
    """All files of a release as bytes, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder_of(number).iterdir())}


def test_a_release_has_all_files_of_the_contract_and_says_so(capsys):
    f.catalogue(measures=2)
    release()
    made = Release.objects.get()
    log = Log.objects.get(pk=1)
    assert (made.number, made.epoch, made.sequence, made.moment) == (1, log.epoch, log.sequence, log.published_at)
    assert sorted(read(1)) == NAMES
    terms = Edition.objects.current().of("term").count()
    assert made.counts == {"documents": 1, "measures": 2, "agencies": 1, "sources": 1, "statements": 1, "terms": terms}
    assert {file["name"]: (file["bytes"], file["sha256"]) for file in made.files} == {
        name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in read(1).items()
    }
    size = sum(len(data) for data in read(1).values())
    rows = f"1 documents, 2 measures, 1 agencies, 1 sources, 1 statements, {terms} terms"
    assert said(capsys) == [f"release: number 1 made, 20 files, {size} bytes, {rows}"]


def test_of_one_state_there_is_one_release(capsys):
    f.catalogue()
    release()
    release()
    assert said(capsys)[1:] == ["release: nothing was published since release 1, so none was made"]
    f.publish(f.source())
    release()
    assert list(Release.objects.values_list("number", flat=True)) == [2, 1]


def test_it_equals_the_exports_of_its_moment(client):
    f.catalogue(measures=2)
    release()
    f.publish(f.source())
    moment = Release.objects.get().moment.isoformat().replace("+00:00", "Z")
    found = read(1)
    for plural in ("documents", "measures", "agencies", "sources", "statements"):
        for form in ("csv", "ndjson"):
            assert client.get(f"/{plural}.{form}?as_of={moment}").getvalue() == found[f"{plural}.{form}"]


def test_built_again_after_200_edits_5_merges_and_3_withdrawals_it_is_the_same_to_the_last_byte(capsys):
    made = f.catalogue(measures=22)
    release()
    before = read(1)
    for verb in ("urged", "asked", "planned", "wished", "proposed", "helped", "let", "ordered", "supported"):
        f.publish(*(f.change(row, verb=verb, title_zh=f"补助{verb}") for row in made["measures"]))
    f.publish(f.change(made["agency"], name_en="Ministry of Commerce"))
    f.publish(f.change(f.term("instrument", "SUBSIDY"), label_en="grant"))
    merged, by, reviewer = made["measures"][:10], f.user(), f.user()
    for kept, lesser in zip(merged[:5], merged[5:], strict=True):
        merging.decide(merging.propose(kept, lesser, by=by, reason="Entered twice."), by=reviewer)
    publishing.withdraw([*made["measures"][-2:], made["statement"]], reason="Wrong.", by=by)
    count = dict(Edition.objects.order_by().values_list("action").annotate(Count("pk")))
    assert (count["published"] - 26 >= 200, count["merged"], count["withdrawn"]) == (True, 5, 3)
    release("--fewer")
    assert json.loads(read(2)["measures.ndjson"].splitlines()[0])["verb"] == "supported"
    release("--rebuild", "1")
    assert said(capsys)[-1] == "release: number 1 made again, 20 files, the same bytes as before"
    assert read(1) == before


def test_files_that_were_lost_are_made_again(capsys):
    f.catalogue()
    release()
    before = read(1)
    folder_of(1).rename(folder() / "elsewhere")
    release()
    assert said(capsys)[1:] == [
        "release 1: made again, as its moment is public now",
        "release: nothing was published since release 1, so none was made",
    ]
    assert read(1) == before


def test_words_that_are_taken_down_are_gone_from_the_releases_that_had_them(capsys):
    made = f.catalogue()
    release()
    whole, slug = read(1), made["statement"].slug.encode()
    having = {name.partition(".")[2] for name, data in whole.items() if slug in data}
    assert having == {"csv", "ndjson", "jsonld", "sqlite"}
    publishing.withdraw([made["statement"]], reason="A court ordered it.", by=f.user("reviewer"), takedown=True)
    f.publish(f.source())
    release("--fewer")
    assert said(capsys)[1] == "release 1: made again, as its moment is public now"
    for number in (1, 2):
        found = read(number)
        assert [name for name, data in found.items() if slug in data] == []
        assert found["statements.ndjson"] == b""
    assert Release.objects.get(number=1).counts["statements"] == 0
    f.publish(f.change(made["statement"]))
    release()
    assert read(1) == whole


def test_an_empty_catalogue_is_no_release():
    with pytest.raises(CommandError, match=r"^Nothing is published yet, so there is nothing to release"):
        release()
    assert not Release.objects.exists()


def test_a_release_that_is_not_there_cannot_be_made_again():
    with pytest.raises(CommandError, match=r"^There is no release 7"):
        release("--rebuild", "7")


def test_a_table_that_has_shrunk_is_refused_unless_it_is_meant():
    made = f.catalogue(measures=20)
    release()
    publishing.withdraw(made["measures"][:1], reason="Wrong.", by=f.user())
    release()
    publishing.withdraw(made["measures"][1:3], reason="Wrong.", by=f.user())
    with pytest.raises(CommandError) as error:
        release()
    assert str(error.value) == (
        "measures: 17 instead of 19 in the release before. At most 5 % may be lost; give --fewer if it is right."
    )
    assert (Release.objects.count(), folder_of(3).exists()) == (2, False)
    release("--fewer")
    assert Release.objects.count() == 3


def test_a_quote_that_is_not_in_its_snapshot_is_refused():
    made = f.catalogue()
    text = Text.objects.get()
    with triggers.dropped():
        Text.objects.filter(pk=text.pk).update(text=text.text.replace("equipment", "Equipment"))
    with pytest.raises(CommandError) as error:
        release()
    sentences = str(error.value).splitlines()
    url = f"/sources/{made['source'].slug}/snapshots/1.txt"
    assert (
        f"measure {made['measures'][0].slug}: The evidence of “record” points to {url}, whose text is not there."
        in sentences
    )
    assert not folder_of(1).exists()


def test_a_required_value_that_is_missing_is_refused(monkeypatch):
    f.catalogue(measures=3)
    columns = checking.TABLES["measures"]
    required = tuple(
        column if column.name != "parent_slug" else type(column)(**{**vars(column), "is_required": True})
        for column in columns
    )
    monkeypatch.setitem(checking.TABLES, "measures", required)
    slug = asking.slugs("measure")[0]
    with pytest.raises(CommandError) as error:
        release()
    assert str(error.value) == f"measures: the required parent_slug is missing in 3, first in {slug}."


def test_only_the_first_complaints_are_told(monkeypatch):
    f.catalogue()
    monkeypatch.setattr(checking, "failures", lambda *_given: iter(f"Sentence {number}." for number in range(1000)))
    with pytest.raises(CommandError) as error:
        release()
    sentences = str(error.value).splitlines()
    assert (len(sentences), sentences[0], sentences[-1]) == (
        21,
        "Sentence 0.",
        "There is more that is wrong; these are the first 20.",
    )


def test_what_a_killed_run_left_is_removed_and_the_release_made(monkeypatch):
    f.catalogue()

    def killed(*_given, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building.graph, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            release()
    assert not folder_of(1).exists()
    assert [path.name for path in folder().glob(".*-*")] == [".1-building"]
    with monkeypatch.context() as patch:
        patch.setattr(releasing.releasing, "note", killed)
        with pytest.raises(KeyboardInterrupt):
            release()
    # Whole, but never noted: it is made again, and not taken for another's.
    assert folder_of(1).exists()
    assert not Release.objects.exists()
    f.publish(f.source())
    release()
    assert Release.objects.get().counts["sources"] == 2
    assert sorted(path.name for path in folder().iterdir()) == [".lock", "1"]


def test_a_folder_that_another_log_filled_is_left_alone():
    f.catalogue()
    folder_of(1).mkdir(parents=True)
    (folder_of(1) / "datapackage.json").write_text('{"cursor": "other:5"}')
    with pytest.raises(CommandError) as error:
        release()
    assert str(error.value) == (f"{folder_of(1)} has a release of another log. Set EPA_VAR to the folder of this one.")
    assert sorted(read(1)) == ["datapackage.json"]


def test_two_runs_at_once_are_refused(var):
    f.catalogue()
    folder().mkdir()
    with (folder() / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match=r"^Another run is making a release"):
            release()
    release()
    assert Release.objects.count() == 1


def test_the_lock_goes_with_a_process_that_is_killed(var):
    f.catalogue()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "EPA_VAR": str(var)}
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_RUN], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(CommandError, match="Another run"):
            release()
        other.send_signal(signal.SIGKILL)
    release()
    assert Release.objects.count() == 1
