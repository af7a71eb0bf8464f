"""Every value that has a source beside it reaches the report, as it holds and with where it was set."""

import pytest

from sim import config
from sim.errors import InputError
from sim.lengths import Fixed


def found(job, key):
    return next(one for one in job.assumptions if one.key == key)


def write(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_value_carries_the_comment_behind_it():
    one = found(config.load("small_office"), "behavior.absence.leave_days_max")
    assert (one.value, one.file) == ("40", "conf/behavior/municipal.yaml")
    assert one.source.startswith("S: KVTES")


def test_a_short_list_is_one_value():
    one = found(config.load("small_office"), "behavior.wishes.office_days_share")
    assert one.value == "[0.1, 0.2, 0.25, 0.24, 0.12, 0.09]"


def test_a_value_of_the_command_line_says_so():
    one = found(config.load("small_office", ["behavior.absence.leave_days_max=41"]), "behavior.absence.leave_days_max")
    assert (one.value, one.source, one.file) == ("41", "set on the command line", "command line")


def test_a_value_of_the_scenario_says_so_or_brings_its_own_source(tmp_path):
    path = write(tmp_path, "behavior:\n  absence:\n    leave_days_max: 41\n    leave_days_min: 30  # own survey 2026\n")
    job = config.load(path)
    assert found(job, "behavior.absence.leave_days_max").source == f"set in {path}"
    own = found(job, "behavior.absence.leave_days_min")
    assert (own.value, own.source, own.file) == ("30", "own survey 2026", path)


def test_what_a_group_of_the_command_line_leaves_out_is_no_source(tmp_path):
    path = write(tmp_path, "behavior: {absence: {leave_days_max: 41}}\n")
    one = found(config.load(path, ["behavior=municipal"]), "behavior.absence.leave_days_max")
    assert (one.value, one.file) == ("40", "conf/behavior/municipal.yaml")


def test_how_much_is_computed_is_no_assumption():
    assert not [one for one in config.load("small_office").assumptions if one.key.startswith(("run.", "output."))]


def test_a_policy_that_extends_another_says_which_file_a_value_comes_from():
    job = config.load("small_office", ["policy=anchor_days_monday"])
    one = found(job, "policy.adherence")
    assert (one.value, one.source) == ("1.0", "set in conf/policy/anchor_days_monday.yaml")


def test_what_belongs_to_a_law_that_another_has_replaced_is_no_assumption(tmp_path):
    path = write(
        tmp_path,
        "defaults: [{override /activities: municipal}]\n"
        "activities: {ad_hoc: {length: {kind: fixed, minutes: 30}}}  # own count\n",
    )
    job = config.load(path)
    assert job.scenario.activities["ad_hoc"].length == Fixed(minutes=30)
    keys = {one.key for one in job.assumptions}
    assert "activities.call.length.share" in keys
    assert "activities.ad_hoc.length.share" not in keys


def test_an_item_of_a_list_set_on_the_command_line_takes_the_source_of_the_list():
    job = config.load(
        "small_office", ["behavior.wishes.office_days_share.0=0.05", "behavior.wishes.office_days_share.5=0.14"]
    )
    one = found(job, "behavior.wishes.office_days_share")
    assert one.value == "[0.05, 0.2, 0.25, 0.24, 0.12, 0.14]"
    assert (one.source, one.file) == ("set on the command line", "command line")


@pytest.mark.parametrize("item", ["00", "6", "9" * 5000])
def test_an_item_that_a_list_does_not_have_is_refused(item):
    with pytest.raises(InputError) as refused:
        config.load("small_office", [f"behavior.wishes.office_days_share.{item}=0.05"])
    (mistake,) = refused.value.mistakes
    assert mistake.file == "command line"
    assert mistake.problem.startswith("there is no ")
    assert mistake.problem.endswith(" in behavior.wishes.office_days_share")
    assert mistake.allowed == "0, 1, 2, 3, 4, 5"


def test_an_id_of_digits_is_no_item_of_a_list(tmp_path):
    path = write(
        tmp_path, "organization: {teams: {'7': {name: Seven, unit_id: U1, site_id: S1, size: 9}}}  # M: staff\n"
    )
    with pytest.raises(InputError) as refused:
        config.load(path, ["organization.teams.7.size=0"])
    (mistake,) = [one for one in refused.value.mistakes if one.key == "organization.teams.7.size"]
    assert (mistake.file, mistake.value) == ("command line", "0")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("leave_days_max: 41  # {comment}", "set in {path}"),
        ("leave_days_max: 40  # {comment}", "{comment}"),
        ("leave_days_max: 41  # M: own count", "M: own count"),
    ],
)
def test_a_source_copied_from_conf_does_not_hold_for_another_value(tmp_path, line, source):
    """As in a table that study=template has filled in: whoever changes the value seldom changes the cell beside it."""
    comment = found(config.load("small_office"), "behavior.absence.leave_days_max").source
    path = write(tmp_path, f"behavior:\n  absence:\n    {line.format(comment=comment)}\n")
    one = found(config.load(path), "behavior.absence.leave_days_max")
    assert (one.source, one.file) == (source.format(comment=comment, path=path), path)


@pytest.mark.parametrize(("hour", "is_kept"), [("8:30", True), ("08:36", False)])
def test_a_time_of_day_is_the_same_however_it_is_written(tmp_path, hour, is_kept):
    conf = found(config.load("small_office"), "behavior.day.arrival_mean")
    assert conf.value == "08:30"
    path = write(tmp_path, f"behavior:\n  day:\n    arrival_mean: {hour}  # {conf.source}\n")
    assert (found(config.load(path), "behavior.day.arrival_mean").source == conf.source) == is_kept


def test_a_source_for_one_team_says_that_the_others_have_none(tmp_path):
    def keys(text):
        job = config.load(write(tmp_path, text))
        return {one.key: (one.value, one.source) for one in job.assumptions if one.key.startswith("organization.teams")}

    base = "defaults: [{override /organization: small_office}, {override /office: small_office}]\n"
    one = keys(base + "organization:\n  teams:\n    T01:\n      size: 9  # M: staff\n")
    teams = len(config.load("small_office").scenario.organization.teams)
    assert one == {
        "organization.teams.T01.size": ("9", "M: staff"),
        "organization.teams.*.size": (f"{teams - 1} without a source", ""),
    }
    lines = "".join(f"    T{number:02d}:\n      size: 9  # M: staff\n" for number in range(1, teams + 1))
    assert "organization.teams.*.size" not in keys(f"{base}organization:\n  teams:\n{lines}")
