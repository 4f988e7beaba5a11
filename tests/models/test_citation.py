import pytest

from policies.models import (
    AgencyName,
    Citation,
    Document,
    DocumentDate,
    DocumentName,
    Issuer,
    Relation,
    Statement,
    Succession,
)
from policies.models.citation import OWNERS, ROWS
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
WORDS = "the Ministry of Trade"
START = f.TEXT.index(WORDS)
END = START + len(WORDS)


def a_citation(**values):
    place = {"snapshot": f.source().snapshots.get(), "start": START, "end": END, "quote": WORDS}
    owner = {} if set(values) & set(OWNERS) else {"document": f.bare_document()}
    return Citation(**{**place, **owner, **values})


def a_date_row():
    row = DocumentDate(document=f.bare_document(), kind="stated", edtf="2015-08", wording="August 2015")
    row.save()
    return row


def a_succession():
    return Succession.objects.create(predecessor=f.bare_agency(), successor=f.bare_agency(), kind="renamed")


# For each row that a citation can bear on: one of them, and the record it belongs to.
OF_ROW = {
    "date": (a_date_row, "document"),
    "issuer": (lambda: Issuer.objects.create(document=f.bare_document(), agency=f.bare_agency()), "document"),
    "document_name": (lambda: DocumentName.objects.create(document=f.bare_document(), text="Opinions"), "document"),
    "relation": (
        lambda: Relation.objects.create(document=f.bare_document(), object=f.bare_document(), predicate="cites"),
        "document",
    ),
    "agency_name": (lambda: AgencyName.objects.create(agency=f.bare_agency(), text="Trade"), "agency"),
    "succession": (a_succession, "predecessor"),
}
OF_OWNER = {
    "source": f.source,
    "agency": f.bare_agency,
    "document": f.bare_document,
    "measure": f.bare_measure,
    "statement": lambda: Statement.objects.create(slug="s", source=f.source(), statement_kind="role"),
}
# Of two values that a row has, the first.
VALUES = {column: value for column, _owner, value in reversed(ROWS)}
OWNER_OF_ROW = {column: owner for column, owner, _value in ROWS}


def citing_row(column, **values):
    make, record = OF_ROW[column]
    row = make()
    return a_citation(**{OWNER_OF_ROW[column]: getattr(row, record), column: row, "value": VALUES[column], **values})


def again(row):
    row.save()
    copy = Citation.objects.get()
    copy.pk = None
    return copy


