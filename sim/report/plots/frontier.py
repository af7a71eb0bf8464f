"""Desks needed against togetherness, one point for each policy: what more of the one costs of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from sim.report.compare_titles import titled
from sim.report.language import ENGLISH
from sim.report.phrases import level_in
from sim.report.plots.canvas import (
    BLUE,
    DARK_VERMILION,
    GRAY,
    GREEN,
    VERMILION,
    WIDTH_INCHES,
    Drawing,
    finish,
    new_figure,
    whole_numbers,
)
from sim.report.plots.spoken import first_large, policy_label
from sim.report.words import count, percent, short_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.compared import Compared, Policy
    from sim.report.language import Language

MOST_POINTS = 20
_PLOT_HEIGHT = 4.2
_BEATEN = "#999999"
#: Where a label may stand beside its point, in points of type, best first, with its alignment.
_PLACES = (
    (8, 6, "left", "bottom"),
    (-8, 6, "right", "bottom"),
    (8, -6, "left", "top"),
    (-8, -6, "right", "top"),
    (0, 12, "center", "bottom"),
    (0, -12, "center", "top"),
    (8, 18, "left", "bottom"),
    (8, -18, "left", "top"),
    (-8, 18, "right", "bottom"),
    (-8, -18, "right", "top"),
    (40, 4, "left", "bottom"),
    (40, -4, "left", "top"),
)
_Box = tuple[float, float, float, float]


def draw(compared: Compared, language: Language = ENGLISH) -> Drawing | None:
    """Draw a point with both intervals for each policy; nothing where desks or togetherness cannot be told."""
    drawn = [policy for policy in compared.policies if _place(policy) is not None][:MOST_POINTS]
    if not drawn or drawn[0] is not compared.baseline:
        return None
    if all(policy.identical for policy in compared.others):
        drawn = drawn[:1]
    figure = new_figure()
    axes = figure.add_subplot()
    for policy in reversed(drawn):
        _point(axes, policy, _color(policy, compared))
    _limits(axes, compared, drawn, language)
    _goals(axes, compared, language)
    _labels(axes, compared, drawn, language)
    key = "studyfigure.frontier.desks_axis_sum" if len(compared.site_names) > 1 else "studyfigure.frontier.desks_axis"
    days = language.name("days", compared.days_counted, compared.days_counted)
    axes.set_xlabel(language.say(key, level=level_in(language, compared.level), days=days))
    axes.set_ylabel(language.say("studyfigure.frontier.together_axis"))
    whole_numbers(axes.xaxis, language)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: language.number(f"{100 * share:.0f} %")))
    axes.locator_params(axis="x", integer=True)
    axes.locator_params(axis="y", steps=[1, 2, 5, 10])  # whole percents
    axes.grid(visible=True)

    title = _title(drawn, language)
    left = len(compared.policies) - len(drawn)
    is_told = left and not _all_the_same(compared)
    left_out = f" {language.plural('studyfigure.frontier.left_out', left)}" if is_told else ""
    scope = compared.scopes.get(language.code, compared.scope)
    caption = f"{scope} {language.say('studyfigure.frontier.note')}{_goal_note(compared, language)}{left_out}"
    finish(figure, plot_height=_PLOT_HEIGHT, title=title, caption=caption, key=_key(compared, drawn, language))
    return Drawing(
        name="frontier",
        title=title,
        reading=language.say("studyfigure.frontier.reading"),
        alternative=language.say(
            "studyfigure.frontier.alternative",
            title=title,
            policies=language.plural("studyfigure.frontier.policies", len(drawn)),
        ),
        figure=figure,
    )


def _all_the_same(compared: Compared) -> bool:
    return all(policy.identical for policy in compared.others)


def _place(policy: Policy) -> tuple[float, float] | None:
    desks, together = policy.figure("desks_needed").estimate, policy.figure("copresence_share").estimate
    return None if desks is None or together is None else (desks, together)


def _color(policy: Policy, compared: Compared) -> str:
    if policy is compared.baseline:
        return GREEN
    return _BEATEN if policy.dominated_by else BLUE


def _point(axes: Axes, policy: Policy, color: str) -> None:
    place = _place(policy)
    if place is None:
        return
    desks, together = policy.figure("desks_needed"), policy.figure("copresence_share")
    if desks.low is not None and desks.high is not None:
        axes.plot([desks.low, desks.high], [place[1], place[1]], color=color, linewidth=1.6)
    if together.low is not None and together.high is not None:
        axes.plot([place[0], place[0]], [together.low, together.high], color=color, linewidth=1.6)
    marker = "D" if color == GREEN else "o"
    axes.plot(*place, marker=marker, markersize=7, color=color, markeredgecolor="white")


def _limits(axes: Axes, compared: Compared, drawn: Sequence[Policy], language: Language) -> None:
    """Leave room around the points, so that labels fit; goals and the desks that exist must be in sight if near."""
    places = [place for policy in drawn if (place := _place(policy))]
    xs = [x for x, _ in places] + [x for x in (compared.goals.get("desk_wanted_peak_p95"),) if x is not None]
    ys = [y for _, y in places] + [y for y in (compared.goals.get("copresence_share"),) if y is not None]
    width, height = max(max(xs) - min(xs), 0.04 * max(xs), 4), max(max(ys) - min(ys), 0.04)
    axes.set_xlim(max(min(xs) - 0.18 * width, -1), max(xs) + 0.28 * width)
    axes.set_ylim(max(min(ys) - 0.18 * height, 0), min(max(ys) + 0.18 * height, 1.02))
    low, high = axes.get_xlim()
    if low < compared.desks < high:
        axes.axvline(compared.desks, color=VERMILION, linewidth=1.4, zorder=1)
        exist = language.say("studyfigure.frontier.exist", number=language.number(count(compared.desks)))
        axes.annotate(
            exist, (compared.desks, 0), xycoords=("data", "axes fraction"), xytext=(3, 4),
            textcoords="offset points", color=DARK_VERMILION, va="bottom", rotation=90,
        )  # fmt: skip


def _goals(axes: Axes, compared: Compared, language: Language) -> None:
    together, desks = compared.goals.get("copresence_share"), compared.goals.get("desk_wanted_peak_p95")
    if together is not None:
        axes.axhline(together, color=GRAY, linewidth=1.2, linestyle=(0, (5, 3)))
        goal = language.say("studyfigure.frontier.goal", number=language.number(percent(together)))
        axes.annotate(
            goal, (1, together), xycoords=("axes fraction", "data"), xytext=(-3, 3),
            textcoords="offset points", ha="right", va="bottom", color=GRAY,
        )  # fmt: skip
    if desks is not None:
        axes.axvline(desks, color=GRAY, linewidth=1.2, linestyle=(0, (5, 3)))
        goal = language.say("studyfigure.frontier.goal", number=language.number(count(desks)))
        axes.annotate(
            goal, (desks, 1), xycoords=("data", "axes fraction"), xytext=(-4, -3),
            textcoords="offset points", ha="right", va="top", color=GRAY, rotation=90,
        )  # fmt: skip


def _goal_note(compared: Compared, language: Language) -> str:
    if "desk_wanted_peak_p95" not in compared.goals or len(compared.site_names) < 2:
        return ""
    return f" {language.say('studyfigure.frontier.goal_note')}"


def _labels(axes: Axes, compared: Compared, drawn: Sequence[Policy], language: Language) -> None:
    """Write each policy's name beside its point, where it covers neither another point nor another name."""
    names = short_labels({str(number): titled(compared, one, language) for number, one in enumerate(drawn)}, 34)
    points = [_in_type(axes, place) for policy in drawn if (place := _place(policy))]
    taken: list[_Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    taken += [line for policy in drawn for line in _lines(axes, policy)]
    for number, ((x, y), policy) in enumerate(zip(points, drawn, strict=True)):
        name = names[str(number)]
        width = 5.4 * len(name)
        boxes = list(_boxes(x, y, width))
        best = min(range(len(boxes)), key=lambda place: (_covered(boxes[place], taken), place))
        taken.append(boxes[best])
        right, up, horizontal, vertical = _PLACES[best]
        place = _place(policy)
        assert place is not None
        axes.annotate(
            name, place, xytext=(right, up), textcoords="offset points", ha=horizontal, va=vertical, fontsize=9,
            fontweight="bold" if policy is compared.baseline else "normal",
        )  # fmt: skip


def _in_type(axes: Axes, place: tuple[float, float]) -> tuple[float, float]:
    """Where a point will lie on the sheet, about, in points of type."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    wide, tall = (WIDTH_INCHES - 1.2) * 72, (_PLOT_HEIGHT - 0.7) * 72
    return (place[0] - left) / (right - left) * wide, (place[1] - low) / (high - low) * tall


def _lines(axes: Axes, policy: Policy) -> Iterator[_Box]:
    """Where the intervals of a point lie, in points of type."""
    place = _place(policy)
    desks, together = policy.figure("desks_needed"), policy.figure("copresence_share")
    if place is None:
        return
    if desks.low is not None and desks.high is not None:
        (left, y), (right, _) = _in_type(axes, (desks.low, place[1])), _in_type(axes, (desks.high, place[1]))
        yield left, y - 1.5, right, y + 1.5
    if together.low is not None and together.high is not None:
        (x, low), (_, high) = _in_type(axes, (place[0], together.low)), _in_type(axes, (place[0], together.high))
        yield x - 1.5, low, x + 1.5, high


def _boxes(x: float, y: float, width: float) -> Iterator[_Box]:
    for right, up, horizontal, vertical in _PLACES:
        left = x + right - {"left": 0.0, "right": width, "center": width / 2}[horizontal]
        low = y + up - (0.0 if vertical == "bottom" else 11.0)
        yield left, low, left + width, low + 11.0


def _covered(box: _Box, taken: Sequence[_Box]) -> float:
    """How much of what is there a label would cover, and how far it would leave the plot."""
    over = sum(
        max(min(box[2], other[2]) - max(box[0], other[0]), 0) * max(min(box[3], other[3]) - max(box[1], other[1]), 0)
        for other in taken
    )
    wide, tall = (WIDTH_INCHES - 1.2) * 72, (_PLOT_HEIGHT - 0.7) * 72
    outside = max(-box[0], 0) + max(box[2] - wide, 0) + max(-box[1], 0) + max(box[3] - tall, 0)
    return over + 20 * outside


def _key(compared: Compared, drawn: Sequence[Policy], language: Language) -> dict[str, Artist]:
    def mark(color: str, marker: str = "o") -> Line2D:
        return Line2D([], [], marker=marker, markersize=6, color=color, markeredgecolor="white", linewidth=1.6)

    base = language.say("base.status_quo" if compared.status_quo else "base.baseline")
    key: dict[str, Artist] = {base: mark(GREEN, "D")}
    others = [policy for policy in drawn if policy is not compared.baseline]
    if any(not policy.dominated_by for policy in others):
        key[language.say("studyfigure.frontier.other")] = mark(BLUE)
    if any(policy.dominated_by for policy in others):
        key[language.say("studyfigure.frontier.beaten")] = mark(_BEATEN)
    return key


def _title(drawn: Sequence[Policy], language: Language) -> str:
    """Say which policy meets most, which needs least, and at which price, as far as they can be told apart."""
    places = {policy.label: place for policy in drawn if (place := _place(policy))}
    if len(drawn) == 1 or len(places) < 2:
        only = places[drawn[0].label]
        return language.say(
            "studyfigure.frontier.title_only",
            policy=policy_label(drawn[0], language),
            desks=language.number(count(only[0])),
            share=language.number(percent(only[1])),
        )
    closest = max(drawn, key=lambda policy: places[policy.label][1])
    leanest = min(drawn, key=lambda policy: places[policy.label][0])
    near = [policy for policy in drawn if policy is not closest and policy.label not in closest.closer_than]
    lean = [policy for policy in drawn if policy is not leanest and policy.label not in leanest.leaner_than]
    most, least = policy_label(closest, language), policy_label(leanest, language)
    desks = {label: language.number(count(place[0])) for label, place in places.items()}
    met = {label: language.number(percent(place[1])) for label, place in places.items()}
    if near or lean:
        together = language.say("studyfigure.frontier.closest", policy=most, share=met[closest.label])
        needed = language.say("studyfigure.frontier.leanest", policy=least, desks=desks[leanest.label])
        together = _unclear("closest", closest, near, language) if near else together
        needed = _unclear("leanest", leanest, lean, language) if lean else needed
        return language.say("studyfigure.frontier.title_unclear", together=first_large(together), needed=needed)
    if closest is leanest:
        said = {"share": met[closest.label], "desks": desks[closest.label]}
        return language.say("studyfigure.frontier.title_both", policy=most, **said)
    if met[closest.label] == met[leanest.label]:
        met = {label: language.number(f"{100 * place[1]:.1f} %") for label, place in places.items()}
    return language.say(
        "studyfigure.frontier.title",
        closest=most,
        share=met[closest.label],
        leanest=least,
        other=met[leanest.label],
        fewer=language.number(count(places[closest.label][0] - places[leanest.label][0])),
    )


def _unclear(claim: str, first: Policy, others: Sequence[Policy], language: Language) -> str:
    """Say of which policies the first place, `closest` or `leanest`, may be."""
    if len(others) > 2:
        return language.say(f"studyfigure.frontier.which_{claim}", number=language.number(count(1 + len(others))))
    names = [policy_label(policy, language) for policy in (first, *others)]
    policies = f"{', '.join(names[:-1])}{language.say('studyfigure.frontier.or')}{names[-1]}"
    return language.say(f"studyfigure.frontier.whether_{claim}", policies=policies)
