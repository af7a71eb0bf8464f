"""The table `verification` of the study `verify`, on invented cases."""

from types import SimpleNamespace

import numpy as np
import polars as pl

from sim.studies.theory import Case
from sim.studies.theory.check import Check
from sim.studies.verify import readable, verify
from tests.theory.synthetic import site_tables

COLUMNS = ["scenario", "policy", "case", "quantity", "exact", "simulated", "ci_low", "ci_high", "ci_level", "passed"]


def run(*checks):
    loaded = []

    def load(name):
        loaded.append(name)
        return SimpleNamespace(name=name)

    cases = [Case("X1", "theory/x1", lambda tables: list(checks)), Case("X2", "theory/x2", lambda tables: [])]
    table, passed = verify(None, load, lambda job: site_tables(np.zeros((2, 5), dtype=np.int64), 1), cases)
    assert loaded == ["theory/x1", "theory/x2"]
    return table, passed


def test_each_quantity_is_a_row_of_the_contract():
    table, passed = run(Check("mean", 40.0, 40.1, 39.9, 40.3, passed=True))
    assert table.columns == COLUMNS
    assert table.row(0) == ("theory/x1", "rates", "X1", "mean", 40.0, 40.1, 39.9, 40.3, 0.95, True)
    assert passed


def test_one_failed_quantity_fails_the_study():
    table, passed = run(Check("a", 1, 1, 1, 1, passed=True), Check("b", 1, None, None, None, passed=False))
    assert not passed
    assert table["simulated"].to_list() == [1, None]


def test_the_readable_table_names_what_failed_and_counts():
    text = readable(run(Check("a", 1, 1, 1, 1, passed=True), Check("b", 0.5, None, None, None, passed=False))[0])
    lines = text.splitlines()
    assert lines[1].endswith("passed")
    assert lines[2].endswith("FAILED")
    assert "none" in lines[2]
    assert lines[-1] == "1 of 2 quantities within tolerance of the exact value"


def test_no_cases_make_an_empty_table_with_all_columns():
    table, passed = verify(None, None, None, [])
    assert table.columns == COLUMNS
    assert table.schema["passed"] == pl.Boolean
    assert passed
