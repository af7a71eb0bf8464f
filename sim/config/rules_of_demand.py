"""Rules of laws stated as lists, and of streams of walk-ups: a share for each value, and sites that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.rules_of_rooms import hours_of_site, largest_rooms, needs_room
from sim.config.wording import clock, shown, visible

if TYPE_CHECKING:
    from sim.config.findings import Findings
    from sim.config.yaml_file import KeyPath

_TOLERANCE = 1e-6


def check_laws(findings: Findings) -> None:
    """Hold the shares of lengths and of party sizes to one for each value and a sum of 1."""
    for name, activity in findings.sections("activities").items():
        path = ("activities", name)
        if findings.value(*path, "length", "kind") == "shares":
            _check_law(findings, (*path, "length", "minutes"), (*path, "length", "share"))
        if activity.get("kind") == "walk_up":
            _check_law(findings, (*path, "people"), (*path, "people_share"))


def _check_law(findings: Findings, values: tuple[str, ...], shares: tuple[str, ...]) -> None:
    stated, weights = _items(findings, values), _items(findings, shares)
    if len(stated) != len(weights):
        if stated and weights:
            problem = f"{values[-1]} has {len(stated)} items and {shares[-1]} {len(weights)}"
            allowed = f"a share for each of {values[-1]}"
            findings.blame(findings.latest(values, shares), problem, allowed=allowed)
        return
    numbers = findings.numbers(*shares)
    if numbers and all(0 <= share <= 1 for share in numbers) and abs(sum(numbers) - 1) > _TOLERANCE:
        findings.blame(shares, f"adds up to {sum(numbers):.6g}", allowed="shares that add up to 1")


def _items(findings: Findings, path: tuple[str, ...]) -> list[object]:
    """Return the list at a key; a list that is not given has one item."""
    found = findings.value(*path)
    return found if isinstance(found, list) else [None] if found is None else []


def check_slots(findings: Findings) -> None:
    """Refuse slots of walk-ups that are longer than the time in which these come."""
    for name, activity in findings.sections("activities").items():
        path = ("activities", name)
        early, late = findings.minute(*path, "earliest_start"), findings.minute(*path, "latest_start")
        slot = findings.number(*path, "slot_minutes")
        if activity.get("kind") != "walk_up" or slot is None or early is None or late is None or early > late:
            continue
        if slot > late - early:
            problem = f"slot_minutes is {slot:g}, longer than the {late - early:g} minutes in which parties come"
            keys = [(*path, key) for key in ("slot_minutes", "earliest_start", "latest_start")]
            allowed = "no more than from earliest_start to latest_start"
            findings.blame(findings.latest(*keys), problem, allowed=allowed)


def check_lengths(findings: Findings) -> None:
    """Refuse a gathering that is longer than any site is open."""
    hours = [hours_of_site(findings, site_id) for site_id in findings.sections("office", "sites")]
    known = [(opens, closes) for opens, closes in hours if opens is not None and closes is not None]
    if not known or len(known) < len(hours):
        return
    opens, closes = max(known, key=lambda pair: pair[1] - pair[0])
    for name in findings.sections("activities"):
        path = ("activities", name, "minutes")
        minutes = findings.number(*path)
        if minutes is not None and 0 < closes - opens < minutes:
            problem = f"{minutes:g} minutes are longer than any site is open: from {clock(opens)} to {clock(closes)}"
            findings.blame(path, problem, allowed=f"at most {closes - opens:g} (office.sites)")


def check_walk_up_sites(findings: Findings) -> None:
    """Look up the sites that walk-ups come to."""
    sites = findings.sections("office", "sites")
    for name, activity in findings.sections("activities").items():
        given = activity.get("site_ids")
        if activity.get("kind") != "walk_up" or not isinstance(given, list) or not sites:
            continue
        for number, site_id in enumerate(given):
            if isinstance(site_id, str) and site_id not in sites:
                path: KeyPath = ("activities", name, "site_ids", number)
                problem = f"there is no site {visible(site_id)}"
                findings.blame(path, problem, value=shown(site_id), **findings.instead_of(site_id, sites))


def check_walk_up_hours(findings: Findings) -> None:
    """Refuse walk-ups that come only while every site they come to is closed."""
    for name, activity in findings.sections("activities").items():
        path = ("activities", name)
        early, late = findings.minute(*path, "earliest_start"), findings.minute(*path, "latest_start")
        if activity.get("kind") != "walk_up" or early is None or late is None:
            continue
        hours = [hours_of_site(findings, site_id) for site_id in _sites_of(findings, activity)]
        known = [(opens, closes) for opens, closes in hours if opens is not None and closes is not None]
        if known and len(known) == len(hours) and all(late <= opens or early >= closes for opens, closes in known):
            problem = f"parties come from {clock(early)} to {clock(late)}, when every site they come to is closed"
            keys = [(*path, key) for key in ("earliest_start", "latest_start")]
            allowed = " or ".join(sorted({f"{clock(opens)} to {clock(closes)}" for opens, closes in known}))
            findings.blame(findings.latest(*keys), problem, allowed=f"some time from {allowed}")


def check_party_sizes(findings: Findings) -> None:
    """Refuse walk-ups, and visitors of negotiations, that are more people than any room they may get seats."""
    largest = largest_rooms(findings)
    for name, activity in findings.sections("activities").items():
        path: tuple[str, ...] = ("activities", name)
        if activity.get("kind") == "walk_up":
            path, sites, more = (*path, "people"), _sites_of(findings, activity), 0
            sizes = [int(size) for size in findings.numbers(*path) or ()]
        elif activity.get("kind") == "negotiation" and needs_room(findings, name):
            # At least the supervisor receives them.
            teams = findings.sections("organization", "teams").values()
            path, sites, more = (*path, "visitors"), sorted({str(team.get("site_id")) for team in teams}), 1
            guests = findings.number(*path)
            sizes = [] if guests is None else [int(guests) + more]
        else:
            continue
        rooms = [largest[site, False] for site in sites if (site, False) in largest]
        # Where a site has no rooms at all, that is what the run shows.
        if sizes and rooms and len(rooms) == len(sites) and max(sizes) > max(rooms)[0]:
            seats, room_id = max(rooms)
            problem = f"a party of {max(sizes)} is larger than any room: the largest is {room_id} with {seats} seats"
            findings.blame(path, problem, allowed=f"at most {seats - more}", fix="a larger room in office.rooms")


def _sites_of(findings: Findings, activity: dict[str, object]) -> list[str]:
    given = activity.get("site_ids")
    sites = findings.sections("office", "sites")
    chosen = [site for site in given if isinstance(site, str) and site in sites] if isinstance(given, list) else []
    return chosen or sorted(sites)
