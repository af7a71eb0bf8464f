"""The page of a comparison in Finnish, and the refusal of other studies to pretend that they speak it."""

from __future__ import annotations

import re

import pytest

from sim.__main__ import main
from sim.report.compare_page import page
from sim.report.language import language
from tests.building import conf_scenario
from tests.studies.worlds import facts, found, world

SMALL = {"weeks": 6, "replications": 3, "activities": "municipal"}
FINNISH = language("fi")


@pytest.fixture(scope="module")
def compared():
    worlds = [world(name, conf_scenario("small_office", name, **SMALL)) for name in ("team_led", "anchor_days")]
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


@pytest.mark.parametrize("study", ["project", "size"])
def test_a_study_that_has_no_finnish_page_says_so_and_writes_nothing(study, tmp_path, capsys):
    command = ["scenario=small_office", f"study={study}", "output.language=fi", f"results_dir={tmp_path / 'results'}"]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "output.language" in said
    assert f"study={study} writes in English" in said
    assert "output.language=en" in said
    assert not (tmp_path / "results").exists()


def test_a_language_without_a_catalog_is_refused_with_those_there_are(tmp_path, capsys):
    assert main(["scenario=small_office", "study=compare", "output.language=sv", f"results_dir={tmp_path}"]) == 2
    said = capsys.readouterr().err
    assert "output.language" in said
    assert "en" in said
    assert "fi" in said
