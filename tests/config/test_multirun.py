"""-m runs every combination of the values listed, in the order of the arguments."""

import pytest

from sim import config
from sim.errors import InputError

SMALL = "scenario=small_office"


def seen(jobs):
    return [(job.name, job.scenario.policy.kind, job.scenario.run.seed) for job in jobs]


def test_every_combination_becomes_a_job_in_the_order_of_the_arguments():
    jobs = config.read(["-m", SMALL, "policy=free_choice,rates", "run.seed=1,2"])
    assert [each[1:] for each in seen(jobs)] == [("free_choice", 1), ("free_choice", 2), ("rates", 1), ("rates", 2)]
    jobs = config.read(["--multirun", SMALL, "run.seed=1,2", "policy=free_choice,rates"])
    assert [each[1:] for each in seen(jobs)] == [("free_choice", 1), ("rates", 1), ("free_choice", 2), ("rates", 2)]


def test_scenarios_are_listed_like_values():
    assert [name for name, *_ in seen(config.read(["-m", "scenario=small_office,theory/v1"]))] == [
        "small_office",
        "theory/v1",
    ]


def test_a_comma_in_the_name_of_a_file_is_no_list(tmp_path):
    path = tmp_path / "a,b.yaml"
    path.write_text("title: One\n", encoding="utf-8")
    assert [job.name for job in config.read(["-m", f"scenario={path}"])] == ["a,b"]


def test_ranges_are_lists_too():
    jobs = config.read(["-m", SMALL, "run.seed=range(3,6)"])
    assert [job.scenario.run.seed for job in jobs] == [3, 4, 5]


def test_lists_of_lists_are_values():
    jobs = config.read(["-m", SMALL, "policy=anchor_days", "policy.weekdays=[1],[2,3]"])
    assert [job.scenario.policy.weekdays for job in jobs] == [(1,), (2, 3)]


def test_all_combinations_are_checked_before_the_first_is_handed_out():
    with pytest.raises(InputError) as caught:
        config.read(["-m", SMALL, "run.weeks=1,0,-1"])
    assert [mistake.value for mistake in caught.value.mistakes] == ["0", "-1"]


def test_too_many_combinations_are_refused_before_they_are_made():
    with pytest.raises(InputError, match="runs"):
        config.read(["-m", SMALL, "run.seed=range(0,1000000000)"])
