"""The whole of `policies.models`."""

from django.apps import apps

from tests.models import (
    test_agency,
    test_approval,
    test_citation,
    test_coding,
    test_correction,
    test_counts,
    test_document,
    test_edition,
    test_journal,
    test_key,
    test_measure,
    test_merging,
    test_partner,
    test_presence,
    test_release,
    test_revision,
    test_schedule,
    test_search,
    test_second_coding,
    test_source,
    test_statement,
    test_term,
    test_thread,
)

TESTED = (
    test_agency,
    test_approval,
    test_citation,
    test_coding,
    test_correction,
    test_counts,
    test_document,
    test_edition,
    test_journal,
    test_key,
    test_measure,
    test_merging,
    test_partner,
    test_presence,
    test_release,
    test_revision,
    test_schedule,
    test_search,
    test_second_coding,
    test_source,
    test_statement,
    test_term,
    test_thread,
)


def test_every_constraint_is_broken_by_a_test():
    constraints = {
        row.name for model in apps.get_app_config("policies").get_models() for row in model._meta.constraints
    }
    assert {name for module in TESTED for name in module.BROKEN} == constraints
