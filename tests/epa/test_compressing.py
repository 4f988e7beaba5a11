"""Answers are sent compressed to those who take them so, and to nobody else."""

import gzip

import pytest
from django.http import HttpResponse

from epa.compressing import CompressingMiddleware
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def made():
    return f.catalogue(measures=3)


def asked(client, address, **headers):
    return client.get(address, headers={"accept-encoding": "gzip, deflate, br", **headers})


@pytest.mark.parametrize(
    "address", ["/measures/", "/api/v1/measures/", "/measures.csv", "/measures.atom", "/oai?verb=Identify"]
)
def test_texts_are_smaller_and_the_same(client, address):
    plain, packed = client.get(address), asked(client, address)
    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert "accept-encoding" in packed["Vary"].lower()
    whole, sent = plain.getvalue(), packed.getvalue()
    assert (gzip.decompress(sent), len(sent) < len(whole)) == (whole, True)


@pytest.mark.parametrize("address", ["/measures.xlsx", "/documents/{}/editions/1/card.png"])
def test_what_is_compressed_in_itself_is_left_alone(client, made, address):
    answer = asked(client, address.format(made["document"].slug))
    assert (answer.status_code, "Content-Encoding" in answer) == (200, False)


@pytest.mark.parametrize("address", ["/measures/", "/api/v1/measures/", "/measures.csv"])
def test_who_holds_the_packed_form_is_not_sent_it_again(client, address):
    tag = asked(client, address)["ETag"]
    # Not the same bytes as those that are not compressed.
    assert tag.startswith("W/")
    assert asked(client, address, **{"if-none-match": tag}).status_code == 304


def test_of_what_is_fetched_in_parts_a_part_is_of_the_bytes_as_they_are_kept(rf):
    def part(_request):
        return HttpResponse("a,b\n" * 200, status=206, headers={"Accept-Ranges": "bytes"})

    request = rf.get("/data/", headers={"accept-encoding": "gzip"})
    assert CompressingMiddleware(part)(request).content == b"a,b\n" * 200
