"""Rooms, busy days, people, questions and zones in Finnish: the same numbers, no English word, a name for all."""

import re
from dataclasses import replace
from typing import get_args

import polars as pl
import pytest

from sim.office import ZoneKind
from sim.records import ROOM_ACTIVITIES, Decider, Purpose
from sim.report.busy_day_rows import busy_day_table
from sim.report.evidence import gather
from sim.report.language import LANGUAGES, language
from sim.report.page import render_page
from sim.report.purpose_layers import purpose_layers
from sim.report.purposes import LAYERS, OTHER, decider_words, grouping, purpose_words, with_article
from sim.report.questions import questions
from sim.report.room_answers import room_answers
from sim.report.room_day import ROOM_LAYERS, activity_words
from sim.report.room_rows import room_table
from sim.report.unit_rows import MEASURES, organization_row, unit_rows
from sim.report.zone_rows import zone_rows
from tests.report.synthetic import make_facts, make_tables
from tests.report.synthetic_rooms import make_room_log, request
from tests.report.test_finnish_pages import ENGLISH as ENGLISH_WORD

FINNISH = language("fi")
#: Headings of the page's parts that are tested here.
PARTS = ("rooms", "busy", "people", "zones")


def one_small_unit_among_several():
    return make_tables(sites=6, replications=2, days=60, sizes=[100, 90, 80, 70, 3, 1])


def rooms(**changes):
    return make_tables(**({"sites": 2, "replications": 2, "days": 60, "sizes": [100, 200], "rooms": True} | changes))


def no_rooms_at_one_site():
    tables = rooms()
    gone = pl.col("site_id") == "S01"
    demand = tables["room_demand"].with_columns(
        pl.when(gone).then(0).otherwise("seats").alias("seats"), pl.when(gone).then(0).otherwise("rooms").alias("rooms")
    )
    return tables | {"room_demand": demand.unique(["site_id", "seats", "metric"], maintain_order=True)}


def no_room_is_refused():
    tables = rooms()
    refused = pl.when(pl.col("metric") == "refused_share").then(0.0)
    limits = [refused.otherwise(column).alias(column) for column in ("estimate", "ci_low", "ci_high")]
    return tables | {"room_demand": tables["room_demand"].with_columns(limits)}


def one_refused_party_that_would_fit():
    tables = rooms()
    return tables | {"room_log": make_room_log([request("S00", tables["room_log"]["date"][0], 600, 660)])}


def no_shared_days():
    tables = make_tables()
    return tables | {"shared_days": tables["shared_days"].clear()}


def people_who_never_go_home_and_are_all_alike():
    tables = make_tables()
    alike = (0.2 + 0.1 * pl.col("replication").mod(2)).alias("imposed_days_share")
    teams = tables["teams"].with_columns(alike, pl.lit(0.0).alias("forced_remote_days"))
    return tables | {"teams": teams, "summary": tables["summary"].clear()}


CASES = {
    "a city": make_tables,
    "rooms": rooms,
    "a small unit": one_small_unit_among_several,
    "a small site": lambda: rooms(sites=3, sizes=[200, 3, 30]),
    "no rooms at one site": no_rooms_at_one_site,
    "no room refused": no_room_is_refused,
    "a party that would fit": one_refused_party_that_would_fit,
    "no shared days": no_shared_days,
    "all alike": people_who_never_go_home_and_are_all_alike,
    "one replication": lambda: rooms(sites=1, replications=1, sizes=[100]),
    "a short run": lambda: rooms(sites=1, days=20, sizes=[100]),
}


@pytest.fixture(scope="module", params=CASES)
def both(request):
    tables = CASES[request.param]()
    return tuple(gather(tables, make_facts(language=code)) for code in ("en", "fi"))


def cells(row):
    """Each thing that a line of a table says, but for what users have named."""
    for name in row.__slots__:
        if name not in {"site", "zone_id", "wing", "unit"} and not isinstance(value := getattr(row, name), bool):
            yield from (value[:2] if hasattr(value, "limits") else value if isinstance(value, tuple) else (str(value),))


def said(evidence):
    """Every text of the sections, in their order, which is the same in both languages."""
    texts = []
    for question in (*questions(evidence), *room_answers(evidence)):
        texts += [question.asked, question.answer]
    table, of_rooms = busy_day_table(evidence), room_table(evidence)
    texts += table.heads
    for row in (*table.rows, *zone_rows(evidence), *(of_rooms.rows if of_rooms else ())):
        texts += cells(row)
    texts += [row.unit for row in unit_rows(evidence) if row.merged] + [organization_row(evidence).unit]
    found = purpose_layers(evidence.tables["presence"])
    if found is not None:
        texts += [*(layer.words_in(evidence.language) for layer in found.layers)]
        texts.append(grouping(found.layers, evidence.language))
    return texts


