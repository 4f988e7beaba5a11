"""What the API says of itself, as it is committed."""

import json

import pytest

from policies.api.schema import document


@pytest.fixture(scope="module")
def schema():
    return json.loads(document.FILE.read_text(encoding="utf-8"))
