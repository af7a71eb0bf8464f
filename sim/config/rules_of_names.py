"""Rules of names: what is referred to must exist, ids must differ visibly, names must be readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import fold, listed, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.config.findings import Findings

_ID_SECTIONS = (
    ("organization", "units"),
    ("organization", "teams"),
    ("organization", "rate_groups"),
    ("office", "sites"),
    ("office", "zones"),
)


def check_references(findings: Findings) -> None:
    """Look up each zone's site and each team's unit, site, zone and rates; a team's zone is on the team's site."""
    units, sites = findings.section("organization", "units"), findings.section("office", "sites")
    zones, known_zones = findings.sections("office", "zones"), findings.section("office", "zones")
    for zone_id, zone in zones.items():
        _check_known(findings, ("office", "zones", zone_id, "site_id"), zone.get("site_id"), sites, "site")
    for team_id, team in findings.sections("organization", "teams").items():
        path = ("organization", "teams", team_id)
        _check_known(findings, (*path, "unit_id"), team.get("unit_id"), units, "unit")
        _check_known(findings, (*path, "site_id"), team.get("site_id"), sites, "site")
        _check_known(findings, (*path, "zone_id"), team.get("zone_id"), known_zones, "zone")
        _check_same_site(findings, path, team, zones)
        if findings.value("policy", "kind") == "rates":
            groups = findings.section("organization", "rate_groups")
            _check_known(findings, (*path, "rate_group"), team.get("rate_group", "default"), groups, "rate group")


def _check_known(findings: Findings, path: tuple[str, ...], name: object, known: Iterable[str], kind: str) -> None:
    names = sorted(known)
    if not isinstance(name, str) or name in names or (not names and kind != "rate group"):
        return
    problem = f"there is no {kind} {visible(name)}"
    fix = "" if names else "write its weekday_rates in organization.rate_groups"
    findings.blame(path, problem, allowed=listed(names), suggestion=nearest(name, names), fix=fix)


def _check_same_site(
    findings: Findings, path: tuple[str, ...], team: dict[str, object], zones: dict[str, dict[str, object]]
) -> None:
    site, zone = team.get("site_id"), zones.get(str(team.get("zone_id")), {})
    there = zone.get("site_id", site)
    if (
        isinstance(site, str)
        and isinstance(there, str)
        and site != there
        and site in findings.section("office", "sites")
    ):
        here = listed([zone_id for zone_id, one in zones.items() if one.get("site_id") == site])
        problem = f"is a zone of site {visible(there)}, but the team's site is {visible(site)}"
        findings.blame((*path, "zone_id"), problem, allowed=here)


def check_twins(findings: Findings) -> None:
    """Refuse ids that differ only in capital letters: one thing to a reader, two to the program."""
    for section in _ID_SECTIONS:
        first: dict[str, str] = {}
        for name in findings.section(*section):
            twin = first.setdefault(fold(name), name)
            if twin != name:
                findings.blame((*section, name), f"differs from {visible(twin)} only in capital letters")


def check_names(findings: Findings) -> None:
    """Refuse names that cannot be read: blank ones, and those with invisible signs."""
    paths = [("title",), ("organization", "name"), ("office", "name")]
    for section in (("organization", "units"), ("office", "sites")):
        paths += [(*section, one, "name") for one in findings.sections(*section)]
    for path in paths:
        name = findings.value(*path)
        if isinstance(name, str) and name and not name.strip():
            findings.blame(path, "is blank", allowed="a name people can read")
        elif isinstance(name, str) and not name.isprintable():
            findings.blame(path, "holds a sign that cannot be seen", allowed="letters, digits, spaces, punctuation")


def check_country(findings: Findings) -> None:
    """Refuse a country the library of public holidays does not know."""
    country = findings.value("calendar", "country")
    if country in ("", "FI") or not isinstance(country, str) or len(country) != 2 or not country.isupper():
        return
    import holidays

    known = sorted(name for name in holidays.list_supported_countries() if len(name) == 2)
    if country not in known:
        problem = "is a country whose public holidays are not known"
        findings.blame(("calendar", "country"), problem, allowed=listed(known, 8), suggestion=nearest(country, known))
