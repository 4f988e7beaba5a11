"""The pictures of editions by their addresses."""

import io

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image

from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue()
        made["old"] = made["document"].slug
        f.change(made["document"], slug="opinions", title_en="Opinions")
        f.publish(made["document"])
        made["draft"] = f.measure(made["source"], made["document"], slug="secret-draft")
        yield made
        transaction.set_rollback(True)


def test_a_picture_is_kept_for_a_day_and_asked_for_again_by_its_tag():
    answer = Client().get("/documents/opinions/editions/2/card.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    again = Client().get("/documents/opinions/editions/2/card.png", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


def test_each_edition_and_each_language_has_its_own():
    addresses = [
        f"{prefix}/documents/opinions/editions/{number}/card.png" for prefix in ("", "/zh-hans") for number in (1, 2)
    ]
    assert len({Client().get(address)["ETag"] for address in addresses}) == 4


@pytest.mark.parametrize("kind", ["measure", "agency", "source", "statement"])
def test_every_kind_has_pictures(made, kind):
    row = Edition.objects.current().filter(kind=kind)[0]
    assert Client().get(f"{row.record['url']}editions/1/card.png")["Content-Type"] == "image/png"


def test_an_old_address_leads_to_the_present_one(made):
    answer = Client().get(f"/documents/{made['old']}/editions/1/card.png")
    assert (answer.status_code, answer["Location"]) == (308, "/documents/opinions/editions/1/card.png")


@pytest.mark.parametrize(
    "address",
    [
        "/documents/opinions/editions/3/card.png",
        "/documents/never/editions/1/card.png",
        "/measures/secret-draft/editions/1/card.png",
    ],
)
def test_what_is_not_public_has_no_picture(address):
    assert Client().get(address).status_code == 404


def test_a_takedown_takes_the_picture_of_every_edition(made):
    publishing.withdraw([made["statement"]], by=None, reason="A court said so.", takedown=True)
    answer = Client().get(f"/statements/{made['statement'].slug}/editions/1/card.png")
    assert (answer.status_code, answer["Content-Type"]) == (410, "text/html; charset=utf-8")


@pytest.mark.parametrize("address", ["/card.png", "/zh-hans/card.png"])
def test_the_site_has_a_picture_for_all_other_pages(address):
    assert Image.open(io.BytesIO(Client().get(address).content)).size == (1200, 630)
    page = Client().get(address.replace("card.png", "")).content.decode()
    assert f'<meta property="og:image" content="http://testserver{address}">' in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_picture_is_drawn_from_one_edition(django_assert_num_queries, number):
    made = f.catalogue(measures=number)
    # 1. The last record of that name. 2. Its last edition. 3. and 4. The same for the edition. 5. The edition itself.
    with django_assert_num_queries(5):
        Client().get(f"/documents/{made['document'].slug}/editions/1/card.png")
