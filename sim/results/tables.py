"""The tables of the contract, from the stored counts of all replications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import Luck
from sim.metrics import (
    attribution,
    deciders,
    desk_use,
    desks_daily,
    gatherings,
    locations_daily,
    newcomers,
    presence,
    room_requests,
    rooms_daily,
    shared_days,
    site_daily,
    teams,
    visits,
)
from sim.policies.norm import Setting
from sim.policies.stated import stated_rows
from sim.population import draw_population
from sim.stats import room_demand, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from sim.metrics.observer import Arrays
    from sim.results.stack import Stack
    from sim.scenario import Scenario

Tables = dict[str, "pl.DataFrame"]


def build(name: str, policy: str, scenario: Scenario, stack: Stack, logs: Mapping[int, Arrays]) -> Tables:
    """Build every table; `name` and `policy` fill the columns `scenario` and `policy`.

    `logs` are the stored visits and gatherings by replication.
    """
    import polars as pl

    replications = stack.replications
    tables = {
        "summary": summary.rows(scenario, replications, stack, stack.shared_days),
        "city_daily": site_daily.city_rows(scenario, replications, stack),
        "site_daily": site_daily.rows(scenario, replications, stack),
        "desks_daily": desks_daily.rows(scenario, replications, stack),
        "rooms_daily": rooms_daily.rows(scenario, replications, stack),
        "room_requests": room_requests.rows(scenario, replications, stack),
        "room_demand": room_demand.rows(scenario, replications, stack),
        "desk_use": desk_use.rows(scenario, replications, stack),
        "locations_daily": locations_daily.rows(scenario, replications, stack),
        "teams": teams.rows(scenario, replications, stack),
        "presence": presence.rows(scenario, stack),
        "norms": _norms(scenario, replications),
        "deciders": deciders.rows(scenario, stack),
        "newcomers": newcomers.rows(scenario, replications, stack),
        "shared_days": shared_days.rows(scenario, replications, stack.shared_days),
        "attribution": attribution.rows(scenario, stack),
        "sites": _sites(scenario),
        "zones": _zones(scenario),
        "rooms": _rooms(scenario),
    }
    if logs:
        for table, rows in (("visits", visits.rows), ("room_log", gatherings.rows)):
            tables[table] = pl.concat([rows(scenario, number, logs[number]) for number in sorted(logs)])
        tables["gatherings"] = tables["room_log"].drop(gatherings.LOG_COLUMNS)
    origin = [pl.lit(name).alias("scenario"), pl.lit(policy).alias("policy")]
    return {table: frame.select(*origin, pl.all()) for table, frame in tables.items()}


def _norms(scenario: Scenario, replications: list[int]) -> pl.DataFrame:
    import polars as pl

    lucks = [Luck(scenario.run.seed, replication) for replication in replications]
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, lucks[0])
    setting = Setting(scenario.organization, scenario.days, population, lucks[0], slice(0, scenario.run.weeks))
    found = [*scenario.policy.explain(setting, lucks)]
    if scenario.policy.keeps_stated_norms:
        found += stated_rows(scenario.organization)
    columns = ("team_id", "rule", "value", "set_by", "source")
    return pl.DataFrame(
        [[getattr(row, column) for column in columns] for row in found],
        schema=dict.fromkeys(columns, pl.String),
        orient="row",
    ).sort("team_id", "rule", maintain_order=True)


def _sites(scenario: Scenario) -> pl.DataFrame:
    import polars as pl

    office, organization = scenario.office, scenario.organization
    return pl.DataFrame(
        [
            {
                "site_id": site_id,
                "name": site.name,
                "x_km": float(site.x_km),
                "y_km": float(site.y_km),
                "opens_at_minute": site.opens_at,
                "closes_at_minute": site.closes_at,
                "headcount": sum(team.size for team in organization.teams.values() if team.site_id == site_id),
                "desks": sum(zone.desks for zone in office.zones.values() if zone.site_id == site_id),
                "area_m2": float(sum(zone.area_m2 for zone in office.zones.values() if zone.site_id == site_id)),
            }
            for site_id, site in ((site_id, office.sites[site_id]) for site_id in office.site_ids)
        ]
    )


def _zones(scenario: Scenario) -> pl.DataFrame:
    import polars as pl

    office = scenario.office
    return pl.DataFrame(
        [
            {
                "zone_id": zone_id,
                "site_id": zone.site_id,
                "floor": zone.floor,
                "wing": zone.wing,
                "kind": zone.kind,
                "desks": zone.desks,
                "area_m2": float(zone.area_m2),
            }
            for zone_id, zone in ((zone_id, office.zones[zone_id]) for zone_id in office.zone_ids)
        ]
    )


def _rooms(scenario: Scenario) -> pl.DataFrame:
    import polars as pl

    office = scenario.office
    return pl.DataFrame(
        [
            {
                "room_id": one.room_id,
                "site_id": office.site_ids[one.site],
                "floor": one.room.floor,
                "wing": one.room.wing,
                "kind": one.room.kind,
                "seats": one.room.seats,
                "equipment": one.room.equipment,
                "opens_at_minute": one.opens_at,
                "closes_at_minute": one.closes_at,
                "area_m2": float(one.room.area_m2),
            }
            for one in office.single_rooms
        ],
        schema={
            "room_id": pl.String,
            "site_id": pl.String,
            "floor": pl.Int64,
            "wing": pl.String,
            "kind": pl.String,
            "seats": pl.Int64,
            "equipment": pl.Boolean,
            "opens_at_minute": pl.Int64,
            "closes_at_minute": pl.Int64,
            "area_m2": pl.Float64,
        },
    )
