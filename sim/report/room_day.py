"""Who holds which room when, at one site on one day of a replication whose records are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.report.language import ENGLISH
from sim.report.purposes import LAYERS, OTHER, Layer, purpose_words
from sim.report.rooms import of_sites_shown
from sim.report.suppression import SMALLEST_GROUP

if TYPE_CHECKING:
    from datetime import date

    from sim.report.evidence import Evidence
    from sim.report.language import Language

_SKY, _LIGHT_GRAY, _DARK_GRAY = "#56B4E9", "#C4C4C4", "#7A7A7A"

#: What rooms are used for, in layers as on the figures of purposes; three more are nobody's reason to come.
ROOM_LAYERS = (
    *(layer for layer in LAYERS if not {"desk_work", "team_day"} & set(layer.purposes)),
    Layer(color=_SKY, ink="black", purposes=("call",)),
    Layer(color=_LIGHT_GRAY, ink="black", purposes=("single_use",)),
    Layer(color=_DARK_GRAY, ink="white", purposes=("walk_up", "fixed_booking")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of the site."""

    room_id: str
    seats: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A room held from `start` to `end`, minutes since midnight; never says by whom."""

    room_id: str
    start: int
    end: int
    activity: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A party that got no room, when it asked; `too_large` for the largest room of the site."""

    start: int
    end: int
    activity: str
    seats: int
    too_large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDay:
    """The plan of one site and day: rooms by size, holds and refusals by start; `requests` counts both."""

    site_id: str
    name: str
    day: date
    replication: int
    rooms: tuple[Room, ...]
    holds: tuple[Hold, ...]
    refusals: tuple[Refusal, ...]

    @property
    def requests(self) -> int:
        """All who asked for a room that day."""
        return len(self.holds) + len(self.refusals)

    @property
    def empty_when_first_refused(self) -> int:
        """Rooms that would have seated the first of the refused and stood empty then, booked by a no-show."""
        if not self.refusals:
            return 0
        asked = self.refusals[0]
        seats = {room.room_id: room.seats for room in self.rooms}
        return sum(
            hold.outcome == "no_show" and hold.start <= asked.start < hold.end and seats[hold.room_id] >= asked.seats
            for hold in self.holds
        )


def room_day(evidence: Evidence, site_id: str | None = None, day: date | None = None) -> RoomDay | None:
    """Read a day's room plan; without site or day, that with most refusals, and among such that with most requests.

    None where no records are kept, nobody asks for a room there, or fewer than 5 people are on site that day.
    """
    log = _log(evidence)
    if log is None:
        return None
    found = _days(evidence, log)
    if site_id is not None:
        found = found.filter(pl.col("site_id") == site_id)
    if day is not None:
        found = found.filter(pl.col("date") == day)
    if found.is_empty():
        return None
    first = found.row(0, named=True)
    rows = log.filter(pl.col("site_id") == first["site_id"], pl.col("date") == first["date"])
    rooms = _rooms(evidence, first["site_id"])
    largest = max((room.seats for room in rooms), default=0)
    rows = rows.sort("start_minute", "room_id", "activity", "end_minute", "seats", "people")
    held = rows.filter(pl.col("room_id").is_not_null())
    return RoomDay(
        site_id=first["site_id"],
        name=evidence.demand.names[first["site_id"]],
        day=first["date"],
        replication=int(log["replication"][0]),
        rooms=rooms,
        holds=tuple(
            Hold(**row)
            for row in held.select("room_id", "activity", "outcome", start="start_minute", end="end_minute").iter_rows(
                named=True
            )
        ),
        refusals=tuple(
            Refusal(**row)
            for row in rows.filter(pl.col("outcome") == "online")
            .select(
                "activity",
                "seats",
                start="asked_minute",
                end="asked_end_minute",
                too_large=pl.col("people") > largest,
            )
            .iter_rows(named=True)
        ),
    )


def refused_and_too_large(evidence: Evidence) -> tuple[int, int] | None:
    """Count the refused of the first replication kept, and among them parties larger than any room of their site.

    Sites without rooms do not count. None where no records are kept.
    """
    log = _log(evidence)
    if log is None:
        return None
    largest = evidence.tables["rooms"].group_by("site_id").agg(pl.col("seats").max().alias("largest"))
    refused = log.filter(pl.col("outcome") == "online").join(largest, on="site_id")
    return refused.height, refused.filter(pl.col("people") > pl.col("largest")).height


def activity_words(name: str, language: Language = ENGLISH) -> str:
    """Write what a room is used for."""
    return language.name("roomuse", name, purpose_words(name, language))


def layer_of_use(activity: str) -> Layer:
    """Find the layer a use of rooms is drawn in."""
    return next((layer for layer in ROOM_LAYERS if activity in layer.purposes), OTHER)


def _log(evidence: Evidence) -> pl.DataFrame | None:
    """Read the requests of the sites shown in the first replication kept."""
    if "room_log" not in evidence.tables:
        return None
    log = of_sites_shown(evidence, "room_log")
    return None if log.is_empty() else log.filter(pl.col("replication") == pl.col("replication").min())


def _days(evidence: Evidence, log: pl.DataFrame) -> pl.DataFrame:
    """Days and sites with 5 people or more on site, that to be shown first."""
    keys = ["replication", "date", "site_id"]
    people = evidence.tables["site_daily"].filter(pl.col("people") >= SMALLEST_GROUP).select(keys)
    asked = log.group_by(keys).agg(pl.len(), (pl.col("outcome") == "online").sum().alias("refused"))
    order = ["refused", "len", "date", "site_id"]
    with_rooms = evidence.tables["rooms"].select("site_id").unique()
    return (
        asked.join(people, on=keys, how="semi")
        .join(with_rooms, on="site_id", how="semi")
        .sort(order, descending=[True, True, False, False])
    )


def _rooms(evidence: Evidence, site_id: str) -> tuple[Room, ...]:
    rows = evidence.tables["rooms"].filter(pl.col("site_id") == site_id).sort("seats", "room_id")
    columns = rows.select("room_id", "seats", opens="opens_at_minute", closes="closes_at_minute")
    return tuple(Room(**row) for row in columns.iter_rows(named=True))
