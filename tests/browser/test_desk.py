"""Every page type of the desk in both languages, each opened once: what is wrong with it, and how wide it is."""

import re

import pytest

from tests.browser.pages import LANGUAGES, Seen, look, validated

KINDS = ("document", "measure", "agency", "source", "statement", "term", "snapshot")
PAGES = {
    "desk": "/admin/",
    "list": "/admin/policies/measure/",
    "list, narrowed": "/admin/policies/document/?desk=for_review",
    "adding": "/admin/policies/measure/add/",
    **{f"changing a {kind}": f"{{{kind}}}change/" for kind in KINDS},
    "history": "{document}history/",
    "review": "{document}review/",
    "deleted": "/admin/policies/document/deleted/",
    "possible duplicates": "/admin/policies/merge/duplicates/",
    "documents that texts cite": "/admin/policies/snapshot/gaps/?here",
    "corrections": "/admin/policies/correction/",
    "second coding": "/admin/policies/secondcoding/code/",
    "journal": "/admin/policies/journalentry/",
    "editions": "/admin/policies/edition/",
    "people": "/admin/auth/user/",
    "password": "/admin/password_change/",
}
# Of the framework's own forms: labels of fields that a form hides, and lists of choices that a script fills.
NOT_OURS = re.compile("attribute of the “label” element must be the ID of|“select” element with a “required”|“option”")


@pytest.fixture(scope="module")
def seen(browser, site) -> dict[str, Seen]:
    context = browser.new_context(base_url=site.base_url, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.fill("#id_username", site.accounts["administrator"]["username"])
    page.fill("#id_password", site.accounts["administrator"]["password"])
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    records = {kind: first_of(page, kind) for kind in KINDS}
    yield {
        f"{name} ({language})": look(page, prefix + address.format(**records))
        for language, prefix in LANGUAGES.items()
        for name, address in PAGES.items()
    }
    context.close()


def first_of(page, kind):
    """The address of a record on the desk, to which what is done with it is added."""
    page.goto(f"/admin/policies/{kind}/")
    return page.locator("#result_list tbody th a").first.get_attribute("href").split("change/")[0]


def test_every_page_is_there(seen):
    assert {name: page.status for name, page in seen.items() if page.status != 200} == {}


def test_axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow(seen):
    assert {name: page.barriers for name, page in seen.items() if page.barriers} == {}


def test_every_page_fits_320_pixels(seen):
    assert {name: page.width_at_320 for name, page in seen.items() if page.width_at_320 > 320} == {}


def test_the_validator_finds_nothing_of_ours_in_the_html_of_any_page(seen, tmp_path):
    assert [error for error in validated(seen.items(), tmp_path) if not NOT_OURS.search(error)] == []
