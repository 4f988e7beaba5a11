"""A relation made on the desk is read from both its ends, with its date."""

ONE = "E-commerce poverty alleviation classified as one of the Ten Major Projects"
OTHER = "Opinions on e-commerce poverty alleviation pilots"
# As it is called on the desk, where another title waits for review.
OTHER_WAITING = "Opinions on speeding up the development of rural e-commerce"
WORDS = "early 2015"
ARTICLE = "E-commerce Poverty Alleviation Policies and Measures in China"

# What is said of the document elsewhere waits for review too, in sources that must be public before it.
BESIDE = (
    "Report on the announcement of the ten projects",
    "A page on the ten programs for targeted poverty alleviation",
)


def open_on_desk(page, title, kind="document"):
    page.goto(f"/admin/policies/{kind}/")
    page.get_by_role("searchbox").fill(title)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=title).click()


def approve(page, title, kind="document"):
    open_on_desk(page, title, kind)
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("button", name="Approve and publish").click()
    assert "is public" in page.locator(".messagelist").inner_text()


def relate(page):
    """Afterwards a row says that the one document has implemented the other since early 2015."""
    page.get_by_role("button", name="Add another Relation").click()
    row = page.locator("#relations-0")
    row.get_by_label("Relation").select_option("implements")
    row.get_by_role("combobox", name="Other document").click()
    page.keyboard.type(OTHER_WAITING)
    page.get_by_role("option", name=OTHER_WAITING).click()
    row.get_by_label("Date").fill("[2015-01..2015-04]")
    row.get_by_label("Words of the source").fill(WORDS)


def cite(page):
    """Afterwards a quote of the article, which is not what the document was quoted from last, bears the new row out."""
    quote = page.locator("#citations-group .inline-related:not(.has_original):not(.empty-form)")
    quote.get_by_label("Evidence for").select_option("Relation: the one added with this save")
    quote.get_by_role("combobox", name="Snapshot").click()
    page.keyboard.type(ARTICLE)
    page.get_by_role("option", name=ARTICLE).click()
    quote.get_by_label("Words of the source").fill(WORDS)


def read(page, title):
    """The facts of a document's page: what each is called, and what it says."""
    page.goto("/documents/")
    page.get_by_role("link", name=title).first.click()
    facts = page.locator(".fact")
    return {
        facts.nth(place).locator("dt").inner_text(): facts.nth(place).locator("dd.value").inner_text()
        for place in range(facts.count())
    }


def test_a_dated_relation_is_seen_on_both_pages_worded_from_each_end(page, sign_in):
    sign_in("curator")
    open_on_desk(page, ONE)
    relate(page)
    cite(page)
    page.get_by_label("Reason for this change").fill("The article says so.")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("button", name="Save and submit for review").click()
    assert "waits for review" in page.locator(".messagelist").inner_text()
    assert "Implements" not in read(page, ONE)
    page.context.clear_cookies()
    sign_in("reviewer")
    for source in BESIDE:
        approve(page, source, "source")
    approve(page, ONE)
    assert read(page, ONE)["Implements"] == f"[{OTHER}], early 2015"
    assert read(page, OTHER)["Is implemented by"] == f"[{ONE}], early 2015"
