"""Rules of study=sensitivity: parameters and key figures there are, and ranges whose ends a scenario may have."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sim.config import shapes
from sim.config.explain import explained
from sim.config.findings import Findings
from sim.config.rules_of_amounts import check_order, check_people, check_shares
from sim.config.rules_of_bookings import check_bookings
from sim.config.rules_of_demand import check_laws, check_slots
from sim.config.rules_of_norms import check_bounds, check_exceptions
from sim.config.rules_of_rooms import check_release
from sim.config.wording import dotted, listed, nearest
from sim.stats.summary import METRICS
from sim.studies.varied.changes import UnfitError, moved
from sim.studies.varied.parameters import chosen_ranges, why_not
from sim.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.shapes import Shape
    from sim.errors import Mistake
    from sim.scenario import Scenario
    from sim.study import Range

_PLAIN = Study(kind="project")
#: Sections that say what is assumed of the world; the others say what is asked and how much is computed.
_ASSUMED = ("organization", "office", "activities", "behavior", "policy", "calendar")
_RULES_OF_AMOUNTS = (
    check_shares,
    check_order,
    check_people,
    check_exceptions,
    check_bookings,
    check_bounds,
    check_release,
    check_laws,
    check_slots,
)


def check_ranges(scenario: Scenario, findings: Findings) -> None:
    """Refuse names there are not, ranges of no width or of no key, and ends that no scenario may have."""
    study = scenario.study
    _check_names(findings, "parameters", study.parameters, tuple(study.ranges), "is no range of study.ranges")
    _check_names(findings, "metrics", study.metrics, METRICS, "is no key figure")
    if not study.metrics:
        findings.blame(("study", "metrics"), "names no key figure to look at", allowed=listed(METRICS))
    for name, moves in study.ranges.items():
        _check_range(findings, name, moves)
    if findings.mistakes:
        return
    reasons = {name: why_not(scenario, moves) for name, moves in chosen_ranges(scenario).items()}
    for name, reason in reasons.items():
        if reason and (name in study.parameters or not _is_shipped(findings, name)):
            findings.blame(("study", "ranges", name, "keys"), reason, fix=f"leave {name} out of study.parameters")
    if reasons and all(reasons.values()):
        problem = "are all about values that this scenario does not have"
        findings.blame(("study", "ranges"), problem, value=f"{len(reasons)} ranges")
    if not findings.mistakes:
        _check_ends(scenario, findings, [name for name, reason in reasons.items() if not reason])


def _is_shipped(findings: Findings, name: str) -> bool:
    """Whether a range is as conf/ has it: what comes with the program may be about other scenarios."""
    return all(findings.is_set_in_conf(("study", "ranges", name, part)) for part in ("keys", "low", "high"))


def _check_names(findings: Findings, key: str, named: tuple[str, ...], known: tuple[str, ...], problem: str) -> None:
    for name in dict.fromkeys(named):
        if name not in known:
            findings.blame(
                ("study", key), problem, value=name, allowed=listed(known, 24), suggestion=nearest(name, known)
            )


def _check_range(findings: Findings, name: str, moves: Range) -> None:
    if moves.low >= moves.high:
        findings.blame(("study", "ranges", name, "low"), f"is not below study.ranges.{name}.high = {moves.high:g}")
    for key in moves.keys:
        group = key.partition(".")[0]
        if group in shapes.root().keys and group not in _ASSUMED:
            findings.blame(
                ("study", "ranges", name, "keys"),
                f"is nothing assumed of the world: {group} says what is asked and how it is computed",
                value=key,
                allowed=f"keys of {listed(_ASSUMED)}",
                fix=f"leave {key} out, and run the study once for each value of it",
            )
        elif not any(_shapes_at(shapes.root(), tuple(key.split(".")))):
            known = [dotted(path) for path, shape in shapes.walk(shapes.root()) if shape.kind in ("value", "list")]
            findings.blame(
                ("study", "ranges", name, "keys"),
                "is no key of a scenario",
                value=key,
                allowed="a key as on the command line, * for any id, such as behavior.day.stay_mean_minutes",
                suggestion=nearest(key, known, cutoff=0.8),
            )


def _shapes_at(shape: Shape, parts: tuple[str, ...]) -> Iterator[Shape]:
    """Go through what may stand at a key, in any kind of section."""
    if shape.kind == "variants":
        for variant in shape.keys.values():
            yield from _shapes_at(variant, parts)
    elif not parts:
        yield shape
    elif shape.kind == "list":
        if parts[0].isdecimal() and parts[0] == (parts[0].lstrip("0") or "0") and shape.each is not None:
            yield from _shapes_at(shape.each, parts[1:])
    else:
        below = shape.each if parts[0] == "*" else shape.below(parts[0])
        if below is not None:
            yield from _shapes_at(below, parts[1:])


def _check_ends(scenario: Scenario, findings: Findings, names: list[str]) -> None:
    """Hold every changed scenario to all rules that a written one is held to."""
    known = {mistake.key for mistake in _mistakes(scenario)}
    for name in names:
        moves = scenario.study.ranges[name]
        for end, to in (("low", moves.low), ("high", moves.high)):
            try:
                wrong = [one for one in _mistakes(moved(scenario, moves, to)) if one.key not in known]
            except UnfitError as error:
                findings.blame(("study", "ranges", name, end), str(error))
                continue
            if wrong:
                first = wrong[0]
                findings.blame(
                    ("study", "ranges", name, end),
                    f"would make {first.key} = {first.value}: {first.problem}",
                    allowed=first.allowed,
                    fix=f"bring study.ranges.{name}.{end} nearer to the value, or list study.parameters without {name}",
                )


def _mistakes(scenario: Scenario) -> list[Mistake]:
    """Return what the border would say of the amounts in a scenario had it been written so.

    Rules that hold people against rooms are not asked: what happens when a team outgrows its room is for the simulation
    to say.
    """
    from sim.config.validate import adapter  # it imports the rules

    config = asdict(replace(scenario, study=_PLAIN))
    findings = Findings({key: _as_read(value) for key, value in config.items()}, [])
    for rule in _RULES_OF_AMOUNTS:
        rule(findings)
    try:
        adapter().validate_python(config)
    except ValidationError as error:
        return [*explained(error, []), *findings.mistakes]
    return findings.mistakes


def _as_read(value: object) -> object:
    """Return plain data as a file has them: rules pass over a tuple where they look for a list."""
    if isinstance(value, dict):
        return {key: _as_read(inner) for key, inner in value.items()}
    return [_as_read(inner) for inner in value] if isinstance(value, list | tuple) else value
