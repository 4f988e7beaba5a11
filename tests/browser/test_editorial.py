"""The whole work of a curator and a reviewer on one record, from a sentence of a text to the public page and back."""

import re

TITLE = "Network coverage of villages"
WORDS = "It specifically proposed focusing on impoverished villages"
COUNTER = """
  for (const kind of ["click", "keydown"]) window.addEventListener(kind, (event) => {
    if (event.isTrusted) sessionStorage[kind] = Number(sessionStorage[kind] || 0) + 1;
  }, true);
"""


def effort(page) -> dict[str, int]:
    """The clicks and key strokes since the last time this was asked."""
    return page.evaluate(
        "() => { const found = [+sessionStorage.click || 0, +sessionStorage.keydown || 0]; sessionStorage.clear();"
        " return {clicks: found[0], keys: found[1]}; }"
    )


def choose(page, name, words):
    """Finds by typing, and takes the first found; the list must have answered to the last letter."""
    page.get_by_role("combobox", name=f"{name}:", exact=True).click()
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=re.compile(words, re.IGNORECASE)).wait_for()
    page.keyboard.press("Enter")


def open_snapshot(page):
    page.goto("/admin/policies/snapshot/")
    page.get_by_role("link", name="E-commerce Poverty Alleviation Policies").first.click()


def select_sentence(page, words):
    """Selects the words in the text of the snapshot, as by dragging over them."""
    page.locator(".snapshot-text").evaluate(
        """(text, words) => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const start = walker.currentNode.data.indexOf(words);
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, start);
            range.setEnd(walker.currentNode, start + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }""",
        words,
    )


def add_a_measure(page) -> dict[str, int]:
    """From the page of the snapshot to “waits for review”; returns what it took."""
    effort(page)
    select_sentence(page, WORDS)
    page.get_by_role("link", name="Add a measure from it").click()
    page.get_by_label("Title in English").click()
    page.keyboard.type(TITLE)
    choose(page, "Instrument", "information")
    choose(page, "Strength of wording", "plans")
    page.get_by_label("Verb").click()
    page.keyboard.type("is")
    page.get_by_role("button", name="Tick “not stated”").click()
    page.get_by_role("button", name="Save and submit for review").click()
    page.get_by_text("1 record waits for review.").wait_for()
    return effort(page)


def sign_out(page):
    page.context.clear_cookies()


def open_record(page):
    page.goto(f"/admin/policies/measure/?q={TITLE.replace(' ', '+')}")
    page.get_by_role("link", name=TITLE).first.click()


def open_review(page):
    open_record(page)
    page.get_by_role("link", name="Review", exact=True).click()


def press(page, name):
    """Presses a button, and returns what the desk then says."""
    page.get_by_role("button", name=name).click()
    return page.locator(".messagelist").inner_text()


def test_two_people_bring_words_to_the_public_and_take_them_back(page, sign_in):
    page.add_init_script(COUNTER)
    sign_in("curator")
    open_snapshot(page)
    assert add_a_measure(page) == {"clicks": 7, "keys": 48}

    sign_out(page)
    sign_in("reviewer")
    open_review(page)
    assert "Nothing of it is public yet" in page.locator("table.changes caption").inner_text()
    assert WORDS in page.locator("table.changes").inner_text()
    page.get_by_text("Remark on “verb”").click()
    page.locator("[name=remark-verb]").fill("The verb is “proposed”.")
    assert "sent back" in press(page, "Ask for changes")

    sign_out(page)
    sign_in("curator")
    open_review(page)
    assert "The verb is “proposed”." in page.locator(".thread").inner_text()
    page.get_by_role("link", name="Open the form").click()
    page.get_by_label("Verb").fill("proposed")
    assert "1 record waits for review." in press(page, "Save and submit for review")

    sign_out(page)
    sign_in("reviewer")
    open_review(page)
    page.get_by_label("Comment on the whole").fill("Good.")
    assert "is public" in press(page, "Approve and publish")
    page.goto("/measures/network-coverage-of-villages/")
    assert WORDS in page.locator("blockquote").first.inner_text()

    open_record(page)
    page.get_by_role("link", name="Withdraw …").click()
    page.get_by_role("textbox", name="Reason").fill("The words are of another measure.")
    page.get_by_role("button", name="Withdraw from the public").click()
    answer = page.goto("/measures/network-coverage-of-villages/")
    assert (answer.status, "The words are of another measure." in page.content()) == (410, True)
