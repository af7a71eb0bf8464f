"""The ledger of assumptions: units and kinds of source, ranked by what was measured, with a red mark on guesses."""

from __future__ import annotations

import json
from types import SimpleNamespace

import polars as pl
import pytest

import sim
from sim.config import load, shapes
from sim.config.wording import dotted
from sim.report.ledger import ledger_of
from sim.report.ledger_drivers import Ranking, drivers_of, shipped_ranking, stored_ranking
from sim.report.ledger_shipped import shipped_text
from sim.report.ledger_sources import is_guess, kind_of, weakest
from sim.report.ledger_units import TIME_OF_DAY, unit_of
from sim.report.study_page import StudyPage, write_study_page
from sim.report.workbook.assumptions import assumptions
from sim.studies.varied.parameters import parameters_of
from tests.report.synthetic import make_facts

#: Sections that say what is assumed of the world, and keys in them whose values are no amounts.
ASSUMED = {"organization", "office", "activities", "behavior", "policy"}
WITHOUT_UNIT = {"floor", "fixed_dates", "ID"}


def row(parameter, metric, swing, keys="behavior.a", p=0.001, **more):
    return {
        "parameter": parameter, "says": f"how {parameter}", "keys": keys, "metric": metric, "swing": swing,
        "adjusted_p": p, **more,
    }  # fmt: skip


def assumption(key, source, value="1", file="conf/b.yaml"):
    return SimpleNamespace(key=key, source=source, value=value, file=file)


ROWS = [
    row("wish", "desk_wanted_peak_p95", 400.0, "behavior.wishes.office_days_share"),
    row("leave", "desk_wanted_peak_p95", 40.0, "behavior.absence.leave_days_min behavior.absence.leave_days_max"),
    row("luck", "desk_wanted_peak_p95", 90.0, "behavior.luck_share", p=0.4),
    row("leave", "copresence_share", 0.02, "behavior.absence.leave_days_min behavior.absence.leave_days_max"),
    row("meet", "copresence_share", 0.05, "activities.*.in_person_share"),
]
FACTS = make_facts(
    assumptions=(
        assumption("activities.team_meeting.in_person_share", "J: judged"),
        assumption("behavior.absence.leave_days_max", "S: agreement"),
        assumption("behavior.luck_share", "J"),
        assumption("behavior.wishes.office_days_share", "M: own survey 2026"),
        assumption("study.service_level", "share of days"),
        assumption("study.costs.desk_eur_year", "J: furniture"),
    )
)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("J: share of people", "judgment"),
        ("J", "judgment"),
        ("S: Kunta10 2022", "literature"),
        ("D", "literature"),
        ("M: badges 2026", "measured"),
        ("set on the command line", "not stated"),
        ("set in mine.yaml", "not stated"),
        ("", "not stated"),
        ("Johtoryhmä 2026", "own words"),
        ("own survey 2026", "own words"),
    ],
)
def test_the_letter_before_a_source_says_its_kind(source, kind):
    assert kind_of(source) == kind


def test_a_chain_is_as_good_as_its_weakest_source_and_only_two_kinds_are_guesses():
    assert weakest(["measured", "judgment", "literature"]) == "judgment"
    assert weakest([]) == "not stated"
    kinds = ["measured", "literature", "own words", "judgment", "not stated"]
    assert [is_guess(kind) for kind in kinds] == [False, False, False, True, True]


def test_every_amount_of_the_configuration_has_a_unit_and_times_of_day_are_told_from_minutes():
    amounts = [
        (dotted(path), shape.each or shape)
        for path, shape in shapes.walk(shapes.root())
        if path and (path[0] in ASSUMED or path[:2] == ("study", "costs")) and path[-1] not in WITHOUT_UNIT
    ]
    amounts = [(key, item) for key, item in amounts if item.kind == "value" and not item.is_text and not item.names]
    assert len(amounts) > 100
    for key, item in amounts:
        assert unit_of(key), key
        assert (unit_of(key) == TIME_OF_DAY) == item.is_time, key


