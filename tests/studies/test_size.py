"""study=size from the command line to its tables."""

import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.__main__ import main
from sim.config import load
from sim.studies.size import size
from sim.studies.sized.offices import with_desks
from tests.documents.reading import ROOT, columns_of_tables

QUICK = ["study=size", "run=quick", "run.workers=1"]
TYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "true/false": pl.Boolean}
SMALL = ["run.replications=3", "run.weeks=26"]
COLUMNS = {
    "sizing": "site_id zone_id wing resource seats service_kind days service_level needed ci_low ci_high current "
    "cost_eur_per_year",
    "risk": "site_id zone_id resource seats number share_of_days_short ci_low ci_high",
    "naive": "site_id resource seats rule needed why",
    "confirmation": "site_id resource seats service_kind needed allowed_share share ci_low ci_high confirmed",
    "searched": "site_id resource seats number share ci_low ci_high",
}


@pytest.fixture(scope="module")
def results_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("size")


def run(results_dir, *keys, scenario="small_office"):
    small = [key for key in SMALL if not any(given.startswith(key.split("=")[0]) for given in keys)]
    folder, exit_code = size(load(scenario, [*QUICK, *small, f"results_dir={results_dir}", *keys]))
    assert exit_code == 0
    return {path.stem: pl.read_parquet(path) for path in (folder / "tables").glob("*.parquet")}


@pytest.fixture(scope="module")
def by_days(results_dir):
    return run(results_dir)


@pytest.fixture(scope="module")
def espoo(results_dir):
    return run(results_dir, "run.weeks=13", "run.replications=2", "study.service_level=0.9", scenario="espoo")


def test_the_command_writes_a_folder_with_the_tables_of_the_contract(tmp_path, capsys):
    keys = [*QUICK, "run.replications=2", "run.weeks=13", f"results_dir={tmp_path}"]
    assert main(["scenario=small_office", *keys]) == 0
    *_, paragraph, last = capsys.readouterr().out.splitlines()
    assert paragraph.startswith("For 95 % of workdays Main building needs ")
    folder = next(path for path in tmp_path.iterdir() if path.name.startswith("small-office"))
    assert last == f"results: {folder}"
    assert {"config.yaml", "manifest.json", "report.html", "figures", "tables"} <= {p.name for p in folder.iterdir()}
    for table, columns in COLUMNS.items():
        frame = pl.read_parquet(folder / "tables" / f"{table}.parquet")
        wanted = ["scenario", "policy", *columns.split()]
        assert frame.columns[: len(wanted)] == wanted, table
        assert len(frame) or table == "searched"
    assert not re.search(r"\bNaN\b", (folder / "report.html").read_text(encoding="utf-8"))


def test_the_page_of_tables_has_every_column_with_its_type(by_days):
    documented = columns_of_tables(ROOT / "docs" / "tables.md")
    lines = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8").splitlines()
    for name, table in by_days.items():
        assert table.columns == ["scenario", "policy", *documented[name]], name
        begin = lines.index(f"## `{name}`")
        for column in documented[name]:
            line = next(line for line in lines[begin:] if line.startswith(f"| `{column}` |"))
            assert table.schema[column] == TYPES[re.match(r"[\w/]+", line.split(" | ")[1])[0]], (name, column)


def test_there_are_rows_for_zones_sites_sizes_of_room_and_sums(by_days):
    table = by_days["sizing"]
    assert table["zone_id"].drop_nulls().to_list() == ["S1-north", "S1-south"]
    assert table.filter(pl.col("zone_id").is_not_null())["wing"].to_list() == ["A", "B"]
    rooms = table.filter(pl.col("resource") == "room", pl.col("site_id").is_not_null())
    assert rooms["seats"].to_list() == [1, 4, 8, 14]
    assert table.filter(pl.col("site_id").is_null())["resource"].to_list() == ["desk", "room"]
    assert table["needed"].null_count() == 0
    assert table.schema["needed"] == pl.Int64
    assert (table["ci_low"] <= table["needed"]).all() and (table["needed"] <= table["ci_high"]).all()


@pytest.mark.parametrize("resource", ["desk", "room"])
def test_the_sum_row_is_the_sum_of_the_rows_of_sites(espoo, resource):
    table = espoo["sizing"].filter(pl.col("resource") == resource, pl.col("zone_id").is_null())
    parts, whole = table.filter(pl.col("site_id").is_not_null()), table.filter(pl.col("site_id").is_null())
    for column in ("needed", "current", "cost_eur_per_year"):
        assert whole[column].item() == pytest.approx(parts[column].sum())
    # Sites are not all unlucky at once.
    assert parts["ci_low"].sum() <= whole["ci_low"].item() <= whole["needed"].item()
    assert whole["needed"].item() <= whole["ci_high"].item() <= parts["ci_high"].sum()


def test_a_desk_costs_its_area_and_its_furniture(by_days):
    site = by_days["sizing"].filter(pl.col("zone_id").is_null(), pl.col("resource") == "desk").row(0, named=True)
    assert site["one_more_m2"] == 10
    assert site["one_more_eur_per_year"] == 10 * 260 + 300
    assert site["cost_eur_per_year"] == site["needed"] * 2900


def test_one_desk_or_room_more_never_raises_the_share_of_days_that_are_short(by_days):
    thing = ["resource", "site_id", "zone_id", "seats"]
    for _, curve in by_days["risk"].sort(*thing, "number").group_by(thing):
        shares = curve["share_of_days_short"].to_numpy()
        assert (np.diff(shares) <= 0).all()
        assert shares[-1] == 0


