"""Calls: one person talks to people elsewhere, and looks for a phone booth or a small room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.activities.drop_in import Alone, requests_alone
from sim.records import RoomUse

if TYPE_CHECKING:
    from sim.activities.drop_in import Present
    from sim.requests import Requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Alone):
    """How often somebody on site wants to call from a room; who finds none calls from the desk."""

    kind: Literal["call"] = "call"

    def requests(self, present: Present, name: str) -> Requests:  # noqa: ARG002 (one signature for all drop-ins)
        """Return the calls of a block."""
        return requests_alone(self, RoomUse.CALL, present)
