"""From arguments to checked jobs: every combination is composed and checked before the first one is handed out."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from sim.config import assign, front_door, scenario_file, sources, values
from sim.config.compose import compose_scenario, files_chosen
from sim.config.guard import GivenScenario, admit
from sim.config.paths import users_path
from sim.config.validate import validate
from sim.config.wording import visible
from sim.errors import InputError, Mistake
from sim.studies.job import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from sim.config.front_door import Request
    from sim.config.values import Assignment

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One combination: a scenario, and one value for each key of the command line."""

    scenario: GivenScenario
    assignments: tuple[Assignment, ...]


def read(arguments: Sequence[str]) -> list[Job]:
    """Return one job for each combination; see `sim.config.read`."""
    request = front_door.read(arguments)
    results_dir = _results_dir(request.results_dir)
    jobs: list[Job] = []
    mistakes: list[Mistake] = []
    for wanted in _combinations(request):
        try:
            jobs.append(_job(wanted, request, results_dir))
        except InputError as error:
            mistakes += [mistake for mistake in error.mistakes if mistake not in mistakes]
    if mistakes:
        raise InputError(mistakes)
    return jobs


def composed_yaml(arguments: Sequence[str]) -> str:
    """Return the checked configuration of each combination as YAML."""
    import yaml

    texts = [
        yaml.safe_dump(dict(job.config), sort_keys=False, allow_unicode=True, width=120) for job in read(arguments)
    ]
    return "---\n".join(texts).rstrip("\n")


def _combinations(request: Request) -> list[_Wanted]:
    """Return the product of all lists of values, in the order of the arguments, the scenario first."""
    mistakes: list[Mistake] = []
    scenarios = [one for given in _scenarios_given(request) for one in _collect(mistakes, _scenario, given)]
    lists = [
        list(_collect(mistakes, values.read_values, path, text, request.multirun)) for path, text in request.assignments
    ]
    if mistakes:
        raise InputError(mistakes)
    runs = len(scenarios) * math.prod(len(one) for one in lists)
    if not 0 < runs <= values.MOST_COMBINATIONS:
        problem = f"the lists make {runs:,} runs"
        most = f"1 to {values.MOST_COMBINATIONS:,} combinations"
        raise InputError([Mistake(problem=problem, file="command line", allowed=most)])
    return [_Wanted(scenario, assignments) for scenario in scenarios for assignments in product(*lists)]


def _collect(mistakes: list[Mistake], step: Callable[..., Iterable[_Found]], *arguments: object) -> Iterable[_Found]:
    """Take a step and keep its mistakes, so that the steps after it can report theirs too."""
    try:
        return step(*arguments)
    except InputError as error:
        mistakes.extend(error.mistakes)
        return ()


def _scenario(given: str) -> list[GivenScenario]:
    return [admit(scenario_file.find(given))]


def _scenarios_given(request: Request) -> list[str]:
    """Split ``scenario=a,b`` in a multirun, unless the whole is the path of a file that exists."""
    whole = request.scenario
    if request.multirun and "," in whole and not users_path(whole).is_file():
        return [part.strip() for part in whole.split(",")]
    return [whole]


def _job(wanted: _Wanted, request: Request, results_dir: Path) -> Job:
    chosen = {str(one.path[0]): str(one.value) for one in wanted.assignments if one.is_choice}
    texts = [values.Assignment((key,), text) for key, text in request.texts.items()]
    assigned = [*texts, *(one for one in wanted.assignments if not one.is_choice)]
    config = compose_scenario(wanted.scenario, chosen)
    misplaced = assign.put_all(config, assigned)
    own = wanted.scenario.document
    files = files_chosen(wanted.scenario, chosen)
    layers = [
        *sources.conf_layers(files),
        sources.Layer(own.label, {path: entry for path, entry in own.entries.items() if path[0] not in chosen}),
        assign.layer(assigned),
    ]
    return Job(
        name=wanted.scenario.name,
        policy=files["policy"],
        scenario=validate(config, layers, misplaced),
        config=config,
        assumptions=sources.assumptions(layers, config),
        results_dir=results_dir,
    )


def _results_dir(given: str) -> Path:
    problem = "is empty"
    if given:
        path = users_path(given)
        if path.is_dir() or ("\0" not in given and not os.path.lexists(path)):
            return path
        problem = "is not a folder"
    value = visible(given[:60])
    raise InputError(
        [Mistake(problem=problem, file="command line", key="results_dir", value=value, fix="results_dir=results")]
    )
