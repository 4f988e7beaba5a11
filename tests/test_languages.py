"""Every page says in which language its words are: the public site and the desk, in English and in Chinese."""

import pytest
from django.db import transaction
from django.test import Client

from tests import bilingual
from tests import factories as f
from tests.languages import said_wrongly

PAGES = (
    *("/", "/search/?q=8", "/search/?q=农村", "/search/?q=nothing+at+all", "/method/", "/vocabularies/", "/nowhere/"),
    *("/vocabularies/instrument/", "/vocabularies/instrument/SUBSIDY/", "/vocabularies/document-type/OPINIONS/"),
    *("/documents/", "/measures/", "/agencies/", "/sources/", "/statements/", "/measures/?q=意见&target=POOR-HH"),
    *("/documents/?type=none&q=村", "/documents/?from=2019", "/documents/?as_of=2000-01-01"),
    *("/timeline/", "/matrix/?across=agency", "/issuers/"),
)
OF_A_RECORD = ("", "history/", "editions/1/", "correct/")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield bilingual.public()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same records."""


def wrong(client, *addresses):
    found = {url: said_wrongly(client.get(url).content.decode()) for url in addresses}
    return {url: words for url, words in found.items() if words}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_no_public_page_has_words_of_one_script_in_the_language_of_another(prefix):
    assert wrong(Client(), *(f"{prefix}{page}" for page in PAGES)) == {}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
def test_no_page_of_a_record_has_words_of_one_script_in_the_language_of_another(made, kind, prefix):
    urls = [f.public(record)["url"] for record in made[kind]]
    assert wrong(Client(), *(f"{prefix}{url}{below}" for url in urls for below in OF_A_RECORD)) == {}


CHINESE = (*bilingual.CHINESE.splitlines(), "关于农村电子商务的意见", "[关于农村电子商务的意见]", "设备补助", "商务部")
ENGLISH = (*f.TEXT.split(". "), "Ministry of Trade", "August 2015")
WORDS = {*CHINESE, *ENGLISH, "电子商务", "306号", "8月21日"}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_the_desk_says_in_which_language_quotes_names_and_titles_are(made, client, prefix):
    """Where it is not a field of a form, nor a plain column of Django's own."""
    client.force_login(f.user("reviewer"))
    pages = [f"{prefix}/admin/", *(f"{prefix}/admin/policies/{kind}/" for kind in ("document", "agency", "statement"))]
    for kind, rows in made.items():
        pages += [f"{prefix}/admin/policies/{kind}/{row.pk}/{page}/" for row in rows for page in ("change", "review")]
    found = {url: [words for _, words in said_wrongly(client.get(url).content.decode())] for url in pages}
    assert {url: wrong for url, words in found.items() if (wrong := WORDS.intersection(words))} == {}


def test_words_in_a_language_that_is_not_said_are_noticed():
    page = (
        '<html lang="en"><p title="农村">Rural <b lang="zh-Hans">农村 <i lang="en">rural</i> shops</b> 306号</p></html>'
    )
    assert said_wrongly(page) == [("en", "农村"), ("zh-Hans", "shops"), ("en", "306号")]
