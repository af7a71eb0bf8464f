"""Everything the explorer can show, computed beforehand: texts and their places for each policy and number of desks.

Numbers are written here, not in the page, so that a number reads the same in the explorer and in the tables. A text
that occurs often stands once, in `texts`, and its number everywhere else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from sim.report.explorer_changes import Shown, base_words, limits_words, sentences, verdict_number
from sim.report.explorer_people import fairness_rows, groups_of, kinds_of, winner_rows
from sim.report.texts import Texts
from sim.report.words import count, one_decimal, people_a_day, percent, two_decimals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.compared import Change, Compared, Policy
    from sim.report.explorer import Explored, Tried
    from sim.report.language import Language
    from sim.stats.interval import Interval


SHORT = Shown(key="short", write=percent, unit="points", digits=1, better=-1, moves=True)
MISSING = Shown(key="missing", write=people_a_day, unit="people", digits=1, better=-1, moves=True)
#: In the order of the page; the first two move with the number of desks.
SHOWN = (
    SHORT,
    MISSING,
    Shown(key="copresence_share", write=percent, unit="points", digits=1, better=1),
    Shown(key="imposed_days", write=one_decimal, unit="days", digits=1, better=-1),
    Shown(key="commute_hours_per_week", write=two_decimals, unit="hours", digits=2, better=-1),
)


def explorer_json(compared: Compared, explored: Explored, language: Language) -> Markup:
    """Return the data as JSON that may stand inside a script element."""
    texts = Texts()
    data = {
        "today": explored.today,
        "first": explored.desks.start,
        "step": explored.desks.step,
        "thousands": language.say("number.thousands"),
        "days": explored.days * compared.replications,
        "better": [shown.better for shown in SHOWN],
        "sentences": [sentences(compared, shown, language) for shown in SHOWN],
        "about": [_about(compared, explored, shown, language) for shown in SHOWN],
        "say": _templates(compared, language),
        "groups": {kind: groups_of(compared, kind, language) for kind in kinds_of(compared)},
        "policies": [
            {
                "name": language.policy(policy.label),
                "numbers": _numbers(compared, explored, (policy, tried), texts, language),
                "winners": winner_rows(compared, policy, texts.number, language),
                "nobody": _nobody(compared, policy, language),
                "fairness": fairness_rows(compared, policy, texts.number, language),
            }
            for policy, tried in zip(compared.policies, explored.policies, strict=True)
        ],
        "texts": texts.all(),
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # The text of a script element ends at the first `</script`, whatever JSON says of it.
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704 - names of users are inside JSON strings, without <


def _numbers(
    compared: Compared, explored: Explored, one: tuple[Policy, Tried], texts: Texts, language: Language
) -> list[dict[str, list[int]]]:
    """Write the numbers of a policy: those that move have an entry for each number of desks, the others one."""
    policy, tried = one
    is_base = policy is compared.baseline
    now = explored.desks.index(explored.today)
    found = []
    for shown in SHOWN:
        outlook = {"short": tried.short, "missing": tried.missing}.get(shown.key)
        values: Sequence[Interval] = outlook.values if outlook else [policy.figure(shown.key)]
        changes: Sequence[Change] = outlook.changes if outlook else [policy.change(shown.key)]
        itself = [is_base and (outlook is None or place == now) for place in range(len(values))]
        columns: dict[str, list[int]] = {
            "value": [texts.number(_value(value, shown, language)) for value in values],
            "limits": [texts.number(limits_words(value, shown, compared.replications, language)) for value in values],
            "verdict": [
                verdict_number(change.verdict, itself=base) for change, base in zip(changes, itself, strict=True)
            ],
            "amount": [
                texts.number(language.number(shown.amount(abs(change.interval.estimate or 0.0)))) for change in changes
            ],
            "difference": [
                texts.number("" if base else _difference(change, shown, language))
                for change, base in zip(changes, itself, strict=True)
            ],
        }
        if shown.key == "short":
            columns["days"] = list(tried.days_short)
        found.append(columns)
    return found


def _value(value: Interval, shown: Shown, language: Language) -> str:
    if value.estimate is None:
        return language.say("explorer.unknown")
    return language.number(shown.write(value.estimate))


def _difference(change: Change, shown: Shown, language: Language) -> str:
    limits = language.span(change.interval, shown.signed)
    if shown.unit == "points" and limits:
        limits += language.say("number.points")
    return language.say("explorer.difference", limits=limits) if limits else ""


def _about(compared: Compared, explored: Explored, shown: Shown, language: Language) -> str:
    """Say what a number is, of whom or of which days; what depends on the choice is left to be filled."""
    return language.say(
        f"about.{shown.key}",
        limits="{limits}",
        difference="{difference}",
        days="{days}",
        all_days=language.number(count(explored.days * compared.replications)),
        each=language.number(count(explored.days)),
        people=language.number(count(compared.people)),
        replications=language.number(count(compared.replications)),
    )


def _templates(compared: Compared, language: Language) -> dict[str, str]:
    """Return the sentences that the page fills."""

    def left(*names: str) -> dict[str, str]:
        return {name: f"{{{name}}}" for name in names}

    base = base_words(compared, language, "is")
    return {
        "chosen": language.say("explorer.chosen", **left("policy", "desks")),
        "said": language.say("explorer.said", **left("policy", "desks", "short", "short_change")),
        "said_missing": language.say("explorer.said_missing", **left("missing", "missing_change")),
        "said_together": language.say("explorer.said_together", **left("together", "together_change")),
        "said_imposed": language.say("explorer.said_imposed", **left("imposed", "imposed_change")),
        "said_commute": language.say("explorer.said_commute", **left("commute", "commute_change")),
        "unknown": language.say("explorer.unknown"),
        "curve": language.say("explorer.curve_said", **left("policy", "most", "first", "least", "last")),
        "winners": language.say("explorer.winners_caption", base=base, **left("policy", "metric")),
        "fairness": language.say("explorer.fairness_caption", base=base, **left("policy")),
        "fairness_own": language.say("explorer.fairness_own_caption", **left("policy")),
        "missing": language.say("explorer.missing_unit", **left("value")),
        "imposed": language.say("explorer.imposed_unit", **left("value")),
        "commute": language.say("explorer.commute_unit", **left("value")),
    }


def _nobody(compared: Compared, policy: Policy, language: Language) -> str:
    """Say why nobody gains or loses, where there is no table of that."""
    if policy is compared.baseline:
        return language.say("explorer.nobody_itself", base=base_words(compared, language, "is"))
    return "" if policy.groups else language.say("explorer.nobody_strangers")
