"""One piece of work as the border hands it down: a checked scenario, its name, and the sources of its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value of the configuration with the source that stands beside it: `key` dotted, `file` where it is set."""

    key: str
    value: str
    source: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`name` and `policy` are the columns `scenario` and `policy`: the files chosen, not the kind of policy in them.

    `config` is the composed configuration, written beside the results for the record. `variants` are what a study
    compares, the baseline first; a policy alone is compared with itself. `checked` is the results folder that
    study=check looks at.
    """

    name: str
    policy: str
    scenario: Scenario
    config: Mapping[str, object]
    assumptions: tuple[Assumption, ...]
    results_dir: Path
    variants: tuple[Job, ...] = ()
    checked: Path | None = None
