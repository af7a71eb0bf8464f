"""A wrong value is answered with where it stands, what is wrong, what is allowed and what was probably meant."""

import pytest

from sim import config
from sim.__main__ import main

SMALL = "scenario=small_office"


def test_the_page_says_where_what_is_wrong_what_is_allowed_and_what_was_meant(page):
    assert page(SMALL, "run=quik") == (
        "1 mistake in the configuration, nothing was run:\n\n"
        "  command line  run = quik\n"
        "      is not a file of conf/run\n"
        "      allowed: quick, standard, thorough\n"
        "      did you mean: quick?\n"
    )
    assert page(SMALL, "behavior.absence.part_time_share=60", "run.seed=abc") == (
        "2 mistakes in the configuration, nothing was run:\n\n"
        "  command line  behavior.absence.part_time_share = 60\n"
        "      looks like per cent; shares are written 0 to 1\n"
        "      allowed: a share from 0 to 1\n"
        "      did you mean: 0.6?\n\n"
        "  command line  run.seed = abc\n"
        "      is text\n"
        "      allowed: a whole number from 0 to 9223372036854775807\n"
        "      fix: leave it out, and conf/run/standard.yaml:5 holds\n"
    )


def test_a_mistake_in_a_file_names_the_line(page):
    text = page(scenario="title: Mine\nrun:\n  weeks: 3\n  replications: 0\n")
    assert "mine.yaml:4  run.replications = 0\n" in text
    assert "is below the allowed range\n      allowed: a whole number from 1 to 100,000\n" in text


def test_a_mistyped_key_is_answered_with_the_nearest_name(page):
    text = page(scenario="organization:\n  teams:\n    T01: {sise: 5}\n")
    assert "mine.yaml:3  organization.teams.T01.sise = 5" in text
    assert "is not a key of organization.teams.T01" in text
    assert "did you mean: size?" in text


def test_a_key_in_the_wrong_section_is_told_where_it_belongs(page):
    text = page(SMALL, "organization.teams.T01.desks=5")
    assert "fix: `desks` belongs to office.zones.ID.desks" in text


def test_a_missing_key_is_named_at_its_section(page):
    text = page(
        scenario="title: Mine\norganization:\n  teams:\n    T99: {unit_id: U1, site_id: S1, zone_id: S1-north}\n"
    )
    assert "mine.yaml:4  organization.teams.T99.size\n      is missing" in text
    assert "fix: write `size: ...` in organization.teams.T99" in text


def test_all_mistakes_are_told_at_once_but_no_more_than_twenty(page):
    teams = "".join(f"    T{number:02d}: {{size: -{number}}}\n" for number in range(1, 13))
    zones = "".join(f"    Z{number:02d}: {{site_id: S1, desks: -1}}\n" for number in range(1, 13))
    text = page(scenario=f"organization:\n  teams:\n{teams}office:\n  zones:\n{zones}")
    assert text.startswith("24 mistakes in the configuration, nothing was run:")
    assert text.count("is below the allowed range") == 20
    assert text.endswith("and 4 more\n")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("run.replications=0", "a whole number from 1 to 100,000"),
        ("run.replications=2.5", "is a number with a decimal point"),
        ("run.replications=1_0x", "is text"),
        ("run.seed=-1", "is below the allowed range"),
        ("run.seed=1" + "0" * 40, "is above the allowed range"),
        ("run.seed=" + "9" * 5000, "is a number of thousands of digits"),
        ("run.workers=true", "is true or false"),
        ("run.tick_seconds=7", "one of 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60"),
        ("run.tick_seconds=true", "is true or false"),
        ("run.start_date=2027-02-30", "is not a date; write YYYY-MM-DD"),
        ("run.start_date=31.12.2027", "is not a date; write YYYY-MM-DD"),
        ("run.start_date=20225-01-01", "is not a date; write YYYY-MM-DD"),
        ("calendar.closed_dates=[2027-13-01]", "calendar.closed_dates.0 = 2027-13-01"),
        ("calendar.country=FIN", 'two capital letters such as FI, or "" for no holidays'),
        ("calendar.country=XX", "is a country whose public holidays are not known"),
        ("study.service_level=95", "did you mean: 0.95?"),
        ("study.service_level=1", "a share above 0 and below 1"),
        ("study.kind=projet", "did you mean: project?"),
        ("output.records=frist", "did you mean: first?"),
        (
            "behavior.absence.part_time_share=1.2",
            "is more than all, which is 1\n      allowed: a share from 0 to 1\n      did you mean: 0.12 or 0.012 (1.2",
        ),
        ("behavior.absence.part_time_share=60%", "is not a share; write a number from 0 to 1"),
        ("behavior.absence.part_time_share=nan", "is not a finite number"),
        ("behavior.absence.part_time_share=1e400", "is not a finite number"),
        ("behavior.absence.part_time_share=null", "is empty"),
        ("behavior.day.arrival_mean=9", "did you mean: 09:00?"),
        ("behavior.day.arrival_mean=25:00", "write HH:MM from 00:00 to 24:00"),
        ("behavior.cascade.touchdown=sometimes", "allowed: true or false"),
        ("behavior.day=3", "a section with the keys arrival_mean,"),
        ("behavior.weekday_choice.weekday_utility=[1,2,3,4]", "has 4 items"),
        ("behavior.weekday_choice.weekday_utility=[9,0,0,0,0]", "allowed: a number from -8 to 8"),
        ("policy.weekday_utility=[0,0,0,0,-8.5]", "allowed: a number from -8 to 8"),
        ("study.polices=[rates]", "is not a key of study\n      allowed: kind, service_level"),
        (
            "study=sizes",
            (
                "is not a file of conf/study\n"
                "      allowed: check, close, compare, list, project, room_rules, sensitivity, size"
            ),
        ),
        ("office.zones.S1-north.kind=shred", "did you mean: shared?"),
        ("office.zones.S1-north.desks=1000001", "a whole number from 0 to 1,000,000"),
        ("office.zones=[1]", "is a list"),
        ("office.zones={1a: {site_id: S1, desks: 3}}", "is not an id"),
        ("office.sites.S1.name=''", "is empty text"),
        ("title= ", "is blank"),
        ("title=a\u200bb", "title = a\\u200bb"),
    ],
)
def test_a_wrong_value_is_answered_in_our_words(page, setting, words):
    text = page(SMALL, setting)
    assert text.startswith("1 mistake in")
    assert words in text


