"""Rules of norms and activities: what several levels state must not contradict itself, and somebody must come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import dotted, visible
from sim.quantities import WEEKDAY_NAMES, parse_weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.findings import Findings
    from sim.config.yaml_file import KeyPath

_TEAMS = ("organization", "teams")
_UNITS = ("organization", "units")


def check_parents(findings: Findings) -> None:
    """Look up the unit above each unit, and refuse a unit that is above itself."""
    units = findings.sections(*_UNITS)
    for unit_id, unit in units.items():
        parent = unit.get("parent_unit_id")
        path = (*_UNITS, unit_id, "parent_unit_id")
        if isinstance(parent, str) and parent not in units:
            findings.blame(path, f"there is no unit {visible(parent)}", **findings.instead_of(parent, units))
        elif unit_id in (above := _above(units, unit_id)):
            circle = " -> ".join([unit_id, *above[: above.index(unit_id) + 1]])
            allowed = "a unit that is not below this one"
            findings.blame(path, f"is a circle: {circle}", allowed=allowed, fix="leave it out for a unit at the top")


def _above(units: dict[str, dict[str, object]], unit_id: str) -> list[str]:
    """Units above a unit, nearest first; ends where a unit comes again."""
    found: list[str] = []
    parent = units[unit_id].get("parent_unit_id")
    while isinstance(parent, str) and parent in units and parent not in found:
        found.append(parent)
        parent = units[parent].get("parent_unit_id")
    return found


def check_exceptions(findings: Findings) -> None:
    """Look up the team of each exception, and the members it names."""
    teams = findings.sections(*_TEAMS)
    for name, exception in findings.sections("organization", "exceptions").items():
        path = ("organization", "exceptions", name)
        team_id = exception.get("team_id")
        if not isinstance(team_id, str):
            continue
        if team_id not in teams:
            problem = f"there is no team {visible(team_id)}"
            findings.blame((*path, "team_id"), problem, **findings.instead_of(team_id, teams))
            continue
        size, members = teams[team_id].get("size"), exception.get("members")
        for number, member in enumerate(members if isinstance(members, list) else []):
            if type(size) is int and type(member) is int and member > size:
                problem = (
                    f"team {team_id} has no member {member}: its size is {size} ({dotted((*_TEAMS, team_id, 'size'))})"
                )
                findings.blame((*path, "members", number), problem, allowed=f"1 to {size}")


def check_bounds(findings: Findings) -> None:
    """Refuse a team for which one level asks more office days than another allows; both keys are named."""
    said: set[tuple[KeyPath, KeyPath]] = set()
    for team_id in findings.sections(*_TEAMS):
        levels = list(_norms_of(findings, team_id))
        lowest = [
            (days, (*path, "office_days_min")) for path, norm in levels if (days := _days(norm, "office_days_min"))
        ]
        highest = [
            (days, (*path, "office_days_max"))
            for path, norm in levels
            if (days := _days(norm, "office_days_max")) is not None
        ]
        if not lowest or not highest:
            continue
        (least, low), (most, high) = max(lowest), min(highest)
        if least > most and (low, high) not in said:
            said.add((low, high))
            problem = (
                f"team {team_id} is asked for at least {least} days by {dotted(low)} "
                f"and at most {most} by {dotted(high)}"
            )
            blamed = findings.latest(low, high)
            other, limit = (high, f"0 to {most}") if blamed == low else (low, f"{least} to 5")
            fix = f"{blamed[-1]}: {most if blamed == low else least}"
            problem += findings.place(high) if other == high else f"; the minimum is set there:{findings.place(low)}"
            findings.blame(blamed, problem, allowed=f"a minimum no higher than the maximum: {limit} here", fix=fix)


def _days(norm: dict[str, object], key: str) -> int | None:
    days = norm.get(key)
    return days if type(days) is int and 0 <= days <= len(WEEKDAY_NAMES) else None


def _norms_of(findings: Findings, team_id: str) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    """Norms that hold for a team: policy, city, units from the top down, team."""
    units, team = findings.sections(*_UNITS), findings.sections(*_TEAMS)[team_id]
    yield ("policy",), findings.section("policy")
    yield ("organization", "norm"), findings.section("organization", "norm")
    unit_id = team.get("unit_id")
    if isinstance(unit_id, str) and unit_id in units:
        for above in [*reversed(_above(units, unit_id)), unit_id]:
            yield (*_UNITS, above, "norm"), findings.section(*_UNITS, above, "norm")
    yield (*_TEAMS, team_id, "norm"), findings.section(*_TEAMS, team_id, "norm")


def weekdays_asked(findings: Findings) -> Iterator[tuple[KeyPath, int]]:
    """Every weekday (1 is Monday) that a policy or a stated norm asks for, with its key."""
    places: list[tuple[str, ...]] = [("policy", key) for key in ("weekdays", "weekdays_a", "weekdays_b")]
    places.append(("organization", "norm", "anchor_weekdays"))
    places += [(*_UNITS, unit_id, "norm", "anchor_weekdays") for unit_id in findings.sections(*_UNITS)]
    places += [(*_TEAMS, team_id, "norm", "anchor_weekdays") for team_id in findings.sections(*_TEAMS)]
    for place in places:
        listed_days = findings.value(*place)
        for number, name in enumerate(listed_days if isinstance(listed_days, list | tuple) else []):
            try:
                weekday = parse_weekday(name)
            except ValueError:
                continue
            if type(weekday) is int and 1 <= weekday <= len(WEEKDAY_NAMES):
                yield (*place, number), weekday


def check_participants(findings: Findings) -> None:
    """Refuse an activity nobody can take part in, and one that needs more people than its largest team has."""
    sizes = {team_id: team.get("size") for team_id, team in findings.sections(*_TEAMS).items()}
    counts = {team_id: size for team_id, size in sizes.items() if type(size) is int}
    if not counts or len(counts) < len(sizes):
        return
    largest = max(counts, key=lambda team_id: counts[team_id])
    units = [team.get("unit_id") for team in findings.sections(*_TEAMS).values()]
    several = any(units.count(unit) > 1 for unit in units)
    first: dict[str, str] = {}
    for name, activity in findings.sections("activities").items():
        kind, path = activity.get("kind"), ("activities", name)
        twin = first.setdefault(str(kind), name)
        # Streams of walk-ups draw their luck by name.
        if twin != name and kind != "walk_up":
            problem = f"{twin} and {name} are of one kind, and would share all their luck"
            second = findings.latest(("activities", twin, "kind"), (*path, "kind"))
            findings.blame(second, problem, allowed="one activity of each kind")
        experts = activity.get("experts")
        if kind == "negotiation" and type(experts) is int and experts + 1 > counts[largest]:
            problem = f"needs a supervisor and {experts} others, more than any team has"
            allowed = f"at most {counts[largest] - 1}: the largest team is {largest} with {counts[largest]} people"
            findings.blame((*path, "experts"), problem, allowed=allowed)
        elif kind in ("onboarding", "one_to_one") and counts[largest] == 1:
            problem = f"has no participants: {kind} takes two people of a team, and every team has one"
            findings.blame((*path, "kind"), problem, allowed="teams of two or more (organization.teams.ID.size)")
        elif kind == "joint_meeting" and not several:
            problem = "has no participants: a joint meeting takes two teams of a unit, and every unit has one team"
            findings.blame((*path, "kind"), problem, allowed="a unit with two teams (organization.teams.ID.unit_id)")
