import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from policies.models import Excuse, Snapshot, Source, SourceKeyword
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
STATES = "The state must be one of draft, in review, published or withdrawn."


def a_source(**values):
    return Source(**{"slug": "new", "title_en": "New", "language": "en", "trust": f.term("trust", "summary"), **values})


def a_snapshot(text="Words.", **values):
    made = values.pop("source", None) or f.source()
    return Snapshot(
        **{"source": made, "number": 2, "text": text, "sha256": f.sha256(text), "taken_on": "2026-11-24", **values}
    )


def an_excuse(**values):
    return Excuse(**{"snapshot": f.source().snapshots.get(), "start": 0, "end": 5, "reason": "A heading.", **values})


def a_keyword_again():
    made, word = f.source(), f.term("keyword", "TRADE")
    SourceKeyword.objects.create(source=made, term=word)
    return SourceKeyword(source=made, term=word)


def an_excuse_again():
    first = an_excuse()
    first.save()
    return Excuse(snapshot=first.snapshot, start=0, end=5, reason="Again.")


BROKEN = {
    "source_address_in_small_letters": Broken(
        lambda: a_source(slug="Trade"), "Write the address in small letters: equipment-subsidies."
    ),
    "source_state_known": Broken(lambda: a_source(state="lost"), STATES),
    "source_has_a_title": Broken(lambda: a_source(title_en=""), "Give a title in English or in Chinese."),
    "source_bounds_in_order": Broken(lambda: a_source(earliest="2016-01-02", latest="2016-01-01"), None),
    "source_trust_of_its_scheme": Broken(
        lambda: a_source(trust=f.term("theme", "TRADE")), "term instance with key 'theme:TRADE' is not a valid choice."
    ),
    "source_address_of_a_page": Broken(lambda: a_source(address="javascript:alert(1)"), "Enter a valid URL."),
    "sourcekeyword_once": Broken(a_keyword_again, "This source has this keyword already."),
    "sourcekeyword_of_its_scheme": Broken(
        lambda: SourceKeyword(source=f.source(), term=f.term("theme", "TRADE")),
        "term instance with key 'theme:TRADE' is not a valid choice.",
    ),
    "snapshot_number_once": Broken(lambda: a_snapshot(number=1), "This source has a snapshot of this number already."),
    "snapshot_text_once": Broken(
        lambda: a_snapshot(f.TEXT), "This source has a snapshot of exactly this text already."
    ),
    "snapshot_has_text": Broken(lambda: a_snapshot(""), None),
    "snapshot_number_from_one": Broken(lambda: a_snapshot(number=0), "Snapshots are counted from 1."),
    "excuse_not_empty": Broken(lambda: an_excuse(end=0), "The passage must hold at least one character."),
    "excuse_once": Broken(an_excuse_again, "This passage is excused already."),
    "excuse_has_reason": Broken(lambda: an_excuse(reason=""), None),
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    assert [complaints(row) for row in (a_source(), a_snapshot(), an_excuse())] == [[], [], []]


def test_a_snapshot_without_text_is_refused_in_a_form_as_empty():
    assert complaints(a_snapshot("")) == ["This field cannot be blank."]


def test_a_source_may_have_a_chinese_title_only():
    made = a_source(title_en="", title_zh="电子商务扶贫")
    assert (complaints(made), str(made)) == ([], "电子商务扶贫")


def test_a_title_that_we_supplied_stands_in_square_brackets():
    assert str(a_source(title_en="Trade opinions", title_supplied=True)) == "[Trade opinions]"


def test_the_checksum_of_a_snapshot_is_that_of_its_text_in_utf_8():
    text = "国务院 issued opinions 𠮷."
    made = Snapshot.objects.create(source=f.source(), number=2, text=text, taken_on="2026-11-24")
    assert made.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_cleaning_a_snapshot_puts_the_checksum_right():
    made = a_snapshot(sha256="0" * 64)
    assert (complaints(made), made.sha256) == ([], f.sha256("Words."))


def test_a_nul_in_a_snapshot_is_refused_with_its_place():
    assert complaints(a_snapshot("Wor\x00ds.")) == [
        "Character 3 (counted from 0) is U+0000, the NUL character, which cannot be kept: remove it."
    ]


def test_a_snapshot_keeps_control_characters_and_no_break_spaces_as_they_are():
    text = "\ufeffHome\xa0\xa0>\u202e \x0bend\r\n"
    Snapshot.objects.create(source=f.source(), number=2, text=text, taken_on="2026-11-24")
    assert Snapshot.objects.get(number=2).text == text


def test_a_cited_snapshot_cannot_be_deleted_by_sql():
    f.statement(f.source())
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_snapshots()


def delete_snapshots():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM policies_snapshot")
    connection.check_constraints()


def test_a_source_and_a_snapshot_are_found_by_their_natural_keys():
    made = f.source(slug="trade-news")
    snapshot = made.snapshots.get()
    assert Source.objects.get_by_natural_key("trade-news") == made
    assert (snapshot.natural_key(), Snapshot.objects.get_by_natural_key("trade-news", 1)) == (
        ("trade-news", 1),
        snapshot,
    )


def test_a_keyword_and_an_excuse_are_found_by_their_natural_keys():
    keyword, excuse = a_keyword_again(), an_excuse()
    excuse.save()
    assert SourceKeyword.objects.get_by_natural_key(*keyword.natural_key()) == SourceKeyword.objects.get()
    assert Excuse.objects.get_by_natural_key(*excuse.natural_key()) == excuse


def test_rows_say_what_they_are():
    excuse = an_excuse()
    assert [str(excuse), str(excuse.snapshot)] == ["0–5: A heading.", f"{excuse.snapshot.source.title_en} #1"]


@pytest.mark.parametrize("address", ["ftp://example.org/a", "ftps://example.org/a"])
def test_an_address_is_that_of_a_page(address):
    assert complaints(a_source(address=address)) == ["Write the address of a web page: https://example.org/page."]


@pytest.mark.parametrize("address", ["", "https://example.org/a", "HTTP://example.org/a"])
def test_an_address_of_a_page_is_taken(address):
    made = a_source(address=address)
    made.full_clean()
    made.save()
    assert Source.objects.get(slug="new").address == address
