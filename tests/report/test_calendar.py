"""The calendar of study=project: what its data say is what the tables say, and nothing of small groups."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
import pytest

from sim.report.calendar.project import project_calendar
from sim.report.evidence import gather
from sim.report.page import render_page
from sim.report.site_rows import site_rows
from sim.report.words import people_a_day
from tests.report.calendar_reading import card, column, data_of
from tests.report.synthetic import NASTY, make_facts, make_tables


@pytest.fixture(scope="module")
def evidence(city_tables):
    return gather(city_tables, make_facts())


@pytest.fixture(scope="module")
def data(evidence):
    return data_of(render_page(evidence, []))


def test_all_sites_come_first_and_then_each_site_the_busiest_first(data, evidence):
    names = [place["name"] for place in data["places"]]
    assert names[0] == "All sites"
    assert sorted(names[1:]) == sorted(site.name for site in evidence.answer.sites)
    means = [np.mean(column(data, place, "mean")) for place in range(len(names))]
    assert means == sorted(means, reverse=True)


def test_every_number_of_every_day_is_that_of_the_table(data, city_tables):
    names = dict(city_tables["sites"].select("name", "site_id").iter_rows())
    for place, shown in enumerate(data["places"]):
        table = city_tables["city_daily"] if shown["whole"] else city_tables["site_daily"]
        rows = table if shown["whole"] else table.filter(pl.col("site_id") == names[shown["name"]])
        days = (
            rows.group_by("date")
            .agg(
                pl.col("wanted_peak").mean().alias("mean"),
                (pl.col("wanted_peak") > pl.col("desks")).sum().alias("short"),
                pl.col("wanted_peak").sort().alias("sorted"),
                pl.col("forced_remote").mean().alias("home"),
                pl.col("desks").max(),
            )
            .sort("date")
        )
        assert column(data, place, "mean") == np.rint(days["mean"].to_numpy()).tolist()
        assert column(data, place, "short") == days["short"].to_list()
        # Of 20 replications one lies below the band and one above.
        assert column(data, place, "low") == [values[1] for values in days["sorted"].to_list()]
        assert column(data, place, "high") == [values[-2] for values in days["sorted"].to_list()]
        home = [data["sent"][text] for text in column(data, place, "home")]
        assert home == [people_a_day(mean) for mean in days["home"].to_list()]
        assert {shown["seen"][0]["desks"]} == set(days["desks"].to_list())


def test_cards_say_what_the_table_of_sites_says(data, evidence):
    rows = {row.name: row for row in site_rows(evidence.answer)}
    for place, shown in enumerate(data["places"]):
        if shown["whole"]:
            continue
        row = rows[shown["name"]]
        for number, cell in enumerate((row.desks, row.needed, row.wanted_mean, row.days_short, row.sent_home)):
            value, limits, *_ = card(data, place, number)
            if cell.value.startswith("none"):
                assert value.startswith("0")
            else:
                assert value == cell.value
                assert limits == (f"95 % interval {cell.limits}" if cell.limits else "")


def test_a_site_is_compared_with_what_it_needs_and_all_sites_under_a_condition(data, evidence):
    missing = {site.name: site for site in evidence.answer.sites}
    seen = set()
    for place, shown in enumerate(data["places"][1:], start=1):
        change, tone = card(data, place, 1)[3:]
        verdict = missing[shown["name"]].verdict_in_number
        assert tone == {"too_few": "loss", "enough": "gain", "cannot_tell": ""}[verdict]
        seen.add(re.sub(r"\d+", "n", change))
    assert seen == {"n spare", "n missing"}
    assert re.fullmatch(r"\d+ spare if anybody could sit at any site", card(data, 0, 1)[3])


def test_the_colors_part_all_days_and_the_legend_names_each(data):
    for place, shown in enumerate(data["places"]):
        several = 0
        for name, column_name in (("wanted", "mean"), ("home", "home")):
            scale = shown[name]
            assert len(scale["words"]) == 5
            assert scale["uppers"] == sorted(scale["uppers"])
            values = column(data, place, column_name)
            colors = {sum(value > upper for upper in scale["uppers"]) for value in values}
            if len(set(values)) > 2:
                assert len(colors) > 1, name
                several += 1
            if name == "wanted":
                assert {0, 4} & colors
            else:
                assert (0 in colors) == ("0" in {data["sent"][value] for value in values})
        assert several > 0
        first = int(shown["wanted"]["words"][0].removeprefix("under ").replace(",", ""))
        assert shown["wanted"]["uppers"][0] == first - 1


def test_small_sites_and_those_a_total_would_reveal_are_not_in_the_data():
    names = [*NASTY, "Small", "Next smallest"]
    tables = make_tables(sites=12, names=names, replications=2, days=70, sizes=[400] + [200] * 9 + [3, 30])
    page = render_page(gather(tables, make_facts(replications_done=2)), [])
    data = data_of(page)
    assert {place["name"] for place in data["places"]} == {"All sites", *NASTY[:-2], "a b\ufffd", NASTY[-1]}
    (whole,) = (place for place in data["places"] if place["whole"])
    assert whole["seen"][0]["desks"] == sum(tables["zones"]["desks"].to_list())
    picker = page.partition('id="calendar-place"')[2].partition("</select>")[0]
    assert not {"Small", "Next smallest"} & set(re.findall(r"<option[^>]*>(.*?)</option>", picker))
    section = page.partition('<section id="calendar"')[2].partition("</section>")[0]
    assert "2 sites are not in the list" in section


def test_four_people_have_no_calendar():
    tables = make_tables(sites=1, replications=2, days=60, sizes=[4], desks_each=[3])
    assert project_calendar(gather(tables, make_facts())) is None


def test_one_site_is_not_shown_twice_and_one_replication_has_no_intervals(tiny_tables):
    view = project_calendar(gather(tiny_tables, make_facts(replications_planned=1, replications_done=1)))
    assert list(view.places) == ["Small office"]
    page = render_page(gather(tiny_tables, make_facts(replications_planned=1, replications_done=1)), [])
    data = data_of(page)
    assert card(data, 0, 2)[1] == "No interval, because there is one replication"
    assert card(data, 0, 1)[:2] == ["cannot be told", "A replication has too few workdays to tell"]


def test_a_finnish_calendar_has_the_numbers_of_the_english_one(city_tables, data):
    finnish = data_of(render_page(gather(city_tables, make_facts(language="fi")), []))
    assert finnish["places"][0]["name"] == "Kaikki toimipaikat"
    assert finnish["dates"][0] == "maanantai 4. tammikuuta 2027"
    assert data["dates"][0] == "Monday 4 January 2027"
    for place, shown in enumerate(data["places"]):
        assert finnish["places"][place]["seen"][0]["mean"] == shown["seen"][0]["mean"]
        for number in range(5):
            english = card(data, place, number)[0]
            said = card(finnish, place, number)[0]
            assert said.replace("\u00a0", " ").replace(",", ".") == english.replace("under", "alle").replace(",", " ")


def test_a_city_of_many_sites_keeps_the_busiest_and_says_so():
    sizes = [220 - place for place in range(200)]
    tables = make_tables(sites=200, replications=2, days=253, sizes=sizes)
    view = project_calendar(gather(tables, make_facts(replications_done=2)))
    assert len(view.data) < 500_000
    assert 100 < len(view.places) < 201
    assert f"{201 - len(view.places)} others are in the tables only" in view.notes[0]


def test_two_years_offer_a_year_and_one_shows_all_months(city_tables):
    assert list(project_calendar(gather(city_tables, make_facts())).years) == []
    long = project_calendar(gather(make_tables(sites=1, replications=2, days=400), make_facts(weeks=80)))
    assert list(long.years) == [2027, 2028]
