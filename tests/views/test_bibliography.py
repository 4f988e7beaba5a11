"""How to cite a record, an edition or a list: on its page, as files, and for reference managers' buttons."""

import html
import json
import re

import bibtexparser
import extruct
import pytest
import rispy

from policies.catalogue.kinds import PLURALS
from policies.models import Document, Edition
from policies.models.edition import moment
from tests import factories as f
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db
SITE = "E-commerce Poverty Alleviation: a policy reference"
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


@pytest.fixture
def made():
    return f.catalogue(measures=3)


def body(answer):
    return answer.getvalue().decode()


def day(record):
    at = Edition.objects.current().get(record_id=record.id).published_at
    return at, f"{at.year}, {at:%B} {at.day}"


def references(page):
    return [re.sub(r"\s+", " ", text).strip() for text in text_of(page, "reference")]


def alternates(page, *types):
    links = re.findall(r'<link rel="alternate" type="([^"]*)" href="([^"]*)"', page.content.decode())
    return [html.unescape(href) for kind, href in links if kind in types]


def test_a_record_says_how_to_cite_this_edition_of_it(client, made):
    document, agency = made["document"], made["agency"]
    page = client.get(f"/documents/{document.slug}/")
    address = f"http://testserver/documents/{document.slug}/editions/1/"
    assert references(page) == [
        f"{agency.name_en}. (2015, August). {document.title_en}. {SITE} (record edition 1). {address}",
        f"{agency.name_en}. {document.title_en}[R/OL]. (2015-08)[{day(document)[0].date()}]. {address}.",
    ]
    files = [f"/documents/{document.slug}.{suffix}" for suffix in TYPES]
    assert alternates(page, *(kind.partition(";")[0] for kind in TYPES.values())) == files
    assert [f'href="{file}"' in page.content.decode().partition("</head>")[2] for file in files] == [True] * 3


def test_a_page_of_a_past_moment_leads_to_files_of_that_moment(client, made):
    at = moment(day(made["document"])[0])
    page = client.get(f"/documents/{made['document'].slug}/", {"as_of": at})
    files = alternates(page, *(kind.partition(";")[0] for kind in TYPES.values()))
    assert [body(client.get(file)) == body(client.get(file.partition("?")[0])) for file in files] == [True] * 3
    assert [file.partition("?")[2] for file in files] == [f"as_of={at.replace(':', '%3A')}"] * 3


def test_the_page_of_an_edition_cites_that_edition(client, made):
    document = made["document"]
    title = document.title_en
    Document.objects.filter(pk=document.pk).update(title_en="Renamed", state="draft")
    f.publish(document)
    first = client.get(f"/documents/{document.slug}/editions/1/")
    assert f"{title}. {SITE} (record edition 1)" in references(first)[0]
    assert "Renamed. " in references(client.get(f"/documents/{document.slug}/"))[0]
    [file] = alternates(first, "application/x-bibtex")
    [entry] = bibtexparser.parse_string(body(client.get(file))).entries
    assert (file, entry.key, entry["title"]) == (
        f"/documents/{document.slug}/editions/1.bib",
        f"document-{str(document.id)[-12:]}-1",
        f"{{{title}}}",
    )


def test_a_list_is_cited_as_of_its_moment_whose_address_shows_the_same_list(client, made):
    page = client.get("/measures/?instrument=SUBSIDY&page=1")
    at = Edition.objects.latest().order_by("-sequence")[0].published_at
    address = f"http://testserver/measures/?instrument=SUBSIDY&as_of={moment(at)}"
    assert references(page) == [
        f"Measures – Instrument: subsidy [Data set]. ({at.year}, {at:%B} {at.day}). {SITE}. {address}",
        f"Measures – Instrument: subsidy[DS/OL]. ({at.date()})[{at.date()}]. {address}.",
    ]
    f.publish(f.measure(made["source"], made["document"]))
    then = client.get(address.removeprefix("http://testserver"))
    assert [row["id"] for row in then.context["rows"]] == [row["id"] for row in page.context["rows"]]
    assert references(then) == references(page)


def test_a_list_that_is_refused_is_not_cited(client, made):
    page = client.get("/measures/?instrument=NOTHING")
    assert (page.status_code, references(page), alternates(page, "application/x-bibtex")) == (400, [], [])


