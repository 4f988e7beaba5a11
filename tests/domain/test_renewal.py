import random

import pytest
from django.core.exceptions import ValidationError

from policies.content.records import dump
from policies.domain import history, publishing
from policies.domain.renewal import Renewal
from policies.models import (
    Agency,
    DocumentDate,
    Edition,
    Excuse,
    Facet,
    Issuer,
    Log,
    Mention,
    Passage,
    Relation,
    Source,
    Succession,
    Term,
    triggers,
)
from policies.models.search import SearchEntry
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def written(after):
    """What the log has beyond this sequence."""
    rows = Edition.objects.filter(sequence__gt=after).order_by("sequence")
    return list(rows.values_list("action", "kind", "slug", "number"))


def now():
    return Log.objects.get().sequence


def issue(document, agency, source):
    issuer = Issuer.objects.create(document=document, agency=agency, role="joint")
    f.cite(document, "the Ministry of Trade", source, "issuer", issuer=issuer)


def relate(document, predicate, other, source):
    relation = Relation.objects.create(document=document, predicate=predicate, object=other)
    f.cite(document, "issued opinions", source, "relation", relation=relation)
    return relation


def succeed(first, second, source):
    succession = Succession.objects.create(predecessor=first, successor=second, kind="renamed", edtf="2018-03-19")
    f.cite(first, "the Ministry of Trade", source, "succession", succession=succession)


# Names


def test_a_new_name_of_an_agency_renews_all_that_carry_it_in_the_same_transaction():
    made = f.catalogue(measures=2)
    before = now()
    f.change(made["agency"], name_en="Ministry of Commerce")
    f.publish(made["agency"])
    assert written(before) == [
        ("published", "agency", made["agency"].slug, 2),
        ("renewed", "document", made["document"].slug, 2),
        *[("renewed", "measure", measure.slug, 2) for measure in made["measures"]],
    ]
    assert Edition.objects.filter(sequence__gt=before).values("published_at").distinct().count() == 1
    document, measure = f.public(made["document"]), f.public(made["measures"][0])
    assert document["issuers"][0]["agency"]["name"] == {"en": "Ministry of Commerce"}
    assert measure["document"]["issuers"][0]["agency"]["title"] == {"en": "Ministry of Commerce"}


def test_a_renewed_edition_needs_no_approval_and_its_own_hash_stays():
    made = f.catalogue()
    f.change(made["agency"], name_en="Ministry of Commerce")
    f.publish(made["agency"])
    first, second = Edition.objects.filter(record_id=made["document"].id).order_by("number")
    assert (second.approval, second.own_hash) == (None, first.own_hash)
    assert second.content_hash != first.content_hash
    made["document"].refresh_from_db()
    assert made["document"].state == "published"


def test_a_new_address_of_a_source_renews_the_addresses_in_the_evidence_of_others():
    made = f.catalogue()
    f.change(made["source"], slug="trade-news")
    f.publish(made["source"])
    entry = f.public(made["statement"])["evidence"][0]
    assert (entry["source"]["url"], entry["snapshot"]["url"]) == (
        "/sources/trade-news/",
        "/sources/trade-news/snapshots/1.txt",
    )


def test_a_new_label_of_a_term_renews_the_records_that_carry_it():
    made = f.catalogue()
    term = Term.objects.get(key="instrument:SUBSIDY")
    before = now()
    f.change(term, label_zh="补贴")
    f.publish(term)
    assert written(before) == [
        ("published", "term", "instrument/SUBSIDY", 2),
        ("renewed", "measure", made["measures"][0].slug, 2),
    ]
    assert f.public(made["measures"][0])["instrument"]["label"] == {"en": "subsidy", "zh-Hans": "补贴"}


def test_a_new_date_of_a_document_renews_its_measures_and_how_they_sort():
    made = f.catalogue()
    DocumentDate.objects.all().delete()
    date = DocumentDate.objects.create(
        document=made["document"], kind="stated", edtf="2016-01", wording="January 2016", preferred=True
    )
    f.cite(made["document"], "August 2015", made["source"], "date", date=date)
    f.publish(made["document"])
    measure = Edition.objects.current().get(kind="measure")
    assert measure.record["document"]["date"]["edtf"] == "2016-01"
    assert (
        measure.earliest.isoformat(),
        list(measure.facets.filter(facet="year").values_list("value", flat=True)),
    ) == (
        "2016-01-01",
        ["2016"],
    )


def test_what_does_not_carry_a_name_is_not_renewed():
    f.catalogue()
    other = f.catalogue()
    before = now()
    f.change(other["statement"].source, publisher="News")
    f.publish(other["source"])
    assert written(before) == [("published", "source", other["source"].slug, 2)]


