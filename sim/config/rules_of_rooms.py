"""Rules of rooms: each is on a known site, open while that is, told from all others, and large enough for its teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import clock, dotted, listed, visible
from sim.rooms import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.findings import Findings

_ROOMS = ("office", "rooms")
_SITES = ("office", "sites")
_RELEASE = ("behavior", "bookings", "room_release_minutes")
#: Activities to which a whole team is invited; those for which project rooms are kept may use any room.
_OF_TEAMS = ("team_meeting", "ideation", "development_day")
#: No team has so many people; the type checker says so.
_NO_SIZE = 10**12
_PROJECT_WORK = ("ideation", "development_day")


def room_sets(findings: Findings) -> dict[str, int]:
    """Return how many rooms each set in office.rooms has, where that can be told."""
    counts = {set_id: room.get("count", 1) for set_id, room in findings.sections(*_ROOMS).items()}
    return {set_id: count for set_id, count in counts.items() if type(count) is int and 1 <= count <= 1_000}


def opening_hours(findings: Findings, set_id: str) -> tuple[float, float] | None:
    """Return when a room opens and closes: its own hours, else its site's."""
    site_id = findings.value(*_ROOMS, set_id, "site_id")
    if not isinstance(site_id, str) or site_id not in findings.sections(*_SITES):
        return None
    hours = [
        findings.minute(*_ROOMS, set_id, key) if findings.value(*_ROOMS, set_id, key) is not None else usual
        for key, usual in zip(("opens_at", "closes_at"), hours_of_site(findings, site_id), strict=True)
    ]
    opens, closes = hours
    return (opens, closes) if opens is not None and closes is not None else None


def check_rooms(findings: Findings) -> None:
    """Look up the site of each room, and hold its opening hours to their order and to the site's."""
    sites = findings.sections(*_SITES)
    for set_id, room in findings.sections(*_ROOMS).items():
        site_id = room.get("site_id")
        if isinstance(site_id, str) and site_id not in sites:
            if sites:
                problem = f"there is no site {visible(site_id)}"
                findings.blame((*_ROOMS, set_id, "site_id"), problem, **findings.instead_of(site_id, sites))
        elif isinstance(site_id, str):
            _check_hours(findings, set_id, site_id)


def _check_hours(findings: Findings, set_id: str, site_id: str) -> None:
    own = [key for key in ("opens_at", "closes_at") if findings.value(*_ROOMS, set_id, key) is not None]
    hours = opening_hours(findings, set_id) if own else None
    site_opens, site_closes = hours_of_site(findings, site_id)
    if hours is None or site_opens is None or site_closes is None or site_opens >= site_closes:
        return
    opens, closes = hours
    keys = [(*_ROOMS, set_id, key) for key in own]
    allowed = f"from {clock(site_opens)} to {clock(site_closes)}, the hours of site {site_id}"
    if opens >= closes:
        whose = "closes_at" if "closes_at" in own else f"closes_at of site {site_id}"
        first = "opens_at" if "opens_at" in own else f"opens_at of site {site_id}"
        problem = f"{first} is {clock(opens)}, which is not before {whose}, {clock(closes)}"
        findings.blame(findings.latest(*keys), problem, allowed=f"opens_at before closes_at, {allowed}")
        return
    for key, is_outside, words, of_site in (
        ("opens_at", opens < site_opens, "opens before", site_opens),
        ("closes_at", closes > site_closes, "closes after", site_closes),
    ):
        if is_outside:
            site_key = (*_SITES, site_id, key)
            problem = f"room {set_id} {words} its site {site_id} does, at {clock(of_site)} ({dotted(site_key)})"
            findings.blame(findings.latest((*_ROOMS, set_id, key), site_key), problem, allowed=allowed)


def check_room_ids(findings: Findings) -> None:
    """Refuse a room whose id is that of a numbered room of another set, for tables would show both as one."""
    counts = room_sets(findings)
    for set_id, count in counts.items():
        base = set_id.rpartition("-")[0]
        others = counts.get(base, 1)
        if count == 1 and others > 1 and set_id in numbered(base, others):
            blamed = findings.latest((*_ROOMS, base, "count"), (*_ROOMS, set_id))
            problem = f"{dotted((*_ROOMS, base))} has {others} rooms, one of which is {set_id} too"
            findings.blame(blamed, problem, fix=f"give {dotted((*_ROOMS, set_id))} another id")


