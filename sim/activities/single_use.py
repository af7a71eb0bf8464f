"""Single use of rooms: one person works in a room, long, and often in one that is too large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.drop_in import Alone, requests_alone
from sim.records import RoomUse

if TYPE_CHECKING:
    from sim.activities.drop_in import Present
    from sim.requests import Requests


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleUse(Alone):
    """How often somebody on site withdraws into a room to work; who finds none stays at the desk."""

    kind: Literal["single_use"] = "single_use"

    def requests(self, present: Present, name: str) -> Requests:  # noqa: ARG002 (one signature for all drop-ins)
        """Return the single uses of a block."""
        return requests_alone(self, RoomUse.SINGLE_USE, present)
