"""The comparison of the matrix sees what it should, and two of its cells are run with every test run."""

from __future__ import annotations

import polars as pl
import pytest

from tests.matrix.cells import BASE, Cell
from tests.matrix.same import difference, exact_hash

TABLES = {
    "days": pl.DataFrame({"site_id": ["S1", None], "desks": [3, 4], "share": [0.25, None], "hours": [1e6, 2.0]}),
    "sites": pl.DataFrame({"name": ["a"], "x_km": [0.0]}),
}


def changed(column, values, table="days"):
    return TABLES | {table: TABLES[table].with_columns(pl.Series(column, values))}


def test_a_set_of_tables_is_the_same_as_itself():
    assert difference(TABLES, dict(reversed(TABLES.items()))).problems == ()


def test_rounding_is_no_difference():
    told = difference(TABLES, changed("hours", [1e6 * (1 + 4e-13), 2.0]))
    assert told.problems == ()
    assert 0 < told.furthest < 1e-12


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("desks", [3, 5]),
        ("site_id", ["S1", ""]),
        ("site_id", ["S1", "S2"]),
        ("desks", [3.0, 4.0]),
        ("share", [0.25 + 1e-11, None]),
        ("share", [0.25, 0.0]),
        ("share", [float("nan"), None]),
        ("hours", [1e6 + 1e-5, 2.0]),
    ],
)
def test_anything_more_is(column, values):
    assert difference(TABLES, changed(column, values)).problems


def test_a_missing_table_or_row_is_a_difference():
    assert "in one set only" in difference(TABLES, {"days": TABLES["days"]}).problems[0]
    assert "sites" in difference(TABLES, TABLES | {"sites": TABLES["sites"].clear()}).problems[0]


def test_texts_are_not_run_together():
    assert exact_hash({"t": pl.DataFrame({"a": ["x,y"], "b": ["z"]})}) != exact_hash(
        {"t": pl.DataFrame({"a": ["x"], "b": ["y,z"]})}
    )


def test_neither_the_hash_seed_nor_time_zone_nor_folder_nor_workers_change_a_number(tmp_path):
    base = BASE.run(tmp_path / "base")
    other = Cell(
        name="everything else",
        workers=2,
        folder="other place, \u00e4 = $x",
        environment={"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    )
    told = difference(base, other.run(tmp_path / "other"))
    assert told.problems == ()
    assert told.furthest == 0
    assert len(base) >= 20