def check_meeting_sizes(findings: Findings) -> None:
    """Refuse a team that no room of its site can seat, where it has meetings that need a room."""
    meetings, largest = list(_meetings_of_teams(findings)), largest_rooms(findings)
    for team_id, team in findings.sections("organization", "teams").items():
        path, size, site_id = ("organization", "teams", team_id, "size"), team.get("size"), team.get("site_id")
        if type(size) is not int or not isinstance(site_id, str) or (site_id, True) not in largest:
            continue
        if size >= _NO_SIZE or findings.is_blamed(path):
            continue
        for name, project in meetings:
            seats, set_id = largest.get((site_id, project), (0, ""))
            if size > seats:
                problem = f"{name} of team {team_id} is for {size:,} people, and " + (
                    f"the largest room for it on site {site_id} is {set_id} with {seats} seats"
                    if seats
                    else f"site {site_id} has only project rooms, which are not for it"
                )
                fix = f"a room of {size} seats in office.rooms, or activities.{name}.room.needed=false"
                findings.blame(path, problem, allowed=f"at most {seats}" if seats else "", fix=fix)
                break


def largest_rooms(findings: Findings) -> dict[tuple[str, bool], tuple[int, str]]:
    """Return seats and id of the largest room by site and whether project rooms count; no site with a wrong number."""
    largest: dict[tuple[str, bool], tuple[int, str]] = {}
    wrong = set()
    for set_id, room in findings.sections(*_ROOMS).items():
        site_id, seats = room.get("site_id"), room.get("seats")
        if not isinstance(site_id, str):
            continue
        if type(seats) is not int or seats < 1:
            wrong.add(site_id)
            continue
        for project in (True, False) if room.get("kind", "meeting") != "project" else (True,):
            largest[site_id, project] = max((seats, set_id), largest.get((site_id, project), (0, "")))
    return {key: room for key, room in largest.items() if key[0] not in wrong}


def _meetings_of_teams(findings: Findings) -> Iterator[tuple[str, bool]]:
    """Activities that bring whole teams into a room, and whether project rooms are for them."""
    for name, activity in findings.sections("activities").items():
        kind = activity.get("kind")
        if kind in _OF_TEAMS and needs_room(findings, name):
            yield name, kind in _PROJECT_WORK


def check_release(findings: Findings) -> None:
    """Refuse a grace as long as a meeting: the room of a no-show would be given away when it is over."""
    grace = findings.number(*_RELEASE)
    if not grace or grace <= 0:
        return
    booked = [(minutes, name, path) for name, minutes, path in _booked(findings) if minutes <= grace]
    if booked:
        booked.sort()
        shortest, name, path = booked[0]
        problem = f"a grace of {grace:g} minutes is not shorter than " + listed(
            [f"{name} ({minutes:g} minutes)" for minutes, name, _ in booked], 4
        )
        fix = "0 holds a room until the booking ends, whoever comes"
        findings.blame(
            findings.latest(_RELEASE, path),
            problem,
            allowed=f"less than {shortest:g}, the minutes of {name} ({dotted(path)})",
            fix=fix,
        )


def _booked(findings: Findings) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Activities whose rooms are booked: name, minutes at most, and the key that says so."""
    for name, activity in findings.sections("activities").items():
        path: tuple[str, ...] = ("activities", name)
        if activity.get("kind") == "walk_up":
            if not findings.number(*path, "booked_share"):
                continue
            several = findings.numbers(*path, "length", "minutes")
            minutes = max(several) if several else findings.number(*path, "length", "minutes")
            path = (*path, "length")
        elif needs_room(findings, name) and findings.number(*path, "room", "booked_share"):
            minutes = findings.number(*path, "minutes")
        else:
            continue
        if minutes is not None and minutes > 0:
            yield name, minutes, (*path, "minutes")


def needs_room(findings: Findings, name: str) -> bool:
    """Whether the gatherings of an activity need a room."""
    return findings.value("activities", name, "room", "needed") is not False


def hours_of_site(findings: Findings, site_id: str) -> tuple[float | None, float | None]:
    """Return when a site opens and closes, None where that is a mistake."""
    opens, closes = (
        findings.minute(*_SITES, site_id, key) if findings.value(*_SITES, site_id, key) is not None else usual
        for key, usual in (("opens_at", 420.0), ("closes_at", 1140.0))
    )
    return opens, closes
