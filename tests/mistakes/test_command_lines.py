"""Arguments that are not understood are answered in plain words, never with a grammar."""

import pytest

SMALL = "scenario=small_office"


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("small_office", "did you mean: scenario=small_office?"),
        ("mine.yaml", "did you mean: scenario=mine.yaml?"),
        ("espoo quick", "is not understood: every argument is key=value"),
        ("polcy=rates", "did you mean: policy?"),
        ("organisation.name=x", "did you mean: organization.name?"),
        ("desks=4", "did you mean: office.zones.ID.desks?"),
        ("sead=4", "did you mean: run.seed?"),
        ("--multi", "did you mean: --multirun?"),
        ("--cfg", "fix: --cfg job"),
        ("+run.seed=3", "begins with +, which is not accepted\n      allowed: key=value\n      fix: run.seed=VALUE"),
        ("++run.seed=3", "begins with +"),
        ("~run.seed=3", "begins with ~"),
        ("policy@run=rates", "is not a key: write names joined by dots"),
        (
            "behavior.commute.detour_factor=1,5",
            "decimal comma\n      allowed: a number from 1 to 3\n      fix: behavior.commute.detour_factor=1.5",
        ),
        ("run.replications=2,5", "fix: run.replications=2, or to run both: -m run.replications=2,5"),
        ("policy.team_days_max=2,3", "names two values, and a whole number stands here"),
        ("office.zones.S1-north.desks=2,3", "names two values, and a whole number stands here"),
        ("run.weeks=1,5,6", "names several values\n      allowed: a whole number from 1 to 5,200\n      fix: add -m"),
        ("policy=rates,free_choice", "names several values\n      allowed: anchor_days, "),
        (
            "organization.name=Näin",
            "allowed: a name of 1 to 80 characters on one line\n      fix: \"organization.name='Näin'\"",
        ),
        ("policy.team_days_share=[1,2", "opens a bracket and does not close it"),
        ("organization.name='abc", "opens a quote and does not close it"),
        ("organization.name=a=b", "cannot be read"),
        ("run.seed=" + "[" * 2000, "is nested too deeply"),
        ("run.seed=" + "1" * 20_001, "is 20001 characters long"),
        ("run={weeks: 3}", "is not a file of conf/run"),
        ("policy=", "is not a file of conf/policy"),
        ("run.seed.more=3", "run.seed has no keys of its own"),
        ("office.zones.S1-nrth.desks=4", "did you mean: office.zones.S1-north.desks?"),
        ("results_dir=", "is empty"),
        ("run.seed=interval(1,2)", "names several values"),
    ],
)
def test_an_argument_that_is_not_understood_is_answered_in_plain_words(page, argument, words):
    text = page(SMALL, argument)
    assert text.startswith("1 mistake in")
    assert words in text
    assert "http" not in text


def test_a_key_given_twice_is_refused(page):
    assert "run.seed = 2\n      is given twice: 1 and 2\n      allowed: each key once" in page(
        SMALL, "run.seed=1", "run.seed=2"
    )


def test_a_file_is_no_folder_for_results(page, tmp_path):
    file = tmp_path / "file"
    file.touch()
    assert "is not a folder" in page(SMALL, f"results_dir={file}")


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("policy=rates,anchor_dys", "policy = anchor_dys\n      is not a file of conf/policy"),
        ("run.seed=interval(1,2)", "is a kind of list that is not accepted"),
        ("run.seed=shuffle(1,2)", "is a kind of list that is not accepted"),
        ("run.seed=range(3,1)", "holds no value"),
        ("policy=glob(f*)", "is a kind of list that is not accepted"),
    ],
)
def test_lists_of_a_multirun_are_checked(page, argument, words):
    assert words in page("-m", SMALL, argument)
