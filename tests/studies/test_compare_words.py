"""What is called clear never reads as no difference: of numbers that round to the same the difference is said."""

from __future__ import annotations

import dataclasses

from sim.report.compare_answer import answer
from sim.report.compare_page import page
from sim.report.compared import Change, Policy
from sim.stats.interval import Interval
from tests.figures.test_compare_figures import compared


def policy(label, share, days, *, verdict="not_tested", desks=0.0):
    def interval(value):
        return Interval(value, value, value)

    return Policy(
        label=label,
        figures={
            "desks_needed": Interval(300 + desks, 290 + desks, 310 + desks),
            "copresence_share": interval(share),
            "imposed_days": interval(days),
        },
        site_desks={},
        changes={
            "desks_needed": Change(interval=interval(desks), verdict=verdict),
            "copresence_share": Change(interval=interval(share - 0.394), verdict=verdict),
            "imposed_days": Change(interval=interval(days - 40.4), verdict=verdict),
        },
    )


BASE = policy("team_led", 0.394, 40.4)


def said(other):
    return answer(compared(BASE, other))


def table_row(other):
    grid = page(compared(BASE, other)).sections[0].grids[0]
    return {head: cell.value for head, cell in zip(grid.head, grid.rows[1], strict=True)}


def test_a_share_that_reads_the_same_has_the_points_between():
    other = policy("anchor_days", 0.388, 40.1, verdict="a_higher", desks=-5)
    assert "have 39 % of their team-mates" in said(other)
    assert "clearly less under anchor days (39 %, 0.6 points less)" in said(other)
    assert "fewest under anchor days (40, 0.3 fewer)" in said(other)
    row = table_row(other)
    assert row["Team-mates met"] == "39 % \u25bc (\u22120.6 points)"
    assert row["Imposed office days a year"] == "40.1 \u25bc"
    assert row["Desks needed"] == "295 \u25bc"


def test_a_difference_too_small_for_a_decimal_is_said_to_be():
    other = policy("anchor_days", 0.39404, 40.41, verdict="b_higher", desks=5)
    assert "clearly more under anchor days (39 %, under 0.1 points more)" in said(other)
    assert "most under anchor days (40, under 0.1 more)" in said(other)
    row = table_row(other)
    assert row["Team-mates met"] == "39 % \u25b2 (by under 0.01 points)"
    assert row["Imposed office days a year"] == "40.4 \u25b2 (+0.01)"


def test_shares_that_read_differently_stand_alone():
    other = policy("anchor_days", 0.35, 42, verdict="a_higher", desks=-5)
    assert "clearly less under anchor days (35 %)" in said(other)
    assert table_row(other)["Team-mates met"] == "35 % \u25bc"


def test_desks_wanted_that_differ_by_less_than_one_have_a_decimal():
    def of(one, value, verdict="not_tested"):
        figures = {"desk_wanted_peak_mean": Interval(value, value, value)}
        change = Change(interval=Interval(value - 50.1, value - 50.1, value - 50.1), verdict=verdict)
        return dataclasses.replace(one, figures=figures, changes={"desk_wanted_peak_mean": change})

    paragraph = answer(compared(of(BASE, 50.1), of(policy("anchor_days", 0.3, 3), 49.9, "a_higher")))
    assert "Clearly fewer are wanted under anchor days (0.2 fewer, 0.2 to 0.2)." in paragraph