def test_the_name_that_a_draft_carries_does_not_leak_with_a_record_that_names_it():
    made = f.catalogue()
    f.change(made["agency"], name_en="Leaked name")
    second = f.document(made["source"], made["agency"])
    measure = f.measure(made["source"], second)
    f.publish(second, measure)
    assert not Edition.objects.filter(content__contains="Leaked").exists()
    assert f.public(second)["issuers"][0]["agency"]["name"] == f.public(made["agency"])["name"]


def test_the_title_label_and_address_of_drafts_do_not_leak_either():
    made = f.catalogue()
    f.change(made["source"], title_en="Leaked title", slug="leaked-address")
    f.change(made["document"], title_en="Leaked title")
    f.change(Term.objects.get(key="instrument:SUBSIDY"), label_en="leaked label")
    measure = f.measure(made["source"], made["document"])
    f.approve(measure)
    publishing.publish([measure])
    assert not Edition.objects.filter(content__icontains="leaked").exists()


def test_drafts_do_not_leak_through_what_others_show_of_a_record():
    """A document that is named shows who names it, with issuers and evidence of theirs."""
    made = f.catalogue()
    first, second = (f.document(made["source"], made["agency"]) for _number in range(2))
    f.publish(first)
    f.change(made["agency"], name_en="Leaked name")
    f.change(made["source"], title_en="Leaked title")
    f.change(Term.objects.get(key="instrument:SUBSIDY"), label_en="leaked label")
    relate(second, "implements", first, made["source"])
    part = f.measure(made["source"], made["document"], parent=made["measures"][0])
    f.approve(second, part)
    publishing.publish([second, part])
    assert [row["document"]["slug"] for row in f.public(first)["inverse_relations"]] == [second.slug]
    assert [row["slug"] for row in f.public(made["measures"][0])["children"]] == [part.slug]
    assert not Edition.objects.filter(content__icontains="leaked").exists()


def test_a_new_name_reaches_what_others_show_of_a_record_too():
    made = f.catalogue()
    first, second = made["document"], f.document(made["source"], made["agency"])
    relate(second, "implements", first, made["source"])
    f.publish(second)
    f.change(made["agency"], name_en="Ministry of Commerce")
    f.change(made["source"], title_en="Trade news")
    f.publish(made["agency"], made["source"])
    (row,) = f.public(first)["inverse_relations"]
    assert row["document"]["issuers"][0]["agency"]["name"] == {"en": "Ministry of Commerce"}
    assert row["evidence"][0]["source"]["title"] == {"en": "Trade news"}


def test_a_draft_that_takes_another_name_and_back_changes_nothing_in_public():
    made = f.catalogue()
    before = now()
    name = made["agency"].name_en
    f.change(made["agency"], name_en="Leaked name")
    f.change(made["agency"], name_en=name)
    f.publish(made["agency"], made["document"])
    assert written(before) == []


# Figures


def test_a_document_counts_its_public_measures():
    made = f.catalogue(measures=2)
    draft = f.measure(made["source"], made["document"])
    assert f.public(made["document"])["measures_count"] == 2
    f.publish(draft)
    assert f.public(made["document"])["measures_count"] == 3


def test_a_measure_that_moves_to_another_document_is_counted_there():
    made = f.catalogue(measures=2)
    other = f.document(made["source"], made["agency"])
    f.publish(other)
    f.change(made["measures"][0], document=other)
    f.publish(made["measures"][0])
    assert [f.public(made["document"])["measures_count"], f.public(other)["measures_count"]] == [1, 1]


def test_an_agency_counts_the_public_documents_it_issued_each_once():
    made = f.catalogue()
    second, draft = f.document(made["source"], made["agency"]), f.document(made["source"], made["agency"])
    approving = Issuer.objects.create(document=second, agency=made["agency"], role="approving")
    f.cite(second, "the Ministry of Trade", made["source"], "issuer", issuer=approving)
    f.publish(second)
    assert f.public(made["agency"])["documents_count"] == 2
    f.publish(draft)
    assert f.public(made["agency"])["documents_count"] == 3


def test_an_issuer_taken_away_is_counted_no_more():
    made = f.catalogue()
    other = f.agency(made["source"])
    issue(made["document"], other, made["source"])
    f.publish(other, made["document"])
    made["document"].issuers.filter(agency=made["agency"]).delete()
    f.publish(made["document"])
    assert [f.public(row)["documents_count"] for row in (made["agency"], other)] == [0, 1]


def test_a_source_counts_the_sentences_that_public_records_cite():
    made = f.catalogue()
    assert f.public(made["source"])["coverage"] == {"sentences": 3, "cited": 3, "excused": 0}
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert f.public(made["source"])["coverage"] == {"sentences": 3, "cited": 2, "excused": 0}


