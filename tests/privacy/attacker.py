"""Somebody who reads everything that was published and works out, by sums and differences, what was left out.

The attacker knows which team belongs to which unit, where it sits and how large it is, as colleagues do; only where
head counts are the secret they are unknown. The unknowns are sums over the people of one unit at one site; each
published number of a group or of everybody is an equation between them, as exact as its rounding. Linear programs then
tell between which limits a number that was left out must lie.

Nobody is taken to contribute at least nothing: where a group that may be shown bears next to nothing, so do its parts,
and that is what the group tells, not a secret of the parts. So each person's limits are a whole range wider.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

#: A mean is out where its limits are closer together than this share of what one person could contribute.
NEARLY_UNIQUE = 0.1


@dataclass(frozen=True)
class Kind:
    """What one person, or for counts one cell, could contribute at all; counts are out where only one is possible."""

    least: float
    most: float
    is_count: bool = False


@dataclass
class Attacker:
    """Equations by quantity: for each the cells whose sum is known, the sum and how far it may be off."""

    people: dict[tuple[str, ...], int]
    kinds: dict[str, Kind] = field(default_factory=dict)
    equations: dict[str, list[tuple[frozenset, float, float]]] = field(default_factory=dict)

    def learn(self, quantity, kind, cells, value, slack):
        """Note a published number of a group: a count, or a mean over the people of the cells."""
        times = 1 if kind.is_count else sum(self.people[cell] for cell in cells)
        self.kinds[quantity] = kind
        self.equations.setdefault(quantity, []).append((frozenset(cells), times * value, times * slack + 1e-6))

    def limits(self, quantity, cells):
        """Return the least and the greatest number of a group that agrees with all that was published."""
        kind = self.kinds[quantity]
        order = list(self.people)
        told = self.equations[quantity]
        matrix = np.array([[float(cell in group) for cell in order] for group, _, _ in told])
        values = np.array([value for _, value, _ in told])
        slack = np.array([slack for _, _, slack in told])
        wanted = np.array([float(cell in cells) for cell in order])
        heads = [1 if kind.is_count else self.people[cell] for cell in order]
        span = kind.most - kind.least
        for wider in 10.0 ** np.arange(9):  # two variants agree only nearly
            ends = [
                linprog(
                    sign * wanted,
                    A_ub=np.vstack([matrix, -matrix]),
                    b_ub=np.concatenate([values + wider * slack, wider * slack - values]),
                    bounds=[((kind.least - span) * number, (kind.most + span) * number) for number in heads],
                    method="highs",
                )
                for sign in (1, -1)
            ]
            if all(end.success for end in ends):
                times = 1 if kind.is_count else sum(self.people[cell] for cell in cells)
                return ends[0].fun / times, -ends[1].fun / times
        raise AssertionError(f"what was published of {quantity} contradicts itself: {told}")

    def recovers(self, quantity, cells):
        """Whether the published numbers leave hardly any doubt about the number of a group."""
        kind = self.kinds[quantity]
        low, high = self.limits(quantity, cells)
        return high - low < (1 if kind.is_count else NEARLY_UNIQUE * (kind.most - kind.least))
