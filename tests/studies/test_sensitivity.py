"""study=sensitivity: one assumption at a time, under the same luck, with everything unchanged taken from the store."""

from __future__ import annotations

import json

import polars as pl
import pytest

from sim.__main__ import main
from sim.config import load
from sim.studies.varied.parameters import parameters_of
from tests.documents.reading import ROOT, columns_of_tables

SMALL = ["scenario=small_office", "study=sensitivity", "run.replications=3", "run.weeks=13", "run.workers=1"]
FEW = "study.parameters=[wished_office_days,turned_away_effect,adherence]"


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Two runs of the same small question in one place: results folder, table and manifest of each."""
    results = tmp_path_factory.mktemp("results")
    found = []
    for _ in range(2):
        assert main([*SMALL, FEW, f"results_dir={results}"]) == 0
        (folder,) = results.glob("small-office-team-led-sensitivity-*")
        table = (folder / "tables" / "sensitivity.parquet").read_bytes()
        found.append((folder, table, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))))
    return found


def test_the_table_has_the_columns_of_its_page_and_a_row_for_each_assumption_and_key_figure(twice):
    table = pl.read_parquet(twice[0][0] / "tables" / "sensitivity.parquet")
    assert table.columns == ["scenario", "policy", *columns_of_tables(ROOT / "docs" / "tables.md")["sensitivity"]]
    assert table.group_by("metric").len()["len"].to_list() == [3] * 5
    assert set(table["parameter"]) == {"wished_office_days", "turned_away_effect", "adherence"}


def test_more_wished_days_want_more_desks_and_are_imposed_less(twice):
    table = pl.read_parquet(twice[0][0] / "tables" / "sensitivity.parquet")
    wished = {row["metric"]: row for row in table.filter(parameter="wished_office_days").to_dicts()}
    desks, imposed = wished["desk_wanted_peak_p95"], wished["imposed_days_share"]
    assert desks["estimate_low"] < desks["estimate"] < desks["estimate_high"]
    assert desks["difference_low"] == desks["estimate_low"] - desks["estimate"]
    assert desks["swing"] == desks["estimate_high"] - desks["estimate_low"]
    assert imposed["estimate_low"] > imposed["estimate"] > imposed["estimate_high"]
    assert (desks["value"], desks["source_kind"], desks["unit"]) == (pytest.approx(2.35), "judgment", "days a week")
    assert desks["set_in"] == "conf/behavior/municipal.yaml"
    assert imposed["rank"] == 1


def test_an_end_that_is_the_value_as_it_is_changes_nothing_and_costs_nothing(twice):
    """Memory is switched off in the small office, and its low end is 0: the same world as the scenario itself."""
    folder, _, manifest = twice[0]
    rows = pl.read_parquet(folder / "tables" / "sensitivity.parquet").filter(parameter="turned_away_effect")
    assert set(rows["difference_low"]) == {0.0}
    assert manifest["worlds"] == 7
    assert (manifest["replications_planned"], manifest["replications_reused"]) == (21, 3)


def test_the_same_question_again_computes_nothing_and_writes_the_same_table(twice):
    (_, before, _), (_, after, manifest) = twice
    assert before == after
    assert manifest["replications_reused"] == manifest["replications_planned"] == 21


def test_only_the_first_replications_are_used(tmp_path, capsys):
    arguments = [*SMALL, "study.parameters=[sick_days]", "study.replications_each=2", f"results_dir={tmp_path}"]
    assert main(arguments) == 0
    (folder,) = tmp_path.glob("*-sensitivity-*")
    assert set(pl.read_parquet(folder / "tables" / "sensitivity.parquet")["replications"]) == {2}
    assert "3 worlds of 2 replications" in capsys.readouterr().err


@pytest.mark.parametrize("scenario", ["espoo", "small_office"])
def test_every_shipped_range_holds_the_value_and_stands_in_the_scenarios_that_come_with_the_program(scenario):
    job = load(scenario, ["study=sensitivity"])
    parameters, left_out = parameters_of(job)
    assert left_out == []
    assert len(parameters) == len(job.scenario.study.ranges) >= 60
    for parameter in parameters:
        assert parameter.moves.low <= parameter.value <= parameter.moves.high, parameter.name
        assert parameter.unit, parameter.name
        assert parameter.range_source, parameter.name
        assert parameter.low(job.scenario) != parameter.high(job.scenario), parameter.name


def test_fewer_replications_than_asked_for_are_said_to_be_so(twice):
    text = (twice[0][0] / "report.html").read_text(encoding="utf-8")
    assert "study.replications_each asks for 6 replications of each world, but run.replications is 3" in text


def test_fewer_replications_than_asked_for_are_said_before_anything_is_run(tmp_path, capsys):
    few = ["study.parameters=[sick_days]", "run.weeks=1", "output.report=false", f"results_dir={tmp_path}"]
    assert main([*SMALL[:3], "run.workers=1", *few, "study.replications_each=4"]) == 0
    assert (
        "asks for 4 replications of each world, but run.replications is 3: so many are used" in capsys.readouterr().err
    )
    assert main([*SMALL[:3], "run.workers=1", *few, "study.replications_each=3"]) == 0
    assert "asks for" not in capsys.readouterr().err


def test_a_value_outside_its_own_range_is_told_on_the_page(tmp_path):
    arguments = ["policy.adherence=0.5", "study.parameters=[adherence,taste_sd]", "run.weeks=1"]
    assert main([*SMALL[:3], "run.workers=1", *arguments, f"results_dir={tmp_path}"]) == 0
    (folder,) = tmp_path.glob("*-sensitivity-*")
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert (
        "<li>How well norms are kept is assumed 0.5, outside its range of 0.7 to 1: its swing reaches from there. "
        "Set study.ranges.adherence to what you hold possible.</li>"
    ) in text
    assert text.count("outside its range of") == 1


@pytest.mark.parametrize("metric", ["imposed_days_share", "preference_deviation_days"])
def test_people_without_wishes_have_no_days_imposed_or_off_their_wish(metric, tmp_path):
    """Policy kind `rates` draws attendance without wishes: 0 would say that everybody gets what they wish."""
    asked = f"study.metrics=[{metric},copresence_share]"
    arguments = ["policy=rates", "study.parameters=[sick_days]", asked, "run.weeks=1", "output.report=false"]
    assert main([*SMALL[:3], "run.workers=1", *arguments, f"results_dir={tmp_path}"]) == 0
    (folder,) = tmp_path.glob("*-sensitivity-*")
    rows = {row["metric"]: row for row in pl.read_parquet(folder / "tables" / "sensitivity.parquet").to_dicts()}
    none = rows[metric]
    assert {none[name] for name in ("estimate", "estimate_low", "estimate_high", "swing", "rank")} == {None}
    assert rows["copresence_share"]["estimate"] > 0


def test_what_a_policy_does_not_have_is_left_out_by_name():
    parameters, left_out = parameters_of(load("small_office", ["study=sensitivity", "policy=free_choice"]))
    assert "adherence" in left_out
    assert "adherence" not in {parameter.name for parameter in parameters}


def test_a_value_set_on_the_command_line_has_no_source():
    job = load("small_office", ["study=sensitivity", FEW, "policy.adherence=0.8"])
    (adherence,) = [one for one in parameters_of(job)[0] if one.name == "adherence"]
    assert (adherence.value, adherence.source_kind, adherence.set_in) == (0.8, "not stated", "command line")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["study.parameters=[wished_days,taste_sd]"],
            ["study.parameters = wished_days", "is no range of study.ranges", "did you mean: wished_office_days?"],
        ),
        (["study.metrics=[copresence]"], ["study.metrics = copresence", "did you mean: copresence_share?"]),
        (["study.metrics=[]"], ["names no key figure", "desk_wanted_peak_p95"]),
        (["study.ranges.taste_sd.low=2"], ["study.ranges.taste_sd.low = 2", "is not below", "high = 1"]),
        (
            ["study.ranges.taste_sd.high=9"],
            ["study.ranges.taste_sd.high = 9", "would make behavior.weekday_choice.taste_sd = 9", "from 0 to 5"],
        ),
        (
            ["study.ranges.car_share.high=0.9"],
            ["study.ranges.car_share.high", "would make behavior.commute", "nearer to the value"],
        ),
        (
            ["study.ranges.taste_sd.keys=[behavior.weekday_choice.tast_sd]"],
            ["tast_sd", "is no key of a scenario", "did you mean: behavior.weekday_choice.taste_sd?"],
        ),
        (["study.ranges.wished_office_days.high=6"], ["study.ranges.wished_office_days", "no tilt", "the mean 6"]),
        (
            ["policy=free_choice", "study.parameters=[adherence]"],
            ["study.ranges.adherence.keys", "the scenario has no such value"],
        ),
        *(
            (
                [
                    f"study.ranges.adherence.keys=[{key}]",
                    "study.ranges.adherence.low=1",
                    "study.ranges.adherence.high=4",
                ],
                [f"study.ranges.adherence.keys = {key}", "is nothing assumed of the world", "policy, calendar"],
            )
            for key in ("run.weeks", "run.seed", "study.service_level", "output.seats", "title")
        ),
        (
            ["study.ranges.friday_utility.keys=[behavior.weekday_choice.weekday_utility.04]"],
            ["weekday_utility.04", "is no key of a scenario"],
        ),
        (
            [
                "organization.exceptions.x={team_id: T01, members: [9], norm: {office_days_max: 2}}",
                "study.ranges.people.low=0.5",
            ],
            ["study.ranges.people.low", "team T01 has no member 9"],
        ),
        (["run.replications=1"], ["run.replications = 1", "one differs from none"]),
        (["study.precision.copresence_share=0.1"], ["is for studies of one world"]),
    ],
)
def test_mistakes_are_explained_and_nothing_is_run(arguments, words, capsys, tmp_path):
    assert main([SMALL[0], SMALL[1], *arguments, f"results_dir={tmp_path}"]) == 2
    captured = capsys.readouterr()
    for word in words:
        assert word in captured.err, captured.err
    assert not list(tmp_path.iterdir())


def test_ranges_mean_nothing_to_another_study(capsys):
    assert main(["scenario=small_office", "study=size", "study.parameters=[taste_sd]"]) == 2
    assert "changes nothing in study=size" in capsys.readouterr().err
