"""On a cluster the same bytes come out as here, whoever dies or joins on the way, and nothing finished is lost."""

from __future__ import annotations

import signal

import pytest

from sim.errors import RunFailedError
from tests.cluster.loopback import REPLICATIONS, counts, meanwhile, stored, wait_until
from tests.faults.command import finish

pytest.importorskip("distributed", reason="clusters need office-sim[cluster]")

ALL = list(range(REPLICATIONS))


def test_three_workers_store_the_same_bytes_as_processes_here(cluster, tmp_path, local):
    three = cluster(3, TEST_SECONDS="0.1")
    code, out, err = finish(three.command(tmp_path))
    assert code == 0, err + three.said
    assert out.splitlines()[-1].startswith("results: ")
    assert f"{REPLICATIONS} of {REPLICATIONS} replications" in err
    assert "distributed" not in err
    assert stored(tmp_path) == local
    assert three.computed == ALL, "each is computed once"

    assert three.simulate(tmp_path).reused == ALL
    assert three.computed == ALL, "what is stored is not computed again"


def test_a_worker_that_is_killed_costs_nothing(cluster, tmp_path, local):
    three = cluster(3, TEST_SECONDS="0.2")

    def kill_one_that_works():
        wait_until(lambda: counts(tmp_path) >= 2)
        three.kill(next(worker for worker in three.workers if worker.pid in three.worked))

    with meanwhile(kill_one_that_works):
        assert three.simulate(tmp_path).computed == ALL
    assert stored(tmp_path) == local


def test_a_worker_that_joins_late_is_used(cluster, tmp_path, local):
    one = cluster(1, TEST_SECONDS="0.4")

    def start_another():
        wait_until(lambda: counts(tmp_path) >= 1)
        one.start_worker()

    with meanwhile(start_another):
        assert one.simulate(tmp_path).computed == ALL
    assert one.workers[1].pid in one.worked
    assert stored(tmp_path) == local


def test_when_all_who_had_the_scenario_are_gone_the_next_worker_gets_it(cluster, tmp_path, local):
    one = cluster(1, TEST_SECONDS="0.1")

    def replace_it():
        wait_until(lambda: counts(tmp_path) >= 2)
        one.kill(one.workers[0])
        one.start_worker()

    with meanwhile(replace_it):
        assert one.simulate(tmp_path).computed == ALL
    assert one.workers[1].pid in one.worked
    assert stored(tmp_path) == local


def test_when_nobody_is_left_the_run_stops_and_says_how_far_it_came(cluster, tmp_path):
    one = cluster(1, TEST_SECONDS="0.1")
    one.patience_seconds = 3

    def kill_it():
        wait_until(lambda: counts(tmp_path) >= 2)
        one.kill(one.workers[0])

    with meanwhile(kill_it), pytest.raises(RunFailedError, match="the same command goes on") as caught:
        one.simulate(tmp_path)
    assert f"{counts(tmp_path)} of {REPLICATIONS} missing replications are stored" in str(caught.value)


def test_a_scheduler_that_is_gone_is_told_and_the_same_command_goes_on_elsewhere(cluster, tmp_path, local):
    first = cluster(2, TEST_SECONDS="0.2")
    first.patience_seconds = 3
    process = first.command(tmp_path)
    wait_until(lambda: counts(tmp_path) >= 3)
    first.kill(first.scheduler)
    code, out, err = finish(process)
    before = counts(tmp_path)
    assert code == 3, err
    assert f"the scheduler at {first.address} cannot be reached" in err
    assert f"{before} of {REPLICATIONS} missing replications are stored; the same command goes on" in err
    assert "Traceback" not in err
    assert "results:" not in out

    second = cluster(1)
    assert len(second.simulate(tmp_path).reused) == before
    assert len(second.computed) == REPLICATIONS - before, "only what was missing is computed"
    assert stored(tmp_path) == local


def test_a_scheduler_that_comes_back_in_time_is_found_again(cluster, tmp_path, local, capsys):
    two = cluster(2, TEST_SECONDS="0.2")

    def restart():
        wait_until(lambda: counts(tmp_path) >= 3)
        two.kill(two.scheduler)
        two.start_scheduler(port=int(two.address.rpartition(":")[2]))
        two.start_worker()

    with meanwhile(restart):
        assert two.simulate(tmp_path).computed == ALL
    assert "was lost; it is handed out again" in capsys.readouterr().err
    assert stored(tmp_path) == local


def test_a_replication_that_kills_or_raises_is_named_and_its_neighbors_are_not(cluster, tmp_path):
    """Dask gives up after the first death here, so that the test is short; then it is tried once more alone.

    What is raised cannot be sent back, and would be waited for to the end of time if it were not told in words.
    """
    two = cluster(2, "--nanny", TEST_DEADLY="4", TEST_RAISING="7", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    simulated = two.simulate(tmp_path)
    assert sorted(simulated.failed) == [4, 7]
    assert "every worker that ran it was killed" in simulated.failed[4]
    assert simulated.failed[7] == "CannotTravelError: on purpose"
    assert simulated.computed == [replication for replication in ALL if replication not in {4, 7}]


def test_an_interrupt_keeps_what_is_finished(cluster, tmp_path):
    two = cluster(2, TEST_SECONDS="0.2")
    process = two.command(tmp_path)
    wait_until(lambda: counts(tmp_path) >= 2)
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert code == 130, err
    before = counts(tmp_path)
    assert 2 <= before < REPLICATIONS
    assert f"{before} of {REPLICATIONS} replications are done" in err
    assert "Traceback" not in err
