"""What is wrong in a cell is told with the sheet or file, the row and the column, and what may stand there."""

import pytest

from tests.importers.tables import small, with_cell, workbook

#: What is written, in which cell, and the words of the page; the same in a workbook and in a CSV file.
CELLS = [
    ("below", ("rooms", 3, "seats", -2), "row 3  seats = -2\n      is below the allowed range\n      allowed: a whole"),
    ("text", ("rooms", 3, "seats", "many"), "row 3  seats = many\n      is text\n      allowed: a whole number from 1"),
    ("half", ("rooms", 3, "seats", 2.5), "row 3  seats = 2.5\n"),
    ("unicode_minus", ("rooms", 3, "seats", "−5"), "row 3  seats = -5\n      is below the allowed range"),
    ("blank", ("teams", 3, "size", None), "row 3  size\n      is missing\n      allowed: a whole number from 1"),
    ("unknown_zone", ("teams", 3, "zone_id", "Z9"), "row 3  zone_id = Z9\n      there is no zone Z9"),
    ("underscore", ("zones", 3, "desks", "1_000"), "row 3  desks = 1_000\n      is not written as a plain number"),
    ("arabic_digits", ("zones", 3, "desks", "١٢"), "is written in other digits than 0 to 9"),
    ("leading_zero", ("zones", 3, "desks", "010"), "row 3  desks = 010\n      begins with a zero"),
    ("shortened", ("zones", 3, "desks", "1,5E+03"), "was shortened by the spreadsheet, so that digits may be lost"),
    ("date", ("zones", 3, "desks", "01-Mar"), "row 3  desks = 01-Mar\n      was taken for a date by the spreadsheet"),
    ("finnish_date", ("zones", 3, "desks", "1.3."), "row 3  desks = 1.3.\n      was taken for a date"),
    ("ref", ("zones", 3, "desks", "#REF!"), "row 3  desks = #REF!\n      is what a spreadsheet shows where a formula"),
    ("finnish_ref", ("zones", 3, "desks", "#PUUTTUU!"), "desks = #PUUTTUU!\n      is what a spreadsheet shows"),
    ("per_cent", ("scenario", 4, "value", "60 %"), "row 4  run.weeks = 60 %\n      is text"),
    ("time", ("sites", 2, "opens_at", "7"), "row 2  opens_at = 7\n      is not a time of day"),
    (
        "bare_time",
        ("sites", 2, "opens_at", 700),
        "opens_at = 700\n      is a time without a colon, which can be read in t",
    ),
    ("bare_time_as_text", ("sites", 2, "opens_at", "1930"), "opens_at = 1930\n      is not a time of day"),
    ("part_of_a_day", ("sites", 2, "opens_at", 0.3125), "row 2  opens_at = 0"),
    ("mojibake", ("units", 3, "name", "HenkilÃ¶itÃ¤"), "spoiled by saving twice"),
    ("control", ("units", 3, "name", "a\x7fb"), "row 3  name = a\\u007fb\n      holds an invisible control character"),
    ("long", ("units", 3, "name", "x" * 5000), "is 5,000 signs long"),
    ("no_id", ("teams", 3, "team_id", None), "row 3  team_id\n      is blank, in a row that is not"),
    ("formula_for_id", ("teams", 3, "team_id", "@SUM(1)"), "row 3  team_id = @SUM(1)\n      begins like a formula"),
    ("bad_id", ("teams", 3, "team_id", "T 2"), "row 3  team_id = T 2\n      is not an id"),
    ("twice", ("teams", 3, "team_id", "T1"), "row 3  team_id = T1\n      stands twice: in row 2, and again here"),
    ("alike", ("teams", 3, "team_id", "t1"), "stands twice: in row 2 (as T1, which is too much alike)"),
    (
        "policy",
        ("scenario", 3, "value", "free_choise"),
        "row 3  policy = free_choise\n      is not a file of conf",
    ),
    ("setting", ("scenario", 4, "setting", "run.weaks"), "row 4  run.weaks = 13\n      is not a key of run"),
    ("section", ("scenario", 4, "setting", "behaviour.x"), "row 4  behaviour"),
    ("no_setting", ("scenario", 4, "setting", "run weeks"), "is not the name of a setting"),
    ("no_value", ("scenario", 4, "value", None), "row 4  run.weeks\n      has no value"),
    ("set_twice", ("scenario", 4, "setting", "policy"), "row 4  policy\n      is set twice: in row 3, and again here"),
    ("secret", ("scenario", 2, "value", "${oc.env:HOME}"), "it can read secrets of this machine"),
    ("hydra", ("scenario", 4, "setting", "hydra.run.dir"), "row 4  hydra\n      a scenario may not configure Hydra"),
    ("tuned", ("scenario", 4, "setting", "policy.adherence"), "a scenario selects a policy, never tunes one"),
    ("cluster", ("scenario", 4, "setting", "run.scheduler"), "row 4  run.scheduler"),
]
FORMS = pytest.mark.parametrize("form", ["workbook", "folder"])


