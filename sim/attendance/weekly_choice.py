"""How a week is formed where people have wishes: a choice of weekdays by utility, with norm days first.

Everybody scores the five weekdays: a weekday utility, an own taste, a shock shared by the team that day, the manager's
presence, and a Gumbel draw. The highest scores win until the wished number of days is reached, which makes the choice a
logit without replacement. Kept norm days go before all others and may replace a wished day of that week. Supervisors
choose first. The same scores, with all norms off, give the person's own wish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.draws import field, gumbel_scores, normal_table, scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import WeekdayChoice
    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.organization import Organization
    from sim.population import Population

#: A score is shifted left to make room for 16 random bits that settle ties. The four ranges below never meet:
#: unavailable days < available days (within 2**29 and the manager's effect) < days kept <= the largest int32.
_TIE_BITS = 16
_HIGHEST_SCORE = 2**13 - 1
_FIRST = np.int32(1_420_000_000)
_UNAVAILABLE = np.int32(-1_600_000_000)


class WeeklyChoice:
    """The choice model of one replication."""

    def __init__(
        self, choice: WeekdayChoice, organization: Organization, calendar: Calendar, population: Population, luck: Luck
    ) -> None:
        self._choice = choice
        self._organization = organization
        self._calendar = calendar
        self._population = population
        self._days = luck.stream("weekly choice")
        self._shocks = luck.stream("team shock")
        self._utility = scores(np.array(choice.weekday_utility))
        self._manager_effect = int(scores(choice.manager_effect)) << _TIE_BITS
        self._shock_table = scores(normal_table() * choice.team_shock_sd)

    def own_scores(
        self,
        weeks: slice,
        people: NDArray[np.int64] | slice,
        available: NDArray[np.bool_],
        penalty: NDArray[np.int32] | None = None,
    ) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        """Score all days without the manager's presence, less what is remembered (`penalty` [weekday, person]).

        Also return the draws, whose upper half is still unused.

        Shapes [weekday, week, person]. Unavailable days score below everything.
        """
        days = self._calendar.ordinals[weeks].T
        bits = self._days.bits_over(self._population.keys[people], days)
        score = gumbel_scores()[field(bits, 0)]
        score += self._population.taste[:, None, people]
        score += self._utility[:, None, None]
        if self._choice.team_shock_sd > 0:
            shock = self._shock_table[field(self._shocks.bits_over(self._organization.team_keys, days), 0)]
            score += shock[:, :, self._population.team[people]]
        if penalty is not None:
            score -= penalty[:, None]
        np.clip(score, -_HIGHEST_SCORE, _HIGHEST_SCORE, out=score)
        score <<= _TIE_BITS
        score |= field(bits, 1)
        np.copyto(score, _UNAVAILABLE, where=~available)
        return score, bits

    def add_manager(
        self, score: NDArray[np.int32], manager_in: NDArray[np.bool_], people: slice | NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Return the scores with the effect of the own manager's presence; managers themselves feel none.

        `manager_in` has shape [weekday, week, team].
        """
        if self._manager_effect == 0:
            return score
        effect = np.where(manager_in, np.int32(self._manager_effect), np.int32(0))[:, :, self._population.team[people]]
        effect[:, :, self._population.is_manager[people]] = 0
        effect += score
        return effect


def choose(score: NDArray[np.int32], days: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Mark the `days` highest scores of every person-week; scores [weekday, week, person], days [week, person].

    Unavailable days score lowest and `days` never exceeds the available ones, so no unavailable day is chosen.
    """
    rank = np.empty(score.shape, dtype=np.int8)
    rank[:] = np.arange(5, dtype=np.int8)[:, None, None]
    for early in range(5):
        for late in range(early + 1, 5):
            # Every earlier day stands before a later one that does not beat it.
            late_wins = (score[late] > score[early]).view(np.int8)
            rank[early] += late_wins
            rank[late] -= late_wins
    return np.asarray(rank < days)


def target_days(wished_days: NDArray[np.int8], available_days: NDArray[np.int8]) -> NDArray[np.int8]:
    """Office days wished in a week with `a` of 5 days available: floor(wished x a / 5 + 0.5)."""
    return (wished_days * available_days * 2 + 5) // 10


def put_first(score: NDArray[np.int32], kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return scores in which every day that is kept for a rule or a gathering beats every other day."""
    return score + kept * _FIRST
