"""The first request to end lets running work finish; the second one ends at once."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from sim.errors import RunInterruptedError
from sim.results import attempt as attempts
from sim.results import pool
from sim.results.interrupts import gentle_interrupts
from sim.results.store import Store
from tests.building import scenario_of
from tests.results.silent import Silent


def test_the_first_is_noted_and_the_second_raises(capfd):
    with gentle_interrupts() as interrupted:
        assert not interrupted()
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert capfd.readouterr().err.count("stopping: what is running is finished first") == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_signal_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with gentle_interrupts() as interrupted:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not interrupted()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_other_threads_run_without_taking_signals():
    seen = []

    def elsewhere():
        with gentle_interrupts() as interrupted:
            seen.append(interrupted())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [False]


@pytest.mark.parametrize("at", [1, 3])
def test_the_replication_that_runs_is_finished_and_the_end_is_told_even_after_the_last(tmp_path, monkeypatch, at):
    scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1)
    store = Store(tmp_path, scenario.key)
    store.folder.mkdir(parents=True)
    real = attempts.replicate

    def interrupted(scenario, replication, *, keep_visits):
        if replication == at:
            os.kill(os.getpid(), signal.SIGINT)
        return real(scenario, replication, keep_visits=keep_visits)

    monkeypatch.setattr(attempts, "replicate", interrupted)
    with pytest.raises(RunInterruptedError, match=f"interrupted: {at + 1} of 4 replications are done; run the same"):
        pool.run_missing(scenario, tmp_path, [0, 1, 2, 3], set(), Silent())
    assert list(store.finished("counts")) == list(range(at + 1))
