"""Comparing worlds: identical ones, policies, scenarios, and the folder that the command writes."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import polars as pl
import pytest

from sim.__main__ import main
from sim.report.compare_page import page
from sim.stats.summary import METRICS
from tests.building import conf_scenario
from tests.documents.reading import ROOT, columns_of_tables
from tests.studies.worlds import facts, found, page_text, world

#: The columns of the contract (DESIGN section 6), and those documented for the other two tables.
CONTRACT = {
    "comparison": "policy_a policy_b metric site_id estimate_a estimate_b difference ci_low ci_high adjusted_p verdict",
    "winners": "policy_a policy_b group_kind group metric better_share same_share worse_share difference ci_low "
    "ci_high",
    "fairness": "policy metric measure group_kind highest_group lowest_group estimate ci_low ci_high",
}
PAGE = ROOT / "docs" / "tables.md"
SMALL = {"weeks": 13, "replications": 4, "activities": "municipal"}


@pytest.fixture(scope="module")
def worlds():
    """The small office under its own policy and two others."""
    return [world(name, conf_scenario("small_office", name, **SMALL)) for name in ("team_led", "anchor_days", "rates")]


@pytest.fixture(scope="module")
def tables(worlds):
    return found(*worlds).tables()


@pytest.fixture(scope="module")
def alike(worlds):
    return found(worlds[0], worlds[0])


@pytest.mark.parametrize("name", CONTRACT)
def test_tables_have_the_columns_of_the_contract(tables, name):
    assert tables[name].columns == CONTRACT[name].split()


@pytest.mark.parametrize("name", [*CONTRACT, "frontier"])
def test_the_page_of_tables_defines_every_column_and_where_it_may_be_null(tables, name):
    assert columns_of_tables(PAGE)[name] == tables[name].columns
    section = PAGE.read_text(encoding="utf-8").partition(f"## `{name}`")[2].partition("\n## ")[0]
    rows = {row.split("`")[1]: row for row in section.splitlines() if row.startswith("| `")}
    assert {column for column in tables[name].columns if tables[name][column].null_count()} <= {
        column for column, row in rows.items() if "null" in row
    }


def test_every_key_figure_is_compared_at_each_site_and_for_the_organization(tables):
    rows = tables["comparison"].filter((pl.col("policy_b") == "anchor_days") & pl.col("metric").is_in(METRICS))
    (site,) = rows["site_id"].drop_nulls().unique()
    for at in (pl.col("site_id") == site, pl.col("site_id").is_null()):
        assert sorted(rows.filter(at)["metric"]) == sorted(METRICS)


def test_every_pair_holds_the_baseline_and_only_the_organization_is_tested(tables):
    assert set(tables["comparison"]["policy_a"]) == {"team_led"}
    assert set(tables["comparison"]["policy_b"]) == {"anchor_days", "rates"}
    at_sites = tables["comparison"].filter(pl.col("site_id").is_not_null())
    assert at_sites["adjusted_p"].null_count() == len(at_sites)
    assert set(at_sites["verdict"]) == {"not_tested"}
    assert at_sites["ci_low"].null_count() < len(at_sites)


def test_differences_are_a_less_b_and_lie_within_their_limits(tables):
    known = tables["comparison"].drop_nulls(["difference", "ci_low"]).filter(pl.col("metric") != "desks_needed")
    means = known.filter(~pl.col("metric").str.contains("p95"))
    assert (means["difference"] - (means["estimate_a"] - means["estimate_b"])).abs().max() < 1e-9
    assert ((known["ci_low"] <= known["difference"]) & (known["difference"] <= known["ci_high"])).all()


def test_a_world_compared_with_itself_differs_by_exactly_nothing(alike):
    tables = alike.tables()
    known = tables["comparison"].filter(pl.col("verdict") != "not_tested")
    assert set(known["verdict"]) == {"identical"}
    assert set(known["adjusted_p"]) == {1.0}
    for column in ("difference", "ci_low", "ci_high"):
        assert set(known[column]) == {0.0}
        assert set(tables["comparison"][column].drop_nulls()) == {0.0}
        assert set(tables["winners"][column].drop_nulls()) == {0.0}
    assert set(tables["winners"]["same_share"].drop_nulls()) == {1.0}
    assert not tables["frontier"]["dominated"].any()


def test_the_page_of_a_world_compared_with_itself_says_so(alike):
    written = page(alike.compared(facts()))
    assert written.answer.startswith("Policy team led compared with itself is the same in every number")
    assert "clearly" not in written.answer


def test_the_same_world_under_another_name_is_identical_too(worlds):
    other = dataclasses.replace(worlds[0], label="copy")
    verdicts = set(found(worlds[0], other).tables()["comparison"].filter(pl.col("site_id").is_null())["verdict"])
    assert verdicts <= {"identical", "not_tested"}
    written = page(found(worlds[0], other, worlds[1]).compared(facts()))
    assert "The same as the status quo in every number: copy." in written.answer


def test_common_luck_is_worth_more_than_one_replication(worlds):
    gain = found(worlds[0], worlds[1]).compared(facts()).policies[1].precision_gain
    assert gain is not None
    assert gain > 0.5
    assert "Common luck pays" in page_text(page(found(*worlds).compared(facts())))


def test_people_without_wishes_have_no_gap_to_them(tables):
    gaps = tables["winners"].filter(pl.col("metric") == "preference_deviation_days")
    assert gaps.filter(pl.col("policy_b") == "rates")["difference"].null_count() > 0
    assert gaps.filter(pl.col("policy_b") == "anchor_days")["difference"].null_count() == 0


def test_two_scenarios_are_compared_by_their_common_sites_and_people():
    """Twice as many desks change who sits where, not who comes, and nobody's commute."""
    one = conf_scenario("small_office", "free_choice", **SMALL)
    zones = {name: dataclasses.replace(zone, desks=2 * zone.desks) for name, zone in one.office.zones.items()}
    two = dataclasses.replace(one, office=dataclasses.replace(one.office, zones=zones))
    compared = found(world("office: free_choice", one), world("larger: free_choice", two))
    whole = compared.tables()["comparison"].filter(pl.col("site_id").is_null())
    verdict = dict(whole.select("metric", "verdict").iter_rows())
    assert verdict["desk_wanted_peak_p95"] == verdict["desks_needed"] == "identical"
    assert verdict["commute_hours_per_week"] == "identical"
    assert verdict["displaced_share"] == "a_higher"
    assert page(compared.compared(facts())).answer.startswith("Under office: free choice, the status quo, ")


