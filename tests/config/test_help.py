"""--help, --info and --cfg job print a text and run nothing; help answers at once."""

import subprocess
import sys
import time

import pytest
import yaml

from sim.__main__ import main
from sim.config import paths


def printed(capsys, *arguments):
    assert main(list(arguments)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_what_can_be_chosen_and_what_the_exit_codes_mean(capsys, flag):
    text = printed(capsys, flag)
    for name in ("espoo", "small_office", *paths.choices("study"), *paths.choices("run"), "free_choice", "team_led"):
        assert f"  {name}" in text
    assert "  theory/...             cases with exact answers, run by study=verify\n" in text
    for words in ("results_dir=", "run.workers", "output.records", "130 interrupted", "2 a mistake", "--multirun"):
        assert words in text


def test_help_leaves_out_what_only_theory_needs(capsys):
    text = printed(capsys, "--help")
    assert "theory/v1" not in text
    assert "anchor_days_monday" not in text
    assert "  anchor_days  " in text


def test_help_loads_nothing_heavy_and_answers_at_once():
    heavy = ("numpy", "polars", "scipy", "matplotlib", "hydra", "omegaconf", "pydantic", "simpy", "holidays")
    code = (
        "import sys\nfrom sim.__main__ import main\nmain(['--help'])\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert time.perf_counter() - begin < 2  # 0.1 s on an idle machine; tests share theirs
    assert done.stdout.splitlines()[-1] == "[]"


def test_info_names_versions_and_places(capsys):
    text = printed(capsys, "--info")
    for words in ("office-sim", "python", "hydra-core", "pydantic", str(paths.CONF), str(paths.SCENARIOS)):
        assert words in text


def test_cfg_job_prints_the_configuration_that_would_be_run(capsys):
    text = printed(capsys, "scenario=small_office", "--cfg", "job", "run.weeks=9")
    assert yaml.safe_load(text)["run"]["weeks"] == 9


def test_cfg_job_in_a_multirun_prints_one_document_for_each(capsys):
    text = printed(capsys, "-m", "scenario=small_office", "run.weeks=8,9", "--cfg=job")
    assert [each["run"]["weeks"] for each in yaml.safe_load_all(text)] == [8, 9]
