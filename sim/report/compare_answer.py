"""The answer of a comparison: a paragraph that a city board could read, and that claims no more than was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import (
    NOTHING_PUBLISHABLE,
    count,
    legible,
    level_text,
    listed,
    percent,
    plural,
    span,
    with_interval,
)
from sim.stats.interval import Interval, two_sided_t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.compared import Compared, Group, Policy

#: A group is said to lose only if so many more of its people are worse off than better off.
_WORTH_SAYING = 0.05
#: Kinds of groups a sentence may name, in words that follow a policy.
_KINDS = ("role", "unit", "commute_band", "newcomer", "part_time", "home_site")


def answer(compared: Compared) -> str:
    """Say which policies need clearly fewer or more desks, at which togetherness, and at whose expense."""
    if compared.people < SMALLEST_GROUP:
        return NOTHING_PUBLISHABLE
    base, others = compared.baseline, compared.others
    if all(other.identical for other in others):
        itself = {other.label for other in others} == {base.label}
        who = "compared with itself is" if itself else f"and {listed([other.name for other in others])} are"
        return (
            f"Policy {base.name} {who} the same in every number: under the same luck each difference is exactly 0. "
            f"{_desks_of(compared)}"
        )
    sentences = [
        _desks_of(compared),
        _desks_changed(compared),
        _together(compared),
        _cost(compared, "imposed_days", "office days a year that a person would not have chosen"),
        _cost(compared, "forced_remote_days_per_person_year", "days a year on which a person is sent home"),
        _losers(compared),
        _dominated(compared),
        _same(compared),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _desks_of(compared: Compared) -> str:
    """Say how many desks the baseline needs; of too few days only the mean can be told."""
    base = compared.baseline
    needed = base.figure("desks_needed")
    exist = f"{plural(compared.desks, 'exists', 'exist')}"
    if needed.estimate is None:
        wanted = with_interval(base.figure("desk_wanted_peak_mean"))
        return (
            f"How many desks are needed on {level_text(compared.level)} of {compared.days_counted} cannot be told from "
            f"{compared.days} days a replication; under {base.name}, the {compared.base_word}, {wanted} are wanted at "
            f"the busiest moment of a mean day ({exist})."
        )
    where = "every site has" if len(compared.site_names) > 1 else "the office has"
    return (
        f"Under {base.name}, the {compared.base_word}, {with_interval(needed)} desks are needed so that on "
        f"{level_text(compared.level)} of {compared.days_counted} {where} one for everybody who wants one ({exist})."
    )


def _desk_metric(compared: Compared) -> str:
    return "desk_wanted_peak_mean" if compared.baseline.figure("desks_needed").estimate is None else "desks_needed"


def _desks_changed(compared: Compared) -> str:
    """Sort the policies into clearly fewer, clearly more, and cannot be told."""
    metric = _desk_metric(compared)

    def by(policy: Policy) -> str:
        change = policy.change(metric).interval
        return f"{policy.name} ({_apart(change, _number_for(change), 'fewer', 'more')})"

    ordered = sorted(compared.others, key=lambda policy: policy.change(metric).interval.estimate or 0.0)
    fewer = [by(policy) for policy in ordered if policy.change(metric).less]
    more = [by(policy) for policy in reversed(ordered) if policy.change(metric).more]
    unsure = [policy.name for policy in compared.others if policy.change(metric).verdict == "cannot_tell"]
    verb = "needed" if metric == "desks_needed" else "wanted"
    parts = []
    if fewer:
        parts.append(f"clearly fewer are {verb} under {listed(fewer)}")
    if more:
        parts.append(f"clearly more {'' if fewer else f'are {verb} '}under {listed(more)}")
    if unsure:
        asks = "asks" if len(unsure) == 1 else "ask"
        parts.append(f"whether {listed(unsure)} {asks} for more or fewer cannot be told")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _number_for(change: Interval) -> Callable[[float], str]:
    """Return how a difference is written: with a decimal where it would else be none."""
    return count if abs(change.estimate or 0.0) >= 0.5 else lambda value: f"{value:.1f}"


def _apart(change: Interval, write: Callable[[float], str], less: str, more: str) -> str:
    """Write a difference without its sign: `57 fewer, 40 to 74`."""
    if change.estimate is None:
        return "cannot be told"
    word = less if change.estimate < 0 else more
    turned = change if change.estimate >= 0 else _turned(change)
    limits = span(turned, write)
    return f"{write(turned.estimate or 0.0)} {word}{f', {limits}' if limits else ''}"


def _turned(change: Interval) -> Interval:
    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    return Interval(minus(change.estimate), minus(change.high), minus(change.low))


def _together(compared: Compared) -> str:
    """Say how many of their team-mates people meet, and where that is more or less."""
    metric, base = "copresence_share", compared.baseline
    if base.figure(metric).estimate is None:
        return ""
    start = (
        f"On an office day people have {_share(base.figure(metric))} of their team-mates on the same site under the "
        f"{compared.base_word}"
    )
    more = [policy for policy in compared.others if policy.change(metric).more]
    less = [policy for policy in compared.others if policy.change(metric).less]
    unsure = [policy.name for policy in compared.others if policy.change(metric).verdict == "cannot_tell"]
    parts = [start]
    for found, word in ((more, "clearly more"), (less, "clearly less")):
        if found:
            said = [f"{policy.name} ({_share_beside(base, policy)})" for policy in found]
            parts.append(f"{word} under {listed(said)}")
    if unsure:
        parts.append(f"{listed(unsure)} cannot be told apart from it")
    return "; ".join(parts) + "."


def _share_beside(base: Policy, policy: Policy) -> str:
    """Write the share of team-mates met; where it reads as that of the baseline, how many points lie between."""
    shares = [one.figure("copresence_share").estimate or 0.0 for one in (base, policy)]
    text = percent(shares[1])
    if text != percent(shares[0]):
        return text
    points = 100 * abs(shares[1] - shares[0])
    apart = f"{points:.1f}" if points >= 0.05 else "under 0.1"
    return f"{text}, {apart} points {'less' if shares[1] < shares[0] else 'more'}"


def _share(share: Interval) -> str:
    """Write a share with its limits, unless they are the same in whole percents."""
    low, high = share.low, share.high
    if share.estimate is None or low is None or high is None or percent(low) != percent(high):
        return with_interval(share, percent)
    return percent(share.estimate)


def _cost(compared: Compared, metric: str, what: str) -> str:
    """Say what the baseline costs people, and which policies clearly cost most and least."""
    base = compared.baseline.figure(metric)
    if base.estimate is None:
        return ""
    clear = [policy for policy in compared.others if policy.change(metric).more or policy.change(metric).less]
    clear.sort(key=lambda policy: policy.figure(metric).estimate or 0.0)
    start = f"There are {_days(base.estimate)} {what} under the {compared.base_word}"
    least = [policy for policy in clear if policy.change(metric).less]
    most = [policy for policy in reversed(clear) if policy.change(metric).more]
    parts = []
    for word, found in (("fewest", least), ("most", most)):
        alike = [policy.name for policy in found if policy.figure(metric) == found[0].figure(metric)]
        if alike:
            parts.append(f"{word} under {listed(alike)} ({_days_beside(base, found[0].figure(metric))})")
    if not parts:
        tested = any(policy.change(metric).verdict != "not_tested" for policy in compared.others)
        nobody = "; no other policy can be told apart from it" if tested else ""
        return f"{start}{nobody}."
    return f"{start}, {' and '.join(parts)}."


def _days_beside(base: Interval, other: Interval) -> str:
    """Write days; where they read as those of the baseline, how many lie between."""
    days = [one.estimate or 0.0 for one in (base, other)]
    text = _days(days[1])
    if text != _days(days[0]):
        return text
    apart = abs(days[1] - days[0])
    return f"{text}, {f'{apart:.1f}' if apart >= 0.05 else 'under 0.1'} {'fewer' if days[1] < days[0] else 'more'}"


def _days(value: float) -> str:
    return f"{value:.1f}" if 0.05 <= abs(value) < 19.95 else ("hardly any" if abs(value) < 0.05 else count(value))


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


def _losers(compared: Compared) -> str:
    """Name the policy under which most people end up further from the week they wish for, and the group hit hardest."""
    metric = "preference_deviation_days"
    told = [(policy, group) for policy in compared.others if (group := compared.everybody(policy, metric))]
    told = [(policy, group) for policy, group in told if group.worse is not None]
    wider = _widened(compared.replications, len(told))
    losing = [pair for pair in told if pair[1].net >= _WORTH_SAYING and _clearly_worse(pair[1], wider)]
    if losing:
        policy, everybody = max(losing, key=lambda pair: pair[1].net)
        hit = hardest_hit(compared, policy, metric, _KINDS)
        most = f"; hardest hit are {group_words(compared, hit.kind, hit.group)} ({_shares(hit)})" if hit else ""
        return (
            f"Most is lost under {policy.name}, where {percent(everybody.worse or 0.0)} of people are further from the "
            f"week they wish for and {percent(everybody.better or 0.0)} nearer{most}."
        )
    found = [(policy, hit) for policy, _ in told if (hit := hardest_hit(compared, policy, metric, _KINDS)) is not None]
    if not found:
        return "No group can be said to move away from the week it wishes for." if told else ""
    policy, hit = max(found, key=lambda pair: pair[1].net)
    return (
        f"Most is lost by {group_words(compared, hit.kind, hit.group)} under {policy.name}: "
        f"{percent(hit.worse or 0.0)} of them are further from the week they wish for and "
        f"{percent(hit.better or 0.0)} nearer."
    )


def _shares(group: Group) -> str:
    return f"{percent(group.worse or 0.0)} further, {percent(group.better or 0.0)} nearer"


def group_words(compared: Compared, kind: str, group: str) -> str:
    """Name a group in a sentence."""
    name = compared.called(kind, group)
    return {
        "unit": f"the unit {name}",
        "commute_band": f"people with a way to work of {name}",
        "newcomer": f"people who {'joined during the run' if group.startswith('joined') else 'were here before'}",
        "part_time": f"{name} people",
        "home_site": f"people of the site {name}",
    }.get(kind, name)


def _dominated(compared: Compared) -> str:
    """Name the policies that another one clearly beats in desks and togetherness."""
    beaten = [
        f"{policy.name} (by {listed([legible(name).replace('_', ' ') for name in policy.dominated_by[:3]])})"
        for policy in compared.policies
        if policy.dominated_by
    ]
    if not beaten:
        return ""
    return f"Clearly beaten, by a policy with at least as much togetherness for no more desks: {listed(beaten)}."


def _same(compared: Compared) -> str:
    same = [policy.name for policy in compared.others if policy.identical]
    if not same:
        return ""
    return f"The same as the {compared.base_word} in every number: {listed(same)}."