@FORMS
@pytest.mark.parametrize(("change", "words"), [each[1:] for each in CELLS], ids=[each[0] for each in CELLS])
def test_a_wrong_cell_is_told_where_it_stands(page, change, words, form):
    text = page(with_cell(*change), form)
    assert words in text
    name = change[0]
    assert (f"mine.xlsx, sheet {name}, row " if form == "workbook" else f"mine/{name}.csv, row ") in text
    assert "1 mistake in" in text


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        (("zones", 3, "desks", "1_000"), "1000"),
        (("zones", 3, "desks", "010"), "10"),
        (("zones", 3, "desks", "١٢"), "12"),
        (("units", 3, "name", "HenkilÃ¶itÃ¤"), "Henkilöitä"),
        (("sites", 2, "opens_at", "7"), "07:00"),
        (("sites", 2, "opens_at", 700), "07:00 or 11:40"),
        (("sites", 2, "opens_at", "930"), "09:30 or 15:30"),
        (("sites", 2, "opens_at", "0830"), "08:30"),
        (("sites", 2, "opens_at", 0.3125), "07:30"),
        (("sites", 2, "opens_at", 8.5), "08:50 or 08:30"),
        (("scenario", 3, "value", "free_choise"), "free_choice"),
    ],
    ids=str,
)
def test_what_was_probably_meant_is_said(page, change, meant):
    assert f"did you mean: {meant}?" in page(with_cell(*change))


@FORMS
def test_all_mistakes_of_all_tables_come_at_once(page, form):
    tables = small()
    tables["rooms"][2][2] = -1
    tables["zones"][1][2] = "1_000"
    tables["teams"][1][4] = "x"
    tables["sites"][1][3] = "7"
    tables["scenario"][2][1] = "free_choise"
    tables["units"].append(["U1", "Twice"])
    text = page(tables, form)
    assert text.count("\n\n  mine") == 6
    assert "6 mistakes in" in text


def test_mistakes_of_tables_and_of_the_command_line_are_told_together(page):
    text = page(with_cell("rooms", 3, "seats", -2), "workbook", "run.seed=-1")
    assert "2 mistakes in" in text
    assert "command line  run.seed = -1" in text


def test_a_value_of_the_command_line_wins_over_a_cell(given):
    from sim import config

    job = config.read([given(with_cell("rooms", 3, "seats", -2)), "office.rooms.R2.seats=5"])[0]
    assert job.scenario.office.rooms["R2"].seats == 5


def test_tables_to_compare_with_are_checked_too(page, here):
    workbook(here / "other.xlsx", with_cell("rooms", 3, "seats", -2))
    text = page("scenario=small_office", "", "study=compare", "study.scenarios=[other.xlsx]", "run=quick")
    assert "other.xlsx, sheet rooms, row 3  seats = -2\n      is below the allowed range" in text


@FORMS
def test_norms_are_told_by_row(page, form):
    tables = small()
    tables["norms"] = [
        ["level", "team_id", "anchor_weekdays", "office_days_min"],
        ["team", "T9", "tuesday", 3],
        ["tem", "T1", None, None],
        ["team", "T1", "someday", 9],
        ["team", "T1", None, 2],
        ["unit", None, None, 1],
        ["members", "T1", None, 1],
    ]
    text = page(tables, form)
    for words in (
        "row 2  team_id = T9\n      there is no team T9 in table teams",
        "row 3  level = tem\n      is no level",
        "row 4  anchor_weekdays (item 1) = someday\n      is not a weekday",
        "row 4  office_days_min = 9\n      is above the allowed range",
        "row 5  level = team\n      states a norm that row 4 states too",
        "row 6  unit_id\n      is blank",
        "row 7  exception_id\n      is blank",
    ):
        assert words in text


