"""Scenario files, arguments and received folders that try to run code, read secrets, write elsewhere or never end.

Each is a file of the corpus. It is refused on one page, and nothing in its sandbox has changed by then.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim import config
from sim.__main__ import main
from tests.attacks.attack import SECRET, Sandbox, complaints, corpus
from tests.building import ROOT
from tests.patience import at_most

ATTACKS = {attack.name: attack for attack in corpus()}
GOOD = sorted((Path(__file__).parent / "good").glob("*.yaml"))
#: Some through the real command; all of them: python -m tests.attacks
AS_A_PROCESS = ("02-callback-write-text", "03-callback-argument", "13-alias-bomb")


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_does_nothing(name, tmp_path, monkeypatch, capsys):
    sandbox = Sandbox(tmp_path / "sandbox")
    sandbox.root.mkdir()
    arguments = sandbox.prepare(ATTACKS[name])
    monkeypatch.chdir(sandbox.here)
    for key, value in sandbox.environment.items():
        monkeypatch.setenv(key, value)
    before, begin = sandbox.state(), time.process_time()
    code = main(arguments)
    seconds = time.process_time() - begin
    captured = capsys.readouterr()
    assert complaints(ATTACKS[name], code, captured.out, captured.err) == []
    assert sandbox.state() == before
    assert seconds < at_most(2)


@pytest.mark.parametrize("name", AS_A_PROCESS)
def test_the_whole_program_refuses_it_as_well(name, tmp_path):
    sandbox = Sandbox(tmp_path / "sandbox")
    sandbox.root.mkdir()
    arguments = sandbox.prepare(ATTACKS[name])
    before = sandbox.state()
    environment = {**os.environ, **sandbox.environment, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "sim", *arguments]
    done = subprocess.run(command, cwd=sandbox.here, env=environment, capture_output=True, text=True, check=False)
    assert complaints(ATTACKS[name], done.returncode, done.stdout, done.stderr) == []
    assert sandbox.state() == before


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_that_looks_a_little_like_an_attack_is_accepted(path):
    assert config.load(str(path)).scenario.title


def test_no_secret_of_the_environment_reaches_the_results(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_TOKEN", SECRET)
    assert main(["scenario=small_office", "run.replications=1", "run.weeks=1", "output.report=false"]) == 0
    files = [path for path in (tmp_path / "results").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
