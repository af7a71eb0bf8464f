"""docs/tables.md against a real run: the same tables with the same columns, metrics and words."""

import re
import subprocess
import sys

import polars as pl
import pytest

from tests.documents.reading import ROOT, columns_of_tables

PAGE = ROOT / "docs" / "tables.md"
IN_EVERY_TABLE = ["scenario", "policy"]

_TYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "date": pl.Date, "true/false": pl.Boolean}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    here = tmp_path_factory.mktemp("tables")
    command = [sys.executable, "-m", "sim", "scenario=small_office", "run.replications=2", "run.weeks=13"]
    subprocess.run([*command, "run.workers=1", f"results_dir={here}"], cwd=here, capture_output=True, check=True)
    return {file.stem: pl.read_parquet(file) for file in here.glob("*/tables/*.parquet")}


@pytest.fixture(scope="module")
def documented():
    return columns_of_tables(PAGE)


def _schema_of_verification():
    from sim.studies.verify import _schema

    return list(_schema())


def test_the_page_and_a_run_have_the_same_tables(tables, documented):
    assert set(documented) == {*tables, "verification"}


def test_the_page_and_a_run_have_the_same_columns_in_the_same_order(tables, documented):
    for table, frame in tables.items():
        assert [*IN_EVERY_TABLE, *documented[table]] == frame.columns, table
    assert [*IN_EVERY_TABLE, *documented["verification"]] == _schema_of_verification()


def test_the_page_says_the_type_of_every_column(tables):
    table = None
    checked = 0
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.fullmatch(r"## `(\w+)`", line)
            table = heading[1] if heading else None
        elif table in tables and (row := re.match(r"\| `(\w+)` \| ([\w/]+)", line)):
            assert tables[table].schema[row[1]] == _TYPES[row[2]], (table, row[1])
            checked += 1
    assert checked == sum(len(frame.columns) - len(IN_EVERY_TABLE) for frame in tables.values())


def test_the_page_defines_just_the_metrics_of_the_summary(tables):
    section = PAGE.read_text(encoding="utf-8").partition("# The metrics of `summary`")[2].partition("\n# ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(tables["summary"]["metric"])


def test_null_stands_only_where_the_page_says_so(tables):
    said = {}
    table = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.fullmatch(r"## `(\w+)`", line)
            table = heading[1] if heading else None
        elif table and (row := re.match(r"\| `(\w+)` \| (.*)", line)):
            said[table, row[1]] = "null" in row[2]
    for name, frame in tables.items():
        for column in frame.columns:
            if frame[column].null_count():
                assert said[name, column], (name, column)


def test_every_rule_of_the_norms_is_named(tables):
    page = PAGE.read_text(encoding="utf-8")
    policies = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "sim" / "policies").glob("*.py"))
    rules = set(re.findall(r"same_rows\(organization, \"(\w+)\"", policies)) | set(tables["norms"]["rule"])
    rules |= set(re.findall(r"NormRow\(team_id, \"(\w+)\"", policies))
    assert {rule for rule in rules if f"`{rule}`" not in page} == set()
