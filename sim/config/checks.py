"""All rules across fields, which no single value can break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.findings import Findings
from sim.config.rules_of_amounts import check_order, check_people, check_shares, check_tick
from sim.config.rules_of_names import check_country, check_names, check_references, check_twins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.config.sources import Layer
    from sim.errors import Mistake

_RULES = (
    check_references,
    check_twins,
    check_names,
    check_country,
    check_shares,
    check_order,
    check_tick,
    check_people,
)


def broken_rules(config: Mapping[str, object], layers: Sequence[Layer]) -> list[Mistake]:
    """Return a mistake for each rule that is broken where the parts it needs are there."""
    findings = Findings(config, layers)
    for rule in _RULES:
        rule(findings)
    return findings.mistakes
