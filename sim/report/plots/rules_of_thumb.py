"""What rules of thumb say against what was simulated, site by site: who would have built too few, who too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from sim.report.plots.canvas import BLACK, BLUE, GREEN, ORANGE, PURPLE, Drawing, drawing_style, finish, new_figure
from sim.report.words import count, percent, plural, short_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.artist import Artist

    from sim.report.sizing import Rule, Sizing, Thumb

MOST_ROWS = 20
_SIGNS: dict[str, tuple[str, str, str]] = {
    "ratio": ("desks per head (0.6)", "s", ORANGE),
    "binomial": ("independent people (binomial)", "o", BLUE),
    "normal": ("normal approximation", "x", PURPLE),
    "erlang_b": ("Erlang B, busiest hour", "^", GREEN),
}
_SAID: dict[str, str] = {
    "ratio": "0.6 desks a head",
    "binomial": "counting people as independent",
    "normal": "a normal law",
    "erlang_b": "Erlang's formula",
}


def draw(sizing: Sizing, scope: str, hidden: frozenset[str] = frozenset()) -> Drawing | None:
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
                f"{count(simulated)} simulated",
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
        axes.set_xlabel(f"{things} by the rule, in % of the {things} simulated for {sizing.promise}")
        title = _title(numbers, rows, rules, things)
        more = len(rows) - len(shown)
        left_out = f" {plural(more, 'smaller site')} left out here; the page's table has all." if more else ""
        sums = "" if resource == "desk" else " Sum of the sizes of each site."
        caption = f"{scope} Rules use the same head counts, attendance and requests as the simulation.{sums}{left_out}"
        finish(
            figure,
            plot_height=0.8 + 0.4 * len(shown),
            title=title,
            caption=caption,
            key=_key(rules, things),
            key_columns=3,
        )
    return Drawing(
        name="rules_of_thumb",
        title=title,
        reading=(
            "Each row is a site, each mark the number a rule of thumb gives. Left of the black line the rule would "
            "have built too few, right of it more than needed. Rules that count people or parties as independent know "
            "nothing of weekdays, holidays and teams that come together; a ratio knows nothing of attendance."
        ),
        alternative=f"{title} Marks for {plural(len(rules), 'rule')}, {plural(len(shown), 'row')}.",
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
    _, marker, color = _SIGNS[rule]
    edge, width = (color, 1.8) if marker == "x" else ("white", 0.8)
    return {
        "marker": marker,
        "markersize": 7.5,
        "linewidth": 0,
        "color": color,
        "markeredgecolor": edge,
        "markeredgewidth": width,
    }


def _key(rules: Sequence[str], things: str) -> dict[str, Artist]:
    marks: dict[str, Artist] = {}
    for rule in rules:
        marks[_SIGNS[rule][0]] = Line2D([], [], **_style(rule))
    return marks | {f"{things} simulated": Line2D([], [], color=BLACK, linewidth=1.4)}


def _title(numbers: Mapping[str, Mapping[str, int]], rows: Sequence[str], rules: Sequence[str], things: str) -> str:
    """Say by how much each rule misses, all sites together, or from where to where if it misses on both sides."""
    said = []
    for rule in rules:
        if rule == "normal" and "binomial" in rules:
            continue  # it says the same
        sites = [site for site in rows if rule in numbers[site]]
        misses = [numbers[site][rule] / numbers[site]["simulated"] - 1 for site in sites]
        if min(misses) < 0 < max(misses) and len(sites) > 1:
            said.append(f"{_SAID[rule]} gives from {percent(-min(misses))} too few to {percent(max(misses))} too many")
        else:
            simulated = sum(numbers[site]["simulated"] for site in sites)
            whole = sum(numbers[site][rule] for site in sites) / simulated - 1
            much = f"{percent(abs(whole))} too {'few' if whole < 0 else 'many'}" if whole else "as many as simulated"
            said.append(f"{_SAID[rule]} gives {much}")
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]} ({things}, {plural(len(rows), 'site')})."
