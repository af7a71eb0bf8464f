"""What the worlds of a comparison are called, which days and people count in them, and what may be claimed of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import polars as pl
import pytest

from sim.__main__ import main
from sim.config import load
from sim.replication import replicate
from sim.report.compare_page import page
from sim.results.stack import Stack
from sim.studies.compared.desks import desks_needed
from sim.studies.compared.groups import Grouping
from sim.studies.compared.worlds import labels, restricted
from sim.studies.sized.demand import desks_by_days
from tests.building import ROOT, conf_scenario, scenario_of
from tests.studies.worlds import facts, found, page_text, world

SMALL = {"weeks": 13, "replications": 4, "activities": "municipal"}


@pytest.fixture(scope="module")
def rates_and_wishes():
    return [world(name, conf_scenario("small_office", name, **SMALL)) for name in ("team_led", "anchor_days", "rates")]


def jobs(tmp_path, *given, text=""):
    """The worlds of small_office and of a file of the same name with something added."""
    path = tmp_path / "elsewhere" / "small_office.yaml"
    path.parent.mkdir()
    path.write_text((ROOT / "scenarios" / "small_office.yaml").read_text(encoding="utf-8") + text, encoding="utf-8")
    return load("small_office", ["study=compare", "run=quick", f"study.scenarios=[{path}]", *given]).variants


def test_another_scenario_with_the_same_file_name_has_a_number(tmp_path):
    text = "organization:\n  teams:\n    T01: {size: 12}\n"
    two = jobs(tmp_path, "study.policies=[team_led,free_choice]", text=text)
    assert labels(two) == [
        "small_office: team_led", "small_office: free_choice", "small_office (2): team_led",
        "small_office (2): free_choice",
    ]  # fmt: skip


def test_a_copy_of_the_scenario_is_a_scenario_too(tmp_path):
    named = labels(jobs(tmp_path, "study.policies=[team_led]"))
    assert named == ["small_office: team_led", "small_office (2): team_led"]


def test_a_number_is_not_given_twice(tmp_path):
    first, second = jobs(tmp_path, "study.policies=[team_led]")
    third = dataclasses.replace(second, name="small_office (2)")
    assert len(set(labels([first, second, third]))) == 3


def test_one_scenario_is_named_by_its_policies_alone_and_a_policy_by_itself_twice():
    alone = load("small_office", ["study=compare", "run=quick", "study.policies=[team_led]"])
    assert labels(alone.variants) == ["team_led", "team_led"]
    several = load("small_office", ["study=compare", "run=quick", "study.policies=[team_led,free_choice]"])
    assert labels(several.variants) == ["team_led", "free_choice"]


@pytest.fixture(scope="module")
def busiest():
    """Two sites of which one is full on Mondays and the other, larger one, on Thursdays."""
    scenario = scenario_of(
        sites={site: {"name": site, "opens_at": 0, "closes_at": 1440} for site in ("S1", "S2")},
        zones={"Z1": {"site_id": "S1", "desks": 20}, "Z2": {"site_id": "S2", "desks": 60}},
        teams={
            "T1": {"size": 20, "rate_group": "monday"},
            "T2": {"size": 60, "site_id": "S2", "zone_id": "Z2", "rate_group": "thursday"},
        },
        rates={
            "monday": {"weekday_rates": [0.9, 0.1, 0.1, 0.1, 0.1]},
            "thursday": {"weekday_rates": [0.2, 0.2, 0.2, 0.8, 0.2]},
        },
        policy="rates",
        weeks=40,
        replications=3,
    )
    return dataclasses.replace(
        scenario, study=dataclasses.replace(scenario.study, days="busiest_weekday", service_level=0.9)
    )


def test_each_site_counts_its_own_busiest_weekday_as_study_size_does(busiest):
    counts = {number: replicate(busiest, number).counted for number in range(3)}
    sites, _ = desks_by_days(busiest, Stack(counts))
    desks = desks_needed(world("rates", busiest), 0.9)
    assert desks.sites == [one.need.needed for one in sites]
    assert desks.together.estimate == sum(one.need.needed.estimate for one in sites)
    assert desks.sites[0].estimate > 15, "of Mondays, not of the city's Thursdays"
    np.testing.assert_array_equal(desks.short, [one.failing for one in sites])


def test_the_city_counts_its_own_busiest_weekday(busiest):
    one = world("rates", busiest)
    weekday = busiest.days.workdays % 5
    np.testing.assert_array_equal(one.counted(2), one.wanted[:, weekday == 3, 2])
    assert "on 90 % of days of each site's busiest weekday" in page_text(
        page(found(one, one, level=0.9).compared(facts(0.9)))
    )


def test_the_busiest_weekday_is_that_of_the_replications_that_count(busiest):
    whole = world("rates", busiest)
    tuesday = np.where(busiest.days.workdays % 5 == 1, 500, 0)
    moved = dataclasses.replace(whole, wanted=whole.wanted + np.array([0, 0, 1])[:, None, None] * tuesday[:, None])
    assert (moved.counted(0) == whole.wanted[:, busiest.days.workdays % 5 == 0, 0]).mean() < 1
    two = restricted(moved, [0, 1])
    np.testing.assert_array_equal(two.counted(0), whole.wanted[:2, busiest.days.workdays % 5 == 0, 0])


def test_nothing_is_said_of_imposed_days_where_people_have_no_wishes(rates_and_wishes):
    tables = found(*rates_and_wishes).tables()
    of_wishes = pl.col("metric").is_in(
        ["imposed_days", "unwanted_remote_days", "imposed_days_share", "preference_deviation_days"]
    )
    pairs = tables["comparison"].filter(of_wishes)
    rates = pairs.filter(pl.col("policy_b") == "rates")
    for column in ("estimate_b", "difference", "ci_low", "ci_high", "adjusted_p"):
        assert rates[column].null_count() == len(rates), column
    assert set(rates["verdict"]) == {"not_tested"}
    assert rates["estimate_a"].null_count() == 0
    whole = pairs.filter((pl.col("policy_b") == "anchor_days") & pl.col("site_id").is_null())
    assert whole["difference"].null_count() == 0
    fates = tables["winners"].filter(of_wishes & (pl.col("policy_b") == "rates"))
    assert len(fates)
    assert fates["better_share"].null_count() == fates["difference"].null_count() == len(fates)
    fair = tables["fairness"].filter(of_wishes & (pl.col("policy") == "rates"))
    assert fair["estimate"].null_count() == len(fair)


def test_the_paragraph_does_not_speak_of_wishes_nobody_has(rates_and_wishes):
    wishes, _, rates = rates_and_wishes
    without = page(found(rates, wishes).compared(facts()))
    assert "would not have chosen" not in without.answer
    assert "wish" not in without.answer
    beside = page(found(wishes, rates).compared(facts()))
    sentence = next(one for one in beside.answer.split(". ") if "would not have chosen" in one)
    assert "rates" not in sentence
    assert "no other policy" not in sentence
    assert "rates: people come by rates and have no wishes" in page_text(beside)


def test_only_the_scenarios_own_policy_is_the_status_quo(rates_and_wishes):
    own = page(found(*rates_and_wishes).compared(facts()))
    assert "Under team led, the status quo, " in own.answer
    other = page(found(*rates_and_wishes).compared(facts(), status_quo=False))
    assert "Under team led, the baseline, " in other.answer
    assert "status quo" not in page_text(other)
    assert "team led (baseline)" in page_text(other)


def test_the_command_calls_another_baseline_no_status_quo(tmp_path, capsys):
    command = [
        "scenario=small_office", "study=compare", "study.policies=[free_choice]", "study.baseline=anchor_days",
        "run=quick", "run.replications=2", "run.weeks=13", "run.workers=1", f"results_dir={tmp_path}",
    ]  # fmt: skip
    assert main(command) == 0
    folder = next(path for path in tmp_path.iterdir() if path.name != ".store")
    assert "the baseline" in capsys.readouterr().out
    assert "status quo" not in (folder / "report.html").read_text(encoding="utf-8")


def test_a_group_that_is_empty_in_one_replication_is_as_small_as_in_the_others():
    part = Grouping("newcomer", ("stayed", "joined", "nobody"), np.array([[0] * 20, [0] * 16 + [1] * 4]))
    assert part.sizes.tolist() == [16, 4, 0]


def test_such_a_group_is_not_shown_beside_everybody(rates_and_wishes):
    compared = found(*rates_and_wishes[:2]).compared(facts())
    sizes = {key: size for key, size in compared.sizes.items() if key[0] != "newcomer"}
    part = Grouping("newcomer", ("stayed", "joined"), np.array([[0] * 120, [0] * 116 + [1] * 4]))
    sizes |= {(part.kind, name): int(size) for name, size in zip(part.names, part.sizes, strict=True)}
    assert dataclasses.replace(compared, sizes=sizes).shown("newcomer") == []


def test_clearly_leaner_and_closer_worlds_are_told_by_paired_limits(rates_and_wishes):
    base = rates_and_wishes[0]
    noise = np.array([0.001, -0.001, 0.002, -0.002])[:, None]
    closer = dataclasses.replace(
        base,
        label="closer",
        means=base.means | {"copresence_share": base.means["copresence_share"] + 0.05 + noise},
        wanted=base.wanted + 20,
    )
    alike = dataclasses.replace(
        base, label="alike", means=base.means | {"copresence_share": base.means["copresence_share"] + noise}
    )
    policies = {one.label: one for one in found(base, closer, alike).compared(facts()).policies}
    assert policies["team_led"].leaner_than == ("closer",)
    assert policies["closer"].closer_than == ("team_led", "alike")
    assert policies["alike"].leaner_than == ("closer",)
    assert policies["team_led"].closer_than == policies["alike"].closer_than == policies["closer"].leaner_than == ()
