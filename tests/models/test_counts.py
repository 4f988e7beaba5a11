"""What is kept of counts: each row once, the ways it follows from the editions, and how a database comes to have it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from policies.models import Facet, FacetCount, Predecessor, Reached, triggers
from policies.models.counts import families, standing_with, ways
from tests import factories as f
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
migration = import_module("policies.migrations.0026_counts")
actors_by_name = import_module("policies.migrations.0032_actors_by_name")


def again(model, *columns):
    def row():
        made = f.catalogue()
        Predecessor.objects.create(agency_id=str(made["agency"].pk), predecessor_id="x")
        return model(**model.objects.values(*columns)[0], **({"number": 1} if model is not Predecessor else {}))

    return row


BROKEN = {
    "facet_count_once": Broken(again(FacetCount, "kind", "facet", "value"), None),
    "reached_once": Broken(again(Reached, "record_id", "facet", "value"), None),
    "predecessor_once": Broken(again(Predecessor, "agency_id", "predecessor_id"), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_keeps_every_row_once(name):
    assert refused_by(BROKEN[name].row()) == {name}


def test_they_say_what_they_are():
    assert str(FacetCount(kind="measure", facet="instrument", value="PILOT", number=3)) == "measure instrument=PILOT: 3"
    assert str(Reached(record_id=7, facet="instrument", value="PILOT")) == "7 instrument=PILOT"
    assert str(Predecessor(agency_id="new", predecessor_id="old")) == "old before new"


def test_a_database_that_has_editions_has_all_of_it_after_the_migration():
    f.catalogue(measures=2)
    before = [rows(FacetCount), rows(Reached)]
    FacetCount.objects.all().delete()
    Reached.objects.all().delete()
    migration.fill(None, SimpleNamespace(connection=connection))
    assert [rows(FacetCount), rows(Reached)] == before


def rows(model):
    names = [field.name for field in model._meta.fields if field.name != "id"]
    return sorted(map(str, model.objects.values_list(*names)))


def test_an_agency_has_all_that_came_before_it_and_ends_where_it_came_from():
    assert families([("c", "b"), ("b", "a"), ("x", "y"), ("y", "x")]) == {
        "c": {"a", "b", "c"},
        "b": {"a", "b"},
        "x": {"x", "y"},
        "y": {"x", "y"},
    }


@pytest.mark.parametrize(("kind", "facet", "of"), [("source", "source", "source"), ("measure", "document", "document")])
def test_the_records_that_stand_with_a_value_are_found_by_it(kind, facet, of):
    made = f.catalogue()
    value = str(made[of].pk)
    there = made["source"].pk if kind == "source" else made["measures"][0].pk
    assert list(standing_with(connection, kind, facet, [value, "none"])) == [(value, there)]


def test_a_kind_without_a_way_through_others_has_none():
    assert ways("term") == {}


def test_the_migration_finds_past_and_present_editions_by_the_agencies_that_act_as_publishing_does():
    made = f.catalogue(measures=2)
    f.change(made["measures"][0], actors_not_stated=False)
    made["measures"][0].acting_agencies.add(made["agency"])
    f.publish(made["measures"][0])

    def all_of_it():
        return [
            *Facet.objects.order_by("edition", "facet", "value").values_list("edition", "facet", "value", "direct"),
            *FacetCount.objects.order_by("kind", "facet", "value").values_list("kind", "facet", "value", "number"),
            *Reached.objects.order_by("record_id", "facet", "value").values_list("record_id", "facet", "value"),
        ]

    written = all_of_it()
    assert ("measure", "actor", str(made["agency"].pk), 1) in written
    with triggers.dropped():
        Facet.objects.filter(facet="actor").delete()
        FacetCount.objects.all().delete()
    actors_by_name.fill(apps, SimpleNamespace(connection=connection))
    assert all_of_it() == written
    with pytest.raises(Exception, match="never changes"):
        Facet.objects.update(value="")
