"""Laws of counts of people or parties, as arrays: element k is the probability of k. Sums of groups by convolution."""

from __future__ import annotations

from math import comb, exp
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Law = NDArray[np.float64]

#: A Poisson law is cut where its terms are smaller.
_SMALLEST_TERM = 1e-18


def poisson_binomial(probabilities: Iterable[float]) -> Law:
    """Law of the number who come when each comes independently with a probability of their own (convolution)."""
    law = np.ones(1)
    for probability in probabilities:
        law = np.convolve(law, (1 - probability, probability))
    return law


def binomial(people: int, probability: float) -> Law:
    """Law of the number of `people` who come when each comes independently with the same probability."""
    return poisson_binomial([probability] * people)


def independent_sum(laws: Iterable[Law]) -> Law:
    """Law of the sum of independent counts, for example of groups that share a zone."""
    total = np.ones(1)
    for law in laws:
        total = np.convolve(total, law)
    return total


def mixture(laws: Sequence[Law], weights: Sequence[float]) -> Law:
    """Law of a count that follows `laws[i]` with probability `weights[i]`, for example on team days and other days."""
    mixed = np.zeros(max(len(law) for law in laws))
    for law, weight in zip(laws, weights, strict=True):
        mixed[: len(law)] += weight * law
    return mixed


def largest(law: Law, draws: int) -> Law:
    """Law of the largest of several independent draws: its distribution function is F to the power of `draws`."""
    return np.diff(np.cumsum(law) ** draws, prepend=0.0)


def mean(law: Law) -> float:
    """Return the expected count."""
    return float(law @ np.arange(len(law)))


def variance(law: Law) -> float:
    """Return the variance of the count."""
    return float(law @ (np.arange(len(law)) - mean(law)) ** 2)


def tail(law: Law, desks: int) -> float:
    """Return the probability that more than `desks` are wanted, P(X > d)."""
    return float(law[desks + 1 :].sum())


def expected_shortfall(law: Law, desks: int) -> float:
    """Return the expected number who find no desk when each stays all day, E max(X - d, 0)."""
    return float(law @ np.maximum(np.arange(len(law)) - desks, 0))


def quantile(law: Law, level: float) -> int:
    """Smallest count with P(X > count) <= 1 - level; the small tails are summed, so that rare levels stay exact."""
    above = np.append(np.cumsum(law[::-1])[::-1][1:], 0.0)
    return int(np.argmax(above <= 1 - level))


def shared_days(chosen: int, weekdays: int = 5) -> Law:
    """Law of the days two people share who each choose `chosen` of `weekdays` at random (hypergeometric)."""
    ways = comb(weekdays, chosen)
    shared = np.arange(chosen + 1)
    return np.array([comb(chosen, s) * comb(weekdays - chosen, chosen - s) / ways for s in shared.tolist()])


def anchored_shared_days(chosen: int, anchors: int = 1, weekdays: int = 5) -> Law:
    """Law of the days two people share who keep `anchors` common days and choose the rest of theirs at random."""
    return np.concatenate([np.zeros(anchors), shared_days(chosen - anchors, weekdays - anchors)])


def poisson(mean_number: float) -> Law:
    """Law of the number of parties that ask within a time, cut where the rest is below the last digit of a double."""
    terms = [exp(-mean_number)]
    while len(terms) <= mean_number or terms[-1] > _SMALLEST_TERM:
        terms.append(terms[-1] * mean_number / len(terms))
    return np.array(terms)
