"""The list of seeded faults fits the model and the tests as they are; `make prove` puts the faults on trial."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.prove.fault import Fault, StaleFaultError
from tests.prove.faults import FAULTS
from tests.prove.trial import ROOT

by_name = pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])


@cache
def source(file):
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree(file):
    return ast.dump(ast.parse(source(file)))


@cache
def names_of_tests(file):
    """Names of the tests of a file."""
    return {node.name for node in ast.walk(ast.parse(source(file))) if isinstance(node, ast.FunctionDef)}


@by_name
def test_what_a_fault_replaces_stands_exactly_once_in_its_file(fault):
    assert source(fault.file).count(fault.old) == 1


@by_name
def test_a_file_with_its_fault_is_another_program_that_still_compiles(fault):
    edited = fault.applied_to(source(fault.file))
    assert ast.dump(ast.parse(edited)) != tree(fault.file)


@by_name
def test_a_fault_is_an_edit_of_the_model_in_a_few_lines(fault):
    assert fault.file.startswith("sim/")
    assert fault.old.count("\n") <= 6


@by_name
def test_the_tests_that_should_catch_a_fault_exist(fault):
    assert fault.tests
    for test in fault.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file()
        assert not name or name in names_of_tests(file)


@by_name
def test_a_fault_is_told_in_one_sentence(fault):
    assert fault.what[0].isupper() and fault.what.endswith(".")
    assert "|" not in fault.what and "\n" not in fault.what


def test_no_two_faults_have_one_name_or_make_one_edit():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({(fault.file, fault.old, fault.new) for fault in FAULTS}) == len(FAULTS)


def test_faults_are_spread_over_the_whole_model():
    assert len(FAULTS) >= 20
    assert {fault.file.split("/")[1] for fault in FAULTS} >= {"attendance", "engine", "metrics", "policies", "stats"}


def test_a_fault_that_no_longer_fits_the_model_is_refused():
    stale = Fault(name="stale", what="Gone.", file="sim/x.py", old="twice", new="once", tests=())
    assert stale.applied_to("one twice") == "one once"
    for text in ("nothing of it", "twice twice"):
        with pytest.raises(StaleFaultError, match="stale"):
            stale.applied_to(text)
