"""The page of study=sensitivity answers in its first sentence what matters most, and claims no more than it knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.sensitivity_page import sensitivity_page
from sim.report.sensitivity_rows import SensitivityRow
from sim.report.sensitivity_words import METRIC_WORDS, ends, write_input
from sim.stats.summary import METRICS
from tests.report.synthetic import make_facts
from tests.studies.worlds import page_text


def row(says="wishes", swing=400.0, p=0.001, **more):
    values = {
        "parameter": says, "says": says, "keys": "behavior.a", "unit": "days a week", "source_kind": "judgment",
        "source": "J", "range_source": "J", "set_in": "conf/b.yaml", "value": 2.35, "low": 1.5, "high": 3.2,
        "metric": "desk_wanted_peak_p95", "metric_unit": "desks", "estimate": 1390.0, "estimate_low": 1190.0,
        "estimate_high": 1590.0, "difference_low": -200.0, "difference_low_ci_low": -210.0,
        "difference_low_ci_high": -190.0, "difference_high": 200.0, "difference_high_ci_low": 190.0,
        "difference_high_ci_high": 210.0, "swing": swing, "swing_ci_low": swing - 20, "swing_ci_high": swing + 20,
        "adjusted_p": p, "rank": 1, "replications": 6,
    }  # fmt: skip
    return SensitivityRow(**(values | more))


def test_the_first_sentence_names_the_strongest_assumption_with_its_three_numbers():
    page = sensitivity_page([row(), row("head count", 300.0, source_kind="measured", rank=2)], [], make_facts())
    assert page.answer.startswith(
        "What matters most for desks wanted on a busy day is wishes: 1,190 at 1.5, 1,590 at 3.2, 1,390 as assumed "
        "(2.35). It is a guess: count it first. Next comes head count (swing 300 desks). 2 of 2 assumptions"
    )


def test_a_strongest_assumption_that_was_counted_is_not_called_a_guess():
    assert "guess" not in sensitivity_page([row(source_kind="measured")], [], make_facts()).answer


def test_a_large_swing_that_may_be_luck_is_not_what_matters_most():
    page = sensitivity_page([row("luck", 500.0, p=0.3), row("wishes", rank=2)], [], make_facts())
    assert "is wishes:" in page.answer
    assert "1 of 2 assumptions moves it by more than luck" in page.answer
    none = sensitivity_page([row("luck", p=0.3, replications=20)], [], make_facts())
    assert none.answer == "None of 1 assumption moves desks wanted on a busy day by more than luck."
    few = sensitivity_page([row("luck", p=0.3, replications=3)], [], make_facts())
    assert few.answer == f"{none.answer} Few replications tell little apart: raise study.replications_each."
    assert none.ranking is None


def test_other_key_figures_get_a_clause_and_a_section_each():
    shares = {"estimate": 0.5, "estimate_low": 0.4, "estimate_high": 0.6, "metric_unit": "share"}
    other = row("meetings", 0.2, metric="copresence_share", **shares)
    page = sensitivity_page([row(), other], ["how well norms are kept"], make_facts())
    assert "it is meetings for the share of team-mates met on site (swing 20.0 points)." in page.answer
    assert [part.heading for part in page.sections] == [
        "Desks wanted on a busy day", "The share of team-mates met on site", "How to read this",
    ]  # fmt: skip
    assert "has no such value: how well norms are kept." in page_text(page)
    assert {driver.parameter for driver in page.ranking.drivers} == {"wishes", "meetings"}


def test_what_cannot_be_told_is_said_to_be_so():
    page = sensitivity_page([unknown()], [], make_facts())
    assert page.answer.startswith("Nothing can be said of the share of office days that are imposed")
    assert not page.sections[0].drawings and not page.sections[0].grids


def unknown():
    """A key figure without meaning, such as imposed days where people have no wishes."""
    numbers = ("estimate", "difference", "swing", "adjusted", "rank")
    nothing = dict.fromkeys(name for name in SensitivityRow.__slots__ if name.startswith(numbers))
    return replace(row(), metric="imposed_days_share", **nothing)


def test_four_people_are_not_published():
    page = sensitivity_page([row()], [], make_facts(people=4))
    assert "Nothing can be published" in page.answer
    assert not page.sections


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (510.0, "time of day", "08:30"),
        (0.9, "times as assumed", "0.9 times"),
        (4.0, "days a year more", "+4"),
        (-4.0, "days a year more", "\u22124"),
        (0.0, "days a year more", "0"),
        (-1.1, "log weight", "\u22121.1"),
        (None, "people", "several values"),
    ],
)
def test_inputs_are_written_as_a_planner_writes_them(value, unit, text):
    assert write_input(value, unit) == text


def test_both_ends_are_said_with_one_unit():
    assert ends(row(unit="times as assumed", low=0.9, high=1.1)) == "0.9 to 1.1 times"


def test_every_key_figure_of_the_summary_has_words():
    assert set(METRIC_WORDS) == set(METRICS)
    assert METRIC_WORDS["room_refused_share"].write_change(-0.0004) == "\u22120.04"
    assert METRIC_WORDS["desk_wanted_peak_p95"].write_swing(-3) == "\u22123 desks"
