"""Explore a results folder: `marimo edit notebooks/explore_results.py -- --results FOLDER`, or run it as a program.

Without `--results` it takes the newest folder in `results/`. It reads the tables, which hold every group however small:
it is for analysts, and what it shows is not for publishing.
"""

import marimo

app = marimo.App(width="medium", app_title="Explore a results folder of office-sim")


@app.cell
def _():
    import json
    from pathlib import Path

    import duckdb
    import marimo as mo
    import polars as pl
    from matplotlib.figure import Figure

    return Figure, Path, duckdb, json, mo, pl


@app.cell
def _(Path, mo):
    def _newest(results_dir):
        """Return the results folder that was written last."""
        found = [path.parent for path in Path(results_dir).glob("*/manifest.json")]
        if not found:
            raise SystemExit(f"there is no results folder in {results_dir}: give one with -- --results FOLDER")
        return max(found, key=lambda folder: (folder / "manifest.json").stat().st_mtime)

    _asked = mo.cli_args().get("results")
    folder = Path(str(_asked)) if _asked else _newest("results")
    return (folder,)


@app.cell
def _(folder, json, mo, pl):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = {path.stem: pl.read_parquet(path) for path in sorted((folder / "tables").glob("*.parquet"))}
    mo.md(
        f"""
        # {manifest["scenario"]}, policy {manifest["policy"]}, study {manifest["study"]}

        {manifest["answer"]}

        Seed {manifest["seed"]}, {manifest["replications_done"]} of {manifest["replications_planned"]} replications,
        office-sim {manifest["office_sim"]}, {len(tables)} tables.
        """
    )
    return manifest, tables


@app.cell
def _(mo, tables):
    name = mo.ui.dropdown(sorted(tables), value="summary" if "summary" in tables else min(tables), label="Table")
    name
    return (name,)


@app.cell
def _(folder, json, mo, name, pl):
    # Each file says what its columns mean.
    columns = json.loads(pl.read_parquet_metadata(folder / "tables" / f"{name.value}.parquet")["office_sim.columns"])
    described = pl.DataFrame([{"column": column, **told} for column, told in columns.items()])
    mo.ui.table(described, selection=None, page_size=20)
    return (described,)


@app.cell
def _(mo, name, tables):
    mo.ui.table(tables[name.value], selection=None, page_size=10)


@app.cell
def _(mo, tables):
    # What follows is of a run; a study that compares has other tables.
    mo.stop("site_daily" not in tables, mo.md("This folder has no daily tables."))
    site_ids = tables["site_daily"]["site_id"].unique().sort().to_list()
    site = mo.ui.dropdown(site_ids, value=site_ids[0], label="Site")
    site
    return (site,)


@app.cell
def _(pl, site, tables):
    days = tables["site_daily"].filter(pl.col("site_id") == site.value)
    weekdays = (
        days.group_by(weekday=pl.col("date").dt.weekday())
        .agg(
            wanted_peak_mean=pl.col("wanted_peak").mean(),
            wanted_peak_p95=pl.col("wanted_peak").quantile(0.95, "higher"),
            days_short_share=(pl.col("wanted_peak") > pl.col("desks")).mean(),
        )
        .sort("weekday")
    )
    weekdays
    return days, weekdays


@app.cell
def _(Figure, days, pl, site):
    # Share of workdays that each number of desks would be too few for, all replications taken together.
    peaks = days["wanted_peak"].sort()
    desks = range(int(peaks.min()), int(peaks.max()) + 1)
    risk = pl.DataFrame({"desks": desks, "days_short_share": [(peaks > number).mean() for number in desks]})
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.add_subplot(xlabel=f"desks at {site.value}", ylabel="share of workdays short")
    axes.step(risk["desks"], risk["days_short_share"], where="post")
    axes.axvline(int(days["desks"].max()), color="tab:red", label="desks today")
    axes.legend()
    figure
    return (risk,)


@app.cell
def _(duckdb, folder, pl):
    # The same tables by SQL, of which only the columns needed are read.
    _places = duckdb.read_parquet(str(folder / "tables" / "locations_daily.parquet"))
    _found = _places.query(
        "places",
        """
        select isodow(date) as weekday, sum(own_premises + other_premises) / sum(headcount) as attendance_rate
        from places group by weekday order by weekday
        """,
    )
    attendance = pl.DataFrame(_found.fetchall(), schema=_found.columns, orient="row")
    attendance
    return (attendance,)


if __name__ == "__main__":
    app.run()