def test_worlds_with_other_people_have_no_winners_and_the_page_says_so():
    one = conf_scenario("small_office", "free_choice", **SMALL)
    team_id, team = next(iter(one.organization.teams.items()))
    teams = {**one.organization.teams, team_id: dataclasses.replace(team, size=team.size + 1)}
    two = dataclasses.replace(one, organization=dataclasses.replace(one.organization, teams=teams))
    compared = found(world("a", one), world("b", two))
    assert compared.tables()["winners"].is_empty()
    assert compared.tables()["winners"].columns == CONTRACT["winners"].split()
    assert "b: not the same people as in the status quo" in page_text(page(compared.compared(facts())))


def test_too_few_days_leave_desks_unknown_and_the_answer_says_what_can_be_told(worlds):
    compared = found(*worlds, level=0.999)
    assert compared.tables()["frontier"]["desks_needed"].null_count() == 3
    answer = page(compared.compared(facts(0.999))).answer
    assert "99.9 % of workdays cannot be told from" in answer
    assert "are wanted at the busiest moment of a mean day" in answer


def test_desks_needed_are_the_sum_over_sites_and_the_city_needs_no_more(tables, worlds):
    frontier = tables["frontier"].row(0, named=True)
    assert frontier["desks_needed"] == frontier["desks_needed_city_wide"], "there is one site"
    peaks = np.sort(worlds[0].wanted[:, :, -1].ravel())
    share_above = (peaks > frontier["desks_needed"]).mean()
    assert share_above <= 0.05 < (peaks >= frontier["desks_needed"]).mean()


def test_the_command_writes_the_folder_and_resumes_from_the_store(tmp_path, capsys):
    command = [
        "scenario=small_office", "study=compare", "study.policies=[free_choice,anchor_days]", "run=quick",
        "run.replications=3", "run.weeks=13", "run.workers=1", f"results_dir={tmp_path}",
        "study.goals={copresence_share: 0.5, desk_wanted_peak_p95: 70}",
    ]  # fmt: skip
    assert main(command) == 0
    *_, answer, last = capsys.readouterr().out.strip().splitlines()
    assert answer.startswith("Under team led, the status quo, ")
    folder = next(path for path in tmp_path.iterdir() if path.name != ".store")
    assert last == f"results: {folder}"
    assert {path.stem for path in (folder / "tables").glob("*.parquet")} == {*CONTRACT, "frontier"}
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}.{kind}" for name in ("frontier", "winners_and_losers") for kind in ("png", "svg")
    }
    comparison = pl.read_parquet(folder / "tables" / "comparison.parquet")
    assert comparison.columns == ["scenario", "policy", *CONTRACT["comparison"].split()]
    text = (folder / "report.html").read_text(encoding="utf-8").replace("&#39;", "'")
    assert all(sentence in text for sentence in answer.split(". "))
    hashes = json.loads((folder / "manifest.json").read_text())["tables_sha256"]
    assert main(command) == 0
    again = json.loads((folder / "manifest.json").read_text())
    assert again["tables_sha256"] == hashes
    assert again["replications_reused"] == again["replications_done"] == 9


def test_a_policy_alone_is_compared_with_itself(tmp_path, capsys):
    run = ["run=quick", "run.replications=2", "run.weeks=13", "run.workers=1", f"results_dir={tmp_path}"]
    assert main(["scenario=small_office", "study=compare", "study.policies=[team_led]", *run]) == 0
    assert "the same in every number" in capsys.readouterr().out
