"""Clusters of processes that end with their test."""

import os

import pytest

from sim.config import load
from sim.studies.simulate import simulate
from tests.cluster.loopback import KEYS, Loopback, stored, wait_until


@pytest.fixture
def cluster(tmp_path):
    """Return a maker of clusters: `cluster(workers=3, TEST_SECONDS="0.2")`; the variables are its processes'."""
    made = []

    def make(workers=3, nanny="--no-nanny", **environment):
        folder = tmp_path / f"cluster-{len(made)}"
        folder.mkdir()
        made.append(Loopback(folder, **environment))
        made[-1].start_scheduler()
        for _ in range(workers):
            made[-1].start_worker(nanny)
        wait_until(lambda: made[-1].joined == workers, seconds=60)
        return made[-1]

    try:
        yield make
    finally:
        for one in made:
            one.end()


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """Names of the files that are stored by processes on this machine."""
    folder = tmp_path_factory.mktemp("local")
    simulate(load("small_office", [*KEYS, "run.workers=1", f"results_dir={folder / 'results'}"]))
    return stored(folder)


#: Together they take most of a minute: `make cluster` runs them, and every test here.
_LANE = (
    "test_the_batch_script_computes_everything",
    "test_a_scheduler_that_comes_back_in_time",
    "test_an_interrupt_keeps_what_is_finished",
    "test_a_replication_that_kills_or_raises",
    "test_when_nobody_is_left",
    "test_when_all_who_had_the_scenario",
)


def pytest_collection_modifyitems(items):
    """Leave the slow ones to their lane."""
    if os.environ.get("OFFICE_SIM_LANE") == "cluster":
        return
    for item in items:
        if item.name.startswith(_LANE):
            item.add_marker(pytest.mark.skip(reason="slow: make cluster runs it"))
