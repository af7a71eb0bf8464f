"""stress.md has every section of STRESS-DES, filled with what the run did, and the same text for the same run."""

import json
import re

import pytest

from sim import load_scenario
from sim.__main__ import main
from sim.report.ledger import ledger_of
from sim.report.stress import Told, plain, stress_text
from tests.report.synthetic import make_facts

FEW = ["run=quick", "run.replications=2", "run.weeks=4", "run.workers=1", "output.report=false"]
SECTIONS = (
    "1.1 Purpose of the model", "1.2 Model outputs", "1.3 Aims of experimentation", "2.1 Base model overview diagram",
    "2.2 Base model logic", "2.3 Scenario logic", "2.4 Algorithms", "2.5 Components", "3.1 Data sources",
    "3.2 Pre-processing", "3.3 Input parameters", "3.4 Assumptions", "4.1 Initialization", "4.2 Run length",
    "4.3 Estimation approach", "5.1 Software", "5.2 Random sampling", "5.3 Model execution", "5.4 System specification",
)  # fmt: skip


def written(results_dir, *arguments):
    assert main([*FEW, *arguments, f"results_dir={results_dir}"]) == 0
    (folder,) = [path for path in results_dir.iterdir() if not path.name.startswith(".")]
    return folder, (folder / "stress.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return written(tmp_path_factory.mktemp("results"), "scenario=small_office")


def section(text, title):
    return text.partition(f"### {title}\n")[2].partition("\n#")[0]


def test_every_section_of_the_guideline_is_there_and_says_something(small):
    _, text = small
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert tuple(headings) == SECTIONS
    for title in SECTIONS:
        assert len(section(text, title).strip()) > 20, title
    assert [f"2.5.{number}" in text for number in range(1, 6)] == [True] * 5
    assert "## 6. Code access" in text


def test_what_it_says_is_what_the_run_did(small):
    folder, text = small
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert f"Seed {manifest['seed']}." in section(text, "5.2 Random sampling")
    assert "2 of 2 replications planned; the number of replications was fixed." in text
    assert "4 whole ISO weeks, 2027-01-04 to 2027-01-29: 19 workdays a replication." in text
    assert manifest["key"] in text
    for name, number in manifest["packages"].items():
        assert f"{name} {number}" in section(text, "5.1 Software")
    assert "120 people in 12 teams of 2 units" in text
    assert "Desks: 60 shared. Rooms: 3 with 1 seat, 4 with 4 seats, 2 with 8 seats and 1 with 14 seats." in text
    tables = {path.stem for path in (folder / "tables").glob("*.parquet")}
    assert set(re.findall(r"^\| (\w+) \|", section(text, "1.2 Model outputs"), re.MULTILINE)) == {"table", *tables}


def test_every_value_with_a_source_is_among_the_parameters(small):
    _, text = small
    rows = re.findall(r"^\| ([\w.]+) \| ", section(text, "3.3 Input parameters"), re.MULTILINE)
    job = load_scenario("small_office", run={"replications": 2, "weeks": 4, "workers": 1})
    keys = [entry.key for entry in ledger_of(make_facts(assumptions=job.assumptions)).entries]
    assert sorted(rows) == sorted(["key", *keys])


def test_a_second_run_writes_the_same_text(small, tmp_path):
    _, text = small
    assert written(tmp_path, "scenario=small_office")[1] == text


def test_a_comparison_names_its_worlds(tmp_path):
    _, text = written(tmp_path, "scenario=small_office", "study=compare", "study.policies=[free_choice]")
    aims = section(text, "1.3 Aims of experimentation")
    assert "It compares each world with the first one under common luck" in aims
    assert "- small_office, policy team_led\n- small_office, policy free_choice" in aims


def test_a_theory_case_without_rooms_activities_and_holidays_is_told_as_such(tmp_path):
    _, text = written(tmp_path, "scenario=theory/v1")
    assert "**2.5.2 Activities.** None: people come to work at a desk." in text
    assert "Rooms are not modeled." in text
    assert "Calendar: every Monday to Friday." in text


def test_names_cannot_become_markup():
    assert plain("<b>|`x`|</b>\n# [a](b)") == r"\<b\>\|\`x\`\|\</b\> \# \[a\](b)"
    job = load_scenario("small_office", title="<script>alert(1)</script>")
    told = Told(worlds=["<i>"], stopped="done", tables=["summary"])
    facts = make_facts(title=job.scenario.title, question="| x | y |")
    text = stress_text(job.scenario, facts, told, ledger_of(facts))
    assert "<script>" not in text
    assert r"\| x \| y \|" in text
