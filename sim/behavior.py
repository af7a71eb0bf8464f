"""How people behave: what they wish, when they are absent, when they come and go, what they do when turned away.

Every default value stands in conf/behavior/ with its source; these types only say what may be written there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, Strict

from sim.quantities import Minute, NonNegative, Positive, Real, Settings, Share, Switch, Utility


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes(Settings):
    """Office days a person wishes in a full working week, on own or other city premises.

    `office_days_share` is the share of people who wish 0, 1, ... 5 days; it adds up to 1.
    """

    office_days_share: Annotated[tuple[Share, ...], Field(min_length=6, max_length=6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayChoice(Settings):
    """Which days of the week are chosen: utilities in log weight, summed; the highest win (see docs/model.md)."""

    weekday_utility: Annotated[tuple[Utility, ...], Field(min_length=5, max_length=5)]
    taste_sd: Annotated[NonNegative, Field(le=5)]
    team_shock_sd: Annotated[NonNegative, Field(le=5)]
    manager_effect: Annotated[Real, Field(ge=-5, le=5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Settings):
    """Leave, sick leave, training and part-time days off; why somebody is absent is never recorded."""

    leave_days_min: Annotated[NonNegative, Field(le=100)]
    leave_days_max: Annotated[NonNegative, Field(le=100)]
    leave_month_share: Annotated[tuple[Share, ...], Field(min_length=12, max_length=12)]
    sick_days_manager: Annotated[NonNegative, Field(le=50)]
    sick_days_expert: Annotated[NonNegative, Field(le=50)]
    sick_spell_days_mean: Annotated[Real, Field(ge=1, le=10)]
    training_days: Annotated[NonNegative, Field(le=50)]
    part_time_share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Places(Settings):
    """Work that is neither at home nor at the home site."""

    other_premises_share_of_office_days: Share
    customer_share_of_remote_days: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Settings):
    """Arrival and stay on a day on site; both are cut to the site's opening hours."""

    arrival_mean: Minute
    arrival_sd_minutes: Annotated[NonNegative, Field(le=300)]
    arrival_earliest: Minute
    arrival_latest: Minute
    stay_mean_minutes: Annotated[Positive, Field(le=1440)]
    stay_sd_minutes: Annotated[NonNegative, Field(le=300)]
    short_stay_share: Share
    short_stay_min_minutes: Annotated[Positive, Field(le=1440)]
    short_stay_max_minutes: Annotated[Positive, Field(le=1440)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade(Settings):
    """Where somebody goes whose own zone is full, in this order; who finds no desk works at home that day."""

    another_zone: Switch
    touchdown: Switch
    another_site_share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Commute(Settings):
    """Distance to the home site (lognormal, by road), how people travel and what it emits."""

    distance_median_km: Positive
    distance_mean_km: Positive
    detour_factor: Annotated[Real, Field(ge=1, le=3)]
    minutes_fixed: Annotated[NonNegative, Field(le=120)]
    minutes_per_km: Annotated[NonNegative, Field(le=30)]
    car_share: Share
    transit_share: Share
    car_co2_grams_per_km: Annotated[NonNegative, Field(le=1000)]
    transit_co2_grams_per_km: Annotated[NonNegative, Field(le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory(Settings):
    """How being turned away is remembered: log weight taken off that weekday, and weeks until half is forgotten.

    An effect of 0 switches memory off.
    """

    turned_away_effect: Annotated[NonNegative, Field(le=5)] = 0.0
    half_life_weeks: Annotated[Positive, Field(le=52)] = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Settings):
    """Kinds of people beside managers and experts, as shares of all.

    `site_bound` people are on site on every day they work; `mobile` people spend `mobile_other_premises_share` of their
    office days at another city site; `accessible_desk_share` of people need an accessible desk and set out for the
    first zone of that kind on their home site, where it has one.
    """

    site_bound_share: Share = 0.0
    mobile_share: Share = 0.0
    mobile_other_premises_share: Share = 0.0
    accessible_desk_share: Share = 0.0


#: Minutes of grace or patience; 0 switches it off.
Grace = Annotated[int, Strict(), Field(ge=0, le=1440)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookings(Settings):
    """Who books a desk, who does not come, and when a desk or room nobody checks in to is given to others.

    Of office days `desk_booked_share` have a desk booked for the whole day; on `desk_no_show_share` of those the person
    works at home after all. The desk is held from the time meant for arrival, `desk_release_minutes` long or, with 0,
    until the time meant for leaving. Of booked rooms `room_no_show_share` stay empty, and are held
    `room_release_minutes` long or, with 0, until the end. Of the bookings of series that would stay empty
    `pruned_series_share` are not made, because the series has been struck off.
    """

    desk_booked_share: Share = 0.0
    desk_no_show_share: Share = 0.0
    desk_release_minutes: Grace = 0
    room_no_show_share: Share = 0.0
    pruned_series_share: Share = 0.0
    room_release_minutes: Grace = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomHabits(Settings):
    """What parties do about rooms: taste, and what they try when the right room is taken.

    Parties of one or two take the next larger size with probability `larger_room_share`, if that is free. A party
    without a room waits `patience_minutes` at most; then, if `another_time`, a gathering moves to a later half hour at
    which all who take part are free; else it goes online. A room that is booked soon is taken if `shortest_use_minutes`
    are left.
    """

    larger_room_share: Share = 0.0
    patience_minutes: Grace = 0
    another_time: Switch = False
    shortest_use_minutes: Grace = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskUse(Settings):
    """How long a held desk stands empty: lunch, and away spells besides lunch and meetings.

    `lunch_share` of people leave their desk for lunch, from a normal start, `lunch_min_minutes` to `lunch_max_minutes`
    long. Of the other time they are at the desk with probability `at_desk_share`, a Markov chain in steps of ten
    minutes whose `mobility` is that of Page et al. (Energy and Buildings 40, 2008, 83-98).
    """

    lunch_share: Share = 0.0
    lunch_start_mean: Minute = 690
    lunch_start_sd_minutes: Annotated[NonNegative, Field(le=120)] = 20.0
    lunch_min_minutes: Annotated[NonNegative, Field(le=240)] = 30.0
    lunch_max_minutes: Annotated[NonNegative, Field(le=240)] = 45.0
    at_desk_share: Annotated[Share, Field(gt=0)] = 1.0
    mobility: Annotated[Positive, Field(le=1)] = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Behavior(Settings):
    """All of the above."""

    wishes: Wishes
    weekday_choice: WeekdayChoice
    absence: Absence
    places: Places
    day: Day
    cascade: Cascade
    commute: Commute
    memory: Memory
    people: People
    bookings: Bookings = field(default_factory=Bookings)
    rooms: RoomHabits = field(default_factory=RoomHabits)
    desk_use: DeskUse = field(default_factory=DeskUse)
