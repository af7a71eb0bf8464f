"""What the command line prints of a run: at most five lines, the decision first."""

from __future__ import annotations

from sim.report.evidence import gather
from sim.report.ledger import Ledger, TopDriver
from sim.report.terminal import lines
from tests.report.synthetic import make_facts, make_tables
from tests.report.test_finnish_pages import ENGLISH

GUESS = TopDriver(says="wished office days", moves="514 desks", metric_says="desks", source_kind="judgment")
COUNTED = TopDriver(says="leave", moves="20 desks", metric_says="desks", source_kind="measured")


def ledger(*top):
    return Ledger(entries=(), top=top, measured="espoo")


def said(tables, top=(COUNTED, GUESS)):
    return lines(gather(tables, make_facts()), ledger(*top))


def test_the_decision_comes_first_and_what_is_known_least_last(city_tables):
    found = said(city_tables)
    assert len(found) <= 5
    assert found[0] == f"Desks: {gather(city_tables, make_facts()).answer.sentence}"
    assert (
        found[-1] == "Known least: wished office days (a guess); the assumptions in report.html say what it can move."
    )


def test_where_every_driver_is_counted_nothing_is_called_a_guess(city_tables):
    assert not [line for line in said(city_tables, top=(COUNTED,)) if "guess" in line]


def test_of_a_group_too_small_to_be_shown_only_the_refusal_is_printed():
    tiny = make_tables(sites=1, replications=2, days=60, sizes=[4], desks_each=[3])
    found = said(tiny)
    assert found == [gather(tiny, make_facts()).answer.sentence]
    assert "Nothing can be published" in found[0]


def test_no_line_is_printed_empty(city_tables):
    assert all(line.partition(": ")[2] for line in said(city_tables))


def test_a_finnish_run_is_answered_in_finnish():
    tables = make_tables(sites=3, replications=3, days=70, sizes=[100, 80, 60], rooms=True)
    evidence = gather(tables, make_facts(language="fi"))
    found = lines(evidence, ledger(TopDriver(says="loma", moves="", metric_says="", source_kind="judgment")))
    assert [line.partition(": ")[0] for line in found] == [
        "Työpisteet", "Huoneet", "Yhdessäolo", "Toiveet", "Epävarminta",
    ]  # fmt: skip
    assert found[0] == f"Työpisteet: {evidence.answer.sentence}"
    assert found[-1] == "Epävarminta: loma (arvaus); sivun report.html oletukset kertovat, mihin kaikkeen se vaikuttaa."
    assert not [line for line in found if ENGLISH.search(line)]
