"""Visits of more than 20,000 people are kept only where somebody asks for them."""

from __future__ import annotations

import pytest

from sim import config
from sim.scenario import MOST_PEOPLE_WITH_RECORDS
from sim.studies.project import _left_out
from tests.config.test_reading_jobs import SMALL, SMALL_FILE

REGION = f"organization.teams.T01.size={MOST_PEOPLE_WITH_RECORDS}"


def job_of(*arguments):
    (job,) = config.read([SMALL, "activities=none", *arguments])
    return job


def test_a_small_office_keeps_the_visits_of_the_first_replication():
    job = job_of()
    assert job.scenario.output.records == "first"
    assert _left_out(job.scenario) == ""


def test_a_region_keeps_none_and_says_so_on_the_first_line_and_in_the_configuration():
    job = job_of(REGION)
    assert job.scenario.output.records == "none"
    assert job.config["output"]["records"] == "none"
    assert "output.records=first asks for them" in _left_out(job.scenario)


@pytest.mark.parametrize("asked", ["first", "all"])
def test_whoever_asks_for_the_visits_of_a_region_gets_them(asked):
    job = job_of(REGION, f"output.records={asked}")
    assert job.scenario.output.records == asked
    assert _left_out(job.scenario) == ""


def test_a_scenario_file_can_ask_for_the_visits_of_a_region(tmp_path):
    path = tmp_path / "region.yaml"
    text = (SMALL_FILE).read_text(encoding="utf-8")
    path.write_text(f"{text}\noutput:\n  records: first\n", encoding="utf-8")
    (job,) = config.read([f"scenario={path}", "activities=none", REGION])
    assert job.scenario.output.records == "first"
