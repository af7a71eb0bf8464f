"""Rules of fixed bookings: of a room there is, in its hours, for no more than it seats, and one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.findings import MOST_WITH_HINTS
from sim.config.rules_of_rooms import opening_hours, room_sets
from sim.config.wording import clock, dotted, listed, nearest, visible
from sim.quantities import WEEKDAY_NAMES, parse_weekday
from sim.rooms import numbered

if TYPE_CHECKING:
    from sim.config.findings import Findings

_LAST_HOUR = 23 * 60
_BOOKINGS = ("office", "room_bookings")
#: Start and end in minutes since midnight, and the key of the booking.
_Hours = tuple[float, float, str]


def check_bookings(findings: Findings) -> None:
    """Check each fixed booking by itself, then those of one room against each other."""
    counts = room_sets(findings)
    sound: dict[tuple[str, int], list[_Hours]] = {}
    for booking_id, booking in findings.sections(*_BOOKINGS).items():
        room_id = booking.get("room_id")
        if not isinstance(room_id, str):
            continue
        set_id = _set_of(room_id, counts)
        if set_id is None:
            _blame_room(findings, booking_id, room_id, counts)
        else:
            _check_people(findings, booking_id, set_id)
        hours = _hours(findings, booking_id, set_id)
        if hours is not None:
            for weekday in _weekdays(booking.get("weekdays")):
                sound.setdefault((room_id, weekday), []).append((*hours, booking_id))
    _blame_overlaps(findings, sound)


def _set_of(room_id: str, counts: dict[str, int]) -> str | None:
    """Return the key in office.rooms under which a single room stands."""
    if counts.get(room_id) == 1:
        return room_id
    base = room_id.rpartition("-")[0]
    return base if counts.get(base, 1) > 1 and room_id in numbered(base, counts[base]) else None


def _blame_room(findings: Findings, booking_id: str, room_id: str, counts: dict[str, int]) -> None:
    """Say which room was probably meant; a set of several rooms needs the number of one."""
    path = (*_BOOKINGS, booking_id, "room_id")
    if findings.value("office", "rooms", room_id) is not None and room_id not in counts:
        return  # its count is wrong, which is said there
    if room_id in counts:
        ids = numbered(room_id, counts[room_id])
        fix = f"write the number of one, such as {ids[1]}"
        findings.blame(path, f"are {len(ids)} rooms, and one is booked", allowed=f"{ids[0]} to {ids[-1]}", fix=fix)
        return
    problem = f"there is no room {visible(room_id)}"
    if not counts:
        findings.blame(path, f"{problem}: the office has no rooms", fix="write the rooms in office.rooms")
        return
    if len(findings.mistakes) >= MOST_WITH_HINTS:
        findings.blame(path, problem)
        return
    base, _, number = room_id.rpartition("-")
    base = base if number.isdecimal() else room_id
    near = base if base in counts else nearest(room_id, counts) or nearest(base, counts)
    if not near:
        findings.blame(path, problem, allowed=listed(_shown(set_id, count) for set_id, count in counts.items()))
        return
    ids = numbered(near, counts[near])
    same = [one for one in ids if number.isdecimal() and one.rpartition("-")[2].lstrip("0") == number.lstrip("0")]
    meant = same[0] if same else nearest(room_id, ids) or ids[0]
    findings.blame(path, problem, allowed=_shown(near, counts[near]), suggestion=meant)


def _shown(set_id: str, count: int) -> str:
    ids = numbered(set_id, count)
    return ids[0] if count == 1 else f"{ids[0]} to {ids[-1]}"


def _check_people(findings: Findings, booking_id: str, set_id: str) -> None:
    key, seats_key = (*_BOOKINGS, booking_id, "people"), ("office", "rooms", set_id, "seats")
    people, seats = findings.number(*key), findings.number(*seats_key)
    if people is not None and seats is not None and people > seats > 0:
        problem = f"{people:g} people are more than room {set_id} has seats, {seats:g} ({dotted(seats_key)})"
        blamed = findings.latest(key, seats_key)
        fix = f"people: {seats:g}" if blamed == key else ""
        findings.blame(blamed, problem, allowed=f"at most {seats:g} people", fix=fix)


def _hours(findings: Findings, booking_id: str, set_id: str | None) -> tuple[float, float] | None:
    """Return when a booking starts and ends, or say what is wrong with that."""
    first, second = (*_BOOKINGS, booking_id, "starts_at"), (*_BOOKINGS, booking_id, "ends_at")
    start, end = findings.minute(*first), findings.minute(*second)
    if start is None or end is None:
        return None
    if start >= end:
        problem = f"starts_at is {clock(start)}, which is not before ends_at, {clock(end)}"
        fix = f"ends_at: {clock(start + 60)}" if start <= _LAST_HOUR else ""
        findings.blame(findings.latest(first, second), problem, allowed="starts_at before ends_at", fix=fix)
        return None
    hours = opening_hours(findings, set_id) if set_id is not None else None
    if hours is not None and hours[0] < hours[1] and (start < hours[0] or end > hours[1]):
        problem = f"the booking from {clock(start)} to {clock(end)} is outside the opening hours of room {set_id}"
        blamed = first if start < hours[0] else second
        findings.blame(blamed, problem, allowed=f"from {clock(hours[0])} to {clock(hours[1])}")
    return start, end


def _weekdays(given: object) -> set[int]:
    """Return the weekdays (1 is Monday) a booking holds on: all of them where none are named."""
    every = range(1, len(WEEKDAY_NAMES) + 1)
    if not isinstance(given, list | tuple):
        return set(every) if given is None else set()
    found = set()
    for name in given:
        try:
            weekday = parse_weekday(name)
        except ValueError:
            continue
        if type(weekday) is int and weekday in every:
            found.add(weekday)
    return found


def _blame_overlaps(findings: Findings, sound: dict[tuple[str, int], list[_Hours]]) -> None:
    """Name two bookings of one room that overlap: each with the one before it that ends last, on the first such day."""
    said: set[tuple[str, str]] = set()
    for (room_id, weekday), bookings in sorted(sound.items(), key=lambda item: item[0][1]):
        bookings.sort()
        before = bookings[0]
        for booking in bookings[1:]:
            start, end, booking_id = booking
            pair = (before[2], booking_id)
            if start < before[1] and pair not in said:
                said.add(pair)
                blamed = findings.latest(*((*_BOOKINGS, one) for one in reversed(pair)))
                other = next(one for one in pair if one != blamed[-1])
                problem = (
                    f"{dotted(blamed)} overlaps {dotted((*_BOOKINGS, other))}: both hold room {room_id} on "
                    f"{WEEKDAY_NAMES[weekday - 1]} from {clock(start)} to {clock(min(end, before[1]))}"
                )
                fix = f"another room_id, or {blamed[-1]} before {clock(start)} or from {clock(min(end, before[1]))}"
                findings.blame(blamed, problem, allowed="one booking of a room at a time", fix=fix)
            before = max(before, booking, key=lambda one: one[1])