@pytest.mark.parametrize("plural", PLURALS.values())
def test_the_files_of_a_list_are_those_of_its_records(client, made, plural):
    whole = client.get(f"/api/v1/{plural}/").json()["results"]
    for suffix in TYPES:
        single = [body(client.get(f"{record['url'][:-1]}.{suffix}")) for record in whole]
        together = body(client.get(f"/{plural}.{suffix}"))
        if suffix == "csl.json":
            assert json.loads(together) == [item for text in single for item in json.loads(text)]
        else:
            assert together == "".join(single)


@pytest.mark.parametrize("suffix", TYPES)
def test_a_file_has_a_name_a_type_and_a_number_of_entries(client, made, suffix):
    answer = client.get(f"/measures.{suffix}")
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["X-Total-Count"], answer.streaming) == (
        TYPES[suffix],
        f'attachment; filename="measures.{suffix}"',
        "3",
        True,
    )
    assert client.get(f"/measures.{suffix}?foo=1").status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_takes_three_queries_however_long(client, django_assert_num_queries, number):
    f.catalogue(measures=number)
    # 1. How far the log has come. 2. The numbers of the editions. 3. Their contents, up to 500 at once.
    with django_assert_num_queries(3):
        assert len(rispy.loads(body(client.get("/measures.ris")))) == number


def test_an_empty_list_is_an_empty_file(client):
    answers = {suffix: body(client.get(f"/measures.{suffix}")) for suffix in TYPES}
    assert answers == {"bib": "", "ris": "", "csl.json": "[]\n"}


def test_in_chinese_the_files_are_chinese(client):
    made = f.catalogue()
    Document.objects.filter(pk=made["document"].pk).update(title_zh="商店意见", state="draft")
    f.publish(made["document"])
    page = client.get(f"/zh-hans/documents/{made['document'].slug}/")
    [file] = alternates(page, "application/vnd.citationstyles.csl+json")
    assert file == f"/zh-hans/documents/{made['document'].slug}.csl.json"
    [item] = json.loads(body(client.get(file)))
    assert (item["title"], item["language"]) == ("商店意见", "zh-Hans")
    assert item["URL"] == f"http://testserver/zh-hans/documents/{made['document'].slug}/editions/2/"


def test_the_head_of_a_page_tells_programs_what_it_is(client, made):
    measure = made["measures"][0]
    page = client.get(f"/measures/{measure.slug}/").content.decode()
    address = f"http://testserver/measures/{measure.slug}/editions/1/"
    named = re.findall(r'<meta name="((?:z:|citation_|DC\.)[^"]*)" content="([^"]*)">', page)
    assert dict(named) == {
        "z:itemType": "bookSection",
        "citation_title": measure.title_en,
        "citation_publication_date": "2015/08",
        "citation_inbook_title": made["document"].title_en,
        "citation_language": "en",
        "citation_public_url": address,
        "citation_author": made["agency"].name_en,
        "DC.title": measure.title_en,
        "DC.date": "2015-08",
        "DC.type": "Text",
        "DC.identifier": address,
        "DC.language": "en",
        "DC.source": SITE,
        "DC.creator": made["agency"].name_en,
    }
    [core] = extruct.extract(page, syntaxes=["dublincore"])["dublincore"]
    assert {element["content"] for element in core["elements"]} >= {measure.title_en, made["agency"].name_en, address}


def test_a_report_has_an_institution_and_a_doubtful_date_is_no_date(client, made):
    document = made["document"]
    f.cite(document, "opinions", made["source"], "number")
    document.dates.update(edtf="2015?", earliest="2015-01-01", latest="2015-12-31")
    Document.objects.filter(pk=document.pk).update(number="国办发〔2015〕78号", state="draft")
    f.publish(document)
    page = client.get(f"/documents/{document.slug}/").content.decode()
    named = dict(
        re.findall(r'<meta name="(z:itemType|citation_tech[^"]*|citation_pub[^"]*date)" content="([^"]*)">', page)
    )
    assert named == {
        "z:itemType": "report",
        "citation_technical_report_institution": made["agency"].name_en,
        "citation_technical_report_number": "国办发〔2015〕78号",
    }
