"""Requests refused without and under each rule, and the rooms that would do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.report.language import ENGLISH
from sim.report.plots.canvas import BLUE, GRAY, ORANGE, Drawing, drawing_style, finish, new_figure, wrapped
from sim.report.plots.spoken import spoken_ticks
from sim.report.words import fine_percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.language import Language
    from sim.report.room_rules_page import RuleRow


@drawing_style()
def draw(rows: Sequence[RuleRow], says: Mapping[str, str], failed: str = "", language: Language = ENGLISH) -> Drawing:
    """Draw one line per rule: from what is refused without it to what is refused under it."""
    figure = new_figure()
    axes = figure.add_subplot()
    highest = 0.0
    for place, row in enumerate(rows):
        a, b = 100 * (row.refused_share_without or 0), 100 * (row.refused_share_under or 0)
        axes.plot([a, b], [place, place], color=GRAY, linewidth=1.4)
        axes.plot(a, place, marker="o", color=ORANGE, markersize=7)
        axes.plot(b, place, marker="o", color=BLUE, markersize=7)
        axes.annotate(
            _worth(row, language),
            (max(a, b), place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
        highest = max(highest, a, b)
    axes.set_yticks(range(len(rows)), [_in_lines(says[row.rule]) for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, highest * 1.4 or 1)
    axes.set_xlabel(language.say("studyfigure.rules.axis"))
    spoken_ticks(axes, language, "x")
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)
    title = _title(rows, says, language)
    finish(
        figure,
        plot_height=0.6 + 0.55 * len(rows),
        title=title,
        caption=f"{language.say('studyfigure.rules.note')}{failed}",
        key={
            language.say("studyfigure.rules.dot_without"): _dot(ORANGE),
            language.say("studyfigure.rules.dot_under"): _dot(BLUE),
        },
    )
    return Drawing(
        name="rules_in_rooms",
        title=title,
        reading=language.say("studyfigure.rules.reading"),
        alternative=language.say("studyfigure.rules.alternative", title=title, number=str(len(rows))),
        figure=figure,
    )


def _dot(color: str) -> Line2D:
    return Line2D([], [], marker="o", color=color, linewidth=0, markersize=7)


def _worth(row: RuleRow, language: Language) -> str:
    """Say how many rooms would do the same."""
    if not row.is_clear:
        return language.say("studyfigure.rules.luck")
    if row.rooms_worth is None:
        return language.say("studyfigure.rules.worth_over")
    return language.say("studyfigure.rules.worth", number=language.number(f"{row.rooms_worth:.1f}"))


def _in_lines(text: str) -> str:
    """Break a rule into two lines of about equal length."""
    parts = wrapped(text, 9.5).replace("\n", " ").split(" ")
    half = min(range(1, len(parts)), key=lambda cut: abs(len(" ".join(parts[:cut])) - len(" ".join(parts[cut:]))))
    return f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}"


def _title(rows: Sequence[RuleRow], says: Mapping[str, str], language: Language) -> str:
    clear = [row for row in rows if row.is_clear and (row.difference or 0) > 0]
    if not clear:
        return language.say("studyfigure.rules.title_none")
    best = max(clear, key=lambda row: row.difference or 0.0)
    return language.say(
        "studyfigure.rules.title",
        rule=says[best.rule],
        under=language.number(fine_percent(best.refused_share_under or 0)),
        without=language.number(fine_percent(best.refused_share_without or 0)),
    )
