import base64
import json

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from policies.catalogue.listing import MOST_AT_ONCE, MOST_ON_A_PAGE, Listing
from tests import factories as f
from tests.catalogue.asking import ask, slugs
from tests.catalogue.keeping import kept

SORTS = ["date", "-date", "title", "relevance"]


def make():
    """Eleven measures of documents of which some have the same date, and some measures the same title and place."""
    source = f.source()
    agency = f.agency(source)
    documents = [f.document(source, agency, edtf) for edtf in ("2016", "2015-08", "2015", "2015-08")]
    measures = [
        f.measure(source, document, title_en=f"Title {number % 3}") for number, document in enumerate(documents * 3)
    ]
    f.publish(source, agency, *documents, *measures[:11])


once, many = kept(make)


def walk(query, limit, backwards=False):
    """The ids of a list, portion by portion, from its beginning or back from its end."""
    portions, cursor = [], ""
    if backwards:
        while portion := ask("measure", query).after(cursor, limit):
            if portion.next is None:
                break
            cursor = portion.next
        portions.append(names(portion))
        while portion.previous:
            portion = ask("measure", query).after(portion.previous, limit)
            portions.insert(0, names(portion))
    else:
        while True:
            portion = ask("measure", query).after(cursor, limit)
            portions.append(names(portion))
            if not portion.next:
                break
            cursor = portion.next
    assert all(len(part) <= limit for part in portions)
    return [name for part in portions for name in part]


def names(portion):
    return [edition.record_id for edition in portion.editions]


# Order


def test_kinds_have_an_order_of_their_own_and_a_search_sorts_by_relevance():
    kinds = ("document", "measure", "agency", "source", "statement")
    assert [ask(kind).sort for kind in kinds] == ["date", "date", "title", "title", "date"]
    assert [ask("source", query).sort for query in ("q=trade", "q=trade&sort=date")] == ["relevance", "date"]


@pytest.mark.parametrize("sort", SORTS)
def test_ties_are_broken_the_same_way_every_time(many, sort):
    assert slugs("measure", f"sort={sort}") == slugs("measure", f"sort={sort}")
    listing = ask("measure", f"sort={sort}")
    assert len({edition.pk for edition in listing.ordered}) == listing.count == 11


# Pages


def test_titles_stand_in_the_order_of_the_readers_language(many):
    source = f.source()
    titles = {"a": ("Rural shops", "农村商店"), "b": ("Zones", "重庆试点"), "c": ("Area", ""), "d": ("", "长江")}
    for slug, (en, zh) in titles.items():
        f.publish(source, f.agency(source, slug=slug, name_en=en, name_zh=zh))
    agencies = [slug for slug in slugs("agency", "sort=title") if slug in titles]
    assert agencies == ["c", "a", "b", "d"]
    with override("zh-hans"):
        agencies = [slug for slug in slugs("agency", "sort=title") if slug in titles]
        assert agencies == ["d", "b", "a", "c"]


def test_a_title_comes_before_longer_ones_that_begin_with_it_whatever_it_is_in_chinese(many):
    source = f.source()
    for slug, en, zh in (("b", "Ministry of Trade", "商务部"), ("a", "Ministry of Trade and Shops", "")):
        f.publish(source, f.agency(source, slug=slug, name_en=en, name_zh=zh))
    assert [slug for slug in slugs("agency", "sort=title") if slug in {"a", "b"}] == ["b", "a"]


def test_a_cursor_of_the_list_in_another_language_is_refused(many):
    cursor = ask("measure", "sort=title").after("", 5).next
    assert len(ask("measure", "sort=title").after(cursor, 5).editions) == 5
    chinese = Listing("measure", QueryDict("sort=title"), language="zh-Hans")
    with pytest.raises(ValidationError):
        chinese.after(cursor, 5)
    assert len(chinese.after(chinese.after("", 5).next, 5).editions) == 5


def test_pages_are_the_whole_list_cut_in_pieces(many):
    pages = [ask("measure").page(number, 4) for number in (1, 2, 3)]
    assert [(page.number, page.pages, page.previous, page.next) for page in pages] == [
        (1, 3, None, 2),
        (2, 3, 1, 3),
        (3, 3, 2, None),
    ]
    assert [edition.slug for page in pages for edition in page.editions] == slugs("measure")


def test_an_empty_list_has_one_page():
    page = ask("measure", "q=nothing").page(1)
    assert (page.editions, page.number, page.pages, page.next, page.previous) == ([], 1, 1, None, None)


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_page_that_is_not_there_is_refused_by_number(many, number):
    with pytest.raises(ValidationError) as refusal:
        ask("measure").page(number, 4)
    assert refusal.value.messages == [f"There is no page {number}: the list has 3."]


