"""The program as a process: any name on any terminal, and a request to end is answered like Ctrl-C."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.building import ROOT

COMMAND = [sys.executable, "-m", "sim", "scenario=small_office", "run.weeks=2", "run.replications=2", "run.workers=1"]


def start(folder, *arguments, **environment):
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_letters_the_terminal_does_not_know_do_no_harm(tmp_path):
    process = start(
        tmp_path, "office.sites.S1.name='Kalaj\u00e4rvi'", "results_dir=n\u00e4in", PYTHONIOENCODING="ascii"
    )
    out, err = process.communicate(timeout=120)
    assert (process.returncode, "Error" in err) == (0, False)
    assert "results: n\\xe4in" in out.splitlines()[-1]


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_during_the_report_leaves_nothing_half_made(tmp_path, kind):
    process = start(tmp_path)
    deadline = time.monotonic() + 100
    while not list(tmp_path.glob("results/.new-*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(kind)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted: the same command goes on where this one stopped"
    assert [path.name for path in tmp_path.glob("results/*") if path.name != ".store"] == []


def test_a_run_that_nohup_protects_goes_on(tmp_path):
    process = subprocess.Popen(
        ["nohup", *COMMAND], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not list(tmp_path.glob("results/.store/*")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGHUP)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert out.splitlines()[-1].startswith("results: ")


def test_each_job_begins_with_what_is_simulated(tmp_path):
    _, err = start(tmp_path).communicate(timeout=120)
    line = "small_office: 120 people in 12 teams, 60 desks at 1 sites, policy team_led, 2 replications of 9 workdays"
    assert err.splitlines()[0] == line
