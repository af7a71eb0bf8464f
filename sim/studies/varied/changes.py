"""The ways in which an end of a range is put into a scenario, and where its inputs are now, in the same terms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.studies.varied.keys import Path, paths_of, value_at, with_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario import Scenario
    from sim.study import Range

#: Halvings of the search for a tilt; more than the digits of a float.
_HALVINGS = 200
_STEEPEST_TILT = 50.0
#: Decimals of a multiple: 10 times 1.1 is 11, not a trifle more.
_DIGITS = 9


class UnfitError(ValueError):
    """A range whose change makes no sense for the value its key has."""


def moved(scenario: Scenario, moves: Range, to: float) -> Scenario:
    """Return the scenario with a range's inputs at `to`, and everything else as it is."""
    for key in moves.keys:
        paths = paths_of(scenario, key)
        values = [value_at(scenario, path) for path in paths]
        if moves.change == "times" and "*" in key and all(type(value) is int for value in values):
            multiples = multiplied([int(_number(value)) for value in values], to)
            for path, multiple in zip(paths, multiples, strict=True):
                scenario = with_value(scenario, path, multiple)
            continue
        for path, value in zip(paths, values, strict=True):
            if moves.change == "part":
                # Of two keys in one list, the second is a part of what the first has left.
                whole = path[:-1]
                scenario = with_value(scenario, whole, _with_part(value_at(scenario, whole), int(path[-1]), to))
            else:
                scenario = with_value(scenario, path, _changed(value, path, moves, to))
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


def multiplied(numbers: Sequence[int], factor: float) -> list[int]:
    """Multiply whole numbers so that their sum is right too: those cut off most are rounded up (largest remainder).

    Each rounded for itself, teams of 9 times 0.9 would all have 8, and the organization 11 % fewer people, not 10 %.
    Of what there is at least one, at least one is left, unless the factor is 0.
    """
    exact = [round(number * factor, _DIGITS) for number in numbers]
    least = [
        max(math.floor(multiple), 1) if number >= 1 and factor > 0 else math.floor(multiple)
        for number, multiple in zip(numbers, exact, strict=True)
    ]
    missing = math.floor(round(sum(numbers) * factor, _DIGITS) + 0.5) - sum(least)
    cut_off = sorted(range(len(numbers)), key=lambda place: (least[place] - exact[place], place))
    rounded_up = set(cut_off[: max(missing, 0)])
    return [one + (place in rounded_up) for place, one in enumerate(least)]


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
