"""Forms the weeks of a block: absences, gatherings that need presence, norm days, wishes; then places and purposes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.activities.context import Context
from sim.activities.registry import DropIns
from sim.attendance.block_draws import BlockDraws, block_weeks
from sim.attendance.desk_bookings import DeskBookings
from sim.attendance.memory import Memory
from sim.attendance.obligations import (
    AT_CUSTOMER,
    NOT_NEEDED,
    Chosen,
    Wish,
    choose_under,
    needed_sites,
)
from sim.attendance.rates import RateModel
from sim.attendance.weekly_choice import choose, target_days
from sim.draws import TABLE_SIZE, field
from sim.gatherings import Gatherings, by_priority, joined
from sim.policies.norm import Setting
from sim.policies.stated import NormBook
from sim.records import Decider, Plan, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.draws import Luck
    from sim.policies.norm import Norms
    from sim.population import Population
    from sim.records import Visits
    from sim.scenario import Scenario

    People = slice | NDArray[np.int64]


class Planner:
    """Plans blocks of weeks in one replication. Blocks only bound the memory: they never change a number."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        self._scenario = scenario
        self._population = population
        self._luck = luck
        organization, calendar = scenario.organization, scenario.days
        self._rates = RateModel(organization, calendar, population, luck) if scenario.policy.kind == "rates" else None
        self._book = NormBook(scenario.policy, organization)
        self._memory = Memory(scenario.behavior.memory, len(population))
        self._draws = BlockDraws(scenario, population, luck, self._memory, with_wishes=self._rates is None)
        self._places = luck.stream("places")
        self._known_setting: Setting | None = None
        self._known_norms: tuple[slice, Norms] | None = None
        self._desk_bookings = DeskBookings(scenario, population, luck)

    def blocks(self) -> Iterator[slice]:
        """Yield runs of whole weeks, long for few people and short for many, single weeks where people remember."""
        length = 1 if self._memory.is_on else block_weeks(len(self._population))
        weeks = self._scenario.run.weeks
        return (slice(first, min(first + length, weeks)) for first in range(0, weeks, length))

    def remember(self, visits: Visits) -> None:
        """Let those who were turned away in the block just simulated remember it."""
        self._memory.learn(visits)
        if self._memory.is_on:
            self._draws.forget()

    def gatherings(self, weeks: slice) -> Gatherings:
        """Make the gatherings of all activities in these weeks, ordered by priority."""
        scenario = self._scenario
        policy = scenario.policy
        context = Context(
            scenario.organization,
            scenario.office,
            scenario.days,
            self._population,
            self._luck,
            weeks,
            policy.unit_days(self._setting(weeks)) if policy.kind == "shared_office_days" else None,
        )
        parts = []
        for _, activity in sorted(scenario.activities.items()):
            if isinstance(activity, DropIns):
                continue
            part = activity.gatherings(context)
            online = self._book.holds_online(activity.kind)
            part.needed &= ~online[part.person]
            parts.append(part)
        return by_priority(joined(parts))

    def plan(self, weeks: slice) -> Plan:
        """Form the weeks of a block for everybody."""
        gatherings = self.gatherings(weeks)
        needed = needed_sites(gatherings, weeks.start, weeks.stop - weeks.start, len(self._population))
        plan = self._blank(weeks, slice(None), gatherings)
        norms = self._book.norms(self._setting(weeks))
        self._known_norms = weeks, norms
        managers = self._managers(weeks, needed, norms, np.arange(len(self._scenario.organization.team_ids)))
        for people in self._draws.chunks(weeks):
            self._fill(plan, people, weeks, people, needed[:, :, people], norms, managers)
        self._give_purposes(plan)
        return plan

    def plan_without_shared_days(self, weeks: slice, people: NDArray[np.int64], gatherings: Gatherings) -> Plan:
        """Form weeks of the block just planned again for some units, with these gatherings and no unit-wide norm days.

        `people` are the indices of whole teams in order; person axes of the result are theirs. No purposes are given.
        """
        needed = needed_sites(gatherings, weeks.start, weeks.stop - weeks.start, len(self._population))
        plan = self._blank(weeks, people, gatherings)
        if self._known_norms is None or self._scenario.policy.kind == "shared_office_days":
            norms = self._book.norms(self._setting(weeks), without_shared_days=True)
        else:
            block, norms = self._known_norms
            norms = replace(norms, level=norms.level[:, weeks.start - block.start : weeks.stop - block.start])
        managers = self._managers(weeks, needed, norms, np.unique(self._population.team[people]))
        self._fill(plan, slice(0, len(people)), weeks, people, needed[:, :, people], norms, managers)
        return plan

    def _blank(self, weeks: slice, people: People, gatherings: Gatherings) -> Plan:
        home = self._population.home_site[people].astype(np.int16)
        shape = (5, weeks.stop - weeks.start, len(home))
        return Plan(
            first_week=weeks.start,
            office=np.zeros(shape, dtype=bool),
            site=np.broadcast_to(home, shape).copy(),
            wished=np.zeros(shape, dtype=bool),
            rule=np.zeros(shape, dtype=np.int8),
            decided_by=np.zeros(shape, dtype=np.int8),
            purpose=np.zeros(shape, dtype=np.int8),
            absent=np.zeros(shape, dtype=bool),
            customer=np.zeros(shape, dtype=bool),
            wished_fifths=np.full(shape[1:], -1, dtype=np.int8),
            gatherings=gatherings,
            attends=np.zeros(len(gatherings.person), dtype=bool),
        )

    def _setting(self, weeks: slice) -> Setting:
        """Return what a policy sees in these weeks; of the last weeks asked for it is kept."""
        if self._known_setting is None or self._known_setting.weeks != weeks:
            self._known_setting = self._new_setting(weeks)
        return self._known_setting

    def _new_setting(self, weeks: slice) -> Setting:
        scenario = self._scenario
        setting = Setting(scenario.organization, scenario.days, self._population, self._luck, weeks)
        meeting = next((activity for activity in scenario.activities.values() if activity.kind == "team_meeting"), None)
        if meeting is None:
            return setting
        context = Context(scenario.organization, scenario.office, scenario.days, self._population, self._luck, weeks)
        weekdays = context.usual_weekday(meeting.kind, context.teams(), meeting.weekday_utility)
        return replace(setting, meeting_weekdays=weekdays)

    def _managers(
        self, weeks: slice, needed: NDArray[np.int16], norms: Norms, teams: NDArray[np.integer]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Let supervisors of some teams choose first: days they are in by wish alone, and under the norms.

        Shapes [weekday, week, team]. Nobody asks about the supervisors of other teams, who are said to stay away.
        """
        organization = self._scenario.organization
        by_wish = np.zeros((5, weeks.stop - weeks.start, len(organization.team_ids)), dtype=bool)
        if self._rates is not None or not self._scenario.behavior.weekday_choice.manager_effect:
            return by_wish, by_wish
        managers = organization.team_starts[teams]
        available = self._draws.workday(weeks) & ~self._draws.of(weeks).absent[:, :, managers]
        wish = self._wish(weeks, managers, available)
        site = needed[:, :, managers]
        wish.available = available & (site != AT_CUSTOMER)
        wished, chosen = choose_under(norms, wish, managers, teams, site >= 0)
        by_wish[:, :, teams] = wished
        if np.array_equal(wished, chosen.office):
            return by_wish, by_wish
        under_norms = np.zeros_like(by_wish)
        under_norms[:, :, teams] = chosen.office
        return by_wish, under_norms

    def _wish(
        self,
        weeks: slice,
        people: People,
        available: NDArray[np.bool_],
        manager_in: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None,
    ) -> Wish:
        days = target_days(self._population.wished_days[people], available.sum(axis=0, dtype=np.int8))
        drawn = self._draws.of(weeks)
        own, bits = drawn.scores[:, :, people], drawn.bits[:, :, people]
        if manager_in is None:
            return Wish(own, own, days, available, bits)
        add_manager = self._draws.choice.add_manager
        free = add_manager(own, manager_in[0], people)
        under = free if manager_in[0] is manager_in[1] else add_manager(own, manager_in[1], people)
        return Wish(free, under, days, available, bits)

    def _fill(
        self,
        plan: Plan,
        columns: slice,
        weeks: slice,
        people: People,
        needed: NDArray[np.int16],
        norms: Norms,
        manager_in: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    ) -> None:
        """Form the week of some people, and write it into some columns of the plan."""
        absent = self._draws.of(weeks).absent[:, :, people]
        available = self._draws.workday(weeks) & ~absent
        at_customer = (needed == AT_CUSTOMER) & available
        can_come = available & ~at_customer
        if self._rates is not None:
            wished, chosen = self._by_rates(weeks, people, available, can_come, needed >= 0)
        else:
            wish = self._wish(weeks, people, available, manager_in)
            days = available.sum(axis=0, dtype=np.int8)
            plan.wished_fifths[:, columns] = self._population.wished_days[people] * days
            if norms.asks_nothing and wish.under_norms is wish.free and not (needed > NOT_NEEDED).any():
                wished = choose(wish.free, wish.days)
                nobody = np.zeros(wished.shape, dtype=np.int8)
                chosen = Chosen(wished, nobody, nobody)
            else:
                wish.available = can_come
                numbers = np.arange(len(self._population))[people]
                wished, chosen = choose_under(norms, wish, numbers, self._population.team[people], needed >= 0)
        plan.absent[:, :, columns] = absent
        plan.wished[:, :, columns] = wished
        plan.office[:, :, columns] = chosen.office
        plan.rule[:, :, columns] = chosen.rule
        plan.decided_by[:, :, columns] = chosen.decided_by
        plan.customer[:, :, columns] = at_customer
        self._place(plan, columns, weeks, people, needed)
        self._desk_bookings.write(plan, columns, weeks, people, needed >= 0)

    def _by_rates(
        self,
        weeks: slice,
        people: People,
        available: NDArray[np.bool_],
        can_come: NDArray[np.bool_],
        needed: NDArray[np.bool_],
    ) -> tuple[NDArray[np.bool_], Chosen]:
        assert self._rates is not None
        by_rate, wished, team_day = self._rates.attend(weeks, people, available)
        office = (by_rate | needed) & can_come
        decided_by = np.where(needed, np.int8(Decider.ACTIVITY), np.int8(Decider.TEAM))
        decided_by[wished | ~office] = Decider.PERSON
        return wished, Chosen(office, (team_day & can_come) * np.int8(Decider.TEAM), decided_by)

    def _place(self, plan: Plan, columns: slice, weeks: slice, people: People, needed: NDArray[np.int16]) -> None:
        """Put office days at the site of their gathering, some free ones at another city site, some at customers'."""
        office, site = plan.office[:, :, columns], plan.site[:, :, columns]
        here = office & (needed >= 0)
        np.copyto(site, needed, where=here)
        places = self._scenario.behavior.places
        shares = self._population.other_premises_share[people]
        if places.customer_share_of_remote_days == 0 and not shares.any():
            return
        bits = self._places.bits_over(self._population.keys[people], self._scenario.days.ordinals[weeks].T)
        remote = self._draws.workday(weeks) & ~plan.absent[:, :, columns] & ~office
        customer = remote & (field(bits, 0) < places.customer_share_of_remote_days * TABLE_SIZE)
        plan.customer[:, :, columns] |= customer
        other = self._population.other_site[people]
        elsewhere = office & (needed < 0) & (plan.rule[:, :, columns] == 0) & (other >= 0)
        elsewhere &= field(bits, 1) < shares * TABLE_SIZE
        np.copyto(site, other, where=elsewhere)

    def _give_purposes(self, plan: Plan) -> None:
        """Say why everybody is on site: the gathering of highest priority attended in person, a norm day, or neither.

        A participant attends in person who is needed there, or who is on that site anyway together with another one.
        """
        np.copyto(plan.purpose, np.int8(Purpose.TEAM_DAY), where=(plan.rule > 0) & plan.office)
        gatherings = plan.gatherings
        if len(gatherings) == 0:
            return
        cells = gatherings.cells(plan.first_week, plan.weeks, len(self._population))
        gathering = gatherings.gathering
        site = gatherings.site[gathering]
        if self._scenario.policy.kind == "shared_office_days":
            # The norm says who comes to the unit's day, and the day is held at one site.
            comes = (gatherings.purpose[gathering] == Purpose.SHARED_OFFICE_DAY) & plan.office.ravel()[cells]
            comes &= plan.rule.ravel()[cells] == Decider.UNIT
            plan.site.ravel()[cells[comes]] = site[comes]
        there = plan.office.ravel()[cells] & (plan.site.ravel()[cells] == site)
        at_customer = np.zeros(len(cells), dtype=bool)
        outside = np.flatnonzero((site == AT_CUSTOMER) & gatherings.needed)
        at_customer[outside] = plan.customer.ravel()[cells[outside]]
        company = np.bincount(gathering[there], minlength=len(gatherings)) + gatherings.visitors
        plan.attends = at_customer | (there & (gatherings.needed | (company[gathering] > 1)))
        says_why = plan.attends & ~at_customer
        plan.purpose.ravel()[cells[says_why]] = gatherings.purpose[gathering[says_why]]
