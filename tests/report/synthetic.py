"""Synthetic tables with the contract's columns: plausible numbers, no simulation."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl

from sim.report.facts import Facts
from sim.stats.interval import mean_interval
from tests.report.synthetic_rooms import make_room_tables

NAMES = [
    "Leppävaara", "Tapiola", "Espoon keskus", "Matinkylä", "Espoonlahti",
    "Kauklahti", "Otaniemi", "Kivenlahti", "Olari", "Suurpelto",
]  # fmt: skip
NASTY = [
    "=1+1",
    "<script>alert(1)</script>",
    "$\\frac$",
    "_x",
    "N" * 80,
    "N" * 81,
    "שלום עולם",
    "Hämeenkylä & Söner",
    "a\nb\x07",
    "会議室 🙂",
]
PURPOSES = ("desk_work", "team_day", "team_meeting", "shared_office_day", "negotiation")
PURPOSE_MIX = dict(zip(PURPOSES, (0.4, 0.15, 0.3, 0.1, 0.05), strict=True))
DECIDER_MIX = {"person": 0.71, "activity": 0.08, "team": 0.19, "unit": 0.02, "employer": 0.0}
_WEEKDAY_RATE = np.array([0.40, 0.50, 0.49, 0.46, 0.28])


def workdays(number: int, start: date = date(2027, 1, 4)) -> list[date]:
    """The first `number` Mondays to Fridays."""
    days = (start + timedelta(days=offset) for offset in range(number * 2 + 7))
    return [day for day in days if day.weekday() < 5][:number]


def make_facts(**changes) -> Facts:
    values = {
        "scenario": "espoo",
        "policy": "team_led",
        "title": "The city as it is",
        "question": "How many desks does each site need?",
        "organization": "City of Espoo",
        "people": 2500,
        "study": "project",
        "seed": 20270104,
        "replications_planned": 20,
        "replications_done": 20,
        "weeks": 52,
        "first_date": date(2027, 1, 4),
        "last_date": date(2027, 12, 31),
        "service_level": 0.95,
        "version": "0.1.0",
        "key": "3f9a1c",
        "assumptions": (
            SimpleNamespace(key="behavior.absence_share", value="0.12", source="S: statistics", file="behavior/b.yaml"),
            SimpleNamespace(key="policy.days_max", value="3", source="J: what supervisors told", file="policy/p.yaml"),
        ),
    }  # fmt: skip
    return Facts(**(values | changes))


def make_tables(
    sites=10, replications=20, days=253, people=2500, names=None, desks_each=None, sizes=None, spread=0.012, rooms=False
):
    """Tables whose `wanted_peak` follows weekday, season, luck of the replication and luck of the day.

    Rooms are modeled only if `rooms`.
    """
    random = np.random.default_rng(7)
    names = names or [NAMES[i % 10] + (f" {i // 10 + 1}" if i >= 10 else "") for i in range(sites)]
    ids = [f"S{number:02d}" for number in range(sites)]
    if sizes is None:
        weights = np.linspace(1.6, 0.4, sites)
        sizes = np.maximum((weights / weights.sum() * people).round().astype(int), 1)
    sizes = np.array(sizes)
    dates = workdays(days)
    weekday = np.array([day.weekday() for day in dates])
    month = np.array([day.month for day in dates])
    season = np.where(month == 7, 0.25, np.where(month == 12, 0.85, 1.0))
    rate = _WEEKDAY_RATE[weekday] * season
    luck = (
        1
        + spread * random.standard_normal((sites, replications, 1))
        + 0.05 * random.standard_normal((sites, replications, days))
    )
    wanted = np.clip((sizes[:, None, None] * rate * luck).round(), 0, None).astype(int)
    desks = np.array(
        desks_each
        if desks_each is not None
        else [round(size * (0.51 if i < 2 else 0.6)) for i, size in enumerate(sizes)]
    )

    grid = [(r, d, i) for r in range(replications) for d in range(days) for i in range(sites)]
    r, d, i = np.array(grid).T
    base = {"scenario": ["espoo"] * len(grid), "policy": ["team_led"] * len(grid)}
    site_daily = pl.DataFrame(
        {
            **base,
            "replication": r,
            "date": [dates[k] for k in d],
            "site_id": [ids[k] for k in i],
            "desks": desks[i],
            "wanted_peak": wanted[i, r, d],
            "people": wanted[i, r, d],
            "arrivals": wanted[i, r, d],
            "forced_remote": np.maximum(wanted - desks[:, None, None], 0)[i, r, d],
        }
    )
    city_daily = site_daily.group_by("replication", "date", maintain_order=True).agg(
        pl.col("desks", "wanted_peak", "people", "arrivals", "forced_remote").sum()
    )
    zones = pl.DataFrame(
        {
            "site_id": [s for s in ids for _ in "AB"],
            "zone_id": [f"{s}-{wing}" for s in ids for wing in "AB"],
            "floor": [1, 2] * sites,
            "wing": ["A", "B"] * sites,
            "kind": ["shared", "quiet"] * sites,
            "desks": [n for k in desks.tolist() for n in (k // 2, k - k // 2)],
        }
    )
    desks_daily = pl.concat(
        site_daily.with_columns(
            (pl.col("site_id") + f"-{wing}").alias("zone_id"),
            (pl.col("desks") // 2 if wing == "A" else pl.col("desks") - pl.col("desks") // 2).alias("desks"),
            (pl.col("wanted_peak") * share).round().cast(pl.Int64).alias("wanted_peak"),
            (pl.col("arrivals") // 20 if wing == "A" else pl.col("arrivals") * 0).alias("displaced_out"),
        )
        for wing, share in (("A", 0.62), ("B", 0.4))
    )
    teams = pl.DataFrame(
        {
            "replication": [k for k in range(replications) for _ in ids],
            "team_id": [f"T{s}" for _ in range(replications) for s in ids],
            "unit_id": [f"U{number // 2:02d}" for number in range(sites)] * replications,
            "site_id": ids * replications,
            "headcount": sizes.tolist() * replications,
            **people_measures(sites, replications),
        }
    )
    mix = {decider: share for decider, share in DECIDER_MIX.items() if share}
    deciders = pl.DataFrame(
        [
            {"site_id": site, "decided_by": decider, "purpose": purpose, "office_days_share": share / len(PURPOSES)}
            for site in [*ids, None]
            for decider, share in mix.items()
            for purpose in PURPOSES
        ]
    )
    return {
        "site_daily": site_daily,
        "city_daily": city_daily,
        "desks_daily": desks_daily,
        "zones": zones,
        "teams": teams,
        "deciders": deciders,
        "sites": pl.DataFrame({"site_id": ids, "name": names}),
        "presence": make_presence(dict(zip(ids, sizes.tolist(), strict=True))),
        "attribution": make_attribution(ids, wanted),
        "shared_days": make_shared_days(ids[:3], desks, wanted, sizes, dates),
        "summary": make_summary(teams),
        **make_room_tables(ids if rooms else [], replications, dates),
    }


def people_measures(sites, replications):
    """What the table `teams` says of people, a little different in every site and replication."""
    site, luck = np.arange(sites) / sites, np.linspace(-0.02, 0.02, replications)[:, None]

    def spread(middle, slope):
        return (middle * (1 + slope * site + luck)).ravel()

    return {
        "office_days_per_week": spread(2.2, 0.1),
        "copresence_share": spread(0.55, -0.1),
        "seated_together_share": spread(0.9, 0),
        "lonely_days_share": spread(0.05, 0.2),
        "imposed_days_share": spread(0.25, 0.4),
        "unwanted_remote_days": spread(20, 0),
        "preference_deviation_days": spread(0.35, 0),
        "forced_remote_days": spread(1.5, 1),
        "displaced_share": spread(0.04, 0),
        "compliance_rate": [None] * (sites * replications),
        "commute_hours_per_week": spread(2, 0),
        "commute_co2_kg_per_week": spread(5.6, 0),
    }


def make_presence(sizes, mix=PURPOSE_MIX):
    """Table `presence`: the day rises from 7 to 10 and falls until 19; negotiations are held on Wednesdays only."""
    minutes = np.arange(420, 1140, 5)
    shape = np.interp(minutes, [420, 600, 900, 1135], [0, 1, 0.8, 0])
    rows = []
    for site, size in sizes.items():
        for weekday in range(1, 6):
            shares = dict(mix)
            if weekday != 3 and "negotiation" in mix:
                shares["desk_work"] += shares.pop("negotiation")
            for purpose, share in [*shares.items(), (None, sum(shares.values()))]:
                mean = size * _WEEKDAY_RATE[weekday - 1] * share * shape
                rows.append(
                    pl.DataFrame({"minute": minutes, "people_mean": mean, "people_p95": mean.astype(int)}).with_columns(
                        pl.lit(site).alias("site_id"),
                        pl.lit(weekday).alias("weekday"),
                        pl.lit(purpose, dtype=pl.String).alias("purpose"),
                    )
                )
    return pl.concat(rows)


def make_attribution(ids, wanted, purposes=PURPOSE_MIX, deciders=DECIDER_MIX):
    """Table `attribution`: 90 % of a site's busy day are of its own unit, the rest of the next one."""
    rows = []
    for number, site in enumerate(ids):
        peak = float(np.quantile(wanted[number], 0.95, method="inverted_cdf"))
        own, other = f"U{number // 2:02d}", f"U{number // 2 + 1:02d}"
        kinds = {"purpose": purposes, "decider": deciders, "unit": {own: 0.9, other: 0.1}}
        rows += [
            {"site_id": site, "kind": kind, "name": name, "desks": share * peak, "share": share}
            for kind, mix in kinds.items()
            for name, share in mix.items()
        ]
    return pl.DataFrame(rows)


