"""The parts of an office that could be given up: wings, floors and whole sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.office import Office


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A site, or only a floor or a wing of it, or one floor of one wing; None means all of them."""

    site_id: str
    floor: int | None = None
    wing: str | None = None

    def zones(self, office: Office) -> frozenset[str]:
        """Return the ids of its zones."""
        return frozenset(zone_id for zone_id, zone in office.zones.items() if self._holds(zone))

    def rooms(self, office: Office) -> frozenset[str]:
        """Return the keys of its rooms in `office.rooms`."""
        return frozenset(room_id for room_id, room in office.rooms.items() if self._holds(room))

    def _holds(self, thing: object) -> bool:
        site_id, floor, wing = (getattr(thing, name) for name in ("site_id", "floor", "wing"))
        return site_id == self.site_id and self.floor in (None, floor) and self.wing in (None, wing)


def parts_of(office: Office) -> list[Part]:
    """Return every wing, floor, floor of a wing and site with desks, each once, the smaller name for what is the same.

    Where a site has one wing, its floors are the floors of that wing and only the floors are listed, and so on: two
    names for one set of zones would be simulated twice.
    """
    found: dict[frozenset[str], Part] = {}
    for zone in (office.zones[zone_id] for zone_id in office.zone_ids):
        for part in (
            Part(zone.site_id),
            Part(zone.site_id, floor=zone.floor),
            Part(zone.site_id, wing=zone.wing),
            Part(zone.site_id, floor=zone.floor, wing=zone.wing),
        ):
            zones = part.zones(office)
            if sum(office.zones[one].desks for one in zones):
                found.setdefault(zones, part)
    return sorted(found.values(), key=lambda part: (part.site_id, part.floor is None, part.floor or 0, part.wing or ""))
