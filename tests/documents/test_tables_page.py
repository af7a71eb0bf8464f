"""docs/tables.md against a real run: the same tables with the same columns, metrics and words."""

import re

import polars as pl
import pytest

from tests.documents.reading import ROOT, columns_of_tables

PAGE = ROOT / "docs" / "tables.md"
IN_EVERY_TABLE = ["scenario", "policy"]

_TYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "date": pl.Date, "true/false": pl.Boolean}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """All tables of a run of the small office, as they are written."""
    from sim.config import load
    from sim.studies.simulate import tables_of

    results_dir = tmp_path_factory.mktemp("results")
    keys = ["run.replications=2", "run.weeks=13", "run.workers=1", f"results_dir={results_dir}"]
    return tables_of(load("small_office", keys))


@pytest.fixture(scope="module")
def documented():
    return columns_of_tables(PAGE)


def _rows():
    """Every row of the page's tables of columns: table, column and the rest of the line."""
    table = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.fullmatch(r"## `(\w+)`", line)
            table = heading[1] if heading else None
        elif table and (row := re.match(r"\| `(\w+)` \| (.*)", line)):
            yield table, row[1], row[2]


def _of_studies():
    """Tables that only a study writes; the study's own tests compare them with the page."""
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {section.split("`")[1] for section in sections if re.match(r"`\w+`\s+(By|Written by) `?study=", section)}


def test_the_page_and_a_run_have_the_same_tables(tables, documented):
    assert "verification" in _of_studies()
    assert set(documented) == {*tables, *_of_studies()}


def test_the_page_and_a_run_have_the_same_columns_in_the_same_order(tables, documented):
    for table, frame in tables.items():
        assert [*IN_EVERY_TABLE, *documented[table]] == frame.columns, table


def test_the_page_has_the_columns_of_the_table_verification(documented):
    from sim.studies.verify import _schema

    assert [*IN_EVERY_TABLE, *documented["verification"]] == list(_schema())


def test_the_page_says_the_type_of_every_column(tables):
    from sim.studies.verify import _schema

    schemas = {name: dict(frame.schema) for name, frame in tables.items()} | {"verification": _schema()}
    for table, column, rest in _rows():
        if table in _of_studies() - {"verification"}:
            continue
        assert schemas[table][column] == _TYPES[re.match(r"[\w/]+", rest)[0]], (table, column)


def test_the_page_defines_just_the_metrics_of_the_summary(tables):
    section = PAGE.read_text(encoding="utf-8").partition("# The metrics of `summary`")[2].partition("\n# ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(tables["summary"]["metric"])


def test_null_stands_only_where_the_page_says_so(tables):
    said = {(table, column) for table, column, rest in _rows() if "null" in rest}
    found = {(name, column) for name, frame in tables.items() for column in frame.columns if frame[column].null_count()}
    assert found <= said


def test_every_rule_of_the_norms_is_named(tables):
    page = PAGE.read_text(encoding="utf-8")
    policies = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "sim" / "policies").glob("*.py"))
    rules = set(re.findall(r"same_rows\(organization, \"(\w+)\"", policies)) | set(tables["norms"]["rule"])
    rules |= set(re.findall(r"NormRow\(team_id, \"(\w+)\"", policies))
    assert {rule for rule in rules if f"`{rule}`" not in page} == set()
