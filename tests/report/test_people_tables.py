"""Busy days, units and questions on the page: the tables' numbers, small groups hidden, nothing claimed beyond them."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.report.busy_day_rows import busy_day_table
from sim.report.evidence import gather
from sim.report.page import render_page
from sim.report.questions import questions
from sim.report.unit_rows import MEASURES, measure_of, organization_row, unit_rows
from sim.report.write import write_report
from tests.report.synthetic import make_attribution, make_facts, make_tables


@pytest.fixture(scope="module")
def city(city_tables):
    return gather(city_tables, make_facts())


def with_tables(evidence, **tables):
    return replace(evidence, tables=evidence.tables | tables)


def answers(evidence):
    return {question.asked: question.answer for question in questions(evidence)}


def test_a_line_says_what_a_busy_day_is_made_of(city):
    table = busy_day_table(city)
    row = table.rows[0]
    assert row.site == "Leppävaara"
    assert row.purposes == "desk work 40\u00a0%, team meeting 30\u00a0%, team day 15\u00a0%"
    assert table.heads == (
        "Would have come anyway",
        "Needed by an activity",
        "Needed by the team",
        "Needed by the unit",
    )
    assert row.deciders == ("71 %", "not shown", "19 %", "not shown")  # 2 % are under 5 people, 8 % would reveal them
    assert row.unit == "U00 90\u00a0%"


def test_a_part_that_would_reveal_a_small_group_is_not_shown(city):
    wanted = np.full_like(city.demand.wanted, 60)
    deciders = {"person": 0.9, "team": 0.04, "activity": 0.06}
    attribution = make_attribution(city.demand.site_ids, wanted, deciders=deciders)
    row = busy_day_table(with_tables(city, attribution=attribution)).rows[0]
    assert row.deciders == ("90 %", "not shown", "not shown")


def test_units_are_weighted_by_people_or_office_days(city):
    row = next(row for row in unit_rows(city) if row.unit == "U00")
    teams = city.tables["teams"].filter(pl.col("unit_id") == "U00")
    days = teams["headcount"] * teams["office_days_per_week"]
    by_days = (teams["imposed_days_share"] * days).to_numpy().reshape(20, 2).sum(axis=1)
    expected = (by_days / days.to_numpy().reshape(20, 2).sum(axis=1)).mean()
    assert measure_of(row, "imposed_days_share").estimate == pytest.approx(expected)
    assert row.people == teams["headcount"].sum() / 20
    assert measure_of(row, "compliance_rate").estimate is None


def test_the_organization_comes_from_the_summary_and_agrees_with_the_teams(city):
    row = organization_row(city)
    without = organization_row(with_tables(city, summary=city.tables["summary"].clear()))
    for measure, one, other in zip(MEASURES, row.values, without.values, strict=True):
        assert one.estimate == pytest.approx(other.estimate), measure.column
        assert one.low == pytest.approx(other.low), measure.column


def test_a_unit_under_5_people_is_merged_with_the_next_smallest():
    evidence = gather(make_tables(sites=6, replications=2, days=60, sizes=[100, 90, 80, 70, 3, 1]), make_facts())
    rows = unit_rows(evidence)
    assert [row.unit for row in rows] == ["U00", "2 other units"]
    assert rows[-1].people == 154
    page = render_page(evidence, [])
    assert "U02" not in page


def test_a_single_unit_has_no_table_of_its_own(tiny_tables):
    evidence = gather(tiny_tables, make_facts(replications_planned=1, replications_done=1, weeks=4))
    assert unit_rows(evidence) == []
    page = render_page(evidence, [])
    assert "<caption>The organization:" in page
    assert "Organization" in page


def test_units_are_compared_only_where_their_intervals_lie_apart(city):
    asked = "Does it ask more of some units than of others?"
    assert answers(city)[asked].startswith("Imposed days: most in U04, ")
    same = city.tables["teams"].with_columns(
        (0.2 + 0.1 * pl.col("replication").mod(2)).alias("imposed_days_share"),
        pl.lit(0.0).alias("forced_remote_days"),
    )
    answer = answers(with_tables(city, teams=same))[asked]
    assert "Imposed days: units cannot be told apart by this run." in answer


def test_what_one_run_cannot_tell_is_said(city):
    answer = answers(city)["Which weekday would be cheaper for a shared office day, or which policy for a unit?"]
    assert answer.startswith("This run cannot tell")


def test_shared_days_are_counted_with_and_without_the_event(city):
    answer = answers(city)["Is it the shared office days that make desks short?"]
    assert "at 3 of 3 sites with the event and at none of 3 sites without it" in answer
    assert "at most 2 such events a year" in answer


def test_people_who_would_have_come_anyway_are_no_forecast(city):
    answer = answers(city)["Would the busy days be full without rules and gatherings?"]
    assert "71 %" in answer
    assert "no forecast" in answer


def test_the_page_says_which_figure_has_nothing_to_show(city_tables, tmp_path):
    tables = city_tables | {"shared_days": city_tables["shared_days"].clear()}
    write_report(tmp_path, tables, make_facts())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "no figure shows what one costs" in page
    assert not (tmp_path / "figures" / "shared_office_day_cost.svg").exists()
    assert "No shared office day of 5 people or more falls in this run." in page
    write_report(tmp_path / "with", city_tables, make_facts())
    assert "no figure shows" not in (tmp_path / "with" / "report.html").read_text(encoding="utf-8")


def test_unit_names_are_escaped(city_tables):
    evil = "<img src=x>"
    tables = city_tables | {
        name: city_tables[name].with_columns(pl.col(column).replace("U00", evil))
        for name, column in {"teams": "unit_id", "attribution": "name"}.items()
    }
    page = render_page(gather(tables, make_facts()), [])
    assert evil not in page
    assert "&lt;img src=x&gt;" in page
