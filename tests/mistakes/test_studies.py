"""Questions that cannot be answered so: levels that are none, too few days or replications, worlds that differ."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["study=size", "study.service_level=1"], ["study.service_level = 1", "a share above 0 and below 1"]),
        (["study=size", "study.service_level=95"], ["study.service_level = 95", "did you mean: 0.95?"]),
        (["study=size", "study.service_kind=hours"], ["study.service_kind", "allowed: one of days, arrivals"]),
        (
            ["study=size", "run.weeks=8"],
            ["run.weeks = 8", "39 workdays of study.days=all", "a service level of 0.95 needs 59", "fix: run.weeks=13"],
        ),
        (["study=size", "study.days=busiest_weekday"], ["busiest_weekday, and a service level of 0.95 needs 59"]),
        (
            ["study=compare", "run.replications=1"],
            ["run.replications = 1", "one differs from none", "fix: run=standard"],
        ),
        (["study=close", "run.replications=1"], ["run.replications = 1", "one differs from none"]),
        (
            ["study=compare", "study.policies=[team_day,free_choice]"],
            ["command line  study.policies = team_day", "is not a file of conf/policy", "did you mean: team_days?"],
        ),
        (["study=compare", "study.baseline=anchor"], ["study.baseline", "anchor", "did you mean: anchor_days?"]),
        (
            ["study=compare", "study.scenarios=[small_ofice]"],
            ["there is no scenario of this name", "did you mean: small_office?"],
        ),
        (
            ["study=compare", "study.scenarios=[theory/v1]", "study.policies=[rates]", "study.baseline=rates"],
            ["study.scenarios = theory/v1", "has other workdays", "under the same luck"],
        ),
        (
            ["study=compare", "study.goals.copresence=0.5"],
            ["study.goals.copresence = 0.5", "is no key figure", "did you mean: copresence_share?"],
        ),
        (
            ["study.precision.desk_wanted_peak=5"],
            ["study.precision.desk_wanted_peak", "is no key figure", "did you mean: desk_wanted_peak_"],
        ),
        (["study.precision.desk_wanted_peak_p95=0"], ["study.precision.desk_wanted_peak_p95 = 0", "above 0"]),
        (
            ["study=compare", "study.precision.desk_wanted_peak_p95=5"],
            ["is for studies of one world", "study=project or study=size"],
        ),
        (
            ["study=close", "study.costs.site_eur_per_m2_year.S9=100"],
            ["study.costs.site_eur_per_m2_year.S9 = 100", "is no site of the office", "allowed: S1"],
        ),
        (
            ["study=close", "study.days=outside_leave_season", "study.service_kind=gatherings"],
            ["study.days", "study.service_kind", "changes nothing in study=close", "allowed: study=size"],
        ),
        (
            ["study=compare", "study.goals.imposed_days_share=0.1"],
            ["is drawn in no figure", "allowed: copresence_share, desk_wanted_peak_p95"],
        ),
        (["study=size", "study.service_level=0.99999"], ["more than any run has", "fix: 0.99"]),
        (["study=sise"], ["study = sise", "did you mean: size?"]),
    ],
)
def test_the_page_names_the_key_and_what_is_allowed(page, arguments, words):
    text = page("scenario=small_office", *arguments)
    for word in words:
        assert word in text, text


def test_the_baseline_is_first_and_never_twice():
    from sim.config import load

    job = load("small_office", ["study=compare", "study.policies=[team_days,team_led,free_choice]"])
    assert [variant.policy for variant in job.variants] == ["team_led", "team_days", "free_choice"]
    alone = load("small_office", ["study=compare", "study.policies=[team_led]"])
    assert [variant.policy for variant in alone.variants] == ["team_led", "team_led"]


def test_what_tunes_the_chosen_policy_holds_for_that_one_alone():
    from sim.config import load

    arguments = ["study=compare", "policy=team_days", "policy.adherence=0.5", "study.policies=[anchor_days]"]
    tuned, other = load("small_office", arguments).variants
    assert tuned.scenario.policy.adherence == 0.5
    assert other.scenario.policy.adherence != 0.5
