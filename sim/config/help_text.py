"""What ``--help`` and ``--info`` say. Nothing heavy is imported here: help must answer at once."""

from __future__ import annotations

import sys
from importlib import metadata
from typing import TYPE_CHECKING

import sim
from sim.config.paths import CONF, SCENARIOS, choices, first_comment, scenario_names

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGES = ("simpy", "numpy", "scipy", "polars", "matplotlib", "hydra-core", "omegaconf", "pydantic", "holidays")

_USAGE = """\
office-sim: how many desks and rooms does an office need when teams work by these norms, and at which risk?

  office-sim [scenario=S] [policy=P] [study=Q] [run=R] [key=value ...]

Examples
  office-sim                                                 the default: scenario=espoo study=project run=standard
  office-sim scenario=small_office run=quick                 a first look, in seconds
  office-sim scenario=small_office policy=free_choice        the same office under another policy
  office-sim scenario=my_office.yaml                         your own file: copy scenarios/small_office.yaml
  office-sim study=template                                  tables to fill in, as a workbook and as CSV files
  office-sim scenario=my_office.xlsx                         a workbook, or a folder of CSV files
  office-sim scenario=small_office office.zones.S1-north.desks=20 office.rooms.S1-small.count=3
  office-sim -m scenario=small_office policy=free_choice,team_led run.seed=1,2
  office-sim study=list                                      every scenario, policy and study there is, a line each
"""

_KEYS = """\
Keys that always work
  run=quick|standard|thorough   how much is simulated
  run.replications  run.weeks  run.start_date  run.seed  run.workers  run.tick_seconds
  run.replication_timeout_minutes  run.worker_memory_mb   limits of one replication: docs/faults.md
  run.executor=processes|dask  run.scheduler=tcp://HOST:PORT   a Dask cluster: docs/cluster.md
  output.records=first|all|none which visits are kept as a table
  output.report=true|false      whether page, workbook and figures are written beside the tables
  output.csv=true               tables as CSV too, beside the Parquet files
  output.language=en|fi         language of page, figures and workbook
  study.service_level=0.95      share of workdays on which the desks should suffice (study=close: of people)
  study.service_kind=days|arrivals|gatherings  study.days=all|busiest_weekday|outside_leave_season
  study.policies=[A,B] study.baseline=C        what study=compare compares, and with what
  results_dir=FOLDER            where results go (default: results, in the current folder)
  results=FOLDER                the results folder that study=check looks at
  Every other key of the configuration works too: docs/config.md lists them with unit and range.

Flags
  -m, --multirun   run every combination of values: key=a,b  key=range(1,4)
  --cfg job        print the configuration that would be run
  --info           print versions and where files lie
  -h, --help       print this page

Exit codes
  0 done   2 a mistake in the input, nothing was run   3 finished with failed replications
  74 disk trouble   130 interrupted; the same command goes on where it stopped
The last line printed is `results: FOLDER`.
"""


def usage() -> str:
    """Return the page of help, with what can be chosen as it stands in the files now."""
    parts = [_USAGE, "Scenarios (scenario=)", *_scenario_lines(), ""]
    for title, group in (("Policies", "policy"), ("Studies", "study"), ("How much is run", "run")):
        comments = {name: first_comment(CONF / group / f"{name}.yaml") for name in choices(group)}
        lines = [_line(name, text) for name, text in comments.items() if "for the theory" not in text]
        parts += [f"{title} ({group}=)", *lines, ""]
    return "\n".join([*parts, _KEYS]).rstrip()


def listing() -> str:
    """Return every scenario, policy and study with what its file says of itself: what ``study=list`` prints."""
    scenarios = {name: first_comment(SCENARIOS / f"{name}.yaml") for name in scenario_names()}
    parts = ["Scenarios (scenario=), or the path of your own file", *_lines(scenarios), ""]
    for title, group in (("Policies (policy=)", "policy"), ("Studies (study=)", "study")):
        parts += [title, *_lines({name: first_comment(CONF / group / f"{name}.yaml") for name in choices(group)}), ""]
    return "\n".join(parts).rstrip()


def about() -> str:
    """Return versions and places, which a report of trouble should carry."""
    found = [_line("office-sim", sim.__version__), _line("python", sys.version.split()[0])]
    found += [_line("configuration", str(CONF)), _line("scenarios", str(SCENARIOS))]
    return "\n".join([*found, *(_line(package, _version(package)) for package in _PACKAGES)])


def _scenario_lines() -> list[str]:
    own = [name for name in scenario_names() if not name.startswith("theory/")]
    lines = [_line(name, first_comment(SCENARIOS / f"{name}.yaml")) for name in own]
    return [*lines, _line("theory/...", "cases with exact answers, run by study=verify")]


def _lines(texts: Mapping[str, str]) -> list[str]:
    return [_line(name, text) for name, text in texts.items()]


def _line(name: str, text: str) -> str:
    return f"  {name:<22} {text}".rstrip()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
