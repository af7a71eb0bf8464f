"""What an activity sees when it makes the gatherings of a block of weeks, and the groups that may hold one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.calendar import quarter_of
from sim.draws import gumbel_scores, scores
from sim.gatherings import ragged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.gatherings import Gatherings
    from sim.office import Office
    from sim.organization import Organization
    from sim.population import Population


@dataclass(frozen=True, slots=True)
class Hosts:
    """Groups that hold gatherings, one array element each; members follow one another in `member`.

    `key` stable 64-bit id; `site` where it meets; `team` and `unit` indices or -1; members of host h are
    `member[first[h]:first[h + 1]]`.
    """

    key: NDArray[np.uint64]
    site: NDArray[np.int32]
    team: NDArray[np.int32]
    unit: NDArray[np.int32]
    first: NDArray[np.int64]
    member: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the hosts."""
        return len(self.key)

    def members_of(self, hosts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the bounds and the members of the groups named, one after another."""
        sizes = np.diff(self.first)[hosts]
        return np.concatenate(([0], np.cumsum(sizes))), self.member[ragged(self.first[:-1][hosts], sizes)]


@dataclass(frozen=True, slots=True)
class Context:
    """One replication's organization, office, people and luck, and the weeks that are asked for.

    `unit_days` [week, unit] is the weekday on which the policy wants a unit-wide day (-1: none that week), or None
    where the policy leaves that to the activity.
    """

    organization: Organization
    office: Office
    calendar: Calendar
    population: Population
    luck: Luck
    weeks: slice
    unit_days: NDArray[np.int64] | None = None

    @property
    def week_numbers(self) -> NDArray[np.int64]:
        """Number of each week counted from year 1, the same whatever part of the year is simulated."""
        return self.calendar.ordinals[self.weeks, 0] // 7

    def workday_of(
        self, week: NDArray[np.int64], weekday: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Return the day (counted from the start of the run) for a weekday of a week of this block.

        On a holiday the next workday of that week is taken, else the one before; in a week without workdays the
        gathering falls away, which the second array says.
        """
        open_days = self.calendar.is_workday[self.weeks]
        days, wanted = np.arange(5), np.arange(5)[:, None]
        distance = np.where(days >= wanted, days - wanted, 5 + wanted - days)
        # One answer for each weekday of each week, looked up as often as asked.
        best = np.where(open_days[:, None], distance, 99).argmin(axis=2)
        day = ((self.weeks.start + week) * 5 + best[week, weekday]).astype(np.int32)
        return day, np.asarray(open_days.any(axis=1))[week]

    def teams(self) -> Hosts:
        """Every team with all its members."""
        organization = self.organization
        sizes = organization.team_sizes
        teams = np.arange(len(sizes), dtype=np.int32)
        return Hosts(
            key=organization.team_keys,
            site=self.population.home_site[organization.team_starts],
            team=teams,
            unit=organization.unit_of_team.astype(np.int32),
            first=np.concatenate(([0], np.cumsum(sizes))),
            member=np.arange(organization.people, dtype=np.int32),
        )

    def units(self, *, managers_only: bool = False) -> Hosts:
        """Every unit that has people, with all of them or its supervisors only; it meets where most of them work."""
        organization, population = self.organization, self.population
        unit_of_person = organization.unit_of_team[organization.team_of_person]
        people = organization.team_starts if managers_only else np.arange(organization.people)
        member = people[np.argsort(unit_of_person[people], kind="stable")].astype(np.int32)
        sizes = np.bincount(unit_of_person[people], minlength=len(organization.unit_ids))
        sites = len(self.office.site_ids)
        at_site = np.bincount(unit_of_person * sites + population.home_site, minlength=len(sizes) * sites)
        unit = np.flatnonzero(sizes)
        return Hosts(
            key=organization.unit_keys[unit],
            site=at_site.reshape(-1, sites).argmax(axis=1)[unit].astype(np.int32),
            team=np.full(len(unit), -1, dtype=np.int32),
            unit=unit.astype(np.int32),
            first=np.concatenate(([0], np.cumsum(sizes[unit]))),
            member=member,
        )

    def usual_weekday(self, purpose: str, hosts: Hosts, weekday_utility: tuple[float, ...]) -> NDArray[np.int64]:
        """Return the weekday (0 is Monday) each host keeps for a series through a quarter, shape [week, host].

        A logit choice by `weekday_utility`; drawn anew each calendar quarter, so that it holds whatever is simulated.
        """
        quarters = np.array([quarter_of(int(monday)) for monday in self.calendar.ordinals[self.weeks, 0]])
        stream = self.luck.stream(f"{purpose} weekday")
        chosen = {}
        for quarter in set(quarters.tolist()):
            draws = stream.bits_over(hosts.key, quarter * 5 + np.arange(5))
            score = scores(np.array(weekday_utility))[:, None] + gumbel_scores()[draws >> np.uint64(48)]
            chosen[quarter] = score.argmax(axis=0)
        return np.stack([chosen[quarter] for quarter in quarters.tolist()])


class Activity(Protocol):
    """What every activity can do. `kind` is its name in YAML, its module, and its purpose in tables."""

    @property
    def kind(self) -> str:
        """Name of the activity."""

    def gatherings(self, context: Context) -> Gatherings:
        """Return the gatherings of the weeks asked for, in a reproducible order."""
