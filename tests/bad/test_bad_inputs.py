"""The catalogue of bad inputs: each gives the page that was looked at, all of it at once, and writes nothing.

After a change of words: python -m tests.bad --renew, and look at every page that has changed.
"""

import subprocess
import sys
import time
from functools import cache

import pytest

from sim.__main__ import main
from tests.bad.input import inputs, plain, score, under, untold
from tests.building import ROOT
from tests.patience import at_most

INPUTS = {one.folder.name: one for one in inputs()}
#: Numbers of the catalogue that are about tables, where a whole file may be wrong; tests/importers says more of them.
OF_TABLES = range(50, 60)
AS_A_PROCESS = ("13-per-cent-sign", "60-nested", "63-results-in-a-file")


@cache
def answer_to(name):
    return INPUTS[name].answer()


def test_every_number_of_the_catalogue_has_an_input():
    numbers = {one.number for one in INPUTS.values()}
    assert set(range(1, 65)) <= numbers


@pytest.mark.parametrize("name", INPUTS)
def test_a_bad_input_gives_its_page_and_writes_nothing(name):
    before, begin = under(INPUTS[name].folder), time.process_time()
    answer = answer_to(name)
    assert time.process_time() - begin < at_most(1.5), "a second, and a little for the first that loads the libraries"
    assert answer.text + "\n" == INPUTS[name].expected
    assert answer.is_told, "an input that looks wrong is never accepted without a word"
    assert under(INPUTS[name].folder) == before


def test_the_pages_name_what_a_planner_needs():
    inputs_of_yaml = [one for one in INPUTS.values() if one.number not in OF_TABLES]
    named = score([answer_to(one.folder.name) for one in inputs_of_yaml])
    assert named["file"] == 1
    assert named["nearest or fix"] >= 0.99
    assert named["allowed"] >= 0.99
    assert named["value"] >= 0.9, "a file that is no YAML has no values"
    assert named["key"] >= 0.88, "nor keys"
    assert named["line"] >= 0.95
    assert untold([(one, answer_to(name)) for name, one in INPUTS.items()]) == []


def test_the_pages_of_tables_name_the_file_and_the_way_out():
    named = score([answer_to(name) for name, one in INPUTS.items() if one.number in OF_TABLES])
    assert named["file"] == 1
    assert named["nearest or fix"] == 1
    assert named["line"] >= 0.55, "a file that is no table has no rows"


@pytest.mark.parametrize("name", AS_A_PROCESS)
def test_the_command_prints_the_same_page(name):
    one = INPUTS[name]
    before = under(one.folder)
    command = [sys.executable, "-m", "sim", *one.arguments]
    done = subprocess.run(
        command, cwd=one.folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert plain(done.stderr) == one.expected
    assert under(one.folder) == before


def test_twenty_of_many_mistakes_are_shown_and_the_others_counted(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    teams = "".join(f"    T{number:02d}: {{size: -{number}}}\n" for number in range(1, 36))
    (tmp_path / "mine.yaml").write_text(f"organization:\n  teams:\n{teams}", encoding="utf-8")
    assert main(["scenario=mine.yaml"]) == 2
    text = capsys.readouterr().err
    assert text.count("\n\n  mine.yaml:") == 20
    assert "more\n" in text.splitlines(keepends=True)[-1]


def test_a_doubt_stops_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    few = ["office.zones.S1-north.desks=6", "office.zones.S1-south.desks=6"]
    assert main(["scenario=small_office", "run.replications=1", "run.weeks=1", "output.report=false", *few]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].startswith("results: ")
    assert captured.err.splitlines()[0] == "check: office.zones = 12 desks: for 120 people that is 0.1 a person"
