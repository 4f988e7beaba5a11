"""What a citation can bear on, and what a form of a citation makes of what is typed."""

from typing import Any

import pytest

from policies.forms.citation import CitationForm, CitationFormSet, bearing
from policies.models import Citation, Succession
from tests import factories

pytestmark = pytest.mark.django_db
ADDED = ("name", "relation", "object")


def _bearings(record: Any) -> list[str]:
    formset = CitationFormSet.__new__(CitationFormSet)
    formset.instance = record
    return [name for _group, options in formset.bearings for name, _label in options]


def _form(record: Any, citation: Citation | None = None, **typed: str) -> CitationForm:
    offered = [("", [("record", "record"), ("type", "type")])]
    instance = citation or Citation(**{record.kind: record})
    return CitationForm({"stance": "supports", **typed}, instance=instance, bearings=offered, suggested="record")


@pytest.fixture
def made():
    source = factories.source()
    agency = factories.agency(source)
    return {"source": source, "agency": agency, "document": factories.document(source, agency)}


def test_a_document_is_cited_for_its_values_and_each_of_its_rows(made):
    document = made["document"]
    rows = [f"date/{document.dates.get().pk}", "date", f"issuer/{document.issuers.get().pk}", "issuer"]
    assert _bearings(document) == ["record", "title", "type", "number", "status", *rows, *ADDED]


def test_a_relation_is_cited_for_what_states_it_and_for_the_words_at_its_far_end(made):
    document = made["document"]
    relation = factories.pinned(document, factories.bare_document(), made["source"])
    offered = [f"relation/{relation.pk}", "relation", f"object/{relation.pk}", "object"]
    assert _bearings(document)[-4:] == offered
    cited = document.citations.filter(relation=relation).order_by("value")
    assert [bearing(citation) for citation in cited] == [f"object/{relation.pk}", f"relation/{relation.pk}"]


@pytest.mark.parametrize("name", ["relation", "object"])
def test_what_is_chosen_of_a_relation_is_its_row_and_one_of_its_two_ends(made, name):
    relation = factories.pinned(made["document"], factories.bare_document(), made["source"])
    text = relation.citations.get(value="object").snapshot
    form = CitationForm(
        {"stance": "supports", "bears_on": f"{name}/{relation.pk}", "snapshot": text.pk, "words": "Article 5."},
        instance=Citation(document=made["document"]),
        bearings=[("", [(f"{name}/{relation.pk}", "relation")])],
        suggested="record",
    )
    assert form.errors == {}
    made_now = form.save()
    assert (made_now.relation, made_now.value, made_now.date) == (relation, name, None)


def test_an_agency_is_cited_for_its_name_and_what_became_of_it(made):
    row = Succession.objects.create(
        predecessor=made["agency"], successor=factories.agency(made["source"]), kind="renamed"
    )
    assert _bearings(made["agency"]) == ["record", "name", f"succession/{row.pk}", "succession"]


def test_a_citation_says_what_it_bears_on(made):
    citations = made["document"].citations.order_by("pk")
    date, issuer = made["document"].dates.get(), made["document"].issuers.get()
    assert [bearing(row) for row in citations] == ["record", f"date/{date.pk}", f"issuer/{issuer.pk}", "type"]


def test_a_value_no_longer_offered_stays(made):
    citation = made["document"].citations.get(value="type")
    form = CitationForm(instance=citation, bearings=[("", [("record", "record")])], suggested="record")
    assert form["bears_on"].value() == "type"
    assert form.fields["bears_on"].choices == [("", [("record", "record")]), ("type", "type")]


def test_what_was_only_suggested_is_no_change(made):
    assert not _form(made["document"], bears_on="type", snapshot="1").has_changed()
    assert _form(made["document"], words="opinions").has_changed()


def test_other_key_words_are_found_at_the_same_place_of_words_that_stand_twice(made):
    source = factories.source("Shops open. Shops open.")
    citation = factories.cite(made["document"], "Shops open.", source, start=12, end=23)
    typed = {"snapshot": str(citation.snapshot_id), "words": "Shops open.", "key_words": "open"}
    form = _form(made["document"], citation, bears_on="record", **typed)
    assert form.errors == {}
    assert (form.save().start, citation.spans) == (12, [[18, 22]])


@pytest.mark.parametrize("missing", ["snapshot", "words", "bears_on"])
def test_without_a_part_nothing_is_looked_for(made, missing):
    typed = {"bears_on": "record", "snapshot": str(made["source"].snapshots.get().pk), "words": "opinions"}
    form = _form(made["document"], **{name: value for name, value in typed.items() if name != missing})
    assert form.errors == {missing: ["This field is required."]}


def test_the_stored_characters_are_the_snapshots_own(made):
    source = factories.source("The “early” years.")
    form = _form(
        made["document"], bears_on="record", snapshot=str(source.snapshots.get().pk), words='the "early" YEARS'
    )
    assert form.save().quote == "The “early” years"
