"""The study `size` gives the exact answer wherever one can be computed."""

import numpy as np
import polars as pl
import pytest

from sim import oracles
from sim.config import load
from sim.studies.size import size


def sizing(tmp_path, scenario, *keys):
    job = load(scenario, ["study=size", "output.report=false", "run.workers=1", f"results_dir={tmp_path}", *keys])
    folder, exit_code = size(job)
    assert exit_code == 0
    return pl.read_parquet(folder / "tables" / "sizing.parquet")


def needed(table, resource="desk", **where):
    rows = table.filter(pl.col("resource") == resource, pl.col("zone_id").is_null(), pl.col("site_id").is_not_null())
    for column, value in where.items():
        rows = rows.filter(pl.col(column) == value)
    return rows["needed"].item()


def together():
    """The law of O6: five teams of 20 that come as one."""
    team = oracles.mixture([oracles.binomial(20, 0.9), oracles.binomial(20, 0.2)], [0.5, 0.5])
    return oracles.independent_sum([team] * 5)


def test_a_hundred_people_who_come_with_probability_40_percent_need_48_desks(tmp_path):
    table = sizing(tmp_path, "theory/v1", "run.replications=6", "run.weeks=100")
    assert needed(table) == 48 == oracles.quantile(oracles.binomial(100, 0.4), 0.95)
    assert table.filter(pl.col("site_id").is_null(), pl.col("resource") == "desk")["needed"].item() == 48


def test_unequal_teams_need_what_convolution_says(tmp_path):
    table = sizing(tmp_path, "theory/o4", "run.replications=6", "run.weeks=200")
    law = oracles.poisson_binomial([0.6] * 30 + [0.4] * 50 + [0.2] * 20)
    assert needed(table) == 50 == oracles.quantile(law, 0.95)


@pytest.mark.parametrize("level", [0.89, 0.95])
def test_teams_that_come_together_need_what_convolution_of_mixtures_says(tmp_path, level):
    table = sizing(tmp_path, "theory/o6", "run.replications=16", "run.weeks=200", f"study.service_level={level}")
    exact = oracles.quantile(together(), level)
    assert needed(table) == exact
    assert exact > oracles.quantile(oracles.binomial(100, 0.55), level) + 10


def test_arrivals_need_the_desks_at_which_the_expected_shortfall_is_small_enough(tmp_path):
    law = oracles.binomial(100, 0.4)
    lost = np.array([oracles.expected_shortfall(law, desks) for desks in range(101)]) / oracles.mean(law)
    keys = ["run.replications=4", "run.weeks=100", "study.service_kind=arrivals", "study.service_level=0.967"]
    assert needed(sizing(tmp_path, "theory/v1", *keys)) == int(np.argmax(lost <= 0.033))


def test_erlang_says_14_rooms_for_7_erlang_and_8_for_3_at_1_percent_refused(tmp_path):
    keys = ["run.replications=4", "run.weeks=6", "study.service_kind=gatherings", "study.service_level=0.99"]
    table = sizing(tmp_path, "theory/o1", *keys, "output.records=none")
    assert needed(table, "room", site_id="S1") == 14 == oracles.rooms_for(7, 0.01)
    assert needed(table, "room", site_id="S2") == 8 == oracles.rooms_for(3, 0.01)