def test_what_matters_most_comes_first_and_luck_has_no_rank():
    ledger = ledger_of(FACTS, own=Ranking(drivers=drivers_of(ROWS), measured="a test"))
    ranks = {entry.key: entry.rank for entry in ledger.entries}
    assert list(ranks.items())[:3] == [
        ("behavior.wishes.office_days_share", 1),
        ("behavior.absence.leave_days_max", 2),
        ("activities.team_meeting.in_person_share", 3),
    ]
    assert ranks["behavior.luck_share"] is None
    assert ledger.entries[1].moves == "desks wanted on a busy day, by 40 desks"
    assert ledger.entries[2].moves == "the share of team-mates met on site, by 5.0 points"  # it moves no desks
    assert "study.service_level" not in ranks
    assert "study.costs.desk_eur_year" in ranks


def test_a_top_driver_that_is_a_guess_is_marked_and_one_that_was_counted_is_not(tmp_path):
    page = StudyPage(answer="So.", scope="s", ranking=Ranking(drivers=drivers_of(ROWS), measured="a test"))
    write_study_page(tmp_path, page, FACTS)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    mark = '<strong class="too_few">guess</strong>'
    assert f"<li>how meet {mark}: the share of team-mates met on site, by 5.0 points</li>" in text
    assert "<li>how wish (measured): 400 desks</li>" in text
    assert f"<td>{mark} <mark>judgment</mark> J: judged</td>" in text
    assert text.count(mark) == 2
    assert "marks the 1 of 3" in text
    assert "Measured on a test." in text


def test_a_driver_whose_values_another_policy_lacks_is_not_listed():
    drivers = drivers_of([*ROWS, row("norm", "copresence_share", 0.5, "policy.adherence")])
    ledger = ledger_of(FACTS, own=Ranking(drivers=drivers, measured="a test"))
    assert "how norm" not in {driver.says for driver in ledger.top}


def store(results, name, rows, **manifest):
    folder = results / f"espoo-team-led-sensitivity-{name}"
    (folder / "tables").mkdir(parents=True)
    pl.DataFrame(rows).write_parquet(folder / "tables" / "sensitivity.parquet")
    told = {"scenario": "espoo", "policy": "team_led", "key": "other"} | manifest
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_a_stored_study_of_the_same_inputs_wins_then_that_of_most_assumptions_then_what_is_shipped(tmp_path):
    assert stored_ranking(tmp_path, FACTS) is None
    assert ledger_of(FACTS, tmp_path).measured == shipped_ranking().measured
    store(tmp_path, "a", ROWS[:1])
    store(tmp_path, "b", ROWS)
    store(tmp_path, "c", ROWS, policy="free_choice")
    assert "espoo-team-led-sensitivity-b" in ledger_of(FACTS, tmp_path).measured
    assert "with other weeks, seed or values" in ledger_of(FACTS, tmp_path).measured
    store(tmp_path, "d", ROWS[:1], key=FACTS.key)
    assert ledger_of(FACTS, tmp_path).measured == (
        "this scenario by study=sensitivity (results folder espoo-team-led-sensitivity-d)"
    )


def test_damaged_and_foreign_folders_are_passed_over(tmp_path):
    folder = store(tmp_path, "a", ROWS)
    (folder / "tables" / "sensitivity.parquet").write_bytes(b"PAR1 no")
    store(tmp_path, "b", [{"parameter": "x", "swing": 1.0}])
    broken = store(tmp_path, "c", ROWS)
    (broken / "manifest.json").write_text("[]", encoding="utf-8")
    store(tmp_path, "d", [row("x", "no_such_metric", 1.0)])
    store(tmp_path, "e", [row("x" * 5000, "copresence_share", 1.0)])
    store(tmp_path, "f", [row("x", "copresence_share", float("inf"))])
    assert stored_ranking(tmp_path, FACTS) is None