ONCE = "This value has a citation of exactly these words already."
BROKEN = {
    "citation_of_one_record": Broken(
        lambda: a_citation(document=f.bare_document(), agency=f.bare_agency()),
        "A citation belongs to exactly one record.",
    ),
    "citation_row_suits_value": Broken(
        lambda: citing_row("date", value="type"),
        "A citation of a date, issuer, name or relation must name that value.",
    ),
    "citation_not_empty": Broken(lambda: a_citation(end=START, quote=""), None),
    "citation_quote_fills_its_place": Broken(lambda: a_citation(quote=WORDS[:-1]), None),
    "citation_stance_known": Broken(lambda: a_citation(stance="doubts"), "Value 'doubts' is not a valid choice."),
    **{
        f"citation_once_per_{owner}": Broken(lambda owner=owner: again(a_citation(**{owner: OF_OWNER[owner]()})), ONCE)
        for owner in OWNERS
    },
    **{
        f"citation_once_per_{column}": Broken(lambda column=column: again(citing_row(column)), ONCE)
        for column in OF_ROW
    },
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


@pytest.mark.parametrize("owner", OWNERS)
def test_a_citation_of_any_kind_of_record_is_accepted_and_knows_it(owner):
    record = OF_OWNER[owner]()
    made = a_citation(**{owner: record})
    assert (complaints(made), made.record) == ([], record)


@pytest.mark.parametrize("column", OF_ROW)
def test_a_citation_of_a_row_is_accepted(column):
    assert complaints(citing_row(column)) == []


def a_passage(**values):
    relation = Relation.objects.create(document=f.bare_document(), object=f.bare_document(), predicate="cites")
    text = f.source(document=relation.object).snapshots.get()
    place = {"snapshot": text, "document": relation.document, "relation": relation, "value": "object"}
    return a_citation(**{**place, **values})


def test_words_of_the_other_document_pin_a_relation_at_its_far_end():
    passage = a_passage()
    assert complaints(passage) == []
    passage.save()
    assert a_passage(snapshot=passage.snapshot, relation=None, document=passage.document).relation is None


def test_the_far_end_of_a_relation_is_pinned_to_no_words_but_the_other_documents_own():
    sentence = (
        "A passage of the other document is cited from its own text. "
        "Choose a snapshot of a source that carries “Outline”."
    )
    passage = a_passage(snapshot=f.source().snapshots.get())
    Document.objects.filter(pk=passage.relation.object_id).update(title_en="Outline")
    passage.relation.object.refresh_from_db()
    assert complaints(passage) == [sentence]
    passage.snapshot = f.source(document=passage.document).snapshots.get()
    assert complaints(passage) == [sentence]


def test_a_passage_of_the_other_document_is_no_evidence_of_a_date():
    date = a_date_row()
    row = a_passage(document=date.document, date=date, relation=None)
    assert refused_by(row) == {"citation_row_suits_value"}


def test_a_citation_of_no_record_is_refused():
    row = a_citation(document=None)
    assert complaints(row) == ["A citation belongs to exactly one record."]
    assert refused_by(row) == {"citation_of_one_record"}


def test_a_row_of_another_kind_of_record_is_refused():
    row = a_citation(measure=f.bare_measure(), date=a_date_row(), value="date")
    assert complaints(row) == ["A citation of a date, issuer, name or relation must name that value."]
    assert refused_by(row) == {"citation_row_suits_value"}


def test_two_rows_at_once_are_refused():
    date = a_date_row()
    name = DocumentName.objects.create(document=date.document, text="Opinions")
    assert refused_by(a_citation(document=date.document, date=date, document_name=name, value="date")) == {
        "citation_row_suits_value"
    }


def test_a_row_of_another_document_is_refused():
    row = a_citation(document=f.bare_document(), date=a_date_row(), value="date")
    assert complaints(row) == ["“as stated by the source: August 2015” belongs to another record than the citation."]


def test_the_same_words_may_be_cited_for_several_values_and_records():
    snapshot, document = f.source().snapshots.get(), f.bare_document()
    for value in ("record", "title"):
        a_citation(snapshot=snapshot, document=document, value=value).save()
    assert complaints(a_citation(snapshot=snapshot, document=document, value="type")) == []
    assert complaints(a_citation(snapshot=snapshot, measure=f.bare_measure())) == []


def test_an_empty_quote_is_refused_in_a_sentence():
    assert complaints(a_citation(end=START, quote="")) == [
        "This field cannot be blank.",
        f"The quote {START}–{START} is empty or outside the text, which has {len(f.TEXT)} characters.",
        "A citation must quote at least one character.",
    ]


def test_words_that_are_not_there_are_refused():
    words = WORDS.replace("Trade", "trade")
    assert complaints(a_citation(quote=words)) == ["The snapshot does not have these words at this place."]


def test_a_quote_longer_than_its_place_is_refused_in_sentences():
    assert complaints(a_citation(quote=f"{WORDS} and more")) == [
        "The snapshot does not have these words at this place."
    ]


def test_a_place_beyond_the_text_is_refused():
    last = len(f.TEXT)
    assert complaints(a_citation(start=last, end=last + 2, quote="ab")) == [
        f"The quote {last}–{last + 2} is empty or outside the text, which has {last} characters.",
    ]


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([[START, START + 3], [START + 2, END]], "begins before"),
        ([[START - 1, END]], "is outside the quote"),
        ([[START, START]], "is empty"),
        ([[START]], "is not a pair of whole numbers"),
        ([[str(START), END]], "is not a pair of whole numbers"),
    ],
)
def test_spans_out_of_order_or_place_are_refused(spans, sentence):
    found = complaints(a_citation(spans=spans))
    assert len(found) == 1
    assert sentence in found[0]


def test_spans_in_order_inside_the_quote_are_accepted():
    assert complaints(a_citation(spans=[[START, START + 3], [START + 4, END]])) == []


def test_length_counts_characters_and_not_bytes_or_halves_of_characters():
    text = "国务院𠮷办公厅 é"
    snapshot = f.source(text).snapshots.get()
    row = a_citation(snapshot=snapshot, start=3, end=len(text), quote=text[3:])
    row.full_clean()
    row.save()
    assert Citation.objects.get().quote == "𠮷办公厅 é"


def test_with_sources_reads_all_that_content_says_of_them_in_one_query(django_assert_num_queries):
    a_citation().save()
    # Citations with snapshot, source and trust.
    with django_assert_num_queries(1):
        assert [row.snapshot.source.trust.code for row in Citation.objects.with_sources()] == ["summary"]


def test_with_sources_goes_in_the_order_of_the_text():
    snapshot, document = f.source().snapshots.get(), f.bare_document()
    later = a_citation(snapshot=snapshot, document=document)
    earlier = a_citation(snapshot=snapshot, document=document, start=0, end=2, quote="In")
    later.save()
    earlier.save()
    assert list(document.citations.with_sources()) == [earlier, later]


def test_a_citation_is_found_by_its_natural_key():
    row = citing_row("date")
    row.save()
    other = a_citation()
    other.save()
    assert [Citation.objects.get_by_natural_key(*one.natural_key()) for one in (row, other)] == [row, other]


def test_a_citation_says_what_it_is():
    assert str(a_citation()) == "the record as a whole: “the Ministry of Trade”"


def test_deleting_a_record_deletes_its_citations_and_leaves_the_snapshot():
    row = a_citation()
    row.save()
    Document.objects.all().delete()
    assert (Citation.objects.count(), row.snapshot.source.snapshots.count()) == (0, 1)
