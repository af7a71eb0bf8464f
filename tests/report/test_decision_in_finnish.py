"""The decision and its remarks in Finnish: the numbers of the English ones, and none of their words."""

import re
from dataclasses import replace

import pytest

from sim.report.answer import SuppressedSite, answer
from sim.report.language import ENGLISH, language
from sim.report.remarks import remarks
from sim.report.site_rows import city_row, columns, site_rows
from sim.report.suppression import COMPLEMENT, TOO_SMALL
from sim.report.weekdays import NO_DAYS, WeekdaySpread
from sim.stats.interval import UNKNOWN, Interval
from tests.report.synthetic import make_facts, make_tables
from tests.report.test_barred_desks import judged
from tests.report.test_decision import SPREAD, make_answer, need
from tests.report.test_finnish_pages import ENGLISH as ENGLISH_WORD

FINNISH = language("fi")
NEVER = Interval(0.0, 0.0, 0.0)
HIDDEN = (
    SuppressedSite(site_id="x", name="Ala", desks=4, reason=TOO_SMALL),
    SuppressedSite(site_id="y", name="Ylä", desks=30, reason=COMPLEMENT),
)
ENOUGH, SPARE = need("Olari", 50, 50, 50, 50), need("Matinkylä", 1500, 400, 390, 410)
SHORT = [need(f"Talo {letter}", 10, 20 + extra, 19, 41) for extra, letter in enumerate("abcdef")]
UNCLEAR = [need(f"Piha {letter}", 10, 10, 10 - less, 12) for less, letter in enumerate("abcdef")]
HOME_DAYS = [(20, 21, 22), (3, 5, 7), (100, 100, 100), (30, 31, 32), (40, 41, 42), (50, 51, 52), (60, 61, 62)]
BARRED = [replace(judged(days), name=f"Siipi {letter}") for days, letter in zip(HOME_DAYS, "abcdefg", strict=True)]
PERHAPS = [replace(site, needed=Interval(50, 45, 53)) for site in BARRED]
EVEN = WeekdaySpread(sites=2, shares=(0.2,) * 5, risk=(0.9,) * 5)
MOST = WeekdaySpread(sites=2, shares=(0.2, 0.25, 0.2, 0.2, 0.15), risk=(0.1,) * 5)
CITY = make_answer().city

ANSWERS = {
    "not publishable": make_answer(SPARE, publishable=False),
    "nothing shown": make_answer(suppressed=HIDDEN),
    "too few days": make_answer(SPARE, days=20),
    "too few days, many": make_answer(SPARE, ENOUGH, days=20),
    "too few days, all well": make_answer(
        replace(ENOUGH, needed=UNKNOWN, days_short_share=NEVER, days_sent_home_share=NEVER), days=20, replications=1
    ),
    "one enough": make_answer(ENOUGH),
    "one with spare ones": make_answer(SPARE),
    "one too few": make_answer(SHORT[0]),
    "one unclear": make_answer(UNCLEAR[2]),
    "one unclear, none spare": make_answer(UNCLEAR[0]),
    "one barred": make_answer(BARRED[0]),
    "one barred, unclear": make_answer(BARRED[1]),
    "one barred every day": make_answer(BARRED[2], suppressed=HIDDEN),
    "one perhaps barred": make_answer(PERHAPS[0]),
    "all enough": make_answer(SPARE, ENOUGH),
    "none enough": make_answer(*SHORT[:2]),
    "some short": make_answer(SPARE, *SHORT[:5]),
    "many short": make_answer(ENOUGH, *SHORT),
    "some barred": make_answer(SPARE, *BARRED[:3]),
    "many barred": make_answer(SPARE, *BARRED, suppressed=HIDDEN),
    "some unclear": make_answer(SPARE, ENOUGH, *UNCLEAR[:5]),
    "many unclear": make_answer(*UNCLEAR),
    "everything": make_answer(SPARE, *SHORT, *BARRED, *UNCLEAR, suppressed=HIDDEN[:1]),
    "even": make_answer(SPARE, ENOUGH, short_days=EVEN),
    "most often": make_answer(SPARE, ENOUGH, short_days=MOST),
    "almost always": make_answer(ENOUGH, short_days=replace(SPREAD, risk=(0, 1, 1, 0, 0))),
    "at one of many": make_answer(SPARE, ENOUGH),
    "at one of many, mostly": make_answer(SPARE, ENOUGH, short_days=replace(SPREAD, risk=(0, 1, 1, 0, 0))),
    "busiest": make_answer(ENOUGH, short_days=NO_DAYS, busiest_days=SPREAD, service_level=0.975),
    "busiest, even": make_answer(ENOUGH, short_days=NO_DAYS, busiest_days=EVEN),
    "busiest, most often": make_answer(ENOUGH, short_days=NO_DAYS, busiest_days=MOST),
    "nobody sets out": make_answer(ENOUGH, city=replace(CITY, set_out=NEVER)),
    "all are seated": make_answer(ENOUGH, city=replace(CITY, sent_home=NEVER, elsewhere=NEVER)),
    "nobody sent home": make_answer(ENOUGH, city=replace(CITY, sent_home=NEVER)),
    "nobody moves": make_answer(ENOUGH, city=replace(CITY, elsewhere=NEVER)),
    "one replication": make_answer(need("Olari", 60, 72), replications=1, weeks=13),
}


