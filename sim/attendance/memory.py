"""Memory: having been turned away makes a person less likely to come on that weekday, for some weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.draws import scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import Memory as Settings
    from sim.records import Visits


class Memory:
    """What everybody remembers: scores taken off a weekday, [weekday, person].

    Being sent home takes `turned_away_effect` off the weekday's log weight; every week that passes keeps
    0.5 ** (1 / half_life_weeks) of it. With an effect of 0 nobody remembers anything, and weeks can be formed together.
    """

    def __init__(self, settings: Settings, people: int) -> None:
        self.is_on = settings.turned_away_effect > 0
        self._effect = int(scores(settings.turned_away_effect))
        self._kept = 0.5 ** (1 / settings.half_life_weeks)
        self._taken_off = np.zeros((5, people if self.is_on else 0), dtype=np.float32)

    def penalty(self, people: slice | NDArray[np.int64]) -> NDArray[np.int32] | None:
        """Return the scores to take off, shape [weekday, person], or None where nobody remembers."""
        return np.rint(self._taken_off[:, people]).astype(np.int32) if self.is_on else None

    def learn(self, visits: Visits) -> None:
        """Let a week pass, and add those who were turned away in it."""
        if self.is_on:
            self._taken_off *= self._kept
            sent_home = visits.zone < 0
            self._taken_off[visits.day[sent_home] % 5, visits.person[sent_home]] += self._effect
