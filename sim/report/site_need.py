"""What one site needs, whether its desks are enough, and what happened to those who set out for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.stats.day_quantile import day_quantile, exact
from sim.stats.interval import Interval, mean_interval
from sim.stats.share_of_days import share_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

Verdict = Literal["enough", "too_few", "cannot_tell"]

#: Shares of whole days are compared; this is far less than a day, far more than a rounding error.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNeed:
    """What one site needs: peaks of desks wanted, the desks needed so that they suffice, and who found no seat.

    `wanted_mean` is the mean daily peak, `busy_day` the smallest number exceeded on at most 5 % of workdays,
    `needed` the same at the service level, `days_short_share` the share of workdays on which more desks are wanted than
    exist. Of `set_out` people who mean to come on an average workday, `elsewhere` sit in another zone than they set out
    for and `sent_home` find no seat at all, which happens to somebody on `days_sent_home_share` of workdays.
    """

    site_id: str
    name: str
    desks: int
    people: int
    service_level: float
    wanted_mean: Interval
    busy_day: Interval
    needed: Interval
    days_short_share: Interval
    set_out: Interval
    elsewhere: Interval
    sent_home: Interval
    days_sent_home_share: Interval

    @property
    def people_per_desk(self) -> float | None:
        """People with this home site for each desk; None without desks."""
        return self.people / self.desks if self.desks else None

    @property
    def missing(self) -> Interval:
        """Desks needed less desks there are, as if anybody could take any of them; below 0 desks are spare."""
        limits = (self.needed.estimate, self.needed.low, self.needed.high)
        return Interval(*(None if limit is None else limit - self.desks for limit in limits))

    @property
    def verdict_in_number(self) -> Verdict:
        """Whether the desks would suffice if anybody could take any of them."""
        return _at_most(self.missing, 0)

    @property
    def verdict(self) -> Verdict:
        """Whether the desks suffice: enough in number, and people really find a seat as often as the level asks.

        `cannot_tell` where an interval holds both answers or there are too few days.
        """
        if self.missing.estimate is None or self.verdict_in_number == "too_few":
            return self.verdict_in_number
        seated = _at_most(self.days_sent_home_share, float(1 - exact(self.service_level)) + _ROUNDING)
        both: tuple[Verdict, Verdict] = (self.verdict_in_number, seated)
        return "too_few" if "too_few" in both else "cannot_tell" if "cannot_tell" in both else "enough"

    @property
    def barred(self) -> bool:
        """Whether not the number of desks decides the verdict, but people sent home while other desks are free."""
        return self.verdict != self.verdict_in_number


def judge(
    site_id: str,
    name: str,
    size: tuple[int, int],
    level: float,
    *,
    wanted: Counts,
    set_out: Counts,
    elsewhere: Counts,
    sent_home: Counts,
) -> SiteNeed:
    """Judge one site from its size, desks and people, and from counts of shape [replications, days]."""
    desks, people = size
    return SiteNeed(
        site_id=site_id,
        name=name,
        desks=desks,
        people=people,
        service_level=level,
        wanted_mean=mean_interval(wanted.mean(axis=1)),
        busy_day=day_quantile(wanted, 0.95),
        needed=day_quantile(wanted, level),
        days_short_share=share_interval(wanted > desks),
        set_out=mean_interval(set_out.mean(axis=1)),
        elsewhere=_not_negative(mean_interval(elsewhere.mean(axis=1))),
        sent_home=_not_negative(mean_interval(sent_home.mean(axis=1))),
        days_sent_home_share=share_interval(sent_home > 0),
    )


def _not_negative(interval: Interval) -> Interval:
    """Cut the lower limit of a count to 0, below which t limits may fall."""
    return interval if interval.low is None else Interval(interval.estimate, max(interval.low, 0.0), interval.high)


def _at_most(interval: Interval, limit: float) -> Verdict:
    """Say `enough` where all of an interval is at most the limit, `too_few` where none of it is."""
    if interval.estimate is None:
        return "cannot_tell"
    low = interval.estimate if interval.low is None else interval.low
    high = interval.estimate if interval.high is None else interval.high
    return "too_few" if low > limit else "enough" if high <= limit else "cannot_tell"
