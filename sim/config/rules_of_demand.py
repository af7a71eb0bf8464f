"""Rules of laws stated as lists, and of streams of walk-ups: a share for each value, and sites that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import listed, nearest, shown, visible

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
                problem, near = f"there is no site {visible(site_id)}", nearest(site_id, sites)
                findings.blame(path, problem, value=shown(site_id), allowed=listed(sorted(sites)), suggestion=near)
