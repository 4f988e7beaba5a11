"""Merging on the desk: compared side by side, proposed by one, decided by another, undone; and what may be double."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.domain import duplicates, merging, unmerging
from policies.models import Agency, Edition, Merge, NotSame
from policies.text.joining import short
from tests import factories as f
from tests import replaying
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def made():
    source = f.source()
    kept = f.agency(source, slug="kept", name_en="Ministry of Trade")
    lesser = f.agency(source, slug="lesser", name_en="ministry of trade", name_zh="商务部", classification="ministry")
    document = f.document(source, lesser)
    f.publish(source, kept, lesser, document)
    return {"kept": Agency.objects.get(pk=kept.pk), "lesser": Agency.objects.get(pk=lesser.pk), "document": document}


@pytest.fixture
def curator():
    return client_of(f.user("curator"))


@pytest.fixture
def reviewer():
    return client_of(f.user("reviewer"))


def compare(made):
    return f"{address('merge', 'agency')}?kept={made['kept'].pk}&lesser={made['lesser'].pk}"


def not_same(made):
    return f"{address('not_same', 'agency')}?kept={made['kept'].pk}&lesser={made['lesser'].pk}"


def page_of(merge):
    return reverse("admin:policies_merge_change", args=[merge.pk])


def proposed(made):
    return merging.propose(made["kept"], made["lesser"], by=f.user(), reason="Entered twice.")


def test_two_chosen_in_a_list_come_side_by_side(curator, made):
    chosen = {"action": "merge_chosen", "_selected_action": [str(made["kept"].pk), str(made["lesser"].pk)]}
    assert curator.post(address("changelist", "agency"), chosen).headers["Location"] == compare(made)


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_three_are_not_compared(curator, made, number):
    third = f.bare_agency()
    rows = [made["kept"], made["lesser"], third][:number]
    chosen = {"action": "merge_chosen", "_selected_action": [str(row.pk) for row in rows]}
    answer = curator.post(address("changelist", "agency"), chosen)
    assert messages(answer) == ["Choose two records, and two only."]


def test_the_page_shows_each_difference_and_what_would_come_along(curator, made):
    page = curator.get(compare(made))
    shown = [(line.label, str(line.kept), str(line.lesser), line.side) for line in page.context["lines"]]
    assert [row[0] for row in shown] == ["name, in English", "name, in Chinese", "kind of body"]
    assert [row[3] for row in shown] == ["kept", "lesser", "lesser"]
    assert [row["record"] for row in page.context["named"]] == [made["document"]]
    text = page.content.decode()
    assert "1 record names the one that goes" in " ".join(text.split())
    assert "An agency that was renamed" in text
    assert f"/agency/{made['lesser'].pk}/change/#successions-group" in text


def test_what_is_chosen_is_proposed(curator, made):
    page = curator.get(compare(made))
    typed = {
        "seen": page.context["form"]["seen"].value(),
        "reason": "Entered twice.",
        f"choice-{short(('name', 'en'))}": "lesser",
        f"choice-{short(('classification',))}": "kept",
    }
    answer = curator.post(compare(made), typed)
    assert messages(answer) == [
        "Proposed: “ministry of trade” goes into “Ministry of Trade” once a second person agrees."
    ]
    merge = Merge.objects.get()
    assert (merge.chosen, merge.reason, merge.state) == (
        [["name", "en"], ["name", "zh-Hans"]],
        "Entered twice.",
        "proposed",
    )


def test_a_change_since_the_page_was_opened_is_said_and_nothing_is_proposed(curator, made):
    seen = curator.get(compare(made)).context["form"]["seen"].value()
    f.publish(f.change(made["kept"], classification="bureau"))
    page = curator.post(compare(made), {"seen": seen, "reason": "Entered twice."})
    assert page.context["form"].non_field_errors() == [
        "One of the two was changed after you opened this page. Compare them again."
    ]
    assert not Merge.objects.exists()


def test_what_cannot_be_merged_is_said_on_the_page(curator, made):
    draft = f.bare_agency(name_en="Draft")
    url = f"{address('merge', 'agency')}?kept={draft.pk}&lesser={made['lesser'].pk}"
    seen = curator.get(url).context["form"]["seen"].value()
    page = curator.post(url, {"seen": seen, "reason": "Entered twice."})
    assert page.context["form"].non_field_errors() == [
        "The public sees ministry of trade, and not Draft: keep ministry of trade."
    ]


def test_a_reviewer_reads_what_would_be_done_and_does_it(reviewer, made):
    merge = proposed(made)
    page = reviewer.get(page_of(merge))
    assert page.context["may"] == {"decide": True, "wrote": False, "decline": True, "undo": False}
    assert [change.path for change in page.context["outcome"].changes] == [
        ("name", "zh-Hans"),
        ("other_names", '["en","ministry of trade"]'),
        ("classification",),
    ]
    answer = reviewer.post(page_of(merge), {"_decide": "x", "text": ""})
    assert messages(answer) == ["Done: the two are one."]
    assert Edition.objects.latest().get(record_id=made["lesser"].pk).action == "merged"
    done = reviewer.get(page_of(merge))
    assert done.context["may"] == {"decide": False, "wrote": False, "decline": False, "undo": True}
    assert done.context["touched"] == [("document", 1)]


def test_a_reviewer_undoes_it_for_a_reason(reviewer, made):
    merge = proposed(made)
    merging.decide(merge, by=f.user())
    page = reviewer.post(page_of(merge), {"_undo": "x", "text": ""})
    assert page.context["form"].non_field_errors() == ["Say why. The reason is public."]
    answer = reviewer.post(page_of(merge), {"_undo": "x", "text": "They are two."})
    assert messages(answer) == ["Undone: both records say what they said before."]
    assert Edition.objects.latest().get(record_id=made["lesser"].pk).action == "unmerged"


def test_a_reviewer_declines_it(reviewer, made):
    merge = proposed(made)
    reviewer.post(page_of(merge), {"_decline": "x", "text": "They are two."})
    merge.refresh_from_db()
    assert merge.state == "declined"


def test_who_proposed_it_may_take_it_back_and_not_decide(made):
    author = f.user("reviewer")
    merge = merging.propose(made["kept"], made["lesser"], by=author, reason="Entered twice.")
    client = client_of(author)
    assert client.get(page_of(merge)).context["may"] == {"decide": False, "wrote": True, "decline": True, "undo": False}
    page = client.post(page_of(merge), {"_decide": "x", "text": ""})
    assert page.context["form"].non_field_errors() == ["You proposed this merge. Somebody else has to decide on it."]


def test_a_curator_sees_merges_and_decides_none(curator, made):
    merge = proposed(made)
    page = curator.get(page_of(merge))
    assert page.context["may"] == {"decide": False, "wrote": False, "decline": False, "undo": False}
    assert b"_decide" not in page.content
    assert curator.post(page_of(merge), {"_decide": "x"}).status_code == 403
    merge.refresh_from_db()
    assert merge.state == "proposed"


def test_who_has_no_part_in_it_sees_nothing_of_it(made):
    merge = proposed(made)
    client = client_of(f.user(is_staff=True))
    for url in (
        page_of(merge),
        compare(made),
        reverse("admin:policies_merge_duplicates"),
        address("changelist", "merge"),
    ):
        assert client.get(url).status_code == 403
    assert client.post(not_same(made)).status_code == 403


def test_possible_duplicates_stand_on_the_form_and_in_their_list(curator, made):
    form = curator.get(address("change", "agency", made["kept"]))
    assert form.context["duplicates"] == [
        {"other": made["lesser"], "why": ["The same title or name"], "address": compare(made)}
    ]
    listed = curator.get(reverse("admin:policies_merge_duplicates"))
    assert [(row["pair"].first, row["pair"].second) for row in listed.context["pairs"]] == [
        (made["kept"], made["lesser"])
    ]
    assert listed.context["pairs"][0]["merge"] == compare(made)


def test_not_the_same_is_remembered(curator, made):
    answer = curator.post(not_same(made), {"reason": "Of two countries."})
    assert messages(answer) == ["Noted: they are two. They are not shown as possible duplicates again."]
    assert NotSame.objects.get().reason == "Of two countries."
    assert duplicates.pairs() == []
    assert curator.get(address("changelist", "notsame")).status_code == 200
    assert curator.get(not_same(made)).status_code == 403


def test_who_undoes_it_is_told_what_waits_for_a_second_person(reviewer, made):
    done = proposed(made)
    merging.decide(done, by=f.user())
    f.publish(f.change(Agency.objects.get(pk=made["kept"].pk), slug="ministry-of-trade"))
    answer = reviewer.post(page_of(done), {"_undo": "x", "text": "They are two."})
    assert messages(answer) == [
        "Undone: both records say what they said before.",
        "Changed since the merge, and public with the rest once a second person approves: Ministry of Trade.",
    ]


def test_not_the_same_can_be_taken_back_from_the_list_of_possible_duplicates(curator, made):
    curator.post(not_same(made), {"reason": "Of two countries."})
    page = reverse("admin:policies_merge_duplicates")
    [known] = curator.get(page).context["known"]
    assert (sorted(known.names), known.reason) == (["Ministry of Trade", "ministry of trade"], "Of two countries.")
    back = reverse("admin:policies_merge_take_back", args=[known.pk])
    assert back in curator.get(page).content.decode()
    assert messages(curator.post(back)) == ["Taken back: they may be one, and are shown if they look alike."]
    listed = curator.get(page)
    assert (len(listed.context["pairs"]), listed.context["known"]) == (1, [])
    assert messages(curator.post(back)) == ["This was taken back already."]
    assert "taken back by" in curator.get(address("changelist", "notsame")).content.decode().lower()


def test_who_does_not_edit_such_records_takes_nothing_back(curator, made):
    curator.post(not_same(made))
    back = reverse("admin:policies_merge_take_back", args=[NotSame.objects.get().pk])
    assert client_of(f.user(is_staff=True)).post(back).status_code == 403
    assert curator.get(back).status_code == 405
    assert NotSame.objects.standing().count() == 1


def test_a_merged_record_is_not_offered_where_one_is_chosen(curator, made):
    def offered():
        query = {"term": "Trade", "app_label": "policies", "model_name": "issuer", "field_name": "agency"}
        return {row["text"] for row in curator.get(reverse("admin:autocomplete"), query).json()["results"]}

    assert offered() == {"Ministry of Trade", "ministry of trade"}
    done = proposed(made)
    merging.decide(done, by=f.user())
    assert offered() == {"Ministry of Trade"}
    done.refresh_from_db()
    unmerging.undo(done, by=f.user(), reason="They are two.")
    assert offered() == {"Ministry of Trade", "ministry of trade"}


def test_the_form_of_a_merged_record_says_so_and_offers_no_submission(curator, made):
    merge = proposed(made)
    merging.decide(merge, by=f.user())
    page = curator.get(address("change", "agency", made["lesser"]))
    assert (page.context["merge"], page.context["state_buttons"]) == (merge, [])
    assert page_of(merge) in page.content.decode()


def _count(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# Session, user, permissions of the user and of the groups, number, rows with people, names of both, who proposed.
def test_the_list_of_merges_asks_as_often_for_three_as_for_one(curator, made):
    proposed(made)
    url = address("changelist", "merge")
    few = _count(curator, url)
    for _turn in range(2):
        merging.propose(f.bare_agency(), f.bare_agency(), by=f.user(), reason="Entered twice.")
    assert (few, _count(curator, url)) == (8, 8)


def test_the_list_of_duplicates_asks_as_often_for_three_as_for_one(curator, made):
    url = reverse("admin:policies_merge_duplicates")
    few = _count(curator, url)
    for _turn in range(2):
        f.bare_agency(name_en="Ministry of Trade")
    assert (few, _count(curator, url)) == (18, 18)


def test_all_pages_are_there_in_chinese(reviewer, curator, made):
    merge = proposed(made)
    for client, url in (
        (curator, compare(made)),
        (reviewer, page_of(merge)),
        (curator, reverse("admin:policies_merge_duplicates")),
    ):
        assert client.get(url, headers={"accept-language": "zh-hans"}).status_code == 200


@pytest.mark.parametrize("name", ["x", "99999", "duplicates/widgets.css"])
def test_a_merge_that_is_not_there_leads_back_to_the_desk(curator, name):
    answer = curator.get(f"/admin/policies/merge/{name}/change/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
