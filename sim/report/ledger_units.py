"""The unit of a value, read off its name: names of the configuration say what their values are measured in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.report.language import Language

#: What a range that adds has behind its unit.
_MORE = " more"
#: The unit of a range that multiplies.
TIMES_AS_ASSUMED = "times as assumed"
TIME_OF_DAY = "time of day"
LOG_WEIGHT = "log weight"

#: Patterns of the last name of a key and their units; the first that fits holds.
_UNITS: tuple[tuple[str, str], ...] = (
    (r"arrival_(mean|earliest|latest)|lunch_start_mean|.*_start|(opens|closes|starts|ends)_at", TIME_OF_DAY),
    (r".*_utility|taste_sd|team_shock_sd|manager_effect|turned_away_effect", LOG_WEIGHT),
    (r".*grams_per_km", "g CO2 per km"),
    (r"minutes_per_km", "minutes per km"),
    (r".*_km", "km"),
    (r"(site_)?eur_per_m2_year", "EUR per m\u00b2 and year"),
    (r".*_m2", "m\u00b2"),
    (r".*eur_year", "EUR a year"),
    (r"(leave|sick|training)_days(_min|_max|_manager|_expert)?", "days a year"),
    (r"sick_spell_days_mean", "workdays"),
    (r"(office|team|supervisor_sd)_days(_min|_max)?|days_per_week", "days a week"),
    (r"sessions_per_week", "a week"),
    (r"per_team_year", "a team and year"),
    (r"per_team_day", "a team and day"),
    (r"per_team_hour", "a team and hour"),
    (r"per_hour", "an hour"),
    (r"per_person_day", "a person and day"),
    (r"new_tasks_per_year", "a person and year"),
    (r"turnover_per_year", "share a year"),
    (r"(.*_)?share_of_.*", "share"),
    (r".*minutes(_.*)?", "minutes"),
    (r".*weeks", "weeks"),
    (r".*_days", "days"),
    (r"share|.*_share(_of_.*)?|.*_level|adherence(_sd)?|.*_rates?|.*_probability", "share"),
    (r"size|people|members|experts|visitors", "people"),
    (r"desks", "desks"),
    (r"seats", "seats"),
    (r"count", "rooms"),
    (r"priority", "rank"),
    (r"detour_factor|cv|mobility", "ratio"),
    (r".*weekdays(_[ab])?", "weekday"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), unit) for pattern, unit in _UNITS)
#: Every unit that a value may have.
UNITS = frozenset(unit for _, unit in _UNITS)


def unit_of(key: str) -> str:
    """Return the unit of a dotted key; empty where its value is no amount, such as a name or a switch."""
    name = next((part for part in reversed(key.split(".")) if not part.isdecimal()), "")
    return next((unit for pattern, unit in _COMPILED if pattern.fullmatch(name)), "")


def unit_in(language: Language, unit: str) -> str:
    """Name a unit, also that of a range that adds (`days a year more`)."""
    if unit.endswith(_MORE):
        return language.say("ledger.more", unit=unit_in(language, unit.removesuffix(_MORE)))
    return language.name("unit", unit, unit)