@pytest.mark.parametrize(
    ("weekday", "meant"), [("tusday", "tuesday"), ("Wendesday", "wednesday"), ("7", ""), ("0", ""), ("lauantai", "")]
)
def test_an_impossible_weekday_is_answered_with_the_nearest(page, weekday, meant):
    text = page(SMALL, "policy=anchor_days", f"policy.weekdays=[monday, {weekday}]")
    assert f"policy.weekdays.1 = {weekday}" in text
    assert "a weekday: 1 (Monday) to 5 (Friday) or its name" in text
    assert ("did you mean" in text) == bool(meant)
    assert meant in text


def test_the_policys_kind_is_no_part_of_the_key(page):
    assert "command line  policy.adherence = 2\n" in page(SMALL, "policy.adherence=2")
    assert "did you mean: anchor_days?" in page(SMALL, "policy.kind=anchor_dys")


def test_a_wrong_value_in_a_list_is_counted_from_zero(page):
    text = page(scenario="organization:\n  rate_groups:\n    default:\n      weekday_rates: [0.1, 0.2, 60, 0.2, 0.1]\n")
    assert "mine.yaml:4  organization.rate_groups.default.weekday_rates.2 = 60" in text
    assert text.startswith("1 mistake in"), "the list has its five items"


@pytest.mark.parametrize(
    ("key", "meant"),
    [("run..weeks", "run.weeks"), (".weeks", "run.weeks"), ("policies", "study.policies"), ("Run.weeks", "run.weeks")],
)
def test_a_key_is_never_told_to_be_itself(capsys, key, meant):
    assert main([f"{key}=3"]) == 2
    assert f"did you mean: {meant}?" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["run.", "run.."])
def test_half_a_key_gets_no_suggestion(capsys, key):
    assert main([f"{key}=3"]) == 2
    assert "did you mean" not in capsys.readouterr().err


def test_a_time_without_a_colon_is_read_as_minutes_aloud(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        "defaults:\n  - override /organization: small_office\n  - override /office: small_office\n"
        "office: {sites: {S1: {opens_at: 700}}}\n",
        encoding="utf-8",
    )
    site = config.read(["scenario=mine.yaml", "office.sites.S1.closes_at=1140"])[0].scenario.office.sites["S1"]
    assert (site.opens_at, site.closes_at) == (700, 1140)
    said = capsys.readouterr().err.splitlines()
    words = "read as minutes since midnight"
    assert f"check: office.sites.S1.opens_at = 700: {words}, 11:40; write 07:00 if that is meant" in said
    assert f"check: office.sites.S1.closes_at = 1140: {words}, 19:00; write 11:40 if that is meant" in said