def numbers(text, code):
    """The numbers in a text, whatever their order in the sentence."""
    if code == "fi":
        text = re.sub(r"(?<=\d)\u00a0(?=\d)", "", text).replace(",", ".")
    return sorted(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def named(evidence, text):
    """Put a word in place of each name that a user has given."""
    for name in sorted({*evidence.demand.names.values(), *evidence.tables["teams"]["unit_id"]}, key=len, reverse=True):
        text = text.replace(name, "Nimi")
    return text


def test_every_text_has_the_numbers_of_the_english_one(both):
    english, finnish = both
    pairs = list(zip(said(english), said(finnish), strict=True))
    assert len(pairs) > 30
    for one, other in pairs:
        assert numbers(other, "fi") == numbers(one, "en"), (one, other)


def test_no_text_has_an_english_word_or_number(both):
    _, finnish = both
    texts = [named(finnish, text) for text in said(finnish)]
    assert [text for text in texts if ENGLISH_WORD.search(text)] == []
    assert [text for text in texts if re.search(r"\d \d|\d %|\d\.\d|\d,\d{3}\b", text)] == []
    assert [text for text in texts if "  " in text.strip() or re.search(r"\s[.;,)]|[.;]{2}|\{|\}", text)] == []


def test_the_same_is_asked_and_answered_in_both_languages(both):
    english, finnish = both
    for find in (questions, room_answers):
        assert [one.key for one in find(english)] == [one.key for one in find(finnish)]
        assert len({one.key for one in find(finnish)}) == len(find(finnish))


def part_of(page, name):
    """A part of the page from its heading to the next."""
    found = re.search(rf'<h2 id="{name}">.*?(?=<h2|</main>)', page, re.DOTALL)
    return found[0] if found else ""


def test_the_parts_of_the_page_are_finnish(both):
    english, finnish = both
    pages = render_page(english, []), render_page(finnish, [])
    for name in PARTS:
        one, other = (part_of(page, name) for page in pages)
        assert bool(one) == bool(other)
        text = re.sub(r"<bdi>.*?</bdi>|<[^>]*>", " ", other)
        assert ENGLISH_WORD.search(text) is None, name
        assert one.count("<td") == other.count("<td")


def test_the_numbers_for_the_workbook_are_the_same_in_both_languages(both):
    tables = [room_table(evidence) for evidence in both]
    if tables[0] is None:
        assert tables[1] is None
        return
    for one, other in zip(*(table.rows for table in tables), strict=True):
        for name in ("rooms", "wanted_mean", "wanted", "spare", "refused", "used"):
            assert getattr(one, name).exact == getattr(other, name).exact


def test_the_order_of_lines_does_not_depend_on_the_language(both):
    english, finnish = both
    for find in (zone_rows, lambda evidence: busy_day_table(evidence).rows):
        assert [row.site for row in find(english)] == [row.site for row in find(finnish)]
    assert [row.unit for row in unit_rows(english) if not row.merged] == [
        row.unit for row in unit_rows(finnish) if not row.merged
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_the_program_knows_has_a_name_in_every_language(code):
    spoken = language(code)
    for purpose in Purpose:
        assert {f"purpose.{purpose.name.lower()}", f"having.{purpose.name.lower()}"} <= spoken.texts.keys()
    for decider in Decider:
        assert decider_words(decider.name.lower(), spoken)
    for activity in ROOM_ACTIVITIES:
        assert {f"purpose.{activity}", f"roomuse.{activity}"} & spoken.texts.keys(), activity
    for layer in (*LAYERS, *ROOM_LAYERS, OTHER):
        assert layer.words_in(spoken)
    for kind in get_args(ZoneKind):
        assert spoken.name("zone_kind", kind, "")
    for measure in MEASURES:
        assert spoken.say(measure.key)


def test_what_the_program_does_not_know_keeps_its_name():
    assert purpose_words("coffee_break", FINNISH) == "coffee break"
    assert activity_words("coffee_break", FINNISH) == "coffee break"
    assert with_article("coffee_break", FINNISH) == "coffee break"
    evidence = gather(make_tables(sites=1, replications=2, days=60, sizes=[100]), make_facts(language="fi"))
    zones = evidence.tables["zones"].with_columns(pl.lit("lounge").alias("kind"))
    assert {row.kind for row in zone_rows(replace(evidence, tables=evidence.tables | {"zones": zones}))} == {"lounge"}


def test_numbers_and_purposes_are_written_as_in_finnish(city_tables):
    evidence = gather(city_tables, make_facts(language="fi"))
    row = busy_day_table(evidence).rows[0]
    assert row.purposes == "työ työpisteellä 40\u00a0%, tiimikokous 30\u00a0%, tiimipäivä 15\u00a0%"
    assert busy_day_table(evidence).heads[:2] == ("Olisi tullut muutenkin", "Kokoontumisen vuoksi")
    zone = zone_rows(evidence)[0]
    assert zone.kind == "yhteiskäyttöiset" and zone.needed.limits == "128–130"
    assert zone.spare.limits == "\u221228 … \u221226"
