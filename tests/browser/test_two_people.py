"""Two people in one record, in a real browser: each is told of the other, and who saves too late loses nothing."""

import pytest

TITLE = "Broadband network discounts"
LISTED = "/admin/policies/measure/?q=broadband"


@pytest.fixture
def other(browser, site):
    """The page of a second person, with no scripts at all, signed in as the reviewer."""
    context = browser.new_context(base_url=site.base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.fill("#id_username", site.accounts["reviewer"]["username"])
    page.fill("#id_password", site.accounts["reviewer"]["password"])
    page.click("input[type=submit]")
    yield page
    context.close()


def _open(page):
    page.goto(LISTED)
    page.get_by_role("link", name=TITLE).first.click()


def test_both_are_told_and_who_saves_too_late_chooses_value_by_value(page, sign_in, other):
    sign_in("curator")
    _open(page)
    _open(other)
    assert "curator has had this open since" in other.locator(".others").inner_text()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".others", has_text="reviewer has had this open since").wait_for()
    other.fill("#id_verb", "urged")
    other.fill("#id_reason", "After the second paragraph.")
    other.click("[name=_save]")
    page.fill("#id_verb", "suggested")
    page.fill("#id_product", "vegetables")
    page.fill("#id_reason", "The text says so.")
    page.click("[name=_save]")
    page.wait_for_url("**/reconcile/*/")
    assert "reviewer saved this record" in page.locator(".standing").inner_text()
    page.get_by_role("row", name="Verb").get_by_label("mine").check()
    page.get_by_role("button", name="Save what I chose").click()
    assert "says what you chose" in page.locator(".messagelist").inner_text()
    assert (page.input_value("#id_verb"), page.input_value("#id_product")) == ("suggested", "vegetables")
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_role("button", name="Compare the two").click()
    assert "suggested" in page.locator("ins").all_inner_texts()[0]


def test_who_leaves_is_no_longer_there(page, sign_in, other):
    sign_in("curator")
    _open(page)
    page.goto("/admin/")
    # A browser sends its last word when it likes, soon after the page is left.
    for _attempt in range(20):
        _open(other)
        if other.locator(".others").inner_text() == "":
            return
        other.wait_for_timeout(250)
    pytest.fail(other.locator(".others").inner_text())
