"""What import-linter cannot see of the floors."""

import ast
import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for folder in ("policies", "epa") for path in (ROOT / folder).rglob("*.py"))
# Public code may read editions and what they are found by, and writes corrections; the triggers know no record.
PUBLIC_MODELS = {"correction", "counts", "edition", "key", "partner", "release", "search", "triggers"}
DRAWERS = {"utils", "helpers", "common", "misc"}
# Writing words of Django's managers and querysets, and of instances.
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save"}
WRITERS_OF_EDITIONS = {"policies/domain/log.py", "policies/models/edition.py"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_no_module_of_a_record_is_forgotten_when_drafts_are_kept_from_the_public():
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    forbidden = rules["importlinter:contract:drafts"]["forbidden_modules"].split()
    models = {path.stem for path in (ROOT / "policies" / "models").glob("[a-z]*.py")}
    assert {name.removeprefix("policies.models.") for name in forbidden if "models." in name} == models - PUBLIC_MODELS


def test_no_module_is_a_drawer_for_everything():
    assert [name_of(path) for path in MODULES if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def edition_writes(path):
    """The lines on which something is written that begins with `Edition`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("Edition"):
            words = ast.unparse(node.func).split(".")
            if words == ["Edition"] or words[-1] in WRITES:
                yield f"{name_of(path)}:{node.lineno}"


def test_only_the_log_writes_editions():
    elsewhere = [path for path in MODULES if name_of(path) not in WRITERS_OF_EDITIONS]
    assert [line for path in elsewhere for line in edition_writes(path)] == []


def test_the_search_for_writers_of_editions_finds_the_log():
    assert list(edition_writes(ROOT / "policies" / "domain" / "log.py")) != []
