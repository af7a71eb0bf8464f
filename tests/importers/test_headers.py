"""Columns are found by their names and by other names for them; what cannot be matched is told, with the nearest."""

import pytest

from tests.importers.tables import small, with_cell

FORMS = pytest.mark.parametrize("form", ["workbook", "folder"])


@FORMS
def test_a_renamed_header_is_told_once_with_the_nearest_name(page, form):
    text = page(with_cell("rooms", 1, "seats", "seets"), form)
    assert "row 1  seets\n      is not a column of table rooms" in text
    assert "did you mean: seats?" in text
    assert "1 mistake in" in text


def test_values_below_a_renamed_header_are_checked_all_the_same(page):
    tables = with_cell("rooms", 1, "seats", "seets")
    tables["rooms"][2][2] = -2
    text = page(tables)
    assert "row 3  seets = -2" in text or "row 3  seats = -2" in text
    assert "2 mistakes in" in text


@FORMS
def test_a_missing_column_is_told_once_and_not_row_by_row(page, form):
    tables = small()
    for row in tables["teams"]:
        row.pop()
    text = page(tables, form)
    assert "row 1  size\n      is a column that is missing" in text
    assert "1 mistake in" in text


@FORMS
def test_a_header_that_stands_twice_is_told(page, form):
    assert "row 1  desks\n      stands in the header twice" in page(with_cell("zones", 1, "area_m2", "desks"), form)


@FORMS
def test_two_names_of_one_column_are_told(page, form):
    text = page(with_cell("zones", 1, "area_m2", "Työpisteet"), form)
    assert "row 1  Työpisteet\n      stands in the header twice, the first time as desks" in text


def test_a_value_without_a_header_is_told(page):
    assert "row 2\n      column 4 has a value and no header" in page(with_cell("zones", 1, "area_m2", None))


def test_an_error_for_a_header_is_told(page):
    assert "row 1  #REF!\n      is what a spreadsheet shows" in page(with_cell("zones", 1, "area_m2", "#REF!"))


def test_more_columns_than_any_table_has_are_refused(page):
    tables = small()
    tables["zones"] = [[*row, *["x"] * 120] for row in tables["zones"]]
    assert "row 1\n      has more than 100 columns" in page(tables)


FINNISH = {
    "Skenaario": [["Asetus", "Arvo"], ["Otsikko", "Kaksi taloa"], ["policy", "free_choice"], ["activities", "none"]],
    "Toimipisteet": [
        ["Toimipiste", "Nimi", "X (km)", "Aukeaa"],
        ["S1", "Keskus", 0, "7.00"],
        ["S2", "Ranta", 2.5, "8:00:00"],
    ],
    "Alueet": [["Alue", "Toimipiste", "Työpisteet", "Pinta-ala (m²)"], ["Z1", "S1", 8, 80.5], ["Z2", "S2", 6, 70]],
    "Huoneet": [["Huone", "Toimipiste", "Paikat", "Varustus"], ["R1", "S1", 4, "kyllä"], ["R2", "S2", 1, "ei"]],
    "Yksiköt": [["Yksikkö", "Nimi"], ["U1", "Hallinto"], ["U2", "Palvelut"]],
    "Tiimit": [
        ["Tiimi", "Yksikkö", "Toimipiste", "Alue", "Henkilömäärä"],
        ["T1", "U1", "S1", "Z1", 7],
        ["T2", "U2", "S2", "Z2", 9],
    ],
    "Käytännöt": [["Taso", "Yksikkö", "Viikonpäivät"], ["yksikkö", "U1", "tiistai; torstai"]],
}


@FORMS
def test_finnish_tables_are_understood_and_the_mapping_is_shown(read, form):
    job, said = read(FINNISH, form)
    office, organization = job.scenario.office, job.scenario.organization
    assert job.scenario.title == "Kaksi taloa"
    assert office.zones["Z1"].desks == 8
    assert office.zones["Z1"].area_m2 == 80.5
    assert office.sites["S2"].opens_at == 480
    assert office.sites["S1"].opens_at == 420
    assert [office.rooms[name].equipment for name in ("R1", "R2")] == [True, False]
    assert organization.teams["T2"].size == 9
    assert organization.units["U1"].norm.anchor_weekdays == (2, 4)
    assert "Tiimi = team_id, Yksikkö = unit_id" in said
    assert "Henkilömäärä = size" in said


@FORMS
def test_a_missing_table_is_told(page, form):
    tables = small()
    del tables["zones"]
    assert "zones is missing: one row for each set of interchangeable desks" in page(tables, form)


