import os

import pytest

from policies.management import suite
from policies.management.checks import Counts

FOUR_TESTS = """
import pytest

def test_holds(): pass

def test_fails(): assert False

def test_is_skipped(): pytest.skip("for this test")

@pytest.fixture
def broken(): raise ValueError

def test_breaks(broken): pass
"""


def run(tmp_path, text):
    path = tmp_path / "test_these.py"
    path.write_text(text)
    return suite._pytest([], [str(path)], {})


def test_what_pytest_counted_is_counted(tmp_path):
    assert run(tmp_path, FOUR_TESTS) == Counts(passed=1, failed=2, skipped=1)


def test_a_file_that_cannot_be_read_counts_as_failed(tmp_path):
    assert run(tmp_path, "def test_(:") == Counts(failed=1)


def test_a_run_without_any_test_is_no_success(tmp_path):
    assert run(tmp_path, "") == Counts(failed=1)


def test_settings_of_the_developers_own_site_do_not_reach_the_tests(tmp_path, monkeypatch):
    monkeypatch.setenv("EPA_DEBUG", "1")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere")
    names = "{'EPA_DEBUG', 'DATABASE_URL'}"
    assert run(tmp_path, f"import os\n\ndef test_it(): assert not {names} & set(os.environ)") == Counts(passed=1)


@pytest.mark.parametrize("run_part", [suite.run_on_postgresql, suite.run_in_browser])
def test_what_cannot_be_had_is_said_to_be_missing(monkeypatch, run_part):
    monkeypatch.setattr(suite, "_run", lambda *args: os.EX_UNAVAILABLE)
    with pytest.raises(suite.MissingError):
        run_part([])
