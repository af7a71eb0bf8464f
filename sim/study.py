"""The question put to the simulator: which study, at which service level, among which policies, at which prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, Strict

from sim.quantities import Id, Name, NonNegative, Positive, Real, Settings, Share

StudyKind = Literal[
    "project", "size", "close", "compare", "room_rules", "verify", "sensitivity", "check", "template", "list"
]
ServiceKind = Literal["days", "arrivals", "gatherings"]
DayChoice = Literal["all", "busiest_weekday", "outside_leave_season"]
PolicyName = Annotated[str, Strict(), Field(min_length=1, max_length=100)]
#: A value of the configuration, dotted as on the command line; `*` stands for any id, a number for a place in a list.
Key = Annotated[str, Strict(), Field(min_length=1, max_length=200)]
Change = Literal["set", "times", "add", "mean", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs(Settings):
    """What space costs in a year; a desk takes `desk_area_m2` all told, its share of corridors and lounges included.

    `eur_per_m2_year` is rent, energy and cleaning; sites in `site_eur_per_m2_year` have their own. A room takes
    `room_area_m2` and `room_seat_area_m2` more for each seat. `desk_eur_year` and `room_eur_year` are furniture and
    services of one desk and one room.
    """

    eur_per_m2_year: NonNegative = 260.0
    site_eur_per_m2_year: dict[Id, NonNegative] = field(default_factory=dict)
    desk_area_m2: NonNegative = 10.0
    desk_eur_year: NonNegative = 300.0
    room_area_m2: NonNegative = 3.0
    room_seat_area_m2: NonNegative = 2.0
    room_eur_year: NonNegative = 800.0

    def rent(self, site_id: str) -> float:
        """Return what a square meter of a site costs, EUR a year."""
        return self.site_eur_per_m2_year.get(site_id, self.eur_per_m2_year)

    def desk_eur(self, site_id: str) -> float:
        """Return what one desk of a site costs, EUR a year."""
        return self.desk_area_m2 * self.rent(site_id) + self.desk_eur_year

    def room_m2(self, seats: int) -> float:
        """Return the area of a room."""
        return self.room_area_m2 + seats * self.room_seat_area_m2

    def room_eur(self, site_id: str, seats: int) -> float:
        """Return what one room costs, EUR a year."""
        return self.room_m2(seats) * self.rent(site_id) + self.room_eur_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Settings):
    """Between which values an uncertain input plausibly lies, for study=sensitivity; `says` is its name for people.

    `keys` are the values of the configuration it stands for, dotted, with `*` for any id; those that a scenario does
    not have are passed over. `change` says what `low` and `high` do: `set` puts them in place of the value; `times` and
    `add` are applied to every number of it, and shares stay between 0 and 1; `mean` gives the shares of 0, 1, 2, ...
    this mean, as evenly as possible; `part` sets one share of a list that adds up to 1 and scales the others. Times of
    day are in minutes since midnight.
    """

    says: Name
    keys: Annotated[tuple[Key, ...], Field(min_length=1, max_length=50)]
    low: Real
    high: Real
    change: Change = "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Settings):
    """The question put to the simulator.

    `service_level` is the share of `days` on which all desks or rooms wanted exist, or of `arrivals` who find a seat,
    or of `gatherings` that get a room (`service_kind`); study=close always means people who set out and find a desk.
    Workdays count that are in `days`. `compare` compares `policies`, and other `scenarios`, with the `baseline`, by
    default the scenario's own policy. `goals` are numbers to draw as lines, by key figure. `precision` asks for as many
    replications as it takes to know key figures to so much (half the width of the 95 % interval, in the unit of each),
    up to `replications_limit`. `sensitivity` moves `parameters`, by default all of `ranges`, one at a time and looks at
    the key figures `metrics`, in the first `replications_each` of the replications.
    """

    kind: StudyKind
    service_level: Annotated[Share, Field(gt=0, lt=1)] = 0.95
    service_kind: ServiceKind = "days"
    days: DayChoice = "all"
    policies: Annotated[tuple[PolicyName, ...], Field(max_length=50)] = ()
    scenarios: Annotated[tuple[PolicyName, ...], Field(max_length=20)] = ()
    baseline: PolicyName | None = None
    goals: dict[Id, NonNegative] = field(default_factory=dict)
    precision: dict[Id, Positive] = field(default_factory=dict)
    replications_limit: Annotated[int, Strict(), Field(ge=10, le=10_000)] = 200
    costs: Costs = field(default_factory=Costs)
    parameters: Annotated[tuple[PolicyName, ...], Field(max_length=200)] = ()
    metrics: Annotated[tuple[PolicyName, ...], Field(max_length=50)] = ()
    ranges: dict[Id, Range] = field(default_factory=dict)
    replications_each: Annotated[int, Strict(), Field(ge=2, le=10_000)] = 6
