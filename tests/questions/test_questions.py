"""What users ask of the article, answered from public addresses only."""

import csv
import hashlib
import io
import json
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from policies.domain import publishing, review
from policies.domain.reanchoring import offers
from policies.domain.verifying import Tally, verify
from policies.models import Agency, Citation, Measure, Snapshot, Source, triggers
from policies.models.source import digest
from tests import factories as f
from tests.questions.article import documents, every, measures, record

SNAPSHOT = "/sources/e-commerce-poverty-alleviation/snapshots/1.txt"


def text_of_article() -> str:
    return Client().get(SNAPSHOT).content.decode()


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_api_has_every_record_of_the_article():
    counts = {
        kinds: Client().get(f"/api/v1/{kinds}/").json()["count"]
        for kinds in ("documents", "agencies", "measures", "statements", "sources")
    }
    assert counts == {"documents": 7, "agencies": 4, "measures": 30, "statements": 17, "sources": 1}


def test_every_quote_and_span_can_be_checked_with_the_api_and_the_snapshot_alone():
    text = text_of_article()
    checked = 0
    for kinds in ("documents", "agencies", "measures", "statements", "sources"):
        for found in every(f"/api/v1/{kinds}/"):
            for entry in found["evidence"]:
                assert text[entry["start"] : entry["end"]] == entry["quote"]
                assert [text[start:end] for start, end in entry["spans"]] == entry["quotes"]
                assert entry["snapshot"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
                checked += 1
    assert checked == 90


def test_question_1_credit_for_impoverished_households_issued_by_the_end_of_2015():
    query = "?to=2015-12-31&target=TG-POOR-HH&instrument=FINANCE"
    assert measures(query) == ["M14"]
    assert "Small loans" in page(f"/measures/{query}")


def test_question_1_says_that_being_in_force_is_not_known():
    text = re.sub(r"\s+", " ", page("/measures/?to=2015-12-31&target=TG-POOR-HH&instrument=FINANCE"))
    assert "“To” means issued by then. Whether it was still in force is not known unless a source says so." in text


def test_question_2_money_or_price_relief_in_any_year():
    assert measures("?instrument=FISCAL") == ["M13", "M22", "M23", "M24"]


def test_question_3_instruments_by_year():
    totals = {}
    for year in ("2015", "2016", "2019"):
        answer = Client().get(f"/api/v1/measures/?year={year}&facets=1").json()
        totals[year] = answer["count"]
        for row in answer["facets"]["instrument"]:
            cell = Client().get(f"/api/v1/measures/?year={year}&instrument={row['code']}").json()
            assert cell["count"] == row["count"]
    assert totals == {"2015": 17, "2016": 9, "2019": 4}


def test_question_4_levels_keep_village_household_and_county_apart():
    assert measures("?level=village") == ["M03", "M07", "M15", "M16"]
    assert measures("?level=household") == ["M03", "M07", "M13", "M14"]
    assert measures("?level=county") == ["M02"]


def test_question_5_training_and_the_capacity_building_above_it():
    assert measures("?instrument=TRAINING") == ["M12", "M26"]
    assert measures("?instrument=CAPACITY") == ["M07", "M12", "M26"]


def test_question_6_documents_in_the_order_of_time_in_the_words_of_the_source():
    assert documents() == ["D1", "D2", "D3", "D4", "D5", "D6", "D7"]
    assert documents("?sort=-date") == ["D7", "D6", "D5", "D4", "D3", "D2", "D1"]
    wordings = [found["date"]["wording"] for found in every("/api/v1/documents/")]
    assert wordings == [
        "early 2015",
        "August 2015",
        "early November 2015",
        "the end of November 2015",
        "January 2016",
        "December 2016",
        "January 2019",
    ]
    shown = page("/documents/")
    assert all(wording in shown for wording in wordings)


def test_question_7_documents_that_may_fall_in_a_period():
    assert documents("?from=2015-11&to=2015-11") == ["D3", "D4"]
    assert documents("?from=2015-11&to=2015-11&dates=certainly") == ["D3", "D4"]
    assert documents("?from=2015-01&to=2015-03") == ["D1"]
    assert documents("?from=2015-01&to=2015-03&dates=certainly") == []


def test_question_8_who_issued_the_opinions_of_august_2015():
    opinions = record("documents", "D2")
    issuers = [(row["agency"]["name"]["en"], row["role"], row["preferred"]) for row in opinions["issuers"]]
    assert (issuers, opinions["unnamed_issuers"]) == ([("Ministry of Commerce", "lead", True)], 18)
    names = [found["name"]["en"] for found in every("/api/v1/agencies/")]
    assert names == [
        "Ministry of Agriculture",
        "Ministry of Commerce",
        "State Council",
        "State Council Leading Group Office of Poverty Alleviation and Development of China",
    ]
    assert "18" in page(opinions["url"])


def lit(address: str) -> str:
    """The characters that the page of a source lights."""
    marks = re.findall(r'<mark class="key">(.*?)</mark>', Client().get(address).content.decode(), re.DOTALL)
    return unescape("".join(re.sub(r"<[^>]+>", "", mark) for mark in marks))


@pytest.mark.parametrize("number", range(1, 31))
def test_question_9_the_passage_of_a_measure_is_lit_in_the_text(number):
    entry = record("measures", f"M{number:02}")["evidence"][0]
    spans = ",".join(f"{start}-{end}" for start, end in entry["spans"])
    assert lit(f"{entry['source']['url']}?spans={spans}") == "".join(entry["quotes"])


def test_question_10_what_the_author_says_is_never_a_measure():
    statements = every("/api/v1/statements/")
    quotes = {found["text"] for found in statements}
    assert len(quotes) == 17
    assert not quotes & {found["evidence"][0]["quote"] for found in every("/api/v1/measures/")}
    exported = Client().get("/measures.csv").getvalue().decode("utf-8-sig")
    assert not [quote for quote in quotes if quote in exported]
    assert [found["text"] for found in every("/api/v1/statements/?q=information+infrastructure")] == [
        "A key content of e-commerce poverty alleviation is to extend information infrastructure to vast rural areas"
    ]


def in_rows(address: str) -> list[str]:
    """The last parts of the addresses of the records that a list shows, in its order."""
    rows = re.findall(r'<li class="row.*?</li>', page(address), re.DOTALL)
    return [re.search(r'href="/\w+/([^/"]+)/', row)[1] for row in rows]


def slugs(kinds: str, *names: str) -> list[str]:
    return [record(kinds, name)["slug"] for name in names]


def test_questions_1_2_4_and_5_are_answered_by_the_pages_too():
    assert in_rows("/measures/?to=2015-12-31&target=TG-POOR-HH&instrument=FINANCE") == slugs("measures", "M14")
    assert in_rows("/measures/?instrument=FISCAL") == slugs("measures", "M13", "M22", "M23", "M24")
    assert in_rows("/measures/?level=county") == slugs("measures", "M02")
    assert in_rows("/measures/?instrument=CAPACITY") == slugs("measures", "M07", "M12", "M26")


def test_question_3_a_year_is_chosen_and_the_instruments_beside_it_lead_to_their_measures():
    shown = page("/measures/?year=2019")
    leads = re.findall(r'href="(/measures/\?[^"]*instrument=[^"]+)"[^>]*>.*?<span class="count">(\d+)</span>', shown)
    assert len(leads) > 2
    for href, number in leads[:3]:
        assert len(in_rows(href)) == int(number)


def test_question_6_and_7_the_page_has_the_order_of_time_and_marks_what_is_only_possible():
    assert in_rows("/documents/") == slugs("documents", "D1", "D2", "D3", "D4", "D5", "D6", "D7")
    assert in_rows("/documents/?from=2015-11&to=2015-11") == slugs("documents", "D3", "D4")
    assert "possibly in the period" not in page("/documents/?from=2015-11&to=2015-11")
    unsure = page("/documents/?from=2015-01&to=2015-03")
    assert in_rows("/documents/?from=2015-01&to=2015-03") == slugs("documents", "D1")
    assert unsure.count("possibly in the period") == 1
    assert "1 of them may lie outside the period: its date is not exact." in unsure
    assert in_rows("/documents/?from=2015-01&to=2015-03&dates=certainly") == []


def test_question_15_under_the_new_name_of_a_ministry_what_it_issued_under_the_old_one():
    new = Agency.objects.get(slug="ministry-of-agriculture-and-rural-affairs")
    old = Agency.objects.get(slug="ministry-of-agriculture")
    cited = Source.objects.filter(snapshots__citations__agency__in=[new, old]).distinct()
    f.publish(*cited, new, old)
    expected = {"documents": slugs("documents", "D5"), "measures": slugs("measures", "M18", "M19", "M20")}
    for kinds, found in expected.items():
        address = f"/{kinds}/?agency_lineage={new.slug}"
        assert in_rows(address) == found
        assert in_rows(f"/{kinds}/?agency={new.slug}") == []
        assert f'href="{address}"' in page(f"/{kinds}/")
    of_ministry = page(f"/agencies/{new.slug}/")
    assert expected["documents"][0] in of_ministry
    assert f'href="/measures/?agency_lineage={new.slug}"' in of_ministry
    assert "Ministry of Agriculture</span> " in of_ministry or ">Ministry of Agriculture<" in of_ministry


def test_question_16_an_export_can_be_checked_against_the_source():
    text = text_of_article()
    lines = Client().get("/measures.ndjson").getvalue().decode().splitlines()
    assert len(lines) == 30
    for line in lines:
        entry = json.loads(line)["evidence"][0]
        assert text[entry["start"] : entry["end"]] == entry["quote"]
        assert entry["source"]["address"] == "http://www.wfpchinacoe.net/2024-02/27/content_117019498.shtml"
    rows = list(csv.DictReader(io.StringIO(Client().get("/measures.csv").getvalue().decode("utf-8-sig"), newline="")))
    assert len(rows) == 30


def test_question_16_drafts_are_in_no_export():
    waiting = {source.slug for source in Source.objects.in_review()}
    assert waiting
    for address in ("/sources.csv", "/sources.ndjson", "/documents.csv", "/documents.ndjson", "/documents.json"):
        exported = Client().get(address).getvalue().decode()
        assert not [slug for slug in waiting if slug in exported]
        assert "国办发" not in exported


def shifted_by_one_character() -> list[str]:
    """What the check finds when one character is put before the text of the article."""
    snapshot = Snapshot.objects.get(source__slug="e-commerce-poverty-alleviation")
    with triggers.dropped():
        Snapshot.objects.filter(pk=snapshot.pk).update(text=f"X{snapshot.text}")
        return [str(failure) for failure in verify(Tally()) if failure.where == "desk"]


def test_question_20_one_character_flags_every_citation_of_the_article():
    cited = Citation.objects.filter(snapshot__source__slug="e-commerce-poverty-alleviation").count()
    assert len(shifted_by_one_character()) == cited == 90


def test_question_20_the_citations_are_offered_a_place_in_the_new_text():
    old = Snapshot.objects.get(source__slug="e-commerce-poverty-alleviation")
    new = Snapshot.objects.create(source=old.source, number=2, text=f"X{old.text}", taken_on="2026-11-25")
    found = offers(new)
    assert len(found) == 90
    assert {offer.start - offer.citation.start for offer in found} == {1}


def test_question_20_a_record_whose_quote_does_not_match_cannot_be_published():
    measure = Measure.objects.get(slug="equipment-subsidies")
    Citation.objects.filter(measure=measure).update(quote="x" * (3201 - 3014))
    with pytest.raises(ValidationError, match="is not what /sources/e-commerce-poverty-alleviation/"):
        review.submit(_draft(measure), by=None)
    review.approve_seed([measure])
    with pytest.raises(ValidationError, match="Find the words again"):
        publishing.publish([measure])


def _draft(measure: Measure) -> Measure:
    Measure.objects.filter(pk=measure.pk).update(state="draft")
    return Measure.objects.get(pk=measure.pk)


def test_the_snapshot_is_the_article_to_the_byte():
    answer = Client().get(SNAPSHOT)
    assert (answer["Content-Type"], len(answer.content), digest(answer.content.decode())) == (
        "text/plain; charset=utf-8",
        5202,
        "aa5df656837c25a2330b794854202425412da74ed65608ad0d341c95bb95fda9",
    )
