"""The calendar of project, size and close: every control, and every number beside those of the tables."""

from __future__ import annotations

import re

import polars as pl

from sim.report.evidence import gather
from sim.report.language import language
from sim.report.page import render_page
from sim.report.words import percent
from tests.browser.calendar_reading import (
    ALL_SHOWN,
    EVERY_LANGUAGE,
    EVERY_STUDY,
    SHOWN,
    buttons,
    days_in,
    every_day,
    first_of,
    options,
    pick,
    text,
)
from tests.report.synthetic import make_facts, make_tables


def is_meant(value, words):
    """Whether a legend's words say a number."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", words)]
    if words in {"nobody", "in no replication"}:
        return value == 0
    if words.startswith("up to"):
        return 0 < value <= numbers[0]
    if words.startswith("over"):
        return numbers[0] < value <= (numbers[1:] or [float("inf")])[0]
    if words.startswith("under"):
        return value < numbers[0]
    return numbers[0] <= value and (words.endswith("and more") or value <= numbers[-1])


@EVERY_LANGUAGE
@EVERY_STUDY
def test_every_day_says_what_the_tables_say(calendar, site_daily, study, code):
    page, speaks = calendar(study, code), language(code)
    for name, site_id in SHOWN.items():
        pick(page, "place", name)
        if study == "size":
            page.locator("#calendar-today").click()
        desks = site_daily.filter(pl.col("site_id") == site_id)["desks"].max()
        found = every_day(page)
        assert [day[:6] for day in found] == days_in(site_daily, site_id, desks, speaks)
        assert all(day[0] in day[6] and day[3] in day[6] and day[4] in day[6] for day in found)


@EVERY_STUDY
def test_only_sites_that_may_be_shown_can_be_picked_and_all_of_them_together(calendar, folder_of, study):
    page = calendar(study)
    assert options(page, "place") == ["All sites", *sorted(SHOWN, key=options(page, "place").index)]
    assert set(options(page, "place")[1:]) == set(SHOWN)
    html = (folder_of(study) / "report.html").read_text(encoding="utf-8")
    stored = html.partition('id="calendar-data">')[2].partition("</script>")[0]
    assert "Market square" in stored
    assert "Old mill" not in stored
    assert "Pier house" not in stored
    assert "2 sites are not in the list" in page.locator("#calendar").inner_text()


def test_cards_are_those_of_the_table_of_sites(calendar):
    page = calendar("project")
    for name in SHOWN:
        pick(page, "place", name)
        row = page.locator("table.cards tr").filter(has=page.locator("th bdi", has_text=name))
        for card, head in (("desks", "Desks"), ("wanted", "Desks wanted on an average day")):
            cell = row.locator(f'td[data-label="{head}"]').inner_text().split("\n")
            assert text(page, f"{card}-value") == cell[0]
            assert cell[-1] in page.locator(f"#calendar-{card}-about").text_content() or card == "desks"


@EVERY_LANGUAGE
def test_the_share_of_days_is_that_of_the_table_at_every_number_of_desks(calendar, folder_of, code):
    page, speaks = calendar("size", code), language(code)
    risk = pl.read_parquet(folder_of("size", code) / "tables" / "risk.parquet")
    of_sites = risk.filter(pl.col("zone_id").is_null() & (pl.col("resource") == "desk"))
    for name, site_id in SHOWN.items():
        pick(page, "place", name)
        rows = of_sites.filter((pl.col("site_id") == site_id) & (pl.col("number") >= first_of(page)))
        for row in rows.to_dicts():
            page.locator("#calendar-box").fill(str(row["number"]))
            assert text(page, "desks-value") == str(row["number"])
            assert text(page, "short-value") == speaks.number(percent(row["share_of_days_short"]))
        assert rows.height > 3


def test_the_found_number_comes_first_and_the_marks_of_days_follow_the_slider(calendar, folder_of, site_daily):
    page = calendar("size")
    sizing = pl.read_parquet(folder_of("size") / "tables" / "sizing.parquet")
    for name, site_id in SHOWN.items():
        pick(page, "place", name)
        needed = sizing.filter(
            (pl.col("site_id") == site_id) & pl.col("zone_id").is_null() & (pl.col("resource") == "desk")
        )["needed"][0]
        assert text(page, "desks-value") == text(page, "needed-value") == str(round(needed))
        assert text(page, "chosen") == f"{name}: {round(needed)} desks"
        slider = page.locator("#calendar-slider")
        for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
            slider.press(key)
            desks = int(text(page, "desks-value"))
            assert page.locator("#calendar-box").input_value() == str(desks)
            assert slider.get_attribute("aria-valuetext") == str(desks)
            over = [day[5] for day in days_in(site_daily, site_id, desks, language("en"))]
            assert [day[5] for day in every_day(page)] == over
            assert f": {sum(over)} of {len(over)}." in text(page, "said")


def test_a_number_is_typed_and_one_out_of_range_becomes_the_nearest(calendar):
    page = calendar("size")
    pick(page, "place", "Tower block")
    box = page.locator("#calendar-box")
    first = first_of(page)
    last = int(re.findall(r"\d+", text(page, "range"))[1])
    for typed, taken in ((100_000, last), (0, first), ("", first)):
        box.fill(str(typed))
        box.press("Tab")
        assert box.input_value() == str(taken) == text(page, "desks-value")
    page.get_by_role("button", name=re.compile("As many as today")).click()
    assert text(page, "desks-value") == "10"
    page.get_by_role("button", name=re.compile("As many as needed")).press("Enter")
    assert text(page, "desks-value") == text(page, "needed-value")


@EVERY_LANGUAGE
def test_steps_of_the_ladder_are_those_of_the_table(calendar, folder_of, code):
    page, speaks = calendar("close", code, ALL_SHOWN), language(code)
    closures = pl.read_parquet(folder_of("close", code, *ALL_SHOWN) / "tables" / "closures.parquet")
    steps = closures.filter(pl.col("step").is_not_null()).sort("step").to_dicts()
    assert len(options(page, "step")) == len(steps) > 2
    closed = {"Pier": 2, "Mill": 4, "Tower": 10, "Square": 16}
    for number, row in enumerate(steps):
        pick(page, "place", options(page, "place")[0])
        page.locator("#calendar-step").select_option(index=number)
        assert text(page, "days_sent_home-value") == speaks.number(f"{row['forced_remote_days_per_person_year']:.1f}")
        assert int(text(page, "desks-value")) == sum(closed.values()) - row["desks_freed"]
        assert {day[2] for day in every_day(page)} == {text(page, "desks-value")}
        if row["site_id"] and row["wing"] is None and row["floor"] is None:
            pick(
                page,
                "place",
                {"Pier": "Pier house", "Mill": "Old mill", **{v: k for k, v in SHOWN.items()}}[row["site_id"]],
            )
            assert text(page, "desks-value") == "0"
            assert {day[0] for day in every_day(page)} == {"0"}, "its people have moved"


def test_steps_that_would_tell_of_a_small_site_cannot_be_chosen(calendar, folder_of):
    closures = pl.read_parquet(folder_of("close") / "tables" / "closures.parquet")
    assert closures.filter(pl.col("step") == 1)["site_id"].to_list() == ["Pier"]
    page = calendar("close")
    assert page.locator("#calendar-step").count() == 0
    assert "could be read are left out here" in page.locator("#calendar").inner_text()


@EVERY_STUDY
def test_what_is_shown_changes_colors_legend_and_heading(calendar, study):
    page = calendar(study)
    pick(page, "place", "Market square")
    seen = set()
    for number, measure in enumerate(options(page, "show")):
        pick(page, "show", measure)
        assert text(page, "days") == f"Calendar: {measure}"
        legend = tuple(page.locator("#calendar-legend .means").all_inner_texts())
        assert all(legend)
        seen.add(legend)
        colors = [day.get_attribute("class").split()[0] for day in buttons(page).all()]
        assert len(set(colors)) > 1
        means = dict(zip([f"color-{color}" for color in range(5)], legend, strict=True))
        for color, (wanted, _, _, short, home, *_) in zip(colors, every_day(page), strict=True):
            count, replications = map(int, re.findall(r"\d+", short))
            value = (float(wanted), count / replications, 0.05 if home == "under 0.1" else float(home))[number]
            assert is_meant(100 * value if number == 1 else value, means[color]), (value, means[color])
    assert len(seen) == 3


def test_a_day_is_reached_by_one_tab_and_arrow_keys_and_opened_by_enter(calendar):
    page = calendar("project")
    assert page.locator(".month button[tabindex='0']").count() == 1
    page.locator("#calendar-sent_home-value").focus()
    page.keyboard.press("Tab")
    here = lambda: page.evaluate("document.activeElement.getAttribute('aria-label')")  # noqa: E731
    assert here().startswith("Monday 4 January 2027.")
    moves = {
        "ArrowRight": "Tuesday 5 January", "ArrowDown": "Tuesday 12 January", "End": "Friday 15 January",
        "Home": "Monday 11 January", "ArrowUp": "Monday 4 January", "PageDown": "Monday 1 February",
        "ArrowLeft": "Friday 29 January", "PageUp": "Friday 29 January", "Control+End": "Friday 2 April",
        "Control+Home": "Monday 4 January",
    }  # fmt: skip
    for key, day in moves.items():
        page.keyboard.press(key)
        assert here().startswith(f"{day} 2027"), key
        assert page.locator(".month button[tabindex='0']").count() == 1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert here().startswith("Thursday 7 January"), "over a day off"
    page.keyboard.press("Enter")
    assert text(page, "date") == "Thursday 7 January 2027"
    assert page.locator("#calendar-day").get_attribute("aria-live") == "polite"
    assert page.locator(".month button[aria-current]").inner_text() == "7"
    page.keyboard.press("Escape")
    assert page.locator("#calendar-opened").is_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#calendar-months')"), "one stop only"


def test_a_tap_opens_a_day_in_sight_and_what_a_number_rests_on(calendar):
    page = calendar("project", width=360, height=640, has_touch=True, is_mobile=True)
    pick(page, "place", "Tower block")
    day = buttons(page).nth(2)
    day.tap()
    panel = page.locator("#calendar-opened")
    assert panel.is_visible()
    place = panel.bounding_box()
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= 640, "it is beside the day and not below the year"
    size = day.bounding_box()
    assert size["y"] + size["height"] <= place["y"], "and does not hide it"
    assert min(size["width"], size["height"]) >= 24
    figure = page.locator("#calendar-short-value")
    figure.tap()
    assert page.locator("#calendar-short-about").is_visible()
    assert "replications" in page.locator("#calendar-short-about").inner_text()


def test_a_long_run_shows_one_year_at_a_time(visit_page, tmp_path):
    tables = make_tables(sites=2, replications=2, days=400)
    path = tmp_path / "report.html"
    path.write_text(render_page(gather(tables, make_facts(replications_done=2)), []), encoding="utf-8")
    page = visit_page(path)
    assert options(page, "year") == ["2027", "2028"]
    assert page.locator("#calendar-year").input_value() == "2027"
    buttons(page).nth(3).click()
    assert page.locator("#calendar-opened").is_visible()
    assert page.locator("table.month:visible").count() == 12
    pick(page, "year", "2028")
    assert page.locator("table.month:visible caption").all_inner_texts()[0] == "January 2028"
    assert page.locator("#calendar-opened").is_hidden(), "a day of the other year"
    assert page.locator(".month button[aria-current]").count() == 0
    first = page.locator(".month button[tabindex='0']")
    first.focus()
    assert first.get_attribute("aria-label").startswith("Monday 3 January 2028")
    for key in ("ArrowLeft", "ArrowUp", "PageUp"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Monday 3 January 2028")
    pick(page, "year", "2027")
    assert page.locator("table.month:visible caption").all_inner_texts()[0] == "January 2027"
    page.emulate_media(media="print")
    assert page.locator("table.month:visible").count() == page.locator("table.month").count() > 12


def test_a_run_that_begins_in_december_opens_on_the_year_of_most_days(visit_page, tmp_path):
    tables = make_tables(sites=2, replications=2, days=400)
    early = {
        name: table.with_columns(pl.col("date").dt.offset_by("-7d")) if "date" in table.columns else table
        for name, table in tables.items()
    }
    path = tmp_path / "report.html"
    path.write_text(render_page(gather(early, make_facts(replications_done=2)), []), encoding="utf-8")
    page = visit_page(path)
    assert options(page, "year") == ["2026", "2027", "2028"]
    assert page.locator("#calendar-year").input_value() == "2027"
    assert page.locator("table.month:visible caption").all_inner_texts()[0] == "January 2027"


@EVERY_STUDY
def test_the_busiest_site_is_picked_and_all_sites_say_that_they_are_pooled(calendar, study):
    page = calendar(study)
    assert page.locator("#calendar-place option:checked").inner_text() == options(page, "place")[1]
    assert page.locator("#calendar-line").is_hidden()
    pick(page, "place", "All sites")
    assert text(page, "line").startswith("All sites are counted together here, as if anybody could sit at any site.")
    pick(page, "place", options(page, "place")[1])
    assert page.locator("#calendar-line").is_hidden()


def test_headings_of_all_sites_say_what_is_needed_and_how(calendar):
    for study, heading in (("project", "if anybody could sit at any site"), ("size", "sites added up")):
        page = calendar(study)
        assert text(page, "needed-name") == "Desks needed"
        pick(page, "place", "All sites")
        assert text(page, "needed-name").endswith(heading)


def test_marks_of_the_chosen_number_do_not_stand_on_people_sent_home_with_todays_desks(calendar):
    page = calendar("size")
    page.locator("#calendar-slider").press("Home")
    marked = page.locator(".month button.over")
    legend = page.locator("#calendar-legend .means-over")
    assert marked.count() > 0
    assert legend.is_visible()
    page.locator("#calendar-show").select_option(value="home")
    assert marked.count() == 0
    assert legend.is_hidden()


def test_only_one_voice_speaks_when_the_slider_moves(calendar):
    page = calendar("size")
    live = page.locator("#calendar [aria-live=polite]")
    buttons(page).nth(2).click()
    assert page.locator("#calendar-day").get_attribute("aria-live") == "polite"
    page.locator("#calendar-slider").press("ArrowRight")
    assert [one.get_attribute("id") for one in live.all()] == ["calendar-said"]


def test_a_closed_site_says_so_in_place_of_its_numbers(calendar):
    page = calendar("close", "en", ALL_SHOWN)
    pick(page, "place", "Pier house")
    assert text(page, "short-value") != "closed"
    steps = options(page, "step")
    (number,) = (number for number, step in enumerate(steps) if "Pier" in step)
    page.locator("#calendar-step").select_option(index=number)
    for card in ("wanted", "short", "sent_home"):
        assert text(page, f"{card}-value") == "closed"
        assert page.locator(f"#calendar-{card}-about").text_content() == "The site is closed after this step."
    assert text(page, "line").startswith("This site is closed after this step")
    page.locator("#calendar-step").select_option(index=0)
    assert text(page, "wanted-value") != "closed"
