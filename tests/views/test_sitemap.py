"""The sitemap as a second reader has it, and where robots find it."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import Client
from usp.tree import sitemap_tree_for_homepage
from usp.web_client.abstract_client import AbstractWebClient, AbstractWebClientSuccessResponse, WebClientErrorResponse

from policies.catalogue import sitemap
from policies.domain import publishing
from policies.models import Edition
from policies.models.edition import moment
from tests import factories as f

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup, django_db_blocker):
    """A catalogue beside a draft and something withdrawn."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue(measures=3)
        made["draft"] = f.measure(made["source"], made["document"], slug="secret-draft")
        publishing.withdraw([made["measures"][0]], by=None, reason="Entered twice.")
        yield made
        transaction.set_rollback(True)


def body(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 - written by ourselves


class Failure(WebClientErrorResponse):
    pass


class Success(AbstractWebClientSuccessResponse):
    def __init__(self, address, answer):
        self.address, self.answer = address, answer

    def status_code(self):
        return self.answer.status_code

    def status_message(self):
        return self.answer.reason_phrase

    def header(self, case_insensitive_name):
        return self.answer.headers.get(case_insensitive_name)

    def raw_data(self):
        return self.answer.getvalue()

    def url(self):
        return self.address


class OfTests(AbstractWebClient):
    """Asks the site that is tested."""

    def set_max_response_data_length(self, max_response_data_length):
        pass

    def get(self, url):
        answer = Client().get(urlsplit(url).path)
        return Success(url, answer) if answer.status_code == 200 else Failure("Not found", retryable=False)


def test_a_reader_that_begins_with_robots_finds_every_public_page_in_both_languages_and_no_other(made):
    tree = sitemap_tree_for_homepage(f"{HERE}/", web_client=OfTests(), use_known_paths=False)
    found = {page.url.removeprefix(HERE): page.last_modified for page in tree.all_pages()}
    rows = Edition.objects.current().exclude(kind="term")
    expected = {row.record["url"]: row.published_at for row in rows}
    for path, changed in expected.items():
        assert found[path] == found[f"/zh-hans{path}"] == changed
    records = {
        path for path in found if path.count("/") == 3 and not path.startswith(("/zh-hans/", "/vocabularies/", "/api/"))
    }
    assert records == set(expected)
    assert "secret-draft" not in repr(found)
    assert f"/measures/{made['measures'][0].slug}/" not in found


def test_every_page_that_is_no_record_is_there():
    for location in parsed(body("/sitemap-pages.xml")).iter(f"{SITEMAP}loc"):
        assert Client().get(location.text.removeprefix(HERE)).status_code == 200


def test_each_language_names_all(made):
    root = parsed(body("/sitemap-documents-1.xml"))
    path = f"/documents/{made['document'].slug}/"
    links = [("en", f"{HERE}{path}"), ("zh-Hans", f"{HERE}/zh-hans{path}"), ("x-default", f"{HERE}{path}")]
    changed = moment(Edition.objects.current().get(kind="document").published_at)
    assert [
        (
            url.find(f"{SITEMAP}loc").text,
            url.find(f"{SITEMAP}lastmod").text,
            [(row.get("hreflang"), row.get("href")) for row in url.iter(XHTML)],
        )
        for url in root
    ] == [(f"{HERE}{path}", changed, links), (f"{HERE}/zh-hans{path}", changed, links)]


@pytest.mark.parametrize("address", ["/sitemap-documents-0.xml", "/sitemap-documents-2.xml", "/sitemap-secrets-1.xml"])
def test_a_part_without_anything_in_it_is_not_found(address):
    assert Client().get(address).status_code == 404


def test_as_many_parts_can_be_asked_for_as_an_index_may_name(monkeypatch):
    monkeypatch.setattr(sitemap, "entries", lambda _kind, number: [sitemap.Entry(f"/{number}/")])
    numbers = {0: 404, 1: 200, 50_000: 200, 50_001: 404, 10**30: 404}
    assert {number: Client().get(f"/sitemap-documents-{number}.xml").status_code for number in numbers} == numbers


def test_robots_may_read_all_but_the_desk():
    assert body("/robots.txt").decode() == (
        f"User-agent: *\nDisallow: /admin/\nDisallow: /zh-hans/admin/\n\nSitemap: {HERE}/sitemap.xml\n"
    )


@pytest.mark.parametrize(
    ("prefix", "language", "name"), [("", "en", "Policy reference"), ("/zh-hans", "zh-Hans", "政策文献参考")]
)
def test_a_browser_is_told_how_to_search_in_its_language(made, prefix, language, name):
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    answer = Client().get(f"{prefix}/opensearch.xml")
    root = parsed(answer.content)
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert (root.tag, root.find(f"{space}ShortName").text, root.find(f"{space}Language").text) == (
        f"{space}OpenSearchDescription",
        name,
        language,
    )
    assert len(root.find(f"{space}ShortName").text) <= 16
    template = root.find(f"{space}Url[@type='text/html']").get("template")
    assert template == f"{HERE}{prefix}/search/?q={{searchTerms}}"
    found = Client().get(template.removeprefix(HERE).replace("{searchTerms}", "shops"))
    assert found.status_code == 200
    assert f'href="{prefix}/statements/{made["statement"].slug}/"' in found.content.decode()
    page = Client().get(f"{prefix}/").content.decode()
    assert f'<link rel="search" href="{prefix}/opensearch.xml" type="application/opensearchdescription+xml"' in page
