"""The list of documents that the texts of sources cite."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission

from policies.admin import desk, gaps
from policies.models import Document
from tests import factories as f
from tests.admin.filling import client_of
from tests.views.reading import words

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/policies/snapshot/gaps/"
TITLE = "农业部办公厅关于印发〈试点方案〉的通知"


@pytest.fixture
def client():
    return client_of(f.user("curator"))


def row_of_desk(client):
    (missing,) = [section for section in client.get("/admin/").context["sections"] if section.name == "missing"]
    return [(row.numbers[0].text, row.numbers[0].address) for row in missing.rows if "cited and not here" in row.label]


def test_the_desk_counts_what_is_not_here_and_leads_to_the_list(client):
    assert row_of_desk(client) == []
    f.source("《电子商务法》")
    assert row_of_desk(client) == [("1 document", ADDRESS)]
    f.source("《广告管理法》")
    assert row_of_desk(client) == [("2 documents", ADDRESS)]
    assert client.get(ADDRESS).context["missing"] == 2


def test_of_very_many_texts_it_is_not_counted_and_the_list_is_a_click_away(client, monkeypatch):
    f.source("Nothing is cited.")
    monkeypatch.setattr(desk, "MOST_TEXTS_READ", 0)
    assert row_of_desk(client) == [("look", ADDRESS)]


def test_each_leads_to_the_form_of_a_new_document_with_its_title_number_and_quote(client):
    source = f.source(f"根据《{TITLE}》（农办市[2016]1号）。")
    (row,) = client.get(ADDRESS).context["rows"]
    typed = parse_qs(urlsplit(row["add"]).query)
    assert typed == {
        "title_zh": [TITLE],
        "number": ["农办市〔2016〕1号"],
        "words": [f"《{TITLE}》（农办市[2016]1号）"],
        "snapshot": [str(source.snapshots.get().pk)],
    }
    form = client.get(row["add"])
    fields = form.context["adminform"].form
    assert (fields["title_zh"].value(), fields["number"].value()) == (TITLE, "农办市〔2016〕1号")
    quotes = [
        inline.formset for inline in form.context["inline_admin_formsets"] if inline.formset.prefix == "citations"
    ]
    assert quotes[0].forms[0]["words"].value() == f"《{TITLE}》（农办市[2016]1号）"
    assert quotes[0].forms[0]["snapshot"].value() == source.snapshots.get().pk


def test_an_english_title_goes_into_the_english_field(client):
    f.source("“Outline for Rural Shops”")
    (row,) = client.get(ADDRESS).context["rows"]
    assert parse_qs(urlsplit(row["add"]).query)["title_en"] == ["Outline for Rural Shops"]


def test_the_words_stand_in_their_surroundings_with_their_source(client):
    source = f.source("Shops follow the “Outline for Rural Shops” in all counties.", title_en="Trade news")
    said = words(client.get(ADDRESS), tag="body")
    assert "Shops follow the “Outline for Rural Shops” in all counties. Trade news #1, 17–42" in said
    assert "Add this document" in said
    assert f"/admin/policies/snapshot/{source.snapshots.get().pk}/change/" in client.get(ADDRESS).content.decode()


def test_of_a_document_that_is_cited_very_often_some_places_are_shown_and_the_rest_counted(client):
    f.source("国发〔2016〕1号, " * 7)
    assert "And in 2 places more" in words(client.get(ADDRESS), tag="body")


def test_those_that_are_here_are_a_list_too_with_the_relation_that_nobody_stated(client):
    document = f.bare_document(title_en="Plan", number="国发〔2016〕1号")
    f.source("国发〔2016〕1号", document=f.bare_document(title_en="Citing"))
    assert "1 document is cited and here" in words(client.get(ADDRESS), tag="body")
    page = client.get(f"{ADDRESS}?here")
    assert [row["known"].document for row in page.context["rows"]] == [document]
    assert "State the relation of Citing to it" in words(page, tag="body")


def test_pages_cut_the_list_in_pieces(client, monkeypatch):
    monkeypatch.setattr(gaps, "AT_ONCE", 2)
    f.source("国发〔2016〕1号, 国发〔2016〕2号, 国发〔2016〕3号")
    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?p=2")
    assert [str(row["gap"]) for page in (first, second) for row in page.context["rows"]] == [
        f"国发〔2016〕{number}号" for number in (1, 2, 3)
    ]
    assert "Page 1 of 2" in words(first, tag="body")


@pytest.mark.parametrize(("rights", "status"), [(["view_snapshot"], 403), (["view_snapshot", "view_document"], 200)])
def test_whoever_may_not_see_documents_is_refused_and_who_may_not_add_is_not_told_to(rights, status):
    f.source("《电子商务法》")
    looker = f.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=rights))
    page = client_of(looker).get(ADDRESS)
    assert (page.status_code, "Add this document" in page.content.decode()) == (status, False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, number, django_assert_num_queries):
    for row in range(number):
        f.source(f"国发〔2016〕{row}号, 国发〔2017〕{row}号")
        Document.objects.create(
            slug=f"d{row}", title_en="D", type=f.term("document-type", "PLAN"), number=f"国发〔2017〕{row}号"
        )
    # Session, user, two kinds of rights; the texts, excuses, names, documents, relations.
    for address in (ADDRESS, f"{ADDRESS}?here"):
        with django_assert_num_queries(9):
            assert len(client.get(address).context["rows"]) == number
