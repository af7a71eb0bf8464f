"""A job is composed from conf/, a scenario and the command line; each wins over the one before."""

from pathlib import Path

import pytest

from sim import config
from sim.errors import InputError

SMALL = "scenario=small_office"
SMALL_FILE = Path(__file__).parents[2] / "scenarios" / "small_office.yaml"


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_scenario_is_found_by_its_name():
    (job,) = config.read([SMALL])
    assert (job.name, job.scenario.title) == ("small_office", "A small office")
    assert job.results_dir == Path("results")


def test_a_theory_case_keeps_its_folder_in_its_name():
    assert config.load("theory/v1").name == "theory/v1"


def test_espoo_is_the_default_scenario():
    (job,) = config.read([])
    assert (job.name, job.scenario.policy.kind, job.scenario.study.kind) == ("espoo", "team_led", "project")
    assert (job.scenario.run.replications, job.scenario.run.weeks) == (20, 52)


def test_a_copy_of_a_scenario_anywhere_is_the_same_scenario(tmp_path):
    folder = tmp_path / "näin = tehdään, 100 %"
    folder.mkdir()
    copy = write(folder / "my office.yaml", SMALL_FILE.read_text(encoding="utf-8"))
    copied, original = config.load(copy), config.load("small_office")
    assert copied.name == "my office"
    assert copied.scenario.key == original.scenario.key


def test_a_name_wins_over_a_file_of_that_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "small_office", "title: Not this one\n")
    assert config.load("small_office").scenario.title == "A small office"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "notepad.yaml"
    path.write_bytes("\ufefftitle: Muistio\r\nrun: {weeks: 3}\r\n".encode())
    scenario = config.load(str(path)).scenario
    assert (scenario.title, scenario.run.weeks) == ("Muistio", 3)


def test_the_command_line_wins_over_the_scenario(tmp_path):
    path = write(tmp_path / "a.yaml", "title: A\nrun: {weeks: 7, seed: 5}\n")
    run = config.load(path, ["run.weeks=9"]).scenario.run
    assert (run.weeks, run.seed) == (9, 5)


def test_a_group_named_on_the_command_line_leaves_out_what_the_scenario_says_of_it(tmp_path):
    path = write(tmp_path / "a.yaml", "defaults:\n  - override /run: thorough\nrun: {weeks: 7, seed: 5}\n")
    assert config.load(path).scenario.run.weeks == 7
    run = config.load(path, ["run=quick"]).scenario.run
    assert (run.replications, run.weeks, run.seed) == (6, 26, 20270104)


def test_the_command_line_chooses_and_tunes_a_policy():
    policy = config.load("small_office", ["policy=anchor_days", "policy.weekdays=[ma, fri]"]).scenario.policy
    assert (policy.kind, policy.weekdays) == ("anchor_days", (1, 5))


def test_ids_with_a_dash_can_be_named_on_the_command_line():
    assert config.load("small_office", ["office.zones.S1-north.desks=12"]).scenario.office.zones["S1-north"].desks == 12


def test_a_list_item_and_a_whole_section_can_be_set_on_the_command_line():
    scenario = config.load(
        "small_office",
        [
            "organization.rate_groups.default.weekday_rates.0=0.5",
            "office.zones.S1-new={site_id: S1, desks: 4}",
            "office.zones.S1-north={desks: 3}",
        ],
    ).scenario
    assert scenario.organization.rate_groups["default"].weekday_rates[0] == 0.5
    assert (scenario.office.zones["S1-new"].desks, scenario.office.zones["S1-north"].area_m2) == (4, 300)


def test_title_question_and_results_folder_are_taken_as_they_are(tmp_path):
    folder = tmp_path / "näin = tehdään"
    (job,) = config.read([SMALL, "title=Näin, [tehdään] = ok", "question=Miksi?", f"results_dir={folder}"])
    assert (job.scenario.title, job.scenario.question) == ("Näin, [tehdään] = ok", "Miksi?")
    assert job.results_dir == folder
    assert not folder.exists()


@pytest.mark.parametrize("written", ["10:30", "'10:30'", "630", "10.30"])
def test_a_time_means_the_same_in_a_file_and_on_the_command_line(tmp_path, written):
    quoted = f"'{written}'" if written == "10.30" else written
    path = write(tmp_path / "a.yaml", f"behavior: {{day: {{arrival_latest: {quoted}}}}}\n")
    assert config.load(path).scenario.behavior.day.arrival_latest == 630
    assert (
        config.load("small_office", [f"behavior.day.arrival_latest={quoted}"]).scenario.behavior.day.arrival_latest
        == 630
    )


def test_a_percentage_typed_as_text_is_not_read_as_a_share():
    with pytest.raises(InputError):
        config.load("small_office", ["behavior.absence.part_time_share=60%"])


def test_the_composed_configuration_is_plain_data():
    composed = config.load("small_office", ["run.weeks=9"]).config
    assert composed["run"]["weeks"] == 9
    assert set(composed) == {
        *("title", "question", "organization", "office", "activities", "behavior"),
        *("calendar", "policy", "run", "study", "output"),
    }  # fmt: skip


def test_reading_twice_gives_the_same_job_and_leaves_nothing_behind():
    first = config.load("small_office", ["office.zones.S1-north.desks=1"])
    assert config.load("small_office").scenario.office.zones["S1-north"].desks == 30
    assert config.load("small_office", ["office.zones.S1-north.desks=1"]) == first
