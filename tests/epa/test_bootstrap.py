"""A fresh clone with nothing but Python: a copy of manage.py's first steps, with a lock that asks for nothing."""

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from epa import bootstrap

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent.parent
# The Python that our own environment was made by, which stands for the one of a fresh machine.
BASE_PYTHON = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")
COMMAND = "import sys\nfrom epa import bootstrap\nbootstrap.enter(sys.argv)\nprint('in', sys.prefix, sys.argv[1:])\n"
MAKING = ["Making .venv ...", "Installing the packages of requirements.txt into .venv ..."]
ADDING = "Installing the packages of requirements-dev.txt into .venv ..."
# Stands for the module `venv`, which is tried for real by the first command: it copies what that made.
COPYING = """
import shutil, sys
*_options, to = sys.argv[1:]
shutil.rmtree(to, ignore_errors=True)
shutil.copytree({made!r}, to, symlinks=True, ignore=shutil.ignore_patterns("*.installed"))
"""


def plant(folder):
    (folder / "epa").mkdir(parents=True)
    (folder / "epa" / "__init__.py").touch()
    shutil.copy(ROOT / "epa" / "bootstrap.py", folder / "epa" / "bootstrap.py")
    (folder / "manage.py").write_text(COMMAND)
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (folder / lock).write_text("# nothing\n")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A clone after its first command, and what that said."""
    clone = plant(tmp_path_factory.mktemp("made") / "clone")
    return clone, start(clone, "run", "now")


@pytest.fixture
def clone(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "clone", symlinks=True)


@pytest.fixture
def copying(made, tmp_path):
    """The environment of a command that makes `.venv` by copying the first one."""
    folder = tmp_path / "copying"
    folder.mkdir()
    (folder / "venv.py").write_text(COPYING.format(made=str(made[0] / ".venv")))
    return {"PYTHONPATH": str(folder)}


def start(clone, *arguments, python=BASE_PYTHON, **environment):
    command = [str(python), "manage.py", *arguments]
    return subprocess.run(command, cwd=clone, env={**clean(), **environment}, capture_output=True, text=True)


def clean():
    return {name: value for name, value in os.environ.items() if not name.startswith(("EPA_", "VIRTUAL_ENV"))}


def lines(done):
    return done.stdout.splitlines()


def inside(clone, *arguments):
    return f"in {clone / '.venv'} {list(arguments)}"


def test_the_first_command_makes_the_environment_and_goes_on_in_it(made):
    clone, first = made
    assert lines(first) == [*MAKING, inside(clone, "run", "now")]


def test_the_second_command_finds_it_made(clone):
    assert lines(start(clone, "run")) == [inside(clone, "run")]


def test_the_environments_own_python_stays_where_it_is(clone):
    assert lines(start(clone, "run", python=clone / ".venv/bin/python")) == [inside(clone, "run")]


def test_a_changed_lock_is_installed(clone):
    (clone / "requirements.txt").write_text("# still nothing\n")
    assert lines(start(clone, "run")) == [MAKING[1], inside(clone, "run")]
    assert lines(start(clone, "run")) == [inside(clone, "run")]


@pytest.mark.parametrize("command", ["test", "check_code"])
def test_commands_of_developers_get_their_packages_too(clone, command):
    assert lines(start(clone, command)) == [ADDING, inside(clone, command)]
    assert lines(start(clone, command)) == [inside(clone, command)]


def test_an_environment_that_was_cut_short_is_made_anew(clone):
    (clone / ".venv" / "unfinished").touch()
    assert lines(start(clone, "run")) == [*MAKING, inside(clone, "run")]


def test_an_environment_of_another_python_is_made_anew(clone, copying):
    (clone / ".venv" / "requirements.txt.installed").write_text("3.11.0 /elsewhere 0000")
    assert lines(start(clone, "run", **copying)) == [*MAKING, inside(clone, "run")]


def test_what_pip_cannot_install_ends_in_one_sentence_and_is_not_believed_complete(clone, copying):
    (clone / "requirements.txt").write_text("django==5.2.19\n")
    done = start(clone, "run")
    assert (done.returncode, lines(done)) == (1, [MAKING[1]])
    said = "pip could not install requirements.txt, as it says above: check the network, then run the command again."
    assert done.stderr.splitlines()[-1] == said
    assert "Traceback" not in done.stderr
    (clone / "requirements.txt").write_text("# nothing\n")
    assert lines(start(clone, "run", **copying)) == [*MAKING, inside(clone, "run")]


def test_two_first_commands_at_once_make_one_environment(tmp_path, copying):
    clone = plant(tmp_path / "clone")
    command = [str(BASE_PYTHON), "manage.py", "run"]
    environment = {**clean(), **copying}
    both = [subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(line for process in both for line in process.communicate()[0].splitlines())
    assert said == sorted([*MAKING, inside(clone, "run"), inside(clone, "run")])


def test_another_active_environment_is_left_alone(tmp_path):
    clone = plant(tmp_path / "clone")
    assert lines(start(clone, "run", python=sys.executable)) == [f"in {sys.prefix} ['run']"]
    assert not (clone / ".venv").exists()


def test_it_can_be_told_to_stay_out_of_the_way(tmp_path):
    clone = plant(tmp_path / "clone")
    assert lines(start(clone, "run", EPA_NO_BOOTSTRAP="1")) == [f"in {sys.base_prefix} ['run']"]


def test_without_a_venv_module_one_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as stop:
        bootstrap._make_environment()
    package = f"python3.{sys.version_info.minor}-venv"
    assert stop.value.code == 1
    assert capsys.readouterr().err == (
        "This Python has no venv module: install it "
        f"(on Debian and Ubuntu: sudo apt-get install {package}), then run again.\n"
    )


def test_a_python_too_old_is_told_so(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    assert stop.value.code == (
        "Python 3.11 or newer is needed, and this is 3.9: start it with a newer one, "
        "such as `python3.11 manage.py run`."
    )


def test_a_python_too_old_can_read_the_file_that_tells_it_so():
    assert ast.parse((ROOT / "manage.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.fixture
def no_key(monkeypatch, tmp_path):
    monkeypatch.setenv("EPA_SECRET_KEY", "")
    monkeypatch.setenv("EPA_SECRET_KEY_FILE", "")
    monkeypatch.setenv("EPA_VAR", str(tmp_path / "var"))
    return tmp_path / "var" / "secret-key"


def test_a_secret_key_is_made_once_for_its_owner_alone(no_key, monkeypatch):
    bootstrap.provide_secret_key()
    first = no_key.read_text()
    os.environ["EPA_SECRET_KEY_FILE"] = ""
    bootstrap.provide_secret_key()
    assert (len(first), no_key.stat().st_mode & 0o777, no_key.read_text()) == (64, 0o600, first)
    assert os.environ["EPA_SECRET_KEY_FILE"] == str(no_key)
    assert list(no_key.parent.iterdir()) == [no_key]


def test_a_secret_key_that_is_given_is_used(no_key, monkeypatch):
    monkeypatch.setenv("EPA_SECRET_KEY", "given")
    bootstrap.provide_secret_key()
    assert not no_key.exists()


def test_a_folder_that_cannot_be_written_is_named(no_key, monkeypatch, tmp_path, capsys):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(SystemExit):
        bootstrap.provide_secret_key()
    assert capsys.readouterr().err == (
        f"{no_key} cannot be written (File exists): set EPA_SECRET_KEY, or EPA_VAR to a folder of your own.\n"
    )
