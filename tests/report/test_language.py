"""Catalogs of texts: the same keys and placeholders in every language, no key without use; numbers in its format."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from types import SimpleNamespace
from typing import get_args, get_type_hints

import pytest

from sim.config import load
from sim.office import ZoneKind
from sim.records import Decider, Purpose, RoomUse
from sim.report.compared import KEY_FIGURES, OF_PEOPLE
from sim.report.explorer_data import SHOWN
from sim.report.language import ENGLISH, LANGUAGES, language
from sim.report.ledger_sources import SOURCE_KINDS
from sim.report.ledger_units import TIMES_AS_ASSUMED, UNITS
from sim.report.purposes import DECIDERS, LAYERS, OTHER
from sim.report.room_day import ROOM_LAYERS
from sim.report.sensitivity_words import METRIC_WORDS
from sim.report.sizing import Rule
from sim.report.unit_rows import MEASURES
from sim.report.words import count, percent
from sim.scenario import Output
from sim.stats.interval import Interval
from sim.stats.paired import Verdict
from sim.stats.summary import METRICS
from sim.studies.compared.groups import COMMUTE_BANDS, NEWCOMER, PART_TIME, ROLES
from sim.studies.compared.naming import days_in_words
from sim.studies.ruled.rules import RULES
from tests.documents.reading import ROOT

FINNISH = language("fi")
NO_BREAK = "\u00a0"


def placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def files_of(path):
    return sorted(found.name for found in path.iterdir() if found.name.endswith(".yaml")) if path.is_dir() else []


def test_every_language_has_the_same_keys_with_the_same_placeholders():
    for code in LANGUAGES:
        texts = language(code).texts
        assert list(texts) == list(ENGLISH.texts), code
        different = [key for key in texts if placeholders(texts[key]) != placeholders(ENGLISH.texts[key])]
        assert different == []


def test_the_configuration_knows_the_languages_that_have_a_catalog():
    assert get_args(get_type_hints(Output)["language"]) == LANGUAGES
    shipped = {path.name: files_of(path) for path in files("sim.report.language").iterdir() if files_of(path)}
    assert set(shipped) == set(LANGUAGES)
    assert len(set(map(tuple, shipped.values()))) == 1, "each language has the same files"


#: Sections whose keys are names of things that the program knows.
NAMES = {
    "weekday": set("01234"),
    "weekdays": set("01234"),
    "on_weekdays": set("01234"),
    "falling": set("01234"),
    "month": {str(month) for month in range(1, 13)},
    "ordinal": {str(number) for number in range(2, 11)},
    "policy": {path.stem for pattern in ("sim/policies/*.py", "conf/policy/*.yaml") for path in ROOT.glob(pattern)},
    "kind": {"everybody", "role", "unit", "commute_band", "newcomer", "part_time", "home_site"},
    "everybody": {"everybody"},
    "role": set(ROLES),
    "commute_band": set(COMMUTE_BANDS),
    "newcomer": set(NEWCOMER),
    "part_time": set(PART_TIME),
    "metric": {measure.metric for measure in KEY_FIGURES},
    "burden": {measure.metric for measure in OF_PEOPLE},
    "card": {shown.key for shown in SHOWN},
    "about": {shown.key for shown in SHOWN},
    "group": {"unit", "commute_band", "part_time", "home_site"},
    "cost": {"imposed", "sent_home"},
    "thatday": set("01234"),
    "shortmonth": {str(month) for month in range(1, 13)},
    "datedmonth": {str(month) for month in range(1, 13)},
    "chooser": set(DECIDERS),
    "choosers": set(DECIDERS),
    "purpose": {one.name.lower() for one in Purpose},
    "having": {one.name.lower() for one in Purpose},
    "decider": {one.name.lower() for one in Decider},
    "roomuse": {one.name.lower() for one in RoomUse},
    "layer": {layer.key for layer in (*LAYERS, *ROOM_LAYERS, OTHER)},
    "grouped": {layer.key for layer in LAYERS if len(layer.purposes) > 1} | {"small"},
    "measure": {measure.column for measure in MEASURES},
    "ask": {
        *("heading", "anyway", "shared_days", "together", "wishes", "uneven", "in_vain", "not_here"),
        *("rooms_missing", "rooms_refused", "rooms_too_small", "rooms_used"),
    },
    "zone_kind": set(get_args(ZoneKind)),
    "range": set(load("espoo", ["study=sensitivity"]).scenario.study.ranges),
    "key_figure": set(METRICS),
    "step": {"points"} | {words.unit for words in METRIC_WORDS.values() if not words.is_share},
    "unit": {*UNITS, TIMES_AS_ASSUMED},
    "source_kind": set(SOURCE_KINDS),
    "study_kind": {"project", "size", "close", "compare", "room_rules", "sensitivity"},
    "verdict": set(get_args(Verdict)),
    "counted": {"all", "busiest_weekday", "outside_leave_season"},
    "thumb": set(get_args(Rule)),
    "thumbsaid": set(get_args(Rule)),
    "roomrule": {rule.name for rule in RULES},
    "toweekday": set("01234"),
    "days": {
        days_in_words(SimpleNamespace(study=SimpleNamespace(days=days), office=SimpleNamespace(sites=sites)))
        for days in ("all", "busiest_weekday", "outside_leave_season")
        for sites in ("A", "AB")
    },
}


@pytest.mark.parametrize(
    "section", ["range", "key_figure", "step", "unit", "source_kind", "study_kind", "verdict", "zone_kind"]
)
def test_everything_of_such_a_kind_has_a_name(section):
    assert {key.partition(".")[2] for key in FINNISH.texts if key.startswith(f"{section}.")} == NAMES[section]


def test_every_range_says_in_english_what_the_configuration_says_and_something_else_in_finnish():
    for name, one in load("espoo", ["study=sensitivity"]).scenario.study.ranges.items():
        assert ENGLISH.say(f"range.{name}") == one.says
        assert FINNISH.say(f"range.{name}") not in {"", one.says}


def sources():
    """Code by file; a key within a text that is filled in stands in other quotes than elsewhere."""
    return {
        path: path.read_text(encoding="utf-8").replace("'", '"')
        for path in (ROOT / "sim" / "report").rglob("*")
        if path.suffix in {".py", ".j2"}
    }


def test_every_key_is_used():
    code = "\n".join(sources().values())
    # A key stands in the code as a whole, or as a text in which a part is filled in.
    filled = {
        re.sub(r"\\{[^}]*\\}", "[a-z_]+", re.escape(text))
        for text in re.findall(r'f"([a-z]+\.[a-z_{}.\[\]]+)"', code)
        if text.partition(".")[0] not in NAMES
    }
    assert not [pattern for pattern in filled if pattern.endswith(r"\.[a-z_]+")], "this would stand for every key"
    plural = set(re.findall(r'plural\(\s*"([a-z_.]+)"', code))
    for key in ENGLISH.texts:
        section, _, name = key.partition(".")
        if section in NAMES:
            assert name in NAMES[section], key
        else:
            assert (
                f'"{key}"' in code
                or any(re.fullmatch(pattern, key) for pattern in filled)
                or re.sub(r"_(one|many)$", "", key) in plural
            ), key


def test_every_key_that_is_asked_for_is_there():
    for path, code in sources().items():
        for key in re.findall(r'\bsay\(\s*"([^"]+)"', code):
            assert key in ENGLISH.texts, (path, key)


def test_every_group_and_policy_that_the_program_knows_has_a_name():
    for kind, groups in (
        ("role", ROLES),
        ("commute_band", COMMUTE_BANDS),
        ("newcomer", NEWCOMER),
        ("part_time", PART_TIME),
    ):
        for group in groups:
            assert FINNISH.name(kind, group, "") != ""
    for path in (ROOT / "conf" / "policy").glob("*.yaml"):
        assert f"policy.{path.stem}" in FINNISH.texts


@pytest.mark.parametrize(
    ("english", "finnish"),
    [
        ("1,312", f"1{NO_BREAK}312"),
        ("27 %", f"27{NO_BREAK}%"),
        ("1,312.5 %", f"1{NO_BREAK}312,5{NO_BREAK}%"),
        ("under 0.1 %", f"alle 0,1{NO_BREAK}%"),
        ("\u22120.6 points", f"\u22120,6{NO_BREAK}prosenttiyksikköä"),
        ("by under 0.01", "alle 0,01"),
        ("\u2013", "\u2013"),
    ],
)
def test_numbers_are_written_in_the_manner_of_the_language(english, finnish):
    assert FINNISH.number(english) == finnish
    assert ENGLISH.number(english) == english


def test_limits_have_a_dash_unless_a_sign_would_run_into_it():
    assert FINNISH.span(Interval(0.27, 0.24, 0.31), percent) == f"24–31{NO_BREAK}%"
    assert FINNISH.span(Interval(-1, -4, 3), count) == "\u22124 … 3"
    assert ENGLISH.span(Interval(-1, -4, 3), count) == "\u22124 to 3"
    assert FINNISH.span(Interval(1, None, None), count) == ""


def test_a_policy_keeps_the_name_of_its_scenario_and_an_unknown_one_its_own():
    assert FINNISH.policy("free_choice") == "vapaa valinta"
    assert FINNISH.policy("espoo: free_choice") == "espoo: vapaa valinta"
    assert ENGLISH.policy("espoo: free_choice") == "espoo: free choice"
    assert FINNISH.policy("my_own") == "my own"
