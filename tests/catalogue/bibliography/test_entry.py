"""What is said of a record where it is cited."""

from datetime import date

import pytest

from policies.catalogue.bibliography.entry import ARTICLE, LAW, LIST, PAGE, PART, REPORT, Entry, entry_of_list
from policies.catalogue.bibliography.issued import Issued
from tests.catalogue.bibliography.works import agency, dated, document, entry, measure, ministry, source, statement

SITE = "E-commerce Poverty Alleviation: a policy reference"


def test_a_document_is_a_report_of_those_who_issued_it():
    opinions = document(
        date=dated("[2015-11-01..2015-11-10]", "early November 2015"),
        issuers=[agency("State Council", role="joint"), agency("Central Committee", role="lead")],
        unnamed_issuers=18,
    )
    assert entry(opinions) == Entry(
        key=f"document-{opinions['id'][-12:]}",
        type=REPORT,
        language="en",
        title="Opinions on village shops",
        address="https://example.org/documents/opinions/editions/2/",
        published=date(2026, 11, 24),
        site=SITE,
        edition=2,
        authors=("Central Committee", "State Council"),
        unnamed=18,
        issued=Issued(((2015, 11),)),
        number="国办发〔2015〕78号",
        genre="Opinions",
        remarks=("Date as stated: early November 2015",),
    )


def test_the_words_for_a_date_are_kept_only_where_something_of_it_is_left_out():
    def remarks(value):
        return entry(document(date=dated(value, "words"))).remarks

    assert remarks("2015-11") == remarks("2015?") == remarks("2015/2016") == ()
    assert remarks("[2015-11-01..2015-11-10]") == remarks("201X") == ("Date as stated: words",)


def test_who_approved_a_document_or_is_named_by_another_source_alone_is_no_author():
    issuers = [agency("A"), agency("B", role="approving"), agency("C", preferred=False)]
    assert entry(document(issuers=issuers)).authors == ("A",)


@pytest.mark.parametrize(("code", "kind"), [("LAW", LAW), ("EVENT", PAGE), ("NOTICE", REPORT)])
def test_a_law_is_a_law_and_an_event_a_page(code, kind):
    assert entry(document(type={"code": code, "label": {"en": "Kind"}})).type is kind


def test_the_kind_of_a_document_goes_with_its_number():
    assert entry(document(number=None)).genre == ""
    assert entry(document(type={"code": "NOT-STATED", "label": {"en": "Not stated"}})).genre == ""


def test_a_measure_is_a_part_of_its_document():
    found = entry(measure())
    assert (found.type, found.title, found.container, found.authors, found.number) == (
        PART,
        "[Equipment subsidies]",
        "Opinions on village shops",
        ("General Office of the State Council",),
        "国办发〔2015〕78号",
    )


def test_a_source_is_a_page_of_its_publisher_kept_here():
    found = entry(source())
    assert (found.type, found.authors, found.section, found.issued, found.remarks) == (
        PAGE,
        ("Centre of Excellence",),
        "Policy Reference",
        Issued(((2024, 2, 27),)),
        ("Original at: https://example.com/article",),
    )
    bare = entry(source(publisher=None, section=None, date=None, address=None))
    assert (bare.authors, bare.section, bare.issued, bare.remarks) == ((), "", None, ())


def test_an_agency_and_a_statement_are_articles_of_this_reference_of_the_day_they_were_published():
    found = entry(ministry())
    assert (found.type, found.container, found.issued, found.authors, found.remarks) == (
        ARTICLE,
        SITE,
        Issued(((2026, 11, 24),)),
        (),
        ("Also titled: 商务部",),
    )
    found = entry(statement())
    assert (found.type, found.title, found.abstract, found.remarks) == (
        ARTICLE,
        "Village shops matter [statement in Measures in China]",
        "Village shops matter.",
        ("Original at: https://example.com/article",),
    )


def test_of_a_long_statement_the_first_twenty_words_are_its_title():
    words = " ".join(map(str, range(1, 31)))
    found = entry(statement(text=words))
    first = " ".join(map(str, range(1, 21)))
    assert (found.title, found.abstract) == (f"{first}… [statement in Measures in China]", words)


@pytest.mark.parametrize(
    ("official", "language", "title"),
    [
        ([], "en", "[Opinions on shops]"),
        ([], "zh-hans", "[商店意见]"),
        (["zh-Hans"], "en", "[Opinions on shops]"),
        (["zh-Hans"], "zh-hans", "商店意见"),
    ],
)
def test_a_title_of_ours_stands_in_brackets_and_an_official_one_does_not(official, language, title):
    titles = {"en": "Opinions on shops", "zh-Hans": "商店意见"}
    found = entry(document(title=titles, title_supplied=True, official_titles=official), language)
    assert (found.title, found.is_supplied) == (title, title.startswith("["))


def test_all_of_an_entry_is_in_the_language_of_its_title():
    opinions = document(title={"en": "Opinions on shops", "zh-Hans": "商店意见"})
    chinese, english = entry(opinions, "zh-hans"), entry(document(), "zh-hans")
    assert (chinese.language, chinese.authors, chinese.genre, chinese.address) == (
        "zh-Hans",
        ("国务院办公厅",),
        "意见",
        "https://example.org/zh-hans/documents/opinions/editions/2/",
    )
    assert (english.language, english.authors, english.genre, english.site) == (
        "en",
        ("General Office of the State Council",),
        "Opinions",
        SITE,
    )


def test_a_name_that_there_is_in_the_other_language_alone_stands_as_it_is():
    assert entry(document(issuers=[agency("", "国务院")])).authors == ("国务院",)


def test_the_key_follows_from_the_id_alone_and_that_of_an_edition_has_its_number():
    opinions = document()
    renamed = {**opinions, "slug": "other", "url": "/documents/other/", "title": {"en": "Other"}}
    assert entry(renamed).key == entry(opinions, "zh-hans").key == f"document-{opinions['id'][-12:]}"
    assert entry(opinions, is_pinned=True).key == f"document-{opinions['id'][-12:]}-2"


def test_a_list_is_a_data_set_of_its_moment():
    found = entry_of_list("Documents", "https://example.org/documents/?as_of=2026-11-24", date(2026, 11, 24), "en")
    assert (found.type, found.title, found.site, found.issued, found.language) == (
        LIST,
        "Documents",
        SITE,
        Issued(((2026, 11, 24),)),
        "en",
    )
