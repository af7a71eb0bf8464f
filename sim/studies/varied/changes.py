"""The ways in which an end of a range is put into a scenario, and where its inputs are now, in the same terms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.studies.varied.keys import Path, paths_of, value_at, with_value

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study import Range

#: Halvings of the search for a tilt; more than the digits of a float.
_HALVINGS = 200
_STEEPEST_TILT = 50.0


class UnfitError(ValueError):
    """A range whose change makes no sense for the value its key has."""


def moved(scenario: Scenario, moves: Range, to: float) -> Scenario:
    """Return the scenario with a range's inputs at `to`, and everything else as it is."""
    for key in moves.keys:
        for path in paths_of(scenario, key):
            if moves.change == "part":
                whole = path[:-1]
                scenario = with_value(scenario, whole, _with_part(value_at(scenario, whole), int(path[-1]), to))
            else:
                scenario = with_value(scenario, path, _changed(value_at(scenario, path), path, moves, to))
    return scenario


def present(scenario: Scenario, moves: Range) -> float | None:
    """Return where a range's inputs are now: 1 for `times`, 0 for `add`; None where its keys have different values."""
    if moves.change in ("times", "add"):
        return 1.0 if moves.change == "times" else 0.0
    found = set()
    for key in moves.keys:
        for path in paths_of(scenario, key):
            value = value_at(scenario, path)
            found.add(_mean(_numbers(value)) if moves.change == "mean" else _number(value))
    return found.pop() if len(found) == 1 else None


def _changed(value: object, path: Path, moves: Range, to: float) -> object:
    if moves.change == "mean":
        return with_mean(_numbers(value), to)
    if moves.change == "set":
        return _like(_number(value), to)
    is_share = path[-1].endswith("_share") or (path[-1].isdecimal() and path[-2].endswith("_share"))

    def one(number: float) -> float:
        result = number * to if moves.change == "times" else number + to
        return _like(number, min(max(result, 0.0), 1.0) if is_share else result)

    return tuple(one(number) for number in _numbers(value)) if isinstance(value, tuple) else one(_number(value))


def with_mean(shares: tuple[float, ...], mean: float) -> tuple[float, ...]:
    """Give shares of 0, 1, 2, ... another mean by the least change: each times the same factor per step (a tilt).

    Of all shares with this mean, these are nearest to the old ones in relative entropy.
    """
    held = np.array(shares, dtype=np.float64)
    steps = np.arange(len(held))
    low, high = -_STEEPEST_TILT, _STEEPEST_TILT
    if not steps[held > 0].min() < mean < steps[held > 0].max():
        raise UnfitError(f"no tilt of these shares has the mean {mean:g}")
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        logs = np.log(held, where=held > 0, out=np.full(len(held), -np.inf)) + middle * steps
        tilted = np.exp(logs - logs.max())
        tilted /= tilted.sum()
        low, high = (middle, high) if float(tilted @ steps) < mean else (low, middle)
    return tuple(float(share) for share in tilted)


def _with_part(value: object, number: int, to: float) -> tuple[float, ...]:
    """Set one of several shares and scale the others, so that the sum stays."""
    shares = _numbers(value)
    others = sum(shares) - shares[number]
    if others <= 0:
        raise UnfitError("the other shares are all 0 and cannot be scaled")
    scale = (sum(shares) - to) / others
    return tuple(to if place == number else share * scale for place, share in enumerate(shares))


def _like(old: float, new: float) -> float:
    """Keep whole numbers whole, half rounded up."""
    return math.floor(new + 0.5) if isinstance(old, int) else float(new)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError("is not one number")
    return value


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, tuple):
        raise UnfitError("is not a list of numbers")
    return tuple(_number(item) for item in value)


def _mean(shares: tuple[float, ...]) -> float:
    return sum(number * share for number, share in enumerate(shares)) / sum(shares)
