"""Every Parquet file says what its columns mean and where it comes from; CSV beside it cannot carry a formula."""

import csv
import hashlib
import io
import json
from datetime import date

import polars as pl
import pytest

from sim.__main__ import main
from sim.results.csv_files import csv_bytes
from sim.results.described import columns_of, metadata
from sim.results.folder import write_tables
from tests.documents.reading import ROOT, columns_of_tables

TYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "date": pl.Date, "true/false": pl.Boolean}
FEW = [
    "scenario=small_office",
    "run=quick",
    "run.replications=2",
    "run.weeks=4",
    "run.workers=1",
    "output.report=false",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    results_dir = tmp_path_factory.mktemp("results")
    assert main([*FEW, "output.csv=true", f"results_dir={results_dir}"]) == 0
    return next(path for path in results_dir.iterdir() if not path.name.startswith("."))


def told(path):
    return pl.read_parquet_metadata(path)


def test_every_column_of_a_run_says_its_type_unit_and_meaning(folder):
    files = sorted((folder / "tables").glob("*.parquet"))
    assert len(files) > 15
    for file in files:
        columns = json.loads(told(file)["office_sim.columns"])
        schema = pl.read_parquet_schema(file)
        assert list(columns) == list(schema), file.stem
        for name, column in columns.items():
            assert TYPES[column["type"]] == schema[name], (file.stem, name)
            assert column["meaning"], (file.stem, name)


def test_units_and_the_meaning_of_a_row_are_those_of_the_page(folder):
    summary = told(folder / "tables" / "summary.parquet")
    assert summary["office_sim.about"].startswith("One row for each metric and site")
    rooms = json.loads(told(folder / "tables" / "rooms_daily.parquet")["office_sim.columns"])
    assert [rooms[name]["unit"] for name in ("in_use_peak", "wanted_peak", "date")] == ["rooms", "rooms", ""]


def test_a_file_says_which_seed_key_and_version_it_is_of(folder):
    found = told(folder / "tables" / "teams.parquet")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert found["office_sim.seed"] == str(manifest["seed"])
    assert found["office_sim.key"] == manifest["key"]
    assert found["office_sim.version"] == manifest["office_sim"]


def test_every_table_of_the_page_has_a_row_described_and_types_that_are_known():
    for table, columns in columns_of_tables(ROOT / "docs" / "tables.md").items():
        described = columns_of(table)
        assert set(described) == {"scenario", "policy", *columns}, table
        assert {column.type for column in described.values()} <= set(TYPES), table
        assert len(metadata(table, columns)["office_sim.about"]) > 20, table


def test_a_table_nobody_has_described_says_nothing_of_its_columns():
    assert metadata("private", ["x"]) == {"office_sim.about": "", "office_sim.columns": "{}"}


def test_the_same_table_gives_the_same_bytes_with_all_it_says(tmp_path):
    table = pl.DataFrame({"metric": ["desks"], "estimate": [1.5]})
    hashes = []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        hashes.append(write_tables(tmp_path / place, {"summary": table}, {"seed": 1, "key": "abc"}))
    assert hashes[0] == hashes[1]


def test_csv_on_request_has_every_table_with_the_same_values(folder):
    for file in (folder / "tables").glob("*.parquet"):
        table = pl.read_parquet(file)
        read = pl.read_csv(file.with_suffix(".csv"), schema=table.schema)
        assert read.equals(table), file.stem
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content = (folder / "tables" / "summary.csv").read_bytes()
    assert manifest["files"]["tables/summary.csv"] == hashlib.sha256(content).hexdigest()


def test_without_a_request_there_is_no_csv(tmp_path):
    assert main([*FEW, f"results_dir={tmp_path}"]) == 0
    assert list(tmp_path.glob("*/tables/*.parquet"))
    assert not list(tmp_path.glob("*/tables/*.csv"))


def test_csv_marks_texts_that_look_like_formulas_and_nothing_else():
    names = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\x00=x", "a=1", "", None, 'He said "no", twice']
    table = pl.DataFrame({"name": names, "number": [-1.5] * len(names), "date": [date(2027, 1, 4)] * len(names)})
    text = csv_bytes(table).decode()
    rows = list(csv.DictReader(io.StringIO(text.replace("\x00", "NUL"), newline="")))
    assert [row["name"] for row in rows] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "'NUL=x", "a=1", "", "", 'He said "no", twice',
    ]  # fmt: skip
    assert {(row["number"], row["date"]) for row in rows} == {("-1.5", "2027-01-04")}
