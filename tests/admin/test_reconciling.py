"""Two people in one form: the later save is refused, nothing typed is lost, and its writer chooses value by value."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.domain import history
from policies.models import Document, DocumentDate, DocumentName, Measure, Revision, SetAside, Source
from policies.text.joining import short
from tests import factories
from tests.admin.filling import address, client_of, complaints, messages, send, shown

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def made():
    return factories.catalogue()


@pytest.fixture
def client():
    return client_of(factories.user("curator", username="hong"))


@pytest.fixture
def other():
    return client_of(factories.user("curator", username="li"))


def _page(made, kind: str = "measure") -> str:
    return address("change", kind, made["measures"][0] if kind == "measure" else made[kind])


def _late(made, client, other, theirs: dict, mine: dict, kind: str = "measure"):
    """The answer to somebody who saves after somebody else has, both from the same page."""
    opened = shown(client, _page(made, kind))
    assert send(other, _page(made, kind), **theirs).status_code == 302
    typed = {**opened, "reason": "As the source says.", **mine}
    return client.post(_page(made, kind), {name: value for name, value in typed.items() if value is not None})


def _choose(client, url: str, choices: dict, **more):
    """The answer to the page of two changes, whatever was taken by itself sent back as it is there."""
    now = client.get(url).context["now"]
    taken = {f"choice-{row.name}": row.taken for row in now.differences if row.taken}
    chosen = {f"choice-{short(path) if path != 'note' else path}": side for path, side in choices.items()}
    return client.post(url, {"seen_version": now.version, "reason": "Put together.", **taken, **chosen, **more})


def _differences(client, url: str) -> list[tuple]:
    rows = client.get(url).context["now"].differences
    values = [[side.value if side else None for side in (row.was, row.theirs, row.mine)] for row in rows]
    return [(row.path, *sides, row.taken) for row, sides in zip(rows, values, strict=True)]


def test_who_saves_too_late_is_sent_to_a_page_with_both_and_nothing_of_theirs_is_undone(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged", "product": "shops"})
    aside = SetAside.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/admin/policies/measure/reconcile/{aside.pk}/")
    assert Measure.objects.get().verb == "suggested"
    assert _differences(client, answer.url) == [
        (("verb",), "proposed", "suggested", "urged", ""),
        (("product",), "equipment", "equipment", "shops", "mine"),
    ]


def test_the_page_says_who_saved_when_and_why(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested", "reason": "After the text."}, {"verb": "urged"})
    page = " ".join(client.get(answer.url).content.decode().split())
    assert "li saved this record (" in page
    assert "<q>After the text.</q>" in page
    assert 'value="As the source says."' in page


def test_what_one_side_changed_is_taken_and_what_both_changed_is_chosen(made, client, other):
    theirs = {"verb": "suggested", "title_zh": "设备补贴"}
    answer = _late(made, client, other, theirs, {"verb": "urged", "product": "shops"})
    saved = _choose(client, answer.url, {("verb",): "mine"})
    measure = Measure.objects.get()
    assert (saved.status_code, saved.url) == (302, _page(made))
    assert (measure.verb, measure.product, measure.title_zh) == ("urged", "shops", "设备补贴")
    last = Revision.objects.of("measure", measure.pk).first()
    assert (last.reason, last.by.username) == ("Put together.", "hong")
    assert SetAside.objects.filter(settled_at=None).count() == 0


def test_a_value_that_one_side_changed_can_be_switched(made, client, other):
    answer = _late(made, client, other, {"title_zh": "设备补贴"}, {"product": "shops"})
    _choose(client, answer.url, {("title", "zh-Hans"): "mine", ("product",): "theirs"})
    measure = Measure.objects.get()
    assert (measure.title_zh, measure.product) == ("", "equipment")


def test_without_a_choice_where_both_changed_nothing_is_saved(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    refused = _choose(client, answer.url, {})
    assert messages(refused) == ["1 value was changed by both of you: choose yours or theirs."]
    assert (Measure.objects.get().verb, SetAside.objects.get().settled_at) == ("suggested", None)


def test_without_a_reason_a_public_record_is_not_saved(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    refused = _choose(client, answer.url, {("verb",): "mine"}, reason=" ")
    assert messages(refused) == ["The public sees this record, or has seen it: say why you change it."]
    assert f'name="choice-{short(("verb",))}" value="mine"' in refused.content.decode()
    [row] = refused.context["rows"]
    assert row[1] == "mine"


def test_all_mine_is_exactly_what_was_typed(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested", "title_zh": "设备补贴"}, {"verb": "urged"})
    now = client.get(answer.url).context["now"]
    client.post(answer.url, {"seen_version": now.version, "reason": "Mine.", "_all_mine": "1"})
    measure = Measure.objects.get()
    assert (measure.verb, measure.title_zh) == ("urged", "")


def test_all_theirs_leaves_what_stands(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    before = Revision.objects.count()
    client.post(answer.url, {"_all_theirs": "1"})
    assert (Measure.objects.get().verb, Revision.objects.count()) == ("suggested", before)
    assert SetAside.objects.get().settled_at is not None


def test_if_it_moves_again_it_is_shown_again_and_nothing_is_lost(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    seen = client.get(answer.url).context["now"].version
    send(other, _page(made), product="mills")
    choice = {f"choice-{short(('verb',))}": "mine"}
    refused = client.post(answer.url, {"seen_version": seen, "reason": "Mine.", **choice})
    sentence = "Not saved: li saved this record again while you were choosing. What you typed is still here; "
    assert messages(refused) == [sentence + "look at what stands now, and choose once more."]
    assert (Measure.objects.get().verb, Measure.objects.get().product) == ("suggested", "mills")
    _choose(client, answer.url, {("verb",): "mine"})
    assert (Measure.objects.get().verb, Measure.objects.get().product) == ("urged", "mills")


def test_rows_and_quotes_typed_too_late_are_there_too(made, client, other):
    mine = {
        "themes": [factories.term("theme", "TRADE").key],
        "dates-TOTAL_FORMS": "2",
        "dates-1-kind": "signed",
        "dates-1-edtf": "2015-07",
        "dates-1-wording": "July 2015",
        "citations-TOTAL_FORMS": "5",
        "citations-4-bears_on": "record",
        "citations-4-snapshot": str(made["source"].snapshots.get().pk),
        "citations-4-words": "delivery subsidies",
        "citations-4-stance": "supports",
    }
    answer = _late(made, client, other, {"title_zh": "意见"}, mine, kind="document")
    assert [(row[0][0], row[-1]) for row in _differences(client, answer.url)] == [
        ("title", "theirs"),
        ("dates", "mine"),
        ("themes", "mine"),
        ("evidence", "mine"),
    ]
    _choose(client, answer.url, {})
    document = Document.objects.get()
    assert [date.wording for date in document.dates.all()] == ["August 2015", "July 2015"]
    assert "delivery subsidies" in {citation.quote for citation in document.citations.all()}
    assert (document.title_zh, document.codings.count()) == ("意见", 1)


def test_a_row_that_was_made_anew_meanwhile_is_still_the_row_that_was_changed(made, client, other):
    """Bringing back a state makes all its rows anew, under other numbers."""
    document = made["document"]
    opened = shown(client, _page(made, "document"))
    send(other, _page(made, "document"), title_zh="意见")
    number = Revision.objects.of("document", document.pk).first().number
    back = f"/admin/policies/document/{document.pk}/history/{number}/bring-back/"
    send(other, _page(made, "document"), title_zh="通知")
    other.post(back, {"reason": "Was right."})
    assert opened["dates-0-id"] != str(DocumentDate.objects.get().pk)
    typed = {**opened, "dates-0-wording": "Aug. 2015", "reason": "To the letter."}
    answer = client.post(_page(made, "document"), typed)
    _choose(client, answer.url, {})
    date = DocumentDate.objects.get()
    assert (date.wording, date.citations.get().quote, Document.objects.get().title_zh) == (
        "Aug. 2015",
        "August 2015",
        "意见",
    )


def test_what_was_typed_into_a_row_that_somebody_took_away_is_chosen(made, client, other):
    theirs = {"issuers__0__DELETE": "on"}
    answer = _late(made, client, other, theirs, {"issuers-0-role": "lead"}, kind="document")
    [(path, was, now, typed, taken)] = _differences(client, answer.url)
    assert (path[0], was["role"], now, typed["role"], taken) == ("issuers", "sole", None, "lead", "")
    assert path == ("issuers", json.dumps([str(made["agency"].pk), "lead"], separators=(",", ":")))
    _choose(client, answer.url, {("issuers", path[1].replace("lead", "sole")): "mine"})
    [issuer] = Document.objects.get().issuers.all()
    assert (issuer.role, [citation.quote for citation in issuer.citations.all()]) == ("lead", ["the Ministry of Trade"])


def test_a_note_for_curators_is_not_lost_either(made, client, other):
    answer = _late(made, client, other, {"note": "Ask the ministry."}, {"note": "Never mind."})
    assert client.get(answer.url).context["now"].notes == ("Never mind.", "Ask the ministry.")
    version = Measure.objects.get().version
    _choose(client, answer.url, {"note": "mine"})
    assert (Measure.objects.get().note, Measure.objects.get().version) == ("Never mind.", version + 1)


def test_a_record_that_was_deleted_meanwhile_comes_back_with_what_was_typed(made, client, other):
    draft = factories.measure(made["source"], made["document"], slug="shops")
    factories.change(draft, title_en="Shops")
    page = address("change", "measure", draft)
    opened = shown(client, page)
    other.post(address("delete", "measure", draft), {"post": "yes", "reason": "Twice."})
    assert not Measure.objects.filter(slug="shops").exists()
    answer = client.post(page, {**opened, "verb": "urged", "note": "Ask."})
    assert "li deleted this record (" in client.get(answer.url).content.decode()
    _choose(client, answer.url, {})
    back = Measure.objects.get(slug="shops")
    assert (back.pk, back.verb, back.note, back.citations.count()) == (draft.pk, "urged", "Ask.", 1)
    assert Revision.objects.of("measure", draft.pk).first().act == "brought_back"


def test_what_was_typed_over_a_record_of_which_nothing_is_known_is_answered_all_the_same(made, client):
    draft = factories.bare_measure()
    page = address("change", "measure", draft)
    opened = shown(client, page)
    draft.delete()
    for seen in ("", "1", "9" * 40, "no"):
        answer = client.post(page, {**opened, "seen_revision": seen})
        assert (answer.status_code, answer.url) == (302, "/admin/")


def test_what_is_wrong_in_itself_comes_back_in_the_form_with_everything_in_it(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged", "citations-1-words": "never said"})
    [sentence, *_rest] = complaints(answer)
    assert sentence.startswith("Not saved: li saved this record (")
    page = answer.content.decode()
    assert 'value="urged"' in page
    assert "never said</textarea>" in page
    assert SetAside.objects.count() == 0


def test_rows_that_no_revision_knows_of_send_the_form_back_with_everything_in_it(made, client, other):
    DocumentName.objects.create(document=made["document"], language="en", text="Never noted")
    opened = shown(client, _page(made, "document"))
    DocumentName.objects.all().delete()
    send(other, _page(made, "document"), title_zh="意见")
    answer = client.post(_page(made, "document"), {**opened, "names-0-text": "Typed over it", "reason": "Found."})
    assert "Not saved: li saved this record (" in complaints(answer)[0]
    assert 'value="Typed over it"' in answer.content.decode()
    assert SetAside.objects.count() == 0


def _file():
    return SimpleUploadedFile("page.txt", b"First line\r\nSecond line \xe5\x95\x86")


def _new_snapshot(**more):
    return {"snapshots-TOTAL_FORMS": "2", "snapshots-1-taken_on": "2026-11-25", **more}


def test_a_file_chosen_in_a_save_that_came_too_late_is_kept_to_the_byte_and_need_not_be_chosen_again(
    made, client, other
):
    answer = _late(made, client, other, {"section": "Part 2"}, _new_snapshot(**{"snapshots-1-file": _file()}), "source")
    page = client.get(answer.url)
    assert "Your new snapshot of 2026-11-25 (25 characters) is kept too" in page.content.decode()
    assert made["source"].snapshots.count() == 1
    _choose(client, answer.url, {})
    added = made["source"].snapshots.get(number=2)
    assert (added.text, added.taken_on.isoformat()) == ("First line\r\nSecond line 商", "2026-11-25")
    assert Source.objects.get(pk=made["source"].pk).section == "Part 2"
    last = history.latest(made["source"])
    assert (last.reason, [row["number"] for row in json.loads(last.content)["snapshots"]]) == ("Put together.", [1, 2])


def test_a_snapshot_that_was_pasted_is_added_after_the_one_that_somebody_else_has_added_meanwhile(made, client, other):
    theirs = {
        "snapshots__TOTAL_FORMS": "2",
        "snapshots__1__text": "Their text.",
        "snapshots__1__taken_on": "2026-11-25",
    }
    mine = _new_snapshot(**{"snapshots-1-text": "My text.", "section": "Part 3"})
    answer = _late(made, client, other, theirs, mine, "source")
    _choose(client, answer.url, {})
    rows = made["source"].snapshots.order_by("number").values_list("number", "text")[1:]
    assert list(rows) == [(2, "Their text."), (3, "My text.")]
    assert Source.objects.get(pk=made["source"].pk).section == "Part 3"


def test_who_takes_all_that_stands_now_adds_no_snapshot(made, client, other):
    mine = _new_snapshot(**{"snapshots-1-text": "My text."})
    answer = _late(made, client, other, {"section": "Part 2"}, mine, "source")
    client.post(answer.url, {"_all_theirs": "x"})
    assert made["source"].snapshots.count() == 1


def test_the_very_text_that_somebody_else_has_added_meanwhile_sends_the_form_back(made, client, other):
    theirs = {"snapshots__TOTAL_FORMS": "2", "snapshots__1__text": "One text.", "snapshots__1__taken_on": "2026-11-25"}
    answer = _late(made, client, other, theirs, _new_snapshot(**{"snapshots-1-text": "One text."}), "source")
    assert "This source has a snapshot of exactly this text already." in complaints(answer)
    assert (SetAside.objects.count(), made["source"].snapshots.count()) == (0, 2)


def test_trying_what_it_would_have_been_leaves_no_trace(made, client, other):
    opened = shown(client, _page(made, "document"))
    send(other, _page(made, "document"), title_zh="意见")
    rows = [list(Document.objects.get().dates.values()), list(Document.objects.get().citations.values())]
    revisions = Revision.objects.count()
    client.post(_page(made, "document"), {**opened, "number": "5", "reason": "Found."})
    assert rows == [list(Document.objects.get().dates.values()), list(Document.objects.get().citations.values())]
    assert (Revision.objects.count(), Document.objects.get().number) == (revisions, "")


def test_nobody_sees_or_settles_what_somebody_else_typed(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    assert (other.get(answer.url).status_code, other.post(answer.url, {"_all_mine": "1"}).status_code) == (404, 404)
    assert Measure.objects.get().verb == "suggested"


def test_what_was_settled_is_not_settled_again(made, client, other):
    answer = _late(made, client, other, {"verb": "suggested"}, {"verb": "urged"})
    client.post(answer.url, {"_all_theirs": "1"})
    again = client.post(answer.url, {"_all_mine": "1"})
    assert (again.status_code, messages(again)) == (
        302,
        ["What stands now was left as it is.", "This was settled already. Open the record to change it again."],
    )


# Session, user, what was set aside, permissions of the user and of the groups, whether it was public; the record, its
# last revision and the one it began from. The content: citations, codings, acting agencies, document with its names,
# date and issuers (twice, with agencies), type, instrument, strength.
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_values_as_for_one(made, client, other, number, django_assert_num_queries):
    names = ("verb", "title_en", "product")[:number]
    answer = _late(made, client, other, dict.fromkeys(names, "theirs"), dict.fromkeys(names, "mine"))
    assert len(_differences(client, answer.url)) == number
    with django_assert_num_queries(18):
        client.get(answer.url)
