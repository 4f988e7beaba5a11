"""What is kept of counts is what the editions say, whatever is done to records, one step after the other."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.content.records import public_id
from policies.domain import merging, publishing, review, unmerging
from policies.models import Edition, FacetCount, Merge, Predecessor, Reached, Succession, counts
from tests import factories as f
from tests import replaying
from tests.domain.clock import NOON, Clock

STEPS = 25


pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def made():
    """Two sources, three agencies of which one came after another, two documents, measures and statements of them."""
    source, other = f.source(), f.source()
    agencies = [f.agency(source) for _number in range(3)]
    documents = [f.document(source, agencies[0], "2015-08"), f.document(other, agencies[1], "2016/2017")]
    f.term("instrument", "EQUIPMENT", broader=f.term("instrument", "SUBSIDY"))
    measures = [f.measure(source, document, code) for document in documents for code in ("EQUIPMENT", "PILOT")]
    statements = [f.statement(source), f.statement(other)]
    statements[0].documents.set(documents)
    f.publish(source, other, *agencies, *documents, *measures, *statements)
    return {"sources": [source, other], "agencies": agencies, "documents": documents, "leaves": measures + statements}


def public(records):
    names = {str(name) for name in Edition.objects.current().values_list("record_id", flat=True)}
    return [record for record in records if public_id(record) in names]


def new_measure(draw, made):
    measure = f.measure(draw.choice(made["sources"]), draw.choice(made["documents"]), draw.choice(["PILOT", "SUBSIDY"]))
    f.code(measure, "level", "level", draw.choice("AB"))
    measure.levels_not_stated = False
    measure.save()
    made["leaves"].append(measure)
    f.publish(measure)


def new_statement(draw, made):
    statement = f.statement(draw.choice(made["sources"]), statement_kind=draw.choice(["role", "trend"]))
    statement.documents.set(draw.sample(made["documents"], draw.randint(0, 2)))
    made["leaves"].append(statement)
    f.publish(statement)


def recode(draw, made):
    """A document is of another type, in force or not, and has a theme more or less."""
    document = draw.choice(made["documents"])
    document.codings.filter(role="theme").delete()
    for code in draw.sample("XYZ", draw.randint(0, 2)):
        f.code(document, "theme", "theme", code)
    kind = f.term("document-type", draw.choice(["PLAN", "OPINIONS"]))
    f.publish(f.change(document, type=kind, status=draw.choice(["unknown", "in_force"])))


def move(draw, made):
    """A measure turns out to be of another document, and a statement of others."""
    for record in public(made["leaves"]):
        if record.kind == "measure" and draw.random() < 0.5:
            f.publish(f.change(record, document=draw.choice(made["documents"])))
            return
        if record.kind == "statement":
            record.documents.set(draw.sample(made["documents"], draw.randint(0, 2)))
            f.publish(f.change(record))
            return


def reissue(draw, made):
    """A document is of another agency."""
    document = draw.choice(made["documents"])
    issuer = document.issuers.get()
    issuer.agency = draw.choice(made["agencies"])
    issuer.save()
    f.publish(f.change(document))


def succeed(draw, made):
    """An agency comes after another, or no longer does."""
    before, after = draw.sample(made["agencies"], 2)
    if not Succession.objects.filter(predecessor=before).delete()[0]:
        row = Succession.objects.create(predecessor=before, successor=after, kind="renamed")
        f.cite(before, "the Ministry of Trade", made["sources"][0], "succession", succession=row)
    f.publish(f.change(before))


def contradict(draw, made):
    document, source = draw.choice(made["documents"]), draw.choice(made["sources"])
    document.citations.filter(value="title").delete()
    f.cite(document, "opinions", source, "title", stance=draw.choice(["imprecise", "contradicts"]))
    f.publish(f.change(document))


def withdraw(draw, made):
    for record in draw.sample(public(made["leaves"]), 1):
        publishing.withdraw([record], by=None, reason="Wrong.", takedown=draw.random() < 0.5)


def bring_back(_draw, made):
    for record in made["leaves"]:
        record.refresh_from_db()
        if record.state == "withdrawn":
            publishing.restore([record], by=f.user("reviewer"), reason="Right.")
            return


def rename(draw, made):
    f.publish(f.change(draw.choice(made["agencies"]), name_en=f"Name {draw.random()}"))


ACTS = [new_measure, new_statement, recode, move, reissue, succeed, contradict, withdraw, bring_back, rename]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_every_step_of_a_random_walk_all_numbers_are_those_of_the_editions(made, seed):
    draw = random.Random(seed)  # noqa: S311 - the same choices every time
    done = []
    for act in [*draw.sample(ACTS, len(ACTS)), *draw.choices(ACTS, k=STEPS - len(ACTS))]:
        act(draw, made)
        done.append(act.__name__)
        assert list(counts.differences(connection)) == [], done


def merge(kept, lesser):
    proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    merging.decide(proposed, by=f.user())
    return Merge.objects.get(pk=proposed.pk)


@pytest.mark.parametrize("kind", ["agencies", "documents"])
def test_a_merge_and_its_undoing_leave_all_numbers_right(made, kind):
    kept, lesser = made[kind][:2]
    before = numbers()
    merged = merge(kept, lesser)
    assert list(counts.differences(connection)) == []
    assert numbers() != before
    unmerging.undo(merged, by=f.user("reviewer"), reason="They are two.")
    assert list(counts.differences(connection)) == []
    assert numbers() == before


def numbers():
    return set(FacetCount.objects.values_list("kind", "facet", "value", "number"))


def test_what_is_scheduled_is_counted_when_it_becomes_public(monkeypatch, made):
    clock = Clock(monkeypatch.setattr)
    document = f.change(made["documents"][0], status="in_force")
    review.submit(document, by=None)
    publishing.approve_for(document, NOON + timedelta(hours=1), by=f.user())
    assert not FacetCount.objects.filter(value="in_force")
    clock.at(14)
    publishing.publish_due()
    # Of documents, the document; its measures, sources, agencies and statements through it.
    rows = FacetCount.objects.filter(facet="status", value="in_force")
    assert dict(rows.values_list("kind", "number")) == {
        "document": 1,
        "measure": 2,
        "agency": 1,
        "source": 1,
        "statement": 1,
    }
    assert list(counts.differences(connection)) == []


def test_what_is_refused_leaves_all_numbers_as_they_were(made):
    before = numbers()
    with pytest.raises(ValidationError):
        publishing.withdraw(made["documents"][:1], by=None, reason="Others name it.")
    assert numbers() == before


def test_a_source_that_cites_another_is_found_through_what_cites_the_other(made):
    source, other = made["sources"]
    f.cite(source, "In August 2015", other, "date")
    f.publish(f.change(source))
    assert list(counts.differences(connection)) == []
    # Later, through what changes of the other alone.
    f.publish(f.change(made["documents"][1], status="in_force"))
    reached = Reached.objects.filter(facet="status", value="in_force").values_list("record_id", flat=True)
    assert {source.pk, other.pk} <= set(reached)
    assert list(counts.differences(connection)) == []


def test_every_row_that_is_wrong_is_named(made):
    agency = str(made["agencies"][0].pk)
    FacetCount.objects.filter(kind="measure", facet="instrument", value="PILOT").update(number=7)
    Reached.objects.filter(record_id=made["documents"][0].pk, value="PILOT").delete()
    Predecessor.objects.create(agency_id=agency, predecessor_id=agency)
    FacetCount.objects.create(kind="agency", facet="place", value="X", number=1)
    found = [row.replace("-", "") for row in counts.differences(connection)]
    agency, document = agency.replace("-", ""), made["documents"][0].pk.hex
    # What follows from what is wrong is wrong too: documents are counted by what they reach.
    assert found == [
        f"policies_predecessor: {agency} {agency}",
        f"policies_reached: {document} instrument PILOT 1",
        f"policies_facetcount: agency agency_lineage {agency} 1",
        "policies_facetcount: agency place X 1",
        f"policies_facetcount: document agency_lineage {agency} 1",
        "policies_facetcount: document instrument PILOT 1",
        "policies_facetcount: document instrument PILOT 2",
        f"policies_facetcount: measure agency_lineage {agency} 2",
        "policies_facetcount: measure instrument PILOT 2",
        "policies_facetcount: measure instrument PILOT 7",
    ]


def test_all_is_made_anew_from_the_editions(made):
    before = numbers(), set(Reached.objects.values_list("record_id", "facet", "value", "number"))
    for model in (FacetCount, Reached, Predecessor):
        model.objects.all().delete()
    counts.fill(connection)
    assert (numbers(), set(Reached.objects.values_list("record_id", "facet", "value", "number"))) == before


@pytest.mark.parametrize("number", [1, 3])
def test_counting_costs_the_same_for_one_measure_and_for_three(made, number):
    measures = [f.measure(made["sources"][0], made["documents"][0]) for _row in range(number)]
    f.approve(*measures)
    with CaptureQueriesContext(connection) as captured:
        publishing.publish(measures)
    ours = [row["sql"] for row in captured if any(table in row["sql"] for table in (counts.COUNTS, counts.REACHED))]
    assert len(ours) == 12
