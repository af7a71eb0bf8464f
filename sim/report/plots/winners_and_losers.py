"""Shares of people better and worse off than under the baseline, by what they gain or lose and by policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from sim.report.compared import OF_PEOPLE
from sim.report.plots.canvas import BLUE, GRAY, ORANGE, Drawing, finish, new_figure
from sim.report.words import percent, plural, short_labels, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.report.compared import Compared, Group, Measure, Policy

MOST_POLICIES = 12
_COLUMNS = 3
_TITLES = {
    "forced_remote_days": "fewer days sent home",
    "imposed_days": "fewer imposed days",
    "unwanted_remote_days": "fewer wishes unmet",
    "preference_deviation_days": "nearer to one's wish",
    "commute_hours_per_week": "less time on the way",
    "copresence_share": "more team-mates met",
}


def draw(compared: Compared) -> Drawing | None:
    """Draw a panel for each metric with a bar for each policy; nothing where nobody gains or loses."""
    told = [policy for policy in compared.others if policy.groups and not policy.identical]
    shown = told[:MOST_POLICIES]
    measures = [one for one in OF_PEOPLE if any(_known(_everybody(policy, one)) for policy in shown)]
    if not shown or not measures:
        return None
    names = short_labels({str(number): policy.name for number, policy in enumerate(shown)}, 20)
    figure = new_figure()
    rows = -(-len(measures) // _COLUMNS)
    panels = figure.subplots(rows, min(_COLUMNS, len(measures)), sharex=True, sharey=True, squeeze=False).ravel()
    for axes, measure in zip(panels, measures, strict=False):
        _panel(axes, measure, shown)
    for axes in panels[len(measures) :]:
        axes.set_visible(False)
    panels[0].set_yticks(range(len(shown)), [names[str(number)] for number in range(len(shown))])
    panels[0].set_ylim(len(shown) - 0.5, -0.5)
    panels[0].set_xlim(-1.5, 1.5)

    title = _title(compared, shown)
    left_out = (
        f" {plural(len(told) - len(shown), 'policy is', 'policies are')} left out." if len(told) > len(shown) else ""
    )
    caption = (
        f"{compared.scope} Everybody is compared with him- or herself under {shorten(compared.baseline.name, 40)}, "
        f"under the same luck; means over replications. The rest up to 100 % are exactly the same.{left_out}"
    )
    finish(
        figure,
        plot_height=rows * (0.65 + 0.3 * len(shown)),
        title=title,
        caption=caption,
        key={f"worse off than under the {compared.base_word}": Patch(color=ORANGE), "better off": Patch(color=BLUE)},
    )
    return Drawing(
        name="winners_and_losers",
        title=title,
        reading=(
            "Each panel is one thing people may gain or lose, each line a policy. The bar to the right are those "
            f"better off than under the {compared.base_word}, the bar to the left those worse off. Long bars on both "
            "sides mean that a mean would hide many gains and losses."
        ),
        alternative=f"{title} {plural(len(measures), 'panel')} of {plural(len(shown), 'bar')} each.",
        figure=figure,
    )


def _everybody(policy: Policy, measure: Measure) -> Group | None:
    return next((one for one in policy.groups if one.kind == "everybody" and one.metric == measure.metric), None)


def _known(group: Group | None) -> bool:
    return group is not None and group.better is not None


def _panel(axes: Axes, measure: Measure, shown: Sequence[Policy]) -> None:
    axes.set_title(_TITLES[measure.metric], loc="left", fontweight="bold", fontsize=9)
    axes.axvline(0, color=GRAY, linewidth=0.8)
    for row, policy in enumerate(shown):
        group = _everybody(policy, measure)
        if group is None or group.better is None or group.worse is None:
            axes.text(0.04, row, "cannot be told", va="center", fontsize=8, color=GRAY)
            continue
        for share, side, color in ((group.worse, -1, ORANGE), (group.better, 1, BLUE)):
            axes.barh(row, side * share, height=0.62, color=color)
            axes.text(
                side * (share + 0.03),
                row,
                f"{100 * share:.0f} %",
                va="center",
                ha="left" if side > 0 else "right",
                fontsize=7.5,
            )
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _title(compared: Compared, shown: Sequence[Policy]) -> str:
    """Say where most people come nearer to the week they wish for, and where most lose."""
    measure = next(one for one in OF_PEOPLE if one.metric == "preference_deviation_days")
    known = [(policy, group) for policy in shown if (group := _everybody(policy, measure)) and group.better is not None]
    if not known:
        return f"What people gain and lose against {shorten(compared.baseline.name, 40)}, the {compared.base_word}."
    gain, lose = min(known, key=lambda pair: pair[1].net), max(known, key=lambda pair: pair[1].net)
    if gain is lose or not (gain[1].net < 0 < lose[1].net):
        policy, group = gain if gain[1].net < 0 or gain is lose else lose
        return f"Under {_called(policy)} {_shares(group)}."
    return (
        f"Under {_called(gain[0])} {_shares(gain[1])}; under {_called(lose[0])} {percent(lose[1].better or 0.0)} do, "
        f"and {percent(lose[1].worse or 0.0)} move away."
    )


def _shares(group: Group) -> str:
    return (
        f"{percent(group.better or 0.0)} of people come nearer to the week they wish for and "
        f"{percent(group.worse or 0.0)} move away from it"
    )


def _called(policy: Policy) -> str:
    return shorten(policy.name, 40)
