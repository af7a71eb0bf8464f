"""All that figures and page are made from: tables, facts, demand as arrays, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.answer import Answer, answer_from
from sim.report.demand import Demand, read_demand
from sim.report.language import language
from sim.report.words import level_text, plural, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from sim.report.facts import Facts
    from sim.report.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one run, read once and shared by all figures."""

    tables: Mapping[str, pl.DataFrame]
    facts: Facts
    demand: Demand
    answer: Answer

    @property
    def language(self) -> Language:
        """The language of page and figures."""
        return language(self.facts.language)

    def scope(self) -> str:
        """Say what a figure was made from: scenario, policy, replications done of planned, workdays and seed."""
        facts = self.facts
        planned = plural(facts.replications_planned, "replication")
        scenario, policy = shorten(facts.scenario, 40), shorten(facts.policy, 40)
        return (
            f"Scenario {scenario}, policy {policy}. {facts.replications_done:,} of {planned} of "
            f"{plural(self.demand.days, 'workday')}, seed {facts.seed}.{facts.failed}"
        )

    def left_out(self, drawn: int) -> str:
        """Say, with a space in front, which sites a figure leaves out; empty where it shows all."""
        more, hidden = len(self.answer.sites) - drawn, len(self.answer.suppressed)
        said = f" {plural(more, 'site is', 'sites are')} left out here; the page's table has all." if more else ""
        return said + (f" {plural(hidden, 'site', 'sites')} suppressed (small groups)." if hidden else "")

    @property
    def level(self) -> str:
        """The service level in words, `95 %`."""
        return level_text(self.facts.service_level)

    @property
    def everywhere(self) -> str:
        """Start of a sentence about all sites: the site's name where there is only one."""
        demand = self.demand
        if len(demand.site_ids) == 1:
            return f"At {shorten(demand.names[demand.site_ids[0]], 40)}"
        return f"At all {len(demand.site_ids)} sites together"


def gather(tables: Mapping[str, pl.DataFrame], facts: Facts) -> Evidence:
    """Read the tables once and answer."""
    demand = read_demand(tables)
    return Evidence(tables=tables, facts=facts, demand=demand, answer=answer_from(demand, facts))
