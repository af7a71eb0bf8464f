"""What study=sensitivity found, a row for each input and key figure: the rows of table `sensitivity`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.ledger_sources import is_guess
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from sim.report.ledger_sources import SourceKind

#: Of a p-value adjusted for all inputs: below it an input moves a key figure by more than luck.
_ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRow:
    """How a key figure of the whole organization moves with one input.

    `value` is the input as it is, `low` and `high` its ends, in `unit`. `difference_...` is the key figure at an end
    less that with the value as it is, under the same luck. `swing` is the largest of the three numbers less the
    smallest; inputs are ranked by it within a metric, 1 first. `adjusted_p` is Holm's among all inputs of the metric.
    """

    parameter: str
    says: str
    keys: str
    unit: str
    source_kind: SourceKind
    source: str
    range_source: str
    set_in: str
    value: float | None
    low: float
    high: float
    metric: str
    metric_unit: str
    estimate: float | None
    estimate_low: float | None
    estimate_high: float | None
    difference_low: float | None
    difference_low_ci_low: float | None
    difference_low_ci_high: float | None
    difference_high: float | None
    difference_high_ci_low: float | None
    difference_high_ci_high: float | None
    swing: float | None
    swing_ci_low: float | None
    swing_ci_high: float | None
    adjusted_p: float | None
    rank: int | None
    replications: int

    @property
    def at_low(self) -> Interval:
        """Difference at the lower end, with limits."""
        return Interval(self.difference_low, self.difference_low_ci_low, self.difference_low_ci_high)

    @property
    def at_high(self) -> Interval:
        """Difference at the upper end, with limits."""
        return Interval(self.difference_high, self.difference_high_ci_low, self.difference_high_ci_high)

    @property
    def swung(self) -> Interval:
        """The swing, with limits."""
        return Interval(self.swing, self.swing_ci_low, self.swing_ci_high)

    @property
    def is_clear(self) -> bool:
        """Whether more than luck moves the key figure, looked at among all inputs."""
        return bool(self.swing) and self.adjusted_p is not None and self.adjusted_p < _ALPHA

    @property
    def is_outside(self) -> bool:
        """Whether the value as it is does not lie in the range it is said to be uncertain in."""
        return self.value is not None and not self.low <= self.value <= self.high

    @property
    def is_guess(self) -> bool:
        """Whether nobody has seen or counted the value."""
        return is_guess(self.source_kind)
