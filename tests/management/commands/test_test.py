import pytest

from policies.management import suite
from policies.management.checks import Counts
from policies.management.commands import test as command


@pytest.fixture
def parts(monkeypatch):
    """The parts of the run, which only remember that they were asked for, and with what."""
    asked = []

    def part(name, counts):
        def run(selection, said=None):
            asked.append((name, selection))
            if said:
                said.write(f"In the {name}.")
            return counts

        return run

    monkeypatch.setattr(command, "run_checks", lambda say: part("checks", Counts(passed=6))([]))
    for name in command.DATABASES:
        monkeypatch.setitem(command.DATABASES, name, part(name, Counts(passed=10, skipped=1)))
    monkeypatch.setattr(suite, "run_in_browser", part("browser", Counts(passed=3)))
    return asked


def start(*arguments):
    with pytest.raises(SystemExit) as stop:
        command.Command().run_from_argv(["manage.py", "test", *arguments])
    return stop.value.code


def last_line(capsys):
    return capsys.readouterr().out.splitlines()[-1]


def test_without_arguments_everything_runs_and_one_line_counts_it_all(parts, capsys):
    assert start() == 0
    # The browser is driven beside the others.
    parts.remove(("browser", []))
    assert parts == [("checks", []), ("sqlite", []), ("postgresql", [])]
    assert last_line(capsys) == "29 passed, 0 failed, 2 skipped"


def test_what_is_said_beside_the_others_is_told_after_them(parts, capsys):
    start()
    *_before, title, said, counted, _all = [line for line in capsys.readouterr().out.splitlines() if line]
    assert (title, said) == ("=== Tests in a browser", "In the browser.")
    assert counted.startswith("=== Tests in a browser: 3 passed, 0 failed, 0 skipped (")


def test_chosen_tests_run_on_both_databases_and_nothing_else_does(parts):
    assert start("tests/text", "-k", "edtf") == 0
    chosen = ["tests/text", "-k", "edtf"]
    assert parts == [("sqlite", chosen), ("postgresql", chosen)]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_one_database_can_be_chosen(parts, database):
    start(f"--{database}", "-k", "edtf")
    assert parts == [(database, ["-k", "edtf"])]


def test_chosen_browser_tests_run_once(parts):
    start("tests/browser/test_run.py", "-k", "desk")
    assert parts == [("browser", ["tests/browser/test_run.py", "-k", "desk"])]


def test_one_failure_fails_the_whole(parts, monkeypatch, capsys):
    monkeypatch.setitem(command.DATABASES, "postgresql", lambda selection: Counts(passed=9, failed=1))
    assert start() == 1
    assert last_line(capsys) == "28 passed, 1 failed, 1 skipped"


@pytest.fixture
def no_browser(parts, monkeypatch):
    def run(selection, said=None):
        raise suite.MissingError

    monkeypatch.setattr(suite, "run_in_browser", run)


def test_a_missing_part_fails(no_browser, monkeypatch, capsys):
    monkeypatch.delenv("ALLOW_MISSING", raising=False)
    assert start() == 1
    assert last_line(capsys) == "26 passed, 1 failed, 2 skipped"


def test_a_missing_part_is_skipped_where_that_is_allowed(no_browser, monkeypatch, capsys):
    monkeypatch.setenv("ALLOW_MISSING", "1")
    assert start() == 0
    assert last_line(capsys) == "26 passed, 0 failed, 3 skipped"


def test_stopped_by_hand_it_does_not_count(parts, monkeypatch, capsys):
    def interrupted(say):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run_checks", interrupted)
    assert (start(), last_line(capsys)) == (130, "Stopped.")
