"""Everything that can be chosen by name is there, composes and passes every check."""

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

import sim.activities
import sim.policies
from sim import config
from sim.activities.registry import AnyActivity
from sim.config import compose, paths
from sim.policies.registry import AnyPolicy
from sim.records import ROOM_ACTIVITIES
from sim.scenario import Scenario

EVERY_CHOICE = [(group, name) for group in paths.GROUPS for name in paths.choices(group) if name != "empty"]
NO_POLICY = {"__init__", "norm", "registry", "stated"}
POLICIES = get_args(get_args(AnyPolicy)[0])
NO_ACTIVITY = {
    "__init__", "context", "drop_in", "meetings", "occasional", "registry", "room_need", "series", "window",
}  # fmt: skip
ACTIVITIES = get_args(get_args(AnyActivity)[0])


def kind_of(policy):
    return next(field.default for field in fields(policy) if field.name == "kind")


@pytest.mark.parametrize("name", paths.scenario_names())
def test_every_scenario_composes_and_passes_every_check(name):
    job = config.load(name)
    assert job.name == name
    assert job.scenario.organization.people > 0


@pytest.mark.parametrize(("group", "name"), EVERY_CHOICE, ids=str)
def test_every_file_of_conf_composes_and_passes_every_check(group, name):
    others = [f"{other}={name}" for other in ("organization", "office") if group in {"organization", "office"}]
    to_look_at = ["results=somewhere"] if (group, name) == ("study", "check") else []
    config.load("small_office", others or [f"{group}={name}", *to_look_at])


@pytest.mark.parametrize(("group", "name"), [(g, n) for g in paths.GROUPS for n in paths.choices(g)], ids=str)
def test_a_file_composed_alone_is_what_it_is_as_a_part_of_the_whole(group, name):
    """Jobs of a study compose only the files that differ."""
    whole = compose._compose("config", [f"scenario={compose._NOTHING}", f"{group}={name}"])
    assert compose._compose(f"{group}/{name}")[group] == whole[group]


@pytest.mark.parametrize("file", [*paths.CONF.rglob("*.yaml"), *paths.SCENARIOS.rglob("*.yaml")], ids=lambda f: f.stem)
def test_every_file_says_in_its_first_line_what_it_is(file):
    assert len(paths.first_comment(file)) > 10


def test_the_groups_are_the_folders_of_conf_and_the_sections_of_a_scenario():
    assert set(paths.GROUPS) == {path.name for path in paths.CONF.iterdir() if path.is_dir()}
    assert {*paths.GROUPS, *paths.TEXTS} == {field.name for field in fields(Scenario)}


def test_every_policy_has_a_module_a_file_and_a_place_in_the_registry():
    modules = {path.stem for path in Path(sim.policies.__file__).parent.glob("*.py")} - NO_POLICY
    registered = set(map(kind_of, POLICIES))
    assert modules == registered
    assert registered <= set(paths.choices("policy"))


def test_every_activity_has_a_module_a_place_in_the_registry_a_purpose_and_an_entry_in_conf():
    modules = {path.stem for path in Path(sim.activities.__file__).parent.glob("*.py")} - NO_ACTIVITY
    registered = set(map(kind_of, ACTIVITIES))
    assert modules == registered
    assert registered == set(ROOM_ACTIVITIES) - {"desk_work", "team_day", "fixed_booking"}
    in_conf = {section.kind for section in config.load("espoo").scenario.activities.values()}
    # Who counts parties at a front desk states walk-ups; a city that states gatherings does not.
    assert registered == in_conf | {"walk_up"}


@pytest.mark.parametrize("policy", POLICIES, ids=kind_of)
def test_a_policy_stands_in_the_module_of_its_kind(policy):
    assert policy.__module__ == f"sim.policies.{kind_of(policy)}"


def test_the_scenarios_that_always_exist_are_there():
    assert {"espoo", "small_office", "theory/v1", "theory/v2", "theory/o12"} <= set(paths.scenario_names())
