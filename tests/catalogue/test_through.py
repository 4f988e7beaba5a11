"""What records are found by through others, as it is now and as it was."""

import copy

import pytest

from policies.catalogue.facets import counted_facets
from policies.domain import publishing
from policies.models import Coding, Issuer
from tests import factories as f
from tests.catalogue.asking import ask, now, slugs
from tests.catalogue.keeping import kept


def make():
    """Two documents with two measures and one; a third without any; two sources of which one contradicts."""
    source, other = f.source(slug="news"), f.source(slug="paper")
    trade, council = (f.agency(source, slug=slug, name_en=slug) for slug in ("trade", "council"))
    opinions = f.document(source, trade, "2015-08", slug="opinions")
    plan = f.document(source, council, "2016", slug="plan", type=f.term("document-type", "PLAN"), status="in_force")
    f.code(plan, "theme", "theme", "ROADS")
    bare = f.document(source, council, "[2016-12-01..2017-01-31]", slug="bare")
    f.term("instrument", "EQUIPMENT", broader=f.term("instrument", "SUBSIDY"))
    measures = [
        f.measure(source, document, code, slug=slug)
        for slug, document, code in (("a", opinions, "EQUIPMENT"), ("b", opinions, "PILOT"), ("c", plan, "PILOT"))
    ]
    f.code(measures[2], "level", "level", "COUNTY")
    measures[2].levels_not_stated = False
    measures[2].save()
    f.cite(opinions, "August 2015", other, "date", stance="contradicts", stated="July 2015")
    statement = f.statement(source, slug="role")
    statement.documents.add(plan)
    f.publish(source, other, trade, council, opinions, plan, bare, *measures, statement)
    return {"measures": measures, "opinions": opinions, "plan": plan, "trade": trade, "source": source}


once, made = kept(make)


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("document", "instrument=SUBSIDY", ["opinions"]),
        ("document", "instrument=EQUIPMENT&instrument=PILOT", ["opinions", "plan"]),
        ("document", "level=COUNTY", ["plan"]),
        # Two facets need not be of the same measure: it is the document that is narrowed.
        ("document", "instrument=PILOT&agency=trade", ["opinions"]),
        ("measure", "type=PLAN", ["c"]),
        ("measure", "status=in_force", ["c"]),
        ("measure", "theme=ROADS", ["c"]),
        ("agency", "type=PLAN", ["council"]),
        ("agency", "instrument=PILOT", ["council", "trade"]),
        ("agency", "level=COUNTY", ["council"]),
        ("agency", "document=opinions", ["trade"]),
        ("agency", "year=2017", ["council"]),
        ("agency", "from=2015&to=2015", ["trade"]),
        ("agency", "from=2017", ["council"]),
        ("agency", "from=2017&dates=certainly", []),
        ("source", "agency=trade", ["news", "paper"]),
        ("source", "instrument=PILOT", ["news"]),
        ("source", "document=plan", ["news"]),
        ("source", "stance=contradicts", ["paper"]),
        ("source", "stance=supports", ["news"]),
        ("statement", "agency=council", ["role"]),
        ("statement", "agency=trade", []),
        ("statement", "type=PLAN&year=2016", ["role"]),
        ("statement", "from=2016-12&to=2016-12", ["role"]),
        ("statement", "from=2016-12&to=2016-12&dates=certainly", []),
    ],
)
def test_records_are_found_through_others(made, kind, query, expected):
    assert ask(kind, query).complaints == {}
    assert sorted(slugs(kind, query)) == expected


@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
def test_every_count_through_others_is_the_number_of_records_that_choosing_it_gives(made, kind):
    checked = 0
    for name, rows in ask(kind).facets().items():
        for row in rows:
            assert row["count"] == ask(kind, f"{name}={row['code']}").count > 0
            checked += 1
    assert checked > 7


# The second has no words at all, the third one that no record has: a database need not be asked.
@pytest.mark.parametrize("query", ["q=---", "q=%22%22", "q=%22zeppelin+shops%22"])
@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
def test_nothing_is_counted_where_no_words_can_be_found(made, kind, query):
    assert ask(kind, query).facets() == {facet: [] for facet in counted_facets(kind)}


def test_a_document_with_two_measures_of_one_instrument_counts_once(made):
    f.publish(f.measure(made["source"], made["opinions"], "PILOT"))
    (pilot,) = [row for row in ask("document").facets()["instrument"] if row["code"] == "PILOT"]
    assert pilot["count"] == 2


def test_a_measure_that_is_coded_anew_is_so_for_its_document_at_once_and_not_before(made):
    then = now()
    measure = copy.deepcopy(made["measures"][1])
    f.change(measure, instrument=f.term("instrument", "TRAINING"))
    f.publish(measure)
    assert slugs("document", "instrument=TRAINING") == ["opinions"]
    assert slugs("document", "instrument=PILOT") == ["plan"]
    assert slugs("document", f"instrument=PILOT&as_of={then}") == ["opinions", "plan"]
    counted = {row["code"]: row["count"] for row in ask("document", f"as_of={then}").facets()["instrument"]}
    assert counted == {"PILOT": 2, "EQUIPMENT": 1, "SUBSIDY": 1}


def test_a_measure_that_is_withdrawn_no_longer_counts_for_its_document_but_did(made):
    then = now()
    publishing.withdraw([made["measures"][2]], by=None, reason="Wrong.")
    assert slugs("document", "level=COUNTY") == slugs("agency", "level=COUNTY") == []
    assert slugs("document", f"level=COUNTY&as_of={then}") == ["plan"]


def test_what_is_taken_down_counts_for_nothing_on_past_days_either(made):
    then = now()
    publishing.withdraw([made["measures"][2]], by=None, reason="By order of a court.", takedown=True)
    assert slugs("document", f"level=COUNTY&as_of={then}") == []
    assert ask("document", f"as_of={then}").facets()["level"] == []


def test_a_draft_counts_for_no_document(made):
    draft = f.measure(made["source"], made["plan"], "SUBSIDY")
    Coding.objects.filter(measure=draft).delete()
    assert slugs("document", "instrument=SUBSIDY") == ["opinions"]


def test_an_agency_that_is_only_said_to_have_issued_has_nothing_of_the_document(made):
    claim = Issuer.objects.create(document=made["plan"], agency=made["trade"], role="sole", preferred=False)
    f.cite(made["plan"], "the Ministry of Trade", made["source"], "issuer", issuer=claim)
    f.publish(made["plan"])
    assert slugs("agency", "level=COUNTY") == ["council"]
