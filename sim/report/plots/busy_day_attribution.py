"""Why was that day full? The busy day of the largest site, taken apart by who decided, purpose and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.busy_day import busy_days
from sim.report.plots.canvas import BLUE, GRAY, VERMILION, Drawing, finish, new_figure
from sim.report.plots.office_day_deciders import DECIDERS
from sim.report.purposes import DECIDER_WORDS, OTHER, layer_of, purpose_words, with_article
from sim.report.words import count, legible, percent, plural, shorten

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.busy_day import BusyDay
    from sim.report.evidence import Evidence
    from sim.report.merging import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    words: str
    desks: float
    color: str


def draw(evidence: Evidence) -> Drawing | None:
    """Draw three waterfalls that lead from 0 to the peak; nothing where hardly anybody wants a desk."""
    days = busy_days(evidence)
    if not days:
        return None
    day = days[0]
    panels = {
        "who decided": _deciders(day.deciders),
        "for what purpose that day": _purposes(day.purposes),
        "from which unit": _units(day.units),
    }
    heights = [max(len(steps), 1) + 0.7 for steps in panels.values()]

    figure = new_figure()
    grid = figure.add_gridspec(len(panels), 1, height_ratios=heights)
    first: Axes | None = None
    for number, (name, steps) in enumerate(panels.items()):
        axes = figure.add_subplot(grid[number], sharex=first)
        first = first or axes
        _waterfall(axes, steps, day)
        axes.set_title(name, loc="left", fontweight="bold", fontsize=9, pad=3)
        last = number == len(panels) - 1
        axes.tick_params(axis="x", labelbottom=last)
        if last:
            axes.set_xlabel("desks wanted at the peak of the busy day")
    if first is not None:
        first.set_xlim(0, max(day.peak, float(day.site.desks)) * 1.17)
        first.locator_params(axis="x", integer=True)

    title = _title(day)
    others = len(days) - 1
    key: dict[str, Artist] = {plural(day.site.desks, "desk exists", "desks exist"): Line2D([], [], color=VERMILION)}
    more = f" The page's table has {plural(others, 'other site')}." if others else ""
    caption = (
        f"{evidence.scope()} The busy day is the workday at rank 95 % by desks wanted, at its first peak minute; parts "
        "and peak are means over replications, no interval, so the peak may differ a little from the 95 % day. Parts "
        f"under 5 people are merged, together with one that would reveal them.{more}"
    )
    finish(figure, plot_height=0.75 + 0.255 * sum(heights), title=title, caption=caption, key=key)
    return Drawing(
        name="busy_day_attribution",
        title=title,
        reading=(
            "Each of the three parts takes the same peak apart: its bars begin where the one above ends and together "
            "reach the peak. At the top stand those who would have come that day by their own wish, whatever anybody "
            "asked of them; the other days were first needed by the rule or gathering named. Purpose is that of the "
            "person's whole day: a person counted for a team meeting attends it at some time of that day, and need "
            "not sit in it at the peak. Who would have come anyway may be there for any purpose; a color has another "
            "meaning in each part."
        ),
        alternative=f"{title} Three waterfall charts of {', '.join(panels)}; the page's table has the main parts.",
        figure=figure,
    )


def _deciders(parts: Parts | None) -> list[_Step]:
    if parts is None:
        return []
    shown = [
        _Step(words=DECIDER_WORDS[name], desks=desks, color=DECIDERS[name][0]) for name, desks in parts.shown.items()
    ]
    return shown + _rest(parts, "several levels, not shown apart")


def _purposes(parts: Parts | None) -> list[_Step]:
    if parts is None:
        return []
    order = sorted(parts.shown.items(), key=lambda part: (part[0] != "desk_work", -part[1]))
    shown = [_Step(words=purpose_words(name), desks=desks, color=layer_of(name).color) for name, desks in order]
    return shown + _rest(parts, plural(len(parts.merged), "other purpose"))


def _units(parts: Parts | None) -> list[_Step]:
    if parts is None:
        return []
    order = sorted(parts.shown.items(), key=lambda part: (-part[1], part[0]))
    shown = [_Step(words=shorten(name, 30), desks=desks, color=BLUE) for name, desks in order]
    return shown + _rest(parts, plural(len(parts.merged), "other unit"))


def _rest(parts: Parts, words: str) -> list[_Step]:
    return [_Step(words=words, desks=parts.other, color=OTHER.color)] if parts.merged else []


def _waterfall(axes: Axes, steps: list[_Step], day: BusyDay) -> None:
    start = 0.0
    for row, step in enumerate(steps):
        axes.barh(row, step.desks, left=start, height=0.72, color=step.color, edgecolor="white", linewidth=0.6)
        end = start + step.desks
        if row + 1 < len(steps):
            axes.plot([end, end], [row - 0.36, row + 1.36], color=GRAY, linewidth=0.6)
        axes.annotate(
            f"{count(step.desks)} ({percent(step.desks / day.peak)})", (end, row), xytext=(4, 0),
            textcoords="offset points", va="center", ha="left", fontsize=8.2,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )  # fmt: skip
        start = end
    if not steps:
        axes.text(0, 0, " not shown: a small group would be revealed", va="center", color=GRAY, fontsize=8.5)
    rows = max(len(steps), 1)
    axes.set_yticks(range(len(steps)), [legible(step.words) for step in steps])
    axes.set_ylim(rows - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.axvline(day.site.desks, color=VERMILION, linewidth=1.5, zorder=0.5)
    axes.grid(visible=True, axis="x")


def _title(day: BusyDay) -> str:
    """`On a busy day at Tapiola 225 desks are wanted, and 210 exist; 71 % would have come anyway; ...`."""
    peak, desks = count(day.peak), count(day.site.desks)
    wanted = (
        f"{peak} of {desks} desks are wanted"
        if day.peak <= day.site.desks
        else f"{peak} desks are wanted, and {desks} exist"
    )
    parts = [f"On a busy day at {shorten(day.site.name, 30)} {wanted}"]
    if day.anyway_share is not None:
        parts.append(f"{percent(day.anyway_share)} would have come anyway")
    gathering = {} if day.purposes is None else {k: v for k, v in day.purposes.shown.items() if k != "desk_work"}
    if gathering:
        most = max(gathering, key=lambda name: gathering[name])
        when = "" if most.endswith("_day") else " that day"
        parts.append(f"{percent(gathering[most] / day.peak)} have {with_article(most)}{when}")
    return f"{'; '.join(parts)}."
