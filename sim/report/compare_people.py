"""What the page of a comparison says of people: who gains, who loses, and how fairly burdens are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_answer import group_words, hardest_hit
from sim.report.compared import OF_PEOPLE
from sim.report.site_rows import Cell
from sim.report.study_page import NOTHING, Grid, Section, number, words
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import percent, span
from sim.stats.interval import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.compared import Compared, Group, Measure, Policy
    from sim.report.plots.canvas import Drawing
    from sim.stats.interval import Interval

#: Kinds of groups beside roles, with their headings.
_KINDS = {
    "unit": "Unit",
    "commute_band": "Way to work",
    "newcomer": "Newcomers",
    "part_time": "Working time",
    "home_site": "Home site",
}
_AUDITED = tuple(measure for measure in OF_PEOPLE if measure.metric != "copresence_share")
_SAME_PEOPLE = (
    "Each synthetic person is compared with him- or herself in the {base}, under the same luck: the share of "
    "people better off and worse off, and the change of the group's mean with its 95 % interval. The rest are exactly "
    "the same. Limits hold for each number by itself: of many groups some differ by luck."
)
_AUDIT = (
    "Days sent home, imposed and spent at home are of a year and person, days off the wish and hours on the way of a "
    "week. Worst-off tenth: mean of the tenth of people who bear most. Gini: 0 where all bear the same, near 1 where "
    "one bears all; a rare burden has a high index even if only luck chooses whom it hits. Largest gap: of roles, "
    "units, ways to work, newcomers, part-timers and home sites, the two groups whose means are furthest apart; its "
    "limits allow for having been chosen among the pairs of its kind."
)


def winners(compared: Compared, drawing: Drawing | None) -> Section | None:
    """Say who gains and who loses; nothing where no policy has the same people as the baseline."""
    told = [policy for policy in compared.others if policy.groups]
    if not told:
        return None
    hidden = compared.hidden("role")
    notes = [_SAME_PEOPLE.format(base=compared.base_word)]
    if hidden or any(compared.hidden(kind) for kind in _KINDS):
        notes.append(f"Groups of fewer than {SMALLEST_GROUP} people, and those a total would reveal, are not shown.")
    return Section(
        heading="Who gains and who loses",
        drawings=[drawing] if drawing is not None else [],
        grids=[_roles(compared, told), _hit(compared, told)],
        notes=notes,
    )


def _roles(compared: Compared, told: Sequence[Policy]) -> Grid:
    kinds = [("everybody", "everybody"), *(("role", role) for role in compared.shown("role"))]
    return Grid(
        caption=f"Better off / worse off than under the {compared.base_word}, and the change of the mean, by role",
        head=("Policy", "Who", *(measure.head for measure in OF_PEOPLE)),
        rows=[
            [
                words(policy.name),
                words(compared.called(kind, group)),
                *(_fate(_find(policy, kind, group, measure.metric), measure) for measure in OF_PEOPLE),
            ]
            for policy in told
            for kind, group in kinds
        ],
        names=2,
    )


def _find(policy: Policy, kind: str, group: str, metric: str) -> Group | None:
    return next(
        (one for one in policy.groups if one.kind == kind and one.group == group and one.metric == metric), None
    )


def _fate(group: Group | None, measure: Measure) -> Cell:
    if group is None or group.better is None or group.worse is None:
        return NOTHING
    change = group.interval
    if change.estimate is None:
        return Cell(f"{percent(group.better)} / {percent(group.worse)}")
    if change.estimate == 0 and group.better == 0 == group.worse:
        return Cell("all the same")
    limits = span(change, measure.write_change).replace(" points", "")
    moved = measure.write_change(change.estimate)
    return Cell(f"{percent(group.better)} / {percent(group.worse)}", f"{moved} ({limits})" if limits else moved)


def _hit(compared: Compared, told: Sequence[Policy]) -> Grid:
    """Name for each kind of groups the one that most clearly moves away from the week it wishes for."""
    metric = "preference_deviation_days"

    def cell(policy: Policy, kind: str) -> Cell:
        group = hardest_hit(compared, policy, metric, (kind,))
        if group is None:
            return Cell("none more than the rest")
        name = compared.called(kind, group.group)
        return Cell(name, f"{percent(group.worse or 0.0)} further, {percent(group.better or 0.0)} nearer", wraps=True)

    return Grid(
        caption="Which group of each kind moves further from the week it wishes for than people as a whole",
        head=("Policy", *_KINDS.values()),
        rows=[[words(policy.name), *(cell(policy, kind) for kind in _KINDS)] for policy in told],
        names=1 + len(_KINDS),
    )


def fairness(compared: Compared) -> Section | None:
    """Lay the fairness audit out, burden by burden."""
    rows = [
        [
            words(compared.titled(policy)),
            *(number(_spread(policy, measure.metric, what), write) for what, write in _columns(measure)),
            _gap(compared, policy, measure),
        ]
        for measure in _AUDITED
        for policy in compared.policies
        if _spread(policy, measure.metric, "mean").estimate is not None
    ]
    named = [
        measure.head
        for measure in _AUDITED
        for policy in compared.policies
        if _spread(policy, measure.metric, "mean").estimate is not None
    ]
    if not rows:
        return None
    return Section(
        heading="Is it fair?",
        grids=[
            Grid(
                caption="How burdens are spread over people: mean, worst-off tenth, Gini index, largest gap",
                head=("What", "Policy", "Mean", "Worst-off tenth", "Gini index", "Largest gap between groups"),
                rows=[[words(name), *row] for name, row in zip(named, rows, strict=True)],
                names=2,
            )
        ],
        notes=[_AUDIT],
    )


def _columns(measure: Measure) -> tuple[tuple[str, Callable[[float], str]], ...]:
    return (("mean", measure.write), ("worst_tenth_mean", measure.write), ("gini", lambda value: f"{value:.2f}"))


def _spread(policy: Policy, metric: str, measure: str) -> Interval:
    return next((one.interval for one in policy.spreads if (one.metric, one.measure) == (metric, measure)), UNKNOWN)


def _gap(compared: Compared, policy: Policy, measure: Measure) -> Cell:
    gaps = [
        one
        for one in policy.spreads
        if one.metric == measure.metric
        and one.measure == "largest_gap"
        and {one.highest, one.lowest} <= set(compared.shown(one.kind))
    ]
    clear = [one for one in gaps if (one.interval.low or 0.0) > 0]
    if not clear:
        return Cell("none clearly") if gaps else NOTHING
    widest = max(clear, key=lambda one: one.interval.estimate or 0.0)
    names = [group_words(compared, widest.kind, group) for group in (widest.highest, widest.lowest)]
    limits = span(widest.interval, measure.write)
    size = f"{measure.write(widest.interval.estimate or 0.0)}{f' ({limits})' if limits else ''}"
    return Cell(size, f"{names[0]} above {names[1]}", wraps=True)