def test_the_needed_number_is_where_the_risk_curve_falls_to_what_is_allowed(by_days):
    needs = by_days["sizing"].filter(pl.col("site_id").is_not_null())
    for need in needs.iter_rows(named=True):
        keys = [pl.col(column).eq_missing(need[column]) for column in ("resource", "site_id", "zone_id", "seats")]
        curve = by_days["risk"].filter(*keys)
        enough = curve.filter(pl.col("share_of_days_short") <= 0.05)["number"].min()
        assert enough == need["needed"], need


def test_half_the_desks_change_no_need_for_days(results_dir, by_days):
    job = load("small_office", [*QUICK, *SMALL, f"results_dir={results_dir}"])
    office = with_desks(job.scenario.office, {"S1": 30})
    folder, _ = size(replace(job, scenario=replace(job.scenario, office=office)))
    half, whole = pl.read_parquet(folder / "tables" / "sizing.parquet"), by_days["sizing"]
    desks = pl.col("resource") == "desk"
    assert half.filter(desks)["needed"].to_list() == whole.filter(desks)["needed"].to_list()
    assert half.filter(desks)["current"].to_list() == [15, 15, 30, 30]


def test_fresh_luck_is_other_luck(by_days):
    rows = by_days["confirmation"]
    assert rows["resource"].to_list() == ["desk", "room", "room", "room", "room"]
    site = by_days["risk"].filter(
        pl.col("resource") == "desk", pl.col("zone_id").is_null(), pl.col("number") == rows["needed"][0]
    )
    assert site["share_of_days_short"].item() != rows["share"][0]
    assert rows.filter(pl.col("share") <= pl.col("allowed_share"))["confirmed"].all()


def test_rules_of_thumb_stand_beside_the_number_simulated(by_days):
    naive, sizing = by_days["naive"], by_days["sizing"]
    desks = naive.filter(pl.col("resource") == "desk")
    assert desks["rule"].to_list() == ["ratio", "binomial", "normal", "simulated"]
    assert desks["needed"][3] == sizing.filter(pl.col("resource") == "desk", pl.col("zone_id").is_null())["needed"][0]
    assert desks["needed"][1] < desks["needed"][3]  # people come together, and days differ
    assert naive.filter(pl.col("resource") == "room")["rule"].to_list() == ["erlang_b", "simulated"] * 4
    assert naive["why"].null_count() == 0


def test_the_busiest_weekday_needs_at_least_what_all_days_need(results_dir, by_days):
    keys = ["study.days=busiest_weekday", "study.service_level=0.9", "run.weeks=52"]
    busiest, every = run(results_dir, *keys), run(results_dir, *keys[1:])
    site = (pl.col("zone_id").is_null()) & (pl.col("resource") == "desk")
    assert busiest["sizing"].filter(site)["needed"][0] > every["sizing"].filter(site)["needed"][0]


def test_one_replication_has_no_limits_and_confirms_nothing(results_dir):
    tables = run(results_dir, "run.replications=1")
    assert tables["sizing"]["needed"].null_count() == 0
    assert tables["sizing"]["ci_low"].null_count() == len(tables["sizing"])
    assert tables["confirmation"]["confirmed"].null_count() == len(tables["confirmation"])


def test_arrivals_ask_for_desks_only_and_zones_are_parts_of_the_site(results_dir):
    tables = run(results_dir, "study.service_kind=arrivals", "study.service_level=0.9")
    table = tables["sizing"]
    assert set(table["resource"]) == {"desk"}
    zones = table.filter(pl.col("zone_id").is_not_null())
    site = table.filter(pl.col("zone_id").is_null(), pl.col("site_id").is_not_null()).row(0, named=True)
    assert zones["needed"].sum() == site["needed"]
    assert zones["ci_low"].null_count() == 2
    tried = tables["searched"].filter(pl.col("number").is_in([site["needed"], site["needed"] - 1])).sort("number")
    assert tried["share"][0] > 0.1 >= tried["share"][1]


def test_a_quota_that_desks_can_hardly_mend_has_no_feasible_number_and_the_table_says_why(results_dir):
    keys = ["policy=daily_cap", "policy.cap_share_of_desks=0.1", "study.service_kind=arrivals", "run.weeks=13"]
    table = run(results_dir, *keys)["sizing"]
    assert table["needed"].null_count() == len(table)
    assert "get no place in the quota" in table.filter(pl.col("zone_id").is_null())["why_not"][0]
    assert table.filter(pl.col("site_id").is_null())["why_not"].item() == "no sum, since there is no answer for S1"


def test_parties_larger_than_any_room_have_no_feasible_number_and_the_table_says_why(results_dir):
    tables = run(results_dir, "study.service_kind=gatherings")
    table = tables["sizing"]
    assert set(table["resource"]) == {"room"}
    largest = table.filter(pl.col("seats") == 14).row(0, named=True)
    assert largest["needed"] is None and largest["cost_eur_per_year"] is None
    assert "more people than the largest room" in largest["why_not"]
    assert table.filter(pl.col("site_id").is_null())["needed"].item() is None
    smaller = table.filter(pl.col("seats") < 14)
    assert smaller["needed"].null_count() == 0
    shares = tables["confirmation"]["share"]
    assert (shares < 0.08).all()


def test_the_same_question_gives_the_same_bytes_from_the_store(results_dir):
    job = load(
        "small_office",
        [*QUICK, *SMALL, "study.service_kind=arrivals", "output.report=false", f"results_dir={results_dir}"],
    )
    folder, _ = size(job)
    first = {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
    again, _ = size(job)
    assert again == folder
    assert {path.name: path.read_bytes() for path in (again / "tables").iterdir()} == first
