"""All that figures and page are made from: tables, facts, demand as arrays, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.answer import Answer, answer_from
from sim.report.demand import Demand, read_demand
from sim.report.language import language
from sim.report.phrases import failed_in, level_in, policy_in
from sim.report.words import shorten

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
        facts, language = self.facts, self.language
        return language.say(
            "figure.scope",
            scenario=shorten(facts.scenario, 40),
            policy=shorten(policy_in(language, facts.policy), 40),
            done=language.number(f"{facts.replications_done:,}"),
            planned=language.plural("amount.replications", facts.replications_planned),
            days=language.plural("amount.workdays", self.demand.days),
            seed=str(facts.seed),
            failed=failed_in(language, facts),
        )

    def left_out(self, drawn: int) -> str:
        """Say, with a space in front, which sites a figure leaves out; empty where it shows all."""
        more, hidden = len(self.answer.sites) - drawn, len(self.answer.suppressed)
        said = f" {self.language.plural('figure.left_out', more)}" if more else ""
        return said + (f" {self.language.plural('figure.suppressed', hidden)}" if hidden else "")

    @property
    def level(self) -> str:
        """The service level in words, `95 %`."""
        return level_in(self.language, self.facts.service_level)

    @property
    def everywhere(self) -> str:
        """Start of a sentence about all sites: the site's name where there is only one."""
        demand = self.demand
        if len(demand.site_ids) == 1:
            return self.language.say("figure.at_one", site=shorten(demand.names[demand.site_ids[0]], 40))
        return self.language.say("figure.at_all", number=str(len(demand.site_ids)))


def gather(tables: Mapping[str, pl.DataFrame], facts: Facts) -> Evidence:
    """Read the tables once and answer."""
    demand = read_demand(tables)
    return Evidence(tables=tables, facts=facts, demand=demand, answer=answer_from(demand, facts))
