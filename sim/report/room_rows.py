"""The page's table of rooms: what each site has, wants, refuses and uses of every size, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.rooms import room_sizes, rooms_are_modeled, seats_words
from sim.report.site_rows import Cell, cell, single, spare_cell
from sim.report.words import fine_percent, legible
from sim.stats.interval import UNKNOWN, Interval

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.rooms import RoomSize


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """One line of the table; `short` where clearly more rooms are wanted than exist."""

    site: str
    seats: str
    rooms: Cell
    wanted_mean: Cell
    wanted: Cell
    spare: Cell
    refused: Cell
    used: Cell
    short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTable:
    """Lines by site and seats; without `busy` the run is too short for the 95 % day."""

    rows: tuple[RoomRow, ...]
    busy: bool


def room_table(evidence: Evidence) -> RoomTable | None:
    """Give the table of the sites shown; none where no rooms are modeled."""
    if not rooms_are_modeled(evidence):
        return None
    sizes, busy = room_sizes(evidence)
    return RoomTable(rows=tuple(_row(size, evidence.language, busy=busy) for size in sizes), busy=busy)


def _row(size: RoomSize, language: Language, *, busy: bool) -> RoomRow:
    limits = (size.wanted.estimate, size.wanted.low, size.wanted.high)
    missing = Interval(*(None if limit is None else limit - size.rooms for limit in limits))
    return RoomRow(
        site=legible(size.name),
        seats=seats_words(size.seats, language),
        rooms=single(size.rooms, language=language),
        wanted_mean=cell(size.wanted_mean, lambda value: f"{value:.1f}", language),
        wanted=cell(size.wanted if busy else UNKNOWN, language=language),
        spare=spare_cell(missing if busy else UNKNOWN, language),
        refused=_share(size.refused, language),
        used=_share(size.used, language),
        short=busy and size.clearly_short,
    )


def _share(share: Interval, language: Language) -> Cell:
    """Put a share into a cell, a dash where there is nothing to divide by."""
    if share.estimate is None:
        return Cell("\u2013")
    shown = cell(share, fine_percent, language)
    return shown._replace(value=language.say("rooms.nothing"), limits="") if share.estimate == 0 else shown
