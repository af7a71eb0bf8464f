"""The uncertain inputs a scenario has: what each is called, where it stands and where its value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.ledger_sources import behind, weakest_behind
from sim.report.ledger_units import TIMES_AS_ASSUMED, unit_of
from sim.studies.varied.changes import UnfitError, moved, present
from sim.studies.varied.keys import paths_of

if TYPE_CHECKING:
    from sim.report.ledger_sources import SourceKind
    from sim.scenario import Scenario
    from sim.studies.job import Job
    from sim.study import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An uncertain input of a scenario: `value` as it is now, between `low` and `high`, all in `unit`.

    `source_kind`, `source` and `set_in` are of the value, `range_source` is of its ends.
    """

    name: str
    moves: Range
    value: float | None
    unit: str
    source_kind: SourceKind
    source: str
    range_source: str
    set_in: str

    def low(self, scenario: Scenario) -> Scenario:
        """Return the scenario with this input at its lower end."""
        return moved(scenario, self.moves, self.moves.low)

    def high(self, scenario: Scenario) -> Scenario:
        """Return the scenario with this input at its upper end."""
        return moved(scenario, self.moves, self.moves.high)


def chosen_ranges(scenario: Scenario) -> dict[str, Range]:
    """Return the ranges asked for: those in `study.parameters`, or all."""
    study = scenario.study
    return {name: study.ranges[name] for name in study.parameters} if study.parameters else dict(study.ranges)


def why_not(scenario: Scenario, moves: Range) -> str:
    """Say why a range cannot be moved in a scenario; empty where it can."""
    if not any(paths_of(scenario, key) for key in moves.keys):
        return "the scenario has no such value"
    try:
        present(scenario, moves)
        ends = [moved(scenario, moves, to) for to in (moves.low, moves.high)]
    except UnfitError as error:
        return str(error)
    return "" if any(end != scenario for end in ends) else "neither end changes anything"


def parameters_of(job: Job) -> tuple[list[Parameter], list[str]]:
    """Return the inputs to move, and the names of those asked for that cannot be moved in this scenario."""
    scenario = job.scenario
    chosen = chosen_ranges(scenario)
    there = {name: moves for name, moves in chosen.items() if not why_not(scenario, moves)}
    return [_parameter(job, name, moves) for name, moves in there.items()], [
        name for name in chosen if name not in there
    ]


def _parameter(job: Job, name: str, moves: Range) -> Parameter:
    scenario = job.scenario
    keys = [".".join(path) for key in moves.keys for path in paths_of(scenario, key)]
    kind, first = weakest_behind(keys, job.assumptions)
    own = behind(f"study.ranges.{name}", job.assumptions)
    return Parameter(
        name=name,
        moves=moves,
        value=present(scenario, moves),
        unit=_unit(moves),
        source_kind=kind,
        source=first.source if first else "",
        range_source=own.source if own else "",
        set_in=first.file if first else "",
    )


def _unit(moves: Range) -> str:
    """Return the unit of a range's ends; the mean of shares of days is in days."""
    key = moves.keys[0]
    return {
        "times": TIMES_AS_ASSUMED,
        "add": f"{unit_of(key)} more",
        "mean": unit_of(key.removesuffix("_share")),
    }.get(moves.change, unit_of(key))
