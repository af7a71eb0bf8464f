"""Rules of amounts: shares add up, the lower of two is not above the higher, and the people fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config import shapes
from sim.config.meant import rejoined
from sim.config.wording import clock, dotted
from sim.quantities import PEOPLE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.findings import Findings
    from sim.config.shapes import Shape
    from sim.config.yaml_file import KeyPath

#: What one person takes in memory while weeks are simulated: 1,330 bytes measured at 100,000 people, rounded up.
BYTES_PER_PERSON = 2_000
_TOLERANCE = 1e-6

#: Lists whose items are shares of one whole.
_WHOLES = (
    ("behavior", "wishes", "office_days_share"),
    ("behavior", "absence", "leave_month_share"),
)
#: Pairs of amounts of which the first may not be above the second.
_ORDERED = (
    ("behavior", "absence", "leave_days_min", "leave_days_max"),
    ("behavior", "day", "short_stay_min_minutes", "short_stay_max_minutes"),
    ("behavior", "commute", "distance_median_km", "distance_mean_km"),
    ("behavior", "desk_use", "lunch_min_minutes", "lunch_max_minutes"),
    ("policy", "team_days_min", "team_days_max"),
)


def check_shares(findings: Findings) -> None:
    """Hold shares of one whole to a sum of 1, and those of two travel modes to no more than 1."""
    for path in _WHOLES:
        shares = findings.numbers(*path)
        if shares and all(0 <= share <= 1 for share in shares) and abs(sum(shares) - 1) > _TOLERANCE:
            findings.blame(path, f"adds up to {sum(shares):.6g}", allowed="shares that add up to 1")
    car, transit = ("behavior", "commute", "car_share"), ("behavior", "commute", "transit_share")
    by_car, by_transit = findings.number(*car), findings.number(*transit)
    if by_car is not None and by_transit is not None and by_car + by_transit > 1 + _TOLERANCE:
        problem = f"car_share and transit_share add up to {by_car + by_transit:.6g}"
        findings.blame(findings.latest(car, transit), problem, allowed="at most 1; the rest walk and cycle")


def check_decimal_commas(findings: Findings) -> None:
    """Say once of a list with decimal commas what it was meant to be, instead of once for each of its halves."""
    for path, items, length in _lists_of_a_length(findings.section(), shapes.root(), ()):
        if meant := rejoined(items, length):
            problem = f"has {len(items)} items: decimal commas part numbers here"
            findings.blame(path, problem, allowed="numbers with a decimal point", suggestion=meant)
            findings.told_whole.append(dotted(path))


def _lists_of_a_length(place: object, shape: Shape, path: KeyPath) -> Iterator[tuple[KeyPath, list[object], int]]:
    """Go through the lists of a configuration that must have a certain length."""
    if isinstance(place, list) and shape.length:
        yield path, place, shape.length
    if isinstance(place, dict):
        chosen = shape.below(str(place.get("kind"))) if shape.kind == "variants" else shape
        for key, inner in place.items():
            if chosen is not None and (below := chosen.below(key)) is not None:
                yield from _lists_of_a_length(inner, below, (*path, key))


def check_order(findings: Findings) -> None:
    """Hold the lower of two amounts below the higher, and a site to opening before it closes."""
    for *section, low, high in _ORDERED:
        pair = (*section, low), (*section, high)
        least, most = findings.number(*pair[0]), findings.number(*pair[1])
        if least is not None and most is not None and least > most:
            problem = f"{low} is {least:g}, which is above {high}, {most:g}"
            findings.blame(findings.latest(*pair), problem, allowed=f"{low} at most {high}")
    for first, second, strictly in _times(findings):
        early, late = findings.minute(*first), findings.minute(*second)
        if early is not None and late is not None and (early > late or (strictly and early == late)):
            problem = f"{first[-1]} is {clock(early)}, which is not before {second[-1]}, {clock(late)}"
            findings.blame(findings.latest(first, second), problem, allowed=f"{first[-1]} before {second[-1]}")


def _times(findings: Findings) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """Pairs of times in their order, and whether they must differ."""
    day = ("behavior", "day")
    yield (*day, "arrival_earliest"), (*day, "arrival_latest"), False
    yield (*day, "arrival_earliest"), (*day, "arrival_mean"), False
    yield (*day, "arrival_mean"), (*day, "arrival_latest"), False
    for name in findings.sections("activities"):
        yield ("activities", name, "earliest_start"), ("activities", name, "latest_start"), False
    for site_id, site in findings.sections("office", "sites").items():
        if "opens_at" in site or "closes_at" in site:
            yield ("office", "sites", site_id, "opens_at"), ("office", "sites", site_id, "closes_at"), True


def check_tick(findings: Findings) -> None:
    """Refuse true for a tick, which the type of a choice among numbers takes for 1."""
    if isinstance(findings.value("run", "tick_seconds"), bool):
        findings.blame(("run", "tick_seconds"), "is true or false", allowed="a number of seconds that divides 60")


def check_people(findings: Findings) -> None:
    """Refuse more people than fit into memory, before any of it is taken."""
    sizes = {team_id: team.get("size") for team_id, team in findings.sections("organization", "teams").items()}
    counts = {team_id: size for team_id, size in sizes.items() if type(size) is int and 0 < size < 10**12}
    people = sum(counts.values())
    given = findings.number("run", "people_limit")
    limit = int(given) if given and given >= 1 else PEOPLE_LIMIT
    if people <= limit:
        return
    largest = max(counts, key=lambda team_id: counts[team_id])
    path: KeyPath = ("organization", "teams")
    if counts[largest] > limit:
        path = (*path, largest, "size")
    findings.blame(
        path,
        f"{people:,} people would need about {people * BYTES_PER_PERSON / 1e9:,.1f} GB of memory",
        allowed=f"at most {limit:,} people in all; `run.people_limit` raises that, to 10,000,000 at most",
    )
