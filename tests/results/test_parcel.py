"""A scenario goes to the processes once."""

from __future__ import annotations

import pickle
import stat

from sim.config import load
from sim.results.parcel import opened, parcel_of


def test_a_process_reads_a_parcel_once_and_keeps_what_it_worked_out(monkeypatch):
    scenario = load("small_office").scenario
    with parcel_of(scenario) as path:
        first = opened(path)
        assert first == scenario
        first.organization.person_keys  # noqa: B018 (worked out once)
        monkeypatch.setattr(pickle, "loads", lambda _: None)
        assert opened(path) is first


def test_another_parcel_is_another_scenario():
    with parcel_of(load("small_office").scenario) as one, parcel_of(load("theory/v1").scenario) as other:
        assert opened(one).title != opened(other).title
        assert opened(one).title == load("small_office").scenario.title


def test_nobody_else_can_read_it_and_nothing_is_left():
    with parcel_of(load("small_office").scenario) as path:
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        folder = path.parent
    assert not folder.exists()
