"""What becomes of those who ask for a room, by the seats they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch

from sim.report.plots.canvas import BLUE, ORANGE, SKY, VERMILION, YELLOW, Drawing, finish, new_figure
from sim.report.room_fates import FATES, all_fates, fates_by_seats
from sim.report.rooms import rooms_are_modeled, seats_words
from sim.report.words import count, people_a_day, percent, plural

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.room_fates import Fates

_WORDS = {
    "served": "room at once",
    "served_larger": "larger room",
    "waited": "waited",
    "moved": "other time",
    "made_online": "online, no room",
    "no_shows": "nobody came",
}
_COLORS = dict(zip(FATES, (BLUE, SKY, YELLOW, ORANGE, VERMILION, "white"), strict=True))
_NO_SHOW: dict[str, Any] = {"hatch": "////", "edgecolor": "#8C8C8C", "linewidth": 0.0}


def draw(evidence: Evidence) -> Drawing | None:
    """Draw one bar per size asked for, in parts by fate; nothing without rooms or requests."""
    if not rooms_are_modeled(evidence) or not (fates := fates_by_seats(evidence)):
        return None
    days = evidence.demand.replications * evidence.demand.days
    figure = new_figure()
    axes = figure.add_subplot()
    for row, part in enumerate(fates):
        _bar(axes, row, part)
        note = f"{people_a_day(part.requests / days)} a day"
        if part.refused_share is not None:
            note += f"\n{percent(part.refused_share)} refused"
        axes.annotate(note, (1.012, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.2)
    axes.set_yticks(range(len(fates)), [seats_words(part.seats) for part in fates])
    axes.set_ylim(len(fates) - 0.4, -0.6)
    axes.set_ylabel("seats asked for")
    axes.set_xlim(0, 1)
    axes.set_xticks([step / 5 for step in range(6)], [f"{20 * step}" for step in range(6)])
    axes.set_xlabel("share of requests for rooms, %")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)

    title = _title(all_fates(evidence), fates)
    caption = (
        f"{evidence.scope()} Sums over sites and replications; no interval. At the right: requests on an average "
        "workday, and the share of those who came that got no room. A request counts in the smallest size that seats "
        "its people; parties larger than the largest room of their site count in that size. The table gives means "
        "of the replications' own shares, which may differ a little."
        f"{evidence.left_out(len(evidence.answer.sites))}"
    )
    finish(figure, plot_height=0.75 + 0.42 * len(fates), title=title, caption=caption, key=_key(fates))
    return Drawing(
        name="room_request_fates",
        title=title,
        reading=(
            "Each bar is everybody who asked for a room of that size: meetings, calls and people working alone. From "
            "left to right stands what they got: a room when they wanted it, a larger room since the right ones were "
            "taken, a room after waiting or at another time that day, or none. Hatched: a room had been booked and "
            "nobody came."
        ),
        alternative=f"{title} Stacked bars, {plural(len(fates), 'size')}.",
        figure=figure,
    )


def _bar(axes: Axes, row: int, part: Fates) -> None:
    left = 0.0
    for fate in FATES:
        share = part.share(fate)
        style: dict[str, Any] = _NO_SHOW if fate == "no_shows" else {}
        axes.barh(row, share, left=left, height=0.72, color=_COLORS[fate], **style)
        if share >= 0.045:
            words: dict[str, Any] = {"fontsize": 8.2, "ha": "center", "va": "center"}
            ink = "white" if fate in {"served", "made_online"} else "black"
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if fate == "no_shows" else None
            axes.text(left + share / 2, row, percent(share).removesuffix(" %"), color=ink, bbox=box, **words)
        left += share


def _key(fates: list[Fates]) -> dict[str, Artist]:
    return {
        _WORDS[fate]: Patch(facecolor=_COLORS[fate], **(_NO_SHOW if fate == "no_shows" else {}))
        for fate in FATES
        if any(part.number[fate] for part in fates)
    }


def _title(everybody: Fates, fates: list[Fates]) -> str:
    """Say how many get no room, and which size is refused most."""
    refused = everybody.refused_share
    if refused is None:
        return "Nobody comes to any room that was booked."
    if refused == 0:
        larger = percent(everybody.share("served_larger"))
        return f"Everybody who comes gets a room; {larger} of requests are met by a larger one."
    worst = max(fates, key=lambda part: (part.refused_share or 0, part.seats))
    where = "" if len(fates) == 1 else f", most of all those asking for {seats_words(worst.seats)}"
    share = "" if len(fates) == 1 else f" ({percent(worst.refused_share or 0)})"
    number = count(everybody.number["made_online"])
    return f"{percent(refused)} of those who come get no room ({number} requests){where}{share}."
