"""The answer of a comparison: a paragraph that a city board could read, and that claims no more than was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_losers import losers
from sim.report.explorer_changes import base_words
from sim.report.language import ENGLISH
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import count, level_text, percent
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.compared import Compared, Policy
    from sim.report.language import Language

#: What a policy may cost people, with the text that begins the sentence on it.
_COSTS = {"imposed_days": "imposed", "forced_remote_days_per_person_year": "sent_home"}


def answer(compared: Compared, language: Language = ENGLISH) -> str:
    """Say which policies need clearly fewer or more desks, at which togetherness, and at whose expense."""
    if compared.people < SMALLEST_GROUP:
        return language.say("answer.nothing")
    base, others = compared.baseline, compared.others
    if all(other.identical for other in others):
        itself = {other.label for other in others} == {base.label}
        key = "answer.itself" if itself else "answer.all_same"
        same = language.say(key, policy=language.policy(base.label), others=language.listed(_names(others, language)))
        return f"{same} {_desks_of(compared, language)}"
    sentences = [
        _desks_of(compared, language),
        _desks_changed(compared, language),
        _together(compared, language),
        *(_cost(compared, metric, language) for metric in _COSTS),
        losers(compared, language),
        _dominated(compared, language),
        _same(compared, language),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _names(policies: Sequence[Policy], language: Language) -> list[str]:
    return [language.policy(policy.label) for policy in policies]


def _changed(compared: Compared, metric: str) -> tuple[list[Policy], list[Policy], list[Policy]]:
    """Sort the other policies into those with clearly less of a metric, with clearly more, and those not told apart."""
    changes = [(policy, policy.change(metric)) for policy in compared.others]
    return (
        [policy for policy, change in changes if change.less],
        [policy for policy, change in changes if change.more],
        [policy for policy, change in changes if change.verdict == "cannot_tell"],
    )


def _desks_of(compared: Compared, language: Language) -> str:
    """Say how many desks the baseline needs; of too few days only the mean can be told."""
    base = compared.baseline
    needed = base.figure("desks_needed")
    values = {
        "policy": language.policy(base.label),
        "base": language.say("base.status_quo" if compared.status_quo else "base.baseline"),
        "level": language.number(level_text(compared.level)),
        "days": language.name("days", compared.days_counted, compared.days_counted),
        "exist": language.plural("answer.exist", compared.desks),
    }
    if needed.estimate is None:
        wanted = language.with_interval(base.figure("desk_wanted_peak_mean"))
        return language.say("answer.desks_unknown", number=str(compared.days), wanted=wanted, **values)
    where = "answer.desks_sites" if len(compared.site_names) > 1 else "answer.desks_office"
    return language.say(where, needed=language.with_interval(needed), **values)


def _desks_changed(compared: Compared, language: Language) -> str:
    """Sort the policies into clearly fewer, clearly more, and cannot be told."""
    needed = compared.baseline.figure("desks_needed").estimate is not None
    metric, verb = ("desks_needed", "needed") if needed else ("desk_wanted_peak_mean", "wanted")

    def by(policies: Sequence[Policy], *, most_first: bool = False) -> str:
        ordered = sorted(policies, key=lambda policy: policy.change(metric).interval.estimate or 0.0)
        said = [
            language.say(
                "answer.item",
                policy=language.policy(policy.label),
                said=_apart(policy.change(metric).interval, language),
            )
            for policy in (reversed(ordered) if most_first else ordered)
        ]
        return language.either(said)

    fewer, more, unsure = _changed(compared, metric)
    parts = []
    if fewer:
        parts.append(language.say(f"answer.fewer_{verb}", policies=by(fewer)))
    if more:
        key = "answer.more_beside" if fewer else f"answer.more_{verb}"
        parts.append(language.say(key, policies=by(more, most_first=True)))
    if unsure:
        key = "answer.unsure_one" if len(unsure) == 1 else "answer.unsure_many"
        parts.append(language.say(key, policies=language.either(_names(unsure, language))))
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _apart(change: Interval, language: Language) -> str:
    """Write a difference in desks without its sign: `57 fewer, 40 to 74`; with a decimal where it would be none."""
    if change.estimate is None:
        return language.say("explorer.unknown")
    write: Callable[[float], str] = count if abs(change.estimate) >= 0.5 else lambda value: f"{value:.1f}"
    turned = change if change.estimate >= 0 else _turned(change)
    amount = language.number(write(turned.estimate or 0.0))
    said = language.say("answer.fewer" if change.estimate < 0 else "answer.more", amount=amount)
    limits = language.span(turned, write)
    return f"{said}{f', {limits}' if limits else ''}"


def _turned(change: Interval) -> Interval:
    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    return Interval(minus(change.estimate), minus(change.high), minus(change.low))


def _together(compared: Compared, language: Language) -> str:
    """Say how many of their team-mates people meet, and where that is more or less."""
    metric, base = "copresence_share", compared.baseline
    if base.figure(metric).estimate is None:
        return ""
    share = _share(base.figure(metric), language)
    parts = [language.say("answer.together", share=share, base=base_words(compared, language, "than"))]
    less, more, unsure = _changed(compared, metric)
    for found, key in ((more, "answer.together_more"), (less, "answer.together_less")):
        said = [
            language.say(
                "answer.item", policy=language.policy(policy.label), said=_share_beside(base, policy, language)
            )
            for policy in found
        ]
        if said:
            parts.append(language.say(key, policies=language.either(said)))
    if unsure:
        parts.append(language.say("answer.together_unsure", policies=language.either(_names(unsure, language))))
    return "; ".join(parts) + "."


def _share_beside(base: Policy, policy: Policy, language: Language) -> str:
    """Write the share of team-mates met; where it reads as that of the baseline, how many points lie between."""
    shares = [one.figure("copresence_share").estimate or 0.0 for one in (base, policy)]
    text = language.number(percent(shares[1]))
    if text != language.number(percent(shares[0])):
        return text
    amount = language.number(_small(100 * abs(shares[1] - shares[0])))
    way = "less" if shares[1] < shares[0] else "more"
    return language.say(f"answer.points_{way}", said=text, amount=amount)


def _small(size: float) -> str:
    return f"{size:.1f}" if size >= 0.05 else "under 0.1"


def _share(share: Interval, language: Language) -> str:
    """Write a share with its limits, unless they are the same in whole percents."""
    low, high = share.low, share.high
    if share.estimate is None or low is None or high is None or percent(low) != percent(high):
        return language.with_interval(share, percent)
    return language.number(percent(share.estimate))


def _cost(compared: Compared, metric: str, language: Language) -> str:
    """Say what the baseline costs people, and which policies clearly cost most and least."""
    base = compared.baseline.figure(metric)
    if base.estimate is None:
        return ""
    days, word = _days(base.estimate, language), base_words(compared, language, "than")
    start = language.say(f"cost.{_COSTS[metric]}", days=days, base=word)
    less, more, _ = _changed(compared, metric)

    def cost(policy: Policy) -> float:
        return policy.figure(metric).estimate or 0.0

    parts = []
    for key, found in (("answer.fewest", sorted(less, key=cost)), ("answer.most", sorted(more, key=cost)[::-1])):
        alike = [policy for policy in found if policy.figure(metric) == found[0].figure(metric)]
        if alike:
            beside = _days_beside(base, alike[0].figure(metric), language)
            parts.append(language.say(key, policies=language.either(_names(alike, language)), days=beside))
    if not parts:
        tested = any(policy.change(metric).verdict != "not_tested" for policy in compared.others)
        unsure = language.say("answer.cost_unsure") if tested else ""
        return f"{start}{unsure}."
    return f"{start}, {language.listed(parts)}."


def _days_beside(base: Interval, other: Interval, language: Language) -> str:
    """Write days; where they read as those of the baseline, how many lie between."""
    days = [one.estimate or 0.0 for one in (base, other)]
    text = _days(days[1], language)
    if text != _days(days[0], language):
        return text
    amount = language.number(_small(abs(days[1] - days[0])))
    key = "answer.days_fewer" if days[1] < days[0] else "answer.days_more"
    return language.say(key, said=text, amount=amount)


def _days(value: float, language: Language) -> str:
    if abs(value) < 0.05:
        return language.say("answer.hardly_any")
    return language.number(f"{value:.1f}" if abs(value) < 19.95 else count(value))


def _dominated(compared: Compared, language: Language) -> str:
    """Name the policies that another one clearly beats in desks and togetherness."""
    beaten = [
        language.say(
            "answer.beaten_by",
            policy=language.policy(policy.label),
            others=language.either([language.policy(label) for label in policy.dominated_by[:3]]),
        )
        for policy in compared.policies
        if policy.dominated_by
    ]
    return language.say("answer.beaten", policies=language.listed(beaten)) if beaten else ""


def _same(compared: Compared, language: Language) -> str:
    same = _names([policy for policy in compared.others if policy.identical], language)
    base = base_words(compared, language, "than")
    return language.say("answer.same", base=base, policies=language.listed(same)) if same else ""
