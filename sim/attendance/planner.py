"""Forms the weeks of a block: from absences, norms and wishes to a `Plan` of who means to be where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.attendance.absence import AbsenceModel
from sim.attendance.rates import RateModel
from sim.attendance.weekly_choice import WeeklyChoice, choose, kept_norm_days, put_norm_days_first, target_days
from sim.draws import TABLE_SIZE, field
from sim.records import Decider, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.draws import Luck
    from sim.policies.norm import Norms
    from sim.population import Population
    from sim.scenario import Scenario

#: Person-weeks drawn at once: their arrays fit a core's cache (measured in docs/performance.md).
BLOCK_PERSON_WEEKS = 16_384


class Planner:
    """Plans blocks of weeks in one replication. Blocks only bound the memory: they never change a number."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        self._scenario = scenario
        self._population = population
        self._luck = luck
        organization, calendar = scenario.organization, scenario.days
        self._absence = AbsenceModel(scenario.behavior.absence, calendar, population, luck)
        self._rates = RateModel(organization, calendar, population, luck) if scenario.policy.kind == "rates" else None
        self._choice = WeeklyChoice(scenario.behavior.weekday_choice, organization, calendar, population, luck)
        self._places = luck.stream("places")
        self._managers = organization.team_starts

    def blocks(self) -> Iterator[slice]:
        """Yield runs of whole weeks, long for few people and short for many."""
        length = max(1, min(26, BLOCK_PERSON_WEEKS // len(self._population)))
        weeks = self._scenario.run.weeks
        return (slice(first, min(first + length, weeks)) for first in range(0, weeks, length))

    def _chunks(self, weeks: slice) -> Iterator[slice]:
        size = max(1, BLOCK_PERSON_WEEKS // (weeks.stop - weeks.start))
        people = len(self._population)
        return (slice(first, min(first + size, people)) for first in range(0, people, size))

    def plan(self, weeks: slice) -> Plan:
        """Form the weeks of a block for everybody."""
        shape = (5, weeks.stop - weeks.start, len(self._population))
        teams = len(self._scenario.organization.team_ids)
        plan = Plan(
            first_week=weeks.start,
            office=np.zeros(shape, dtype=bool),
            wished=np.zeros(shape, dtype=bool),
            required=np.zeros(shape, dtype=bool),
            rule_decider=Decider.TEAM,
            absent=np.zeros(shape, dtype=bool),
            customer=np.zeros(shape, dtype=bool),
            at_other_site=np.zeros(shape, dtype=bool),
            wished_fifths=np.full(shape[1:], -1, dtype=np.int8),
        )
        workday = self._scenario.days.is_workday[weeks].T[:, :, None]
        norms = None
        managers: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None
        if self._rates is None:
            norms = self._scenario.policy.norms(self._scenario.organization, self._scenario.days, weeks, self._luck)
            if norms is not None:
                plan.rule_decider = norms.decided_by
            if self._scenario.behavior.weekday_choice.manager_effect:
                managers = self._choose_for_managers(weeks, norms, workday)
        nobody_in = np.zeros((5, shape[1], teams), dtype=bool)
        for people in self._chunks(weeks):
            self._fill(plan, weeks, people, workday, norms, managers or (nobody_in, nobody_in))
        return plan

    def _fill(
        self,
        plan: Plan,
        weeks: slice,
        people: slice,
        workday: NDArray[np.bool_],
        norms: Norms | None,
        manager_in: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    ) -> None:
        absent = self._absence.absent(weeks, people)
        available = workday & ~absent
        plan.absent[:, :, people] = absent
        if self._rates is not None:
            office, wished, required = self._rates.attend(weeks, people, available)
        else:
            available_days = available.sum(axis=0, dtype=np.int8)
            plan.wished_fifths[:, people] = self._population.wished_days[people] * available_days
            days = target_days(self._population.wished_days[people], available_days)
            own, adherence = self._choice.own_scores(weeks, people, available)
            wished = choose(self._choice.add_manager(own, manager_in[0], people), days)
            office, required = wished, np.zeros_like(wished)
            if norms is not None:
                score = self._choice.add_manager(own, manager_in[1], people)
                office, required = _with_norms(norms, self._population.team[people], score, days, available, adherence)
        plan.office[:, :, people] = office
        plan.wished[:, :, people] = wished
        plan.required[:, :, people] = required
        self._place(plan, weeks, people, available & ~office)

    def _place(self, plan: Plan, weeks: slice, people: slice, remote: NDArray[np.bool_]) -> None:
        """Send some remote days to customers and some office days, but no norm days, to another city site."""
        places = self._scenario.behavior.places
        if places.customer_share_of_remote_days == 0 and places.other_premises_share_of_office_days == 0:
            return
        bits = self._places.bits_over(self._population.keys[people], self._scenario.days.ordinals[weeks].T)
        plan.customer[:, :, people] = remote & (field(bits, 0) < places.customer_share_of_remote_days * TABLE_SIZE)
        elsewhere = field(bits, 1) < places.other_premises_share_of_office_days * TABLE_SIZE
        has_other = self._population.other_site[people] >= 0
        plan.at_other_site[:, :, people] = (
            plan.office[:, :, people] & ~plan.required[:, :, people] & elsewhere & has_other
        )

    def _choose_for_managers(
        self, weeks: slice, norms: Norms | None, workday: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which days supervisors are in by their own wish, and under the norms; shapes [weekday, week, team]."""
        managers = self._managers
        available = workday & ~self._absence.absent(weeks, managers)
        days = target_days(self._population.wished_days[managers], available.sum(axis=0, dtype=np.int8))
        own, adherence = self._choice.own_scores(weeks, managers, available)
        wished = choose(own, days)
        if norms is None:
            return wished, wished
        teams = np.arange(len(managers), dtype=np.int32)
        return wished, _with_norms(norms, teams, own, days, available, adherence)[0]


def _with_norms(
    norms: Norms,
    teams: NDArray[np.int32],
    score: NDArray[np.int32],
    days: NDArray[np.int8],
    available: NDArray[np.bool_],
    adherence: NDArray[np.uint16],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Choose again with kept norm days first; return the office days and the norm days that could be kept."""
    required, kept = kept_norm_days(norms, teams, available, adherence)
    days = np.maximum(days, kept.sum(axis=0, dtype=np.int8))
    return choose(put_norm_days_first(score, kept), days), required
