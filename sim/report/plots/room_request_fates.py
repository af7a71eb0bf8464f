"""What becomes of those who ask for a room, by the seats they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch

from sim.report.plots.canvas import BLUE, ORANGE, SKY, VERMILION, YELLOW, Drawing, finish, new_figure
from sim.report.room_fates import FATES, all_fates, fates_by_seats
from sim.report.rooms import rooms_are_modeled, rooms_of, seats_words
from sim.report.words import count, people_a_day, percent

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.room_fates import Fates

_COLORS = dict(zip(FATES, (BLUE, SKY, YELLOW, ORANGE, VERMILION, "white"), strict=True))
_NO_SHOW: dict[str, Any] = {"hatch": "////", "edgecolor": "#8C8C8C", "linewidth": 0.0}


def draw(evidence: Evidence) -> Drawing | None:
    """Draw one bar per size asked for, in parts by fate; nothing without rooms or requests."""
    if not rooms_are_modeled(evidence) or not (fates := fates_by_seats(evidence)):
        return None
    language = evidence.language
    days = evidence.demand.replications * evidence.demand.days
    figure = new_figure()
    axes = figure.add_subplot()
    for row, part in enumerate(fates):
        _bar(axes, row, part)
        requests = language.number(people_a_day(part.requests / days))
        note = language.say("roomfigure.fate.beside", requests=requests)
        if part.refused_share is not None:
            share = language.number(percent(part.refused_share))
            note += f"\n{language.say('roomfigure.fate.refused', share=share)}"
        axes.annotate(note, (1.012, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.2)
    axes.set_yticks(range(len(fates)), [seats_words(part.seats, language) for part in fates])
    axes.set_ylim(len(fates) - 0.4, -0.6)
    axes.set_ylabel(language.say("roomfigure.fate.seats_axis"))
    axes.set_xlim(0, 1)
    axes.set_xticks([step / 5 for step in range(6)], [f"{20 * step}" for step in range(6)])
    axes.set_xlabel(language.say("roomfigure.fate.axis"))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)

    title = _title(all_fates(evidence), fates, language)
    left_out = evidence.left_out(len(evidence.answer.sites))
    caption = f"{evidence.scope()} {language.say('roomfigure.fate.note')}{left_out}"
    finish(figure, plot_height=0.75 + 0.42 * len(fates), title=title, caption=caption, key=_key(fates, language))
    return Drawing(
        name="room_request_fates",
        title=title,
        reading=language.say("roomfigure.fate.reading"),
        alternative=language.say(
            "roomfigure.fate.alternative", title=title, sizes=language.plural("roomfigure.sizes", len(fates))
        ),
        figure=figure,
    )


def _bar(axes: Axes, row: int, part: Fates) -> None:
    left = 0.0
    for fate in FATES:
        share = part.share(fate)
        axes.barh(row, share, left=left, height=0.72, color=_COLORS[fate], **_style(fate))
        if share >= 0.045:
            words: dict[str, Any] = {"fontsize": 8.2, "ha": "center", "va": "center"}
            ink = "white" if fate in {"served", "made_online"} else "black"
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if fate == "no_shows" else None
            axes.text(left + share / 2, row, percent(share).removesuffix(" %"), color=ink, bbox=box, **words)
        left += share


def _style(fate: str) -> dict[str, Any]:
    return _NO_SHOW if fate == "no_shows" else {}


def _key(fates: list[Fates], language: Language) -> dict[str, Artist]:
    return {
        language.say(f"roomfigure.fate.got_{fate}"): Patch(facecolor=_COLORS[fate], **_style(fate))
        for fate in FATES
        if any(part.number[fate] for part in fates)
    }


def _title(everybody: Fates, fates: list[Fates], language: Language) -> str:
    """Say how many get no room, and which size is refused most."""
    refused = everybody.refused_share
    if refused is None:
        return language.say("roomfigure.fate.title_nobody")
    if refused == 0:
        larger = language.number(percent(everybody.share("served_larger")))
        return language.say("roomfigure.fate.title_everybody", share=larger)
    share, number = language.number(percent(refused)), language.number(count(everybody.number["made_online"]))
    if len(fates) == 1:
        return language.say("roomfigure.fate.title_one_size", share=share, number=number)
    worst = max(fates, key=lambda part: (part.refused_share or 0, part.seats))
    if not worst.seats:
        return language.say("roomfigure.fate.title_no_rooms", share=share, number=number)
    return language.say(
        "roomfigure.fate.title",
        share=share,
        number=number,
        seats=rooms_of(worst.seats, language),
        worst=language.number(percent(worst.refused_share or 0)),
    )
