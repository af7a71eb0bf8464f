"""Who loses most under another policy: groups that clearly move away from the week they wish for, named in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.words import percent
from sim.stats.interval import two_sided_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.compared import Compared, Group, Policy
    from sim.report.language import Language

#: A group is said to lose only if so many more of its people are worse off than better off.
_WORTH_SAYING = 0.05
#: Kinds of groups a sentence may name.
_KINDS = ("role", "unit", "commute_band", "newcomer", "part_time", "home_site")


def losers(compared: Compared, language: Language) -> str:
    """Name the policy under which most people end up further from the week they wish for, and the group hit hardest."""
    metric = "preference_deviation_days"
    told = [(policy, group) for policy in compared.others if (group := compared.everybody(policy, metric))]
    told = [(policy, group) for policy, group in told if group.worse is not None]
    wider = _widened(compared.replications, len(told))
    losing = [pair for pair in told if pair[1].net >= _WORTH_SAYING and _clearly_worse(pair[1], wider)]
    if losing:
        policy, everybody = max(losing, key=lambda pair: pair[1].net)
        hit = hardest_hit(compared, policy, metric, _KINDS)
        most = ""
        if hit:
            most = language.say("answer.hardest_hit", group=_named(compared, hit, language), **_shares(hit, language))
        under = language.policy(policy.label)
        return language.say("answer.lost_under", policy=under, most=most, **_shares(everybody, language))
    found = [(policy, hit) for policy, _ in told if (hit := hardest_hit(compared, policy, metric, _KINDS)) is not None]
    if not found:
        return language.say("answer.nobody_lost") if told else ""
    policy, hit = max(found, key=lambda pair: pair[1].net)
    named, under = _named(compared, hit, language), language.policy(policy.label)
    return language.say("answer.lost_by", group=named, policy=under, **_shares(hit, language))


def _shares(group: Group, language: Language) -> dict[str, str]:
    return {way: language.number(percent(getattr(group, way) or 0.0)) for way in ("worse", "better")}


def _named(compared: Compared, group: Group, language: Language) -> str:
    return group_words(compared, group.kind, group.group, language)


def group_words(compared: Compared, kind: str, group: str, language: Language) -> str:
    """Name a group in a sentence."""
    name = language.name(kind, group, compared.called(kind, group))
    if kind == "newcomer":
        return language.say("answer.newcomer_joined" if group.startswith("joined") else "answer.newcomer_before")
    return language.say(f"group.{kind}", name=name) if kind in _KINDS and kind != "role" else name


def hardest_hit(compared: Compared, policy: Policy, metric: str, kinds: Sequence[str]) -> Group | None:
    """Find the group that clearly loses and most more so than people as a whole; no small group is looked at."""
    shown = {(kind, group) for kind in kinds for group in compared.shown(kind)}
    groups = [one for one in policy.groups if one.metric == metric and (one.kind, one.group) in shown]
    everybody = compared.everybody(policy, metric)
    wider = _widened(compared.replications, len(groups) * len(compared.others))
    least = _WORTH_SAYING + max(everybody.net if everybody else 0.0, 0.0)
    candidates = [one for one in groups if one.net >= least and _clearly_worse(one, wider)]
    return max(candidates, key=lambda group: group.net, default=None)


def _widened(replications: int, groups: int) -> float:
    """By how much wider limits must be to hold for so many groups together (Bonferroni); the hardest hit is chosen."""
    if replications < 2 or not groups:
        return 1.0
    return two_sided_t(replications, 1 - 0.05 / groups) / two_sided_t(replications, 0.95)


def _clearly_worse(group: Group, wider: float) -> bool:
    """Whether the limits of the group's mean, made wider, leave out 0 on the side that the person would call worse."""
    estimate, low, high = group.interval.estimate, group.interval.low, group.interval.high
    if estimate is None or low is None or high is None:
        return False
    if group.metric == "copresence_share":
        return estimate + wider * (high - estimate) < 0
    return estimate - wider * (estimate - low) > 0
