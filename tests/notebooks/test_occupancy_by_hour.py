"""The example with hillmaker agrees with the table `presence` and with a count minute by minute."""

import importlib.util
import subprocess
import sys

import numpy as np
import polars as pl
import pytest

from sim.__main__ import main
from tests.documents.reading import ROOT

EXAMPLE = ROOT / "notebooks" / "occupancy_by_hour.py"
FEW = ["scenario=small_office", "run=quick", "run.replications=1", "run.weeks=16", "run.workers=1"]

pytestmark = pytest.mark.filterwarnings("ignore")  # of the example's own libraries


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    results_dir = tmp_path_factory.mktemp("results")
    assert main([*FEW, "output.report=false", f"results_dir={results_dir}"]) == 0
    return next(path for path in results_dir.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def occupancy(folder):
    spec = importlib.util.spec_from_file_location("occupancy_by_hour", EXAMPLE)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    return example.occupancy_by_hour(folder)


def test_it_agrees_with_a_count_minute_by_minute(folder, occupancy):
    visits = pl.read_parquet(folder / "tables" / "visits.parquet")
    seated = visits.filter(pl.col("zone_id").is_not_null(), pl.col("outcome") != "no_show")
    days = pl.read_parquet(folder / "tables" / "city_daily.parquet")["date"].unique()
    for weekday in (1, 2, 5):
        people = np.zeros(1440)
        here = seated.filter(pl.col("date").dt.weekday() == weekday)
        for arrival, departure in here.select("arrival_minute", "departure_minute").iter_rows():
            people[arrival:departure] += 1
        expected = people.reshape(24, 60).mean(axis=1) / (days.dt.weekday() == weekday).sum()
        found = occupancy.filter(pl.col("weekday") == weekday)["people_mean"].to_numpy()
        np.testing.assert_allclose(found, expected, atol=0.02)
    assert occupancy["people_mean"].max() > 20


def test_it_agrees_with_the_table_presence(folder, occupancy):
    presence = pl.read_parquet(folder / "tables" / "presence.parquet").filter(pl.col("purpose").is_null())
    place = ("site_id", "weekday")
    # The table counts at every fifth minute, hillmaker all the time. Who comes between two counts, in one of five whole
    # minutes, is there 2 of the 5 minutes on average, and who goes 3 of them.
    after = pl.col("people_mean").shift(-1).fill_null(0).over(place, order_by="minute")
    between = presence.with_columns(people_mean=0.6 * pl.col("people_mean") + 0.4 * after)
    by_hour = between.group_by(*place, hour=pl.col("minute") // 60).agg(pl.col("people_mean").mean())
    both = by_hour.join(occupancy, on=[*place, "hour"], suffix="_hillmaker")
    assert both.height == by_hour.height == 60
    np.testing.assert_allclose(both["people_mean_hillmaker"], both["people_mean"], atol=0.1)


def test_it_runs_as_a_program(folder):
    command = [sys.executable, str(EXAMPLE), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    assert "people_mean" in done.stdout
