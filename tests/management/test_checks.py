import sys

from policies.management import checks
from policies.management.checks import Counts, run_checks


def test_counts_add_up_and_read_as_one_line():
    assert str(Counts(2, 1, 0) + Counts(3, 0, 4)) == "5 passed, 1 failed, 4 skipped"


def test_every_check_runs_and_the_one_that_failed_is_heard(monkeypatch):
    monkeypatch.setattr(
        checks,
        "CHECKS",
        {
            "fails": [sys.executable, "-c", "import sys; print('line 3 is wrong'); sys.exit(2)"],
            "holds": [sys.executable, "-c", "print('nothing to say')"],
        },
    )
    said = []
    assert run_checks(said.append) == Counts(passed=1, failed=1)
    assert [line.split(" (")[0] for line in said] == ["fails: failed", "line 3 is wrong", "holds: ok"]


def test_checks_work_on_a_database_of_their_own(monkeypatch):
    program = "import os; print(os.environ['DATABASE_URL']); raise SystemExit(1)"
    monkeypatch.setattr(checks, "CHECKS", {"tells": [sys.executable, "-c", program]})
    said = []
    run_checks(said.append)
    assert said[1].endswith("/empty.sqlite3")
