"""Each figure hands matplotlib the numbers its title speaks of, with units on the axes."""

import numpy as np
import polars as pl
import pytest

from sim.report.evidence import gather
from sim.report.plots import (
    demand_over_the_year,
    office_day_deciders,
    risk_curve,
    site_weekday_heat,
    weekday_profile,
)
from sim.report.plots.canvas import drawing_style
from sim.stats.day_quantile import day_quantile
from tests.report.synthetic import PURPOSES, make_facts, make_tables


def draw(module, evidence):
    with drawing_style():
        return module.draw(evidence)


def texts(drawing):
    return " ".join(text.get_text() for text in drawing.figure.texts).replace("\n", " ")


def test_year_line_is_the_median_over_replications_and_breaks_at_weekends(city):
    drawing = draw(demand_over_the_year, city)
    axes = drawing.figure.axes[0]
    line = axes.lines[0].get_ydata()
    assert np.isnan(line).sum() == 50  # 51 weeks of Mondays to Fridays
    np.testing.assert_allclose(line[~np.isnan(line)], np.median(city.demand.city_wanted, axis=0))
    assert axes.lines[1].get_ydata()[0] == city.answer.city.desks
    assert axes.get_ylabel().startswith("desks wanted at the same time")
    assert "2027" in axes.get_xlabel()
    assert [label.get_text() for label in axes.get_xticklabels()][:2] == ["Jan\n2027", "Feb"]


def test_year_title_gives_the_busy_day_and_the_capacity(city):
    drawing = draw(demand_over_the_year, city)
    needed = day_quantile(city.demand.city_wanted, 0.95).estimate
    assert drawing.title.startswith("At all 10 sites together ")
    assert f"{needed:,.0f} (" in drawing.title
    assert f"{city.answer.city.desks:,} exist" in drawing.title
    assert "quietest: July" in drawing.title
    assert drawing.title in texts(drawing)


def test_year_of_a_long_run_shows_the_busiest_day_of_each_week_and_says_so():
    evidence = gather(make_tables(sites=2, replications=2, days=600, people=200), make_facts())
    drawing = draw(demand_over_the_year, evidence)
    line = drawing.figure.axes[0].lines[0].get_ydata()
    wanted = evidence.demand.city_wanted.reshape(2, 120, 5).max(axis=2)
    np.testing.assert_allclose(line, np.median(wanted, axis=0))
    assert "busiest workday of an ISO week" in texts(drawing)


def test_one_replication_has_no_band_and_says_so(tiny):
    drawing = draw(demand_over_the_year, tiny)
    assert not drawing.figure.axes[0].collections
    assert "no band" in texts(drawing)
    assert "1 of 1 replication of 20 workdays" in texts(drawing)
    assert "Small office" in drawing.title


def test_weekday_bars_are_means_with_their_share_of_people(city):
    drawing = draw(weekday_profile, city)
    axes = drawing.figure.axes[0]
    means = [city.demand.city_wanted[:, city.demand.weekdays == day].mean() for day in range(1, 6)]
    np.testing.assert_allclose([bar.get_height() for bar in axes.patches], means)
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels[1] == f"Tuesday\n{means[1]:,.0f} desks\n{100 * means[1] / 2500:.0f} % of people"
    assert drawing.title.startswith("Tuesday is the busiest weekday")
    assert "share of all people, %" in [child.get_ylabel() for child in axes.child_axes]


def test_risk_curve_marks_today_and_the_need_of_the_largest_sites(city):
    drawing = draw(risk_curve, city)
    panels = drawing.figure.axes
    assert len(panels) == 10
    site = max(city.answer.sites, key=lambda site: site.desks)
    curve, _, today, needed = panels[0].lines
    wanted = city.demand.wanted[city.demand.index(site.site_id)]
    for desks, share in zip(curve.get_xdata(), curve.get_ydata(), strict=True):
        assert share == pytest.approx(100 * (wanted > desks).mean())
    assert today.get_xdata()[0] == site.desks
    assert needed.get_xdata()[0] == site.needed.estimate
    assert panels[0].get_ylabel() == "workdays short, %"
    assert panels[-1].get_xlabel() == "desks at the site"
    assert drawing.title.startswith(
        "2 sites have too few desks for 95 % of workdays; Leppävaara needs most: 4 (3 to 5) more"
    )


