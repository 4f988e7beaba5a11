import pytest
from django.db import DatabaseError

from policies.catalogue import health
from policies.models import EvidenceCheck
from policies.models.edition import moment

pytestmark = pytest.mark.django_db


def test_a_process_whose_database_is_that_of_its_code_is_ready():
    assert health.readiness() == health.Health(
        is_ready=True, report={"database": "ok", "migrations": "ok", "evidence": {"checked_at": None}}
    )


def test_the_last_check_of_public_evidence_is_told_and_failures_do_not_take_the_site_away():
    EvidenceCheck.objects.create(citations=1, evidence=1, failed=0)
    last = EvidenceCheck.objects.create(citations=150, evidence=90, failed=2)
    found = health.readiness()
    assert (found.is_ready, found.report["evidence"]) == (
        True,
        {"checked_at": moment(last.at), "evidence": 90, "failed": 2},
    )


def test_a_process_newer_than_its_database_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "_pending_migrations", lambda: ["policies.0099_newer"])
    assert health.readiness() == health.Health(
        is_ready=False,
        report={"database": "ok", "migrations": ["policies.0099_newer"], "evidence": {"checked_at": None}},
    )


def test_a_process_without_a_database_is_not_ready(monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(health, "_pending_migrations", fail)
    assert health.readiness() == health.Health(is_ready=False, report={"database": "does not answer"})
