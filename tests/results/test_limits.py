"""Limits of one replication: what takes too long or too much memory is named, and what is done stays done."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from sim.results import attempt as attempts
from sim.results.attempt import attempt
from sim.results.limits import OverTimeError, time_limit
from sim.results.pool import run_missing
from sim.results.store import Store
from tests.building import scenario_of
from tests.mistakes.conftest import page  # noqa: F401 (a fixture)
from tests.results.silent import Silent


@pytest.fixture
def limited(tmp_path):
    """A scenario that has a tenth of a second for each replication, and its store."""
    scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1)
    run = replace(scenario.run, replication_timeout_minutes=0.1 / 60, worker_memory_mb=1000)
    scenario = replace(scenario, run=run)
    store = Store(tmp_path, scenario.key)
    store.folder.mkdir(parents=True)
    return scenario, store


def test_a_replication_that_takes_too_long_is_named_and_its_reason_kept(limited, monkeypatch):
    scenario, store = limited
    monkeypatch.setattr(attempts, "replicate", lambda *_arguments, **_more: time.sleep(60))
    begun = time.monotonic()
    words = attempt(scenario, store, 3, keep_visits=False)
    assert time.monotonic() - begun < 5
    assert words == "OverTimeError: it took longer than run.replication_timeout_minutes = 0.00166667"
    kept = (store.folder / "failed" / "000003.txt").read_text()
    assert kept.startswith(f"Replication 3 of {scenario.key}, seed {scenario.run.seed}.")
    assert "OverTimeError" in kept
    assert store.finished("counts") == {}


def test_what_is_in_time_is_stored_and_no_alarm_rings_later(limited):
    scenario, store = limited
    patient = replace(scenario, run=replace(scenario.run, replication_timeout_minutes=1.0))
    assert attempt(patient, store, 0, keep_visits=False) == ""
    assert list(store.finished("counts")) == [0]
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_no_limit_sets_no_alarm():
    with time_limit(None):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    with pytest.raises(OverTimeError), time_limit(0.05 / 60):
        time.sleep(60)


def test_a_replication_that_wants_too_much_memory_is_named_with_the_limit(limited, monkeypatch):
    scenario, store = limited

    def greedy(*_arguments, **_more):
        raise MemoryError

    monkeypatch.setattr(attempts, "replicate", greedy)
    assert attempt(scenario, store, 0, keep_visits=False) == "it needed more memory than run.worker_memory_mb = 1,000"


def test_a_process_gets_no_more_memory_than_it_may_have():
    code = (
        "from sim.results.limits import limit_memory\nlimit_memory(400)\nimport numpy as np\n"
        "a = np.ones(10_000_000)\n"
        "try:\n    np.ones(100_000_000)\nexcept MemoryError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("run.replication_timeout_minutes=0", "above 0 and at most 100,000"),
        ("run.worker_memory_mb=5", "a whole number from 200 to 10,000,000"),
        ("run.worker_memory_mb=199", "a whole number from 200 to 10,000,000"),
    ],
)
def test_limits_out_of_range_are_pages(page, argument, words):  # noqa: F811 (the fixture)
    assert words in page("scenario=small_office", argument)


def test_the_smallest_limit_that_may_be_asked_for_is_enough_for_a_small_replication(tmp_path):
    """A process that has read the program has used 130 MB; with a limit below it nothing could be done at all."""
    scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=1)
    scenario = replace(scenario, run=replace(scenario.run, worker_memory_mb=200))
    Store(tmp_path, scenario.key).folder.mkdir(parents=True)
    outcome = run_missing(scenario, tmp_path, [0, 1], set(), Silent())
    assert (outcome.computed, outcome.failed) == ([0, 1], {})


def test_limits_that_a_cluster_would_not_keep_are_refused(page):  # noqa: F811 (the fixture)
    cluster = ("run.executor=dask", "run.scheduler=tcp://127.0.0.1:8786")
    text = page("scenario=small_office", *cluster, "run.worker_memory_mb=1000")
    assert "run.worker_memory_mb" in text
    assert "is kept by run.executor=processes only" in text
