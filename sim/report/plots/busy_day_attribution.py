"""Why was that day full? The busy day of the largest site, taken apart by who decided, purpose and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.busy_day import busy_days
from sim.report.plots.canvas import BLUE, GRAY, VERMILION, Drawing, finish, new_figure
from sim.report.plots.office_day_deciders import DECIDERS
from sim.report.plots.spoken import spoken_ticks
from sim.report.purposes import OTHER, decider_words, layer_of, purpose_words, with_article
from sim.report.words import count, legible, percent, shorten

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.busy_day import BusyDay
    from sim.report.evidence import Evidence
    from sim.report.language import Language
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
    day, language = days[0], evidence.language
    panels = {
        language.say("figure.busy.who"): _deciders(day.deciders, language),
        language.say("figure.busy.purpose"): _purposes(day.purposes, language),
        language.say("figure.busy.unit"): _units(day.units, language),
    }
    heights = [max(len(steps), 1) + 0.7 for steps in panels.values()]

    figure = new_figure()
    grid = figure.add_gridspec(len(panels), 1, height_ratios=heights)
    first: Axes | None = None
    for number, (name, steps) in enumerate(panels.items()):
        axes = figure.add_subplot(grid[number], sharex=first)
        first = first or axes
        _waterfall(axes, steps, day, language)
        axes.set_title(name, loc="left", fontweight="bold", fontsize=9, pad=3)
        last = number == len(panels) - 1
        axes.tick_params(axis="x", labelbottom=last)
        if last:
            axes.set_xlabel(language.say("figure.busy.axis"))
    if first is not None:
        first.set_xlim(0, max(day.peak, float(day.site.desks)) * 1.17)
        first.locator_params(axis="x", integer=True)
        spoken_ticks(first, language, "x")

    title = _title(day, language)
    others = len(days) - 1
    key: dict[str, Artist] = {language.plural("figure.exist", day.site.desks): Line2D([], [], color=VERMILION)}
    more = f" {language.plural('figure.busy.others', others)}" if others else ""
    caption = f"{evidence.scope()} {language.say('figure.busy.note')}{more}"
    finish(figure, plot_height=0.75 + 0.255 * sum(heights), title=title, caption=caption, key=key)
    return Drawing(
        name="busy_day_attribution",
        title=title,
        reading=language.say("figure.busy.reading"),
        alternative=language.say("figure.busy.alternative", title=title, parts=", ".join(panels)),
        figure=figure,
    )


def _deciders(parts: Parts | None, language: Language) -> list[_Step]:
    if parts is None:
        return []
    shown = [
        _Step(words=decider_words(name, language), desks=desks, color=DECIDERS[name][0])
        for name, desks in parts.shown.items()
    ]
    return shown + _rest(parts, language.say("figure.busy.several_levels"))


def _purposes(parts: Parts | None, language: Language) -> list[_Step]:
    if parts is None:
        return []
    order = sorted(parts.shown.items(), key=lambda part: (part[0] != "desk_work", -part[1]))
    shown = [
        _Step(words=purpose_words(name, language), desks=desks, color=layer_of(name).color) for name, desks in order
    ]
    return shown + _rest(parts, language.plural("figure.busy.other_purposes", len(parts.merged)))


def _units(parts: Parts | None, language: Language) -> list[_Step]:
    if parts is None:
        return []
    order = sorted(parts.shown.items(), key=lambda part: (-part[1], part[0]))
    shown = [_Step(words=shorten(name, 30), desks=desks, color=BLUE) for name, desks in order]
    return shown + _rest(parts, language.plural("figure.busy.other_units", len(parts.merged)))


def _rest(parts: Parts, words: str) -> list[_Step]:
    return [_Step(words=words, desks=parts.other, color=OTHER.color)] if parts.merged else []


def _waterfall(axes: Axes, steps: list[_Step], day: BusyDay, language: Language) -> None:
    start = 0.0
    for row, step in enumerate(steps):
        axes.barh(row, step.desks, left=start, height=0.72, color=step.color, edgecolor="white", linewidth=0.6)
        end = start + step.desks
        if row + 1 < len(steps):
            axes.plot([end, end], [row - 0.36, row + 1.36], color=GRAY, linewidth=0.6)
        note = language.say(
            "figure.busy.step",
            desks=language.number(count(step.desks)),
            share=language.number(percent(step.desks / day.peak)),
        )
        axes.annotate(
            note, (end, row), xytext=(4, 0),
            textcoords="offset points", va="center", ha="left", fontsize=8.2,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )  # fmt: skip
        start = end
    if not steps:
        axes.text(0, 0, f" {language.say('figure.busy.hidden')}", va="center", color=GRAY, fontsize=8.5)
    rows = max(len(steps), 1)
    axes.set_yticks(range(len(steps)), [legible(step.words) for step in steps])
    axes.set_ylim(rows - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.axvline(day.site.desks, color=VERMILION, linewidth=1.5, zorder=0.5)
    axes.grid(visible=True, axis="x")


def _title(day: BusyDay, language: Language) -> str:
    """`On a busy day at Tapiola 225 desks are wanted, and 210 exist; 71 % would have come anyway; ...`."""
    parts = [
        language.say(
            "figure.busy.title_fits" if day.peak <= day.site.desks else "figure.busy.title_over",
            site=shorten(day.site.name, 30),
            peak=language.number(count(day.peak)),
            desks=language.number(count(day.site.desks)),
        )
    ]
    if day.anyway_share is not None:
        parts.append(language.say("figure.busy.title_anyway", share=language.number(percent(day.anyway_share))))
    gathering = {} if day.purposes is None else {k: v for k, v in day.purposes.shown.items() if k != "desk_work"}
    if gathering:
        most = max(gathering, key=lambda name: gathering[name])
        key = "figure.busy.title_having" if most.endswith("_day") else "figure.busy.title_having_that_day"
        share = language.number(percent(gathering[most] / day.peak))
        parts.append(language.say(key, share=share, what=with_article(most, language)))
    return f"{'; '.join(parts)}."
