"""A short, fixed part of the fuzz lane: whatever is mutated, there is a result or a page. The lane: make fuzz."""

from hypothesis import HealthCheck, given, settings

from tests.fuzz.mutations import arguments, mutated_data, mutated_text, written
from tests.fuzz.trial import Tally, attempt

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@given(mutated_data())
@settings(max_examples=20, suppress_health_check=SLOW)
def test_a_mutated_scenario_is_run_or_refused(data):
    assert attempt(Tally(), [], written(data)) == ""


@given(mutated_text())
@settings(max_examples=20, suppress_health_check=SLOW)
def test_a_mutilated_text_is_run_or_refused(text):
    assert attempt(Tally(), [], text) == ""


@given(arguments())
@settings(max_examples=20, suppress_health_check=SLOW)
def test_a_mutated_command_line_is_run_or_refused(line):
    assert attempt(Tally(), line) == ""


def test_what_ran_before_in_the_same_process_is_not_held_against_a_command(monkeypatch):
    from tests.fuzz import trial

    def hungry(_given):
        assert bytearray(trial.LARGEST_BYTES)
        return 2

    assert bytearray(trial.LARGEST_BYTES)
    tally = Tally()
    assert attempt(tally, ["study=list"]) == ""
    assert tally.largest_bytes < trial.LARGEST_BYTES
    monkeypatch.setattr(trial, "main", hungry)
    assert attempt(tally, ["x"]) == "took more than 1 GB"


def test_the_fuzzer_notices_what_it_looks_for(monkeypatch):
    """A command that fails, or leaves files behind a page, is a fault: the counts of the lane are worth something."""
    from pathlib import Path

    from tests.fuzz import trial

    def fails(_given):
        raise ZeroDivisionError

    def litters(_given):
        Path("left").touch()
        return 2

    tally = Tally()
    for command in (fails, litters, lambda _given: 1, lambda _given: 0):
        monkeypatch.setattr(trial, "main", command)
        assert attempt(tally, ["x"]) != ""
    assert len(tally.faults) == 4
    assert (tally.runs, tally.valid) == (4, 0)
