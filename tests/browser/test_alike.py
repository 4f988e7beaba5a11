"""What may be there already is shown on the form of a new record as soon as its title is left."""

NEW = "/admin/policies/agency/add/"


def test_a_name_that_is_there_already_is_told_of_before_anything_is_saved(page, sign_in):
    sign_in("curator")
    page.goto(NEW)
    page.fill("#id_name_en", "ministry of  commerce")
    page.press("#id_name_en", "Tab")
    told = page.locator(".alike li").first
    told.wait_for()
    assert "Ministry of Commerce" in told.inner_text()
    page.fill("#id_name_en", "An office that nobody knows")
    page.press("#id_name_en", "Tab")
    told.wait_for(state="detached")
    assert page.url.endswith(NEW)
