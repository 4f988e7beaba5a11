"""Addresses that lead nowhere, and pages that no outside server and no inline script is needed for."""

import re

import pytest
from django.template.loader import get_template

from tests import factories as f
from tests.views.reading import words

pytestmark = pytest.mark.django_db
PAGES = ("/", "/documents/", "/measures/", "/search/?q=a", "/method/", "/vocabularies/", "/no/such/page/")


def test_an_unknown_address_is_helped(client):
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "There is no page at this address" in words(page)


@pytest.mark.parametrize("code", ["400", "403", "404", "410", "500"])
def test_every_error_has_a_page_that_needs_nothing(code):
    text = get_template(f"{code}.html").render()
    assert f'<p class="code">{code}</p>' in text


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_written_into_a_page_that_a_strict_policy_forbids(client, path):
    f.catalogue()
    text = client.get(path).content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", text) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_fetched_from_another_host(client, path):
    f.catalogue()
    text = client.get(path).content.decode()
    assert re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//(?!testserver/)', text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_of_the_first_order_and_a_way_past_the_navigation(client, path):
    f.catalogue()
    text = client.get(path).content.decode()
    assert len(re.findall(r"<h1\b", text)) == 1
    assert '<a class="skip hidden" href="#main">' in text
    assert '<main id="main" tabindex="-1">' in text


@pytest.mark.parametrize("path", ["/", "/documents/", "/api/v1/measures/", "/admin/"])
@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1@evil.example"])
def test_a_host_that_is_not_ours_is_refused_and_not_an_error_of_ours(client, path, host):
    assert client.get(path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/no/such/page/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_page_is_only_read(client, path, method):
    answer = client.generic(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/measures", "/no/such/page/", "/admin/", "/api/v1/", "/zh-hans"])
def test_every_answer_says_that_it_may_not_be_framed_or_guessed_at(client, path):
    headers = client.get(path).headers
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