@FORMS
def test_a_cell_of_a_norm_that_its_level_does_not_use_is_told(page, form):
    tables = small()
    tables["norms"] = [
        ["level", "unit_id", "team_id", "exception_id", "members", "office_days_min"],
        ["organization", None, "T1", None, None, 1],
        ["unit", "U1", None, "E1", None, 1],
        ["team", None, "T2", None, 3, 1],
        ["members", "U2", "T2", "E2", "2; 3", 1],
    ]
    text = page(tables, form)
    for words in (
        "row 2  team_id = T1\n      is not used by a norm of level organization\n",
        "fix: delete it, or write level team\n",
        "row 3  exception_id = E1\n      is not used by a norm of level unit",
        "row 4  members = [3]\n      is not used by a norm of level team\n      fix: delete it, or write level members",
        "row 5  unit_id = U2\n      is not used by a norm of level members",
    ):
        assert words in text
    assert "4 mistakes in" in text


@FORMS
def test_a_value_that_two_tables_state_is_told_with_both_places(page, form):
    text = page(with_cell("scenario", 4, "setting", "organization.teams.T1.size"), form)
    first = "mine.xlsx, sheet scenario, row 4" if form == "workbook" else "mine/scenario.csv, row 4"
    assert f"row 2  size\n      is set twice: in {first}, and again here" in text


@FORMS
def test_settings_of_activities_are_told_by_row(page, form):
    tables = small()
    tables["scenario"].pop()
    tables["activities"] = [
        ["activity", "setting", "value"],
        ["team_meeting", "kind", "team_meeting"],
        ["team_meeting", "every_weeks", 0],
        ["team_meeting", "evry_weeks", 1],
        ["fair", "kind", "faire"],
        ["fair", "kind.sub", 1],
        ["fair", None, 1],
    ]
    text = page(tables, form)
    for words in (
        "row 3  team_meeting.every_weeks = 0\n      is below the allowed range",
        "row 4  team_meeting.evry_weeks = 1\n      is not a key of activities.team_meeting",
        "row 2  team_meeting.minutes\n      is missing",
        "fix: add a row that sets minutes",
        "row 5  fair.kind = faire\n      is not a known kind",
        "row 6  fair.kind.sub\n      cannot be set, because activities.fair.kind has a value of its own",
        "row 7  setting\n      is blank, in a row that is not",
    ):
        assert words in text


@FORMS
@pytest.mark.parametrize(
    ("value", "meant"),
    [("0830", "08:30"), (700, "07:00 or 11:40"), ("8.5", "08:50 or 08:30")],
)
def test_a_time_in_a_table_of_settings_is_read_as_a_time(page, form, value, meant):
    tables = small()
    tables["behavior"] = [["setting", "value"], ["day.arrival_mean", value]]
    assert f"did you mean: {meant}?" in page(tables, form)


@FORMS
def test_a_finnish_time_means_the_same_in_every_table(read, form):
    tables = with_cell("sites", 2, "opens_at", "7.30")
    tables["behavior"] = [["setting", "value"], ["day.arrival_mean", "8.30"], ["day.arrival_earliest", 480]]
    scenario = read(tables, form)[0].scenario
    assert scenario.office.sites["S1"].opens_at == 450
    assert (scenario.behavior.day.arrival_mean, scenario.behavior.day.arrival_earliest) == (510, 480)


@pytest.mark.parametrize(("text", "number"), [(".5", 0.5), (",5", 0.5), ("5e-1", 0.5), ("2.5e1", 25), ("-.5", -0.5)])
def test_numbers_of_programs_are_read(read, text, number):
    job, _ = read(with_cell("sites", 3, "x_km", text), "folder")
    assert job.scenario.office.sites["S2"].x_km == number


def test_text_with_a_number_before_it_is_no_date(page):
    for text in ("4 kpl", "1.krs", "3 hlö"):
        assert f"desks = {text}\n      is text" in page(with_cell("zones", 3, "desks", text), "folder")
    for text in ("1.maalis", "3-Mar", "4 toukokuuta", "2.Sept"):
        assert "was taken for a date" in page(with_cell("zones", 3, "desks", text), "folder")


@FORMS
def test_a_thing_is_told_in_its_own_row_though_a_setting_names_it_too(page, form):
    tables = with_cell("teams", 2, "size", None)
    tables["scenario"].append(["organization.teams.T1.rate_group", "default"])
    place = "mine.xlsx, sheet teams, row 2" if form == "workbook" else "mine/teams.csv, row 2"
    assert f"{place}  size\n      is missing" in page(tables, form)


@FORMS
def test_one_word_for_a_list_is_told_as_the_list(page, form):
    tables = small()
    tables["scenario"].append(["study.scenarios", "espoo"])
    assert "did you mean: [espoo]?" in page(tables, form)
