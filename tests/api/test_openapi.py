"""The description of the API: whole, valid, as committed, and true of the answers."""

import json
import os
import subprocess
import sys

import jsonschema
import pytest
from openapi_spec_validator import validate

from policies.api.schema import document, examples
from policies.catalogue.filters import FILTERS
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import API_PARAMETERS
from policies.domain import publishing
from tests import factories as f
from tests.api.examples import answers

RENEW = 'python manage.py shell -c "from policies.api.schema import document; document.renew()"'
RENEW_EXAMPLES = "RENEW_EXAMPLES=1 python manage.py test tests/api/test_openapi.py -k examples"


def test_the_committed_description_is_that_of_the_code():
    made = document.as_text(document.openapi())
    assert made == document.FILE.read_text(encoding="utf-8"), f"Renew it with: {RENEW}"


def test_it_is_made_without_a_warning():
    code = "import django; django.setup(); from policies.api.schema.document import openapi; openapi()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_it_is_valid_openapi_3_1(schema):
    assert schema["openapi"] == "3.1.0"
    validate(schema)


def test_it_is_what_the_address_gives(client, schema):
    assert client.get("/api/v1/openapi.json").json() == schema


@pytest.mark.parametrize("kind", PLURALS)
def test_every_parameter_of_a_list_is_described_with_an_example(schema, kind):
    described = schema["paths"][f"/api/v1/{PLURALS[kind]}/"]["get"]["parameters"]
    assert [row["name"] for row in described] == [*FILTERS[kind].base_filters, *API_PARAMETERS]
    assert all(row["description"] and row["schema"]["examples"] for row in described)


def test_every_address_describes_its_problems(schema):
    # Wherever a key may be sent it may be wrong, and too much may be asked for.
    usual = {"200", "308", "401", "429"}
    described = {path: {*methods["get"]["responses"]} - usual for path, methods in schema["paths"].items()}
    lists = {f"/api/v1/{plural}/": {"400"} for plural in PLURALS.values()}
    records = {f"/api/v1/{plural}/{{name}}/": {"400", "404", "410"} for plural in PLURALS.values()}
    editions = {f"/api/v1/{plural}/{{name}}/editions/": {"400", "404"} for plural in PLURALS.values()}
    single = {f"{path}{{number}}/": {"400", "404", "410"} for path in editions}
    assert described == {
        "/api/v1/": {"400"},
        **lists,
        **records,
        **editions,
        **single,
        "/api/v1/vocabularies/": {"400"},
        "/api/v1/vocabularies/{scheme}/": {"400", "404"},
        "/api/v1/vocabularies/{scheme}/{code}/": {"400", "404", "410"},
        "/api/v1/changes/": {"400", "410"},
        "/api/v1/usage/": {"400"},
        "/api/v1/webhooks/": {"400", "403"},
        "/api/v1/key/renew/": {"400"},
        "/api/v1/match/": {"400"},
    }


def test_every_address_takes_a_key_needs_none_and_says_how_its_asker_stands(schema):
    own = {"/api/v1/usage/", "/api/v1/webhooks/", "/api/v1/key/renew/"}
    said = [{"$ref": f"#/components/headers/{name}"} for name in ("RateLimit-Policy", "RateLimit")]
    assert schema["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert schema["security"] == [{}, {"key": []}]
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        assert operation.get("security") == ([{"key": []}] if path in own else None)
        assert {"200", "401", "429"} <= operation["responses"].keys()
        for answer in operation["responses"].values():
            assert [answer["headers"]["RateLimit-Policy"], answer["headers"]["RateLimit"]] == said
        assert operation["responses"]["429"]["headers"]["Retry-After"] == {"$ref": "#/components/headers/Retry-After"}


@pytest.mark.django_db
def test_the_examples_are_what_the_seed_answers(client, settings):
    settings.LIMIT_WITH_KEY = 6000
    f.seed()
    found = answers(client)
    if os.environ.get("RENEW_EXAMPLES"):
        examples.keep(found)
        document.renew()
    kept = json.loads(examples.FILE.read_text(encoding="utf-8"))
    assert found == kept, f"Renew them with: {RENEW_EXAMPLES}"


def test_every_operation_has_an_example_and_each_is_as_its_own_schema_says(schema):
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            content = [row for answer in operation["responses"].values() for row in answer.get("content", {}).values()]
            right = operation["responses"].get("200") or operation["responses"]["201"]
            assert "examples" in right["content"]["application/json"], path
            for row in content:
                for example in row.get("examples", {}).values():
                    whole = {**row["schema"], "components": closed(schema["components"])}
                    jsonschema.validate(example["value"], whole, cls=jsonschema.Draft202012Validator)


def closed(node):
    """The same, refusing every property that is not described."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: closed(value) for name, value in node.items()}
    return {**found, "additionalProperties": False} if "properties" in node and node.get("type") == "object" else found


def assert_described(schema, path, answer, method="get"):
    described = schema["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    content = described[answer["Content-Type"]]["schema"]
    whole = {**content, "components": closed(schema["components"])}
    jsonschema.validate(answer.json(), whole, cls=jsonschema.Draft202012Validator)


@pytest.mark.django_db
def test_every_answer_is_as_described_and_has_nothing_else(client, schema):
    made = f.catalogue(measures=2)
    publishing.withdraw([made["measures"][1]], by=None, reason="Entered twice.")
    for plural in PLURALS.values():
        path = f"/api/v1/{plural}/"
        expand = "measures,agencies" if plural == "documents" else "agencies"
        answer = client.get(f"{path}?facets=1&expand={expand}")
        assert_described(schema, path, answer)
        name = answer.json()["results"][0]["slug"]
        assert_described(schema, f"{path}{{name}}/", client.get(f"{path}{name}/"))
        assert_described(schema, path, client.get(f"{path}?x=1"))
        assert_described(schema, f"{path}{{name}}/", client.get(f"{path}nothing/"))
    gone = client.get(f"/api/v1/measures/{made['measures'][1].slug}/")
    assert_described(schema, "/api/v1/measures/{name}/", gone)
    for path, address in {
        "/api/v1/": "/api/v1/",
        "/api/v1/vocabularies/": "/api/v1/vocabularies/",
        "/api/v1/vocabularies/{scheme}/": "/api/v1/vocabularies/instrument/",
        "/api/v1/vocabularies/{scheme}/{code}/": "/api/v1/vocabularies/instrument/SUBSIDY/",
        "/api/v1/changes/": "/api/v1/changes/",
    }.items():
        assert_described(schema, path, client.get(address))
    assert_described(schema, "/api/v1/changes/", client.get("/api/v1/changes/?after=other:1"))


@pytest.mark.django_db
def test_every_record_of_the_seed_is_as_described(client, schema):
    f.seed()
    for plural in PLURALS.values():
        answer = client.get(f"/api/v1/{plural}/?limit=1000&facets=1")
        assert_described(schema, f"/api/v1/{plural}/", answer)
    assert_described(schema, "/api/v1/vocabularies/{scheme}/", client.get("/api/v1/vocabularies/target/"))
