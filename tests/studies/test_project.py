"""study=project from a checked job to a whole results folder."""

from __future__ import annotations

import json

import polars as pl
import pytest

from sim import studies
from sim.config import load
from sim.results import attempt

SMALL = ["run.replications=2", "run.weeks=13", "run.workers=1"]

#: The tables and columns of the contract (DESIGN section 6) that exist now, beside scenario and policy.
CONTRACT = {
    "summary": "metric site_id estimate ci_low ci_high ci_level replications unit",
    "city_daily": "replication date desks wanted_peak occupied_peak occupied_mean people_peak people visitors arrivals "
    "displaced forced_remote",
    "site_daily": "replication date site_id desks wanted_peak occupied_peak occupied_mean people_peak people visitors "
    "arrivals displaced forced_remote",
    "desks_daily": "replication date site_id zone_id desks wanted_peak occupied_peak occupied_mean arrivals "
    "first_choice displaced_in displaced_out forced_remote",
    "locations_daily": "replication date team_id headcount own_premises other_premises customer home absent",
    "teams": "replication team_id unit_id site_id headcount office_days_per_week copresence_share "
    "seated_together_share lonely_days_share imposed_days_share unwanted_remote_days preference_deviation_days "
    "forced_remote_days displaced_share compliance_rate commute_hours_per_week commute_co2_kg_per_week",
    "presence": "site_id weekday minute purpose people_mean people_p95",
    "norms": "team_id rule value set_by source",
    "deciders": "site_id decided_by purpose office_days_share",
    "visits": "replication date person_id team_id unit_id home_site_id site_id zone_id wanted_zone_id purpose "
    "decided_by arrival_minute departure_minute outcome",
    "rooms_daily": "replication date site_id seats rooms requests served served_larger waited moved made_online "
    "no_shows released wanted_peak in_use_peak booked_minutes used_minutes",
    "gatherings": "replication date activity team_id site_id start_minute end_minute invited on_site visitors room_id "
    "seats outcome",
}
METRICS = (
    "attendance_rate_mean desk_wanted_peak_mean desk_wanted_peak_p95 desk_occupied_peak_p95 desk_utilization_mean "
    "desk_utilization_peak_mean people_per_desk displaced_share forced_remote_days_per_person_year copresence_share "
    "imposed_days_share preference_deviation_days room_refused_share room_use_share shared_day_wanted_peak_p95 "
    "commute_co2_kg_per_person_week room_single_share desk_passive_share"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The results of a small run."""
    target = tmp_path_factory.mktemp("project")
    outcome = studies.run(load("small_office", [*SMALL, f"results_dir={target}"]), load)
    assert outcome.exit_code == 0
    return outcome.folder


def table(folder, name):
    return pl.read_parquet(folder / "tables" / f"{name}.parquet")


@pytest.mark.parametrize("name", CONTRACT)
def test_every_table_has_the_columns_of_the_contract(folder, name):
    assert table(folder, name).columns == ["scenario", "policy", *CONTRACT[name].split()]


def test_types_are_those_of_the_contract(folder):
    daily = table(folder, "site_daily")
    assert daily.schema["date"] == pl.Date
    assert daily.schema["site_id"] == pl.String
    for name in ("replication", "wanted_peak", "people", "forced_remote"):
        assert daily.schema[name] == pl.Int64
    assert set(table(folder, "presence")["weekday"]) == {1, 2, 3, 4, 5}


def test_every_summary_metric_stands_once_for_each_site_and_once_for_the_organization(folder):
    rows = table(folder, "summary").select("metric", "site_id")
    assert not rows.is_duplicated().any()
    assert set(rows["metric"]) == set(METRICS.split())
    for metric in METRICS.split():
        assert set(rows.filter(pl.col("metric") == metric)["site_id"]) == {"S1", None}


def test_summary_means_are_the_means_of_the_tables(folder):
    summary = {
        row["metric"]: row for row in table(folder, "summary").filter(pl.col("site_id").is_null()).iter_rows(named=True)
    }
    places, city = table(folder, "locations_daily"), table(folder, "city_daily")
    on_site = places.select(
        (pl.col("own_premises") + pl.col("other_premises")).sum() / pl.col("headcount").sum()
    ).item()
    assert summary["attendance_rate_mean"]["estimate"] == pytest.approx(on_site)
    assert summary["desk_wanted_peak_mean"]["estimate"] == pytest.approx(city["wanted_peak"].mean())
    years = 13 / 52 * 2
    assert summary["forced_remote_days_per_person_year"]["estimate"] == pytest.approx(
        city["forced_remote"].sum() / 120 / years
    )
    open_minutes = 12 * 60
    minutes = city["occupied_mean"].mean() * open_minutes
    assert summary["desk_utilization_mean"]["estimate"] == pytest.approx(minutes / (60 * open_minutes))
    visits = table(folder, "visits")
    first = table(folder, "teams").filter(pl.col("replication") == 0)
    seated = visits.filter(pl.col("outcome").is_in(["first_choice", "displaced"]))
    share = (seated["decided_by"] != "person").mean()
    days = first["office_days_per_week"] * first["headcount"]
    assert (days * first["imposed_days_share"]).sum() / days.sum() == pytest.approx(share)


def test_the_manifest_says_what_was_run(folder):
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (facts["replications_planned"], facts["replications_done"], facts["replications_failed"]) == (2, 2, 0)
    assert facts["seed"] == 20270104
    assert facts["tables_sha256"].keys() >= CONTRACT.keys()
    assert facts["packages"]["simpy"]


def test_the_written_configuration_is_the_composed_one(folder):
    import yaml

    config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    assert config["run"]["weeks"] == 13
    assert config["policy"]["kind"] == "team_led"


def test_the_same_command_gives_the_same_folder_with_the_same_bytes_and_reuses_all(folder, capsys):
    before = {p.name: p.read_bytes() for p in (folder / "tables").iterdir()}
    page = (folder / "report.html").read_bytes()
    outcome = studies.run(load("small_office", [*SMALL, f"results_dir={folder.parent}"]), load)
    assert outcome.folder == folder
    assert {p.name: p.read_bytes() for p in (folder / "tables").iterdir()} == before
    assert (folder / "report.html").read_bytes() == page
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["replications_reused"] == 2
    assert "desks" in capsys.readouterr().out
    assert not [p for p in folder.parent.iterdir() if p.name.startswith((".new", ".old"))]


def test_failed_replications_are_said_and_the_rest_is_reported(tmp_path, monkeypatch, capsys):
    real = attempt.replicate

    def fragile(scenario, replication, *, keep_visits):
        if replication == 1:
            raise MemoryError("on purpose")
        return real(scenario, replication, keep_visits=keep_visits)

    monkeypatch.setattr(attempt, "replicate", fragile)
    job = load("small_office", ["run.replications=3", "run.weeks=2", "run.workers=1", f"results_dir={tmp_path}"])
    outcome = studies.run(job, load)
    assert outcome.exit_code == 3
    facts = json.loads((outcome.folder / "manifest.json").read_text(encoding="utf-8"))
    assert facts["failures"] == {"1": "MemoryError: on purpose"}
    assert facts["replications_done"] == 2
    assert "replication 1 failed" in capsys.readouterr().err
    assert "2 of 3 replications" in (outcome.folder / "report.html").read_text(encoding="utf-8")


def test_records_none_keeps_no_visits_and_all_keeps_those_of_every_replication(tmp_path):
    for records, replications in (("none", None), ("all", {0, 1})):
        overrides = ["run.replications=2", "run.weeks=1", "run.workers=1", f"output.records={records}"]
        outcome = studies.run(load("small_office", [*overrides, f"results_dir={tmp_path}"]), load)
        path = outcome.folder / "tables" / "visits.parquet"
        assert path.exists() == (replications is not None)
        if replications is not None:
            assert set(pl.read_parquet(path)["replication"]) == replications


def test_a_copy_of_a_scenario_gives_the_same_tables_but_for_its_name(tmp_path):
    from tests.building import ROOT

    copy = tmp_path / "kopio ä 1.yaml"
    copy.write_text((ROOT / "scenarios" / "small_office.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    folders = [
        studies.run(
            load(name, ["run.replications=2", "run.weeks=2", "run.workers=1", f"results_dir={tmp_path}"]), load
        ).folder
        for name in ("small_office", str(copy))
    ]
    assert folders[0] != folders[1]
    for name in CONTRACT:
        one, other = (table(folder, name) for folder in folders)
        assert set(other["scenario"]) == {"kopio ä 1"}
        assert one.drop("scenario").equals(other.drop("scenario"))


def test_without_a_report_the_same_tables_are_written_and_the_answer_is_given_all_the_same(folder, tmp_path, capsys):
    job = load("small_office", [*SMALL, "output.report=false", f"results_dir={tmp_path}"])
    outcome = studies.run(job, load)
    assert sorted(path.name for path in outcome.folder.iterdir()) == [
        "config.yaml",
        "manifest.json",
        "stress.md",
        "tables",
    ]
    assert "desks" in capsys.readouterr().out
    for path in (folder / "tables").glob("*.parquet"):
        assert (outcome.folder / "tables" / path.name).read_bytes() == path.read_bytes()


def test_figures_and_page_have_the_same_bytes_for_any_number_of_processes(folder, tmp_path):
    outcome = studies.run(load("small_office", [*SMALL[:2], "run.workers=2", f"results_dir={tmp_path}"]), load)
    paths = [
        path.relative_to(folder) for path in folder.rglob("*.*") if path.name not in {"manifest.json", "config.yaml"}
    ]
    assert sum(path.suffix == ".svg" for path in paths) > 10
    for path in paths:
        assert (outcome.folder / path).read_bytes() == (folder / path).read_bytes()


def test_nothing_is_called_imposed_where_nobody_has_wishes(tmp_path):
    outcome = studies.run(load("small_office", [*SMALL, "policy=rates", f"results_dir={tmp_path}"]), load)
    shares = table(outcome.folder, "summary").filter(pl.col("metric") == "imposed_days_share")
    assert shares["estimate"].null_count() == shares.height == 2
    assert "are imposed" not in (outcome.folder / "report.html").read_text(encoding="utf-8")
