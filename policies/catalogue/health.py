"""Whether this process can serve: the database answers, its tables are those of the code, the evidence held."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from policies.models.edition import EvidenceCheck, moment


@dataclass(frozen=True)
class Health:
    """`report` says what was looked at; `is_ready` whether requests can be answered."""

    is_ready: bool
    report: dict[str, Any]


def readiness() -> Health:
    """Failed evidence is reported and does not make a process unready: taking the site away would prove nothing."""
    try:
        pending = _pending_migrations()
        report = {"database": "ok", "migrations": pending or "ok", "evidence": _last_check()}
    except DatabaseError:
        return Health(is_ready=False, report={"database": "does not answer"})
    return Health(is_ready=not pending, report=report)


def _pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _last_check() -> dict[str, Any]:
    """Of the catalogue alone: how many citations the desk has tells how much is being worked on."""
    last = EvidenceCheck.objects.order_by("-at").first()
    if last is None:
        return {"checked_at": None}
    return {
        "checked_at": moment(last.at),
        "evidence": last.evidence,
        "failed": last.failed,
    }
