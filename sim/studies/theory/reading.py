"""Reading arrays of replications out of the tables of the contract (DESIGN.md section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    #: The tables of one scenario by name.
    Tables = Mapping[str, pl.DataFrame]


def site_days(tables: Tables, column: str, weekday: int | None = None) -> NDArray[np.int64]:
    """Daily counts of a scenario with one site, of all days or one weekday (1 is Monday), [replications, days]."""
    import polars as pl

    table = tables["site_daily"].sort("replication", "date")
    if table["site_id"].n_unique() != 1:
        raise ValueError("a theory case has one site")
    if weekday is not None:
        table = table.filter(pl.col("date").dt.weekday() == weekday)
    replications = table["replication"].n_unique()
    return table[column].cast(pl.Int64).to_numpy().reshape(replications, -1)


def site_weeks(tables: Tables, column: str) -> NDArray[np.int64]:
    """Daily counts week by week, [replications, weeks, 5]; a theory calendar has no holidays."""
    days = site_days(tables, column)
    return days.reshape(len(days), -1, 5)


def totals(tables: Tables, table: str, column: str) -> NDArray[np.float64]:
    """Sum of a column over all days of a table, shape [replications]."""
    import polars as pl

    summed = tables[table].group_by("replication").agg(pl.col(column).sum()).sort("replication")
    return summed[column].cast(pl.Float64).to_numpy()


def team_means(tables: Tables, column: str) -> NDArray[np.float64]:
    """Mean over teams of equal size of a column of the table `teams`, shape [replications]."""
    import polars as pl

    by_replication = tables["teams"].group_by("replication").agg(pl.col(column).mean()).sort("replication")
    return by_replication[column].cast(pl.Float64).to_numpy()


def days_met(tables: Tables) -> NDArray[np.int64]:
    """Count the days a pair meets in a week, where every team is a pair, shape [replications, weeks x teams].

    Weeks without a meeting count 0; that is why replications, weeks and teams are read off complete tables.
    """
    import polars as pl

    on_site = tables["visits"].filter(pl.col("outcome").is_in(["first_choice", "displaced"]))
    met = on_site.group_by("replication", "date", "team_id").len().filter(pl.col("len") == 2)
    per_week = (
        met.with_columns(week=pl.col("date").dt.truncate("1w")).group_by("replication", "week", "team_id").len("days")
    )
    weeks = tables["site_daily"].select("replication", week=pl.col("date").dt.truncate("1w")).unique()
    every = weeks.join(tables["teams"].select("replication", "team_id"), on="replication")
    filled = every.join(per_week, on=["replication", "week", "team_id"], how="left").sort(
        "replication", "week", "team_id"
    )
    replications = filled["replication"].n_unique()
    return filled["days"].fill_null(0).cast(pl.Int64).to_numpy().reshape(replications, -1)