def test_a_sentence_that_is_excused_is_told_apart_and_one_that_is_cited_too_is_cited():
    source = f.source()
    snapshot = source.snapshots.get()
    last, first = f.TEXT.index("Village shops matter"), 0
    Excuse.objects.create(snapshot=snapshot, start=last, end=len(f.TEXT), reason="A general remark.")
    Excuse.objects.create(snapshot=snapshot, start=first, end=20, reason="A date.")
    agency = f.agency(source)
    f.publish(source, agency)
    assert f.public(source)["coverage"] == {"sentences": 3, "cited": 1, "excused": 1}


def test_drafts_do_not_count_as_coverage():
    source = f.source()
    f.publish(source)
    f.statement(source)
    f.change(source, publisher="News")
    f.publish(source)
    assert f.public(source)["coverage"] == {"sentences": 3, "cited": 0, "excused": 0}


def test_coverage_is_that_of_the_latest_snapshot():
    made = f.catalogue()
    made["source"].snapshots.create(number=2, text="Another text. It has two sentences.", taken_on="2026-11-25")
    f.publish(made["source"])
    assert f.public(made["source"])["coverage"] == {"sentences": 2, "cited": 0, "excused": 0}
    assert [row["number"] for row in f.public(made["source"])["snapshots"]] == [1, 2]


# Inverse links


def test_a_document_shows_which_others_stand_to_it_how():
    made = f.catalogue()
    second = f.document(made["source"], made["agency"])
    relate(second, "implements", made["document"], made["source"])
    f.publish(second)
    (row,) = f.public(second)["relations"]
    reference = {**row, "document": None}
    assert f.public(made["document"])["inverse_relations"] == [
        {
            **reference,
            "document": {
                "id": str(second.id),
                "slug": second.slug,
                "url": f"/documents/{second.slug}/",
                "title": {"en": second.title_en},
                "title_supplied": False,
                "official_titles": [],
                "number": None,
                "date": f.public(second)["date"],
                "issuers": [{"agency": f.agency_reference(made["agency"]), "role": "sole"}],
                "unnamed_issuers": 0,
            },
        }
    ]
    assert f.public(second)["inverse_relations"] == []


def test_a_relation_shows_its_places_and_words_at_both_its_ends():
    made = f.catalogue()
    second = f.document(made["source"], made["agency"])
    f.pinned(second, made["document"], made["source"])
    f.publish(*Source.objects.filter(document=made["document"]), second)
    (row,), (inverse,) = f.public(second)["relations"], f.public(made["document"])["inverse_relations"]
    assert {**inverse, "document": None} == {**row, "document": None}
    quotes = {entry["value"]: entry["quote"] for entry in inverse["evidence"]}
    assert (inverse["object_place"], quotes["object"]) == ("Article 5", "Villages shall have shops.")


def test_a_relation_taken_back_is_shown_no_more_on_either_side():
    made = f.catalogue()
    second = f.document(made["source"], made["agency"])
    relate(second, "implements", made["document"], made["source"])
    f.publish(second)
    second.relations.all().delete()
    f.publish(second)
    assert (f.public(second)["relations"], f.public(made["document"])["inverse_relations"]) == ([], [])


def test_an_agency_shows_what_came_before_it():
    source = f.source()
    old, new = f.agency(source), f.agency(source)
    succeed(old, new, source)
    f.publish(source, old, new)
    assert [row["agency"]["slug"] for row in f.public(old)["successors"]] == [new.slug]
    assert [(row["agency"]["slug"], row["kind"], row["date"]["edtf"]) for row in f.public(new)["predecessors"]] == [
        (old.slug, "renamed", "2018-03-19")
    ]


def test_an_agency_that_is_renewed_for_another_reason_keeps_its_predecessors():
    source = f.source()
    old, new = f.agency(source), f.agency(source)
    succeed(old, new, source)
    f.publish(source, old, new)
    f.publish(f.document(source, new))
    found = f.public(new)
    assert (found["documents_count"], [row["agency"]["slug"] for row in found["predecessors"]]) == (1, [old.slug])


def test_a_measure_shows_its_parts():
    made = f.catalogue()
    parent = made["measures"][0]
    parts = [f.measure(made["source"], made["document"], parent=parent) for _number in range(2)]
    f.publish(*parts)
    assert f.public(parent)["children"] == [
        {
            "id": str(part.id),
            "slug": part.slug,
            "url": f"/measures/{part.slug}/",
            "title": {"en": part.title_en},
            "title_supplied": False,
            "instrument": f.public(part)["instrument"],
        }
        for part in sorted(parts, key=lambda row: row.slug)
    ]
    assert f.public(parts[0])["parent"]["slug"] == parent.slug


