"""Data about persons are refused, and never shown: the simulator draws people from head counts."""

import pytest

from tests.importers.tables import small, with_cell

HEADERS = ["Sähköposti", "e-mail", "Henkilötunnus", "Etunimi", "Last name", "employee_id", "Supervisor", "Puhelin"]
FORMS = pytest.mark.parametrize("form", ["workbook", "folder"])


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_about_persons_is_refused(page, header):
    tables = small()
    for row, value in zip(tables["teams"], (header, "x", "y"), strict=True):
        row.append(value)
    text = page(tables)
    assert f"sheet teams, row 1  {header}\n      looks like data about persons" in text
    assert "so give each team its size" in text


@FORMS
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("matti.virtanen@example.org", "looks like an e-mail address"),
        ("Matti 131052-308T", "looks like a Finnish personal identity code"),
        ("131052A308T", "looks like a Finnish personal identity code"),
        ("010594Y9032", "looks like a Finnish personal identity code"),
    ],
)
def test_a_value_about_a_person_is_refused_and_not_shown(page, value, words, form):
    text = page(with_cell("units", 3, "name", value), form)
    assert words in text
    assert "row 3  name = (not shown)" in text
    assert value not in text


@pytest.mark.parametrize("place", [("teams", 3, "team_id"), ("scenario", 2, "value"), ("scenario", 2, "setting")])
def test_it_is_not_shown_wherever_it_stands(page, place):
    text = page(with_cell(*place, "131052-308T"))
    assert "personal identity code" in text
    assert "131052" not in text


def test_a_source_may_not_name_a_person_either(page):
    tables = small()
    tables["zones"] = [[*row, cell] for row, cell in zip(tables["zones"], ("source", "a@b.fi", "Lupa"), strict=True)]
    tables["scenario"] = [[*row, None] for row in tables["scenario"]]
    tables["scenario"][0][2], tables["scenario"][1][2] = "source", "131052-308T"
    text = page(tables)
    assert "sheet zones, row 2  source = (not shown)\n      looks like an e-mail address" in text
    assert "sheet scenario, row 2  source = (not shown)\n      looks like a Finnish personal" in text
    assert "a@b.fi" not in text


def test_it_is_not_shown_in_a_header(page):
    text = page(with_cell("zones", 1, "area_m2", "131052-308T"))
    assert "personal identity code" in text
    assert "131052" not in text


@pytest.mark.parametrize("name", ["Talo 131052", "A-308", "2027-01-04", "Virasto @ Espoo", "S1-131052"])
def test_other_names_pass(read, name):
    assert read(with_cell("units", 3, "name", name))[0].scenario.organization.units["U2"].name == name
