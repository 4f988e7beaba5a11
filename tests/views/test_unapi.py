"""unAPI, by which Zotero's button finds what is on a page."""

import re
import xml.etree.ElementTree as ET

import bibtexparser
import pytest

from policies.domain import publishing
from tests import factories as f

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def formats(answer):
    """The id and the formats of an answer."""
    root = ET.fromstring(answer.content.decode())  # noqa: S314 - our own answer
    assert (root.tag, answer["Content-Type"]) == ("formats", "application/xml")
    return root.get("id"), [dict(row.attrib) for row in root]


def test_it_says_which_formats_there_are(client):
    offered = [{"name": "bibtex", "type": "application/x-bibtex"}]
    whole = client.get("/unapi")
    assert (whole.status_code, *formats(whole)) == (200, None, offered)
    name = f"{HOST}/documents/{f.catalogue()['document'].slug}/editions/1/"
    of_one = client.get("/unapi", {"id": name})
    assert (of_one.status_code, *formats(of_one)) == (300, name, offered)


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_what_stands_on_a_page_is_found_through_it(client, prefix):
    f.catalogue(measures=2)
    page = client.get(f"{prefix}/measures/").content.decode()
    assert '<link rel="unapi-server" type="application/xml" href="/unapi">' in page
    names = re.findall(r'<abbr class="unapi-id" title="([^"]*)" hidden></abbr>', page)
    assert len(names) == 2
    for name in names:
        answer = client.get("/unapi", {"id": name, "format": "bibtex"}, follow=True)
        [entry] = bibtexparser.parse_string(answer.getvalue().decode()).entries
        assert (entry["url"], answer.redirect_chain) == (name, [(f"{name.removeprefix(HOST)[:-1]}.bib", 302)])


def test_the_page_of_a_record_has_one_and_of_an_edition_its_own(client):
    slug = f.catalogue()["document"].slug
    for path in (f"/documents/{slug}/", f"/documents/{slug}/editions/1/"):
        found = re.findall(r'class="unapi-id" title="([^"]*)"', client.get(path).content.decode())
        assert found == [f"{HOST}/documents/{slug}/editions/1/"]


@pytest.mark.parametrize(
    "name",
    [
        "https://elsewhere.org/documents/one/editions/1/",
        f"{HOST}.elsewhere.org/documents/one/editions/1/",
        f"{HOST}/admin/policies/document/1/",
        f"{HOST}//elsewhere.org/documents/one/editions/1/",
        f"{HOST}/documents/one/",
        "one",
    ],
)
def test_it_leads_nowhere_but_to_editions_of_this_site(client, name):
    assert client.get("/unapi", {"id": name, "format": "bibtex"}).status_code == 404


def test_an_id_that_no_public_edition_has_is_not_found(client):
    made = f.catalogue()
    slug, draft = made["document"].slug, f.document(made["source"], made["agency"]).slug
    taken = made["measures"][0]
    publishing.withdraw([taken], by=None, reason="By order of a court.", takedown=True)
    paths = (
        *(f"documents/{slug}/editions/7/", f"documents/{slug}/editions/999999999/", f"measures/{slug}/editions/1/"),
        *(f"documents/{draft}/editions/1/", f"measures/{taken.slug}/editions/1/"),
    )
    for path in paths:
        answer = client.get("/unapi", {"id": f"{HOST}/{path}"})
        assert (answer.status_code, answer.content.decode()) == (404, "No record has this id.\n")


def test_another_format_is_refused(client):
    name = f"{HOST}/documents/{f.catalogue()['document'].slug}/editions/1/"
    answer = client.get("/unapi", {"id": name, "format": "mods"})
    assert (answer.status_code, answer.content.decode()) == (406, "The format is bibtex.\n")