def test_a_part_that_is_withdrawn_is_shown_no_more():
    made = f.catalogue()
    part = f.measure(made["source"], made["document"], parent=made["measures"][0])
    f.publish(part)
    publishing.withdraw([part], by=None, reason="Wrong.")
    assert f.public(made["measures"][0])["children"] == []


# The order of work makes no difference


def contents():
    """What the public sees of each record, without what each publication adds."""
    return {
        (edition.kind, edition.slug): {**edition.record, "edition": None}
        for edition in Edition.objects.current().exclude(kind="term")
    }


def build():
    source = f.source(slug="news")
    old, new = (f.agency(source, slug=slug, name_en=slug) for slug in ("old", "new"))
    succeed(old, new, source)
    first, second = (f.document(source, new, slug=slug, title_en=slug) for slug in ("first", "second"))
    relate(second, "implements", first, source)
    whole = f.measure(source, first, slug="whole", title_en="whole")
    part = f.measure(source, first, slug="part", title_en="part", parent=whole)
    return [source, new, old, first, second, whole, part, f.statement(source, slug="said")]


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_or_all_at_once_the_public_sees_the_same(seed):
    records = build()
    for record in records:
        f.publish(record)
    draw = random.Random(seed)  # noqa: S311 - the same choices every time
    for _round in range(6):
        record = draw.choice(records)
        name = "name_en" if isinstance(record, Agency) else "note" if record.kind == "statement" else "title_en"
        f.change(record, **{name: f"Name {draw.random()}"})
        f.publish(record)
    stepwise = contents()
    together = renewed_from_nothing(records)
    assert stepwise == together


def renewed_from_nothing(records):
    """The contents that one publication of everything would write in an empty catalogue."""
    with triggers.dropped():
        for model in (SearchEntry, Facet, Mention, Passage, Edition):
            model.objects.all().delete()
    Term.objects.update(state="draft")
    f.publish(*records)
    return contents()


def test_a_term_put_under_another_takes_along_what_is_narrower_and_what_carries_it():
    top, other = f.term("instrument", "TOP"), f.term("instrument", "OTHER")
    middle = f.term("instrument", "MIDDLE", broader=top)
    low = f.term("instrument", "LOW", broader=middle)
    made = f.catalogue(0)
    measure = f.measure(made["source"], made["document"], "LOW")
    f.publish(measure)
    middle.broader = other
    middle.save()
    editions = f.publish(middle)
    assert [(edition.action, edition.slug) for edition in editions] == [
        ("published", "instrument/MIDDLE"),
        ("renewed", "instrument/LOW"),
        ("renewed", measure.slug),
    ]
    assert f.public(low)["broader"] == ["MIDDLE", "OTHER"]
    assert f.public(measure)["instrument"]["broader"] == ["MIDDLE", "OTHER"]
    counted = Facet.objects.filter(facet="instrument", edition__superseded_at__isnull=True, edition__kind="measure")
    assert set(counted.values_list("value", "direct")) == {("LOW", True), ("MIDDLE", False), ("OTHER", False)}


def test_a_term_is_not_published_under_one_that_is_not_public():
    hidden = f.term("theme", "HIDDEN")
    low = f.term("theme", "LOW", broader=hidden)
    f.approve(low)
    with pytest.raises(ValidationError, match="term theme/LOW names theme/HIDDEN, which is not public"):
        publishing.publish([low])


@pytest.mark.parametrize("measures", [1, 3])
def test_renewing_asks_no_more_the_more_records_are_renewed(measures, django_assert_num_queries):
    made = f.catalogue(measures=measures)
    f.change(made["agency"], name_en="Bureau of Trade")
    contents = {str(made["agency"].pk): dump(made["agency"])}
    # What was public, what mentions it and is mentioned, their contents; two figures; relations of three
    # kinds; of the source its text and what is cited of it.
    with django_assert_num_queries(10):
        renewed = Renewal(contents).settled()
    assert len([row for row in renewed.values() if row["kind"] == "measure"]) == measures


def test_a_record_is_published_though_a_draft_of_what_it_names_names_something_not_public():
    made = f.catalogue()
    Issuer.objects.create(document=made["document"], agency=f.agency(made["source"]), role="joint")
    history.note_change(made["document"], by=f.user(), reason=f.REASON)
    measure = f.measure(made["source"], made["document"])
    f.publish(measure)
    assert [row["agency"]["id"] for row in f.public(measure)["document"]["issuers"]] == [str(made["agency"].id)]
