"""The suite runs on the database that it says it runs on."""

import os

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction


@pytest.mark.database
def test_the_database_is_the_one_that_was_asked_for():
    assert connection.vendor == os.environ.get("EPA_TEST_VENDOR", "sqlite")


@pytest.mark.django_db
def test_chinese_survives_the_way_into_the_database_and_back():
    Group.objects.create(name="电子商务扶贫")
    assert Group.objects.filter(name__startswith="电子").values_list("name", flat=True).get() == "电子商务扶贫"


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_still_has_what_migrations_wrote():
    with transaction.atomic():
        Group.objects.create(name="left behind")
    assert set(Group.objects.values_list("name", flat=True)) == {"administrator", "curator", "left behind", "reviewer"}


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_to_the_next_one():
    assert set(Group.objects.values_list("name", flat=True)) == {"administrator", "curator", "reviewer"}
