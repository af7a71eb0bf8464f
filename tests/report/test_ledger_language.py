"""The ledger in the language of the run: the same numbers, and what people wrote themselves left as it is."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from sim.report.language import ENGLISH, language
from sim.report.ledger import ledger_of
from sim.report.ledger_drivers import Ranking, drivers_of, shipped_ranking, stored_ranking
from sim.report.ledger_units import TIMES_AS_ASSUMED, unit_in
from sim.report.page import environment
from sim.report.sensitivity_words import METRIC_WORDS, range_in
from sim.report.study_page import StudyPage, write_study_page
from sim.report.workbook.assumptions import assumptions
from tests.report.synthetic import make_facts
from tests.report.test_ledger import FACTS, ROWS, store

FINNISH = language("fi")
MINE = (
    ("behavior.absence.leave_days_max", "S: agreement", "12", "conf/behavior/b.yaml"),
    ("behavior.wishes.office_days_share", "J: oma arvio", "[0.5, 0.5]", "omat.yaml"),
    ("organization.teams.*.size", "", "1,234 without a source", ""),
    ("organization.teams.T1.size", "M: staff", "9", "omat.yaml"),
    ("policy.adherence", "set on the command line", "0.8", "command line"),
    ("policy.adherence_sd", "set in omat.yaml", "0.1", "omat.yaml"),
)


def ledger(code, assumptions=MINE, rows=ROWS):
    made = tuple(
        SimpleNamespace(key=key, source=source, value=value, file=file) for key, source, value, file in assumptions
    )
    return ledger_of(
        make_facts(language=code, assumptions=made), own=Ranking(drivers=drivers_of(rows), measured="a test")
    )


def rendered(found):
    return environment().get_template("ledger.html.j2").render(ledger=found)


def digits(text):
    return re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0](?=\d)", "", text))


def test_both_languages_have_the_same_digits():
    assert sorted(digits(rendered(ledger("fi")))) == sorted(digits(rendered(ledger("en"))))


def test_what_moves_what_is_said_in_finnish():
    found = ledger("fi")
    first = next(entry for entry in found.entries if entry.rank == 1)
    assert first.moves == "halutut työpisteet vilkkaana päivänä: 400 työpistettä"
    assert found.top[0].metric_says == "halutut työpisteet vilkkaana päivänä"
    assert {found.kind(entry.source_kind) for entry in found.entries} == {
        "arvio", "ei ilmoitettu", "kirjallisuus", "mitattu",
    }  # fmt: skip


def test_a_range_has_a_finnish_name_unless_somebody_has_changed_it():
    assert range_in(FINNISH, "leave_days", "days of annual leave") == "vuosilomapäivät"
    assert range_in(FINNISH, "leave_days", "lomat meillä") == "lomat meillä"
    assert range_in(FINNISH, "mine", "days of annual leave") == "days of annual leave"
    assert range_in(ENGLISH, "leave_days", "days of annual leave") == "days of annual leave"
    shipped = {driver.called(FINNISH) for driver in shipped_ranking(FINNISH).drivers}
    assert shipped & {driver.says for driver in shipped_ranking().drivers} == set()


def test_what_the_program_writes_in_place_of_a_source_is_finnish_and_what_people_wrote_is_as_they_wrote_it():
    text = rendered(ledger("fi"))
    assert "<td>asetettu komentorivillä</td>" in text
    assert "<code>komentorivi</code>" in text
    assert "<td>asetettu tiedostossa omat.yaml</td>" in text
    assert "<td>1\u00a0234 ilman lähdettä</td>" in text
    assert '<span lang="en">S: agreement</span>' in text
    assert "<mark>arvio</mark> J: oma arvio</td>" in text
    assert "<td><code>[0.5, 0.5]</code></td>" in text


def test_nothing_is_marked_as_english_on_an_english_page():
    text = rendered(ledger("en"))
    assert "lang=" not in text
    assert "<td>set on the command line</td>" in text
    assert "<td>[0.5, 0.5]</td>" in text


def test_nothing_is_english_but_what_is_marked():
    text = re.sub(r'<code>.*?</code>|<span lang="en">.*?</span>', "", rendered(ledger("fi", rows=[])))
    assert not re.search(r"\b(the|of|and|a|to|source|value|unit|set|guess|share|days)\b", re.sub("<[^>]*>", " ", text))


@pytest.mark.parametrize("metric", METRIC_WORDS)
def test_every_key_figure_moves_by_an_amount_with_the_same_digits(metric):
    driver = drivers_of([ROWS[0] | {"metric": metric, "swing": 1234.5}])[0]
    assert digits(driver.swung(FINNISH)) == digits(driver.swung(ENGLISH))
    assert driver.moves(FINNISH) != driver.moves(ENGLISH)


def test_where_it_was_measured_is_said_in_finnish(tmp_path):
    store(tmp_path, "a", ROWS, key=FACTS.key)
    assert stored_ranking(tmp_path, FACTS, FINNISH).measured == (
        "tämä tapaus, study=sensitivity (tuloskansio espoo-team-led-sensitivity-a)"
    )
    assert re.match(r"tapaus espoo \d+\.\d+\.20\d\d ", shipped_ranking(FINNISH).measured)


def test_the_unit_of_a_range_that_adds_or_multiplies_is_said_in_finnish():
    assert unit_in(FINNISH, "days a year more") == "päivää vuodessa lisää"
    assert unit_in(FINNISH, TIMES_AS_ASSUMED) == "kertaa oletettu"
    assert unit_in(ENGLISH, "days a year more") == "days a year more"
    assert unit_in(FINNISH, "") == ""


def test_the_sheet_of_assumptions_is_in_the_language_of_the_ledger():
    (english,), (finnish,) = assumptions(ledger("en")), assumptions(ledger("fi"))
    assert (english.name, finnish.name) == ("Assumptions", "Oletukset")
    same = {"key": 0, "rank": 6}
    for place in same.values():
        assert english.tables[0].columns[place].entries == finnish.tables[0].columns[place].entries
    heads = [{column.head for column in sheet.tables[0].columns} for sheet in (english, finnish)]
    assert heads[0] & heads[1] == set()
    assert "asetettu komentorivillä" in finnish.tables[0].columns[4].entries


def test_a_page_in_finnish_does_not_say_that_its_assumptions_are_in_english(tmp_path):
    page = StudyPage(answer="Näin.", scope="s", language=FINNISH)
    write_study_page(tmp_path, page, make_facts(language="fi"))
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<h2 id="assumptions">Oletukset</h2>' in text
    assert '<div lang="en">' not in text
