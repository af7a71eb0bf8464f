"""The page for everybody: screen readers, phones, paper, darkness, no script, and no word to the outside."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from sim.report.language import language
from tests.browser.conftest import LANGUAGES
from tests.browser.reading import choose_desks, choose_policy

WIDTHS = (360, 1400)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_axe_finds_nothing_that_keeps_anybody_out(visit, code, width, scheme):
    page = visit(code, width, color_scheme=scheme)
    choose_policy(page, 2)
    page.locator("#explorer-short-value").focus()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_hangs_over_the_side(visit, code, width):
    page = visit(code, width)
    for number in range(3):
        choose_policy(page, number)
        page.locator(".figure").nth(4).focus()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sticking_out = page.evaluate(
        """() => [...document.querySelectorAll("#explorer *")].filter((one) => !one.closest(".wide") &&
            one.getBoundingClientRect().right > document.documentElement.clientWidth).map((one) => one.outerHTML)"""
    )
    assert sticking_out == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_paper_has_the_state_that_was_chosen_and_no_controls(visit, code):
    page = visit(code)
    choose_policy(page, 1)
    choose_desks(page, 70)
    page.emulate_media(media="print")
    for hidden in (".controls", "#explorer-slider", "#explorer-box", "#explorer-picks", "#explorer-without-script"):
        assert page.locator(hidden).first.is_hidden()
    for shown in ("#explorer-chosen", "#explorer-said", "#explorer-short-about", "#explorer-winners", ".compact"):
        assert page.locator(shown).first.is_visible()
    assert "70" in page.locator("#explorer-chosen").inner_text()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 20_000


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_script_the_tables_stand_and_the_page_says_what_is_missing(visit, code):
    page, speaks = visit(code, java_script_enabled=False), language(code)
    assert page.locator("#explorer").is_hidden()
    said = page.locator("#explorer-without-script")
    assert said.is_visible()
    assert said.text_content() == speaks.say("explorer.without_script")
    for key in ("side_by_side", "by_desks", "winners", "fairness"):
        assert page.locator("main > h2").get_by_text(speaks.say(f"compare.{key}"), exact=True).is_visible()
    assert page.locator("table.compact").count() >= 6


@pytest.mark.parametrize("code", LANGUAGES)
def test_only_the_script_of_the_page_may_run_and_nothing_may_be_fetched(folders, code):
    text = (folders[code] / "report.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"
    )
    assert not re.search(r"<(link|iframe|object|embed|form|base)\b", text)
    assert not re.search(r"""(src|href)=["'](?!data:|#)""", text)


def test_a_script_that_somebody_adds_does_not_run(browser, folders, tmp_path):
    text = (folders["en"] / "report.html").read_text(encoding="utf-8")
    changed = tmp_path / "changed.html"
    changed.write_text(text.replace("</main>", "</main><script>document.title = 'mine'</script>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(changed.as_uri())
    assert page.title() != "mine"
    assert page.locator("#explorer").is_visible()
    page.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_says_its_language_and_marks_what_is_in_another(visit, code):
    page = visit(code)
    assert page.locator("html").get_attribute("lang") == code
    marked = set(page.locator("main [lang]").evaluate_all("all => all.map((one) => one.lang)"))
    assert marked == (set() if code == "en" else {"en"})
    if code == "fi":
        for english in ("#assumptions ~ details td [lang]", ".radio .limits"):
            assert page.locator(english).first.get_attribute("lang") == "en"
        assert page.locator("[lang=en] .decision, [lang=en] #explorer, [lang=en] .remarks").count() == 0
        assert page.locator("main > .scope").first.inner_text() == language("fi").say("page.explained_in")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_small_enough_to_mail(folders, code):
    assert (folders[code] / "report.html").stat().st_size < 3_000_000
