"""The calendar for everybody: screen readers, phones, paper, darkness, no script, and no other script."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from sim.report.language import language
from tests.browser.calendar_reading import EVERY_LANGUAGE, EVERY_STUDY, buttons, pick, text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
@EVERY_STUDY
def test_axe_finds_nothing_that_keeps_anybody_out(calendar, study, width, scheme):
    page = calendar(study, "fi" if width == 360 else "en", width=width, color_scheme=scheme)
    pick(page, "place", "Tower block")
    page.locator("#calendar-show").select_option(index=1)
    buttons(page).nth(5).click()
    page.locator("#calendar-short-value").focus()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 1400])
@EVERY_LANGUAGE
@EVERY_STUDY
def test_nothing_hangs_over_the_side(calendar, study, code, width):
    page = calendar(study, code, width=width)
    for place in range(3):
        page.locator("#calendar-place").select_option(index=place)
        buttons(page).nth(3).click()
        page.locator("#calendar .figure").nth(place).focus()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sticking_out = page.evaluate(
        """() => [...document.querySelectorAll("#calendar *")].filter((one) =>
            one.getBoundingClientRect().right > document.documentElement.clientWidth).map((one) => one.outerHTML)"""
    )
    assert sticking_out == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_day_numbers_read_on_every_color(calendar, scheme):
    page = calendar("project", color_scheme=scheme)
    ratios = page.evaluate(
        """() => [0, 1, 2, 3, 4].map((color) => {
            const day = document.querySelector(".month button");
            day.className = `color-${color}`;
            const style = getComputedStyle(day);
            const light = (text) => text.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
                .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
            const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
        })"""
    )
    assert min(ratios) >= 4.5


@EVERY_LANGUAGE
@EVERY_STUDY
def test_paper_has_what_was_chosen_and_no_controls(calendar, study, code):
    page = calendar(study, code, width=700)
    pick(page, "place", "Market square")
    buttons(page).nth(5).click()
    page.emulate_media(media="print")
    for hidden in ("#calendar .controls", "#calendar-keys", "#calendar-without-script"):
        assert page.locator(hidden).first.is_hidden()
    for shown in ("#calendar-chosen", "#calendar-days", "#calendar-legend", "#calendar-short-about", "#calendar-date"):
        assert page.locator(shown).is_visible()
    assert "Market square" in text(page, "chosen")
    tops = page.evaluate("[...document.querySelectorAll('#calendar .number-card')].map((one) => one.offsetTop)")
    assert len(tops) == 5
    assert len(set(tops)) == 1, "five cards stand side by side"
    assert page.pdf(format="A4").startswith(b"%PDF-")


@EVERY_LANGUAGE
@EVERY_STUDY
def test_without_script_the_tables_stand_and_the_page_says_what_is_missing(calendar, study, code):
    page = calendar(study, code, java_script_enabled=False)
    assert page.locator("#calendar").is_hidden()
    said = page.locator("#calendar-without-script")
    assert said.is_visible()
    assert said.text_content() == language(code).say("calendar.without_script")
    assert page.locator("main > .wide table").first.is_visible()


@EVERY_STUDY
def test_only_the_script_of_the_page_may_run(folder_of, study):
    html = (folder_of(study) / "report.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"
    assert len(html.encode()) < 3_000_000
