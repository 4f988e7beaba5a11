"""Which records may be two of one; and what was found to be two is not shown again."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.domain import duplicates, merging
from policies.models import AgencyName, Document, DocumentName, NotSame, Relation, Succession
from policies.text.likeness import comparable, likeness, parts
from tests import factories as f

pytestmark = pytest.mark.django_db


def told(pairs):
    return [({pair.first.slug, pair.second.slug}, pair.why) for pair in pairs]


def found(one, other):
    """What is said of the two, alike for one of them, for the other, and among all."""
    among_all = told(duplicates.pairs(one.kind))
    assert told(duplicates.of(one)) == told(duplicates.of(other)) == among_all
    return [why for _both, why in among_all]


def document(source, agency, title, **values):
    return f.document(source, agency, title_en=title, **values)


def test_documents_of_the_same_number_in_whatever_brackets_and_characters():
    one = f.bare_document(number="国办发〔2015〕78号")
    other = f.bare_document(number="國辦發[2015]078")
    assert found(one, other) == [["The same number"]]


def test_documents_of_the_same_title_or_other_name():
    one = f.bare_document(title_en="Opinions on Village Shops")
    other = f.bare_document(title_en="Something", title_zh="關於村店的意見")
    DocumentName.objects.create(document=other, language="en", text="opinions on  village shops")
    third = f.bare_document(title_en="Else", title_zh="《关于村店的意见》")
    pairs = told(duplicates.pairs("document"))
    assert pairs == [
        ({one.slug, other.slug}, ["The same title or name"]),
        ({third.slug, other.slug}, ["The same title or name"]),
    ]


@pytest.mark.parametrize(
    ("same_year", "same_issuer", "why"),
    [
        (True, False, [["Titles alike by 81%, and the same year"]]),
        (False, True, [["Titles alike by 81%, and the same issuer"]]),
        (False, False, []),
    ],
)
def test_documents_of_nearly_the_same_title_if_year_or_issuer_is_the_same(same_year, same_issuer, why):
    source = f.source()
    agency = f.agency(source)
    one = document(source, agency, "Opinions on the development of village shops")
    issuer = agency if same_issuer else f.agency(source)
    edtf = "2015-03" if same_year else "2011"
    other = document(source, issuer, "Opinions on development of village shops", edtf=edtf)
    assert found(one, other) == why


def test_documents_that_stand_in_a_relation_are_two():
    one, other = f.bare_document(title_en="Opinions"), f.bare_document(title_en="Opinions")
    relation = Relation.objects.create(document=one, predicate="implements", object=other)
    assert found(one, other) == []
    relation.predicate = "same_as"
    relation.save()
    assert found(one, other) == [["The same title or name"]]


def test_agencies_of_one_name_but_not_those_of_which_one_became_the_other():
    one, other = f.bare_agency(name_en="Ministry of Trade"), f.bare_agency(name_en="MOT", name_zh="商務部")
    AgencyName.objects.create(agency=one, language="zh-Hans", text="商务部")
    assert found(one, other) == [["The same title or name"]]
    Succession.objects.create(predecessor=other, successor=one, kind="renamed")
    assert found(one, other) == []


def test_measures_of_one_document_and_instrument_that_rest_on_the_same_words():
    source = f.source()
    made = f.document(source, f.agency(source))
    one, other = f.measure(source, made), f.measure(source, made)
    credit = f.measure(source, made, instrument="CREDIT")
    elsewhere = f.measure(source, f.document(source, f.agency(source)))
    part = f.measure(source, made, parent=one)
    apart = f.measure(source, made)
    apart.citations.update(spans=[[79, 90]])
    other.citations.update(spans=[[91, 110]])
    one.citations.update(spans=[[91, 105]])
    part.citations.update(spans=[[91, 105]])
    assert told(duplicates.of(one)) == [({one.slug, other.slug}, ["The same document, instrument and words"])]
    names = {slug for both, _why in told(duplicates.pairs("measure")) for slug in both}
    assert names == {one.slug, other.slug, part.slug}
    assert not names & {credit.slug, elsewhere.slug, apart.slug}


def test_what_is_known_to_be_two_is_not_shown_again_whichever_way_round_it_was_said():
    one, other, third = (f.bare_document(title_en="Opinions") for _turn in range(3))
    duplicates.not_same(other, one, by=f.user(), reason="Of two years.")
    left = [both for both, _why in told(duplicates.pairs())]
    assert sorted(map(sorted, left)) == sorted(map(sorted, ({one.slug, third.slug}, {other.slug, third.slug})))
    assert told(duplicates.of(one)) == [({one.slug, third.slug}, ["The same title or name"])]
    with pytest.raises(ValidationError) as error:
        duplicates.not_same(one, other, by=f.user())
    assert error.value.messages == ["It is known already that these two are not the same."]


def test_that_two_are_two_can_be_taken_back_once_and_stays_known_with_who_said_what_and_when():
    one, other = f.bare_document(title_en="Opinions"), f.bare_document(title_en="Opinions")
    author, person = f.user(), f.user()
    said = duplicates.not_same(one, other, by=author, reason="Of two years.")
    duplicates.take_back(said, by=person)
    assert told(duplicates.pairs()) == [({one.slug, other.slug}, ["The same title or name"])]
    assert told(duplicates.of(one)) == told(duplicates.pairs())
    assert duplicates.known_to_be_two("document") == 0
    row = NotSame.objects.get()
    assert (row.by, row.reason, row.taken_back_by, row.taken_back_at is None) == (
        author,
        "Of two years.",
        person,
        False,
    )
    with pytest.raises(ValidationError) as error:
        duplicates.take_back(said, by=author)
    assert error.value.messages == ["This was taken back already."]


def test_after_it_was_taken_back_it_can_be_said_again():
    one, other = f.bare_document(title_en="Opinions"), f.bare_document(title_en="Opinions")
    duplicates.take_back(duplicates.not_same(one, other, by=f.user()), by=f.user())
    duplicates.not_same(other, one, by=f.user())
    assert (duplicates.pairs(), NotSame.objects.count()) == ([], 2)


def liked(kind, names, number=""):
    return [(record.slug, why) for record, why in duplicates.like(kind, names, number)]


def test_what_may_be_the_document_that_is_being_written_is_known_by_its_titles_and_its_number():
    title = "Opinions on speeding up rural e-commerce"
    same = f.bare_document(slug="same", title_en=title, number="国办发〔2015〕78号")
    DocumentName.objects.create(document=same, language="en", text="Document 78")
    f.bare_document(slug="near", title_en="Opinions on speeding up the rural e-commerce")
    f.bare_document(slug="other", title_en="Notice on village roads")
    assert liked("document", ["opinions on  speeding up rural e-commerce", ""]) == [
        ("same", ["The same title or name"]),
        ("near", [f"Titles alike by {_percent(title)}%"]),
    ]
    assert liked("document", ["", ""], "国办发[2015]78") == [("same", ["The same number"])]
    assert liked("document", ["document 78"]) == [("same", ["The same title or name"])]


def _percent(title):
    one, other = (parts(comparable(text)) for text in (title, "Opinions on speeding up the rural e-commerce"))
    return int(likeness(one, other) * 100)


def test_what_may_be_the_agency_that_is_being_written_has_one_of_its_names_and_is_not_merged():
    one, other = f.bare_agency(slug="one", name_zh="商务部"), f.bare_agency(slug="other", name_zh="商務部")
    assert liked("agency", ["", "商务部"]) == [(row.slug, ["The same title or name"]) for row in (one, other)]
    merging.decide(merging.propose(one, other, by=f.user(), reason="Entered twice."), by=f.user())
    assert liked("agency", ["", "商务部"]) == [("one", ["The same title or name"])]
    assert liked("agency", ["Ministry of Trade"]) == []


@pytest.mark.parametrize(("kind", "names"), [("document", ["", " "]), ("agency", [""]), ("measure", ["Subsidies"])])
def test_of_what_has_no_name_yet_or_is_not_told_by_it_nothing_is_known_and_nothing_is_asked(kind, names):
    assert queries(lambda: duplicates.like(kind, names)) == 0


def test_what_is_being_written_is_compared_in_as_many_queries_for_many_records_as_for_one():
    def asked():
        return queries(lambda: duplicates.like("document", ["Opinions"]))

    f.bare_document(title_en="Opinions")
    one = asked()
    for _turn in range(2):
        f.bare_document(title_en="Opinions")
    assert (one, asked()) == (2, 2)


def test_a_record_is_not_said_to_be_another_than_itself():
    one = f.bare_document()
    with pytest.raises(ValidationError) as error:
        duplicates.not_same(one, one, by=f.user())
    assert error.value.messages == ["Choose two different records of one kind."]


def test_what_is_merged_or_proposed_to_be_is_not_shown():
    one, other = f.bare_document(title_en="Opinions"), f.bare_document(title_en="Opinions")
    proposed = merging.propose(one, other, by=f.user(), reason="Entered twice.")
    assert duplicates.pairs() == duplicates.of(one) == []
    merging.decide(proposed, by=f.user())
    f.bare_document(title_en="Opinions")
    assert [{pair.first, pair.second} & {other} for pair in duplicates.pairs()] == [set()]


def test_of_many_with_one_title_each_stands_beside_the_one_before_it():
    for _turn in range(30):
        f.bare_document(title_en="Notice")
    assert len(duplicates.pairs("document")) == 29


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_it_asks_as_often_for_many_records_as_for_few():
    one = f.bare_document(title_en="Opinions")
    alone = queries(lambda: duplicates.of(one))
    f.bare_document(title_en="Opinions")
    few = (queries(lambda: duplicates.of(one)), queries(lambda: duplicates.pairs("document")))
    for _turn in range(5):
        f.bare_document(title_en="Opinions")
    assert (alone, *few) == (1, 3, 7)
    assert (queries(lambda: duplicates.of(one)), queries(lambda: duplicates.pairs("document"))) == few


def test_sources_and_statements_have_no_duplicates():
    assert duplicates.of(f.source()) == []


def test_the_command_lists_each_pair_with_why_and_counts():
    one = f.bare_document(slug="one", title_en="Opinions")
    other = f.bare_document(slug="other", title_en="opinions")
    third = f.bare_document(slug="third", title_en="Opinions.")
    duplicates.not_same(one, other, by=f.user())
    Document.objects.filter(pk=third.pk).update(created_at="2030-01-01T00:00Z")
    out = io.StringIO()
    call_command("duplicates", stdout=out)
    assert out.getvalue().splitlines() == [
        "document one = third? The same title or name: Opinions | Opinions.",
        "document other = third? The same title or name: opinions | Opinions.",
        "duplicates: 2 possible among 3 agencies, documents and measures; 1 pairs known not to be the same",
    ]


def test_the_records_of_all_pairs_are_known_by_their_ids_until_the_pair_is_settled():
    one, other, _third = (f.bare_agency(name_en=name) for name in ("Ministry of Trade", "Ministry of Trade", "Bureau"))
    assert duplicates.in_pairs("agency") == {one.pk, other.pk}
    duplicates.not_same(one, other, by=f.user())
    assert duplicates.in_pairs("agency") == set()
