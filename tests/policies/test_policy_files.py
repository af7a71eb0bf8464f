"""Every policy that can be chosen by name composes, and every kind of policy has a file of its own name."""

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from sim.config import load
from sim.policies.registry import AnyPolicy

FILES = sorted((Path(__file__).parents[2] / "conf" / "policy").glob("*.yaml"))
KINDS = {fields(policy)[0].default for policy in get_args(get_args(AnyPolicy)[0])}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_policy_file_composes(file):
    assert load("small_office", [f"policy={file.stem}"]).scenario.policy.kind in KINDS


def test_every_kind_of_policy_has_a_file_of_its_name():
    assert {file.stem for file in FILES} >= KINDS


def test_a_tuned_policy_keeps_what_it_does_not_change():
    monday = load("small_office", ["policy=anchor_days_monday"]).scenario.policy
    assert (monday.kind, monday.weekdays, monday.adherence) == ("anchor_days", (1,), 1.0)
