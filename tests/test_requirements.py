"""The locks are made of the lists of direct dependencies, complete, and say no address."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements", "requirements-dev", "requirements-client"]
DIRECT = re.compile(r"^([a-z0-9-]+)(?:\[.*\])?==(\S+)  # (.+)$", re.MULTILINE)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(lock):
    """Package -> version and the lines about it."""
    parts = re.split(r"^(?=[a-z])", read(f"{lock}.txt"), flags=re.MULTILINE)
    return {part.split("==")[0]: (part.split("==")[1].split()[0], part) for part in parts if part}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock):
    assert [name for name, (_, lines) in blocks(lock).items() if "--hash=sha256:" not in lines] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_direct_dependency_is_locked_as_listed_with_who_needs_it(lock):
    listed = DIRECT.findall(read(f".{lock}.in"))
    locked = blocks(lock)
    assert listed
    assert [(name, locked[name][0]) for name, _, _ in listed] == [(name, version) for name, version, _ in listed]
    assert [name for name, _, reason in listed if reason not in locked[name][1]] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_list_has_nothing_but_pins_with_reasons(lock):
    lines = [line for line in read(f".{lock}.in").splitlines() if not line.startswith("#")]
    assert len(DIRECT.findall(read(f".{lock}.in"))) == len(lines)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock):
    assert [line for line in read(f"{lock}.txt").splitlines() if "://" in line or line.startswith("-")] == []


def test_what_is_in_one_environment_agrees():
    runtime, development = blocks("requirements"), blocks("requirements-dev")
    shared = runtime.keys() & development.keys()
    assert {name: runtime[name][0] for name in shared} == {name: development[name][0] for name in shared}


def test_there_are_few_direct_dependencies():
    assert len(DIRECT.findall(read(".requirements.in"))) <= 14
