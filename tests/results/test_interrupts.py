"""The first request to end lets running work finish; the second one ends at once."""

from __future__ import annotations

import os
import signal
import threading
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from sim.errors import RunInterruptedError
from sim.report.painters import _Helper as Helper
from sim.results import attempt as attempts
from sim.results import pool
from sim.results.interrupts import gentle_interrupts, unheard_by_children
from sim.results.store import Store
from tests.building import scenario_of
from tests.faults.command import finish, start
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


def _blocked(process: int) -> set[int]:
    """The signals that a process does not hear for now, asked of the kernel."""
    told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    mask = int(told.split("SigBlk:")[1].split()[0], 16)
    return {number for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if mask & 1 << number - 1}


def test_processes_that_are_started_hear_no_interrupt_and_this_one_hears_it_again():
    sleeper = get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
    with unheard_by_children():
        sleeper.start()
    try:
        assert _blocked(sleeper.pid) == {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
        assert _blocked(os.getpid()) == set()
    finally:
        sleeper.kill()
        sleeper.join()


def test_helpers_that_draw_begin_deaf():
    helper = Helper()
    try:
        assert signal.SIGINT in _blocked(helper._process.pid)
    finally:
        helper.dismiss()


def test_where_signals_cannot_be_held_back_processes_start_all_the_same(monkeypatch):
    """On Windows."""
    monkeypatch.delattr(signal, "pthread_sigmask")
    with unheard_by_children():
        started = True
    assert started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_on_a_terminal_which_reaches_every_process_ends_without_a_traceback(tmp_path, number):
    arguments = ["scenario=small_office", "run.replications=8", "run.weeks=40", "run.workers=2", "output.report=false"]
    process = start(arguments, tmp_path)
    while process.poll() is None and not _children_of(process.pid):
        time.sleep(0.001)
    time.sleep(0.05)
    os.killpg(process.pid, number)
    code, _, err = finish(process)
    assert code == 130
    assert "Traceback" not in err
    assert "run the same command to go on" in err


def _children_of(parent: int) -> str:
    return "".join(
        path.read_text(encoding="ascii")
        for path in Path(f"/proc/{parent}/task").glob("*/children")
        if b"spawn_main"
        in b"".join(Path(f"/proc/{child}/cmdline").read_bytes() for child in path.read_text(encoding="ascii").split())
    )
