"""The Markov chain of being at the desk or away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PresenceChain:
    """Presence of Page et al. (Energy and Buildings 40, 2008, 83-98) with a constant probability of being there.

    `mobility` is the ratio of the chances to change state and to stay.
    """

    present: float
    mobility: float

    @property
    def _changes(self) -> float:
        return 2 * self.mobility / (1 + self.mobility)

    @property
    def comes_back(self) -> float:
        """Chance that somebody away is back in the next step (T01)."""
        return self.present * self._changes

    @property
    def goes(self) -> float:
        """Chance that somebody present is away in the next step (T10)."""
        return (1 - self.present) * self._changes

    @property
    def mean_absence(self) -> float:
        """Mean length of an away spell in steps."""
        return 1 / self.comes_back

    @property
    def correlation(self) -> float:
        """Correlation of presence in one step and the next."""
        return 1 - self._changes
