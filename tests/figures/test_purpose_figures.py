"""The figures of purposes, busy days and shared office days show their tables' numbers and hide small groups."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from matplotlib.colors import to_hex

from sim.report.evidence import gather
from sim.report.language import ENGLISH
from sim.report.plots import (
    busy_day_attribution,
    presence_by_purpose_day,
    presence_by_purpose_weekday,
    shared_office_day_cost,
)
from sim.report.plots.canvas import drawing_style
from sim.report.plots.gallery import draw_all
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import LAYERS, OTHER
from tests.report.synthetic import DECIDER_MIX, PURPOSE_MIX, make_attribution, make_facts, make_presence, make_tables

NO_ACTIVITIES = {"desk_work": 0.6, "team_day": 0.4}


def draw(module, evidence):
    with drawing_style():
        return module.draw(evidence)


def texts(drawing):
    return " ".join(text.get_text() for text in drawing.figure.texts).replace("\n", " ")


def with_tables(evidence, **tables):
    return replace(evidence, tables=evidence.tables | tables)


@pytest.fixture(scope="module")
def without_activities(city):
    deciders = {"person": 0.8, "team": 0.2}
    return with_tables(
        city,
        presence=make_presence({"S00": 2500}, NO_ACTIVITIES),
        attribution=make_attribution(city.demand.site_ids, city.demand.wanted, NO_ACTIVITIES, deciders),
        shared_days=city.tables["shared_days"].clear(),
    )


def test_layers_add_the_means_of_all_sites_and_leave_nobody_out(city):
    found = purpose_layers(city.tables["presence"])
    everybody = city.tables["presence"].filter(pl.col("purpose").is_null())
    np.testing.assert_allclose(found.people.sum(), everybody["people_mean"].sum())
    assert [layer.words_in(ENGLISH) for layer in found.layers] == [
        "desk work",
        "team days",
        "team meetings",
        "shared office and development days",
        "ideation, onboarding, one-to-ones, negotiations",
    ]
    assert found.at_busiest_bin[0, 1] == pytest.approx(0.45 * 0.5 * 2500, rel=0.01)


def test_a_purpose_that_never_holds_5_people_is_among_the_others(tiny):
    found = purpose_layers(tiny.tables["presence"])
    assert [layer.words_in(ENGLISH) for layer in found.layers] == [
        "desk work",
        "team days",
        "team meetings",
        "other purposes",
    ]
    assert found.at_busiest_bin[-1].max() >= 5
    everybody = tiny.tables["presence"].filter(pl.col("purpose").is_null())
    np.testing.assert_allclose(found.people.sum(), everybody["people_mean"].sum())


def test_an_unknown_purpose_is_drawn_among_the_others(city):
    named = pl.when(pl.col("purpose") == "team_day").then(pl.lit("fika")).otherwise("purpose").alias("purpose")
    found = purpose_layers(city.tables["presence"].with_columns(named))
    everybody = city.tables["presence"].filter(pl.col("purpose").is_null())
    assert found.layers[-1] is OTHER
    np.testing.assert_allclose(found.people.sum(), everybody["people_mean"].sum())


def test_seven_layers_have_seven_colors():
    assert len({layer.color for layer in (*LAYERS, OTHER)}) == 8
    assert len(LAYERS) == 7


def test_the_day_is_stacked_by_purpose_on_the_weekday_with_most_people(city):
    drawing = draw(presence_by_purpose_day, city)
    axes = drawing.figure.axes[0]
    found = purpose_layers(city.tables["presence"])
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in axes.collections]
    np.testing.assert_allclose(tops, found.people[:, 1].cumsum(axis=0).max(axis=1))
    assert axes.get_xlabel() == "hour of the day"
    assert axes.get_ylabel() == "people on site (mean)"
    assert drawing.title == (
        "At all 10 sites together 1,250 people are on site at 10:00 of an average Tuesday: 45 % for desk work and "
        "30 % for team meetings."
    )
    assert "Sum of the sites' means." in texts(drawing)
    assert [text.get_text().replace("\n", " ") for text in axes.texts] == [
        layer.words_in(ENGLISH) for layer in found.layers
    ]


def test_weekday_bars_stack_to_the_people_at_the_busiest_moment(city):
    drawing = draw(presence_by_purpose_weekday, city)
    axes = drawing.figure.axes[0]
    found = purpose_layers(city.tables["presence"])
    heights = np.array([bar.get_height() for bar in axes.patches]).reshape(found.at_busiest_bin.shape)
    np.testing.assert_allclose(heights, found.at_busiest_bin)
    assert drawing.title.startswith("At all 10 sites together 1,250 people are on site on Tuesdays and 700 on Fridays;")
    assert "comes for desk work." in drawing.title
    assert "busiest" in axes.get_ylabel()


def test_without_activities_two_purposes_are_drawn_and_no_shared_day(without_activities):
    drawing = draw(presence_by_purpose_day, without_activities)
    assert len(drawing.figure.axes[0].collections) == 2
    assert "are one" not in texts(drawing)
    assert draw(shared_office_day_cost, without_activities) is None
    names = [drawing.name for drawing in draw_all(without_activities)]
    assert "shared_office_day_cost" not in names
    assert {"busy_day_attribution", "presence_by_purpose_weekday"} <= set(names)
    assert "80 % would have come anyway; 40 % have a team day." in draw(busy_day_attribution, without_activities).title


def test_hardly_anybody_on_site_gives_no_figure_of_purposes(city):
    empty = city.tables["presence"].with_columns(pl.lit(0.01).alias("people_mean"))
    nobody = city.tables["attribution"].with_columns(pl.lit(0.0).alias("desks"))
    evidence = with_tables(city, presence=empty, attribution=nobody)
    for module in (presence_by_purpose_day, presence_by_purpose_weekday, busy_day_attribution):
        assert draw(module, evidence) is None


def test_a_shared_day_leads_from_without_to_with(city):
    drawing = draw(shared_office_day_cost, city)
    axes = drawing.figure.axes[0]
    days = city.tables["shared_days"].filter(pl.col("site_id") == "S00")
    without, with_it, desks = axes.lines[:3]
    assert without.get_xdata()[0] == pytest.approx(days["wanted_peak_without"].mean())
    assert with_it.get_xdata()[0] == pytest.approx(days["wanted_peak"].mean())
    assert desks.get_xdata()[0] == days["desks"][0]
    assert axes.get_xlim()[0] == 0
    missing = round(days["wanted_peak"].mean()) - days["desks"][0]
    assert drawing.title == (
        f"A shared office day at Leppävaara wants {days['wanted_peak'].mean():,.0f} desks on average, {missing} desks "
        f"more than the site has; without it the same day would want {days['wanted_peak_without'].mean():,.0f} of "
        f"{days['desks'][0]}."
    )
    assert "120 shared office days at 3 sites" in texts(drawing)
    assert "95 % interval over replications" in texts(drawing)


def test_shared_days_of_suppressed_sites_and_of_few_people_are_left_out(nasty):
    days = nasty.tables["shared_days"]
    small = days.filter(pl.col("site_id") == "S00").with_columns(pl.lit("S10").alias("site_id"))
    few = pl.when(pl.col("site_id") == "S01").then(4).otherwise("invited").alias("invited")
    drawing = draw(shared_office_day_cost, with_tables(nasty, shared_days=pl.concat([days, small]).with_columns(few)))
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert sorted(labels) == ["$\\frac$", "=1+1"]


def test_a_shared_day_that_fits_is_not_called_short(city):
    fits = city.tables["shared_days"].with_columns(
        pl.lit(30).alias("wanted_peak"),
        pl.lit(20).alias("wanted_peak_without"),
        pl.lit(0).alias("shortfall_peak"),
        pl.lit(0).alias("shortfall_peak_without"),
    )
    title = draw(shared_office_day_cost, with_tables(city, shared_days=fits)).title
    assert "wants 30 of " in title
    assert "more than" not in title


def test_one_replication_of_shared_days_has_no_interval(tiny):
    drawing = draw(shared_office_day_cost, tiny)
    assert "No interval." in texts(drawing)
    assert " to " not in drawing.figure.axes[0].texts[-1].get_text()


def test_each_waterfall_of_the_busy_day_reaches_the_peak(city):
    drawing = draw(busy_day_attribution, city)
    panels = drawing.figure.axes
    peak = city.tables["attribution"].filter((pl.col("site_id") == "S00") & (pl.col("kind") == "unit"))["desks"].sum()
    assert [axes.get_title(loc="left") for axes in panels] == [
        "who decided",
        "for what purpose that day",
        "from which unit",
    ]
    for axes in panels:
        starts = [bar.get_x() for bar in axes.patches]
        ends = [bar.get_x() + bar.get_width() for bar in axes.patches]
        assert starts[0] == 0
        assert starts[1:] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(peak)
    assert panels[0].patches[0].get_width() == pytest.approx(DECIDER_MIX["person"] * peak)
    assert panels[1].patches[1].get_width() == pytest.approx(PURPOSE_MIX["team_meeting"] * peak)
    assert to_hex(panels[0].patches[0].get_facecolor()).upper() == "#009E73"
    assert "71 % would have come anyway; 30 % have a team meeting that day." in drawing.title
    assert drawing.title.startswith("On a busy day at Leppävaara ")


def test_a_small_unit_and_a_small_decider_are_merged_with_one_that_would_reveal_them(city):
    peak = 100.0
    rows = [
        {"site_id": "S00", "kind": kind, "name": name, "desks": share * peak, "share": share}
        for kind, mix in {
            "purpose": PURPOSE_MIX,
            "decider": {"person": 0.97, "activity": 0.03},
            "unit": {"U00": 0.6, "U01": 0.36, "U02": 0.04},
        }.items()
        for name, share in mix.items()
    ]
    drawing = draw(busy_day_attribution, with_tables(city, attribution=pl.DataFrame(rows)))
    deciders, _, units = drawing.figure.axes
    assert [label.get_text() for label in units.get_yticklabels()] == ["U00", "2 other units"]
    assert [label.get_text() for label in deciders.get_yticklabels()] == ["several levels, not shown apart"]
    assert "anyway" not in drawing.title


def test_a_unit_with_a_nasty_name_is_drawn_as_it_is(city):
    attribution = city.tables["attribution"].with_columns(pl.col("name").replace("U00", "$\\frac$<b>\n"))
    teams = city.tables["teams"].with_columns(pl.col("unit_id").replace("U00", "$\\frac$<b>\n"))
    drawing = draw(busy_day_attribution, with_tables(city, attribution=attribution, teams=teams))
    assert "$\\frac$<b>" in [label.get_text() for label in drawing.figure.axes[2].get_yticklabels()]


@pytest.mark.parametrize(
    "module", [busy_day_attribution, presence_by_purpose_day, presence_by_purpose_weekday, shared_office_day_cost]
)
def test_captions_say_how_many_replications_of_how_many(nasty, module):
    assert "3 of 4 replications of 80 workdays, seed 20270104" in texts(draw(module, nasty))


def test_a_city_of_few_sites_is_named_in_the_titles(tiny):
    assert draw(presence_by_purpose_day, tiny).title.startswith("At Small office ")
    evidence = gather(make_tables(sites=3, replications=2, days=60, people=300), make_facts())
    assert draw(presence_by_purpose_weekday, evidence).title.startswith("At all 3 sites together ")
