"""What a policy is called on the page of a comparison, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.report.compared import Compared, Policy
    from sim.report.language import Language


def titled(compared: Compared, policy: Policy, language: Language) -> str:
    """Name a policy, and say of the baseline that it is that."""
    name = language.policy(policy.label)
    if policy is not compared.baseline:
        return name
    base = language.say("base.status_quo" if compared.status_quo else "base.baseline")
    return language.say("base.titled", policy=name, base=base)
