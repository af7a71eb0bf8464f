"""Every value that has a source beside it reaches the report, as it holds and with where it was set."""

from sim import config
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
