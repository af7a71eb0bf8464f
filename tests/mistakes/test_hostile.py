"""Files and arguments that try to run code, read secrets or write elsewhere are refused before anything happens."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim import config

GOOD = "title: Good\nrun: {weeks: 2}\n"
SMALL = "scenario=small_office"

HOSTILE_FILES = {
    "callback": (
        "hydra:\n  callbacks:\n    x: {_target_: pathlib.Path.write_text, self: MARK, data: seen}\n",
        "a scenario may not configure Hydra",
    ),
    "callback_deep": ("run:\n  hydra: {run: {dir: MARK}}\n", "a scenario may not configure Hydra"),
    "dotted": ("hydra.run.dir: MARK\n", "a scenario may not configure Hydra"),
    "target": ("office:\n  _target_: os.mkdir\n  path: MARK\n", "the key _target_ is not accepted"),
    "partial": ("office: {sites: {S1: {_partial_: true}}}\n", "the key _partial_ is not accepted"),
    "package_header": ("# @package hydra.callbacks\nx: {y: 1}\n", "a line `# @package` is not accepted"),
    "late_package_header": ("title: a\n  #   @package hydra\n", "a line `# @package` is not accepted"),
    "secret": ("title: ${oc.env:HOME}\n", "`${...}` is not accepted"),
    "secret_in_key": ("office: {zones: {'${oc.env:HOME}': {desks: 1}}}\n", "`${...}` is not accepted"),
    "traversal": ("defaults:\n  - /../../outside/evil\n", "defaults.0 = /../../outside/evil"),
    "traversal_by_name": ("defaults:\n  - override /policy: ../../evil\n", "is not a file of conf/policy"),
    "package_by_default": ("defaults:\n  - helper@hydra.callbacks.x\n", "is not accepted here"),
    "hydra_by_default": ("defaults:\n  - override /hydra: x\n", "is not accepted here"),
    "python_tag": ("title: !!python/object/apply:os.mkdir [MARK]\n", "is not accepted, because tags can run code"),
    "binary_tag": ("title: !!binary aGVp\n", "is not accepted, because tags can run code"),
    "aliases": (
        "a: &a [1, 1]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        "anchors (&name) and aliases (*name) are not accepted",
    ),
    "merge_key": ("run:\n  <<: {weeks: 3}\n", "it merges another section"),
    "nesting": ("title: " + "[" * 1000 + "]" * 1000 + "\n", "nested too deeply"),
    "nested_sections": ("title: " + "{a: " * 31 + "1" + "}" * 31 + "\n", "nested too deeply"),
}

HOSTILE_ARGUMENTS = {
    "callback": (["+hydra.callbacks.x._target_=shutil.copyfile"], "Hydra itself cannot be configured"),
    "run_folder": (["hydra.run.dir=MARK"], "Hydra itself cannot be configured"),
    "forced": (["++hydra.job_logging.handlers.file.filename=MARK"], "Hydra itself cannot be configured"),
    "launcher": (["hydra/launcher=joblib"], "Hydra itself cannot be configured"),
    "config_folder": (["--config-dir=MARK"], "always read from the program's own conf folder"),
    "config_folder_short": (["-cd", "MARK"], "always read from the program's own conf folder"),
    "config_path": (["--config-path", "MARK"], "always read from the program's own conf folder"),
    "config_name": (["--config-name=evil"], "always read from the program's own conf folder"),
    "rerun": (["--experimental-rerun", "MARK"], "is not a flag of this program"),
    "traversal": (["policy=../../outside/evil"], "is not a file of conf/policy"),
    "absolute": (["policy=/evil"], "is not a file of conf/policy"),
    "secret": (["run.seed=${oc.env:HOME}"], "`${...}` is not accepted"),
    "secret_in_title": (["title=${oc.env:HOME}"], "`${...}` is not accepted"),
    "target": (["office._target_=os.mkdir"], "is not a key"),
    "target_in_value": (["office.zones={_target_: os.mkdir}"], "is not an id"),
    "target_in_choice": (["policy={_target_: os.mkdir}"], "is not a file of conf/policy"),
    "package": (["policy@hydra.callbacks.x=rates"], "is not a key"),
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_hostile_file_is_refused_and_does_nothing(page, tmp_path, name):
    content, words = HOSTILE_FILES[name]
    begin = time.perf_counter()
    text = page(scenario=content.replace("MARK", str(tmp_path / "mark")))
    assert time.perf_counter() - begin < 5
    assert words in text
    assert str(Path.home()) not in text
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("name", HOSTILE_ARGUMENTS)
def test_a_hostile_argument_is_refused_and_does_nothing(page, tmp_path, name):
    arguments, words = HOSTILE_ARGUMENTS[name]
    text = page(SMALL, *(argument.replace("MARK", str(tmp_path / "mark")) for argument in arguments))
    assert words in text
    assert not (tmp_path / "mark").exists()


def test_a_good_file_beside_the_hostile_ones_composes(tmp_path):
    for name, (content, _) in HOSTILE_FILES.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    good = tmp_path / "good.yaml"
    good.write_text(GOOD, encoding="utf-8")
    assert config.load(str(good)).scenario.title == "Good"


def test_the_whole_program_refuses_a_hostile_file_without_a_trace(tmp_path):
    mark = tmp_path / "mark"
    (tmp_path / "evil.yaml").write_text(HOSTILE_FILES["callback"][0].replace("MARK", str(mark)), encoding="utf-8")
    command = [sys.executable, "-m", "sim", "scenario=evil.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a scenario may not configure Hydra" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["evil.yaml"]
