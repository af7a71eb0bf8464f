"""Gatherings written by hand, for tests of what they ask of people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.gatherings import Gatherings, nothing
from sim.records import Purpose


@dataclass(frozen=True)
class Call:
    """One gathering: who (indices of people) is invited on which weekday, and who of them is needed (None: all)."""

    weekday: int
    people: tuple[int, ...]
    needed: tuple[int, ...] | None = None
    purpose: Purpose = Purpose.UNIT_MEETING
    priority: int = 50
    start: int = 600
    site: int = 0
    visitors: int = 0
    week: int = 0


@dataclass(frozen=True)
class Handmade:
    """An activity that holds these gatherings and no others."""

    calls: tuple[Call, ...]
    kind: str = "unit_meeting"

    def gatherings(self, context) -> Gatherings:
        """Return those in the weeks asked for."""
        calls = [call for call in self.calls if context.weeks.start <= call.week < context.weeks.stop]
        if not calls:
            return nothing()

        def column(name, dtype):
            return np.array([getattr(call, name) for call in calls], dtype=dtype)

        needed = [
            person in (call.people if call.needed is None else call.needed) for call in calls for person in call.people
        ]
        return Gatherings(
            purpose=column("purpose", np.int8),
            priority=column("priority", np.int16),
            day=(column("week", np.int32) * 5 + column("weekday", np.int32)),
            start_minute=column("start", np.int32),
            minutes=np.full(len(calls), 60, dtype=np.int32),
            site=column("site", np.int32),
            team=np.full(len(calls), -1, dtype=np.int32),
            unit=np.full(len(calls), -1, dtype=np.int32),
            visitors=column("visitors", np.int32),
            key=np.arange(len(calls), dtype=np.uint64),
            first=np.cumsum([0, *(len(call.people) for call in calls)]),
            person=np.array([person for call in calls for person in call.people], dtype=np.int32),
            needed=np.array(needed, dtype=bool),
        )


def calling(scenario, *calls: Call, kind: str = "unit_meeting"):
    """A scenario in which these gatherings are held, and no others."""
    return replace(scenario, activities={"handmade": Handmade(calls, kind)})
