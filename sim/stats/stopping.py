"""How many replications are enough: go on until every half width stays within its target.

The rule of Hoad, Robinson and Davies (2010, Journal of the Operational Research Society 61, 1632-1644): the half width
of an interval may fall below a target by luck, so it has to stay there for some replications more. Targets are
absolute, in the metric's own unit: relative ones never end for rare events, or end at once where none was seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.day_quantile import day_quantile
from sim.stats.interval import two_sided_t
from sim.stats.share_of_days import none_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

#: Fewest replications on which a study may rest.
FEWEST = 10
#: For how many replications more the half widths must stay within their targets.
LOOK_AHEAD = 5
#: A batch is a multiple of this, so that a machine of two cores is never half idle.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to go on, with how many replications more (0 at the end), and why, as a sentence for the report."""

    go_on: bool
    more: int
    reason: str


def mean_half_widths(
    values: NDArray[np.float64], level: float = 0.95, *, ends: tuple[float, float] | None = None
) -> list[float | None]:
    """Half width of the t interval of a mean with the first 1, 2, ... n replications.

    Parameters
    ----------
    values
        One value for each replication, shape [replications]. NaN (null) is left out.
    level
        Confidence of the interval.
    ends
        Least and largest value that a replication can have, for example (0, 1) of a share. As long as all values lie at
        one end, nothing was seen of what may be rare: the half width is then (largest - least) x the share of
        replications that may be otherwise (`none_in`). Where all lie at one end or the other, replications are counted,
        and two more are taken to lie at each end (Agresti and Coull 1998, The American Statistician 52, 119-126): a
        study would else stop just when it has seen too few of the rare ones (5 % of replications, to ±2 points:
        89 % covered at the stop, 93 % so).
        Without `ends`, nothing but zeros has an infinite half width, for nothing is known of the size of what was not
        seen. Values that agree elsewhere have half width 0.

    Returns
    -------
    list
        In the unit of the values, shape [replications]; None with fewer than two values.
    """
    known = ~np.isnan(values)
    count = np.cumsum(known)
    if not known.any():
        return [None] * len(values)
    first = float(values[known][0])
    moved = np.where(known, values - first, 0.0)  # near 0, so that squares lose no digits; exactly 0 where all agree
    total, squares = np.cumsum(moved), np.cumsum(moved * moved)
    agree = np.logical_and.accumulate(moved == 0)
    at_ends = np.logical_and.accumulate(~known | np.isin(values, ends or ()))
    found: list[float | None] = []
    cases = zip(count.tolist(), total.tolist(), squares.tolist(), agree.tolist(), at_ends.tolist(), strict=True)
    for n, one, two, same, counted in cases:
        if n < 2:
            found.append(None)
        elif same:
            found.append(_half_width_of_equals(first, n, level, ends))
        elif counted and ends is not None:
            width = ends[1] - ends[0]
            share = (abs(one) / width + 2) / (n + 4)
            found.append(width * two_sided_t(n, level) * math.sqrt(share * (1 - share) / (n + 4)))
        else:
            variance = max(two - one * one / n, 0.0) / (n - 1)
            found.append(two_sided_t(n, level) * math.sqrt(variance / n))
    return found


def _half_width_of_equals(value: float, replications: int, level: float, ends: tuple[float, float] | None) -> float:
    if ends is not None:
        return (ends[1] - ends[0]) * none_in(replications, level) if value in ends else 0.0
    return 0.0 if value else math.inf


def quantile_half_widths(values: NDArray[np.integer], level: float, ci_level: float = 0.95) -> list[float | None]:
    """Half the width of the limits of a quantile over days with the first 1, 2, ... n replications.

    Parameters
    ----------
    values
        One count for each day, shape [replications, days].
    level
        Of the quantile, for example 0.95.
    ci_level
        Confidence of the limits.

    Returns
    -------
    list
        In the unit of the counts, shape [replications]; None with one replication or too few days (`days_needed`).
    """
    found: list[float | None] = []
    for n in range(1, len(values) + 1):
        limits = day_quantile(values[:n], level, ci_level)
        found.append(None if limits.low is None or limits.high is None else (limits.high - limits.low) / 2)
    return found


