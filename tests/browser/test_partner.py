"""A client that others' generator makes of the committed description is whole, typed, and right about every answer."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from policies.api.schema.document import FILE
from tests import generator

PROGRAM = Path(__file__).with_name("partner.py")
# Of a moment the client writes the zone as +00:00.
MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2}T[0-9:.]+)\+00:00$")
ANSWERED = {
    **dict.fromkeys(("index", "agencies", "documents", "measures", "sources", "statements", "measure", "by id"), 200),
    **dict.fromkeys(("agency", "editions", "edition", "vocabularies", "vocabulary", "term", "matches", "changes"), 200),
    "wrong parameter": 400,
    "no key": 401,
    "no such record": 404,
    "cursor out of log": 410,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """The folder with the client, of which the generator had nothing to complain."""
    folder = tmp_path_factory.mktemp("client")
    assert generator.generate(FILE, folder, "policy_reference") == ""
    return folder


@pytest.fixture(scope="module")
def found(client, site):
    environment = {**os.environ, "PYTHONPATH": str(client)}
    command = [generator.PYTHON, PROGRAM, site.base_url]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_sent(node):
    if isinstance(node, dict):
        return {name: as_sent(value) for name, value in node.items()}
    if isinstance(node, list):
        return [as_sent(value) for value in node]
    return MOMENT.sub(r"\1Z", node) if isinstance(node, str) else node


def test_every_kind_of_answer_has_its_type_and_loses_nothing_by_it(found):
    assert {name: status for name, (status, _, _) in found["answers"].items()} == ANSWERED
    for sent, typed in ((sent, typed) for _, sent, typed in found["answers"].values()):
        assert as_sent(typed) == sent


def test_from_portion_to_portion_and_from_change_to_change_nothing_is_missing(found):
    whole = {row["id"] for row in found["answers"]["measures"][1]["results"]}
    *full, last = found["pages"]
    assert {len(page) for page in full} == {7}
    listed = [name for page in found["pages"] for name in page]
    assert (len(listed), set(listed), last != []) == (len(whole), whole, True)
    assert as_sent(found["changes"]) == found["answers"]["changes"][1]["results"]


def test_a_program_reads_values_of_their_own_types(found):
    measure = found["answers"]["measure"][1]
    measures = found["answers"]["measures"][1]["results"]
    actors = [actor for row in measures for actor in row["actors"]]
    assert found["read"] == {
        "date": "2015-11-01",
        "status": "unknown",
        "title": "Equipment subsidies",
        "published": True,
        "is a moment": True,
        "is an id": True,
        "quotes": [[row["stance"], row["quote"], row["spans"]] for row in measure["evidence"]],
        "in late 2015": ["guiding-opinions-2015", "state-council-proposal-2015"],
        "of subsidies": [row["slug"] for row in measures if "SUBSIDY" in row["instrument"]["broader"]],
        "matched": ["state-council"],
        "kinds of actor": sorted({actor["code"] for actor in actors if "code" in actor}),
        "named actors": sorted({actor["slug"] for actor in actors if "slug" in actor}),
        "wrong": [400, "from"],
        "missing": 404,
        "lost": [410, True, found["answers"]["changes"][1]["last"]],
    }


def test_mypy_finds_nothing_in_the_program(client):
    options = ["--strict", "--config-file=", "--cache-dir=/dev/null", "--no-error-summary"]
    command = [generator.PYTHON, "-m", "mypy", *options, PROGRAM]
    done = subprocess.run(command, env={**os.environ, "MYPYPATH": str(client)}, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)
