"""Tables of the contract drawn straight from the laws, without the simulator, to try the checks on."""

from datetime import date, timedelta

import numpy as np
import polars as pl

FIRST_MONDAY = date(2027, 1, 4)


def workdays(weeks):
    return [FIRST_MONDAY + timedelta(days=7 * (n // 5) + n % 5) for n in range(weeks * 5)]


def site_tables(wanted, desks):
    """`site_daily` of one site from counts [replications, weeks x 5], rows in no particular order."""
    replications, days = wanted.shape
    table = pl.DataFrame(
        {
            "scenario": "theory/synthetic",
            "policy": "rates",
            "replication": np.repeat(np.arange(replications), days),
            "date": workdays(days // 5) * replications,
            "site_id": "S1",
            "wanted_peak": wanted.ravel(),
            "forced_remote": np.maximum(wanted - desks, 0).ravel(),
        }
    )
    return {"site_daily": table.sample(fraction=1, shuffle=True, seed=1)}


def pair_tables(chosen_by_first, chosen_by_second, team_count):
    """Tables of pairs from their choices of days, both [replications, weeks, teams, 5] of bool."""
    replications, weeks, teams, _ = chosen_by_first.shape
    assert teams == team_count
    rows = []
    for chosen in (chosen_by_first, chosen_by_second):
        replication, week, team, weekday = np.nonzero(chosen)
        rows.append((replication, week * 5 + weekday, team))
    replication, day, team = (np.concatenate(column) for column in zip(*rows, strict=True))
    dates = np.array(workdays(weeks))
    visits = pl.DataFrame(
        {
            "replication": replication,
            "date": pl.Series(dates[day].tolist()),
            "team_id": [f"T{number:02d}" for number in team],
            "outcome": "first_choice",
        }
    )
    met = (chosen_by_first & chosen_by_second).sum(axis=(1, 3))
    office = (chosen_by_first.sum(axis=(1, 3)) + chosen_by_second.sum(axis=(1, 3))) / 2
    team_table = pl.DataFrame(
        {
            "replication": np.repeat(np.arange(replications), teams),
            "team_id": [f"T{number:02d}" for number in range(teams)] * replications,
            "copresence_share": (met / office).ravel(),
        }
    )
    site = site_tables(np.zeros((replications, weeks * 5), dtype=np.int64), 40)
    return {**site, "visits": visits, "teams": team_table}


def random_days(rng, shape, count, weekdays=5):
    """Choose `count` of `weekdays` days at random for everybody; bool, shape + (weekdays,)."""
    return rng.random((*shape, weekdays)).argsort(axis=-1).argsort(axis=-1) < count