def test_risk_curve_shows_at_most_twelve_sites_and_says_how_many_are_left_out():
    evidence = gather(make_tables(sites=15, replications=2, days=60), make_facts())
    drawing = draw(risk_curve, evidence)
    assert len(drawing.figure.axes) == 12
    assert "3 sites are left out" in texts(drawing)


def test_heat_map_cells_are_the_busy_day_over_desks_and_mark_what_does_not_fit(city):
    drawing = draw(site_weekday_heat, city)
    axes = drawing.figure.axes[0]
    cells = axes.images[0].get_array()
    assert cells.shape == (10, 5)
    index = city.demand.index("S00")
    tuesdays = np.sort(city.demand.wanted[index][:, city.demand.weekdays == 2], axis=None)
    busy = tuesdays[int(np.ceil(0.95 * len(tuesdays))) - 1]
    row = [label.get_text() for label in axes.get_yticklabels()].index("Leppävaara")
    assert cells[row, 1] == pytest.approx(busy / city.demand.desks[index])
    marked = [text.get_text() for text in axes.texts if "▲" in text.get_text()]
    assert len(marked) == len(axes.patches) == int((cells > 1).sum()) > 0


def test_heat_map_frames_no_cell_of_exactly_100_percent_and_does_not_contradict_the_answer():
    tables = make_tables(sites=2, replications=2, days=160, sizes=[100, 100], desks_each=[90, 90])
    full = pl.when(pl.col("site_id") == "S00").then(90).when(pl.col("date").dt.weekday() == 2).then(pl.lit(60))
    wanted = tables["site_daily"].with_columns(full.otherwise(50).alias("wanted_peak"))
    drawing = draw(site_weekday_heat, gather(tables | {"site_daily": wanted}, make_facts()))
    assert not drawing.figure.axes[0].patches
    assert drawing.title == "On a busy Monday Leppävaara wants 100 % of its desks, the most of all sites."
    rare = pl.when((pl.col("date").dt.weekday() == 2) & (pl.col("date").dt.day() <= 6)).then(95)
    evidence = gather(
        tables | {"site_daily": wanted.with_columns(rare.otherwise("wanted_peak").alias("wanted_peak"))}, make_facts()
    )
    assert {site.verdict for site in evidence.answer.sites} == {"enough"}
    assert draw(site_weekday_heat, evidence).title == (
        "On a busy Tuesday Leppävaara wants 106 % of its desks. 2 sites of 2 pass 100 % on a busy day of the fullest "
        "weekday; all of them still have enough on 95 % of all workdays."
    )


def test_heat_map_of_too_few_days_shows_means_and_says_so(tiny):
    drawing = draw(site_weekday_heat, tiny)
    assert "mean instead" in texts(drawing)
    assert drawing.title.startswith("On an average ")


def test_deciders_add_up_to_one_in_every_bar(city):
    drawing = draw(office_day_deciders, city)
    axes = drawing.figure.axes[0]
    widths = np.array([bar.get_width() for bar in axes.patches]).reshape(5, 11)
    np.testing.assert_allclose(widths.sum(axis=0), 1)
    np.testing.assert_allclose(widths[:, 0], [0.71, 0.08, 0.19, 0.02, 0])
    assert axes.get_xlabel() == "share of office days, %"
    assert drawing.title == "People's own wishes decided 71 % of office days; teams 19 %, activities 8 % and units 2 %."


def test_deciders_without_a_city_row_weigh_sites_by_the_people_there(city):
    at_first, by_person = pl.col("site_id") == "S00", pl.col("decided_by") == "person"
    share = (
        pl.when(at_first & by_person).then(1 / len(PURPOSES)).when(at_first).then(0.0).otherwise("office_days_share")
    )
    deciders = city.tables["deciders"].drop_nulls("site_id").with_columns(share.alias("office_days_share"))
    drawing = draw(office_day_deciders, gather(city.tables | {"deciders": deciders}, city.facts))
    weight = city.demand.wanted[0].sum() / city.demand.wanted.sum()
    assert drawing.figure.axes[0].patches[0].get_width() == pytest.approx(weight + 0.71 * (1 - weight))


@pytest.mark.parametrize(
    "module", [demand_over_the_year, weekday_profile, risk_curve, site_weekday_heat, office_day_deciders]
)
def test_every_caption_says_how_many_replications_of_how_many(nasty, module):
    caption = texts(draw(module, nasty))
    assert "3 of 4 replications of 80 workdays, seed 20270104" in caption
    assert "policy _x<b>" in caption
