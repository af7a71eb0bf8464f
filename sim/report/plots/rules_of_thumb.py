"""What rules of thumb say against what was simulated, site by site: who would have built too few, who too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from sim.report.language import ENGLISH
from sim.report.plots.canvas import BLACK, BLUE, GREEN, ORANGE, PURPLE, Drawing, drawing_style, finish, new_figure
from sim.report.plots.spoken import first_large, spoken_ticks
from sim.report.words import count, percent, short_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.artist import Artist

    from sim.report.language import Language
    from sim.report.sizing import Rule, Sizing, Thumb

MOST_ROWS = 20
_SIGNS: dict[str, tuple[str, str]] = {
    "ratio": ("s", ORANGE),
    "binomial": ("o", BLUE),
    "normal": ("x", PURPLE),
    "erlang_b": ("^", GREEN),
}


def draw(
    sizing: Sizing, scope: str, hidden: frozenset[str] = frozenset(), language: Language = ENGLISH
) -> Drawing | None:
    """Draw each rule's number in per cent of the simulated one, a row for each site, the largest on top.

    Of rooms it is the sum of all sizes of a site that both know.
    """
    resource = "desk" if sizing.sites else "room"
    thumbs = [one for one in sizing.thumbs if one.resource == resource and one.site_id not in hidden]
    numbers = _numbers(thumbs)
    rows = sorted(
        (site for site in numbers if numbers[site]["simulated"] > 0), key=lambda s: (-numbers[s]["simulated"], s)
    )
    rules = [rule for rule in _SIGNS if any(rule in numbers[site] for site in rows)]
    if not rows or not rules:
        return None
    shown = rows[:MOST_ROWS]
    labels = short_labels({site: sizing.names[site] for site in shown}, 24)
    things = f"{resource}s"
    with drawing_style():
        figure = new_figure()
        axes = figure.add_subplot()
        axes.axvline(100, color=BLACK, linewidth=1.4, zorder=1)
        for row, site in enumerate(shown):
            simulated = numbers[site]["simulated"]
            for rule in rules:
                if rule in numbers[site]:
                    axes.plot(100 * numbers[site][rule] / simulated, row, zorder=3, **_style(rule))
            axes.annotate(
                language.say("studyfigure.thumbs.simulated", number=language.number(count(simulated))),
                (1.015, row),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=8.2,
            )
        axes.set_yticks(range(len(shown)), list(labels.values()))
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.locator_params(axis="x", nbins=9, integer=True)
        axes.grid(visible=True, axis="x")
        spoken_ticks(axes, language, "x")
        axes.set_xlabel(language.say(f"studyfigure.thumbs.{things}_axis", promise=sizing.promise_in(language)))
        title = _title(numbers, rows, rules, things, language)
        more = len(rows) - len(shown)
        left_out = f" {language.plural('studyfigure.levels.left_out', more)}" if more else ""
        sums = "" if resource == "desk" else f" {language.say('studyfigure.thumbs.sums')}"
        caption = f"{scope} {language.say('studyfigure.thumbs.note')}{sums}{left_out}"
        finish(
            figure,
            plot_height=0.8 + 0.4 * len(shown),
            title=title,
            caption=caption,
            key=_key(rules, things, language),
            key_columns=3,
        )
    return Drawing(
        name="rules_of_thumb",
        title=title,
        reading=language.say("studyfigure.thumbs.reading"),
        alternative=language.say(
            "studyfigure.thumbs.alternative",
            title=title,
            rules=language.plural("studyfigure.thumbs.rules", len(rules)),
            rows=language.plural("figure.rows", len(shown)),
        ),
        figure=figure,
    )


def _numbers(thumbs: Sequence[Thumb]) -> dict[str, dict[str, int]]:
    """Numbers by site and rule; sizes of room of which a rule or the simulation has no answer are left out."""
    by_thing: dict[tuple[str, int | None], dict[Rule, int | None]] = {}
    for one in thumbs:
        by_thing.setdefault((one.site_id, one.seats), {})[one.rule] = one.needed
    found: dict[str, dict[str, int]] = {}
    for (site, _), needed in by_thing.items():
        if None in needed.values() or "simulated" not in needed:
            continue
        mine = found.setdefault(site, {})
        for rule, number in needed.items():
            mine[rule] = mine.get(rule, 0) + (number or 0)
    return found


def _style(rule: str) -> dict[str, Any]:
    """Give the mark of a rule; a cross has no edge of its own, so it takes its color there."""
    marker, color = _SIGNS[rule]
    edge, width = (color, 1.8) if marker == "x" else ("white", 0.8)
    return {
        "marker": marker,
        "markersize": 7.5,
        "linewidth": 0,
        "color": color,
        "markeredgecolor": edge,
        "markeredgewidth": width,
    }


def _key(rules: Sequence[str], things: str, language: Language) -> dict[str, Artist]:
    marks: dict[str, Artist] = {}
    for rule in rules:
        marks[language.say(f"studyfigure.thumbs.by_{rule}")] = Line2D([], [], **_style(rule))
    simulated = language.say(f"studyfigure.thumbs.{things}_simulated")
    return marks | {simulated: Line2D([], [], color=BLACK, linewidth=1.4)}


def _title(
    numbers: Mapping[str, Mapping[str, int]],
    rows: Sequence[str],
    rules: Sequence[str],
    things: str,
    language: Language,
) -> str:
    """Say by how much each rule misses, all sites together, or from where to where if it misses on both sides."""
    said = []
    for rule in rules:
        if rule == "normal" and "binomial" in rules:
            continue  # it says the same
        sites = [site for site in rows if rule in numbers[site]]
        misses = [numbers[site][rule] / numbers[site]["simulated"] - 1 for site in sites]
        if min(misses) < 0 < max(misses) and len(sites) > 1:
            low, high = (language.number(percent(share)) for share in (-min(misses), max(misses)))
            said.append(language.say("studyfigure.thumbs.both", rule=_said(rule, language), low=low, high=high))
        else:
            simulated = sum(numbers[site]["simulated"] for site in sites)
            whole = sum(numbers[site][rule] for site in sites) / simulated - 1
            said.append(_missed(rule, whole, language))
    sites_in_all = language.plural("amount.sites", len(rows))
    return language.say(f"studyfigure.thumbs.title_{things}", said=first_large("; ".join(said)), sites=sites_in_all)


def _missed(rule: str, whole: float, language: Language) -> str:
    """Say by how much a rule misses, all sites together."""
    name = _said(rule, language)
    if not whole:
        return language.say("studyfigure.thumbs.as_many", rule=name)
    key = "studyfigure.thumbs.too_few" if whole < 0 else "studyfigure.thumbs.too_many"
    return language.say(key, rule=name, share=language.number(percent(abs(whole))))


def _said(rule: str, language: Language) -> str:
    return language.say(f"studyfigure.thumbs.said_{rule}")
