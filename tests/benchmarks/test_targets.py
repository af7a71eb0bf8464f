"""The guard of the benchmark: a ratio that has become a quarter worse, or that nobody knows, is said."""

from __future__ import annotations

import pytest

from tests.benchmarks import targets
from tests.benchmarks.targets import Target, regressions, write_down

FASTER = Target("times faster", 20.0, "at least", 15.0, ratio=True)
COST = Target("cost", 1.2, "at most", 1.3, ratio=True)
SECONDS = Target("seconds", 9.0, "at most", 12.0, "s")


@pytest.fixture(autouse=True)
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(targets, "RATIOS", tmp_path / "ratios.json")


def with_value(target, value):
    return Target(target.name, value, target.sense, target.target, target.unit, target.ratio)


def test_what_was_written_down_is_no_regression_and_noise_is_none():
    write_down([FASTER, COST, SECONDS])
    assert regressions([FASTER, COST, SECONDS]) == []
    assert regressions([with_value(FASTER, 17.0), with_value(COST, 1.45)]) == []


@pytest.mark.parametrize(("target", "value"), [(FASTER, 15.9), (COST, 1.51)])
def test_a_ratio_that_is_a_quarter_worse_is_said_with_both_figures(target, value):
    write_down([FASTER, COST])
    (line,) = regressions([with_value(target, value)])
    assert f"{value:.2f}" in line
    assert f"{target.value:.2f}" in line


def test_seconds_are_never_compared():
    write_down([SECONDS])
    assert regressions([with_value(SECONDS, 900.0)]) == []


def test_a_ratio_that_was_never_written_down_is_no_silent_pass():
    write_down([COST])
    assert regressions([FASTER]) == ["times faster: nothing to compare with"]


def test_a_target_is_reached_from_its_own_side():
    assert FASTER.reached
    assert COST.reached
    assert not with_value(FASTER, 14.9).reached
    assert not with_value(COST, 1.31).reached
