"""The program from Python: the same numbers as the command line, mistakes with their words, nothing written unasked."""

import doctest
import inspect
import json
import subprocess
import sys

import polars as pl
import pytest

import sim
import sim.api
from sim import load_scenario, run
from sim.__main__ import main
from sim.errors import InputError

FEW = {"replications": 2, "weeks": 13, "workers": 1}


@pytest.fixture(scope="module")
def found():
    return run(load_scenario("small_office", run=FEW))


def test_every_example_of_the_documentation_is_true():
    outcome = doctest.testmod(sim.api, optionflags=doctest.ELLIPSIS)
    assert outcome.attempted >= 9
    assert outcome.failed == 0


def test_tables_and_answer_are_those_of_the_command_line(found, tmp_path, capsys):
    keys = [f"run.{key}={value}" for key, value in FEW.items()]
    assert main(["scenario=small_office", *keys, "output.report=false", f"results_dir={tmp_path}"]) == 0
    assert found.answer == capsys.readouterr().out.splitlines()[0]
    (folder,) = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert set(found.tables) == {path.stem for path in (folder / "tables").glob("*.parquet")}
    for name, table in found.tables.items():
        assert table.equals(pl.read_parquet(folder / "tables" / f"{name}.parquet")), name
    assert found.manifest["tables_sha256"] == json.loads((folder / "manifest.json").read_text())["tables_sha256"]


def test_nothing_is_written_unless_asked_for(tmp_path, monkeypatch, capsys):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    result = run(load_scenario("small_office", run=FEW))
    assert result.folder is None
    assert [path.name for path in tmp_path.rglob("*")] == ["temporary"]
    assert capsys.readouterr().out == ""


def test_a_folder_that_is_asked_for_has_the_report_and_is_read_when_needed(found, tmp_path):
    result = run(load_scenario("small_office", run=FEW), results_dir=tmp_path / "here")
    assert result.folder.parent == tmp_path / "here"
    assert {"report.html", "workbook.xlsx", "manifest.json", "tables"} <= {
        path.name for path in result.folder.iterdir()
    }
    assert result.tables["summary"].equals(found.tables["summary"])
    again = run(load_scenario("small_office", run=FEW), results_dir=tmp_path / "here")
    assert again.manifest["replications_reused"] == 2


def test_a_comparison_runs_its_policies_in_memory_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(load_scenario("small_office", run=FEW, study="compare", **{"study.policies": ["free_choice"]}))
    assert set(result.tables["frontier"]["policy"]) == {"team_led", "free_choice"}
    assert list(tmp_path.iterdir()) == []


def test_values_of_every_kind_arrive_as_they_are():
    job = load_scenario(
        "small_office",
        title="It's a = {title}, really",
        policy="anchor_days",
        run={"start_date": "2028-01-03", "seed": 7},
        output={"report": False},
        behavior={"absence": {"training_days": 2.5}},
        **{"policy.weekdays": ["tuesday", "thursday"], "run.worker_memory_mb": None},
        office={"sites": {"S1": {"name": "Päärakennus, 'A' {x}", "opens_at": "06:30"}}},
    )
    scenario = job.scenario
    assert scenario.title == "It's a = {title}, really"
    assert (scenario.run.seed, scenario.run.start_date.year, scenario.run.worker_memory_mb) == (7, 2028, None)
    assert scenario.output.report is False
    assert scenario.behavior.absence.training_days == 2.5
    assert scenario.policy.weekdays == (2, 4)
    assert (scenario.office.sites["S1"].name, scenario.office.sites["S1"].opens_at) == ("Päärakennus, 'A' {x}", 390)


@pytest.mark.parametrize(
    "name", ["null", "True", "nan", "12", "1e3", "a, b", "[x]", "back\\slash", "end\\", "q\\'q", "O'Brien's", "Ä"]
)
def test_a_text_stays_the_text_it_is(name):
    job = load_scenario("small_office", office={"sites": {"S1": {"name": name}}})
    assert job.scenario.office.sites["S1"].name == name


def test_every_mistake_is_told_at_once_and_nothing_runs():
    with pytest.raises(InputError) as caught:
        load_scenario("small_office", run={"weeks": 0, "replikations": 3})
    assert {mistake.key for mistake in caught.value.mistakes} == {"run.weeks", "run.replikations"}
    (page,) = caught.value.__notes__
    assert "run.weeks" in page and "did you mean: replications?" in page


def test_where_to_write_is_no_part_of_a_scenario():
    with pytest.raises(TypeError, match="run\\(job, results_dir"):
        load_scenario("small_office", results_dir="here")


def test_a_scenario_is_a_path_too(tmp_path):
    from sim.config.paths import SCENARIOS

    copy = tmp_path / "my office = ä.yaml"
    copy.write_bytes((SCENARIOS / "small_office.yaml").read_bytes())
    assert load_scenario(copy).name == "my office = ä"


def test_the_package_offers_the_interface_and_loads_it_only_when_asked():
    assert {"load_scenario", "run", "Result"} <= set(dir(sim))
    assert sim.run is sim.api.run
    assert inspect.signature(load_scenario).parameters["overrides"].kind is inspect.Parameter.VAR_KEYWORD
    with pytest.raises(AttributeError, match="has no attribute 'simulate'"):
        _ = sim.simulate
    code = "import sys, sim; print('sim.api' in sys.modules); sim.run; print('sim.api' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
