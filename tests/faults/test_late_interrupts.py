"""A request to end that comes at an odd moment ends in the exit code of the contract all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.faults.command import ROOT

_PROGRAM = "import atexit, os, sys\nimport sim.__main__ as program\nsys.argv = ['office-sim', '--info']\n"


@pytest.fixture
def run(tmp_path):
    """Run the program as `python -m` does, with some code in front of it: exit code and what it said on stderr."""

    def _run(code: str) -> tuple[int, str]:
        (tmp_path / "late.py").write_text(f"{_PROGRAM}{code}\nsys.exit(program.main())\n", encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
        done = subprocess.run(
            [sys.executable, "-m", "late"], env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    return _run


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_that_comes_when_all_is_done_changes_nothing(run, number):
    """To take the interpreter down takes a fifth of a second, in which Ctrl-C would still kill it."""
    assert run(f"atexit.register(os.kill, os.getpid(), {int(number)})") == (0, "")


def test_one_that_comes_inside_an_exec_of_a_library_is_no_death_by_signal(run):
    """Python remembers for good that an interrupt went through an `exec` of text, as scipy has by the hundred."""
    code, err = run("program._run = lambda arguments: exec('raise KeyboardInterrupt')")
    assert code == 130
    assert err == "interrupted: the same command goes on where this one stopped\n"
