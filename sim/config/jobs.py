"""From arguments to checked jobs: every combination is composed and checked before the first one is handed out."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from sim.config import (
    assign,
    doubts,
    folder_to_check,
    front_door,
    records_of_regions,
    results_folder,
    scenario_file,
    sources,
    values,
)
from sim.config.compose import compose_scenario, files_chosen
from sim.config.guard import GivenScenario, admit
from sim.config.paths import choice_problem, users_path
from sim.config.rules_of_studies import check_alike
from sim.config.validate import validate
from sim.errors import InputError, Mistake
from sim.studies.job import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sim.config.front_door import Request
    from sim.config.values import Assignment

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One combination: a scenario, one value for each key of the command line, and groups whose file is not known."""

    scenario: GivenScenario
    assignments: tuple[Assignment, ...]
    unsure: set[str]


def read(arguments: Sequence[str]) -> list[Job]:
    """Return one job for each combination; see `sim.config.read`."""
    request = front_door.read(arguments)
    mistakes: list[Mistake] = []
    jobs = [
        job
        for wanted in _combinations(request, mistakes)
        for job in _collect(mistakes, _job, wanted, request.texts, users_path(request.results_dir))
    ]
    mistakes += results_folder.mistakes_in(request.results_dir)
    mistakes += folder_to_check.mistakes_in(jobs, request)
    if mistakes:
        raise InputError(list(dict.fromkeys(mistakes)))
    return folder_to_check.with_folder(jobs, request)


def composed_yaml(arguments: Sequence[str]) -> str:
    """Return the checked configuration of each combination as YAML."""
    import yaml

    texts = [
        yaml.safe_dump(dict(job.config), sort_keys=False, allow_unicode=True, width=120) for job in read(arguments)
    ]
    return "---\n".join(texts).rstrip("\n")


def _combinations(request: Request, mistakes: list[Mistake]) -> list[_Wanted]:
    """Return the product of all lists of values, in the order of the arguments, the scenario first.

    A value that cannot be read becomes a mistake and is left out, so that the rest can be checked as well.
    """
    scenarios = [one for given in _scenarios_given(request) for one in _collect(mistakes, _scenario, given)]
    lists, unsure = [], set()
    for path, text in request.assignments:
        found = list(_collect(mistakes, values.read_values, path, text, request.multirun))
        for line in dict.fromkeys(line for one in found for line in doubts.of_bare_times(one.value, one.path)):
            print(line, file=sys.stderr)
        if values.is_choice(path):
            group = str(path[0])
            found = [one for given in found for one in _choice(group, given, mistakes)]
            unsure |= set() if found else {group}
        lists += [found] if found else []
    runs = len(scenarios) * math.prod(len(one) for one in lists)
    if runs > values.MOST_COMBINATIONS:
        problem = f"the lists make {runs:,} runs"
        most = f"1 to {values.MOST_COMBINATIONS:,} combinations"
        raise InputError([*mistakes, Mistake(problem=problem, file="command line", allowed=most)])
    return [_Wanted(scenario, chosen, unsure) for scenario in scenarios for chosen in product(*lists)]


def _choice(group: str, given: Assignment, mistakes: list[Mistake]) -> list[Assignment]:
    """Note a name that is no file of a group, and go on with the one that was probably meant."""
    problem = choice_problem(group, given.value)
    if not problem:
        return [given]
    mistakes.append(Mistake(file="command line", key=group, **problem))
    return [values.Assignment(given.path, problem["suggestion"])] if problem["suggestion"] else []


def _collect(mistakes: list[Mistake], step: Callable[..., Iterable[_Found]], *arguments: object) -> Iterable[_Found]:
    """Take a step and keep its mistakes, so that the steps after it can report theirs too."""
    try:
        return step(*arguments)
    except InputError as error:
        mistakes.extend(error.mistakes)
        return ()


def _scenario(given: str) -> list[GivenScenario]:
    place = scenario_file.find(given)
    tables = place.tables
    if tables is None:
        scenario = admit(place)
        for line in doubts.of_bare_times(scenario.values):
            print(line, file=sys.stderr)
        return [scenario]
    for notice in tables.notices:
        print(notice, file=sys.stderr)
    with scenario_file.told_in_cells(tables):
        try:
            scenario = admit(place)
        except InputError as error:
            raise InputError([*tables.mistakes, *error.mistakes]) from None
    document = scenario_file.cells_known(scenario.document, tables)
    return [replace(scenario, document=document, unsure=scenario.unsure | tables.unsure)]


