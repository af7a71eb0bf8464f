"""How many desks each site needs at several service levels, against the desks of today: what a stricter one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.language import ENGLISH
from sim.report.phrases import level_in
from sim.report.plots.canvas import BLACK, BLUE, GRAY, VERMILION, Drawing, drawing_style, finish, new_figure
from sim.report.plots.spoken import spoken_ticks
from sim.report.words import count, short_labels, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.language import Language
    from sim.report.sizing import Need, Sizing
    from sim.stats.interval import Interval

MOST_ROWS = 20
_SHADES = ("#B3D7EF", "#7DBCE3", "#3E96CC", "#0072B2", "#003C66")


def draw(
    sizing: Sizing, scope: str, hidden: frozenset[str] = frozenset(), language: Language = ENGLISH
) -> Drawing | None:
    """Draw a row of marks for each site, the largest on top; nothing where no site has both desks and an answer."""
    there = [
        need
        for need in sorted(sizing.sites, key=lambda need: (-need.current, need.site_id or ""))
        if need.site_id not in hidden and need.current > 0 and sizing.levels.get(need.site_id or "")
    ]
    if not there:
        return None
    shown = there[:MOST_ROWS]
    levels = sorted({level for need in shown for level in sizing.levels[need.site_id or ""]})
    colors = dict(
        zip(levels, _SHADES[-len(levels) :] if len(levels) <= len(_SHADES) else (BLUE,) * len(levels), strict=True)
    )
    labels = short_labels({need.site_id or "": sizing.names[need.site_id or ""] for need in shown}, 24)
    with drawing_style():
        figure = new_figure()
        axes = figure.add_subplot()
        for row, need in enumerate(shown):
            _row(axes, row, need, sizing, colors, language)
        axes.axvline(100, color=VERMILION, linewidth=1.6, zorder=1)
        axes.set_yticks(range(len(shown)), list(labels.values()))
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.locator_params(axis="x", nbins=9, integer=True)
        axes.grid(visible=True, axis="x")
        spoken_ticks(axes, language, "x")
        axes.set_xlabel(language.say("studyfigure.levels.axis"))
        title = _title(sizing, there, language)
        more = len(there) - len(shown)
        left_out = f" {language.plural('studyfigure.levels.left_out', more)}" if more else ""
        caption = f"{scope} {language.say('studyfigure.levels.note', days=sizing.days_in(language))}{left_out}"
        finish(
            figure, plot_height=0.8 + 0.44 * len(shown), title=title, caption=caption,
            key=_key(colors, sizing.level, language), key_columns=4,
        )  # fmt: skip
    return Drawing(
        name="desks_by_service_level",
        title=title,
        reading=language.say("studyfigure.levels.reading"),
        alternative=language.say(
            "studyfigure.levels.alternative",
            title=title,
            levels=language.plural("studyfigure.levels.marks", len(levels)),
            rows=language.plural("figure.rows", len(shown)),
        ),
        figure=figure,
    )


def _row(axes: Axes, row: int, need: Need, sizing: Sizing, colors: Mapping[float, str], language: Language) -> None:
    levels = sizing.levels[need.site_id or ""]
    scale = 100 / need.current
    numbers = [(level, interval) for level, interval in sorted(levels.items()) if interval.estimate is not None]
    ends = [interval.estimate or 0.0 for _, interval in numbers]
    axes.plot([min(ends) * scale, max(ends) * scale], [row, row], color="#CCCCCC", linewidth=3, zorder=1)
    for level, interval in numbers:
        asked = level == sizing.level
        if asked and interval.low is not None and interval.high is not None:
            axes.plot([interval.low * scale, interval.high * scale], [row, row], color=BLACK, linewidth=1.4, zorder=2)
        axes.plot(
            (interval.estimate or 0.0) * scale, row, marker="D" if asked else "o", markersize=9 if asked else 7,
            color=colors[level], markeredgecolor=BLACK if asked else "white", markeredgewidth=1, zorder=3,
        )  # fmt: skip
    axes.annotate(
        _note(need, levels.get(sizing.level), language), (1.015, row), xycoords=("axes fraction", "data"),
        va="center", fontsize=8.2, linespacing=1.2, color=BLACK,
    )  # fmt: skip


def _note(need: Need, at_level: Interval | None, language: Language) -> str:
    if at_level is None or at_level.estimate is None:
        needed = language.say("studyfigure.levels.unknown")
    else:
        needed = language.say("figure.needed", number=language.with_interval(at_level))
    return f"{needed}\n{language.say('figure.today', number=language.number(count(need.current)))}"


def _key(colors: Mapping[float, str], asked: float, language: Language) -> dict[str, Artist]:
    marks: dict[str, Artist] = {}
    for level, color in colors.items():
        marker, edge = ("D", BLACK) if level == asked else ("o", "white")
        words = language.say("studyfigure.levels.level", level=level_in(language, level))
        marks[words] = Line2D([], [], marker=marker, linewidth=0, markersize=8, color=color, markeredgecolor=edge)
    return marks | {
        language.say("figure.desks_today"): Line2D([], [], color=VERMILION, linewidth=1.6),
        language.say("figure.interval"): Line2D([], [], color=GRAY, linewidth=1.4),
    }


def _title(sizing: Sizing, there: list[Need], language: Language) -> str:
    """Say what the level asked for takes at all sites shown, and what the next stricter one would take more."""
    level = sizing.level
    known = [need for need in there if level in sizing.levels[need.site_id or ""]]
    if len(known) < len(there):
        return language.say("studyfigure.levels.title_unknown")
    desks = sum(round(sizing.levels[need.site_id or ""][level].estimate or 0) for need in there)
    today = sum(need.current for need in there)
    numbers = {
        "level": level_in(language, level),
        "desks": language.plural("amount.desks", desks),
        "today": language.number(count(today)),
    }
    which = "over" if desks > today else "of"
    if len(there) == 1:
        site = shorten(sizing.names[there[0].site_id or ""], 30)
        said = language.say(f"studyfigure.levels.title_{which}_one", site=site, **numbers)
    else:
        said = language.say(f"studyfigure.levels.title_{which}_all", number=str(len(there)), **numbers)
    at = [sizing.levels[need.site_id or ""] for need in there]
    stricter = [
        one for one in sorted(at[0]) if one > level and all(one in levels and levels[one].estimate for levels in at)
    ]
    if not stricter:
        return language.say("studyfigure.levels.title", said=said)
    following = stricter[0]
    more = sum(round(sizing.levels[need.site_id or ""][following].estimate or 0) for need in there) - desks
    return language.say(
        "studyfigure.levels.title_stricter",
        said=said,
        level=level_in(language, following),
        more=language.number(count(more)),
    )
