"""Rules across fields: what is referred to exists, shares add up, low is not above high, people fit into memory."""

import pytest

SMALL = "scenario=small_office"
TEAM = "{unit_id: U1, site_id: S1, zone_id: S1-north, size: 5}"


@pytest.mark.parametrize(
    ("part", "name", "kind", "meant"),
    [
        ("unit_id", "u1", "unit", "U1"),
        ("site_id", "S11", "site", "S1"),
        ("zone_id", "S1_north", "zone", "S1-north"),
    ],
)
def test_an_unknown_place_or_unit_is_answered_with_the_nearest(page, part, name, kind, meant):
    text = page(SMALL, f"organization.teams.T01.{part}={name}")
    assert f"organization.teams.T01.{part} = {name}\n      there is no {kind} {name}\n" in text
    assert f"did you mean: {meant}?" in text


def test_an_unknown_team_on_the_command_line_is_answered_with_the_nearest(page):
    text = page(SMALL, "organization.teams.T1.size=3")
    assert "there is no T1 in organization.teams" in text
    assert "did you mean: organization.teams.T01.size?" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["scenario=espoo", "organization=small_office"],
            "      the teams of organization=small_office sit in sites or zones that office=espoo does not have: S1, ",
        ),
        (["scenario=espoo", "organization=small_office"], "command line  organization = small_office\n"),
        (["scenario=espoo", "organization=small_office"], "S1-north, S1-south\n      fix: office=small_office\n"),
        (["scenario=espoo", "office=small_office"], "fix: organization=small_office\n"),
        (["scenario=small_office", "organization=espoo"], "fix: office=espoo\n"),
    ],
)
def test_two_files_that_do_not_fit_are_one_mistake_and_not_one_for_each_team(page, arguments, words):
    text = page(*arguments)
    assert text.startswith("1 mistake in")
    assert words in text


def test_two_files_that_a_scenario_chooses_and_that_do_not_fit_are_named_in_its_line(page):
    text = page(scenario="defaults:\n  - override /office: espoo\n")
    assert text.startswith("1 mistake in")
    assert "mine.yaml:2  office = espoo\n" in text
    assert "fix: organization=espoo\n" in text


def test_years_whose_holidays_nobody_knows_are_no_years_without_holidays(page):
    from sim import config

    text = page(SMALL, "run.start_date=2100-06-01")
    assert text.startswith("1 mistake in")
    assert "the run goes from 2100 to 2101; public holidays of FI are not known for all of it" in text
    assert "allowed: weeks within the years 1853 to 2100\n      fix: calendar=every_weekday" in text
    assert "command line  run.weeks = 5000\n" in page(SMALL, "run.weeks=5000")
    assert config.load("small_office", ["run.start_date=2099-12-28"])
    assert config.load("small_office", ["run.start_date=2100-06-01", "calendar=every_weekday"])
    assert "is not a date" not in page(SMALL, "run.start_date=9999-12-31")


def test_a_zone_of_an_unknown_site_is_named(page):
    text = page(scenario="office:\n  zones:\n    Z9: {site_id: S9, desks: 4}\n")
    assert "mine.yaml:3  office.zones.Z9.site_id = S9\n      there is no site S9\n      allowed: S1" in text


def test_a_teams_zone_must_be_on_its_site(page):
    text = page(scenario=(
        "office:\n  sites:\n    S2: {name: Other}\n  zones:\n    S2-all: {site_id: S2, desks: 4}\n"
        f"organization:\n  teams:\n    T50: {TEAM.replace('S1-north', 'S2-all')}\n"
    ))  # fmt: skip
    assert "mine.yaml:8  organization.teams.T50.zone_id = S2-all" in text
    assert "is a zone of site S2, but the team's site is S1" in text
    assert "allowed: S1-north, S1-south" in text


def test_rates_of_a_group_must_be_there_only_where_rates_are_used(page):
    from sim import config

    assert config.load("small_office", ["organization.teams.T01.rate_group=others"])
    text = page(SMALL, "policy=rates", "organization.teams.T01.rate_group=defualt")
    assert "there is no rate group defualt" in text
    assert "did you mean: default?" in text


@pytest.mark.parametrize(
    ("setting", "total"),
    [
        ("behavior.wishes.office_days_share=[0.5,0.5,0.2,0,0,0]", "1.2"),
        ("behavior.absence.leave_month_share=[0,0,0,0,0,0.3,0.5,0,0,0,0,0]", "0.8"),
    ],
)
def test_shares_of_one_whole_must_add_up(page, setting, total):
    text = page(SMALL, setting)
    assert f"adds up to {total}\n      allowed: shares that add up to 1" in text


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("behavior.absence.leave_days_min=50", "leave_days_min is 50, which is above leave_days_max, 40"),
        ("behavior.absence.leave_days_max=20", "leave_days_min is 28, which is above leave_days_max, 20"),
        ("behavior.day.short_stay_min_minutes=400", "which is above short_stay_max_minutes, 330"),
        ("behavior.day.arrival_earliest=12:00", "arrival_earliest is 12:00, which is not before arrival_latest, 11:00"),
        ("behavior.commute.distance_mean_km=9", "distance_median_km is 10, which is above distance_mean_km, 9"),
        ("behavior.commute.transit_share=0.9", "car_share and transit_share add up to 1.4"),
        ("policy.team_days_min=4", "team_days_min is 4, which is above team_days_max, 3"),
        ("office.sites.S1.closes_at=07:00", "opens_at is 07:00, which is not before closes_at, 07:00"),
    ],
)
def test_two_amounts_that_do_not_go_together_are_named_where_one_was_changed(page, setting, words):
    text = page(SMALL, setting)
    assert f"command line  {setting.partition('=')[0]} = " in text
    assert words in text


def test_ids_that_differ_only_in_capital_letters_are_refused(page):
    text = page(scenario=f"organization:\n  teams:\n    t01: {TEAM}\n")
    assert "organization.teams.t01" in text
    assert "differs from T01 only in capital letters" in text


def test_a_thousand_million_people_are_refused_with_the_memory_they_would_need(page):
    text = page(SMALL, "organization.teams.T01.size=1000000000")
    assert text.startswith("1 mistake in")
    assert "1,000,000,111 people would need about 2,000.0 GB of memory" in text
    assert "at most 200,000 people in all" in text
    text = page(SMALL, *(f"organization.teams.T{n:02d}.size=90000" for n in range(1, 4)))
    assert "organization.teams" in text
    assert "people would need about 0.5 GB of memory" in text
    assert "is above the allowed range" in page(SMALL, "organization.teams.T01.size=1" + "0" * 60)


def test_the_limit_of_people_can_be_raised():
    from sim import config

    large = ["organization.teams.T01.size=300000", "activities=none"]
    assert config.load("small_office", [*large, "run.people_limit=400000"])


def test_an_office_without_sites_is_refused(page):
    text = page(SMALL, "office=empty", "organization=empty")
    for key in ("office.sites", "office.zones", "organization.teams"):
        assert f"{key} = {{}}\n      has no items" in text
