"""Answer study=sensitivity: which assumption matters most, each moved alone under the same luck."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from sim.report.language import language
from sim.report.sensitivity_page import sensitivity_page
from sim.report.sensitivity_rows import SensitivityRow
from sim.report.sensitivity_words import fewer_than_asked, range_in
from sim.studies.answer_folder import write_answer
from sim.studies.same_luck import Worlds
from sim.studies.varied.parameters import parameters_of
from sim.studies.varied.swings import Moved, rows_of
from sim.studies.varied.worlds import figures_of

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from sim.scenario import Scenario
    from sim.studies.job import Job
    from sim.studies.varied.parameters import Parameter
    from sim.studies.varied.worlds import Figures

_TEXT = (
    "parameter",
    "says",
    "keys",
    "unit",
    "source_kind",
    "source",
    "range_source",
    "set_in",
    "metric",
    "metric_unit",
)
_WHOLE = ("rank", "replications")


def sensitivity(job: Job) -> tuple[Path, int]:
    """Simulate every input at both ends and write what that moves; return the folder and the exit code."""
    parameters, left_out = parameters_of(job)
    worlds = Worlds(job)
    moves = _moves(worlds, parameters)
    rows = rows_of(moves, job.scenario.study.metrics)
    return write_answer(
        job,
        worlds.runs,
        {"sensitivity": _table(rows)},
        lambda facts: sensitivity_page(
            rows, _in_words(left_out, job.scenario), facts, job.scenario.study.replications_each
        ),
    )


def _in_words(names: list[str], scenario: Scenario) -> list[str]:
    """Say in the language of the page what ranges are about."""
    says = language(scenario.output.language)
    return [range_in(says, name, scenario.study.ranges[name].says) for name in names]


def _moves(worlds: Worlds, parameters: list[Parameter]) -> list[Moved]:
    """Simulate the scenario as it is, then each input low and high; worlds in the store are only read."""
    scenario = worlds.job.scenario
    replications = worlds.first(scenario.study.replications_each)
    total = 1 + 2 * len(parameters)
    print(
        f"{worlds.job.name}: {len(parameters)} assumptions, each low and high, are {total} worlds of "
        f"{len(replications)} replications under the same luck, policy {worlds.job.policy}",
        file=sys.stderr,
        flush=True,
    )
    for remark in fewer_than_asked(scenario.study.replications_each, len(replications)):
        print(f"{worlds.job.name}: {remark}", file=sys.stderr, flush=True)
    begun = time.perf_counter()

    def figures(world: Scenario, said: str) -> Figures:
        run = worlds.run(world, replications, f"{worlds.job.name}, {said}")
        _say_how_far(len(worlds.runs), total, time.perf_counter() - begun)
        return figures_of(run, scenario.study.metrics)

    base = figures(scenario, "as it is")
    return [
        Moved(
            parameter,
            base,
            figures(parameter.low(scenario), f"{parameter.name} low"),
            figures(parameter.high(scenario), f"{parameter.name} high"),
        )
        for parameter in parameters
    ]


def _say_how_far(done: int, total: int, seconds: float) -> None:
    """Tell on stderr at every tenth of the way how long the rest will take."""
    if done < total and done * 10 // total > (done - 1) * 10 // total:
        minutes = seconds * (total - done) / done / 60
        print(f"{done} of {total} worlds, about {minutes:.1f} minutes left", file=sys.stderr, flush=True)


def _table(rows: list[SensitivityRow]) -> pl.DataFrame:
    import polars as pl

    schema = {
        name: pl.String if name in _TEXT else pl.Int64 if name in _WHOLE else pl.Float64
        for name in SensitivityRow.__slots__
    }
    return pl.DataFrame([[getattr(row, name) for name in schema] for row in rows], schema=schema, orient="row")
