"""The documentation of the API in a real browser, under the real Content-Security-Policy."""

from tests.browser.conftest import barriers


def test_the_page_to_try_the_api_runs_from_our_own_files_alone(page, site):
    outside = []
    page.on(
        "request", lambda request: outside.append(request.url) if not request.url.startswith(site.base_url) else None
    )
    page.goto("/api/docs/try/")
    page.get_by_text("List measures").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"count": 30').first.wait_for()
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []


def test_the_reference_is_one_page_that_fits_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/api/docs/")
    page.get_by_text("Parameters", exact=True).first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(page) == []