def decide(
    half_widths: Mapping[str, Sequence[float | None]],
    targets: Mapping[str, float],
    most: int,
    *,
    fewest: int = FEWEST,
    look_ahead: int = LOOK_AHEAD,
    units: Mapping[str, str] | None = None,
) -> Decision:
    """Decide whether a study needs more replications.

    Call it after each batch with all replications so far. A study is done when every half width was within its target
    for the last `look_ahead` + 1 replications, the first of which is at least number `fewest`.

    Parameters
    ----------
    half_widths
        For each metric, element k is the half width with the first k + 1 replications, shape [replications], as
        `mean_half_widths` and `quantile_half_widths` return it; may be empty before the first batch.
    targets
        Half width wanted of each metric to be controlled, above 0, in the metric's own unit; metrics without a target
        are not looked at.
    most
        Replications never to be exceeded.
    fewest, look_ahead
        See above.
    units
        Of the metrics, for the sentence: "desks" in "known to ±7.2 desks".

    Returns
    -------
    Decision
        `more` is the next batch: up to `fewest` + `look_ahead` at first; then what n (h / target)^2 promises for the
        worst metric, at least 2, an even number, never more than there are already, and never above `most`. A metric
        that is still null after `fewest` + `look_ahead` replications (None) is left out, for more of them will hardly
        help, and named in the reason.
    """
    _refuse_wrong(half_widths, targets, most)
    done = len(half_widths[next(iter(targets))]) if half_widths else 0
    start = fewest + look_ahead
    if done < min(start, most):
        more = min(max(start - done, _AT_ONCE), most - done)
        return Decision(go_on=True, more=more, reason=f"the first {start} replications come before any judgment")
    null = [metric for metric in targets if half_widths[metric][-1] is None] if done >= start else []
    judged = {metric: target for metric, target in targets.items() if metric not in null}
    left_out = f" ({_listed(null)} cannot be judged: null in these replications)" if null else ""
    if not judged:
        return Decision(go_on=False, more=0, reason=f"no target can be judged{left_out}")
    met_since = max(_met_since(half_widths[metric], target) for metric, target in judged.items())
    held = done - max(met_since, fewest)
    if held >= look_ahead:
        what = f"every target was met for {held} replications in a row after {done - held}"
        return Decision(go_on=False, more=0, reason=what + left_out)
    misses = _misses(half_widths, judged, units or {})
    if done >= most:
        what = f"the limit of {most} replications was reached; "
        short = f"the targets were met for {held} replications in a row only, not for {look_ahead}"
        return Decision(go_on=False, more=0, reason=what + (misses or short) + left_out)
    if misses:
        worst = max(_ratio(half_widths[metric][-1], target) for metric, target in judged.items())
        more = min(math.ceil(min(done * worst**2, 2.0 * done)) + look_ahead - done, done)
    else:
        more = look_ahead - held
    more = -(-max(more, _AT_ONCE) // _AT_ONCE) * _AT_ONCE
    reason = misses or f"every target is met, but only for {held} of {look_ahead} replications in a row"
    return Decision(go_on=True, more=min(more, most - done), reason=reason + left_out)


def _refuse_wrong(half_widths: Mapping[str, Sequence[float | None]], targets: Mapping[str, float], most: int) -> None:
    if not targets:
        raise ValueError("there is no target to stop at")
    wrong = [metric for metric, target in targets.items() if not 0 < target < math.inf]
    if wrong:
        raise ValueError(f"a target is a half width above 0; that of {_listed(wrong)} is not")
    if most < 1:
        raise ValueError(f"at most {most} replications are none")
    if half_widths and len({len(half_widths[metric]) for metric in targets}) > 1:
        raise ValueError("all metrics need half widths of the same replications")


def _ratio(half_width: float | None, target: float) -> float:
    return math.inf if half_width is None else half_width / target


def _met_since(half_widths: Sequence[float | None], target: float) -> int:
    """Return the number of replications from which on the target is met to the end; one more than all if it is not."""
    met_since = len(half_widths) + 1
    while met_since > 1 and _ratio(half_widths[met_since - 2], target) <= 1:
        met_since -= 1
    return met_since


def _misses(
    half_widths: Mapping[str, Sequence[float | None]], targets: Mapping[str, float], units: Mapping[str, str]
) -> str:
    """Say of each metric that misses its target how well it is known."""
    sentences = []
    for metric, target in targets.items():
        half_width = half_widths[metric][-1]
        unit = f" {units[metric]}" if metric in units else ""
        if half_width is None:
            sentences.append(f"{metric} is null so far")
        elif math.isinf(half_width):
            sentences.append(f"{metric} was 0 in every replication, which does not say how rare it is")
        elif half_width > target:
            sentences.append(f"{metric} is known to ±{_two_digits(half_width)}{unit}, not to ±{target:g}{unit}")
    return "; ".join(sentences)


def _two_digits(number: float) -> str:
    """Round up to two digits, so that 5.04 does not look as if it met a target of 5."""
    digits = 1 - math.floor(math.log10(number))
    shown = math.ceil(number * 10.0**digits - 1e-9) / 10.0**digits
    return f"{shown:.{max(digits, 0)}f}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
