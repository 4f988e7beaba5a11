"""Evidence is entered by pasting words; their place is found, or a sentence says why not."""

import pytest

from policies.models import Citation, DocumentDate, Relation
from tests import factories
from tests.admin.filling import address, client_of, complaints, messages, send

pytestmark = [pytest.mark.django_db, pytest.mark.long]
TEXT = "Shops were opened in May. Roads were built in May. Prices rose by 10% of their <old> height."


@pytest.fixture
def made():
    source = factories.source(TEXT)
    agency = factories.agency(factories.source())
    document = factories.document(factories.source(), agency)
    return {"source": source, "snapshot": source.snapshots.get(), "document": document, "agency": agency}


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


def _page(made) -> str:
    return address("change", "document", made["document"]) + f"?snapshot={made['snapshot'].pk}"


def _paste(client, made, words, **typed):
    return send(client, _page(made), **{"citations__4__bears_on": "record", "citations__4__words": words, **typed})


def _last() -> Citation:
    return Citation.objects.order_by("-pk").first()


def test_pasted_words_are_found_and_their_place_filled_in(made, client):
    _paste(client, made, "  Roads were built  ", citations__4__stated="roads")
    cited = _last()
    assert (cited.quote, cited.start, cited.end, cited.spans, cited.stated, cited.stance) == (
        "Roads were built",
        26,
        42,
        [],
        "roads",
        "supports",
    )
    assert cited.document == made["document"]


def test_key_words_become_spans(made, client):
    _paste(client, made, "Roads were built in May", citations__4__key_words="Roads\r\nMay")
    assert _last().spans == [[26, 31], [46, 49]]


def test_words_that_are_not_there_are_refused_with_the_nearest_and_kept(made, client):
    answer = _paste(client, made, "Roads were mended in May")
    [sentence] = complaints(answer)
    assert sentence.startswith(f"{made['snapshot']} does not have the words “Roads were mended in May”.")
    assert "Roads were mended in May</textarea>" in answer.content.decode()
    assert Citation.objects.filter(snapshot=made["snapshot"]).count() == 0


def test_words_found_twice_are_refused_with_their_places_to_choose_from(made, client):
    answer = _paste(client, made, "in May")
    assert complaints(answer) == [
        "The snapshot has these words 2 times. Choose below which you mean, or paste more of them."
    ]
    form = answer.context["inline_admin_formsets"][-1].formset.forms[4]
    assert [value for value, _label in form.fields["begins_at"].widget.choices] == ["", 18, 43]


def test_the_chosen_place_is_taken(made, client):
    _paste(client, made, "in May", citations__4__begins_at="43")
    assert (_last().start, _last().end) == (43, 49)


def test_key_words_that_the_quote_lacks_are_refused(made, client):
    answer = _paste(client, made, "Roads were built in May", citations__4__key_words="June")
    assert complaints(answer) == ["The quote does not have the key words “June” after the ones before."]


def test_the_same_words_are_cited_once_for_a_value(made, client):
    _paste(client, made, "Roads were built")
    answer = send(client, _page(made), citations__5__bears_on="record", citations__5__words="Roads were built")
    assert complaints(answer) == ["This value has a citation of exactly these words already."]


def test_the_same_words_twice_on_one_page_are_refused_too(made, client):
    twice = {"citations__5__bears_on": "record", "citations__5__words": "Roads were built"}
    again = {"citations__5__snapshot": str(made["snapshot"].pk), "citations__5__stance": "supports"}
    answer = _paste(client, made, "Roads were built", citations__TOTAL_FORMS="6", **twice, **again)
    assert complaints(answer) == ["Another citation of this value has exactly these words. Delete one."]


def test_a_citation_can_be_corrected(made, client):
    _paste(client, made, "Roads were built")
    number = _number_of(client, made, "Roads were built")
    send(client, _page(made), **{f"citations__{number}__words": "Roads were built in May"})
    assert (_last().quote, _last().start) == ("Roads were built in May", 26)


def test_a_correction_that_is_not_found_leaves_the_citation_as_it_was_and_shows_it(made, client):
    _paste(client, made, "Roads were built")
    number = _number_of(client, made, "Roads were built")
    answer = send(client, _page(made), **{f"citations__{number}__words": "Bridges fell"})
    assert len(complaints(answer)) == 1
    assert _last().quote == "Roads were built"
    page = answer.content.decode()
    assert "Bridges fell</textarea>" in page
    assert "<q>Roads were built</q>" in page


def test_a_citation_can_be_deleted(made, client):
    _paste(client, made, "Roads were built")
    number = _number_of(client, made, "Roads were built")
    send(client, _page(made), **{f"citations__{number}__DELETE": "on"})
    assert not Citation.objects.filter(quote="Roads were built").exists()


