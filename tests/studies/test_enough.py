"""study.precision: replications until key figures are known well enough, with the reason in the manifest."""

from __future__ import annotations

import json

from sim.__main__ import main

SMALL = ["scenario=small_office", "run.weeks=13", "run.workers=1", "output.report=false", "output.records=none"]


def manifest_of(tmp_path, *arguments):
    assert main([*SMALL, *arguments, f"results_dir={tmp_path}"]) == 0
    return json.loads(next(tmp_path.glob("small-office-*/manifest.json")).read_text(encoding="utf-8"))


def test_a_fixed_number_says_so(tmp_path):
    found = manifest_of(tmp_path, "run.replications=2")
    assert found["replications_done"] == 2
    assert found["replications_stopped"] == "the number of replications was fixed"


def test_a_wide_target_is_met_at_once_and_looked_at_for_five_replications_more(tmp_path):
    found = manifest_of(tmp_path, "study.precision.desk_wanted_peak_mean=20")
    assert found["replications_done"] == 15
    assert found["replications_stopped"] == "every target was met for 5 replications in a row after 10"


def test_the_limit_says_how_well_the_figure_is_known(tmp_path):
    found = manifest_of(tmp_path, "study.precision.desk_wanted_peak_mean=0.01", "study.replications_limit=18")
    assert found["replications_done"] == 18
    assert found["replications_stopped"].startswith("the limit of 18 replications was reached; desk_wanted_peak_mean")
