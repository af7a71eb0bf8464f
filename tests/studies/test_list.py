"""study=list shows what there is to choose from, a line each, at once and without writing anything."""

import subprocess
import sys

import pytest

from sim.__main__ import main
from sim.config import paths
from sim.config.paths import first_comment


@pytest.fixture
def listed(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["study=list"]) == 0
    assert list(tmp_path.iterdir()) == []
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out.splitlines()


def test_every_scenario_policy_and_study_has_a_line_with_what_its_file_says(listed):
    things = {name: paths.SCENARIOS / f"{name}.yaml" for name in paths.scenario_names()}
    for group in ("policy", "study"):
        things |= {name: paths.CONF / group / f"{name}.yaml" for name in paths.choices(group)}
    for name, file in things.items():
        (line,) = [line for line in listed if line.split()[:1] == [name]]
        assert first_comment(file), name
        assert line.endswith(first_comment(file))
    assert {"espoo", "small_office", "theory/v1", "team_led", "anchor_days_monday", "sensitivity", "list"} <= set(
        things
    )


def test_headings_say_which_key_chooses(listed):
    assert [line for line in listed if line and not line.startswith(" ")] == [
        "Scenarios (scenario=), or the path of your own file",
        "Policies (policy=)",
        "Studies (study=)",
    ]


def test_nothing_heavy_is_loaded_for_it():
    heavy = ("numpy", "polars", "hydra", "pydantic", "simpy")
    code = (
        "import sys\nfrom sim.__main__ import main\nmain(['study=list'])\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("beside", ["scenario=espoo", "run.weeks=8", "results_dir=here", "-m"])
def test_what_would_change_nothing_beside_it_is_refused(beside, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["study=list", beside]) == 2
    assert "changes nothing in study=list" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_beside_it_is_told_as_one(capsys):
    assert main(["study=list", "runn.weeks=8"]) == 2
    assert "is not a key of the configuration" in capsys.readouterr().err


def test_it_cannot_be_one_of_several_studies(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["-m", "scenario=small_office", "study=project,list"]) == 2
    assert "list is asked for by itself" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_file_that_asks_for_it_is_told_how_and_runs_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (paths.SCENARIOS / "small_office.yaml").read_text(encoding="utf-8")
    (tmp_path / "listing.yaml").write_text(text + "study: {kind: list}\n", encoding="utf-8")
    assert main(["scenario=listing.yaml", "results_dir=out"]) == 2
    assert "is asked for on the command line, by itself" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
