"""Linked data in a page, under a security policy that lets no script stand in it."""

import json

import pytest


@pytest.mark.parametrize(
    "address",
    ["/documents/opinions-2015/", "/zh-hans/measures/equipment-subsidies/", "/sources/e-commerce-poverty-alleviation/"],
)
def test_linked_data_stands_in_the_page_and_the_browser_has_nothing_against_it(page, address):
    # `page` fails the test if the browser complains of anything, a data block that it refuses among it.
    answer = page.goto(address)
    assert "unsafe-inline" not in answer.header_value("content-security-policy")
    [block] = page.locator('script[type="application/ld+json"]').all()
    linked = json.loads(block.text_content())
    assert linked["@id"].endswith(address.removeprefix("/zh-hans"))
    assert linked["evidence"] or "sources" in address
