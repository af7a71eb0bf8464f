"""Leave, sick leave, training and part-time days off, drawn per person and calendar year whatever part is simulated."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE, field, threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import Absence
    from sim.calendar import Calendar
    from sim.draws import Luck, Stream
    from sim.population import Population

    People = slice | NDArray[np.int64]

#: A spell of sickness lasts at most two working weeks; longer absences are outside the model (docs/model.md).
LONGEST_SPELL_DAYS = 10

#: Workdays in a mean month and year, for turning yearly days into probabilities (252 days in Finland in 2026).
_WORKDAYS_PER_YEAR = 252


class AbsenceModel:
    """Absence of everybody in one replication; leave is planned once for each calendar year and then looked up."""

    def __init__(self, absence: Absence, calendar: Calendar, population: Population, luck: Luck) -> None:
        self._absence = absence
        self._calendar = calendar
        self._population = population
        self._sick = luck.stream("sick leave")
        self._training = luck.stream("training")
        self._leave = luck.stream("leave")
        self._leave_days_of: dict[int, NDArray[np.uint8]] = {}
        self._any_sickness = max(absence.sick_days_manager, absence.sick_days_expert) > 0

    def absent(self, weeks: slice, people: People) -> NDArray[np.bool_]:
        """Whether each person is absent for a reason of his or her own, shape [weekday, week, person]."""
        mondays = self._calendar.ordinals[weeks, 0]
        absent = np.zeros((5, len(mondays), len(self._population.keys[people])), dtype=bool)
        if self._absence.leave_days_max > 0:
            self._add_leave(absent, mondays, people)
        if self._any_sickness:
            self._add_sickness(absent, mondays, people)
        if self._absence.training_days > 0:
            self._add_training(absent, mondays, people)
        if self._absence.part_time_share > 0:
            for weekday in range(5):
                absent[weekday] |= self._population.day_off[people] == weekday
        return absent

    def _add_leave(self, absent: NDArray[np.bool_], mondays: NDArray[np.int64], people: People) -> None:
        for week, monday in enumerate(mondays):
            year, number, _ = date.fromordinal(int(monday)).isocalendar()
            if year not in self._leave_days_of:
                self._leave_days_of = {k: v for k, v in self._leave_days_of.items() if k >= year - 1}
                self._leave_days_of[year] = _plan_leave(self._absence, year, self._population.keys, self._leave)
            days = self._leave_days_of[year][number - 1, people]
            for weekday in range(5):
                absent[weekday, week] |= days > weekday

    def _add_sickness(self, absent: NDArray[np.bool_], mondays: NDArray[np.int64], people: People) -> None:
        """Spells start on any weekday with a small probability each week and may reach into the next two weeks."""
        keys = self._population.keys[people]
        law = _spell_table(self._absence.sick_spell_days_mean)
        mean = float(law.mean())
        per_week = np.where(
            self._population.is_manager[people], self._absence.sick_days_manager, self._absence.sick_days_expert
        ) / (mean * _WORKDAYS_PER_YEAR / 5)
        limit = threshold(np.minimum(per_week, 1.0)) >> np.uint64(31)
        spells: dict[int, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = {}
        for week, monday in enumerate(mondays):
            for weeks_ago in range(LONGEST_SPELL_DAYS // 5 + 1):
                began = int(monday) - 7 * weeks_ago
                if began not in spells:
                    bits = self._sick.bits(keys, began)
                    who = np.flatnonzero((bits >> np.uint64(32)) < limit)
                    spells[began] = who, (field(bits[who], 0) % 5).astype(np.int64), law[field(bits[who], 1)]
                who, start, days = spells[began]
                start = start - 5 * weeks_ago
                end = start + days
                ill = np.flatnonzero(end > 0)
                who, start, end = who[ill], start[ill], end[ill]
                for weekday in range(5):
                    absent[weekday, week, who] |= (start <= weekday) & (weekday < end)

    def _add_training(self, absent: NDArray[np.bool_], mondays: NDArray[np.int64], people: People) -> None:
        bits = self._training.bits_over(self._population.keys[people], mondays)
        limit = self._absence.training_days / _WORKDAYS_PER_YEAR * 5 * TABLE_SIZE
        weekday = field(bits, 1) % 5
        trained = field(bits, 0) < limit
        for day in range(5):
            absent[day] |= trained & (weekday == day)


def _plan_leave(absence: Absence, year: int, keys: NDArray[np.uint64], stream: Stream) -> NDArray[np.uint8]:
    """Days of leave of everybody in each ISO week of a year, counted from Monday, shape [53, person].

    Each person has a number of leave days between the bounds and takes whole weeks, the last one in part, in the order
    of an exponential race between weeks. A week's rate is -ln(1 - p) where p is the share of its days that is leave, so
    that the inclusion probabilities come close to p; each of its days has an equal part of its own month's leave.
    """
    month = _month_of_weekday(year)
    weeks = len(month)
    mean_days = (absence.leave_days_min + absence.leave_days_max) / 2
    leave_on_weekday = mean_days * np.array(absence.leave_month_share) / np.bincount(month.ravel(), minlength=12)
    rate = -np.log1p(-np.clip(leave_on_weekday[month].mean(axis=1), 1e-6, 0.97))
    entitled = stream.bits(keys, year * 100)
    span = absence.leave_days_max - absence.leave_days_min
    days = np.rint(absence.leave_days_min + (field(entitled, 0) + 0.5) / TABLE_SIZE * span).astype(np.int64)
    plan = np.zeros((53, len(keys)), dtype=np.uint8)
    exponential = _exponential_table()
    for first in range(0, len(keys), 8_192):
        people = slice(first, first + 8_192)
        bits = stream.bits_over(keys[people], year * 100 + np.arange(1, weeks + 1))
        race = (exponential[field(bits, 0)] / rate[:, None]).astype(np.float32)
        # Positive numbers are ordered as their bits are; the lowest bits of the draw settle equal table values without
        # looking at ids. With the week behind them everything is sorted as one number.
        packed = race.view(np.uint32).astype(np.int64) << 32
        packed |= field(bits, 1).astype(np.int64) << 16
        packed |= np.arange(weeks)[:, None]
        order = np.sort(packed.T, axis=1) & 0xFF
        taken = np.clip(days[people, None] - 5 * np.arange(weeks), 0, 5).astype(np.uint8)
        by_person = np.empty((len(order), weeks), dtype=np.uint8)
        np.put_along_axis(by_person, order, taken, axis=1)
        plan[:weeks, people] = by_person.T
    return plan


def _month_of_weekday(year: int) -> NDArray[np.int64]:
    """Month (0 is January) of each Monday to Friday in the ISO weeks of a year, shape [week, weekday]."""
    mondays = [date.fromisocalendar(year, week, 1) for week in range(1, date(year, 12, 28).isocalendar().week + 1)]
    days = np.array(mondays, dtype="datetime64[D]")[:, None] + np.arange(5)
    return days.astype("datetime64[M]").astype(np.int64) % 12


@lru_cache(maxsize=1)
def _exponential_table() -> NDArray[np.float64]:
    return np.asarray(-np.log1p(-(np.arange(TABLE_SIZE) + 0.5) / TABLE_SIZE))


@lru_cache(maxsize=8)
def _spell_table(mean_days: float) -> NDArray[np.int64]:
    """Quantiles of a geometric number of workdays from 1 to the longest spell, with (uncut) mean `mean_days`."""
    going_on = 1 - 1 / mean_days
    days = np.arange(1, LONGEST_SPELL_DAYS)
    ended_by = 1 - going_on**days
    probability = (np.arange(TABLE_SIZE) + 0.5) / TABLE_SIZE
    return 1 + np.searchsorted(ended_by, probability).astype(np.int64)
