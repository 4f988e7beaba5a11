"""The Chinese interface: the compiled catalogue is the written one, complete, and the pages speak it."""

import re
from pathlib import Path

import polib
import pytest
from django.http import HttpResponse
from django.utils.translation import override

from policies.models import Agency, Term
from tests import factories as f
from tests.views.reading import parsed, words

LOCALE = Path(__file__).resolve().parent.parent / "policies" / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]")
# Words of the English interface that no title, name or quote of the records below has.
ENGLISH = re.compile(
    r"\b(Documents|Measures|Agencies|Statements|Sources|Method|Search|Published|Edition|Evidence|Instrument|Issuer"
    r"|Snapshot|Coverage|Vocabularies|Home|Date|Type|Status|Show|Sorted|Words|From|Next|History|Kind|Level"
    r"|characters|address|not stated|supports|published)\b"
)
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|title)="([^"]*)"')


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(LOCALE / "django.po"))


def translations(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_what_is_compiled_is_what_is_written(catalogue):
    compiled = polib.mofile(str(LOCALE / "django.mo"))
    assert {(entry.msgctxt, entry.msgid): translations(entry) for entry in compiled} == {
        (entry.msgctxt, entry.msgid): translations(entry) for entry in catalogue
    }
    assert compiled.metadata["Plural-Forms"] == catalogue.metadata["Plural-Forms"]


def test_every_string_is_translated_and_none_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in catalogue if not all(translations(entry))] == []


def test_one_thing_has_one_word(catalogue):
    """Of a month the parts that dates are said in: 上旬, 中旬, 下旬; what describes an API or a file is 说明."""
    other_words = re.compile(r"月初|月中|月末|描述")
    assert [entry.msgid for entry in catalogue for text in translations(entry) if other_words.search(text)] == []


def test_a_noun_has_one_form(catalogue):
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [entry.msgid for entry in catalogue if entry.msgid_plural and list(entry.msgstr_plural) != [0]] == []


def test_a_translation_has_the_placeholders_of_its_string(catalogue):
    assert [
        entry.msgid
        for entry in catalogue
        for text in translations(entry)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ] == []


def english_of(page):
    """English words of the interface that a reader of a Chinese page sees or hears."""
    spoken = [text for text in SPOKEN.findall(page.content.decode()) if ENGLISH.search(text)]
    # What stands there for programs, a reader does not see.
    seen = [(around, text) for around, text in parsed(page).texts if "script" not in dict(around)]
    return spoken + [text.strip() for around, text in seen if ENGLISH.search(text) and is_chinese(around)]


def is_chinese(around):
    languages = [attrs["lang"] for _tag, attrs in around if "lang" in attrs]
    return bool(languages) and languages[-1] != "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/zh-hans/", 200),
        ("/zh-hans/documents/", 200),
        ("/zh-hans/measures/?q=shops&from=2015", 200),
        ("/zh-hans/measures/?sector=none", 400),
        ("/zh-hans/search/?q=shops", 200),
        ("/zh-hans/method/", 200),
        ("/zh-hans/vocabularies/", 200),
        ("/zh-hans/nowhere/", 404),
    ],
)
def test_a_chinese_page_has_no_english_words_of_ours(client, address, status):
    f.catalogue()
    page = client.get(address)
    assert page.status_code == status
    assert english_of(page) == []


@pytest.mark.django_db
def test_the_desk_speaks_chinese_and_leads_to_itself_in_english(client):
    client.force_login(f.user("administrator"))
    page = client.get("/zh-hans/admin/policies/measure/?q=shops")
    assert "草稿" in words(page)
    assert "政策文献参考编辑台" in words(page, tag="header")
    assert 'href="/admin/policies/measure/?q=shops" hreflang="en"' in page.content.decode()


def test_agencies_and_terms_are_called_by_their_chinese_names_on_the_chinese_desk():
    records = [
        Agency(name_en="Ministry of Trade"),
        Agency(name_en="State Council", name_zh="国务院"),
        Term(label_en="Subsidy", label_zh="补助", code="SUBSIDY"),
    ]
    with override("zh-hans"):
        assert [str(record) for record in records] == ["Ministry of Trade", "国务院", "补助 (SUBSIDY)"]
    assert [str(record) for record in records] == ["Ministry of Trade", "State Council", "Subsidy (SUBSIDY)"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["document", "measure", "agency", "source", "statement"])
@pytest.mark.parametrize("below", ["", "history/", "editions/1/"])
def test_the_page_of_a_record_has_no_english_words_of_ours(client, kind, below):
    made = f.catalogue()
    record = made["measures"][0] if kind == "measure" else made[kind]
    page = client.get(f"/zh-hans{f.public(record)['url']}{below}")
    assert page.status_code == 200
    assert english_of(page) == []


def test_an_english_word_is_noticed_where_it_is_not_said_to_be_english():
    page = HttpResponse('<html lang="zh-Hans"><p title="Show">Search <span lang="en">Edition</span></p></html>')
    assert english_of(page) == ["Show", "Search"]
