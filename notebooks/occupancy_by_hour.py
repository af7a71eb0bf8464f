"""People on site by weekday and hour, with hillmaker: `python notebooks/occupancy_by_hour.py RESULTS_FOLDER`.

hillmaker turns stays (when somebody came and left) into occupancy by time of day. Here the stays are the visits of the
first replication; with a log of badges in their place the same lines show what was measured.
"""

import sys
from pathlib import Path

import hillmaker
import pandas as pd
import polars as pl


def occupancy_by_hour(folder: Path) -> pl.DataFrame:
    """Return the mean number of people on each site by weekday (1 Monday) and hour, over the workdays of the run."""
    visits = pl.read_parquet(folder / "tables" / "visits.parquet").filter(
        pl.col("replication") == 0,
        pl.col("zone_id").is_not_null(),  # who found no desk, or works without one, is not counted
        pl.col("outcome") != "no_show",
    )
    midnight = pl.col("date").cast(pl.Datetime("us"))
    stays = visits.select(
        "site_id",
        arrival=midnight + pl.duration(minutes="arrival_minute"),
        departure=midnight + pl.duration(minutes="departure_minute"),
    )
    dates = pl.read_parquet(folder / "tables" / "city_daily.parquet")["date"]
    hills = hillmaker.make_hills(
        scenario_name="office",
        data=pd.DataFrame(stays.to_dict(as_series=False)),
        in_field="arrival",
        out_field="departure",
        cat_field="site_id",
        start_analysis_dt=str(dates.min()),
        end_analysis_dt=str(dates.max()),
        bin_size_minutes=60,
        export_bydatetime_csv=False,
        export_summaries_csv=False,
        make_all_dow_plots=False,
        make_all_week_plots=False,
        verbosity=0,
    )
    hours = pl.DataFrame(hills["bydatetime"]["site_id_datetime"].reset_index().to_dict("list"))
    return (
        hours.filter(pl.col("datetime").dt.date().is_in(dates.unique().to_list()))  # holidays are no workdays
        .group_by("site_id", weekday=pl.col("day_of_week").cast(pl.Int64) + 1, hour=pl.col("datetime").dt.hour())
        .agg(people_mean=pl.col("occupancy").mean())
        .sort("site_id", "weekday", "hour")
    )


if __name__ == "__main__":
    with pl.Config(tbl_rows=-1):
        print(occupancy_by_hour(Path(sys.argv[1])).filter(pl.col("people_mean") > 0))
