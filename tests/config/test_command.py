"""The command maps what happens to what is printed and to the exit code."""

from pathlib import Path

import pytest

import sim.studies
from sim.__main__ import main
from sim.errors import DiskError
from sim.studies import Outcome

SMALL = "scenario=small_office"


def replace_run(monkeypatch, outcome):
    def run(job, load):
        assert callable(load)
        if isinstance(outcome, BaseException):
            raise outcome
        return Outcome(Path("results") / job.scenario.policy.kind, outcome)

    monkeypatch.setattr(sim.studies, "run", run)


@pytest.mark.parametrize("code", [0, 3])
def test_the_last_line_says_where_the_results_are(monkeypatch, capsys, code):
    replace_run(monkeypatch, code)
    assert main([SMALL]) == code
    assert capsys.readouterr().out.splitlines()[-1] == f"results: {Path('results') / 'team_led'}"


def test_a_multirun_prints_one_line_for_each_job(monkeypatch, capsys):
    replace_run(monkeypatch, 0)
    assert main(["-m", SMALL, "policy=rates,free_choice"]) == 0
    folders = [Path("results") / kind for kind in ("rates", "free_choice")]
    assert capsys.readouterr().out.splitlines() == [f"results: {folder}" for folder in folders]


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (DiskError("the disk is full"), 74, "the disk is full"),
        (OSError(28, "No space left on device", "results/x"), 74, "disk trouble: No space left on device: results/x"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_trouble_is_one_line_and_an_exit_code(monkeypatch, capsys, trouble, code, words):
    replace_run(monkeypatch, trouble)
    assert main([SMALL]) == code
    captured = capsys.readouterr()
    assert words in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""


def test_a_fault_of_the_program_is_no_mistake_of_the_user(monkeypatch):
    replace_run(monkeypatch, RuntimeError("a bug"))
    with pytest.raises(RuntimeError, match="a bug"):
        main([SMALL])
