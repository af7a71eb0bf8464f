"""The page's table of zones: desks wanted on a busy day in each wing and floor, beside the desks there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.site_rows import EMPTY, Cell, cell, single, spare_cell
from sim.report.suppression import SMALLEST_GROUP, TOO_SMALL
from sim.report.words import legible
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRow:
    """One line of the table of zones; where `suppressed` says why, nothing of its people is given.

    `short` marks a zone that wants more than it has at a site whose desks are too few: elsewhere the other zones do.
    """

    site: str
    zone_id: str
    floor: str
    wing: str
    kind: str
    desks: Cell
    needed: Cell = EMPTY
    spare: Cell = EMPTY
    short: bool = False
    suppressed: str = ""


def zone_rows(evidence: Evidence) -> list[ZoneRow]:
    """Give one row per zone of every site shown, by site and zone.

    The tables do not say whose own zone it is, so a zone counts as a small group when it is never wanted by 5 people at
    once. Zones need no complement: peaks of zones do not add up to the peak of their site.
    """
    columns = ("zone_id", "replication", "date", "site_id", "desks", "wanted_peak")
    daily = evidence.tables["desks_daily"].select(columns).sort(columns[:3])
    shown = {site.site_id: site for site in evidence.answer.sites}
    places = {place["zone_id"]: place for place in evidence.tables["zones"].to_dicts()}
    rows: list[tuple[tuple[str, str], ZoneRow]] = []
    for (zone_id,), table in daily.group_by("zone_id", maintain_order=True):
        site_id = table["site_id"][0]
        if site_id in shown:
            wanted = table["wanted_peak"].to_numpy().astype(np.int64).reshape(evidence.demand.replications, -1)
            desks = int(table["desks"].max() or 0)  # type: ignore[arg-type]
            place = places.get(zone_id, {}) | {"zone_id": zone_id}
            row = _row(shown[site_id].name, place, desks, wanted, evidence)
            short = row.short and shown[site_id].verdict == "too_few"
            rows.append(((site_id, str(zone_id)), replace(row, short=short)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _row(site: str, place: dict[str, Any], desks: int, wanted: NDArray[np.int64], evidence: Evidence) -> ZoneRow:
    language, kind = evidence.language, str(place.get("kind", ""))
    row = ZoneRow(
        site=legible(site),
        zone_id=str(place["zone_id"]),
        floor=str(place.get("floor", "")),
        wing=str(place.get("wing", "")),
        kind=language.name("zone_kind", kind, kind),
        desks=single(desks, language=language),
    )
    if 0 < int(wanted.max(initial=0)) < SMALLEST_GROUP:
        return replace(row, suppressed=language.say(TOO_SMALL))
    needed = day_quantile(wanted, evidence.facts.service_level)
    limits = (needed.estimate, needed.low, needed.high)
    missing = Interval(*(None if limit is None else limit - desks for limit in limits))
    return replace(
        row,
        needed=cell(needed, language=language),
        spare=spare_cell(missing, language),
        short=(missing.estimate or 0) > 0,
    )
