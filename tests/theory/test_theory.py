"""Every theory case through the whole program, from its scenario file to the table, against its exact answer.

Run with ``-s`` to see the numbers. With the seed fixed nothing here can flake; a change of draws fails a check without
a stated tolerance with a chance of one in a million.
"""

from pathlib import Path

import pytest

from sim.config import load
from sim.studies.simulate import tables_of
from sim.studies.theory import CASES
from sim.studies.verify import readable, verify

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scenario.removeprefix("theory/"))
def test_the_program_gives_the_exact_answer(case, tmp_path):
    def load_here(name):
        return load(name, [f"results_dir={tmp_path}"])

    table, passed = verify(load_here("small_office"), load_here, tables_of, [case])
    print(f"\n{case.scenario}\n{readable(table)}")
    assert passed, readable(table)


def test_every_theory_scenario_is_compared_with_theory():
    written = {f"theory/{path.stem}" for path in (SCENARIOS / "theory").glob("*.yaml")}
    assert written == {case.scenario for case in CASES}


def test_every_theory_scenario_says_its_case_and_source_in_its_first_line():
    for case in CASES:
        first = (SCENARIOS / f"{case.scenario}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(f"# {case.name} "), case.scenario
        assert "facts.md" in first or "trust.md" in first
