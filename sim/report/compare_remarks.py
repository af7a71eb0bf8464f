"""Sentences beside the tables of a comparison: what its marks and columns mean, and what it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.explorer_changes import base_words
from sim.report.words import level_text

if TYPE_CHECKING:
    from sim.report.compared import Compared
    from sim.report.language import Language

#: With fewer replications only large differences are told apart.
_FEW = 10


def remarks(compared: Compared, language: Language) -> list[str]:
    """Say under the answer how to read what follows, and what cannot be compared."""
    base = base_words(compared, language, "than")
    said = [language.say("remark.marked", base=base), language.say("remark.brackets")]
    for key, concerned in (
        ("remark.strangers", [policy for policy in compared.others if not policy.same_people]),
        ("remark.wishless", [policy for policy in compared.policies if not policy.has_wishes]),
    ):
        if concerned:
            names = language.listed([language.policy(policy.label) for policy in concerned])
            said.append(language.say(key, policies=names, base=base))
    if compared.replications < compared.replications_planned:
        planned = str(compared.replications_planned)
        said.append(language.plural("remark.missing", compared.replications, planned=planned))
    if compared.replications < _FEW:
        said.append(language.plural("remark.few", compared.replications))
    return said


def scope(scenario: str, replications: int, workdays: int, seed: int, language: Language) -> str:
    """Say what was simulated."""
    return language.say(
        "remark.scope",
        scenario=scenario,
        replications=language.plural("remark.replications", replications),
        workdays=language.plural("remark.workdays", workdays),
        seed=str(seed),
    )


def meaning(compared: Compared, language: Language) -> str:
    """Say what the columns of the first table are."""
    return language.say(
        "remark.meaning",
        level=language.number(level_text(compared.level)),
        days=language.name("days", compared.days_counted, compared.days_counted),
    )


def gain(compared: Compared, language: Language) -> list[str]:
    """Say how much common luck is worth."""
    said = [
        language.say(
            "remark.times", number=_times(policy.precision_gain, language), policy=language.policy(policy.label)
        )
        for policy in compared.others
        if policy.precision_gain is not None
    ]
    return [language.say("remark.gain", said=language.listed(said))] if said else []


def _times(ratio: float, language: Language) -> str:
    return language.number(f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}")


def beaten(compared: Compared, language: Language) -> list[str]:
    """Say which policies are clearly beaten in desks and togetherness; nothing where all are the same."""
    if all(policy.identical for policy in compared.others):
        return []
    found = [language.policy(policy.label) for policy in compared.policies if policy.dominated_by]
    if not found:
        return [language.say("remark.none_beaten")]
    return [language.say("remark.beaten", policies=language.listed(found))]


def of_sites(compared: Compared, hidden: int, language: Language) -> list[str]:
    """Say what is not said of single sites."""
    said = [language.say("remark.sites", base=base_words(compared, language, "from"))]
    return [*said, language.plural("remark.hidden_sites", hidden)] if hidden else said
