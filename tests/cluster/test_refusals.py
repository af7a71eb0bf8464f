"""Clusters that cannot be used are refused in a sentence: other versions, nobody there, no address, no package."""

from __future__ import annotations

import importlib.util
import signal
import time

import pytest

import sim
from sim.config import rules_of_run
from sim.errors import RunFailedError
from tests.cluster.loopback import REPLICATIONS, counts, meanwhile, stored, wait_until
from tests.faults.command import finish
from tests.mistakes.conftest import page  # noqa: F401 (a fixture)

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="clusters need office-sim[cluster]"
)
ADDRESS = "run.scheduler=tcp://127.0.0.1:8786"
STORED = f"0 of {REPLICATIONS} missing replications are stored; the same command goes on"


@needs_dask
def test_a_worker_of_another_model_computes_nothing_and_is_refused_by_name(cluster, tmp_path):
    mixed = cluster(1, TEST_SECONDS="0.3")

    def start_another():
        wait_until(lambda: counts(tmp_path) >= 1)
        mixed.start_worker(TEST_MODEL="999")

    with meanwhile(start_another), pytest.raises(RunFailedError, match="has model 999"):
        mixed.simulate(tmp_path)
    before = stored(tmp_path)
    assert mixed.workers[1].pid not in mixed.worked, "it joined late"

    with pytest.raises(RunFailedError) as caught:
        mixed.simulate(tmp_path)
    assert "worker tcp://127.0.0.1:" in str(caught.value)
    assert f"has model 999 and this process has model {sim.MODEL_VERSION}, so that" in str(caught.value)
    assert stored(tmp_path) == before, "it was there from the beginning"


@needs_dask
def test_a_worker_without_the_program_is_refused_by_name(cluster, tmp_path):
    bare = cluster(0)
    bare.start_bare_worker()
    with pytest.raises(RunFailedError, match=r"worker tcp://\S+ has no office-sim \S+ that it can load"):
        bare.simulate(tmp_path)


@needs_dask
def test_a_scheduler_that_has_no_workers_or_is_not_there_is_told(cluster, tmp_path):
    nobody = cluster(0)
    nobody.patience_seconds = 2
    with pytest.raises(RunFailedError) as caught:
        nobody.simulate(tmp_path)
    assert str(caught.value) == f"the scheduler at {nobody.address} has no workers: {STORED}"

    nobody.kill(nobody.scheduler)
    with pytest.raises(RunFailedError) as caught:
        nobody.simulate(tmp_path)
    assert f"the scheduler at {nobody.address} cannot be reached" in str(caught.value)
    assert STORED in str(caught.value)

    nobody.patience_seconds = "soon"
    with pytest.raises(RunFailedError, match=r"timeouts.connect is soons; write a number of seconds, as in 30s"):
        nobody.simulate(tmp_path)

    nobody.patience_seconds = 2
    nobody.address = nobody.address.replace("tcp", "tls")
    with pytest.raises(RunFailedError, match="Dask's configuration names no certificates"):
        nobody.simulate(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run.executor=dask"], ["run.executor = dask", "needs the address of a Dask scheduler", "fix: run.executor"]),
        ([ADDRESS], ["run.scheduler = tcp://127.0.0.1:8786", "is used by run.executor=dask only"]),
        (["run.executor=dusk", ADDRESS], ["run.executor = dusk", "one of processes, dask", "did you mean: dask?"]),
        *(
            (["run.executor=dask", f"run.scheduler={wrong}"], ["is not the address of a scheduler", "tcp://HOST:PORT"])
            for wrong in (
                "127.0.0.1:8786",
                "tcp://127.0.0.1",
                "http://h:8786",
                "tcp://h:0",
                "tcp://h:65536",
                "tcp://:1",
            )
        ),
    ],
)
@needs_dask
def test_mistakes_are_pages(page, arguments, words):  # noqa: F811 (the fixture)
    text = page("scenario=small_office", *arguments)
    assert text.startswith("1 mistake")
    for word in words:
        assert word in text, text


@pytest.mark.parametrize("line", ["executor: dask", "scheduler: tcp://127.0.0.1:8786"])
def test_a_scenario_file_may_not_choose_a_cluster(page, line):  # noqa: F811 (the fixture)
    """A scheduler's words are unpickled, so who may name one may run code."""
    for more in ([], ["run.executor=dask", ADDRESS]):
        text = page(*more, scenario=f"defaults:\n  - override /office: small_office\nrun:\n  {line}\n")
        assert f"  run.{line.partition(':')[0]} = " in text
        assert "may not stand in mine.yaml, because a cluster that somebody else chose could run code here" in text


def test_without_the_package_the_page_says_how_to_install_it(page, monkeypatch):  # noqa: F811 (the fixture)
    monkeypatch.setattr(rules_of_run, "find_spec", lambda name: None)
    text = page("scenario=small_office", "run.executor=dask", ADDRESS)
    assert "needs the package distributed, which is not installed" in text
    assert "fix: pip install 'office-sim[cluster]'" in text


@needs_dask
def test_an_interrupt_while_no_scheduler_answers_ends_at_once(cluster, tmp_path):
    gone = cluster(0)
    gone.kill(gone.scheduler)
    process = gone.command(tmp_path)
    wait_until((tmp_path / "results" / ".store").is_dir)
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    code, _, err = finish(process)
    assert code == 130, err
    assert f"interrupted: 0 of {REPLICATIONS} replications are done" in err
    assert "Traceback" not in err
    assert time.monotonic() - begun < gone.patience_seconds / 2
