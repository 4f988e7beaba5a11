"""The history of a record, and two of its editions side by side."""

import pytest

from policies.domain import publishing
from tests import factories as f
from tests import replaying
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def made():
    """A document of four editions: as it was; with another title, number and theme; renewed; with less."""
    made = f.catalogue()
    document = made["document"]
    f.change(document, title_en="Opinions on shops")
    f.publish(document)
    f.code(document, "theme", "theme", "TRADE")
    f.change(document, title_en="Opinions on village shops", title_zh="关于农村商店的意见", unnamed_issuers=18)
    f.publish(document)
    f.publish(f.change(made["agency"], name_en="Ministry of Commerce"))
    document.codings.all().delete()
    f.publish(f.change(document, title_zh="关于商店的指导意见"))
    return {**made, "address": f"/documents/{document.slug}/history/"}


def compared(client, made, first, second, language=""):
    return client.get(f"{language}{made['address']}?from={first}&to={second}")


def test_each_edition_says_in_a_few_words_what_changed(client, made):
    found = [(href, text) for href, text in links(client.get(made["address"])) if "?from=" in href]
    address, old = made["address"], made["agency"]
    assert found == [
        (f"{address}?from=4&to=5", "title, theme"),
        (f"{address}?from=3&to=4", "“Agency 2” is called “Ministry of Commerce”".replace("Agency 2", name_of(old))),
        (f"{address}?from=2&to=3", "title (2), unnamed joint issuers, theme"),
        (f"{address}?from=1&to=2", "title"),
    ]


def name_of(agency):
    return f"Agency {agency.slug.rpartition('-')[2]}"


def test_two_editions_are_chosen_without_a_script(client, made):
    page = client.get(made["address"]).content.decode()
    assert '<form method="get">' in page
    assert [page.count(f'type="radio" name="{name}"') for name in ("from", "to")] == [5, 5]
    assert page.count(" checked>") == 2
    assert 'name="from" value="4" aria-label="Compare from edition 4" checked>' in page
    assert 'name="to" value="5" aria-label="Compare to edition 5" checked>' in page


def test_two_editions_stand_side_by_side_value_by_value(client, made):
    text = words(compared(client, made, 2, 3))
    assert text.startswith("Editions 2 and 3 Opinions on village shops")
    assert "title, in English changed Edition 2 Opinions on shops Edition 3 Opinions on [added:] village shops" in text
    assert "title, in Chinese added Edition 2 nothing Edition 3 [added:] 关于农村商店的意见" in text
    assert "unnamed joint issuers changed Edition 2 [removed:] 0 Edition 3 [added:] 18" in text
    assert "theme added Edition 2 nothing Edition 3 [added:] trade" in text


def test_texts_are_compared_in_words_and_chinese_by_character(client, made):
    page = compared(client, made, 3, 5).content.decode()
    removed, added = '<span class="hidden">[removed:] </span>', '<span class="hidden">[added:] </span>'
    assert f'<span lang="zh-Hans">关于<del>{removed}农村</del>商店的意见</span>' in page
    assert f'<span lang="zh-Hans">关于商店的<ins>{added}指导</ins>意见</span>' in page
    assert "theme removed Edition 3 [removed:] trade Edition 5 nothing" in words(compared(client, made, 3, 5))


def test_a_renewal_says_what_was_renewed(client, made):
    text = words(compared(client, made, 3, 4))
    assert (
        "The record itself is the same in both. Carried of other records name of another record, in English changed"
        in text
    )
    assert "[added:] Ministry of Commerce" in text


def test_a_name_that_changed_in_the_other_language_is_shown_in_that_language(client, made):
    agency, address = made["agency"], made["address"]
    f.publish(f.change(agency, name_zh="商务部"))
    f.publish(f.change(agency, name_zh="商务总局"))
    f.publish(f.change(agency, name_zh=""))
    few = {href: text for href, text in links(client.get(address)) if "?from=" in href}
    assert [few[f"{address}?from={first}&to={first + 1}"] for first in (5, 6, 7)] == [
        "“Ministry of Commerce” is called “商务部” in Chinese",
        "“商务部” is called “商务总局”",
        "“Ministry of Commerce” has no name in Chinese any more",
    ]
    name = "name of another record (Ministry of Commerce), in Chinese"
    assert f"{name} added Edition 5 nothing Edition 6 [added:] 商务部" in words(compared(client, made, 5, 6))
    changed = f"{name} changed Edition 6 商务[removed:] 部 Edition 7 商务[added:] 总局"
    assert changed in words(compared(client, made, 6, 7))
    assert f"{name} removed Edition 7 [removed:] 商务总局 Edition 8 nothing" in words(compared(client, made, 7, 8))


def test_a_renewed_figure_is_told(client, made):
    f.publish(f.measure(made["source"], made["document"]))
    text = words(compared(client, made, 5, 6))
    assert "number of measures changed Edition 5 [removed:] 1 Edition 6 [added:] 2" in text


def test_both_editions_are_linked_and_the_way_back(client, made):
    found = links(compared(client, made, 1, 3))
    stem = made["address"].replace("history/", "")
    assert [link for link in found if "/editions/" in link[0]] == [
        (f"{stem}editions/1/", "Edition 1"),
        (f"{stem}editions/3/", "Edition 3"),
    ]
    assert (made["address"], "All editions") in found


def test_a_comparison_can_be_asked_the_other_way_round(client, made):
    assert "title, in Chinese removed" in words(compared(client, made, 3, 2))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=1", "“” is no edition of this record that has words. Choose two of these: 1, 2, 3, 4, 5."),
        ("from=1&to=9", "“9” is no edition of this record that has words. Choose two of these: 1, 2, 3, 4, 5."),
        ("from=one&to=2", "“one” is no edition of this record that has words. Choose two of these: 1, 2, 3, 4, 5."),
        ("from=2&to=2", "Both are edition 2. Choose two different ones."),
        ("from=1&from=2&to=3", "“from” is given more than once. Give it once."),
        ("as_of=2026-11-24", "“as_of” is not a parameter of this page. Parameters are: from, to."),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_way_out(client, made, query, sentence):
    page = client.get(f"{made['address']}?{query}")
    assert (page.status_code, sentence in words(page)) == (400, True)
    assert (made["address"], "Leave it out") in links(page)


def test_a_tombstone_has_nothing_to_compare(client, made):
    statement = made["statement"]
    publishing.withdraw([statement], by=f.user(), reason="It was found twice.")
    address = f"/statements/{statement.slug}/history/"
    page = client.get(address)
    assert "withdrawn: It was found twice." in words(page)
    assert 'type="radio"' not in page.content.decode()
    assert client.get(f"{address}?from=1&to=2").status_code == 400


def test_it_is_in_chinese_too(client, made):
    assert compared(client, made, 1, 3, "/zh-hans").status_code == 200


# The record by its name, and its last edition; the editions; the corrections.
@pytest.mark.parametrize("number", [1, 3])
def test_a_history_costs_the_same_queries_however_long_it_is(client, django_assert_num_queries, number):
    document = f.catalogue()["document"]
    for place in range(1, number):
        f.publish(f.change(document, title_en=f"Name {place}"))
    with django_assert_num_queries(4):
        client.get(f"/documents/{document.slug}/history/")
