"""The page of study=sensitivity in Finnish: whole sentences, the same numbers, no English but what users wrote."""

from __future__ import annotations

import re

import pytest

from sim.report.language import ENGLISH, language
from sim.report.sensitivity_page import sensitivity_page
from sim.report.sensitivity_words import ends, fewer_than_asked, metric_in, write_input
from tests.report.synthetic import make_facts
from tests.report.test_sensitivity_page import row, unknown
from tests.studies.worlds import page_text

FINNISH = language("fi")
MINUS = "\u2212"
WISHES = {"parameter": "wished_office_days", "says": "office days a person wishes in a week"}
SHARES = {"estimate": 0.5, "estimate_low": 0.4, "estimate_high": 0.6, "metric_unit": "share"}
ROWS = [
    row(**WISHES),
    row("head count", 300.0, parameter="mine", source_kind="measured", rank=2),
    row(**WISHES, swing=0.2, metric="copresence_share", **SHARES),
    row("luck", 0.1, p=0.4, metric="room_refused_share", **SHARES),
    unknown(),
]


def page(code, rows=ROWS, left_out=(), **facts):
    return sensitivity_page(rows, left_out, make_facts(language=code, **facts), replications_asked=6)


def digits(text):
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0](?=\d)", "", text.replace("CO2", ""))))


def test_the_first_sentence_names_the_strongest_assumption_with_its_three_numbers():
    assert page("fi").answer.startswith(
        "Lukuun ”halutut työpisteet vilkkaana päivänä” vaikuttaa eniten "
        "oletus ”toimistopäivät, joita ihminen toivoo viikossa”: luku on 1\u00a0190, kun arvo on 1,5, ja 1\u00a0590, "
        "kun arvo on 3,2; oletetulla arvolla (2,35) se on 1\u00a0390. "
        "Arvo on arvaus: selvitä se ensin. Seuraavana on ”head count” (vaikutus 300 työpistettä). "
        "Tutkittuna on 2 oletusta; niistä 2 vaikuttaa lukuun enemmän kuin sattuma."
    )


def test_both_languages_have_the_same_digits():
    assert digits(page_text(page("fi"))) == digits(page_text(page("en")))


def test_no_english_is_left_but_what_a_user_has_named():
    text = page_text(page("fi", left_out=["oma"])).replace("head count", "").replace("luck", "").replace("wishes", "")
    text = text.replace("espoo", "").replace("study.replications_each", "")
    found = re.search(r"\b(the|of|and|is|share|days|people|desks|swing|range|guess|low|high|table|times)\b", text)
    assert found is None, text[max(found.start() - 40, 0) : found.end() + 40]
    assert "Näitä ei siirretty" in text


def test_the_page_says_its_language_and_the_ranking_keeps_the_words_of_the_study():
    made = page("fi")
    assert made.language is FINNISH
    assert made.ranking.measured == "tämä tapaus tässä ajossa"
    assert {driver.says for driver in made.ranking.drivers} == {WISHES["says"], "head count"}
    assert page("en").language is ENGLISH


def test_four_people_are_not_published_in_finnish_either():
    made = page("fi", people=4)
    assert made.answer == FINNISH.say("nothing.publishable")
    assert not made.sections


def test_the_table_of_the_workbook_has_a_finnish_name_and_the_same_numbers():
    english, finnish = (page(code).sections[0].grids[0] for code in ("en", "fi"))
    assert (english.sheet, finnish.sheet) == ("What matters most", "Tärkeimmät oletukset")
    assert [[cell.exact for cell in line] for line in english.rows] == [
        [cell.exact for cell in line] for line in finnish.rows
    ]
    assert [cell.value for cell in finnish.rows[0]][1:4] == ["arvio (arvaus)", "päivää viikossa", "2,35"]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (510.0, "time of day", "8.30"),
        (0.9, "times as assumed", "0,9-kertainen"),
        (4.0, "days a year more", "+4"),
        (-1.1, "log weight", f"{MINUS}1,1"),
        (None, "people", "useita arvoja"),
    ],
)
def test_inputs_are_written_in_the_manner_of_the_language(value, unit, text):
    assert write_input(value, unit, FINNISH) == text


@pytest.mark.parametrize(
    ("unit", "low", "high", "text"),
    [
        ("times as assumed", 0.9, 1.1, "0,9–1,1-kertainen"),
        ("days a week", 1.5, 3.2, "1,5–3,2"),
        ("log weight", -1.1, -0.3, f"{MINUS}1,1 … {MINUS}0,3"),
        ("time of day", 480, 555, "8.00–9.15"),
    ],
)
def test_a_range_is_written_in_the_manner_of_the_language(unit, low, high, text):
    assert ends(row(unit=unit, low=low, high=high), FINNISH) == text


def test_a_share_differs_in_percentage_points():
    metric = metric_in(FINNISH, "room_refused_share")
    assert metric.write(0.0123) == "1,2\u00a0%"
    assert metric.write_swing(0.0123) == "1,23 prosenttiyksikköä"


def test_fewer_replications_than_asked_for_are_said_in_finnish():
    (said,) = fewer_than_asked(6, 4, FINNISH)
    assert "6 toistoa" in said and "toistoja on 4" in said
    assert fewer_than_asked(4, 4, FINNISH) == []


def test_a_value_outside_its_range_is_said_in_finnish():
    made = page("fi", [row(**WISHES, value=4.1)])
    assert made.remarks[0].startswith(
        "”toimistopäivät, joita ihminen toivoo viikossa”: oletettu arvo 4,1 on vaihteluvälin 1,5–3,2 ulkopuolella"
    )
    assert made.sections[0].grids[0].rows[0][3].value == "4,1, vaihteluvälin ulkopuolella"
