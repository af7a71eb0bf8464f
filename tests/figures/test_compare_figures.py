"""The two figures of a comparison: what they draw, what their titles say, and names that break other things."""

from __future__ import annotations

import dataclasses
import io

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sim.report.compared import Change, Compared, Group, Policy
from sim.report.plots import frontier, winners_and_losers
from sim.report.plots.canvas import drawing_style, png_bytes, svg_bytes
from sim.stats.interval import Interval
from tests.report.synthetic import NASTY

PEOPLE_METRICS = [one.metric for one in winners_and_losers.OF_PEOPLE]


def policy(label, desks, together, *, better=0.2, worse=0.5, beaten=(), leaner_than=(), closer_than=()):
    return Policy(
        label=label,
        figures={
            "desks_needed": Interval(desks, desks - 10, desks + 12),
            "copresence_share": Interval(together, together - 0.01, together + 0.01),
        },
        site_desks={},
        changes={"desks_needed": Change(interval=Interval(1.0, 0.5, 1.5), verdict="b_higher")},
        groups=[
            Group(
                kind="everybody",
                group="everybody",
                metric=metric,
                better=better,
                worse=worse,
                interval=Interval(1, 1, 1),
            )
            for metric in PEOPLE_METRICS
        ],
        dominated_by=beaten,
        leaner_than=leaner_than,
        closer_than=closer_than,
    )


def compared(*policies, **changes):
    values = {
        "policies": policies,
        "names": {},
        "sizes": {("everybody", "everybody"): 500},
        "site_names": {"S1": "One", "S2": "Two"},
        "site_people": {"S1": 300, "S2": 200},
        "site_desks": {"S1": 200, "S2": 110},
        "people": 500,
        "level": 0.95,
        "replications": 20,
        "replications_planned": 20,
        "days": 253,
        "days_counted": "workdays",
        "goals": {},
        "scope": "Scenario espoo. 20 replications of 253 workdays under the same luck, seed 1.",
    }
    return Compared(**(values | changes))


BASE = policy("team_led", 300, 0.5)
LEAN = policy("free_choice", 260, 0.42, better=0.6, worse=0.1, leaner_than=("team_led", "anchor_days"))
CLOSE = policy("anchor_days", 380, 0.55, better=0.1, worse=0.8, closer_than=("team_led", "free_choice"))


def draw(module, evidence):
    with drawing_style():
        return module.draw(evidence)


def texts(drawing):
    return [text.get_text() for axes in drawing.figure.axes for text in axes.texts]


def test_each_policy_stands_at_its_desks_and_togetherness_with_both_intervals():
    drawing = draw(frontier, compared(BASE, LEAN, CLOSE))
    axes = drawing.figure.axes[0]
    points = {tuple(map(float, line.get_xydata()[0])) for line in axes.lines if line.get_marker() in {"o", "D"}}
    assert points == {(300.0, 0.5), (260.0, 0.42), (380.0, 0.55)}
    assert sum(len(line.get_xdata()) == 2 and line.get_xdata()[0] != line.get_xdata()[1] for line in axes.lines) == 3
    assert {"team led (status quo)", "free choice", "anchor days"} <= set(texts(drawing))
    assert "310 exist" in texts(drawing)
    assert axes.get_xlabel() == "desks needed on 95 % of workdays, all sites added up"


def test_the_title_says_who_is_together_most_and_what_the_leanest_saves():
    title = draw(frontier, compared(BASE, LEAN, CLOSE)).title
    assert title.startswith(
        "Most togetherness is under anchor days: 55 % of team-mates met, against 42 % under free choice"
    )
    assert "120 fewer" in title


def test_the_title_claims_no_more_than_the_paired_limits_do():
    unsure = dataclasses.replace(LEAN, leaner_than=("anchor_days",))
    title = draw(frontier, compared(BASE, unsure, CLOSE)).title
    assert title == (
        "Most togetherness is under anchor days (55 % of team-mates met); whether free choice or team led needs fewest "
        "desks cannot be told."
    )
    unsure = dataclasses.replace(CLOSE, closer_than=())
    title = draw(frontier, compared(BASE, LEAN, unsure)).title
    assert title == (
        "Whether anchor days, team led or free choice has most togetherness cannot be told; free choice needs fewest "
        "desks (260)."
    )
    many = [policy(f"p{number}", 300 + number, 0.5) for number in range(5)]
    assert draw(frontier, compared(*many)).title == (
        "Which of 5 policies has most togetherness cannot be told; which of 5 policies needs fewest desks cannot be "
        "told."
    )


