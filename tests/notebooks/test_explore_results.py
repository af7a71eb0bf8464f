"""The notebook runs without a browser and shows the numbers of the folder it is given."""

import importlib.util
import subprocess
import sys

import polars as pl
import pytest

from sim.__main__ import main
from tests.documents.reading import ROOT

NOTEBOOK = ROOT / "notebooks" / "explore_results.py"
FEW = [
    "scenario=small_office",
    "run=quick",
    "run.replications=2",
    "run.weeks=4",
    "run.workers=1",
    "output.report=false",
]


@pytest.fixture(scope="module")
def results_dir(tmp_path_factory):
    results_dir = tmp_path_factory.mktemp("it's") / "results"
    assert main([*FEW, f"results_dir={results_dir}"]) == 0
    return results_dir


@pytest.fixture(scope="module")
def folder(results_dir):
    return next(path for path in results_dir.iterdir() if not path.name.startswith("."))


def run_as_program(here, *arguments):
    return subprocess.run(
        [sys.executable, str(NOTEBOOK), *arguments], cwd=here, capture_output=True, text=True, timeout=200, check=False
    )


def test_it_runs_as_a_program_on_the_folder_asked_for(folder, tmp_path):
    done = run_as_program(tmp_path, "--", "--results", str(folder))
    assert done.returncode == 0, done.stderr


def test_it_takes_the_newest_folder_where_none_is_asked_for(results_dir):
    assert run_as_program(results_dir.parent).returncode == 0


def test_without_any_folder_it_says_what_it_needs(tmp_path):
    done = run_as_program(tmp_path)
    assert done.returncode != 0
    assert "there is no results folder in results" in done.stderr


@pytest.mark.filterwarnings("ignore")  # of the notebook's own libraries
def test_what_it_shows_is_what_the_tables_say(folder):
    spec = importlib.util.spec_from_file_location("explore_results", NOTEBOOK)
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    outputs, defined = notebook.app.run(defs={"folder": folder})
    daily = pl.read_parquet(folder / "tables" / "site_daily.parquet")
    assert set(defined["tables"]) == {path.stem for path in (folder / "tables").glob("*.parquet")}
    assert any(output is not None for output in outputs)
    weekdays = defined["weekdays"]
    tuesdays = daily.filter(pl.col("date").dt.weekday() == 2)["wanted_peak"]
    assert weekdays.filter(pl.col("weekday") == 2)["wanted_peak_mean"].item() == pytest.approx(tuesdays.mean())
    today = int(daily["desks"][0])
    short = defined["risk"].filter(pl.col("desks") == today)["days_short_share"]
    assert short.item() == pytest.approx((daily["wanted_peak"] > today).mean())
    places = pl.read_parquet(folder / "tables" / "locations_daily.parquet").filter(pl.col("date").dt.weekday() == 5)
    friday = (places["own_premises"] + places["other_premises"]).sum() / places["headcount"].sum()
    rates = defined["attendance"].filter(pl.col("weekday") == 5)["attendance_rate"]
    assert rates.item() == pytest.approx(friday)
    assert defined["described"].columns == ["column", "type", "unit", "meaning"]
