"""The pages of records, of their editions and of their history."""

import pytest

from policies.domain import history, publishing, review
from policies.models import Edition, Source
from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db
KINDS = ("document", "measure", "agency", "source", "statement")


def published(kind):
    made = f.catalogue()
    return made["measures"][0] if kind == "measure" else made[kind]


def address(record):
    plurals = {"agency": "agencies"}
    return f"/{plurals.get(record.kind, record.kind + 's')}/{record.slug}/"


def change(record, **values):
    """Afterwards the record is published again with these values."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    history.note_change(record, by=f.user(), reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=None)
    record.refresh_from_db()
    review.approve(record, by=f.user())
    return publishing.publish([record])


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_has_a_page_with_its_edition_and_its_other_forms(client, kind):
    record = published(kind)
    page = client.get(address(record))
    assert page.status_code == 200
    assert "Edition 1, published" in words(page)
    says_so = "1 source supports what stands here; none contradicts it." in words(page)
    assert says_so is (kind in {"document", "measure", "agency"})
    assert (f"{address(record)}history/", "History and permanent addresses") in links(page)
    assert (f"{address(record).rstrip('/')}.json", "JSON") in links(page)


def test_a_relation_is_read_from_both_its_documents_with_its_places_and_words(client):
    made = f.catalogue()
    other = f.document(made["source"], made["agency"])
    f.pinned(made["document"], other, made["source"])
    f.publish(*Source.objects.filter(document=other), other, f.change(made["document"]))
    of_first, of_other = (words(client.get(address(record))) for record in (made["document"], other))
    assert f"Implements {other.title_en} In this document: Article 3 In the other document: Article 5" in of_first
    assert "It is about these words of the other document: Evidence: Villages shall have shops." in of_first
    first = made["document"].title_en
    assert f"Is implemented by {first} In this document: Article 5 In the other document: Article 3" in of_other
    assert "It is about these words of this document: Evidence: Villages shall have shops." in of_other


def test_a_name_that_a_machine_translated_says_so(client):
    made = f.catalogue()
    machine = f.source(trust=f.term("trust", "machine-translation", label_en="Machine translation"))
    name = made["document"].names.create(language="en", text="Village shops", kind="translation")
    f.cite(made["document"], "Village shops", machine, "name", document_name=name)
    f.publish(machine, f.change(made["document"]))
    assert "Translation Village shops (Machine translation) Evidence:" in words(client.get(address(made["document"])))


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_its_page_in_chinese(client, kind):
    record = published(kind)
    page = client.get(f"/zh-hans{address(record)}")
    assert page.status_code == 200
    assert '<html lang="zh-Hans">' in page.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_without_an_edition_has_no_page(client, kind):
    record = published(kind)
    assert client.get(address(record).replace(record.slug, "no-such-record")).status_code == 404


def test_a_draft_has_no_page(client):
    made = f.catalogue()
    draft = f.measure(made["source"], made["document"])
    assert client.get(address(draft)).status_code == 404


def test_a_measure_shows_what_the_source_leaves_open(client):
    text = words(client.get(address(published("measure"))))
    assert "Carried out by not stated in the source For not stated in the source" in text
    assert "Level not stated in the source" in text
    assert "Sector or product in the source: equipment" in text


def test_a_measure_shows_its_words_and_leads_to_them_in_the_text(client):
    record = published("measure")
    page = client.get(address(record))
    citation = record.citations.get()
    assert citation.quote in words(page, tag="blockquote")
    source = citation.snapshot.source
    lit = f"{address(source)}?snapshot=1&spans={citation.start}-{citation.end}#lit"
    assert lit in [href for href, _text in links(page)]


def test_a_document_shows_date_type_and_issuer_with_their_evidence(client):
    text = words(client.get(address(published("document"))))
    assert "Type opinions Evidence: opinions" in text
    assert "August 2015 one day from 1 August 2015 to 31 August 2015 Evidence: August 2015" in text
    assert "Evidence: the Ministry of Trade" in text
    assert "Status not known" in text


def test_a_document_counts_issuers_that_are_not_named(client):
    record = published("document")
    change(record, unnamed_issuers=18)
    text = words(client.get(address(record)))
    assert "and 18 other departments, not named in the source" in text


def test_a_document_shows_its_measures_under_their_families(client):
    made = f.catalogue()
    fiscal = f.term("instrument", "FISCAL")
    subsidy = f.term("instrument", "SUBSIDY")
    change(fiscal, label_en="Money or price relief")
    change(subsidy, broader=fiscal)
    page = client.get(address(made["document"]))
    assert "Its one measure Money or price relief 1 Measure" in words(page)
    assert 'class="family-group family-fiscal"' in page.content.decode()


def test_a_supplied_title_stands_in_brackets(client):
    record = published("document")
    change(record, title_supplied=True)
    page = client.get(address(record))
    assert words(page, tag="h1") == f"[{record.title_en}]"
    assert words(page, tag="title").startswith(f"[{record.title_en}] ·")


def test_conflicting_issuers_stand_side_by_side(client):
    made = f.catalogue()
    record = made["document"]
    other = f.agency(made["source"], name_en="General Office")
    f.publish(other)
    record.issuers.update(preferred=False)
    issuer = record.issuers.create(agency=other, role="sole")
    f.cite(record, "Ministry of Trade", made["source"], "issuer", issuer=issuer, stance="imprecise")
    change(record)
    text = words(client.get(address(record)))
    assert "Sole issuer General Office Evidence: imprecise Ministry of Trade" in text
    name = made["agency"].name_en
    assert f"Not held, as another source has it: sole issuer {name} Evidence: the Ministry of Trade" in text


def test_an_edition_keeps_its_words_and_says_what_came_after(client):
    record = published("document")
    old = record.title_en
    change(record, title_en="Opinions on shops")
    page = client.get(f"{address(record)}editions/1/")
    assert words(page, tag="h1") == old
    assert "Edition 1 of 2. It was superseded on" in words(page)
    assert (address(record), "Read the current edition") in links(page)
    assert words(client.get(address(record)), tag="h1") == "Opinions on shops"


def test_an_edition_shows_the_other_records_as_they_stood_when_it_was_published(client):
    made = f.catalogue()
    measure = made["measures"][0]
    change(measure, title_en="Another name")
    page = client.get(f"{address(made['document'])}editions/1/")
    assert "Another name" not in words(page)
    assert "Another name" in words(client.get(address(made["document"])))


def test_the_current_edition_says_that_it_is_the_current_one(client):
    page = client.get(f"{address(published('measure'))}editions/1/")
    assert "Edition 1 of 1. It is the current one. This address will always show it." in words(page)


def test_an_edition_that_is_not_there_is_not_found(client):
    assert client.get(f"{address(published('measure'))}editions/2/").status_code == 404


def test_a_record_can_be_read_as_of_a_moment(client):
    record = published("document")
    before = Edition.objects.get(record_id=record.id).published_at.isoformat()
    old = record.title_en
    change(record, title_en="Opinions on shops")
    page = client.get(address(record), {"as_of": before})
    assert words(page, tag="h1") == old
    assert "As it stood:" in words(page)


@pytest.mark.parametrize("query", ["as_of=2999-01-01", "as_of=yesterday", "asof=2015", "spans=1-2"])
def test_what_a_page_cannot_be_asked_is_refused_with_a_way_out(client, query):
    record = published("measure")
    page = client.get(f"{address(record)}?{query}")
    assert page.status_code == 400
    assert (address(record), "Leave it out") in links(page)
    assert record.title_en not in words(page)


def test_an_old_address_leads_to_the_new_one(client):
    record = published("measure")
    old = address(record)
    change(record, slug="new-address")
    answers = [client.get(f"{old}{end}") for end in ("", "history/", "editions/1/", "?as_of=2999")]
    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers] == [
        (308, "/measures/new-address/"),
        (308, "/measures/new-address/history/"),
        (308, "/measures/new-address/editions/1/"),
        (400, None),
    ]
    chinese = client.get(f"/zh-hans{old}")
    assert chinese.headers["Location"] == "/zh-hans/measures/new-address/"


def test_a_withdrawn_record_says_why_and_keeps_its_history(client):
    record = published("statement")
    publishing.withdraw([record], by=None, reason="It was found twice.")
    page = client.get(address(record))
    assert page.status_code == 410
    assert "The reason given: It was found twice." in words(page)
    history_page = client.get(f"{address(record)}history/")
    assert "withdrawn: It was found twice." in words(history_page)
    assert (f"{address(record)}editions/1/", "Edition 1") in links(history_page)


def test_a_history_lists_the_editions_the_latest_first(client):
    record = published("measure")
    change(record, title_en="Another name")
    found = links(client.get(f"{address(record)}history/"))
    assert found == [
        (f"{address(record)}editions/2/", "Edition 2"),
        (f"{address(record)}history/?from=1&to=2", "title"),
        (f"{address(record)}editions/1/", "Edition 1"),
        (f"{address(record)}correct/", "Something wrong here?"),
    ]


# found: its name, its last edition; its corrections; the vocabulary. Then what goes with a record: document 2 lists of
# 2 queries and one for each that names a record in its filter, agency the same, measure and statement one such list,
# and 4 for what it carries out: the actors there are, its name, the list; source its text, its passages and its ledger;
# for all but a source, the sources of its evidence.
@pytest.mark.parametrize("measures", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"), [("document", 11), ("measure", 8), ("agency", 15), ("source", 7), ("statement", 8)]
)
def test_a_page_costs_the_same_queries_however_much_goes_with_it(
    client, django_assert_num_queries, measures, kind, queries
):
    made = f.catalogue(measures=measures)
    record = made["measures"][0] if kind == "measure" else made[kind]
    with django_assert_num_queries(queries):
        client.get(address(record))


@pytest.mark.parametrize("kind", KINDS)
def test_two_moments_at_once_are_refused(client, kind):
    page = client.get(f"{address(published(kind))}?as_of=2026-11-24&as_of=2026-11-23")
    assert page.status_code == 400
    assert "“as_of” is given more than once. Give it once." in words(page)


def test_the_page_of_an_agency_has_the_measures_that_it_carries_out(client):
    made = f.catalogue(measures=2)
    other = f.agency(made["source"])
    measure = made["measures"][1]
    f.change(measure, actors_not_stated=False)
    measure.acting_agencies.add(other)
    f.publish(other, measure)
    page = client.get(address(other))
    assert f"Measures it carries out 1 {measure.title_en}" in words(page)
    assert "carries out" not in words(client.get(address(made["agency"])))


def test_measures_of_its_own_documents_that_it_carries_out_are_not_listed_twice(client):
    made = f.catalogue(measures=2)
    f.change(made["measures"][0], actors_not_stated=False)
    made["measures"][0].acting_agencies.add(made["agency"])
    f.publish(made["measures"][0])
    page = client.get(address(made["agency"]))
    assert "Measures of these documents 2 It carries out 1 of them itself" in words(page)
    assert "Measures it carries out" not in words(page)
    assert (f"/measures/?actor={made['agency'].slug}", "It carries out 1 of them itself") in links(page)


def test_the_page_of_a_measure_names_the_others_of_its_document(client):
    first, second = f.catalogue(measures=2)["measures"]
    page = words(client.get(address(first)))
    assert f"Other measures of this document 1 {second.title_en} subsidy" in page
    assert f"Other measures of this document 1 {first.title_en}" not in page


def test_sources_that_disagree_are_told_of_at_the_head_with_why_we_hold_what_we_hold(client):
    source = f.source()
    agency = f.agency(source)
    document = f.document(source, agency)
    document.dates.update(reason="It is the earlier page.")
    rival = document.dates.create(kind="stated", edtf="2015-07", wording="July 2015")
    f.cite(document, "village shops", source, "date", date=rival, stance="contradicts", stated="July 2015")
    f.publish(source, agency, document)
    page = client.get(address(document))
    assert "Sources disagree about the date. What each of them says stands below, with its words." in words(page)
    assert ("#dates", "the date") in links(page)
    assert "August 2015 (preferred)" in words(page)
    assert "Why: It is the earlier page." in words(page)
    assert "≠" not in words(page)
