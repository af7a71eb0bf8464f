"""Every control works by mouse, by keyboard and by touch, and says what it does to those who cannot see it."""

from __future__ import annotations

import pytest

from tests.browser.reading import CARDS, about, choose_desks, choose_policy, policies, value


def chosen(page):
    return page.locator("#explorer-chosen").inner_text()


def test_policies_are_chosen_by_mouse(visit):
    page = visit()
    for number, name in enumerate(policies(page)):
        choose_policy(page, number)
        assert chosen(page).lower() == f"{name.partition(' (')[0]}, 60 desks"


def test_policies_are_chosen_by_keyboard(visit):
    page = visit()
    page.locator("input[name=explorer-policy]").first.focus()
    for name in policies(page)[1:]:
        page.keyboard.press("ArrowDown")
        assert chosen(page).lower() == f"{name}, 60 desks"


def test_the_slider_moves_by_mouse_and_takes_the_box_along(visit):
    page = visit()
    slider = page.locator("#explorer-slider")
    place = slider.bounding_box()
    page.mouse.click(place["x"] + 2, place["y"] + place["height"] / 2)
    assert chosen(page) == "Team led, 30 desks"
    assert page.locator("#explorer-box").input_value() == "30"
    page.mouse.move(place["x"] + 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] - 2, place["y"] + place["height"] / 2)
    page.mouse.up()
    assert chosen(page) == "Team led, 90 desks"
    assert slider.get_attribute("aria-valuetext") == "90"


def test_the_slider_moves_by_keyboard(visit):
    page = visit()
    page.locator("#explorer-slider").focus()
    for key, desks in (("ArrowRight", 61), ("ArrowLeft", 60), ("End", 90), ("Home", 30), ("PageUp", None)):
        before = chosen(page)
        page.keyboard.press(key)
        if desks is None:
            assert chosen(page) != before
        else:
            assert chosen(page) == f"Team led, {desks} desks"


def test_a_number_is_typed_and_one_out_of_range_becomes_the_nearest(visit):
    page = visit()
    box = page.locator("#explorer-box")
    box.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("7")
    assert chosen(page) == "Team led, 60 desks", "half a number is no number"
    page.keyboard.type("5")
    assert chosen(page) == "Team led, 75 desks"
    assert page.locator("#explorer-slider").input_value() == "75"
    for typed, taken in ((1000, 90), (2, 30)):
        choose_desks(page, typed)
        assert box.input_value() == str(taken)
        assert chosen(page) == f"Team led, {taken} desks"
    choose_desks(page, "")
    assert box.input_value() == "30"


def test_a_button_leads_back_to_today_by_mouse_and_by_keyboard(visit):
    page = visit()
    today = page.get_by_role("button", name="As many as today (60)")
    choose_desks(page, 80)
    today.click()
    assert chosen(page) == "Team led, 60 desks"
    choose_desks(page, 80)
    today.focus()
    page.keyboard.press("Enter")
    assert page.locator("#explorer-box").input_value() == "60"


def test_groups_and_measures_are_picked_by_keyboard(visit):
    page = visit()
    choose_policy(page, 1)
    for name in ("metric", "kind"):
        pick = page.locator(f"#explorer-{name}")
        options = pick.locator("option").all_inner_texts()
        pick.focus()
        page.keyboard.press("Home")
        shown = [page.locator("#explorer-winners").inner_text()]
        for option in options[1:]:
            page.keyboard.press("ArrowDown")
            assert pick.evaluate("pick => pick.selectedOptions[0].text") == option
            shown.append(page.locator("#explorer-winners").inner_text())
        assert len(set(shown)) == len(options)


@pytest.mark.parametrize("card", CARDS)
def test_what_a_number_rests_on_shows_on_hover_and_on_focus_and_escape_hides_it(visit, card):
    page = visit()
    said = page.locator(f"#explorer-{card}-about")
    assert said.is_hidden()
    page.locator(f"#explorer-{card}-value").hover()
    assert said.is_visible()
    said.hover()
    assert said.is_visible(), "the pointer can go into it"
    page.keyboard.press("Escape")
    assert said.is_hidden()
    page.mouse.move(0, 0)
    page.locator(f"#explorer-{card}-value").focus()
    assert said.is_visible()
    page.keyboard.press("Escape")
    assert said.is_hidden()


def test_every_number_is_reached_by_tab_with_its_name_and_its_description(visit):
    page = visit()
    page.locator("#explorer-today").focus()
    for card in CARDS:
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const one = document.activeElement;
                const texts = (name) => one.getAttribute(name).split(" ")
                    .map((id) => document.getElementById(id).textContent).join(" ");
                return [one.id, texts("aria-labelledby"), texts("aria-describedby")];
            }"""
        )
        assert found[0] == f"explorer-{card}-value"
        assert found[1].endswith(f" {value(page, card)}")
        assert about(page, card) in found[2]
        assert "95 % interval" in found[2]
        assert "replications" in found[2]


def test_a_tap_shows_what_a_number_rests_on_and_the_next_tap_shows_another(visit):
    page = visit(width=360, has_touch=True, is_mobile=True)
    for card in CARDS:
        figure = page.locator(f"#explorer-{card}-value")
        figure.tap()
        assert figure.get_attribute("aria-expanded") == "true"
        assert page.locator(f"#explorer-{card}-about").is_visible()
    assert page.locator(".figure[aria-expanded=true]").count() == 1
    figure.tap()
    assert figure.get_attribute("aria-expanded") == "false"


def test_a_change_is_announced_in_a_sentence(visit):
    page = visit()
    said = page.locator("#explorer-said")
    assert said.evaluate("one => [one.tagName, one.getAttribute('aria-live')]") == ["OUTPUT", "polite"]
    before = said.inner_text()
    choose_policy(page, 1)
    assert said.inner_text() != before
    assert said.inner_text().startswith("Free choice with 60 desks: on ")