def said_in(found, code):
    """All sentences of an answer in a language."""
    found = replace(found, language=language(code))
    return [found.sentence, *remarks(found, 22)]


def numbers(text):
    """Numbers in a text of either language, the smallest text first: Finnish orders a sentence in its own way."""
    plain = re.sub(r"(?<=\d)[,\u00a0](?=\d{3})", "", text).replace(",", ".")
    return sorted(re.findall(r"\d+(?:\.\d+)?", plain))


@pytest.mark.parametrize("case", ANSWERS)
def test_no_branch_of_the_decision_and_its_remarks_has_an_english_word(case):
    for sentence in said_in(ANSWERS[case], "fi"):
        assert not ENGLISH_WORD.search(sentence), sentence
        assert "team_led" not in sentence and "{" not in sentence
        assert sentence.endswith(".") and "  " not in sentence and ".." not in sentence


@pytest.mark.parametrize("case", ANSWERS)
def test_every_branch_has_the_numbers_of_the_english_sentence(case):
    finnish, english = said_in(ANSWERS[case], "fi"), said_in(ANSWERS[case], "en")
    assert [numbers(sentence) for sentence in finnish] == [numbers(sentence) for sentence in english]


def test_the_cases_reach_every_sentence_of_the_catalog(monkeypatch):
    asked = set()
    say = type(FINNISH).say

    def listen(self, key, **values):
        asked.add(key)
        return say(self, key, **values)

    monkeypatch.setattr(type(FINNISH), "say", listen)
    for found in ANSWERS.values():
        for code in ("fi", "en"):
            said_in(found, code)
    written = {key for key in FINNISH.texts if key.startswith(("decision.", "falling."))}
    rare = {"falling.0", "falling.3", "falling.4"}
    singular = {key for key in written if key.endswith("_one")} | {"decision.often_at_many"}
    assert written - asked - rare - singular == set()


def test_a_finnish_reader_gets_whole_sentences():
    found = make_answer(
        need("Olari", 500, 400, 390, 410),
        need("Leppävaara", 60, 72, 68, 75),
        need("Tapiola", 40, 44, 42, 45),
        language=FINNISH,
    )
    assert found.sentence == (
        "Kun sääntö on tiimien sopimat päivät, 3 toimipaikan 600 työpistettä riittää 95\u00a0%:na työpäivistä "
        "1 toimipaikassa; "
        "lisää tarvitaan 12 (8–15) toimipaikkaan Leppävaara ja 4 (2–5) toimipaikkaan Tapiola, "
        "kun taas muualla 100 työpistettä (90–110) jää tyhjäksi vilkkainakin päivinä."
    )
    assert make_answer(UNCLEAR[2], language=FINNISH).sentence.endswith(
        "toimipaikassa Piha c: yli jää enintään 2 tai puuttuu enintään 2."
    )
    assert (
        "on enimmäkseen tiistaisin ja keskiviikkoisin (80\u00a0% niistä): "
        "niitä on 1 toimipaikassa, ja siellä noin joka kuudes tiistai on sellainen."
    ) in " ".join(remarks(found, 20))


def test_the_answer_speaks_the_language_of_the_run():
    tables = make_tables(sites=2, replications=3, days=70, sizes=[100, 200])
    finnish, english = (answer(tables, make_facts(language=code)) for code in ("fi", "en"))
    assert finnish.sentence.startswith("Kun sääntö on tiimien sopimat päivät, 2 toimipaikan ")
    assert english.sentence.startswith("Under team_led the ")
    assert numbers(finnish.sentence) == numbers(english.sentence)
    assert finnish.city.name == "Kaikki toimipaikat yhtä aikaa"


def cells_of(rows):
    """What stands in the table of sites, cell by cell, and the numbers behind it."""
    for row in rows:
        for column in columns("95 %", busy_day_apart=True):
            cell = getattr(row, column.field)
            yield [cell.value, cell.limits], cell.exact


def rows_in(code):
    tables = make_tables(sites=12, replications=2, days=70, sizes=[1400] + [200] * 9 + [3, 30])
    found = answer(tables, make_facts(language=code, weeks=14))
    barred = [replace(site, name="Siipi", site_id="T") for site in (BARRED[0], replace(BARRED[1], desks=0))]
    found = replace(found, sites=(*found.sites, *barred))
    return [*site_rows(found), city_row(found)]


def test_the_table_of_sites_has_the_same_numbers_in_finnish_and_no_english_word():
    finnish, english = rows_in("fi"), rows_in("en")
    for (written, exact), (in_english, meant) in zip(cells_of(finnish), cells_of(english), strict=True):
        assert [numbers(text) for text in written] == [numbers(text) for text in in_english]
        assert exact == meant
        assert not ENGLISH_WORD.search(" ".join(written)), written
    words = {text for row in finnish for text in (row.verdict, row.suppressed, row.spare.value, row.days_short.value)}
    assert {"riittävät", "eivät riitä", "eivät kaikkien käytössä", "ei kertaakaan 2 toistossa"} <= words
    assert {"ei näytetä (alle 5 ihmistä)", "ei näytetä (summa paljastaisi pienen ryhmän)"} <= words
    heads = [column.head for column in columns("95 %", busy_day_apart=True, language=FINNISH)]
    assert not ENGLISH_WORD.search(" ".join(heads))
    assert [numbers(head) for head in heads] == [
        numbers(column.head) for column in columns("95 %", busy_day_apart=True, language=ENGLISH)
    ]
