"""Replications on processes: what fails is named, what is killed is tried again, what is finished is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from sim.errors import RunInterruptedError
from sim.results import attempt as attempts
from sim.results import pool, processes
from sim.results.outcome import Outcome
from sim.results.parcel import parcel_of
from sim.results.progress import ReplicationProgress
from sim.results.store import Store
from tests.building import scenario_of
from tests.results.silent import Silent


@pytest.fixture
def made(tmp_path):
    scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1)
    Store(tmp_path, scenario.key).folder.mkdir(parents=True)
    return scenario, tmp_path


def test_one_worker_computes_everything_here(made):
    scenario, folder = made
    outcome = pool.run_missing(scenario, folder, [0, 1, 2], {1}, Silent())
    store = Store(folder, scenario.key)
    assert (outcome.computed, outcome.failed) == ([0, 1, 2], {})
    assert sorted(store.finished("counts")) == [0, 1, 2]
    assert sorted(store.finished("visits")) == [1]


def test_a_replication_that_raises_is_named_and_the_others_go_on(made, monkeypatch):
    scenario, folder = made
    real = attempts.replicate

    def fragile(scenario, replication, *, keep_visits):
        if replication == 1:
            raise ZeroDivisionError("on purpose")
        return real(scenario, replication, keep_visits=keep_visits)

    monkeypatch.setattr(attempts, "replicate", fragile)
    outcome = pool.run_missing(scenario, folder, [0, 1, 2], set(), Silent())
    assert outcome.computed == [0, 2]
    assert outcome.failed == {1: "ZeroDivisionError: on purpose"}


def test_an_interrupt_says_how_far_it_came(made, monkeypatch):
    scenario, folder = made
    real = attempts.replicate

    def interrupted(scenario, replication, *, keep_visits):
        if replication == 2:
            raise KeyboardInterrupt
        return real(scenario, replication, keep_visits=keep_visits)

    monkeypatch.setattr(attempts, "replicate", interrupted)
    with pytest.raises(
        RunInterruptedError, match="2 of 4 replications are done; run the same command to go on"
    ) as caught:
        pool.run_missing(scenario, folder, [0, 1, 2, 3], set(), Silent())
    assert caught.value.exit_code == 130
    assert sorted(Store(folder, scenario.key).finished("counts")) == [0, 1]


def test_several_processes_give_the_files_of_one(tmp_path):
    names = []
    for workers in (1, 2):
        scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=workers)
        folder = tmp_path / str(workers)
        Store(folder, scenario.key).folder.mkdir(parents=True)
        outcome = pool.run_missing(scenario, folder, [0, 1, 2], {0}, Silent())
        assert sorted(outcome.computed) == [0, 1, 2]
        names.append(sorted(path.name for path in Store(folder, scenario.key).folder.glob("*.npz")))
    assert names[0] == names[1]


def test_a_killed_process_costs_nobody_elses_replication(tmp_path):
    scenario = scenario_of(teams={"T1": {"size": 400}}, weeks=400, workers=2)
    Store(tmp_path, scenario.key).folder.mkdir(parents=True)

    def kill_one_child() -> None:
        for child in _children():
            os.kill(child, signal.SIGKILL)
            return

    killer = threading.Timer(2.0, kill_one_child)
    killer.start()
    outcome = pool.run_missing(scenario, tmp_path, list(range(6)), set(), Silent())
    killer.join()
    assert sorted(outcome.computed) == list(range(6))
    assert outcome.failed == {}


def test_killing_a_process_that_waits_for_work_does_not_leave_the_others_waiting_forever(tmp_path):
    """Who waits for a task holds the lock of the queue; the other process would wait for it to the end of time."""
    scenario = scenario_of(teams={"T1": {"size": 4000}}, weeks=400, workers=2)
    store = Store(tmp_path, scenario.key)
    store.folder.mkdir(parents=True)

    def kill_the_idle_child() -> None:
        while len(list(store.folder.glob("*.npz"))) < 2:
            time.sleep(0.01)
        before = {child: _work_done(child) for child in _children()}
        time.sleep(0.3)
        os.kill(min(before, key=lambda child: _work_done(child) - before[child]), signal.SIGKILL)

    killer = threading.Thread(target=kill_the_idle_child, daemon=True)
    killer.start()
    outcome = pool.run_missing(scenario, tmp_path, [0, 1, 2], set(), Silent())
    killer.join()
    assert sorted(outcome.computed) == [0, 1, 2]


def test_a_process_killed_between_two_scenarios_costs_no_replication(tmp_path):
    """Processes are kept for the next scenario; who finds them dead starts others, and loses nothing."""
    for seed in (1, 2):
        scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=2, seed=seed)
        Store(tmp_path, scenario.key).folder.mkdir(parents=True)
        outcome = pool.run_missing(scenario, tmp_path, list(range(5)), set(), Silent())
        assert sorted(outcome.computed) == list(range(5))
        assert outcome.failed == {}
        for child in _children():
            os.kill(child, signal.SIGKILL)
        time.sleep(0.2)


def test_two_scenarios_are_run_by_the_same_processes(tmp_path):
    seen = []
    for seed in (1, 2):
        scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=2, seed=seed)
        Store(tmp_path, scenario.key).folder.mkdir(parents=True)
        pool.run_missing(scenario, tmp_path, [0, 1, 2, 3], set(), Silent())
        seen.append(set(_children()))
    assert seen[0] & seen[1]


def test_processes_that_are_kept_write_where_the_caller_stands_now(tmp_path, monkeypatch):
    """They were started in another folder, which may be gone: a script may change its folder between two runs."""
    for place in ("one", "other"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=2)
        Store(Path("results"), scenario.key).folder.mkdir(parents=True)
        outcome = pool.run_missing(scenario, Path("results"), [0, 1], set(), Silent())
        assert sorted(outcome.computed) == [0, 1]
        assert sorted(Store(tmp_path / place / "results", scenario.key).finished("counts")) == [0, 1]


_KILLED_AT_THE_END = """
import os, signal, tempfile, time
from multiprocessing import active_children
from pathlib import Path
from sim.results import pool
from sim.results.store import Store
from tests.building import scenario_of
from tests.results.silent import Silent

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        scenario = scenario_of(teams={"T1": {"size": 5}}, weeks=1, workers=2)
        Store(Path(folder), scenario.key).folder.mkdir(parents=True)
        pool.run_missing(scenario, Path(folder), [0, 1, 2, 3], set(), Silent())
    os.kill(active_children()[0].pid, signal.SIGKILL)
    time.sleep(1)
    print("done", flush=True)
