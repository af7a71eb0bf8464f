"""Visits of a whole region would fill the memory of one process: they are kept only if somebody asks for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.config.sources import locate
from sim.scenario import MOST_PEOPLE_WITH_RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.config.sources import Layer
    from sim.scenario import Scenario


def unless_asked(
    scenario: Scenario, config: Mapping[str, object], layers: Sequence[Layer]
) -> tuple[Scenario, Mapping[str, object]]:
    """Return scenario and configuration without records, if people are many and conf/ alone would keep them."""
    if scenario.organization.people <= MOST_PEOPLE_WITH_RECORDS or scenario.output.records == "none":
        return scenario, config
    if not locate(layers, ("output", "records"))[0].startswith("conf/"):
        return scenario, config
    output = config["output"]
    assert isinstance(output, dict)
    return (
        replace(scenario, output=replace(scenario.output, records="none")),
        {**config, "output": {**output, "records": "none"}},
    )