def _number_of(client, made, quote) -> int:
    forms = client.get(_page(made)).context["inline_admin_formsets"][-1].formset.forms
    return next(number for number, form in enumerate(forms) if form.instance.quote == quote)


def test_a_citation_bears_on_one_of_the_rows(made, client):
    date = made["document"].dates.get()
    _paste(client, made, "in May. Roads", citations__4__bears_on=f"date/{date.pk}")
    assert (_last().value, _last().date) == ("date", date)


def test_a_row_of_another_record_is_no_choice(made, client):
    other = factories.document(factories.source(), made["agency"]).dates.get()
    answer = _paste(client, made, "in May. Roads", citations__4__bears_on=f"date/{other.pk}")
    assert complaints(answer) == [f"Select a valid choice. date/{other.pk} is not one of the available choices."]


def test_a_date_and_its_evidence_are_added_with_one_save(made, client):
    row = {"kind": "effective", "wording": "in May", "edtf": "2016-05"}
    typed = {f"dates__1__{name}": value for name, value in row.items()}
    _paste(client, made, "in May. Roads", dates__TOTAL_FORMS="2", **typed, citations__4__bears_on="date")
    assert _last().date == DocumentDate.objects.get(kind="effective")


def test_evidence_for_a_row_that_cannot_be_told_is_kept_and_asked_about(made, client):
    answer = _paste(client, made, "in May. Roads", citations__4__bears_on="date")
    assert (_last().value, _last().date) == ("date", None)
    assert "“in May. Roads” is kept, but not yet for which date: choose it under “Evidence for”." in messages(answer)


@pytest.fixture
def relation(made):
    """A relation that its evidence states, to a document that has no text here yet."""
    other = factories.bare_document(title_en="Outline")
    row = Relation.objects.create(document=made["document"], object=other, predicate="implements")
    factories.cite(made["document"], "Roads were built", made["source"], "relation", relation=row)
    return row


def _pin(client, relation, snapshot, words):
    """Words of that snapshot pasted for the far end of the relation, as the one that is not pinned yet."""
    page = f"{address('change', 'document', relation.document)}?snapshot={snapshot.pk}"
    return send(client, page, citations__5__bears_on="object", citations__5__words=words)


def test_the_far_end_of_a_relation_is_pinned_to_words_of_the_other_document(client, relation):
    text = factories.source("All counties have roads.", document=relation.object)
    _pin(client, relation, text.snapshots.get(), "have roads")
    assert (_last().value, _last().relation, _last().quote) == ("object", relation, "have roads")


def test_words_of_a_third_document_are_kept_and_pin_no_relation(made, client, relation):
    answer = _pin(client, relation, made["snapshot"], "in May. Roads")
    assert (_last().value, _last().relation) == ("object", None)
    assert "“in May. Roads” is kept, but not yet for which passage of the other document" in messages(answer)[0]


def test_words_that_are_not_the_other_documents_do_not_pin_a_relation(made, client, relation):
    page = f"{address('change', 'document', relation.document)}?snapshot={made['snapshot'].pk}"
    answer = send(client, page, citations__5__bears_on=f"object/{relation.pk}", citations__5__words="in May. Roads")
    (sentence,) = complaints(answer)
    assert sentence == (
        "A passage of the other document is cited from its own text. "
        "Choose a snapshot of a source that carries “Outline”."
    )


def test_what_lacks_evidence_is_suggested_first(made, client):
    made["document"].citations.filter(value="issuer").delete()
    form = client.get(_page(made)).context["inline_admin_formsets"][-1].formset.forms[-1]
    assert form["bears_on"].value() == f"issuer/{made['document'].issuers.get().pk}"


def test_quotes_are_shown_escaped_with_their_surroundings_and_key_words(made, client):
    _paste(client, made, "10% of their <old> height", citations__4__key_words="<old>")
    page = client.get(_page(made)).content.decode()
    assert "Prices rose by </span><q>10% of their <mark>&lt;old&gt;</mark> height</q>" in page
    assert f"{made['snapshot']}</a>, 66–91" in page


@pytest.mark.parametrize("kind", ["source", "agency", "statement"])
def test_other_records_are_cited_in_the_same_way(made, client, kind):
    record = {**made, "statement": factories.statement(factories.source())}[kind]
    page = address("change", kind, record)
    number = record.citations.count()
    typed = {"bears_on": "record", "words": "Roads were built", "snapshot": str(made["snapshot"].pk)}
    send(client, page, **{f"citations__{number}__{name}": value for name, value in typed.items()})
    assert getattr(_last(), kind) == record


def test_no_suggestion_alone_makes_a_citation(made, client):
    before = Citation.objects.count()
    assert send(client, _page(made)).status_code == 302
    assert Citation.objects.count() == before
