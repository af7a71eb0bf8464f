"""What the page of a comparison says of people: who gains, who loses, and how fairly burdens are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_losers import group_words, hardest_hit
from sim.report.compare_titles import titled
from sim.report.compared import OF_PEOPLE
from sim.report.explorer_changes import base_words
from sim.report.language import ENGLISH
from sim.report.site_rows import Cell
from sim.report.study_page import NOTHING, Grid, Section, number, words
from sim.report.words import percent
from sim.stats.interval import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.compared import Compared, Group, Measure, Policy
    from sim.report.language import Language
    from sim.report.plots.canvas import Drawing
    from sim.stats.interval import Interval

#: Kinds of groups beside roles.
KINDS = ("unit", "commute_band", "newcomer", "part_time", "home_site")
#: Burdens of the fairness audit that the page shows.
AUDITED = tuple(measure for measure in OF_PEOPLE if measure.metric != "copresence_share")


def winners(compared: Compared, drawing: Drawing | None, language: Language = ENGLISH) -> Section | None:
    """Say who gains and who loses; nothing where no policy has the same people as the baseline."""
    told = [policy for policy in compared.others if policy.groups]
    if not told:
        return None
    notes = [language.say("remark.same_people", base=base_words(compared, language, "than"))]
    if any(compared.hidden(kind) for kind in ("role", *KINDS)):
        notes.append(language.say("remark.hidden_groups"))
    return Section(
        heading=language.say("compare.winners"),
        drawings=[drawing] if drawing is not None else [],
        grids=[_roles(compared, told, language), _hit(compared, told, language)],
        notes=notes,
    )


def _roles(compared: Compared, told: Sequence[Policy], language: Language) -> Grid:
    kinds = [("everybody", "everybody"), *(("role", role) for role in compared.shown("role"))]
    return Grid(
        caption=language.say("compare.by_role", base=base_words(compared, language, "than")),
        head=(
            language.say("head.policy"),
            language.say("head.who"),
            *(language.say(f"burden.{measure.metric}") for measure in OF_PEOPLE),
        ),
        rows=[
            [
                words(language.policy(policy.label)),
                words(language.name(kind, group, compared.called(kind, group))),
                *(_fate(find_group(policy, kind, group, measure.metric), measure, language) for measure in OF_PEOPLE),
            ]
            for policy in told
            for kind, group in kinds
        ],
        names=2,
    )


def find_group(policy: Policy, kind: str, group: str, metric: str) -> Group | None:
    """Find how a group fares under a policy."""
    return next(
        (one for one in policy.groups if one.kind == kind and one.group == group and one.metric == metric), None
    )


def _fate(group: Group | None, measure: Measure, language: Language) -> Cell:
    if group is None or group.better is None or group.worse is None:
        return NOTHING
    if group.interval.estimate == 0 and group.better == 0 == group.worse:
        return Cell(language.say("compare.all_the_same"))
    shares = f"{language.number(percent(group.better))} / {language.number(percent(group.worse))}"
    return Cell(shares, change_words(group, measure, language))


def change_words(group: Group, measure: Measure, language: Language) -> str:
    """Write the change of a group's mean with its limits; empty where it cannot be said."""
    change = group.interval
    if change.estimate is None:
        return ""
    limits = language.span(change, measure.write_change).replace(language.say("number.points"), "")
    moved = language.number(measure.write_change(change.estimate))
    return f"{moved} ({limits})" if limits else moved


def _hit(compared: Compared, told: Sequence[Policy], language: Language) -> Grid:
    """Name for each kind of groups the one that most clearly moves away from the week it wishes for."""
    metric = "preference_deviation_days"

    def cell(policy: Policy, kind: str) -> Cell:
        group = hardest_hit(compared, policy, metric, (kind,))
        if group is None:
            return Cell(language.say("compare.none_more"))
        name = language.name(kind, group.group, compared.called(kind, group.group))
        worse, better = (language.number(percent(share or 0.0)) for share in (group.worse, group.better))
        return Cell(name, language.say("compare.further_nearer", worse=worse, better=better), wraps=True)

    return Grid(
        caption=language.say("compare.hardest_hit"),
        head=(language.say("head.policy"), *(language.say(f"kind.{kind}") for kind in KINDS)),
        rows=[[words(language.policy(policy.label)), *(cell(policy, kind) for kind in KINDS)] for policy in told],
        names=1 + len(KINDS),
        sheet=language.say("sheets.hit_name"),
    )


def fairness(compared: Compared, language: Language = ENGLISH) -> Section | None:
    """Lay the fairness audit out, burden by burden."""
    rows = [
        [words(language.say(f"burden.{measure.metric}")), words(titled(compared, policy, language)), *cells]
        for measure in AUDITED
        for policy in compared.policies
        if (cells := fairness_cells(compared, policy, measure, language))
    ]
    if not rows:
        return None
    heads = ("head.what", "head.policy", "head.mean", "head.worst_tenth", "head.gini", "head.largest_gap")
    return Section(
        heading=language.say("compare.fairness"),
        grids=[
            Grid(
                caption=language.say("compare.spread"),
                head=tuple(language.say(head) for head in heads),
                rows=rows,
                names=2,
                sheet=language.say("sheets.fairness_name"),
            )
        ],
        notes=[language.say("remark.audit")],
    )


def fairness_cells(compared: Compared, policy: Policy, measure: Measure, language: Language) -> list[Cell]:
    """Write how a burden spreads: mean, worst-off tenth, Gini index, largest gap; empty where nothing is known."""
    if _spread(policy, measure.metric, "mean").estimate is None:
        return []
    columns: tuple[tuple[str, Callable[[float], str]], ...] = (
        ("mean", measure.write),
        ("worst_tenth_mean", measure.write),
        ("gini", lambda value: f"{value:.2f}"),
    )
    spreads = [number(_spread(policy, measure.metric, what), write, language) for what, write in columns]
    return [*spreads, _gap(compared, policy, measure, language)]


def _spread(policy: Policy, metric: str, measure: str) -> Interval:
    return next((one.interval for one in policy.spreads if (one.metric, one.measure) == (metric, measure)), UNKNOWN)


def _gap(compared: Compared, policy: Policy, measure: Measure, language: Language) -> Cell:
    gaps = [
        one
        for one in policy.spreads
        if one.metric == measure.metric
        and one.measure == "largest_gap"
        and {one.highest, one.lowest} <= set(compared.shown(one.kind))
    ]
    clear = [one for one in gaps if (one.interval.low or 0.0) > 0]
    if not clear:
        return Cell(language.say("compare.none_clearly")) if gaps else NOTHING
    widest = max(clear, key=lambda one: one.interval.estimate or 0.0)
    highest, lowest = (group_words(compared, widest.kind, group, language) for group in (widest.highest, widest.lowest))
    limits = language.span(widest.interval, measure.write)
    size = language.number(measure.write(widest.interval.estimate or 0.0))
    above = language.say("compare.above", highest=highest, lowest=lowest)
    return Cell(f"{size}{f' ({limits})' if limits else ''}", above, True, widest.interval, measure.write)