def make_shared_days(ids, desks, wanted, sizes, dates):
    """Table `shared_days`: two days in each replication at a few sites; half of the site comes on top."""
    rows = []
    for number, site in enumerate(ids):
        for replication in range(wanted.shape[1]):
            for day in (10, len(dates) - 1):
                without = int(wanted[number, replication, day])
                total, here = without + int(sizes[number]) // 2, int(desks[number])
                rows.append(
                    {
                        "replication": replication, "date": dates[day], "unit_id": f"U{number // 2:02d}",
                        "site_id": site, "invited": int(sizes[number]), "came": int(sizes[number]) // 2, "desks": here,
                        "wanted_peak": total, "shortfall_peak": max(total - here, 0), "wanted_peak_without": without,
                        "shortfall_peak_without": max(without - here, 0), "room_requests": 0, "rooms_refused": 0,
                    }
                )  # fmt: skip
    return pl.DataFrame(rows)


def make_summary(teams):
    """Table `summary`: the organization's rows that the report takes from it."""
    days = pl.col("headcount") * pl.col("office_days_per_week")
    weights = {
        "copresence_share": ("copresence_share", days),
        "imposed_days_share": ("imposed_days_share", days),
        "preference_deviation_days": ("preference_deviation_days", pl.col("headcount")),
        "forced_remote_days_per_person_year": ("forced_remote_days", pl.col("headcount")),
        "commute_co2_kg_per_person_week": ("commute_co2_kg_per_week", pl.col("headcount")),
    }
    rows = []
    for metric, (column, weight) in weights.items():
        by_replication = teams.group_by("replication").agg((pl.col(column) * weight).sum() / weight.sum())
        found = mean_interval(by_replication.sort("replication")[column].to_numpy())
        rows.append(
            {"metric": metric, "site_id": None, "estimate": found.estimate, "ci_low": found.low, "ci_high": found.high}
        )
    return pl.DataFrame(rows, schema_overrides={"site_id": pl.String, "ci_low": pl.Float64, "ci_high": pl.Float64})
