"""What later features must leave alone: desks of small_office without activities, as they were before there were any.

A digest may only change together with MODEL_VERSION, for a reason that stands in docs/changelog.md.
"""

from __future__ import annotations

import dataclasses
import hashlib

import polars as pl
import pytest

from sim.behavior import People
from tests.building import conf_scenario, tables_of


@pytest.mark.parametrize(
    ("policy", "digest"),
    [("rates", "2395536695fca587"), ("full_office", "8615baa7a75d8f12"), ("free_choice", "9c1180aef7b48c98")],
)
def test_without_activities_memory_and_kinds_of_people_the_desks_are_as_ever(policy, digest):
    scenario = conf_scenario("small_office", policy, weeks=52, activities="none")
    plain = dataclasses.replace(scenario.behavior, people=People())
    table = tables_of(dataclasses.replace(scenario, behavior=plain), visits_of=())["desks_daily"]
    rows = table.select(pl.exclude("scenario", "policy", "occupied_mean")).write_csv()
    assert hashlib.sha256(rows.encode()).hexdigest()[:16] == digest
