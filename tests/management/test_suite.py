import os
import re

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


SPEAKING = """
import os, sys

def test_it():
    print("out")
    print("err", file=sys.stderr)
    assert not {"EPA_DEBUG", "DATABASE_URL"} & set(os.environ)
"""


def run(tmp_path, text):
    path = tmp_path / "test_these.py"
    path.write_text(text)
    return suite._pytest([], [str(path)], {})


def test_what_pytest_counted_is_counted(tmp_path):
    assert run(tmp_path, FOUR_TESTS) == Counts(passed=1, failed=2, skipped=1)


def test_all_that_pytest_says_goes_where_it_is_to_be_told_and_no_setting_of_a_developer_reaches_it(
    tmp_path, monkeypatch, capfd
):
    monkeypatch.setenv("EPA_DEBUG", "1")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere")
    path = tmp_path / "test_these.py"
    path.write_text(SPEAKING)
    with open(tmp_path / "said", "w+") as said:
        assert suite._pytest([], ["-s", str(path)], {}, said) == Counts(passed=1)
        said.seek(0)
        assert {"out", "err"} <= set(re.split(r"\W+", said.read()))
    assert capfd.readouterr() == ("", "")


DYING = """
import os, pytest

@pytest.mark.parametrize("number", range(8))
def test_dies(number): os._exit(1)
"""


def test_the_first_of_the_processes_that_dies_ends_the_run_as_failed(tmp_path):
    for name in "abc":
        (tmp_path / f"test_{name}.py").write_text(DYING)
    counts = suite._pytest([], [*suite.PROCESSES, str(tmp_path)], {})
    # The other may have died meanwhile; none begins in its place, which would die as well.
    assert counts in (Counts(failed=1), Counts(failed=2))


def test_a_test_that_waits_for_ever_fails(tmp_path):
    path = tmp_path / "test_these.py"
    path.write_text("import time\n\ndef test_waits(): time.sleep(100)\n\ndef test_holds(): pass\n")
    assert suite._pytest([], ["--timeout=1", str(path)], {}) == Counts(passed=1, failed=1)


def test_every_test_has_an_end(request):
    assert 0 < float(request.config.getini("timeout")) <= 1200


def test_a_file_that_cannot_be_read_counts_as_failed(tmp_path):
    assert run(tmp_path, "def test_(:") == Counts(failed=1)


def test_a_run_without_any_test_is_no_success(tmp_path):
    assert run(tmp_path, "") == Counts(failed=1)


@pytest.mark.parametrize("run_part", [suite.run_on_postgresql, suite.run_in_browser])
def test_what_cannot_be_had_is_said_to_be_missing(monkeypatch, run_part):
    monkeypatch.setattr(suite, "_run", lambda *args, **options: os.EX_UNAVAILABLE)
    with pytest.raises(suite.MissingError):
        run_part([])
