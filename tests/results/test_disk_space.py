"""The look at the free space before anything is begun."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from sim.errors import DiskError
from sim.results import pool
from sim.results.disk_space import check_space
from sim.results.store import Store
from tests.building import scenario_of
from tests.results.silent import Silent


@pytest.fixture
def free(monkeypatch):
    """Say how many bytes are free."""

    def say(count: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(count, 0, count))

    return say


@pytest.fixture
def store(tmp_path):
    """One with a replication of some thousand bytes."""
    made = Store(tmp_path, "00ff")
    with made.open():
        made.write(0, "counts", {"a": np.random.default_rng(1).random(1000)})
        yield made


def test_what_does_not_fit_is_refused_with_a_margin_of_a_fifth(store, free):
    size = store.last_size("counts")
    free(int(12 * size) + 1)
    check_space(store, range(1, 11), set())
    free(int(12 * size) - 1)
    with pytest.raises(DiskError, match=r"10 more replications need about \d+ kB in .+ and \d+ kB are free") as caught:
        check_space(store, range(1, 11), set())
    assert caught.value.exit_code == 74
    assert "\n" not in str(caught.value)


def test_visits_count_where_they_are_kept(store, free):
    store.write(0, "visits", {"a": np.random.default_rng(1).random(100_000)})
    free(10 * store.last_size("counts"))
    check_space(store, [1], set())
    with pytest.raises(DiskError):
        check_space(store, [1], {1})


def test_nothing_is_said_of_sizes_that_nobody_knows(tmp_path, free):
    free(0)
    empty = Store(tmp_path, "00aa")
    with empty.open():
        check_space(empty, range(1000), {0})


@pytest.mark.parametrize("workers", [1, 2])
def test_what_does_not_fit_after_the_first_replication_is_not_begun(tmp_path, free, workers):
    scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=workers)
    Store(tmp_path, scenario.key).folder.mkdir(parents=True)
    free(1)
    with pytest.raises(DiskError, match=r"; \d+ of 40 replications are done and safe. Run the same command to go on"):
        pool.run_missing(scenario, tmp_path, list(range(40)), set(), Silent(40))
    stored = len(Store(tmp_path, scenario.key).finished("counts"))
    assert 1 <= stored <= (1 if workers == 1 else 8)
    with pytest.raises(DiskError, match="nothing was begun"):
        pool.run_missing(scenario, tmp_path, list(range(stored, 40)), set(), Silent(40))
    assert len(Store(tmp_path, scenario.key).finished("counts")) == stored
