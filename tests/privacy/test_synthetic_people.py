"""Whoever finds a table with lines for persons reads there that they are nobody."""

from __future__ import annotations

import polars as pl
import pytest

from sim.results.folder import NO_EMPLOYEE, write_tables
from tests.building import scenario_of, tables_of


@pytest.fixture(scope="module")
def tables():
    return tables_of(scenario_of(replications=1, weeks=1))


def test_a_table_of_persons_says_that_they_are_simulated(tables, tmp_path):
    write_tables(tmp_path, tables)
    readme = (tmp_path / "tables" / "README.md").read_text(encoding="utf-8")
    persons = {name for name, table in tables.items() if any("person" in column for column in table.columns)}
    assert "visits" in persons
    for name in tables:
        told = pl.read_parquet_metadata(tmp_path / "tables" / f"{name}.parquet")
        has_persons = "person_id" in tables[name].columns
        assert (told.get("office_sim.persons") == NO_EMPLOYEE) is has_persons
        if has_persons:
            assert name in readme.partition("single persons")[2]
    assert "simulated, not a real employee" in readme


def test_without_such_a_table_nothing_is_said_of_one(tables, tmp_path):
    write_tables(tmp_path, {"sites": tables["sites"]})
    assert "single persons" not in (tmp_path / "tables" / "README.md").read_text(encoding="utf-8")


def test_ids_of_people_are_made_of_their_team(tables):
    assert tables["visits"]["person_id"].str.contains(r"^T\d\d-\d+$").all()


def test_persons_are_in_no_published_part(tables):
    """`summary` and all that pages read hold teams at most."""
    only = {name for name, table in tables.items() if "person_id" in table.columns}
    assert only == {"visits"}