def _scenarios_given(request: Request) -> list[str]:
    """Split ``scenario=a,b`` in a multirun, unless the whole is the path of a file that exists."""
    whole = request.scenario
    if request.multirun and "," in whole and not users_path(whole).exists():
        return [part.strip() for part in whole.split(",")]
    return [whole]


def _job(wanted: _Wanted, texts: Mapping[str, str], results_dir: Path) -> list[Job]:
    """Return the job of one combination, with the jobs that its study compares."""
    job = _single(wanted, texts, results_dir)
    if job.scenario.study.kind != "compare":
        return [job]
    with _told_where(wanted):
        return [replace(job, variants=_variants(job, wanted, texts))]


def _told_where(wanted: _Wanted) -> AbstractContextManager[None]:
    """Let mistakes in a scenario from tables point to their cells."""
    return scenario_file.told_in_cells(getattr(wanted.scenario.document, "tables", None))


def _variants(job: Job, wanted: _Wanted, texts: Mapping[str, str]) -> tuple[Job, ...]:
    """Compose every policy of every scenario to compare; what tunes the policy chosen holds for that one alone."""
    study = job.scenario.study
    baseline = study.baseline or job.policy
    policies = [baseline, *(policy for policy in study.policies if policy != baseline)]
    mistakes = [
        Mistake(file=_said_where(wanted, f"study.{key}"), key=f"study.{key}", **problem)
        for key, names in (("baseline", [baseline]), ("policies", study.policies))
        for name in dict.fromkeys(names)
        if (problem := choice_problem("policy", name))
    ]
    others = [one for given in study.scenarios for one in _collect(mistakes, _scenario, given)]
    found = [
        variant
        for scenario in (wanted.scenario, *others)
        for policy in dict.fromkeys(policies)
        if not choice_problem("policy", policy)
        for variant in _collect(mistakes, _under, replace(wanted, scenario=scenario), policy, job, texts)
    ]
    if mistakes:
        raise InputError(list(dict.fromkeys(mistakes)))
    check_alike(job, found)
    return tuple(found if len(found) > 1 else 2 * found)


def _said_where(wanted: _Wanted, key: str) -> str:
    """Return where a key of the study was set: on the command line or in the file of the scenario."""
    path = tuple(key.split("."))
    return "command line" if any(one.path == path for one in wanted.assignments) else wanted.scenario.document.label


def _under(wanted: _Wanted, policy: str, job: Job, texts: Mapping[str, str]) -> list[Job]:
    own = [one for one in wanted.assignments if one.path[0] != "policy" or (policy == job.policy and not one.is_choice)]
    chosen = values.Assignment(("policy",), policy)
    return [_single(replace(wanted, assignments=(chosen, *own)), texts, job.results_dir)]


def _single(wanted: _Wanted, texts: Mapping[str, str], results_dir: Path) -> Job:
    with _told_where(wanted):
        return _checked(wanted, texts, results_dir)


def _checked(wanted: _Wanted, texts: Mapping[str, str], results_dir: Path) -> Job:
    chosen = {str(one.path[0]): str(one.value) for one in wanted.assignments if one.is_choice}
    unsure = wanted.unsure | (wanted.scenario.unsure - set(chosen))
    assigned = [
        *(values.Assignment((key,), text) for key, text in texts.items()),
        *(one for one in wanted.assignments if not one.is_choice and one.path[0] not in unsure),
    ]
    config = compose_scenario(wanted.scenario, chosen)
    misplaced = assign.put_all(config, assigned)
    own = wanted.scenario.document
    files = files_chosen(wanted.scenario, chosen)
    layers = [
        *sources.conf_layers(files),
        sources.Layer(own.label, {path: entry for path, entry in own.entries.items() if path[0] not in chosen}),
        assign.layer(assigned, chosen),
    ]
    assign.drop_keys_of_other_kinds(config, layers)
    checked = validate(config, layers, [*own.mistakes, *misplaced], unsure)
    scenario, kept = records_of_regions.unless_asked(checked, config, layers)
    return Job(
        name=wanted.scenario.name,
        policy=files["policy"],
        scenario=scenario,
        config=kept,
        assumptions=sources.assumptions(layers, config),
        results_dir=results_dir,
    )
