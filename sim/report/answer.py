"""The answer in numbers: what each site needs at the service level, and which days the shortages fall on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.report.decision import decide
from sim.report.demand import Demand, read_demand
from sim.report.language import ENGLISH, Language, language
from sim.report.site_need import SiteNeed, judge
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.weekdays import NO_DAYS, WeekdaySpread, busiest_days, short_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from sim.report.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressedSite:
    """A site that is not shown by itself; its desks are no secret, its people are."""

    site_id: str
    name: str
    desks: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The decision and the numbers behind it. Only `sites` may be published one by one.

    `city` counts all sites at once, suppressed ones too. `short_days` says on which weekdays the desks that exist did
    not do, `busiest_days` on which the days fall that go beyond the service level whether or not the desks do. Its
    sentences are in `language`.
    """

    policy: str
    service_level: float
    replications: int
    days: int
    weeks: int
    sites: tuple[SiteNeed, ...]
    suppressed: tuple[SuppressedSite, ...]
    city: SiteNeed
    publishable: bool
    short_days: WeekdaySpread = NO_DAYS
    busiest_days: WeekdaySpread = NO_DAYS
    language: Language = ENGLISH

    @cached_property
    def sentence(self) -> str:
        """The decision in one sentence, in the language of the run."""
        return decide(self)


def answer(tables: Mapping[str, pl.DataFrame], facts: Facts) -> Answer:
    """Answer whether the desks suffice, site by site."""
    return answer_from(read_demand(tables), facts)


def answer_from(demand: Demand, facts: Facts) -> Answer:
    """Answer from demand that has been read already."""
    sizes = dict(zip(demand.site_ids, demand.people.tolist(), strict=True))
    hidden = suppressed_groups(sizes)
    said_in = language(facts.language)
    shown = tuple(
        _site(demand, site_id, sizes[site_id], facts.service_level)
        for site_id in demand.site_ids
        if site_id not in hidden
    )
    return Answer(
        policy=facts.policy,
        service_level=facts.service_level,
        replications=demand.replications,
        days=demand.days,
        weeks=facts.weeks,
        sites=shown,
        suppressed=tuple(
            SuppressedSite(
                site_id=site_id,
                name=demand.names[site_id],
                desks=int(demand.desks[demand.index(site_id)]),
                reason=hidden[site_id],
            )
            for site_id in sorted(hidden)
        ),
        city=_city(demand, facts.service_level, said_in),
        publishable=total_may_be_shown(sizes),
        short_days=short_days(demand, shown),
        busiest_days=busiest_days(demand, shown),
        language=said_in,
    )


def _site(demand: Demand, site_id: str, people: int, level: float) -> SiteNeed:
    at = demand.index(site_id)
    return judge(
        site_id,
        demand.names[site_id],
        (int(demand.desks[at]), people),
        level,
        wanted=demand.wanted[at],
        set_out=demand.set_out[at],
        elsewhere=demand.elsewhere[at],
        sent_home=demand.sent_home[at],
    )


def _city(demand: Demand, level: float, said_in: Language) -> SiteNeed:
    """All sites at once: people add up over sites, a peak of desks does not."""
    return judge(
        "",
        said_in.say("sites.all_at_once"),
        (int(demand.desks.sum()), int(demand.people.sum())),
        level,
        wanted=demand.city_wanted,
        set_out=demand.set_out.sum(axis=0),
        elsewhere=demand.elsewhere.sum(axis=0),
        sent_home=demand.sent_home.sum(axis=0),
    )
