"""What others' fuzzer makes of the API: requests of every kind, and whether each answer is as the description says.

The description does not list what vocabularies and catalogue hold, for they grow. Here it is told what they hold now,
so that the fuzzer knows which values are to be taken and which are to be refused.
"""

import json
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime

import pytest

# Some minutes more: `coverage`, which goes through every value of every parameter.
CASES, PHASES = 10, "examples,fuzzing"
# Of the first nobody can make up a right one; the second keeps who asks waiting.
LEFT_OUT = {"cursor", "wait"}


@pytest.fixture
def description(site, tmp_path):
    """The description of the site's API, with the values that it takes now."""

    def get(path):
        with urllib.request.urlopen(f"{site.base_url}{path}") as answer:
            return json.loads(answer.read())

    document = get("/api/v1/openapi.json")
    known = values(get)
    for path, methods in document["paths"].items():
        for operation in methods.values():
            kept = [row for row in operation.get("parameters", ()) if row["name"] not in LEFT_OUT]
            operation["parameters"] = [narrowed(row, path, known) for row in kept]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def values(get):
    """By the name of a parameter what it may be; by an address, what its `name` may be."""
    schemes = [row["scheme"] for row in get("/api/v1/vocabularies/")["results"]]
    codes = {scheme: [term["code"] for term in get(f"/api/v1/vocabularies/{scheme}/")["results"]] for scheme in schemes}
    slugs = {
        plural: [row["slug"] for row in get(f"/api/v1/{plural}/?limit=100")["results"]]
        for plural in ("documents", "measures", "agencies", "sources", "statements")
    }
    return {
        **codes,
        **{f"/api/v1/{plural}/": names for plural, names in slugs.items()},
        "type": codes["document-type"],
        "place": codes["target"],
        "agency": slugs["agencies"],
        "agency_lineage": slugs["agencies"],
        "document": slugs["documents"],
        "source": slugs["sources"],
        "from": ["2014", "2015-08", "2015-11-09"],
        "to": ["2016", "2015-12-31", "2019-01"],
        "year": ["2015", "2016"],
        **{name: [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"] for name in ("as_of", "since")},
        "after": [get("/api/v1/changes/?limit=5")["next_after"]],
        "scheme": schemes,
        "code": codes["instrument"],
        "limit": [1, 20],
        "number": [1],
    }


def narrowed(row, path, known):
    """The parameter, of which the schema now says what is there."""
    name = row["name"]
    allowed = known.get(path.partition("{")[0] if name == "name" and row["in"] == "path" else name)
    if not allowed:
        return row
    schema = {key: value for key, value in row["schema"].items() if key not in {"pattern", "examples"}}
    place = schema["items"] if schema.get("type") == "array" else schema
    if "enum" not in place:
        # It tries each.
        place["enum"] = allowed[:3]
    return {**row, "schema": schema}


def test_it_finds_nothing_with_any_of_its_checks(site, description):
    command = [sys.executable, "-m", "schemathesis.cli", "run", description, "--url", site.base_url, "--checks", "all"]
    options = ["--max-examples", str(CASES), "--phases", PHASES, "--no-color", "--seed", "1"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, cwd=description.parent)
    assert done.returncode == 0, done.stdout[-12_000:]
    assert "generated" in done.stdout
