"""Data about persons are refused wherever in a scenario they stand, and the page that says so does not repeat them."""

from __future__ import annotations

import pytest

from sim.config import load
from sim.config.page import render
from sim.config.personal import personal_problem
from sim.errors import InputError

PERSONS = ["Matti Virtanen", "Virtanen, Matti", "team of Liisa K. and Sari Mäkinen", "JOHN SMITH", "anna_karlsson"]
PLACES = [
    "Main building", "Planning", "Mäkinen building", "Aleksis Kiven katu 5", "Anna and the library", "Salo", "Halli 2",
    "Kari", "Sello, 3rd floor", "Tapiola", "Keilaniemi", "Virtanen", "Maria church", "S1-131052", "Talo 131052",
    "Karl Fazer house", "2027-01-04", "Virasto @ Espoo", "Kaikkonen street", "Niemi", "Urban Environment", "Education",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONS)
def test_a_common_first_name_beside_a_common_surname_is_a_person(text):
    assert "name of a person" in personal_problem(text)


@pytest.mark.parametrize("text", PLACES)
def test_names_of_units_houses_and_streets_are_none(text):
    assert personal_problem(text) == ""


@pytest.fixture
def refused(tmp_path):
    """Return the page of a scenario with some text more."""

    def page(text, *arguments):
        path = tmp_path / "scenario.yaml"
        path.write_text(f"defaults:\n  - override /organization: small_office\n{text}\n", encoding="utf-8")
        with pytest.raises(InputError) as raised:
            load(str(path), arguments)
        return render(raised.value.mistakes)

    return page


@pytest.mark.parametrize(
    ("text", "secret", "words"),
    [
        ("title: Plan of matti.virtanen@example.org", "example.org", "e-mail address"),
        ("question: What does 131052-308T want?", "131052", "personal identity code"),
        ("organization: {name: Matti Virtanen}", "Virtanen", "name of a person"),
        ("organization: {units: {U1: {name: Sari Mäkinen}}}", "Mäkinen", "name of a person"),
        ("office: {sites: {S1: {name: 131052-308T}}}", "131052", "personal identity code"),
    ],
)
def test_a_text_about_a_person_is_refused_and_not_shown(refused, text, secret, words):
    page = refused(text)
    assert words in page
    assert "= (not shown)" in page
    assert "give each team its size" in page
    assert secret not in page
    assert page.startswith("1 mistake")


@pytest.mark.parametrize("team", ["Matti-Virtanen", "matti_virtanen"])
def test_a_team_called_like_a_person_is_refused_and_not_shown(refused, team):
    page = refused(f"organization: {{teams: {{{team}: {{unit_id: U1, site_id: S1, zone_id: S1-north, size: 1}}}}}}")
    assert "has a key that looks like the name of a person" in page
    assert "irtanen" not in page


@pytest.mark.parametrize("key", ["supervisor", "employee_id", "henkilötunnus", "email", "Sukunimi"])
def test_a_key_that_asks_for_a_person_is_refused_for_that_reason(refused, key):
    page = refused(f"organization: {{teams: {{T01: {{{key}: somebody}}}}}}")
    assert f"T01.{key} = (not shown)" in page
    assert "looks like data about persons" in page
    assert "somebody" not in page


def test_the_command_line_is_no_way_around(refused):
    page = refused("", "title=Sari Mäkinen")
    assert "name of a person" in page
    assert "Mäkinen" not in page


@pytest.mark.parametrize("scenario", ["espoo", "small_office", "theory/v1"])
def test_scenarios_that_come_with_the_program_hold_no_persons(scenario):
    assert load(scenario).scenario.title
