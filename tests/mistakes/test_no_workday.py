"""A run in which the office never opens is a mistake, not a division by zero."""

from __future__ import annotations

import pytest

from sim.config import read
from sim.errors import InputError


def test_a_run_without_a_workday_is_explained(tmp_path):
    closed = "[2027-01-04,2027-01-05,2027-01-06,2027-01-07,2027-01-08]"
    arguments = ["scenario=small_office", "run.weeks=1", f"calendar.closed_dates={closed}", f"results_dir={tmp_path}/r"]
    with pytest.raises(InputError) as caught:
        read(arguments)
    [mistake] = caught.value.mistakes
    assert mistake.key == "run.weeks"
    assert "holiday or a closed date" in mistake.problem
    assert mistake.allowed == "at least one workday"
    assert not (tmp_path / "r").exists()
