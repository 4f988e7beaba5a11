"""The documentation for people."""

import re

import pytest
from django.utils.html import escape

from policies.api.schema import examples
from policies.catalogue.problems import PROBLEMS


@pytest.fixture
def page(client):
    answer = client.get("/api/docs/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_names_every_address_and_explains_every_problem(client, page):
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert f"<code>GET {path}</code>" in page
    for name in PROBLEMS:
        assert f'id="{name}"' in page


def test_each_answer_of_the_description_is_shown_with_what_was_asked_for(page):
    for request in examples.REQUESTS:
        _method, _space, path = request.wording.partition(" ")
        assert escape(path) in page
    assert page.count("<summary>Example: 200</summary>") == sum(row.status == 200 for row in examples.REQUESTS)
    assert '<h4 id="match_many_names"><code>POST /api/v1/match/</code></h4>' in page


def test_every_link_inside_it_has_its_place(page):
    places = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places


@pytest.mark.django_db
def test_every_address_in_its_words_answers(client, page):
    words = page.partition('id="reference"')[0].replace("&amp;", "&")
    examples = set(re.findall(r'href="(/(?:api/v1/|measures)[^"]*)"', words))
    assert "/api/v1/changes/" in examples
    refused = {address for address in examples if client.get(address).status_code not in {200, 400}}
    assert refused == set()


@pytest.mark.parametrize("address", ["/api/docs/", "/api/docs/try/"])
def test_nothing_in_it_needs_more_than_our_own_files(client, address):
    page = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script>", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_script_of_the_page_to_try_it_names_the_description(client):
    answer = client.get("/api/docs/try/?script=")
    assert answer["Content-Type"] == "application/javascript"
    assert '"/api/v1/openapi.json"' in answer.content.decode()
