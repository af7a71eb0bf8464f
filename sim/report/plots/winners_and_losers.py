"""Shares of people better and worse off than under the baseline, by what they gain or lose and by policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from sim.report.compared import OF_PEOPLE
from sim.report.explorer_changes import base_words
from sim.report.language import ENGLISH
from sim.report.plots.canvas import BLUE, GRAY, ORANGE, Drawing, finish, new_figure
from sim.report.plots.spoken import policy_label
from sim.report.words import percent, short_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.report.compared import Compared, Group, Measure, Policy
    from sim.report.language import Language

MOST_POLICIES = 12
#: Longer names are cut, but for those that the program itself gives.
_NAME_WIDTH = 20
_COLUMNS = 3


def draw(compared: Compared, language: Language = ENGLISH) -> Drawing | None:
    """Draw a panel for each metric with a bar for each policy; nothing where nobody gains or loses."""
    told = [policy for policy in compared.others if policy.groups and not policy.identical]
    shown = told[:MOST_POLICIES]
    measures = [one for one in OF_PEOPLE if any(_known(_everybody(policy, one)) for policy in shown)]
    if not shown or not measures:
        return None
    width = max(_NAME_WIDTH, *(len(text) for key, text in language.texts.items() if key.startswith("policy.")))
    names = short_labels({str(number): language.policy(policy.label) for number, policy in enumerate(shown)}, width)
    figure = new_figure()
    rows = -(-len(measures) // _COLUMNS)
    panels = figure.subplots(rows, min(_COLUMNS, len(measures)), sharex=True, sharey=True, squeeze=False).ravel()
    for axes, measure in zip(panels, measures, strict=False):
        _panel(axes, measure, shown, language)
    for axes in panels[len(measures) :]:
        axes.set_visible(False)
    panels[0].set_yticks(range(len(shown)), [names[str(number)] for number in range(len(shown))])
    panels[0].set_ylim(len(shown) - 0.5, -0.5)
    panels[0].set_xlim(-1.5, 1.5)

    title, than = _title(compared, shown, language), base_words(compared, language, "than")
    left = len(told) - len(shown)
    left_out = f" {language.plural('studyfigure.winners.left_out', left)}" if left else ""
    scope = compared.scopes.get(language.code, compared.scope)
    note = language.say("studyfigure.winners.note", policy=policy_label(compared.baseline, language))
    worse, better = language.say("studyfigure.winners.worse", base=than), language.say("studyfigure.winners.better")
    finish(
        figure,
        plot_height=rows * (0.65 + 0.3 * len(shown)),
        title=title,
        caption=f"{scope} {note}{left_out}",
        key={worse: Patch(color=ORANGE), better: Patch(color=BLUE)},
    )
    return Drawing(
        name="winners_and_losers",
        title=title,
        reading=language.say("studyfigure.winners.reading", base=than),
        alternative=language.say(
            "studyfigure.winners.alternative",
            title=title,
            panels=language.plural("studyfigure.winners.panels", len(measures)),
            bars=language.plural("studyfigure.winners.bars", len(shown)),
        ),
        figure=figure,
    )


def _everybody(policy: Policy, measure: Measure) -> Group | None:
    return next((one for one in policy.groups if one.kind == "everybody" and one.metric == measure.metric), None)


def _known(group: Group | None) -> bool:
    return group is not None and group.better is not None


def _panel(axes: Axes, measure: Measure, shown: Sequence[Policy], language: Language) -> None:
    title = language.say(f"studyfigure.winners.in_{measure.metric}")
    axes.set_title(title, loc="left", fontweight="bold", fontsize=9)
    axes.axvline(0, color=GRAY, linewidth=0.8)
    for row, policy in enumerate(shown):
        group = _everybody(policy, measure)
        if group is None or group.better is None or group.worse is None:
            axes.text(0.04, row, language.say("studyfigure.winners.unknown"), va="center", fontsize=8, color=GRAY)
            continue
        for share, side, color in ((group.worse, -1, ORANGE), (group.better, 1, BLUE)):
            axes.barh(row, side * share, height=0.62, color=color)
            axes.text(
                side * (share + 0.03),
                row,
                language.number(f"{100 * share:.0f} %"),
                va="center",
                ha="left" if side > 0 else "right",
                fontsize=7.5,
            )
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _title(compared: Compared, shown: Sequence[Policy], language: Language) -> str:
    """Say where most people come nearer to the week they wish for, and where most lose."""
    measure = next(one for one in OF_PEOPLE if one.metric == "preference_deviation_days")
    known = [(policy, group) for policy in shown if (group := _everybody(policy, measure)) and group.better is not None]
    if not known:
        base, called = base_words(compared, language, "is"), policy_label(compared.baseline, language)
        return language.say("studyfigure.winners.title_unknown", policy=called, base=base)
    gain, lose = min(known, key=lambda pair: pair[1].net), max(known, key=lambda pair: pair[1].net)
    if gain is lose or not (gain[1].net < 0 < lose[1].net):
        policy, group = gain if gain[1].net < 0 or gain is lose else lose
        better, worse = _shares(group, language)
        return language.say(
            "studyfigure.winners.title_one", policy=policy_label(policy, language), better=better, worse=worse
        )
    better, worse = _shares(gain[1], language)
    other_better, other_worse = _shares(lose[1], language)
    return language.say(
        "studyfigure.winners.title",
        policy=policy_label(gain[0], language),
        better=better,
        worse=worse,
        other=policy_label(lose[0], language),
        other_better=other_better,
        other_worse=other_worse,
    )


def _shares(group: Group, language: Language) -> tuple[str, str]:
    """Write the shares of people better and worse off."""
    return language.number(percent(group.better or 0.0)), language.number(percent(group.worse or 0.0))