def test_what_is_shipped_says_of_which_model_it_is_and_is_of_ranges_there_are():
    from importlib.resources import files

    shipped = json.loads(files("sim.report").joinpath("sensitivity_espoo.json").read_text(encoding="utf-8"))
    assert shipped["model_version"] <= sim.MODEL_VERSION
    assert f"(model version {shipped['model_version']}) by {shipped['command']}" in shipped_ranking().measured
    ranges = load("espoo", ["study=sensitivity"]).scenario.study.ranges
    assert {one["parameter"] for one in shipped["rows"]} <= set(ranges)
    for one in shipped["rows"]:
        assert (one["says"], one["keys"]) == (ranges[one["parameter"]].says, " ".join(ranges[one["parameter"]].keys))
    assert len(shipped_ranking().drivers) >= 20


def test_the_shipped_file_holds_what_shows_more_than_luck(tmp_path):
    folder = store(tmp_path, "a", [one | {"replications": 6, "source": "J"} for one in ROWS])
    shipped = json.loads(shipped_text(folder, "office-sim study=sensitivity", "2026-11-25"))
    assert (shipped["command"], shipped["date"], shipped["replications"]) == (
        "office-sim study=sensitivity", "2026-11-25", 6,
    )  # fmt: skip
    assert drivers_of(shipped["rows"]) == drivers_of(ROWS)
    assert "luck" not in {one["parameter"] for one in shipped["rows"]}


def test_the_sheet_of_assumptions_has_the_entries_of_the_page():
    ledger = ledger_of(FACTS, own=Ranking(drivers=drivers_of(ROWS), measured="a test"))
    [sheet] = assumptions(ledger)
    columns = {column.head: column.entries for column in sheet.tables[0].columns}
    assert columns["Key"] == [entry.key for entry in ledger.entries]
    marked = [key for key, mark in zip(columns["Key"], columns["A guess that matters"], strict=True) if mark]
    assert marked == ["activities.team_meeting.in_person_share"]
    assert columns["Unit"][0] == "share"
    assert columns["Rank"].count(None) == 2


PEOPLE = row("people", "desk_wanted_peak_p95", 300.0, "organization.teams.*.size")


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({"organization.teams.T1.size": "M: staff", "organization.teams.*.size": ""}, "not stated"),
        ({"organization.teams.T1": "M: staff", "organization.teams.*": ""}, "not stated"),
        ({"organization.teams.T1.size": "M: staff", "organization.teams.T2.size": "M: staff"}, "measured"),
        ({"organization.teams.T1.size": "M: staff", "organization.teams": "S: plan 2026"}, "literature"),
        ({"organization.teams.T1.size": "M: staff", "organization.teams.T2.size": "J"}, "judgment"),
        ({"behavior.luck_share": "M: seen"}, "not stated"),
    ],
)
def test_head_counts_are_as_well_known_as_the_team_known_least(stated, kind):
    facts = make_facts(assumptions=tuple(assumption(key, source) for key, source in stated.items()))
    (top,) = ledger_of(facts, own=Ranking(drivers=drivers_of([PEOPLE]), measured="a test")).top
    assert top.source_kind == kind


@pytest.mark.parametrize("counted", [1, 12])
def test_the_ledger_and_the_study_say_the_same_of_head_counts(counted, tmp_path):
    lines = "".join(f"    T{number:02d}:\n      size: 9  # M: staff\n" for number in range(1, counted + 1))
    base = "defaults: [{override /organization: small_office}, {override /office: small_office}]\n"
    path = tmp_path / "mine.yaml"
    path.write_text(f"{base}organization:\n  teams:\n{lines}", encoding="utf-8")
    job = load(str(path), ["study=sensitivity", "study.parameters=[people]"])
    assert len(job.scenario.organization.teams) == 12
    ((people,), _) = parameters_of(job)
    facts = make_facts(assumptions=job.assumptions)
    (top,) = ledger_of(facts, own=Ranking(drivers=drivers_of([PEOPLE]), measured="a test")).top
    assert top.source_kind == people.source_kind == ("measured" if counted == 12 else "not stated")
