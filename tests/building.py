"""Small scenarios for tests, built from the files in conf/ without the border: `scenario_of(...)`."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from sim.scenario import Scenario

ROOT = Path(__file__).parent.parent
_ADAPTER = TypeAdapter(Scenario)


@cache
def _conf(group: str, name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "conf" / group / f"{name}.yaml").read_text(encoding="utf-8"))


def plain(group: str, name: str) -> dict[str, Any]:
    """One file of conf/ as plain data, free to change."""
    return copy.deepcopy(_conf(group, name))


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay one tree of plain data over another."""
    result = dict(base)
    for key, value in over.items():
        result[key] = (
            merged(result[key], value) if isinstance(value, dict) and isinstance(result.get(key), dict) else value
        )
    return result


def scenario_of(
    *,
    teams: dict[str, dict[str, Any]] | None = None,
    zones: dict[str, dict[str, Any]] | None = None,
    sites: dict[str, dict[str, Any]] | None = None,
    rates: dict[str, dict[str, Any]] | None = None,
    rooms: dict[str, dict[str, Any]] | None = None,
    room_bookings: dict[str, dict[str, Any]] | None = None,
    units: dict[str, dict[str, Any]] | None = None,
    norm: dict[str, Any] | None = None,
    exceptions: dict[str, dict[str, Any]] | None = None,
    closed_dates: list[str] | None = None,
    policy: str | dict[str, Any] = "free_choice",
    behavior: str = "plain",
    changes: dict[str, Any] | None = None,
    activities: dict[str, Any] | None = None,
    calendar: str = "every_weekday",
    weeks: int = 2,
    replications: int = 2,
    seed: int = 1,
    **run: Any,
) -> Scenario:
    """Build a scenario: by default one site, one zone of 10 desks, no rooms, one team of 10, nobody ever absent.

    `changes` is laid over the behavior; `rates` are organization.rate_groups; `norm` and `exceptions` are stated by
    the city; `closed_dates` are added to the calendar.
    """
    organization = plain("organization", "small_office")
    office = plain("office", "small_office")
    if sites is not None or zones is not None or teams is not None:
        office["sites"] = sites or {"S1": {"name": "Only site", "opens_at": 0, "closes_at": 1440}}
        office["zones"] = zones or {"Z1": {"site_id": next(iter(office["sites"])), "desks": 10}}
        first_zone = next(iter(office["zones"]))
        first_site = office["zones"][first_zone]["site_id"]
        organization["units"] = units or {"U1": {"name": "One unit"}, "U2": {"name": "Another unit"}}
        organization["teams"] = {
            team_id: {"unit_id": "U1", "site_id": first_site, "zone_id": first_zone, **team}
            for team_id, team in (teams or {"T1": {"size": 10}}).items()
        }
        office["rooms"] = {}
    if rooms is not None:
        office["rooms"] = {room_id: {"site_id": next(iter(office["sites"])), **room} for room_id, room in rooms.items()}
    office["room_bookings"] = room_bookings or {}
    organization["rate_groups"] = rates or {"default": {"weekday_rates": [0.4] * 5}}
    organization |= {"norm": norm, "exceptions": exceptions or {}}
    return _ADAPTER.validate_python(
        {
            "title": "A test",
            "organization": organization,
            "office": office,
            "activities": activities or {},
            "behavior": merged(plain("behavior", behavior), changes or {}),
            "calendar": plain("calendar", calendar) | ({"closed_dates": closed_dates} if closed_dates else {}),
            "policy": plain("policy", policy) if isinstance(policy, str) else policy,
            "run": plain("run", "quick")
            | {"weeks": weeks, "replications": replications, "seed": seed, "workers": 1}
            | run,
            "study": plain("study", "project"),
            "output": plain("output", "default"),
        }
    )


def conf_scenario(
    name: str, policy: str | dict[str, Any] = "team_led", *, weeks: int = 4, activities: str = "none", **run: Any
) -> Scenario:
    """A scenario whose organization and office of that name stand in conf/, with the behavior of a Finnish city."""
    return _ADAPTER.validate_python(
        {
            "title": name,
            "organization": plain("organization", name),
            "office": plain("office", name),
            "activities": plain("activities", activities),
            "behavior": plain("behavior", "municipal"),
            "calendar": plain("calendar", "finland"),
            "policy": plain("policy", policy) if isinstance(policy, str) else policy,
            "run": plain("run", "quick") | {"weeks": weeks, "workers": 1} | run,
            "study": plain("study", "project"),
            "output": plain("output", "default"),
        }
    )


def tables_of(scenario: Scenario, *, visits_of: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """Run all replications in this process, without a store, every block checked, and build the contract's tables."""
    from sim.replication import replicate
    from sim.results.stack import Stack
    from sim.results.tables import build

    number = scenario.run.replications
    done = {r: replicate(scenario, r, keep_visits=r in visits_of, checked=True) for r in range(number)}
    logs = {r: result.visits for r, result in done.items() if result.visits is not None}
    return build("test", scenario.policy.kind, scenario, Stack({r: result.counted for r, result in done.items()}), logs)
