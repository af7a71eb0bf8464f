"""Checks a composed configuration against the domain types and their cross-field rules, and returns the scenario."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from sim.config.checks import broken_rules
from sim.config.explain import explained
from sim.errors import InputError, Mistake
from sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.config.sources import Layer


def validate(config: Mapping[str, object], layers: Sequence[Layer], known: Sequence[Mistake] = ()) -> Scenario:
    """Return the scenario, or raise `InputError` with every mistake; one that is `known` already is among them.

    A rule across fields says more than a range, so at the same key it is the one that is shown.
    """
    broken = broken_rules(config, layers)
    said = {mistake.key for mistake in broken}
    scenario = None
    wrong: list[Mistake] = []
    try:
        scenario = adapter().validate_python(dict(config))
    except ValidationError as error:
        wrong = [mistake for mistake in explained(error, config, layers) if mistake.key not in said]
    mistakes = [*known, *wrong, *broken]
    if not mistakes and scenario is not None and len(scenario.days.workdays) == 0:
        mistakes = [_no_workday(scenario, layers)]
    if mistakes or scenario is None:
        raise InputError(mistakes)
    return scenario


def _no_workday(scenario: Scenario, layers: Sequence[Layer]) -> Mistake:
    """Explain that every Monday to Friday of the run is closed, which only the finished calendar can tell."""
    from sim.config.findings import Findings

    days = scenario.days
    findings = Findings({"run": {"weeks": days.weeks}}, layers)
    findings.blame(
        ("run", "weeks"),
        f"every day of the {days.weeks} week(s) from {days.first_monday} is a holiday or a closed date",
        allowed="at least one workday",
    )
    return findings.mistakes[0]


@cache
def adapter() -> TypeAdapter[Scenario]:
    """Return the reader of scenarios, which takes a moment to build."""
    return TypeAdapter(Scenario)