def test_a_policy_that_clearly_has_both_is_said_to():
    both = policy(
        "team_days", 250, 0.6, leaner_than=("team_led", "free_choice"), closer_than=("team_led", "free_choice")
    )
    title = draw(frontier, compared(BASE, LEAN, both)).title
    assert title == "team days has most togetherness (60 % of team-mates met) and needs fewest desks (250)."


def test_shares_that_read_the_same_have_a_decimal_in_the_title():
    near = policy("anchor_days", 380, 0.5034, closer_than=("team_led",))
    lean = dataclasses.replace(BASE, leaner_than=("anchor_days",))
    title = draw(frontier, compared(lean, near)).title
    assert "anchor days: 50.3 % of team-mates met, against 50.0 % under team led" in title


def test_another_baseline_is_no_status_quo_in_either_figure():
    for module in (frontier, winners_and_losers):
        drawing = draw(module, compared(BASE, LEAN, CLOSE, status_quo=False))
        words = [*texts(drawing), drawing.title, drawing.reading, drawing.alternative]
        words += [text.get_text() for legend in drawing.figure.legends for text in legend.get_texts()]
        words += [text.get_text() for text in drawing.figure.texts]
        assert "status quo" not in " ".join(words)
        assert "baseline" in " ".join(words)


def test_goals_are_lines_with_their_number():
    drawing = draw(frontier, compared(BASE, LEAN, goals={"copresence_share": 0.6, "desk_wanted_peak_p95": 250}))
    assert {"goal: 60 %", "goal: 250"} <= set(texts(drawing))
    low, high = drawing.figure.axes[0].get_ylim()
    assert low < 0.6 < high
    assert "goal for desks was set for all sites at one moment" in " ".join(
        text.get_text().replace("\n", " ") for text in drawing.figure.texts
    )


def test_there_is_no_frontier_where_desks_cannot_be_told():
    unknown = dataclasses.replace(BASE, figures={"copresence_share": Interval(0.5, 0.4, 0.6)})
    assert draw(frontier, compared(unknown, unknown)) is None


def test_bars_are_the_shares_of_people_better_and_worse_off():
    drawing = draw(winners_and_losers, compared(BASE, LEAN, CLOSE))
    first = drawing.figure.axes[0]
    assert [round(bar.get_width(), 6) for bar in first.patches] == [-0.1, 0.6, -0.8, 0.1]
    assert [label.get_text() for label in first.get_yticklabels()] == ["free choice", "anchor days"]
    assert len([axes for axes in drawing.figure.axes if axes.get_visible()]) == len(PEOPLE_METRICS)
    assert drawing.title.startswith("Under free choice 60 % of people come nearer to the week they wish for")


def test_nobody_to_compare_gives_no_bars():
    strangers = dataclasses.replace(LEAN, groups=())
    assert draw(winners_and_losers, compared(BASE, strangers)) is None


@pytest.mark.parametrize("module", [frontier, winners_and_losers])
def test_nasty_names_break_nothing_and_the_same_gives_the_same_bytes(module):
    many = [policy(name, 250 + 7 * number, 0.4 + 0.013 * number) for number, name in enumerate(NASTY * 2)]
    evidence = compared(BASE, *many, goals={"copresence_share": 0.5})
    one, two = draw(module, evidence), draw(module, evidence)
    svg, png = svg_bytes(one.figure), png_bytes(one.figure)
    assert (svg, png) == (svg_bytes(two.figure), png_bytes(two.figure))
    assert len(Image.open(io.BytesIO(png)).convert("L").getcolors(256)) > 20
    with drawing_style():
        canvas = FigureCanvasAgg(one.figure)
        canvas.draw()
        width = one.figure.bbox.width
        boxes = [axes.get_tightbbox(canvas.get_renderer()) for axes in one.figure.axes if axes.get_visible()]
    assert all(box.x0 > -2 and box.x1 < width + 2 for box in boxes)


def test_names_on_the_frontier_cover_neither_each_other_nor_the_points():
    drawing = draw(
        frontier, compared(BASE, LEAN, CLOSE, policy("min_days", 305, 0.495), policy("team_days", 303, 0.505))
    )
    svg_bytes(drawing.figure)
    with drawing_style():
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        axes = drawing.figure.axes[0]
        names = [text.get_window_extent(renderer) for text in axes.texts if "exist" not in text.get_text()]
    overlaps = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if a.overlaps(b)]
    assert not overlaps
