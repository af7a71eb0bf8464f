"""Why a number of the study `size` is what it is, or why there is none: told in whatever language is asked for.

Tables tell it in English, pages in their own language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.phrases import clock_in, level_in
from sim.report.words import count, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.language import Language

    Reason = Callable[[Language], str]


def too_few_days(language: Language) -> str:
    """Say that a run is too short for its service level."""
    return language.say("why.too_few_days")


def no_rooms(language: Language) -> str:
    """Say that a site has no rooms of which more could be built."""
    return language.say("why.no_rooms")


def no_seat(desks: int, share: float, *, quota: bool) -> Reason:
    """Say that arrivals find no seat with the most desks tried, or none within a quota."""
    return lambda language: language.say(
        "why.no_seat",
        desks=language.number(count(desks)),
        share=language.number(percent(share)),
        quota=language.say("why.quota") if quota else "",
    )


def always_refused(share: float, rooms: int, level: float) -> Reason:
    """Say that requests are refused that no number of rooms of their size serves."""
    return lambda language: language.plural(
        "why.refused", rooms, share=language.number(percent(share)), level=level_in(language, level)
    )


def no_sum(site_ids: Sequence[str]) -> Reason:
    """Say for which sites there is no answer."""
    return lambda language: language.say("why.no_sum", sites=", ".join(site_ids))


def by_ratio(desks_per_person: float, people: int) -> Reason:
    """Say what desks for each person leave out."""
    return lambda language: language.plural("why.ratio", people, each=language.number(f"{desks_per_person:g}"))


def by_binomial(people: int, attendance: float) -> Reason:
    """Say what independent people leave out."""
    return lambda language: language.plural("why.binomial", people, attendance=language.number(f"{attendance:.2f}"))


def by_normal(mean: float, deviation: float) -> Reason:
    """Say what a normal law leaves out."""
    return lambda language: language.say(
        "why.normal", mean=language.number(count(mean)), deviation=language.number(f"{deviation:.1f}")
    )


def nobody(language: Language) -> str:
    """Say that a site is wanted by nobody."""
    return language.say("why.nobody")


def no_day(language: Language) -> str:
    """Say that there is no day to count."""
    return language.say("why.no_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How demand differs from that of independent people.

    `daily` and `within` weekdays are standard deviations of the peak, `independent` that of independent people;
    `weekdays` are the lowest and the highest mean of a weekday, None where only one counts.
    """

    daily: float
    within: float
    independent: float
    weekdays: tuple[float, float] | None
    arrivals: float

    def __call__(self, language: Language) -> str:
        """Say how wide demand spreads, and over which weekdays."""
        times = within = reach = ""
        if self.independent:
            times = language.say("why.times", times=language.number(f"{self.daily / self.independent:.1f}"))
        if self.weekdays is not None:
            low, high = (language.number(count(mean)) for mean in self.weekdays)
            within = language.say("why.within", within=language.number(f"{self.within:.1f}"))
            reach = language.say("why.reach", low=low, high=high)
        return language.say(
            "why.spread",
            spread=language.number(f"{self.daily:.1f}"),
            times=times,
            within=within,
            reach=reach,
            arrivals=language.number(count(self.arrivals)),
        )


def by_erlang(load: float, begins: int) -> Reason:
    """Say what the formula for the busiest hour leaves out; `begins` is its first minute since midnight."""
    return lambda language: language.say(
        "why.erlang",
        load=language.number(f"{load:.2f}"),
        time=clock_in(language, begins),
    )


def at_the_fullest_moment(allowed: float) -> Reason:
    """Say what a promise for all of a day asks beyond the formula for an hour."""
    return lambda language: language.say("why.fullest", share=language.number(percent(allowed)))


def requests(language: Language) -> str:
    """Say how requests for rooms come."""
    return language.say("why.requests")
