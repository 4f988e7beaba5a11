"""Pages without a mouse, and without motion: one page of each frame, walked by the keyboard alone."""

import pytest

from tests.browser.pages import PAGES

FRAMES = ("home", "list, narrowed", "document with an official text", "source in Chinese", "correcting")
# Where the focus is: its place among all elements, whether it can be seen to be there, and whether it is in sight.
FOCUS = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  return {
    place: [...document.querySelectorAll("*")].indexOf(here),
    name: here.outerHTML.slice(0, 120),
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_in_sight: box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1,
    is_page: here === document.body,
  };
}"""
# What a keyboard must be able to reach: all that acts, and is shown.
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
  (element) => element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
    && element.type !== "hidden" && element.tabIndex >= 0 && !element.closest(".unseen")
).length"""
MOTION = """() => ({
  running: document.getAnimations().length,
  moving: [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0
      || style.animationName !== "none";
  }).length,
})"""


@pytest.fixture
def reader(browser, reviewed_site):
    # Without motion a page has scrolled to the focus as soon as it is there.
    context = browser.new_context(base_url=reviewed_site, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", FRAMES)
def test_the_focus_goes_through_all_that_acts_in_the_order_of_the_page_and_is_seen(reader, name):
    reader.goto(PAGES[name])
    number = reader.evaluate(REACHABLE)
    stops = []
    for _step in range(number):
        reader.keyboard.press("Tab")
        stops.append(reader.evaluate(FOCUS))
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    assert [stop["name"] for stop in stops if stop["is_page"] or not (stop["is_marked"] and stop["is_in_sight"])] == []
    reader.keyboard.press("Tab")
    assert reader.evaluate(FOCUS)["is_page"]


def test_the_first_stop_skips_to_the_content(reader):
    reader.goto(PAGES["measure"])
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Skip to the content"
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "main"
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('main').id") == "main"


def test_evidence_is_one_key_away_from_its_value(reader):
    reader.goto(PAGES["document with an official text"])
    proof = reader.locator("#dates .proof")
    assert not proof.locator(".words").is_visible()
    proof.locator("summary").focus()
    reader.keyboard.press("Enter")
    assert "early November 2015" in proof.locator(".words").inner_text()
    assert "Summary by an institution" in proof.inner_text()
    assert "February 27, 2024" in proof.inner_text()


def test_nothing_moves_for_who_wants_no_motion(reader):
    reader.goto(PAGES["source"] + "#lit")
    assert reader.evaluate(MOTION) == {"running": 0, "moving": 0}
