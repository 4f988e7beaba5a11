"""What stands in the head of a record's page for other sites and programs."""

import json
import re

import extruct
import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from signposting import find_signposting_http_link

from policies.catalogue.cards import Card
from policies.catalogue.linked import linked
from policies.models import Edition
from policies.models.edition import moment
from policies.views import sharing
from policies.views.formats import FORMS, OF_A_RECORD
from tests import factories as f
from tests.catalogue.graphs import graph, passages

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
SENTENCE = "Village shops matter to the countryside."


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup, django_db_blocker):
    """A catalogue of which the document has had two editions."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue()
        made["measure"] = made["measures"][0]
        f.change(made["document"], title_en='Village shops & "more" </script><b>', title_zh="村店")
        f.publish(made["document"])
        yield made
        transaction.set_rollback(True)


def address(record):
    return f.public(record)["url"]


def head(page):
    """The addresses and texts of the head of a page, by what they are."""
    markup = page.content.decode().split("</head>")[0]
    links = re.findall(r'<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="([^"]*)"', markup)
    metas = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', markup)
    return {f"{relation}:{language}" if language else relation: href for relation, language, href in links} | dict(
        metas
    )


@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
def test_a_page_holds_the_linked_data_that_the_ending_has(made, kind):
    url = address(made[kind])
    page = Client().get(url)
    [embedded] = extruct.extract(page.content, syntaxes=["json-ld"], uniform=False)["json-ld"]
    written = Client().get(f"{url[:-1]}.jsonld").getvalue()
    assert embedded == json.loads(written) == linked(f.public(made[kind]), HERE)


def test_the_quotes_of_a_page_are_found_from_its_markup_alone(made):
    page = Client().get(address(made["statement"]))
    [embedded] = extruct.extract(page.content, syntaxes=["json-ld"])["json-ld"]
    [(text, start, end, words)] = passages(graph(embedded))
    assert Client().get(text.removeprefix(HERE)).content.decode()[start:end] == words == SENTENCE


def test_a_page_says_what_other_sites_show_of_it(made):
    url = address(made["document"])
    found = head(Client().get(url))
    title = "Village shops &amp; &quot;more&quot; &lt;/script&gt;&lt;b&gt;"
    assert {name: value for name, value in found.items() if name.startswith(("og:", "twitter:"))} == {
        "og:site_name": "E-commerce Poverty Alleviation: a policy reference",
        "og:type": "article",
        "og:locale": "en_GB",
        "og:url": f"{HERE}{url}",
        "og:title": title,
        "og:description": f"Document: {made['agency'].name_en}; August 2015",
        "og:image": f"{HERE}{url}editions/2/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": title,
        "twitter:card": "summary_large_image",
    }


def test_a_chinese_page_has_a_chinese_title_and_picture(made):
    url = address(made["document"])
    found = head(Client().get(f"/zh-hans{url}"))
    assert (found["og:locale"], found["og:title"]) == ("zh_CN", "村店")
    assert found["og:image"] == f"{HERE}/zh-hans{url}editions/2/card.png"


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_a_page_names_itself_in_each_language_and_the_one_for_everybody_else(made, prefix):
    url = address(made["measure"])
    found = head(Client().get(f"{prefix}{url}"))
    assert {name: value for name, value in found.items() if name.startswith("alternate:")} == {
        "alternate:en": f"{HERE}{url}",
        "alternate:zh-Hans": f"{HERE}/zh-hans{url}",
        "alternate:x-default": f"{HERE}{url}",
    }


@pytest.mark.parametrize(
    ("asked", "kept", "robots"),
    [
        ("{url}", "{url}", None),
        ("/zh-hans{url}", "/zh-hans{url}", None),
        ("{url}editions/1/", "{url}", None),
        ("{url}editions/2/", "{url}", None),
        ("/zh-hans{url}editions/1/", "/zh-hans{url}", None),
        ("{url}?as_of={first}", "{url}editions/1/", "noindex"),
        ("/documents/?year=2015", "/documents/?year=2015", None),
        ("/documents/?as_of={first}", "/documents/?as_of={first}", "noindex"),
        ("/search/?q=shops", "/search/?q=shops", "noindex"),
    ],
)
def test_every_page_says_which_address_to_keep_and_whether_to_keep_it(made, asked, kept, robots):
    first = moment(Edition.objects.get(record_id=made["document"].id, number=1).published_at)
    names = {"url": address(made["document"]), "first": first}
    page = Client().get(asked.format(**names))
    found = head(page)
    assert page.status_code == 200
    assert (found["canonical"], found.get("robots")) == (f"{HERE}{kept.format(**names)}", robots)


def test_the_address_the_public_knows_stands_in_all_of_it(made, settings):
    settings.BASE_URL = "https://policies.example"
    page = Client().get(address(made["document"]))
    found = head(page)
    for name in ("canonical", "og:url", "og:image", "alternate:en"):
        assert found[name].startswith("https://policies.example/documents/")
    assert HERE not in page.content.decode().split("</head>")[0]
    assert HERE not in page["Link"]


def signposts(answer):
    return [
        (str(post.rel), str(post.target), str(post.type) if post.type else None)
        for post in find_signposting_http_link([answer["Link"]], HERE).signposts
    ]


def forms(url, prefix=""):
    """Bibliographies are in the language of the page, all other forms in every one."""
    prefixes = {name: "" if "json" in name and name != "csl.json" else prefix for name in OF_A_RECORD}
    return [("describedby", f"{HERE}{prefixes[name]}{url[:-1]}.{name}", FORMS[name][1]) for name in OF_A_RECORD]


def test_a_document_is_signposted(made):
    url = address(made["document"])
    assert sorted(signposts(Client().get(url)), key=str) == sorted(
        [
            ("cite-as", f"{HERE}{url}editions/2/", None),
            ("type", "https://schema.org/AboutPage", None),
            ("type", "https://schema.org/Legislation", None),
            *forms(url),
            ("author", f"{HERE}{address(made['agency'])}", None),
            ("collection", f"{HERE}/documents/", "text/html"),
        ],
        key=str,
    )


def test_a_source_is_signposted_with_its_texts_and_its_licence(made):
    source = f.source(licence="https://l.example/by")
    f.publish(source)
    url = address(source)
    assert sorted(signposts(Client().get(f"/zh-hans{url}")), key=str) == sorted(
        [
            ("cite-as", f"{HERE}{url}editions/1/", None),
            ("type", "https://schema.org/AboutPage", None),
            ("type", "https://schema.org/Article", None),
            *forms(url, "/zh-hans"),
            ("item", f"{HERE}{url}snapshots/1.txt", "text/plain"),
            ("license", "https://l.example/by", None),
            ("collection", f"{HERE}/sources/", "text/html"),
        ],
        key=str,
    )


def test_a_text_leads_to_its_source_and_a_file_to_the_page_it_is_another_form_of(made):
    url = address(made["source"])
    assert Client().get(f"{url}snapshots/1.txt")["Link"] == f'<{HERE}{url}>; rel="collection"; type="text/html"'
    assert Client().get(f"{url[:-1]}.jsonld")["Link"] == f'<{HERE}{url}>; rel="describes"; type="text/html"'
    edition = f"{url}editions/1"
    assert Client().get(f"{edition}.json")["Link"] == f'<{HERE}{edition}/>; rel="describes"; type="text/html"'


def test_an_edition_is_cited_by_its_own_address(made):
    url = f"{address(made['document'])}editions/1/"
    found = signposts(Client().get(url))
    assert ("cite-as", f"{HERE}{url}", None) in found
    assert set(forms(url)) <= set(found)


def test_facts_are_words_that_stay_when_the_language_changes(made):
    facts = [sharing.facts(f.public(made[kind])) for kind in ("document", "measure", "source", "statement")]
    assert facts == [
        (made["agency"].name_en, "August 2015"),
        ("subsidy", f"{made['document'].title_en}, August 2015"),
        (),
        ("Role", made["source"].title_en),
    ]
    assert {type(fact) for row in facts for fact in row} == {str}


def test_a_date_is_worded_as_on_the_page(made):
    date = {"edtf": "2015-11-09", "earliest": "2015-11-09", "latest": "2015-11-09", "wording": "9日"}
    assert (sharing.dated(date), sharing.dated(None)) == ("9 November 2015 (9日)", "")
    with override("zh-hans"):
        assert sharing.facts(f.public(made["document"]))[1] == "2015年8月（August 2015）"


def test_how_many_issuers_are_not_named_and_what_an_agency_is_called_elsewhere_is_said():
    agency = {
        "kind": "agency",
        "title": {"en": "Ministry", "zh-Hans": "部"},
        "name": {"en": "Ministry", "zh-Hans": "部"},
    }
    rows = [{"agency": agency, "preferred": True}]
    document = {"kind": "document", "issuers": rows, "unnamed_issuers": 18, "date": None, "number": "1号"}
    assert sharing.facts(document) == ("Ministry and 18 other departments", "1号")
    assert sharing.facts(agency) == ("部",)


def test_the_card_of_a_record_says_the_same(made):
    record = f.public(made["statement"])
    name = "E-commerce Poverty Alleviation: a policy reference"
    assert sharing.card_of(record) == Card("Statement", SENTENCE, ("Role", made["source"].title_en), name)