@FORMS
def test_a_table_that_is_nearly_called_so_is_told(page, form):
    tables = small()
    tables["roomz"] = tables.pop("rooms")
    text = page(tables, form)
    assert "is the name of no table" in text
    assert "did you mean: rooms?" in text


@FORMS
def test_a_table_that_is_there_twice_is_told(page, form):
    tables = small()
    tables["tiimit"] = tables["teams"]
    assert "is table teams a second time, beside teams" in page(tables, form)


@FORMS
@pytest.mark.parametrize("rows", [0, 1])
def test_an_empty_table_is_told(page, form, rows):
    tables = small()
    tables["zones"] = tables["zones"][:rows]
    assert ("is a table without rows" if rows else "is empty") in page(tables, form)


@FORMS
def test_other_tables_are_passed_over_aloud(read, form):
    tables = small() | {"Muistiinpanot": [["x"], [1]]}
    assert "not read: Muistiinpanot" in read(tables, form)[1]


@FORMS
def test_columns_may_stand_in_any_order(read, form):
    tables = small()
    tables["rate_groups"] = [["friday", "tuesday", "monday", "rate_group", "thursday", "wednesday"]]
    tables["rate_groups"].append([0.5, 0.2, 0.1, "default", 0.4, 0.3])
    tables["teams"] = [row[::-1] for row in tables["teams"]]
    organization = read(tables, form)[0].scenario.organization
    assert organization.rate_groups["default"].weekday_rates == (0.1, 0.2, 0.3, 0.4, 0.5)
    assert organization.teams["T2"].size == 9


def test_a_weekday_that_is_left_blank_moves_no_other(page):
    tables = small()
    tables["rate_groups"] = [["rate_group", "monday", "tuesday", "wednesday", "thursday", "friday"]]
    tables["rate_groups"].append(["default", 0.1, None, 0.3, 0.4, 0.5])
    assert "sheet rate_groups, row 2  weekday_rates" in page(tables)


@FORMS
def test_a_table_may_add_to_a_file_of_conf(read, form):
    tables = {
        "scenario": [["setting", "value"], ["organization", "small_office"], ["office", "small_office"]],
        "zones": [["zone_id", "site_id", "desks"], ["corner", "S1", 4]],
        "norms": [["level", "team_id", "office_days_max"], ["team", "T01", 3]],
    }
    job, said = read(tables, form)
    assert set(job.scenario.office.zones) == {"S1-north", "S1-south", "corner"}
    assert job.scenario.organization.teams["T01"].norm.office_days_max == 3
    assert "no table activities; activities=municipal is used" in said


@FORMS
def test_a_column_under_its_own_name_is_not_guessed_for_another(page, form):
    tables = small()
    tables["rooms"] = [["room_id", "site_id", "seets", "seats"], ["R1", "S1", 9, 4], ["R2", "S2", 9, 1]]
    text = page(tables, form)
    assert "row 1  seets\n      is not a column of table rooms" in text
    assert "did you mean: seats?" not in text
    assert "1 mistake in" in text


@FORMS
@pytest.mark.parametrize("header", ["Ryhmänumero", "x"])
def test_a_header_of_ids_that_is_wrong_is_told_without_what_follows(page, form, header):
    text = page(with_cell("teams", 1, "team_id", header), form)
    assert "row 1  team_id\n      is a column that is missing" in text
    assert "leave it out" not in text
    assert "2 mistakes in" in text


@FORMS
@pytest.mark.parametrize("title", [["Zones of the city"], ["Zones", None, "printed", 3]])
def test_a_title_above_the_header_is_told_once(page, form, title):
    tables = small()
    tables["zones"].insert(0, title)
    text = page(tables, form)
    assert "row 1 is not a header; row 2 looks like it\n      fix: delete row 1, or let it begin with #" in text
    assert "1 mistake in" in text


@FORMS
def test_rows_behind_a_remark_sign_are_counted_aloud(read, form):
    tables = small()
    tables["zones"].insert(1, ["# desks counted in May"])
    assert "because of the #" not in read(tables, form)[1]
    tables["zones"] += [["#Z3", "S1", 4, 40], ["# Z4", "S1", 4, 40]]
    assert "2 rows, the first of them row 5, not read, because of the # they begin with" in read(tables, form)[1]


@FORMS
@pytest.mark.parametrize("is_there", [True, False])
def test_tables_without_rooms_are_said_to_have_none(read, form, is_there):
    tables = small()
    if not is_there:
        del tables["rooms"]
    assert ("no table rooms; there are none" in read(tables, form)[1]) != is_there
