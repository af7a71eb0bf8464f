"""The page of a comparison in Finnish; a language that nobody has translated is refused."""

from __future__ import annotations

import re

import pytest

from sim.__main__ import main
from sim.report.compare_page import page
from sim.report.language import ENGLISH, language
from sim.studies.compare import _drawings
from tests.building import conf_scenario
from tests.studies.worlds import facts, found, world

SMALL = {"replications": 3, "activities": "municipal"}
FINNISH = language("fi")


@pytest.fixture(scope="module", params=[6, 13], ids=["too few days for a service level", "enough days"])
def compared(request):
    weeks = request.param
    policies = ("team_led", "anchor_days", "rates")
    worlds = [world(name, conf_scenario("small_office", name, weeks=weeks, **SMALL)) for name in policies]
    return found(*worlds).compared(facts())


def test_headings_tables_and_numbers_are_in_the_language_of_the_page(compared):
    english, finnish = page(compared), page(compared, (), FINNISH)
    assert [len(section.grids) for section in english.sections] == [len(section.grids) for section in finnish.sections]
    for ours, theirs in zip(english.sections, finnish.sections, strict=True):
        assert ours.heading != theirs.heading
        for grid, other in zip(ours.grids, theirs.grids, strict=True):
            assert grid.caption != other.caption
            for row, translated in zip(grid.rows, other.rows, strict=True):
                for cell, same in zip(row, translated, strict=True):
                    assert _digits(cell.value) == _digits(same.value)
                    assert _digits(cell.limits) == _digits(same.limits)
                    assert cell.exact == same.exact
                    assert not re.search(r"\d\.\d|\d %| to ", f"{same.value} {same.limits}")


def _digits(text):
    return re.sub(r"\D", "", text)


def test_a_page_in_english_is_what_it_was_before_there_were_languages(compared):
    assert page(compared).language.code == "en"
    heads = [grid.head for section in page(compared).sections for grid in section.grids]
    assert ("What", "Policy", "Mean", "Worst-off tenth", "Gini index", "Largest gap between groups") in heads


def test_no_sentence_of_a_finnish_page_is_left_in_english(compared):
    english, finnish = page(compared), page(compared, (), FINNISH)
    for one, other in ((english.answer, finnish.answer), (english.scope, finnish.scope)):
        assert one != other
    sentences = [*finnish.remarks, finnish.answer, finnish.scope]
    for ours, theirs in zip(english.sections, finnish.sections, strict=True):
        assert set(ours.notes).isdisjoint(theirs.notes)
        assert set(ours.paragraphs).isdisjoint(theirs.paragraphs)
        sentences += [*theirs.notes, *theirs.paragraphs]
    for sentence in sentences:
        assert not re.search(r"\b(the|of|and|under|people|desks)\b", sentence), sentence


def test_figures_are_explained_in_the_language_of_the_page(compared):
    readings = {}
    for speaks in (ENGLISH, FINNISH):
        drawings = _drawings(compared, speaks)
        assert {drawing.name for drawing in drawings} <= {"frontier", "winners_and_losers"}
        shown = [drawing for section in page(compared, drawings, speaks).sections for drawing in section.drawings]
        assert shown == drawings != []
        readings[speaks.code] = {drawing.reading for drawing in shown}
    assert readings["en"].isdisjoint(readings["fi"])


def test_a_language_without_a_catalog_is_refused_with_those_there_are(tmp_path, capsys):
    assert main(["scenario=small_office", "study=compare", "output.language=sv", f"results_dir={tmp_path}"]) == 2
    said = capsys.readouterr().err
    assert "output.language" in said
    assert "en" in said
    assert "fi" in said