def test_there_is_an_end_to_what_one_may_ask_for_at_once():
    assert (MOST_ON_A_PAGE, MOST_AT_ONCE) == (100, 1000)


# Portions


@pytest.mark.parametrize("limit", [1, 4, 11, 50])
@pytest.mark.parametrize("sort", SORTS)
def test_portion_by_portion_is_the_whole_list_in_its_order_forwards_and_backwards(many, sort, limit):
    query = f"sort={sort}&q=equipment"
    whole = [edition.record_id for edition in ask("measure", query).ordered]
    assert len(whole) == 11
    assert walk(query, limit) == whole
    assert walk(query, limit, backwards=True) == whole


def test_the_first_portion_has_nothing_before_it_and_the_last_nothing_after(many):
    first = ask("measure").after("", 6)
    last = ask("measure").after(first.next, 6)
    again = ask("measure").after(last.previous, 6)
    assert (first.previous, last.next, again.previous) == (None, None, None)
    assert names(again) == names(first)
    assert again.next == first.next


def test_a_record_published_meanwhile_neither_repeats_nor_hides_others(many):
    before = slugs("measure", "sort=title")
    first = ask("measure", "sort=title").after("", 5)
    source = f.source()
    document = f.document(source, f.agency(source))
    f.publish(source, document.issuers.get().agency, document, f.measure(source, document, title_en="Aaa"))
    second = ask("measure", "sort=title").after(first.next, 50)
    assert [edition.slug for edition in (*first.editions, *second.editions)] == before


def forged(*parts, query=""):
    """A cursor that is right but for these parts."""
    whole = [*parts, ask("measure", query).stamp]
    return base64.urlsafe_b64encode(json.dumps(whole).encode()).decode().rstrip("=")


DAY, NAME = "2015-01-01", "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "意见",
        "\x00",
        "=",
        forged("date", False),
        forged("date", False, []),
        forged("size", False, [DAY, DAY, "", NAME]),
        forged([], False, [DAY, DAY, "", NAME]),
        forged("title", False, ["a", NAME]),
        forged("date", False, [DAY, DAY, ""]),
        forged("date", False, ["soon", DAY, "", NAME]),
        forged("date", False, [2015, DAY, "", NAME]),
        forged("date", False, [DAY, DAY, None, NAME]),
        forged("date", False, [DAY, DAY, "\x00", NAME]),
        forged("date", False, [DAY, DAY, {}, NAME]),
        forged("date", False, [DAY, DAY, "", "no id"]),
        forged("date", False, [DAY, DAY, "", 7]),
        forged("date", "yes", [DAY, DAY, "", NAME]),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_a_cursor_that_this_list_did_not_give_is_refused(many, cursor):
    with pytest.raises(ValidationError) as refusal:
        ask("measure", "sort=date").after(cursor, 5)
    assert refusal.value.messages == [
        f"“{cursor[:60]}” is no cursor of this list. Take the one from `next`, or start without one."
    ]


@pytest.mark.parametrize("rank", ["first", None, 10**30, True, [1]])
def test_a_rank_that_is_none_is_refused(many, rank):
    cursor = forged("relevance", False, [rank, DAY, DAY, "", "", NAME], query="q=equipment")
    with pytest.raises(ValidationError):
        ask("measure", "q=equipment").after(cursor, 5)


def test_a_cursor_of_a_list_in_another_order_is_refused(many):
    cursor = ask("measure", "sort=title").after("", 5).next
    with pytest.raises(ValidationError):
        ask("measure", "sort=date").after(cursor, 5)


def test_a_forged_cursor_that_is_right_in_every_part_is_taken(many):
    portion = ask("measure", "sort=date").after(forged("date", False, [DAY, DAY, "", NAME]), 5)
    assert portion.editions == ask("measure", "sort=date").after("", 5).editions


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("document", "sort=date"),
        ("measure", "sort=date&instrument=SUBSIDY"),
        ("measure", "sort=date&from=2015"),
        ("measure", "sort=date&as_of=2026-11-24"),
    ],
)
def test_a_cursor_of_another_list_is_refused(many, kind, query):
    cursor = ask("measure", "sort=date").after("", 5).next
    with pytest.raises(ValidationError):
        ask(kind, query).after(cursor, 5)


def test_a_cursor_is_good_for_the_same_list_in_other_words(many):
    first = ask("measure", "sort=date").after("", 5)
    again = ask("measure", "q=&instrument=").after(first.next, 5)
    assert again.editions == ask("measure", "sort=date").after(first.next, 5).editions
