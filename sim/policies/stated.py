"""Lays the norms stated in the organization (city, unit, team, person) over what the policy asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.policies.norm import NormRow, PersonNorm
from sim.quantities import WEEKDAY_NAMES
from sim.records import Decider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.norm import Norm
    from sim.organization import Organization
    from sim.policies.norm import Norms, Policy, Setting


class NormBook:
    """What is asked of everybody under a policy: its own norms with the stated ones laid over them."""

    def __init__(self, policy: Policy, organization: Organization) -> None:
        self._policy = policy
        holds = policy.keeps_stated_norms
        self._team_of_person = organization.team_of_person
        self._stated = [
            (team, level, norm)
            for team, team_id in enumerate(organization.team_ids if holds else [])
            for level, norm, _ in stated_for(organization, team_id)
        ]
        self._exceptions = [
            _of_person(
                int(organization.team_starts[organization.team_ids.index(exception.team_id)]) + member - 1,
                exception.norm,
            )
            for _, exception in (sorted(organization.exceptions.items()) if holds else ())
            for member in exception.members
        ]

    def holds_online(self, activity: str) -> NDArray[np.bool_]:
        """Who takes part in this kind of activity online by a norm, shape [person]."""
        online = np.zeros(len(self._team_of_person), dtype=bool)
        for team, _, norm in self._stated:
            if activity in (norm.online_activities or ()):
                online |= self._team_of_person == team
        for exception in self._exceptions:
            if exception.online_activities is not None:
                online[exception.person] = activity in exception.online_activities
        return online

    def norms(self, setting: Setting, *, without_shared_days: bool = False) -> Norms:
        """Resolve the norms of a block of weeks, if asked without the unit-wide days of the policy."""
        norms = self._policy.norms(setting)
        if without_shared_days and self._policy.kind == "shared_office_days":
            norms.level[:] = 0
        for team, level, norm in self._stated:
            _lay_over(norms, team, level, norm)
        norms.exceptions = self._exceptions
        return norms


def stated_for(organization: Organization, team_id: str) -> Iterator[tuple[Decider, Norm, str]]:
    """Yield the norms that hold for a team from the city down: level, norm, and where it stands."""
    team = organization.teams[team_id]
    if organization.norm is not None:
        yield Decider.EMPLOYER, organization.norm, "organization.norm"
    for unit_id in organization.units_above(team_id):
        norm = organization.units[unit_id].norm
        if norm is not None:
            yield Decider.UNIT, norm, f"organization.units.{unit_id}.norm"
    if team.norm is not None:
        yield Decider.TEAM, team.norm, f"organization.teams.{team_id}.norm"


def _lay_over(norms: Norms, team: int, level: Decider, norm: Norm) -> None:
    """Lay one level's norm over what stands; levels come from the city down, so the last word is the nearest one."""
    for weekday in norm.anchor_weekdays or ():
        asked = norms.level[weekday - 1, :, team]
        asked[(asked == 0) | (asked > level)] = level
    if norm.office_days_min is not None and norm.office_days_min >= norms.days_min[team]:
        norms.days_min[team], norms.min_level[team] = norm.office_days_min, level
    if norm.office_days_max is not None:
        norms.days_max[team] = min(norms.days_max[team], norm.office_days_max)
    if norm.adherence is not None:
        norms.adherence[team] = norm.adherence


def _of_person(person: int, norm: Norm) -> PersonNorm:
    days = None
    if norm.anchor_weekdays is not None:
        days = np.zeros(5, dtype=bool)
        days[[weekday - 1 for weekday in norm.anchor_weekdays]] = True
    return PersonNorm(person, days, norm.adherence, norm.office_days_min, norm.office_days_max, norm.online_activities)


def stated_rows(organization: Organization) -> list[NormRow]:
    """Rows of the `norms` table for every stated norm, with the key at which it stands."""
    names = {Decider.EMPLOYER: "employer", Decider.UNIT: "unit", Decider.TEAM: "team"}
    rows = [
        NormRow(team_id, rule, value, names[level], source)
        for team_id in organization.team_ids
        for level, norm, source in stated_for(organization, team_id)
        for rule, value in _said(norm)
    ]
    for name, exception in sorted(organization.exceptions.items()):
        members = ", ".join(str(member) for member in exception.members)
        rows += [
            NormRow(
                exception.team_id, rule, f"{value} (members {members})", "person", f"organization.exceptions.{name}"
            )
            for rule, value in _said(exception.norm)
        ]
    return rows


def _said(norm: Norm) -> Iterator[tuple[str, str]]:
    """Yield what a norm states, as text."""
    if norm.anchor_weekdays is not None:
        days = ", ".join(WEEKDAY_NAMES[weekday - 1] for weekday in sorted(set(norm.anchor_weekdays)))
        yield "anchor_weekdays", days or "none"
    for rule in ("office_days_min", "office_days_max", "adherence"):
        value = getattr(norm, rule)
        if value is not None:
            yield rule, f"{value:g}"
    if norm.online_activities is not None:
        yield "online_activities", ", ".join(norm.online_activities) or "none"
