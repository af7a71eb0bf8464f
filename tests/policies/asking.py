"""What a policy asks of everybody, with the organization's stated norms laid over it, for the tests of policies."""

from __future__ import annotations

from sim.draws import Luck
from sim.policies.norm import Setting
from sim.policies.stated import NormBook
from sim.population import draw_population


def setting_of(scenario, replication: int = 0, **more) -> Setting:
    """All weeks of a scenario as a policy sees them; `more` may name `meeting_weekdays`."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    weeks = slice(0, scenario.run.weeks)
    return Setting(scenario.organization, scenario.days, population, luck, weeks, **more)


def asked_by(scenario, replication: int = 0):
    """The policy's own norms, without what the organization states."""
    return scenario.policy.norms(setting_of(scenario, replication))


def resolved(scenario, replication: int = 0):
    """The norms that hold: the policy's with the stated ones laid over them."""
    return NormBook(scenario.policy, scenario.organization).norms(setting_of(scenario, replication))
