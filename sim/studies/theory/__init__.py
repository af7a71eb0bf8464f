"""Every theory case: a scenario of scenarios/theory/ and the checks its tables must pass. The one list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.studies.theory import desks, littles_law, losses, overlap, peaks, presence, queues

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.studies.theory.check import Check
    from sim.studies.theory.reading import Tables


@dataclass(frozen=True, slots=True)
class Case:
    """`name` as in facts.md D and trust.md section 3, the scenario that plays it, and its comparison with theory."""

    name: str
    scenario: str
    checks: Callable[[Tables], list[Check]]


CASES: tuple[Case, ...] = (
    Case("V1", "theory/v1", desks.equal_people),
    Case("V2", "theory/v2", desks.weekdays_and_groups),
    Case("V3", "theory/v3", losses.any_length),
    Case("V3", "theory/v3_fixed", losses.any_length),
    Case("V3", "theory/v3_lognormal", losses.any_length),
    Case("V3", "theory/v3_mixed", losses.any_length),
    Case("V4", "theory/v4", queues.pods),
    Case("V5", "theory/v5", presence.presence_chain),
    Case("V8", "theory/v8", losses.slots),
    Case("V8", "theory/v8_nested", losses.slots_of_two_sizes),
    Case("V9", "theory/v9", overlap.two_days),
    Case("V9", "theory/v9_one_day", overlap.one_day),
    Case("V9", "theory/v9_three_days", overlap.three_days),
    Case("V9", "theory/v9_anchor", overlap.anchor_and_free_day),
    Case("V10", "theory/v10", littles_law.every_resource),
    Case("O1", "theory/o1", losses.two_houses),
    Case("O2", "theory/o2", queues.long_queue),
    Case("O3", "theory/o3", desks.rare_days),
    Case("O4", "theory/o4", desks.unequal_teams),
    Case("O5", "theory/o5", peaks.anchor_days),
    Case("O6", "theory/o6", peaks.teams_together),
    Case("O8", "theory/o8", losses.one_slot),
    Case("O9", "theory/o9", losses.few_teams),
    Case("O11", "theory/o11", overlap.does_a_pair_meet),
    Case("O12", "theory/o12", peaks.weekly_peak),
)
