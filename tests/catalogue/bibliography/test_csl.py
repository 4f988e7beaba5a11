"""CSL JSON of our entries."""

from policies.catalogue.bibliography.csl import item
from tests.catalogue.bibliography.works import agency, dated, document, entry, ministry


def test_an_entry_as_an_item():
    opinions = document(
        title={"en": "Opinions on shops", "zh-Hans": "商店意见"},
        issuers=[agency("State Council")],
        unnamed_issuers=18,
        date=dated("[2015-11-01..2015-11-10]", "early November 2015"),
    )
    assert item(entry(opinions)) == {
        "id": f"document-{opinions['id'][-12:]}",
        "type": "report",
        "language": "en",
        "title": "Opinions on shops",
        "author": [{"literal": "State Council"}, {"literal": "18 other departments"}],
        "issued": {"date-parts": [[2015, 11]]},
        "number": "国办发〔2015〕78号",
        "genre": "Opinions",
        "archive": "E-commerce Poverty Alleviation: a policy reference",
        "archive_location": "record edition 2",
        "note": "Date as stated: early November 2015\nAlso titled: 商店意见",
        "URL": "https://example.org/documents/opinions/editions/2/",
        "accessed": {"date-parts": [[2026, 11, 24]]},
    }


def test_an_article_of_this_reference_says_its_edition_within_it():
    found = item(entry(ministry()))
    assert (found["container-title"], found["edition"], "archive" in found) == (
        "E-commerce Poverty Alleviation: a policy reference",
        "record edition 2",
        False,
    )


def issued(value, language="en"):
    return item(entry(document(title={"en": "Opinions", "zh-Hans": "意见"}, date=dated(value)), language))["issued"]


def test_a_date_is_parts_as_far_as_it_is_certain_and_words_where_no_parts_can_say_it():
    assert issued("2015-11-09") == {"date-parts": [[2015, 11, 9]]}
    assert issued("2015?") == {"date-parts": [[2015]], "circa": True}
    assert issued("[2014-12..2015-01]") == {"date-parts": [[2014, 12], [2015, 1]], "circa": True}
    assert issued("2014/2015") == {"date-parts": [[2014], [2015]]}
    assert issued("[..2015-09-07]") == {"literal": "by September 7, 2015"}
    assert issued("2015-11/..") == {"literal": "from November 2015"}
    assert issued("[..2015-09-07]", "zh-hans") == {"literal": "不晚于2015年9月7日"}