"""


def test_a_process_killed_when_all_is_done_does_not_keep_the_program_from_ending(tmp_path):
    """Python asks the other processes to end and waits for them, but they ignore being asked."""
    script = tmp_path / "killed_at_the_end.py"
    script.write_text(_KILLED_AT_THE_END, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=40, check=False
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_what_had_ended_when_the_pool_broke_is_counted_and_not_run_again(made, monkeypatch):
    """The end of one and the death of another may be heard of at the same moment, in any order."""
    scenario, folder = made
    ran = []

    class Broken:
        """A pool whose process has died beside two replications that it had ended."""

        def submit(self, _work, _scenario, _folder, replication, _keep):
            ran.append(replication)
            future = Future()
            if replication == 1 and ran.count(1) == 1:
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result("")
            return future

    monkeypatch.setattr(processes._processes, "take", lambda *_: Broken())
    monkeypatch.setattr(processes, "_next_ended", lambda running, _: sorted(running, key=running.get, reverse=True))
    outcome = Outcome()
    with parcel_of(scenario) as parcel:
        processes.run_in_processes(parcel, scenario, folder, [1, 0, 2], set(), 2, lambda: False, outcome, Silent())
    assert sorted(outcome.computed) == [0, 1, 2]
    assert sorted(ran) == [0, 1, 1, 2]


def test_one_that_failed_is_not_told_as_done(capsys):
    with ReplicationProgress("study", total=3) as progress:
        progress.advance()
        progress.advance(is_failed=True)
        progress.advance()
    assert capsys.readouterr().err.splitlines() == [
        "study: 1 of 3 replications",
        "study: 1 of 3 replications, 1 failed",
        "study: 2 of 3 replications, 1 failed",
    ]


def _work_done(child: int) -> int:
    """Clock ticks a process has computed for."""
    fields = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def _children() -> list[int]:
    """Process ids of this process's pool workers, asked of the kernel."""
    return [
        int(child)
        for task in Path(f"/proc/{os.getpid()}/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_there_are_never_more_workers_than_work():
    assert pool.workers_for(scenario_of(workers=8), 3) == 3
    assert pool.workers_for(scenario_of(workers=2), 0) == 1
    assert pool.workers_for(scenario_of(workers=0), 1000) >= 1


def test_small_work_is_done_in_this_process_unless_workers_are_asked_for():
    small, large = ({"teams": {"T1": {"size": size}}, "weeks": 52} for size in (50, 5000))
    assert pool.workers_for(scenario_of(workers=0, **small), 20) == 1
    assert pool.workers_for(scenario_of(workers=2, **small), 20) == 2
    assert pool.workers_for(scenario_of(workers=0, **large), 20) == max(1, min(len(os.sched_getaffinity(0)), 20))
