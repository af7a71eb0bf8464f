"""Figures drawn by two processes: the same bytes, whoever draws them and whoever dies, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from sim.report import painters
from sim.report.evidence import gather
from sim.report.painters import Painters
from sim.report.plots.gallery import figures_of
from sim.report.written_tables import WrittenTables
from sim.results.folder import write_tables
from tests.report.synthetic import make_facts, make_tables

ROOT = Path(__file__).parents[2]
FIGURES = 13
_SECONDS_TO_START = 60


@pytest.fixture(scope="module")
def tables():
    return make_tables(sites=2, replications=2, days=60, sizes=[100, 200], rooms=True)


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory):
    """Where the tables are written."""
    target = tmp_path_factory.mktemp("results")
    write_tables(target, tables)
    return target / "tables"


@pytest.fixture(scope="module")
def evidence(tables):
    return gather(tables, make_facts())


@pytest.fixture(scope="module")
def alone(evidence, folder):
    """The figures as this process draws them."""
    return Painters(0).paint(evidence, folder)


@pytest.fixture
def taken_here(alone, monkeypatch):
    """Numbers of the figures that this process takes; it has drawn them before and takes its time."""
    numbers = []
    assert len(alone) == FIGURES

    def slowly(_, number):
        numbers.append(number)
        time.sleep(0.2)
        return alone[number]

    monkeypatch.setattr(painters, "_painted", slowly)
    return numbers


def ready_helper(crew):
    """The process of a crew's helper, once it has read the libraries."""
    (helper,) = crew._helpers
    assert helper._line.poll(_SECONDS_TO_START)
    return helper._process


def test_a_helper_draws_some_of_the_figures_and_changes_no_byte(alone, evidence, folder, taken_here):
    with Painters(1) as crew:
        ready_helper(crew)
        assert crew.paint(evidence, folder) == alone
    assert 0 < len(taken_here) < FIGURES


def test_figures_of_a_helper_that_is_killed_are_drawn_here(alone, evidence, folder, taken_here, monkeypatch):
    with Painters(1) as crew:
        process, draw = ready_helper(crew), painters._painted

        def killing(evidence, number):
            process.kill()
            return draw(evidence, number)

        monkeypatch.setattr(painters, "_painted", killing)
        assert crew.paint(evidence, folder) == alone
    assert sorted(taken_here) == list(range(FIGURES))


def test_a_helper_who_cannot_read_the_tables_costs_no_figure_and_says_nothing(
    alone, evidence, tmp_path, taken_here, capfd
):
    with Painters(1) as crew:
        ready_helper(crew)
        assert crew.paint(evidence, tmp_path / "nowhere") == alone
    assert taken_here
    assert capfd.readouterr().err == ""


def test_no_helper_is_left_whatever_happens():
    before = set(active_children())
    with Painters(2):
        assert len(set(active_children()) - before) == 2
    assert set(active_children()) == before
    with pytest.raises(KeyboardInterrupt), Painters(1):
        raise KeyboardInterrupt
    assert set(active_children()) == before


def test_a_helper_ends_when_the_process_that_called_it_is_killed(tmp_path):
    script = tmp_path / "caller.py"
    script.write_text(
        "import os, signal, time\n"
        "from sim.report.painters import Painters\n"
        "if __name__ == '__main__':\n"
        "    with Painters(1) as crew:\n"
        "        assert crew._helpers[0]._line.poll(60)\n"
        "        print(crew._helpers[0]._process.pid, flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (run.returncode, run.stderr) == (-signal.SIGKILL, "")
    pid, until = int(run.stdout), time.monotonic() + 30
    while time.monotonic() < until and is_there(pid):
        time.sleep(0.05)
    assert not is_there(pid)


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended and that nobody has asked after yet is not there.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_organization_that_is_a_small_group_has_no_figures():
    class Nothing:
        publishable, sites = False, ()

    class Evidence:
        answer = Nothing

    assert figures_of(Evidence) == 0


def test_written_tables_are_those_that_were_written(tables, folder):
    found = WrittenTables(folder)
    assert set(found) == set(tables)
    assert len(found) == len(tables)
    for name, table in tables.items():
        assert found[name].equals(table)
        assert found[name].schema == table.schema
    with pytest.raises(KeyError):
        found["no such table"]
