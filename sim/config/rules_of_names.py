"""Rules of names: what is referred to must exist, ids must differ visibly, names must be readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.config.allowed import LONGEST_NAME
from sim.config.lookalikes import alike, is_mixed, latin
from sim.config.paths import choices
from sim.config.personal import check_personal
from sim.config.wording import dotted, fold, listed, nearest, visible
from sim.quantities import parse_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.config.findings import Findings
    from sim.config.yaml_file import KeyPath

LONGEST_QUESTION = 500
_ID_SECTIONS = (
    ("organization", "units"),
    ("organization", "teams"),
    ("organization", "rate_groups"),
    ("office", "sites"),
    ("office", "zones"),
    ("office", "rooms"),
    ("office", "room_bookings"),
)


def check_references(findings: Findings) -> None:
    """Look up each zone's site and each team's unit, site, zone and rates; a team's zone is on the team's site."""
    units, sites = findings.section("organization", "units"), findings.section("office", "sites")
    zones = findings.sections("office", "zones")
    known = {"unit_id": units, "site_id": sites, "zone_id": findings.section("office", "zones")}
    strangers = _strangers(findings)
    if strangers:
        _blame_choice(findings, strangers)
    for zone_id, zone in zones.items():
        _check_known(findings, ("office", "zones", zone_id, "site_id"), zone.get("site_id"), sites, "site")
    for team_id, team in findings.sections("organization", "teams").items():
        path = ("organization", "teams", team_id)
        for key, names in known.items():
            if (*path, key) not in strangers:
                _check_known(findings, (*path, key), team.get(key), names, key.removesuffix("_id"))
        if team.get("lives_around_site_id") is not None:
            _check_known(findings, (*path, "lives_around_site_id"), team["lives_around_site_id"], sites, "site")
        _check_same_site(findings, path, team, zones)
        if findings.value("policy", "kind") == "rates":
            groups = findings.section("organization", "rate_groups")
            _check_known(findings, (*path, "rate_group"), team.get("rate_group", "default"), groups, "rate group")


def _strangers(findings: Findings) -> dict[tuple[str, ...], str]:
    """Return the places that conf/ gives to teams and that the office does not have: two files that do not fit."""
    found: dict[tuple[str, ...], str] = {}
    for key, places in (("site_id", "sites"), ("zone_id", "zones")):
        known = findings.section("office", places)
        for team_id, team in findings.sections("organization", "teams").items():
            path, place = ("organization", "teams", team_id, key), team.get(key)
            if known and isinstance(place, str) and place not in known and findings.is_set_in_conf(path):
                found[path] = place
    return found


def _blame_choice(findings: Findings, strangers: dict[tuple[str, ...], str]) -> None:
    """Say once that the file of the organization and that of the office do not fit, and which one would."""
    organization, office = findings.file_of("organization"), findings.file_of("office")
    changed = findings.latest(("organization",), ("office",))
    other = "organization" if changed == ("office",) else "office"
    kept = findings.file_of(str(changed[0]))
    fix = f"{other}={kept}" if kept in choices(other) else ""
    problem = (
        f"the teams of organization={organization} sit in sites or zones that office={office} does not have: "
        + listed(dict.fromkeys(strangers.values()), 4)
    )
    findings.blame(changed, problem, value=kept, fix=fix)


def _check_known(findings: Findings, path: tuple[str, ...], name: object, known: Collection[str], kind: str) -> None:
    if not isinstance(name, str) or name in known or (not known and kind != "rate group"):
        return
    problem = f"there is no {kind} {visible(name)}"
    fix = "" if known else "write its weekday_rates in organization.rate_groups"
    findings.blame(path, problem, **findings.instead_of(name, known), fix=fix)


def _check_same_site(
    findings: Findings, path: tuple[str, ...], team: dict[str, object], zones: dict[str, dict[str, object]]
) -> None:
    site = team.get("site_id")
    there = zones.get(str(team.get("zone_id")), {}).get("site_id", site)
    known = findings.section("office", "sites")
    if isinstance(site, str) and isinstance(there, str) and site != there and site in known:
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
                problem = f"differs from {visible(twin)} only in capital letters"
                findings.blame((*section, name), problem, allowed="ids that differ", fix="another id")


def check_names(findings: Findings) -> None:
    """Refuse names of persons, names that cannot be read, and two units or two sites whose names look the same."""
    check_personal(findings)
    _check_question(findings)
    alone: tuple[KeyPath, ...] = (("title",), ("organization", "name"), ("office", "name"))
    for path in alone:
        _check_readable(findings, path)
    for section in (("organization", "units"), ("office", "sites")):
        first: dict[str, KeyPath] = {}
        for one in findings.sections(*section):
            path = (*section, one, "name")
            name = findings.value(*section, one, "name")
            if _check_readable(findings, path) and isinstance(name, str):
                twin = first.setdefault(alike(name), path)
                if twin != path:
                    blamed = findings.latest(twin, path)
                    other = twin if blamed == path else path
                    problem = f"looks the same as the name of {dotted(other[:-1])}{findings.place(other)}"
                    findings.blame(blamed, problem, allowed="a name of its own for each", fix=f"{visible(name)} (2)")


def _check_readable(findings: Findings, path: KeyPath) -> bool:
    """Refuse a blank name, invisible signs, spaces at an end and letters of two alphabets in one word."""
    name = findings.value(*map(str, path))
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME:
        return False  # which the type check says
    if findings.is_blamed(path):
        return False  # for what it says of a person, which is not to be shown
    signs, near = "letters, digits, spaces, punctuation", latin(name)
    if not name.strip():
        findings.blame(path, "is blank", allowed="a name people can read", fix=f"{path[-1]}: Planning")
    elif not name.isprintable():
        findings.blame(path, "holds a sign that cannot be seen", allowed=signs, suggestion=near)
    elif name != name.strip():
        findings.blame(path, "begins or ends with a space", allowed=signs, suggestion=near)
    elif is_mixed(name):
        problem = "mixes letters of two alphabets that look alike"
        findings.blame(path, problem, allowed="letters of one alphabet in a word", suggestion=near)
    else:
        return True
    return False


def _check_question(findings: Findings) -> None:
    """Refuse a question that is a book or holds signs nobody can see; it may stand on several lines."""
    path, question = ("question",), findings.value("question")
    if not isinstance(question, str) or findings.is_blamed(path):
        return
    if len(question) > LONGEST_QUESTION:
        problem = f"is {len(question):,} characters long"
        findings.blame(path, problem, allowed=f"a question of up to {LONGEST_QUESTION} characters", fix="shorten it")
    elif not all(line.isprintable() for line in question.split("\n")):
        signs = "letters, digits, spaces, punctuation, on one line or several"
        findings.blame(path, "holds a sign that cannot be seen", allowed=signs, suggestion=latin(question))


def check_country(findings: Findings) -> None:
    """Refuse a country or years of which the library of public holidays does not know: they would have none."""
    country = findings.value("calendar", "country")
    if not isinstance(country, str) or len(country) != 2 or not country.isupper():
        return
    import holidays

    try:
        library = holidays.country_holidays(country)
    except NotImplementedError:
        known = sorted(name for name in holidays.list_supported_countries() if len(name) == 2)
        problem = "is a country whose public holidays are not known"
        findings.blame(("calendar", "country"), problem, allowed=listed(known, 8), suggestion=nearest(country, known))
        return
    years = _years(findings)
    if years and not library.start_year <= years[0] <= years[1] <= library.end_year:
        problem = (
            f"the run goes from {years[0]} to {years[1]}; public holidays of {country} are not known for all of it"
        )
        allowed = f"weeks within the years {library.start_year} to {library.end_year}"
        changed = findings.latest(("run", "start_date"), ("run", "weeks"))
        findings.blame(changed, problem, allowed=allowed, fix="calendar=every_weekday")


def _years(findings: Findings) -> tuple[int, int] | None:
    """Return the first and the last year that is simulated, where these can be told."""
    weeks = findings.number("run", "weeks")
    try:
        start = parse_date(findings.value("run", "start_date"))
        if weeks is None or weeks < 1 or not isinstance(start, date):
            return None
        monday = start - timedelta(days=start.weekday())
        return monday.year, (monday + timedelta(weeks=weeks, days=-3)).year
    except (ValueError, OverflowError):
        return None
