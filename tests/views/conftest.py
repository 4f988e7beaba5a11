"""What the tests of corrections share: a published document, and the clock of the stamps on its form."""

import pytest

from policies.forms import stamp
from tests.views.sending import published


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock of stamps, in seconds."""

    def set_to(seconds):
        monkeypatch.setattr(stamp.time, "time", lambda: float(seconds))

    set_to(1_000_000)
    return set_to


@pytest.fixture
def document(clock):
    return published("document")
