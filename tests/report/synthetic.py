"""Synthetic tables with the contract's columns: plausible numbers, no simulation."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl

from sim.report.facts import Facts

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
    sites=10, replications=20, days=253, people=2500, names=None, desks_each=None, sizes=None, spread=0.012
):
    """Tables whose `wanted_peak` follows weekday, season, luck of the replication and luck of the day."""
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
            "site_id": ids * replications,
            "headcount": sizes.tolist() * replications,
        }
    )
    mix = {"person": 0.71, "activity": 0.08, "team": 0.19, "unit": 0.02}
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
    }
