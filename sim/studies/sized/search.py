"""Finding the smallest number that suffices by trying: a bracket that closes, and limits from the numbers tried."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import Interval, two_sided_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Shares are compared to within this, less than one arrival in a billion.
_ROUNDING = 1e-12
#: How fast the logarithm of the share grows with one fewer of few, and with a relative step of many: first guesses.
_GROWTH, _GROWTH_OF_MANY = 0.33, 6.0


def mean_share(shares: NDArray[np.float64], level: float = 0.95) -> Interval:
    """Mean over replications of a share of arrivals or requests, with t limits on the scale of log-odds.

    As `sim.stats.share_of_days.share_limits`, for shares whose denominators differ between replications: expit(logit(p)
    -+ t s / (sqrt(n) p (1 - p))). Both limits are the mean where all replications agree.
    """
    mean = float(shares.mean())
    if len(shares) < 2:
        return Interval(mean, None, None)
    if (shares == shares[0]).all() or not 0 < mean < 1:
        return Interval(mean, mean, mean)
    error = float(shares.std(ddof=1)) / math.sqrt(len(shares))
    reach = min(two_sided_t(len(shares), level) * error / (mean * (1 - mean)), 700.0)
    odds = mean / (1 - mean)
    return Interval(mean, 1 / (1 + math.exp(reach) / odds), 1 / (1 + math.exp(-reach) / odds))


@dataclass
class Search:
    """The smallest number from `least` to `most` whose mean share of failures is at most `allowed`.

    `guess` is tried first; the closer, the fewer tries. Failures may only fall with the number. `tried` keeps what is
    known: by number the share of each replication.
    """

    guess: int
    least: int
    most: int
    allowed: float
    tried: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    _tries: int = 0
    _stuck: bool = False  # more of them changed nothing, so the most are looked at at once

    def __post_init__(self) -> None:
        self._short = self.least - 1  # the largest number known to be too few
        self._enough: int | None = None

    @property
    def impossible(self) -> bool:
        """Whether not even the most there may be suffice."""
        return self._enough is None and self._short >= self.most

    @property
    def done(self) -> bool:
        """Whether nothing is left to be tried."""
        return self.impossible or (self._enough is not None and self._enough == self._short + 1)

    @property
    def number(self) -> int:
        """The number to try next; when done the answer, or the most where it is impossible."""
        if self.done:
            return self.most if self._enough is None else self._enough
        if not self._tries:
            return min(max(self.guess, self.least), self.most)
        if self._enough is None:
            return min(self._short + self._stride, self.most)
        if self._short not in self.tried:
            return self._further_down(self._enough)
        return self._between(self._short, self._enough)

    def _further_down(self, enough: int) -> int:
        """Go down from a number that is enough, far if hardly anything fails there, half the way if nothing does.

        Shares are taken to grow by a third for each one fewer, or by less where there are many.
        """
        share = float(self.tried[enough].mean())
        if share <= 0 or self.allowed <= 0:
            return (self._short + 1 + enough) // 2
        steps = math.log(self.allowed / share) / min(_GROWTH, _GROWTH_OF_MANY / max(enough, 1))
        return max(enough - max(round(steps), self._stride), self.least)

    @property
    def _stride(self) -> int:
        """Steps grow with every try, and with the number, of which a fiftieth is little."""
        if self._stuck:
            return self.most
        return int(max(2 ** max(self._tries - 1, 0), round(self.guess / 50)))

    def _between(self, short: int, enough: int) -> int:
        """Where the share should pass what is allowed, if its logarithm falls evenly; every other time the middle."""
        middle = (short + enough) // 2
        if self._tries % 3 == 0:
            return middle
        above, below = (max(float(self.tried[number].mean()), 1e-6) for number in (short, enough))
        if above <= below or self.allowed <= 0:
            return middle
        place = short + (enough - short) * math.log(above / self.allowed) / math.log(above / below)
        return min(max(math.ceil(place), short + 1), enough - 1)

    def suffices(self, shares: NDArray[np.float64]) -> bool:
        """Whether the mean share of failures is allowed."""
        return float(shares.mean()) <= self.allowed + _ROUNDING

    def know(self, number: int, shares: NDArray[np.float64]) -> None:
        """Note what is known of a number without having asked for it, such as that the most suffice."""
        self.tried[number] = shares
        if self.suffices(shares):
            self._enough = number if self._enough is None else min(self._enough, number)
            # Where luck or company made a smaller number fail that now must not be above: believe the last.
            self._short = min(self._short, self._enough - 1)
        else:
            self._short = max(self._short, number)
            if self._enough is not None and self._enough <= number:
                self._enough = None

    def learn(self, shares: NDArray[np.float64]) -> None:
        """Note the share of failures, by replication, at the number that was asked for."""
        number = self.number
        known = self.tried.get(self._short)
        self.know(number, shares)
        self._tries += 1
        self._stuck = known is not None and len(known) == len(shares) and bool((shares >= known).all())

    def limits(self, answer: int | None = None) -> Interval:
        """Return the answer with its limits: the smallest numbers at which the limits of the share are allowed.

        Between numbers tried, and a little beyond them, the log-odds of a limit are taken to fall evenly.

        Parameters
        ----------
        answer
            Another number than the one found, where something else was found out later.
        """
        numbers = sorted(self.tried)
        found = [mean_share(self.tried[number]) for number in numbers]
        answer = self.number if answer is None else answer
        if any(one.low is None for one in found):
            return Interval(float(answer), None, None)
        low = self._passes(numbers, [one.low or 0.0 for one in found])
        high = self._passes(numbers, [one.high or 0.0 for one in found])
        return Interval(
            float(answer), float(min(max(low, self.least), answer)), float(min(max(high, answer), self.most))
        )

    def _passes(self, numbers: Sequence[int], limits: Sequence[float]) -> int:
        """Smallest number at which a limit, known at some numbers, is at most `allowed`."""
        falling = np.minimum.accumulate(np.asarray(limits))  # a limit that rises again does so by luck
        goal = math.log(self.allowed / (1 - self.allowed))
        inside = [(n, math.log(p / (1 - p))) for n, p in zip(numbers, falling.tolist(), strict=True) if 0 < p < 1]
        enough = [n for n, p in zip(numbers, falling.tolist(), strict=True) if p <= self.allowed + _ROUNDING]
        most = enough[0] if enough else self.most
        if len(inside) < 2:
            return most
        above = [point for point in inside if point[1] > goal][-2:]
        below = [point for point in inside if point[1] <= goal][:2]
        near = [above[-1], below[0]] if above and below else (below or above)
        if len(near) < 2 or near[0][1] <= near[1][1]:
            return most
        (first, high), (second, low) = near
        place = math.ceil(first + (second - first) * (high - goal) / (high - low) - 1e-9)
        return min(place, most) if enough else place
